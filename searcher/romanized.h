/* SPDX-License-Identifier: GPL-2.0-or-later */
/* romanized.h - a word that was typed in Latin letters for want of others → what it may be in its own script. */
#ifndef XB_ROMANIZED_H
#define XB_ROMANIZED_H

#include "schema.h"

/* The most readings of a word in one script: the likeliest come first. */
#define XB_READINGS_MAX 400

/* Call `take` with each reading of a folded word, Cyrillic, Persian and Georgian; a word that has anything but the letters of
 * ASCII, and apostrophes, has none. The reading is borrowed until `take` returns, and may come twice. False when `take` returned
 * false, which ends it. Any thread. */
bool xb_romanized_read(struct xb_str word, bool (*take)(void *ctx, struct xb_str reading), void *ctx);

#endif
