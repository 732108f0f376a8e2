/* SPDX-License-Identifier: GPL-2.0-or-later */
/* aliases_shipped.c - corpora/aliases.txt, in the library, so that a program that embeds it, or runs from the tree it was
 * built in, has the names without a file to be found. */
#include "aliases_shipped.h"

__asm__(".pushsection .rodata\n"
        ".globl xb_aliases_shipped\n"
        ".hidden xb_aliases_shipped\n"
        "xb_aliases_shipped:\n"
        ".incbin \"corpora/aliases.txt\"\n"
        ".byte 0\n"
        ".popsection\n");
