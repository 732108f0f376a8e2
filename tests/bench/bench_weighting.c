/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_weighting INDEX SCRATCH QUERIES: what the rounding of weighted postings changes. Indexes the dispatches of INDEX once more
 * in the new folder SCRATCH, with a scale so fine that nothing is rounded, and runs the queries, `class TAB query` a line, on
 * both. Prints how much of the ten best is the same, and in how many queries their order and the first one are. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "builder.h"
#include "fetch.h"
#include "index.h"
#include "xabar.h"

#define LIMIT ((size_t)1 << 30)
#define BEST 10

/* 1/8192 is the most that it rounds by; the wdf of the commonest word of 60,000 dispatches in all is still below 2^32. */
#define FINE 4096

static void
check(xabar_status status, const xabar_error *err)
{
	if (status == XABAR_OK)
		return;
	fprintf(stderr, "bench_weighting: %s\n", err->message);
	exit(2);
}

/* ---- The fine index ---- */

struct copying {
	struct xb_reader *from;
	struct xb_fetcher fetcher;
	struct xb_builder *builder;
	struct xb_buf encoded;
	struct xb_arena arena;
};

static xabar_status
copy(void *ctx, uint32_t docid, xabar_error *err)
{
	struct copying *c = ctx;
	struct xb_dispatch dispatch;
	unsigned char hash[16];
	xabar_status status = xb_fetch(&c->encoded, &c->fetcher, c->from, docid, err);

	xb_arena_clear(&c->arena);
	if (status == XABAR_OK)
		status = xb_dispatch_decode(&dispatch, xb_buf_view(&c->encoded), &c->arena, err);
	if (status != XABAR_OK)
		return status;
	xb_dispatch_hash(hash, xb_buf_view(&c->encoded));
	return xb_builder_add(&docid, c->builder, &dispatch, xb_buf_view(&c->encoded), hash, NULL, 0, err);
}

static void
copy_all(struct xb_builder *builder, const struct xb_generation *old)
{
	struct copying c = { .builder = builder };
	xabar_error err = { 0 };

	xb_fetcher_init(&c.fetcher);
	xb_buf_init(&c.encoded, LIMIT);
	xb_arena_init(&c.arena, LIMIT);
	check(xb_reader_open(&c.from, old->refs, old->manifest.nsegments, &err), &err);
	check(xb_reader_each(c.from, xb_str(""), copy, &c, &err), &err);
	xb_reader_free(c.from);
	xb_arena_release(&c.arena);
	xb_buf_release(&c.encoded);
	xb_fetcher_release(&c.fetcher);
}

static void
make_fine(const char *from, const char *to)
{
	static const struct xb_build_options options = { (size_t)512 << 20, 1, XB_SEGMENT_BULK, XB_VERSIONS_NONE };
	struct xb_change change = { .nadded = 1 };
	__typeof__(*change.added) added = { 0 };
	struct xb_weighting weighting;
	struct xb_generation *old;
	struct xb_builder *builder;
	struct xb_index *index;
	struct xb_built built;
	xabar_error err = { 0 };

	check(xb_generation_open(&old, from, &err), &err);
	check(xb_index_open(&index, to, true, 0, &err), &err);
	check(xb_builder_new(&builder, to, &options, &err), &err);
	weighting = old->manifest.weighting;
	weighting.scale = FINE;
	xb_builder_weight(builder, &weighting);
	copy_all(builder, old);
	check(xb_builder_finish(&built, builder, &err), &err);
	added.path = built.path;
	added.documents = built.documents;
	added.first = built.first;
	added.last = built.last;
	change.added = &added;
	change.weighting = &weighting;
	check(xb_index_publish(index, &change, &err), &err);
	xb_builder_free(builder);
	xb_index_free(index);
	xb_generation_free(old);
}

/* ---- Comparing ---- */

static xabar_results *
search(xabar_searcher *searcher, const char *query)
{
	xabar_request request = XABAR_REQUEST_INIT;
	xabar_results *results;
	xabar_error err = { 0 };

	request.query = query;
	request.limit = BEST;
	request.no_snippets = true;
	check(xabar_search(&results, searcher, &request, &err), &err);
	return results;
}

struct tally {
	size_t queries, hits, same, same_first, same_order;
};

static void
compare(struct tally *tally, xabar_searcher *fine, xabar_searcher *coarse, const char *query)
{
	xabar_results *a = search(fine, query), *b = search(coarse, query);
	size_t in_place = 0;

	for (size_t i = 0; i < a->nhits; i++)
		for (size_t k = 0; k < b->nhits; k++)
			if (strcmp(a->hits[i].id, b->hits[k].id) == 0) {
				tally->same++;
				tally->same_first += i == 0 && k == 0;
				in_place += i == k;
			}
	tally->hits += a->nhits;
	tally->queries += a->nhits > 0;
	tally->same_order += a->nhits && in_place == a->nhits;
	xabar_results_free(a);
	xabar_results_free(b);
}

int
main(int argc, char **argv)
{
	xabar_searcher *fine, *coarse;
	struct tally tally = { 0 };
	xabar_error err = { 0 };
	char line[4096];
	FILE *queries = argc == 4 ? fopen(argv[3], "re") : NULL;

	if (!queries) {
		fputs("usage: bench_weighting INDEX SCRATCH QUERIES\n", stderr);
		return 2;
	}
	make_fine(argv[1], argv[2]);
	check(xabar_searcher_open(&coarse, (const char *const *)&argv[1], 1, &err), &err);
	check(xabar_searcher_open(&fine, (const char *const *)&argv[2], 1, &err), &err);
	while (fgets(line, sizeof(line), queries)) {
		char *tab = strchr(line, '\t');

		if (!tab)
			continue;
		tab[1 + strcspn(tab + 1, "\n")] = '\0';
		compare(&tally, fine, coarse, tab + 1);
	}
	printf("weighting: %zu queries, of the %d best %.4f are the same, order %.3f, first %.3f\n", tally.queries, BEST,
	       (double)tally.same / (double)tally.hits, (double)tally.same_order / (double)tally.queries,
	       (double)tally.same_first / (double)tally.queries);
	xabar_searcher_free(fine);
	xabar_searcher_free(coarse);
	fclose(queries);
	return 0;
}
