/* SPDX-License-Identifier: GPL-2.0-or-later */
/* request.h - what is done alike for every request. */
#ifndef XB_REQUEST_H
#define XB_REQUEST_H

#include "searcher.h"

/* Milliseconds. */
double xb_request_clock(void);

/* A caller compiled against an older header has a shorter struct: what it does not know of is at its default. */
xabar_request xb_request_complete(const xabar_request *request);

/* Have the searcher see what the request asks for: the archive of now, or of the end of .as_of or before `queried` (XB_AS_NOW:
 * as-of: is not in the query), whichever is earlier; hidden dispatches if .all. Says so in results; *as_of is that moment. EQUERY
 * for a date that cannot be read. */
xabar_status xb_request_see(const struct xb_view **view, int64_t *as_of, xabar_results *results, struct xabar_searcher *searcher,
                            const xabar_request *request, int64_t queried, struct xb_arena *arena, xabar_error *err);

#endif
