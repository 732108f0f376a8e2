/* SPDX-License-Identifier: GPL-2.0-or-later */
/* results.h - what a search gives, and what it lives in. */
#ifndef XB_RESULTS_H
#define XB_RESULTS_H

#include "match.h"

struct xb_results {
	xabar_results results;    /* first: handed out, and freed, by its address */
	struct xb_arena arena;
	/* What the hits are made of; those of streamed results when they are asked for. */
	struct xabar_searcher *searcher;
	xabar_request request;
	struct xb_plan plan;
	struct xb_ranking ranking;
	bool news;                /* the hits tell whether they are new or updated */
	xabar_hit hit;            /* the one at hand */
	struct xb_arena scratch;  /* which it is in */
};

/* Empty ones; NULL when out of memory. */
struct xb_results *xb_results_new(const char *query);

/* Hand over, or free on failure. */
xabar_status xb_results_conclude(xabar_results **out, struct xb_results *r, xabar_status status);

/* Make the hits of the ranking, unless they are streamed. */
xabar_status xb_results_fill(struct xb_results *r, xabar_error *err);

#endif
