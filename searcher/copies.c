/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "copies.h"

#include <stdlib.h>

#include "schema.h"
#include "source.h"

#define TIMES ((size_t)1 << 16)

int
xb_copies_by_docid(const void *a, const void *b)
{
	const struct xb_copy *x = a, *y = b;

	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* ---- Looking up a sketch ---- */

static xabar_status
make_room(struct xb_copies_finder *finder, xabar_error *err)
{
	if (finder->times)
		return XABAR_OK;
	finder->docids = xb_arena_alloc(finder->arena, XB_SKETCH_MAX * XB_COPIES_FORMULA * sizeof(*finder->docids));
	finder->times = xb_arena_calloc(finder->arena, TIMES, sizeof(*finder->times));
	return finder->docids && finder->times ? XABAR_OK : xb_fail_nomem(err);
}

/* The documents of a segment that have an element, appended to those that were looked up: *n, and no more than `most`. */
static xabar_status
look_up_in_segment(size_t *n, size_t most, struct xb_copies_finder *finder, uint32_t segment, uint16_t element, xabar_error *err)
{
	const uint32_t nsegments = xb_reader_nsegments(finder->reader);
	const size_t before = *n;
	char term[XB_TERM_MAX];
	const uint32_t *kept;
	xabar_status status = XABAR_OK;
	size_t len;

	if (xb_likenesses_having(&kept, &len, finder->likenesses, segment, element)) {
		len = len < most - before ? len : most - before;
		if (len)
			memcpy(finder->docids + before, kept, len * sizeof(*kept));
		*n += len;
	} else {
		len = xb_copies_term(term, element);
		status = xb_reader_postings(finder->docids, n, most, finder->reader, segment, xb_strn(term, len), err);
	}
	for (size_t i = before; i < *n; i++)
		finder->docids[i] = xb_reader_docid(nsegments, segment, finder->docids[i]);
	return status;
}

/* All documents that have an element of the sketch, as often as they have one. */
static xabar_status
look_up(size_t *n, struct xb_copies_finder *finder, const struct xb_likeness *likeness, xabar_error *err)
{
	const uint32_t nsegments = xb_reader_nsegments(finder->reader);
	xabar_status status = XABAR_OK;

	*n = 0;
	for (size_t i = 0; i < likeness->nsketch && status == XABAR_OK; i++) {
		const size_t before = *n, most = before + XB_COPIES_FORMULA;

		for (uint32_t k = 0; k < nsegments && *n < most && status == XABAR_OK; k++)
			status = look_up_in_segment(n, most, finder, k, likeness->sketch[i], err);
		if (*n == most)
			*n = before;
	}
	return status;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Leave of n documents those that come `wanted` times, once, ascending. Most come once, and need not be sorted. */
static size_t
keep_frequent(struct xb_copies_finder *finder, size_t n, size_t wanted)
{
	uint32_t *docids = finder->docids;
	size_t left = 0, kept = 0;

	for (size_t i = 0; i < n; i++)
		finder->times[docids[i] % TIMES]++; /* 8 times at most for each of a few documents: should it wrap, one is missed */
	for (size_t i = 0; i < n; i++)
		if (finder->times[docids[i] % TIMES] >= wanted)
			docids[left++] = docids[i];
		else
			finder->times[docids[i] % TIMES] = 0;
	for (size_t i = 0; i < left; i++)
		finder->times[docids[i] % TIMES] = 0; /* as all were: clearing the whole table takes longer than all else */
	qsort(docids, left, sizeof(*docids), by_number);
	for (size_t i = 0, end; i < left; i = end) {
		for (end = i + 1; end < left && docids[end] == docids[i];)
			end++;
		if (end - i >= wanted)
			docids[kept++] = docids[i];
	}
	return kept;
}

size_t
xb_copies_term(char out[XB_TERM_MAX], uint16_t element)
{
	char value[XB_SKETCH_TERM];

	xb_sketch_term(value, element);
	return xb_term_make(out, XB_SKETCH_PREFIX, xb_strn(value, sizeof(value)));
}

/* Documents that have enough of the sketch, ascending. */
static xabar_status
find_candidates(struct xb_copy **out, size_t *n, struct xb_copies_finder *finder, const struct xb_likeness *likeness,
                xabar_error *err)
{
	size_t found = 0;
	xabar_status status = make_room(finder, err);

	if (status == XABAR_OK)
		status = look_up(&found, finder, likeness, err);
	if (status != XABAR_OK)
		return status;
	*n = keep_frequent(finder, found, xb_sketch_wanted(likeness));
	*out = xb_arena_calloc(finder->arena, *n, sizeof(**out));
	if (!*out)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < *n; i++)
		(*out)[i].docid = finder->docids[i];
	return *n ? xb_likenesses_get(*out, *n, finder->likenesses, finder->reader, finder->arena, err) : XABAR_OK;
}

xabar_status
xb_copies_find(struct xb_copy **out, size_t *n, struct xb_copies_finder *finder, const struct xb_likeness *likeness,
               xabar_error *err)
{
	struct xb_alike alike;
	size_t found = 0;
	xabar_status status;

	*out = NULL;
	*n = 0;
	if (!likeness->nsketch)
		return XABAR_OK;
	if (xb_reader_is_remote(finder->reader))
		status = xb_copies_fetched(out, &found, finder, likeness, err);
	else
		status = find_candidates(out, &found, finder, likeness, err);
	for (size_t i = 0; i < found && status == XABAR_OK; i++)
		if (xb_likeness_near(&alike, likeness, &(*out)[i].likeness))
			(*out)[(*n)++] = (*out)[i];
	return status;
}

/* ---- Documents as a source ---- */

struct documents {
	const struct xb_copy *copies; /* ascending */
	size_t n;
	uint32_t nsegments;
};

struct walk {
	const struct documents *of;
	uint32_t segment;
	size_t at;
};

static xabar_status
open_walk(void **out, double *most, const void *of, uint32_t segment, xabar_error *err)
{
	const struct walk walk = { of, segment, 0 };

	return xb_source_walk(out, most, &walk, sizeof(walk), err);
}

/* The first of the segment from `from` on. */
static xabar_status
seek(uint32_t *docid, double *weight, void *ctx, uint32_t from, double at_least, xabar_error *err)
{
	struct walk *walk = ctx;
	const struct documents *of = walk->of;

	(void)at_least;
	(void)err;
	while (walk->at < of->n && (xb_reader_segment(of->nsegments, of->copies[walk->at].docid) != walk->segment ||
	                            xb_reader_local(of->nsegments, of->copies[walk->at].docid) < from))
		walk->at++;
	*docid = walk->at < of->n ? xb_reader_local(of->nsegments, of->copies[walk->at].docid) : 0;
	*weight = 0;
	return XABAR_OK;
}

static const struct xb_source_class documents_class = { open_walk, seek, free, NULL };

xabar_status
xb_copies_match(struct xb_copy *copies, size_t *n, enum xb_order order, struct xb_copies_finder *finder,
                const struct xb_node *query, xabar_error *err)
{
	struct xb_reader *reader = finder->reader;
	struct xb_arena *arena = finder->arena;
	struct xb_copy *sorted = xb_arena_alloc(arena, *n * sizeof(*sorted));
	const struct documents documents = { sorted, *n, xb_reader_nsegments(reader) };
	const struct xb_source source = { &documents_class, &documents, 0 };
	const struct xb_node within = { .op = XB_OP_SOURCE, .source = &source };
	const struct xb_node *const both[] = { &within, query }; /* which need not be weighed */
	const struct xb_node filtered = { .op = XB_OP_FILTER, .children = both, .nchildren = 2 };
	const struct xb_match_request request = {
		.query = &filtered, .limit = (uint32_t)*n, .order = order, .date_slot = XB_SLOT_DATE, .k1 = 1,
	};
	struct xb_matches matches;
	xabar_status status;

	if (!*n)
		return XABAR_OK;
	if (xb_reader_is_remote(reader))
		return xb_copies_order(copies, *n, order, finder, err);
	if (!sorted)
		return xb_fail_nomem(err);
	memcpy(sorted, copies, *n * sizeof(*sorted));
	qsort(sorted, *n, sizeof(*sorted), xb_copies_by_docid);
	status = xb_match(&matches, reader, &request, arena, err);
	for (size_t i = 0; status == XABAR_OK && i < matches.nhits; i++) {
		const struct xb_copy key = { .docid = matches.hits[i].docid };

		copies[i] = *(const struct xb_copy *)bsearch(&key, sorted, *n, sizeof(*sorted), xb_copies_by_docid);
	}
	*n = status == XABAR_OK ? matches.nhits : 0;
	return status;
}
