/* SPDX-License-Identifier: GPL-2.0-or-later */
/* check.h - whether the files of a generation are what was written. */
#ifndef XB_CHECK_H
#define XB_CHECK_H

#include "generation.h"

/* Check every segment against its checksum and with libxapian's own check, its lexicon, and the tombstones: `report` gets a
 * line for each problem. Returns the number of problems. Needs no lock. */
size_t xb_generation_check(const struct xb_generation *generation, void (*report)(void *ctx, const char *line),
                           void *ctx);

#endif
