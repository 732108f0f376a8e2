/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fresh.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "schema.h"

#define HALVED_AFTER (30 * 86400.0) /* seconds */

/* The date of the newest dispatch, but no day to come: what is misdated would make all else old. */
static int64_t
find_newest(const struct xabar_searcher *searcher)
{
	const int64_t now = time(NULL);
	int64_t newest = INT64_MIN;

	for (size_t i = 0; i < searcher->n; i++)
		for (size_t k = 0; k < searcher->generations[i]->manifest.nsegments; k++) {
			const int64_t last = searcher->generations[i]->manifest.segments[k].last;

			newest = last > newest ? last : newest;
		}
	return newest < now ? newest : now;
}

static double
worth_of(int64_t date, int64_t newest)
{
	return date < newest ? 1 + exp2(-((double)newest - (double)date) / HALVED_AFTER) : 2;
}

/* Of equals the one that was first, by its number, stays so. */
static int
by_score(const void *a, const void *b)
{
	const struct xb_match_hit *x = a, *y = b;

	return x->score != y->score ? (x->score < y->score) - (x->score > y->score) : (x->docid > y->docid) - (x->docid < y->docid);
}

xabar_status
xb_fresh_order(struct xb_matches *matches, size_t nvalues, struct xabar_searcher *searcher, struct xb_arena *arena,
               xabar_error *err)
{
	struct xb_match_hit *hits = xb_arena_calloc(arena, matches->nhits, sizeof(*hits));
	const size_t n = matches->nhits < XB_FRESH_HITS ? matches->nhits : XB_FRESH_HITS;
	const int64_t newest = find_newest(searcher);
	xabar_status status = hits ? XABAR_OK : xb_fail_nomem(err);
	struct xb_buf date;

	xb_buf_init(&date, 4096);
	if (status == XABAR_OK && n)
		memcpy(hits, matches->hits, matches->nhits * sizeof(*hits));
	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		xb_buf_clear(&date);
		if (nvalues)
			xb_buf_add_str(&date, hits[i].values[nvalues - 1]);
		else
			status = xb_reader_value(&date, searcher->reader, hits[i].docid, XB_SLOT_DATE, err);
		if (xb_buf_view(&date).len == 8)
			hits[i].score *= worth_of(xb_sortable_decode(xb_buf_view(&date).ptr), newest);
	}
	xb_buf_release(&date);
	if (status == XABAR_OK && n)
		qsort(hits, n, sizeof(*hits), by_score);
	matches->hits = hits;
	return status;
}
