/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fresh.h - among the best hits, the newer ones above those that are as good. */
#ifndef XB_FRESH_H
#define XB_FRESH_H

#include "searcher.h"

/* So many of the best are looked at: what is behind them is not, however new. */
#define XB_FRESH_HITS 300

/* Put the first of the hits, which are the best of all that match, in the order of their scores times what their age is worth:
 * twice as much for the newest dispatch of the archive, 1.5 times for one a month older, 1 for a very old one, and for one
 * without a date. That is the last of the values that hits brought with them, if they have any. ECORRUPT, EIO, ENOMEM. */
xabar_status xb_fresh_order(struct xb_matches *matches, size_t nvalues, struct xabar_searcher *searcher, struct xb_arena *arena,
                            xabar_error *err);

#endif
