/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "match.h"

#include "expand.h"
#include "fresh.h"
#include "fuse.h"
#include "pages.h"
#include "weigh.h"

/* Those of postings that are plain; the others have b in them (weighting.h). */
#define PLAIN_K1 1.4
#define PLAIN_B 0.75

/* A total up to this is exact without being asked for. Counting so far costs 10 to 20 % of a query of one word or a phrase
 * (bench_search): people are shown the number, and compare it. */
#define EXACT_UP_TO 1000

/* Where no length is asked for, terms are matched by ourselves; not by a server. */
static xabar_status
fuse(struct xb_match_request *match, struct xabar_searcher *searcher, const struct xb_plan *plan, struct xb_arena *arena,
     xabar_error *err)
{
	const struct xb_fusing fusing = {
		.reader = searcher->reader,
		.maxima = searcher->maxima,
		.k1 = match->k1,
		.wanted = match->order == XB_ORDER_RELEVANCE ? (size_t)match->offset + match->limit : 0,
	};

	if (!plan->scored || !searcher->scale)
		return XABAR_OK;
	if (fusing.wanted) {
		xabar_status status = xb_weigh(&match->query, match->query, searcher->reader, searcher->scale, arena, err);

		if (status != XABAR_OK)
			return status;
	}
	return searcher->remote ? XABAR_OK : xb_fuse(&match->query, match->query, &fusing, arena, err);
}

/* What hits of servers bring with them: the fingerprint where near-copies are folded, the date where the fresh rise. */
static const uint32_t served_slots[] = { XB_SLOT_FINGERPRINT, XB_SLOT_DATE };

/* Find the best few, and add their words. */
static xabar_status
expand(struct xb_match_request *match, struct xabar_searcher *searcher, const struct xb_plan *plan, struct xb_arena *arena,
       xabar_error *err)
{
	struct xb_match_request first = *match;
	struct xb_matches best;
	xabar_status status;

	first.offset = 0;
	first.limit = XB_EXPAND_HITS;
	first.nslots = 0;
	status = fuse(&first, searcher, plan, arena, err);
	if (status == XABAR_OK)
		status = xb_match(&best, searcher->reader, &first, arena, err);
	return status == XABAR_OK ? xb_expand(&match->query, match->query, &best, searcher, match->k1, arena, err) : status;
}

/* The best are counted as they are found, as far as that goes. Counting all of them so would weigh them all. */
static xabar_status
find_best(struct xb_matches *out, struct xb_match_request *match, struct xabar_searcher *searcher, const struct xb_plan *plan,
          const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	const bool exact_total = request->exact_total;
	xabar_status status = request->expand ? expand(match, searcher, plan, arena, err) : XABAR_OK;

	match->exact_up_to = exact_total ? 0 : EXACT_UP_TO;
	if (status == XABAR_OK)
		status = fuse(match, searcher, plan, arena, err);
	if (status == XABAR_OK)
		status = xb_match(out, searcher->reader, match, arena, err);
	if (status == XABAR_OK && exact_total && !out->exact)
		status = xb_count(&out->total, &out->exact, searcher->reader, plan->root, UINT32_MAX, err);
	return status;
}

/* More are found than are shown, for the newer ones among them rise. */
static xabar_status
find_fresh(struct xb_matches *out, const struct xb_match_request *match, struct xabar_searcher *searcher,
           const struct xb_plan *plan, const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	const size_t wanted = (size_t)match->offset + match->limit;
	struct xb_match_request all = *match;
	xabar_status status;

	all.offset = 0;
	all.limit = wanted > UINT32_MAX ? UINT32_MAX : wanted > XB_FRESH_HITS ? (uint32_t)wanted : XB_FRESH_HITS;
	if (searcher->remote) {
		all.slots = match->nslots ? served_slots : served_slots + 1;
		all.nslots = match->nslots + 1;
	}
	status = find_best(out, &all, searcher, plan, request, arena, err);
	if (status == XABAR_OK)
		status = xb_fresh_order(out, all.nslots, searcher, arena, err);
	if (status != XABAR_OK)
		return status;
	out->nhits = out->nhits < wanted ? out->nhits : wanted;
	out->hits += out->nhits < match->offset ? out->nhits : match->offset;
	out->nhits -= out->nhits < match->offset ? out->nhits : match->offset;
	return XABAR_OK;
}

static xabar_status
count(uint64_t *total, bool *exact, const struct xb_match_request *match, struct xabar_searcher *searcher,
      const struct xb_plan *plan, bool exact_total, xabar_error *err)
{
	if (exact_total)
		return xb_count(total, exact, searcher->reader, plan->root, UINT32_MAX, err);
	return xb_count(total, exact, searcher->reader, match->query, EXACT_UP_TO, err);
}

/* The newest or oldest are counted beforehand, which tells where to look for them. Where no hits are wanted, that is all. */
static xabar_status
find_dated(struct xb_matches *out, struct xb_match_request *match, struct xabar_searcher *searcher, const struct xb_plan *plan,
           bool exact_total, struct xb_arena *arena, xabar_error *err)
{
	uint64_t total = 0;
	bool exact = false;
	xabar_status status = fuse(match, searcher, plan, arena, err);

	*out = (struct xb_matches){ .nhits = 0 };
	if (status == XABAR_OK)
		status = count(&total, &exact, match, searcher, plan, exact_total, err);
	if (status == XABAR_OK && match->limit && searcher->remote)
		status = xb_match(out, searcher->reader, match, arena, err);
	else if (status == XABAR_OK && match->limit)
		status = xb_dates_match(out, &searcher->dates, searcher->reader, match, total, arena, err);
	out->total = total;
	out->exact = exact;
	return status;
}

