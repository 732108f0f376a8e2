/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pages.h - all that matches, page by page: from a cursor on, by date, and those of one second by their ids. */
#ifndef XB_PAGES_H
#define XB_PAGES_H

#include "cursor.h"
#include "searcher.h"

/* Those of the page, in order, weighed as nothing. *next is the cursor behind them, NULL where nothing is behind them. What a page
 * costs does not depend on how many came before it, but where thousands have the same date, or none. The request has a .cursor.
 * EINVAL (xb_cursor_read), ECORRUPT, EIO, ENOMEM. */
xabar_status xb_pages_match(struct xb_matches *out, const char **next, struct xabar_searcher *searcher, const struct xb_node *query,
                            const xabar_request *request, struct xb_arena *arena, xabar_error *err);

#endif
