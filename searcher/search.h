/* SPDX-License-Identifier: GPL-2.0-or-later */
/* search.h - a request from end to end, and its first part, for other entries of the library. */
#ifndef XB_SEARCH_H
#define XB_SEARCH_H

#include "plan.h"
#include "searcher.h"

/* How a query is read (xb_query_options). */
enum xb_reading { XB_READ_RANKED, XB_READ_ALL, XB_READ_NAME };

/* A request, read and planned. */
struct xb_searching {
	struct xabar_searcher *searcher;
	const xabar_request *request;
	enum xb_reading reading;
	const struct xb_query *query;   /* with the request's filters */
	const struct xb_view *view;     /* what the searcher sees, until xb_view_leave */
	struct xb_plan plan;
};

/* Read the first three, make the others in the arena. What is seen is said in results (xb_request_see). The caller has to
 * xb_view_leave, whatever is returned. EQUERY, ELIMIT, ECORRUPT, EIO, ENOMEM. */
xabar_status xb_search_plan(struct xb_searching *searching, xabar_results *results, struct xb_arena *arena, xabar_error *err);

/* The number of the dispatch with an id. ENOTFOUND, ECORRUPT, EIO. */
xabar_status xb_search_find(uint32_t *docid, struct xabar_searcher *searcher, const char *id, xabar_error *err);

/* xabar_search, its query read in one way or another; with `similar_to`, an id, xabar_similar. */
xabar_status xb_search(xabar_results **out, struct xabar_searcher *searcher, const xabar_request *request, enum xb_reading reading,
                       const char *similar_to, xabar_error *err);

#endif
