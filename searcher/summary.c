/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary.h"

#include "facet.h"
#include "histogram.h"

#define ARENA_MAX ((size_t)4 << 30)

/* What is counted on the walk. */
struct summary {
	struct xb_facet facets[XB_FIELD_COUNT]; /* each field once */
	size_t nfacets;
	struct xb_histogram histogram;
	bool dated;           /* there is one */
	bool remote;          /* what is counted may not say which document it is: its time comes behind the facets' values */
	uint64_t total;
	struct xb_arena arena; /* of the facets, as long as they are counted */
};

static xabar_status
init_facets(struct summary *summary, const char *const *wanted, struct xb_analyzer *analyzer, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (; wanted && *wanted && status == XABAR_OK; wanted++) {
		struct xb_facet facet;

		status = xb_facet_init(&facet, *wanted, analyzer, &summary->arena, err);
		for (size_t i = 0; i < summary->nfacets && status == XABAR_OK; i++)
			if (summary->facets[i].field == facet.field)
				status = xb_fail(err, XABAR_EINVAL, "the facet '%s' is asked for twice", facet.field->name);
		if (status == XABAR_OK)
			summary->facets[summary->nfacets++] = facet;
	}
	return status;
}

static xabar_status
init(struct summary *summary, struct xabar_searcher *searcher, const xabar_request *request, struct xb_arena *arena,
     xabar_error *err)
{
	xabar_status status = init_facets(summary, request->facets, searcher->analyzer, err);

	summary->dated = request->histogram != NULL;
	if (status == XABAR_OK && summary->dated)
		status = xb_histogram_init(&summary->histogram, request->histogram, err);
	if (status == XABAR_OK && summary->dated && !searcher->days.segments)
		status = xb_days_read(&searcher->days, searcher->reader, err);
	if (status == XABAR_OK && summary->dated)
		status = xb_histogram_start(&summary->histogram, &searcher->days, arena, err);
	return status;
}

static xabar_status
count(void *ctx, uint32_t segment, uint32_t local, const struct xb_str *values, xabar_error *err)
{
	struct summary *summary = ctx;
	xabar_status status = XABAR_OK;

	summary->total++;
	if (summary->dated && summary->remote)
		status = xb_histogram_count_value(&summary->histogram, values[summary->nfacets], err);
	else if (summary->dated)
		xb_histogram_count(&summary->histogram, segment, local);
	for (size_t i = 0; i < summary->nfacets && status == XABAR_OK; i++)
		status = xb_facet_count(&summary->facets[i], values[i], err);
	return status;
}

static xabar_status
finish(xabar_results *results, const struct summary *summary, struct xb_arena *arena, xabar_error *err)
{
	xabar_facet *facets = xb_arena_calloc(arena, summary->nfacets, sizeof(*facets));
	xabar_histogram *histogram = xb_arena_calloc(arena, 1, sizeof(*histogram));
	xabar_status status = facets && histogram ? XABAR_OK : xb_fail_nomem(err);

	for (size_t i = 0; i < summary->nfacets && status == XABAR_OK; i++)
		status = xb_facet_finish(&facets[i], &summary->facets[i], arena, err);
	if (status == XABAR_OK && summary->dated)
		status = xb_histogram_finish(histogram, &summary->histogram, arena, err);
	results->facets = facets;
	results->nfacets = summary->nfacets;
	results->histogram = summary->dated ? histogram : NULL;
	results->total = summary->total;
	results->exact = true;
	return status;
}

xabar_status
xb_summary_make(xabar_results *results, struct xabar_searcher *searcher, const struct xb_plan *plan,
                const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	struct summary summary = { .remote = searcher->remote };
	uint32_t slots[XB_FIELD_COUNT + 1];
	size_t nslots;
	xabar_status status;

	xb_arena_init(&summary.arena, ARENA_MAX);
	status = init(&summary, searcher, request, arena, err);
	for (size_t i = 0; i < summary.nfacets; i++)
		slots[i] = (uint32_t)summary.facets[i].field->slot;
	slots[summary.nfacets] = searcher->days.slot;
	nslots = summary.nfacets + (summary.dated && summary.remote);
	if (status == XABAR_OK)
		status = xb_match_each(searcher->reader, plan->root, slots, nslots, count, &summary, err);
	if (status == XABAR_OK)
		status = finish(results, &summary, arena, err);
	xb_arena_release(&summary.arena);
	return status;
}