static xabar_status
find(struct xb_matches *out, struct xb_match_request *match, struct xabar_searcher *searcher, const struct xb_plan *plan,
     const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	if (match->limit && match->order == XB_ORDER_RELEVANCE && request->fresh)
		return find_fresh(out, match, searcher, plan, request, arena, err);
	if (match->limit && match->order == XB_ORDER_RELEVANCE)
		return find_best(out, match, searcher, plan, request, arena, err);
	return find_dated(out, match, searcher, plan, request->exact_total, arena, err);
}

/* ---- Stories ---- */

#define LIMIT_MAX ((uint64_t)INT32_MAX)

/* As many matches as have the stories that are wanted, at a guess, are found and folded; should they have fewer, twice as many. */
static xabar_status
fold(struct xb_folding *folding, struct xb_matches *out, const struct xb_match_request *match, struct xabar_searcher *searcher,
     const struct xb_plan *plan, const xabar_request *request, xabar_error *err)
{
	const uint64_t wanted = (uint64_t)match->offset + match->limit;
	struct xb_match_request whole;
	xabar_status status;

	for (uint64_t asked = wanted + wanted / 2;; asked *= 2) {
		whole = *match;
		whole.offset = 0;
		whole.limit = (uint32_t)(asked < LIMIT_MAX ? asked : LIMIT_MAX);
		whole.slots = served_slots;
		whole.nslots = searcher->remote;
		status = find(out, &whole, searcher, plan, request, folding->finder.arena, err);
		if (status == XABAR_OK && out->nhits > folding->nfolded)
			status = xb_folding_add(folding, out->hits + folding->nfolded, out->nhits - folding->nfolded, err);
		if (status != XABAR_OK || folding->n >= wanted || out->nhits < whole.limit || asked >= LIMIT_MAX)
			return status;
	}
}

/* The stories that are wanted take the places of matches. */
static xabar_status
find_stories(struct xb_ranking *out, struct xb_match_request *match, struct xabar_searcher *searcher, const struct xb_plan *plan,
             const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	struct xb_folding folding = {
		.finder = { .reader = searcher->reader, .likenesses = &searcher->likenesses, .arena = arena },
	};
	struct xb_match_hit *hits;
	size_t first, n;
	xabar_status status = fold(&folding, &out->matches, match, searcher, plan, request, err);

	first = folding.n < match->offset ? folding.n : match->offset;
	n = folding.n - first < match->limit ? folding.n - first : match->limit;
	if (status == XABAR_OK)
		status = xb_folding_complete(&folding, first, n, plan->root, err);
	if (status != XABAR_OK)
		return status;
	hits = xb_arena_calloc(arena, n, sizeof(*hits));
	if (!hits)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n; i++)
		hits[i] = folding.stories[first + i].match;
	out->matches.hits = hits;
	out->matches.nhits = n;
	out->stories = n ? &folding.stories[first] : NULL;
	return XABAR_OK;
}

/* ---- Pages ---- */

static xabar_status
find_page(struct xb_ranking *out, struct xb_match_request *match, struct xabar_searcher *searcher, const struct xb_plan *plan,
          const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	uint64_t total = 0;
	bool exact = false;
	xabar_status status = xb_pages_match(&out->matches, &out->next, searcher, plan->root, request, arena, err);

	if (status == XABAR_OK)
		status = fuse(match, searcher, plan, arena, err);
	if (status == XABAR_OK)
		status = count(&total, &exact, match, searcher, plan, request->exact_total, err);
	out->matches.total = total;
	out->matches.exact = exact;
	return status;
}

xabar_status
xb_match_plan(struct xb_ranking *out, struct xabar_searcher *searcher, const struct xb_plan *plan,
              const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	static const enum xb_order orders[] = {
		[XABAR_RELEVANCE] = XB_ORDER_RELEVANCE, [XABAR_NEWEST] = XB_ORDER_NEWEST, [XABAR_OLDEST] = XB_ORDER_OLDEST,
	};
	struct xb_match_request match = {
		.query = plan->root,
		.offset = request->offset,
		.limit = request->limit,
		/* Hits that all weigh the same are shown as news is: the newest first. */
		.order = plan->scored || request->order != XABAR_RELEVANCE ? orders[request->order] : XB_ORDER_NEWEST,
		.date_slot = XB_SLOT_DATE,
		.k1 = searcher->scale ? XB_BM25_K1 * searcher->scale : PLAIN_K1,
		.b = searcher->scale ? 0 : PLAIN_B,
	};

	/* BM25 has k1 + 1 for a factor. */
	*out = (struct xb_ranking){ .factor = searcher->scale ? (XB_BM25_K1 + 1) / (match.k1 + 1) : 1 };
	if (request->cursor)
		return find_page(out, &match, searcher, plan, request, arena, err);
	if (request->collapse && request->limit)
		return find_stories(out, &match, searcher, plan, request, arena, err);
	return find(&out->matches, &match, searcher, plan, request, arena, err);
}
