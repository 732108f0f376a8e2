/* SPDX-License-Identifier: GPL-2.0-or-later */
/* match.h - a plan, run: matching documents, and one of them → a hit, as it is shown. */
#ifndef XB_MATCH_H
#define XB_MATCH_H

#include "plan.h"
#include "searcher.h"

/* What was found, borrowed from an arena, and what a score is multiplied by to be shown. */
struct xb_ranking {
	struct xb_matches matches;
	double factor;
};

/* Run the plan as the request asks. */
xabar_status xb_match_plan(struct xb_ranking *out, struct xabar_searcher *searcher, const struct xb_plan *plan,
                           const xabar_request *request, struct xb_arena *arena, xabar_error *err);

/* One document as a hit: its fields, its snippet and marks (plan NULL: none). */
xabar_status xb_hit_make(xabar_hit *hit, struct xabar_searcher *searcher, uint32_t docid, const struct xb_plan *plan,
                         const xabar_request *request, struct xb_arena *arena, xabar_error *err);

#endif
