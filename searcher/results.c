/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "results.h"

#include <stdlib.h>

#include "birth.h"

#define ARENA_MAX ((size_t)4 << 30)

struct xb_results *
xb_results_new(const char *query)
{
	struct xb_results *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	xb_arena_init(&r->arena, ARENA_MAX);
	xb_arena_init(&r->scratch, ARENA_MAX);
	r->results.query = xb_arena_strndup(&r->arena, query, strlen(query));
	if (r->results.query)
		return r;
	free(r);
	return NULL;
}

void
xabar_results_free(xabar_results *results)
{
	struct xb_results *r = (struct xb_results *)results;

	if (!r)
		return;
	xb_arena_release(&r->arena);
	xb_arena_release(&r->scratch);
	free(r);
}

xabar_status
xb_results_conclude(xabar_results **out, struct xb_results *r, xabar_status status)
{
	if (status == XABAR_OK)
		*out = &r->results;
	else
		xabar_results_free(&r->results);
	return status;
}

static xabar_status
add_told(xabar_hit *hit, const struct xabar_searcher *searcher, uint32_t docid, xabar_error *err)
{
	struct xb_birth birth = { 0 };
	struct xb_buf value;
	xabar_status status;

	xb_buf_init(&value, XB_BIRTH_BYTES_MAX + 1);
	status = xb_reader_value(&value, searcher->reader, docid, XB_SLOT_GENERATION, err);
	xb_birth_decode(&birth, xb_buf_view(&value));
	xb_buf_release(&value);
	hit->told = birth.replaces ? "updated" : "new";
	return status;
}

static xabar_status
make_hit(xabar_hit *hit, struct xb_results *r, size_t i, struct xb_arena *arena, xabar_error *err)
{
	const struct xb_match_hit *match = &r->ranking.matches.hits[i];
	xabar_status status = xb_hit_make(hit, r->searcher, match->docid, &r->plan, &r->request, arena, err);

	hit->rank = r->request.offset + (uint64_t)i + 1;
	hit->score = match->score * r->ranking.factor;
	if (status == XABAR_OK && r->ranking.stories)
		status = xb_hit_add_copies(hit, r->searcher, &r->ranking.stories[i], &r->request, arena, err);
	if (status == XABAR_OK && r->news)
		status = add_told(hit, r->searcher, match->docid, err);
	return status;
}

xabar_status
xb_results_fill(struct xb_results *r, xabar_error *err)
{
	const struct xb_matches *matches = &r->ranking.matches;
	xabar_hit *hits;
	xabar_status status = XABAR_OK;

	r->results.total = matches->total;
	r->results.exact = matches->exact;
	r->results.nhits = matches->nhits;
	r->results.next = r->ranking.next;
	if (r->request.streamed)
		return XABAR_OK;
	hits = xb_arena_calloc(&r->arena, matches->nhits, sizeof(*hits));
	if (!hits)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < matches->nhits && status == XABAR_OK; i++)
		status = make_hit(&hits[i], r, i, &r->arena, err);
	r->results.hits = hits;
	return status;
}

xabar_status
xabar_results_hit(const xabar_hit **out, xabar_results *results, size_t i, xabar_error *err)
{
	struct xb_results *r = (struct xb_results *)results;
	xabar_status status;

	*out = NULL;
	if (i >= results->nhits)
		return xb_fail(err, XABAR_ENOTFOUND, "there is no hit %zu of %zu", i + 1, results->nhits);
	if (results->hits) {
		*out = &results->hits[i];
		return XABAR_OK;
	}
	xb_arena_clear(&r->scratch);
	status = make_hit(&r->hit, r, i, &r->scratch, err);
	if (status == XABAR_OK)
		*out = &r->hit;
	return status;
}
