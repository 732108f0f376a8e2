/* SPDX-License-Identifier: GPL-2.0-or-later */
/* match.h - a plan, run: matching documents, and one of them → a hit, as it is shown. */
#ifndef XB_MATCH_H
#define XB_MATCH_H

#include "collapse.h"
#include "plan.h"
#include "searcher.h"

/* What was found, borrowed from an arena, and what a score is multiplied by to be shown. */
struct xb_ranking {
	struct xb_matches matches;
	const struct xb_story *stories; /* that the matches begin, when near-copies are folded; NULL: they are not */
	double factor;
	const char *next;               /* of a page: the cursor behind it; NULL: it is the last one, or there are no pages */
};

/* Run the plan as the request asks. */
xabar_status xb_match_plan(struct xb_ranking *out, struct xabar_searcher *searcher, const struct xb_plan *plan,
                           const xabar_request *request, struct xb_arena *arena, xabar_error *err);

/* One document as a hit: its fields, its snippet and marks (plan NULL: none). */
xabar_status xb_hit_make(xabar_hit *hit, struct xabar_searcher *searcher, uint32_t docid, const struct xb_plan *plan,
                         const xabar_request *request, struct xb_arena *arena, xabar_error *err);

/* A stored dispatch, decoded. Its texts are the searcher's until the next one is fetched. */
xabar_status xb_hit_fetch(struct xb_dispatch *out, struct xabar_searcher *searcher, uint32_t docid, struct xb_arena *arena,
                               xabar_error *err);

/* What a hit says of the near-copies that were folded into it. */
xabar_status xb_hit_add_copies(xabar_hit *hit, struct xabar_searcher *searcher, const struct xb_story *story,
                               const xabar_request *request, struct xb_arena *arena, xabar_error *err);

/* A dispatch as one of several copies; `same` is as xabar_copy has it. */
xabar_status xb_copy_make(xabar_copy *out, const struct xb_dispatch *dispatch, bool same, struct xb_arena *arena, xabar_error *err);

#endif
