/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bare.h - a folded word → the same as a keyboard without its marks types it: "şişli" is "sisli". */
#ifndef XB_BARE_H
#define XB_BARE_H

#include "schema.h"
#include "text/unicode.h"

/* Write the bare form of `word`, which has at most XB_TERM_MAX bytes, to `out`; returns its length, never more than
 * XB_TERM_MAX. A word without marks is its own bare form. Any thread. */
size_t xb_bare(char out[XB_TERM_MAX], struct xb_str word);

/* A Latin or Greek letter without its marks: what its canonical decomposition begins with. Others are themselves. Any thread. */
uint32_t xb_bare_letter(uint32_t cp);

#endif
