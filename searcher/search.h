/* SPDX-License-Identifier: GPL-2.0-or-later */
/* search.h - a request from end to end, for the entries of the library that are searches of another kind. */
#ifndef XB_SEARCH_H
#define XB_SEARCH_H

#include "plan.h"
#include "searcher.h"

/* The number of the dispatch with an id. ENOTFOUND, ECORRUPT, EIO. */
xabar_status xb_search_find(uint32_t *docid, struct xabar_searcher *searcher, const char *id, xabar_error *err);

/* xabar_search, and with `similar_to`, an id, xabar_similar. */
xabar_status xb_search(xabar_results **out, struct xabar_searcher *searcher, const xabar_request *request, const char *similar_to,
                       xabar_error *err);

#endif
