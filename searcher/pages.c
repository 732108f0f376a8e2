/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pages.c - a page is made of what is left of the second at which the last one ended, what is behind that, and what has no date.
 * libxapian orders by date, but those of one date by their numbers, which merges change: these are put into the order of their ids
 * here, and all of a date have to be at hand for that. */
#include "pages.h"

#include <stdlib.h>

#include "docset.h"
#include "match.h"

/* What one dispatch takes, decoded. */
#define SCRATCH_MAX ((size_t)1 << 30)

/* A document on a page. */
struct entry {
	struct xb_place place;
	uint32_t docid;
};

struct entries {
	struct entry *array;
	size_t n, cap;
};

struct pages {
	struct xabar_searcher *searcher;
	const struct xb_node *query;
	enum xb_order order;
	struct xb_cursor after;
	size_t wanted;         /* one more than is shown: whether anything is behind the page */
	struct entries page;
	struct xb_arena *arena;
	struct xb_arena scratch; /* of the dispatch at hand */
};

static int
compare_terms(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	const int order = xb_str_compare(x->place.term, y->place.term);

	return order ? order : (x->docid > y->docid) - (x->docid < y->docid);
}

static xabar_status
push(struct entries *entries, const struct entry *entry, struct xb_arena *arena, xabar_error *err)
{
	struct entry *array = xb_arena_grow(arena, entries->array, &entries->cap, entries->n + 1, sizeof(*array));

	if (!array)
		return xb_fail_nomem(err);
	entries->array = array;
	array[entries->n++] = *entry;
	return XABAR_OK;
}

static xabar_status
add_entry(struct entries *entries, uint32_t docid, int64_t date, struct xb_str term, struct xb_arena *arena, xabar_error *err)
{
	const struct entry entry = { { date, xb_arena_str(arena, term) }, docid };

	return entry.place.term.ptr ? push(entries, &entry, arena, err) : xb_fail_nomem(err);
}

/* ---- Parts of what matches ---- */

/* Those within an interval, both ends included; or those without a date. What it consists of points into it. */
struct part {
	char low[8], high[8];
	struct xb_node range, unweighed, root;
	const struct xb_node *only, *both[2];
};

static void
make_part(struct part *part, const struct pages *pages, bool dated, int64_t from, int64_t to)
{
	xb_sortable(part->low, from);
	xb_sortable(part->high, to);
	part->range = (struct xb_node){ .op = XB_OP_RANGE, .slot = XB_SLOT_DATE, .low = { part->low, 8 }, .high = { part->high, 8 } };
	part->only = pages->query;
	part->unweighed = (struct xb_node){ .op = XB_OP_SCALE, .factor = 0, .children = &part->only, .nchildren = 1 };
	part->both[0] = &part->unweighed;
	part->both[1] = &part->range;
	part->root = (struct xb_node){ .op = dated ? XB_OP_FILTER : XB_OP_AND_NOT, .children = part->both, .nchildren = 2 };
}

/* Those of one date, or without one. */
static void
make_instant(struct part *part, const struct pages *pages, int64_t date)
{
	if (date == XB_UNDATED)
		make_part(part, pages, false, INT64_MIN, INT64_MAX);
	else
		make_part(part, pages, true, date, date);
}

static xabar_status
match_part(struct xb_matches *out, struct pages *pages, const struct part *part, size_t limit, xabar_error *err)
{
	const struct xb_match_request match = {
		.query = &part->root,
		.limit = limit < INT32_MAX ? (uint32_t)limit : INT32_MAX,
		.order = pages->order,
		.date_slot = XB_SLOT_DATE,
		.k1 = 1,
	};

	return xb_match(out, pages->searcher->reader, &match, pages->arena, err);
}

/* The documents with their places. */
static xabar_status
read_places(struct entries *out, struct pages *pages, const struct xb_matches *matches, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < matches->nhits && status == XABAR_OK; i++) {
		const uint32_t docid = matches->hits[i].docid;
		struct xb_dispatch dispatch;
		char term[XB_TERM_MAX];

		xb_arena_clear(&pages->scratch);
		status = xb_hit_fetch(&dispatch, pages->searcher, docid, &pages->scratch, err);
		if (status == XABAR_OK)
			status = add_entry(out, docid, dispatch.date.precision == XB_DATE_NONE ? XB_UNDATED : dispatch.date.utc,
			                   xb_strn(term, xb_term_make(term, XB_ID_PREFIX, dispatch.text[XB_FIELD_ID])), pages->arena, err);
	}
	return status;
}

/* As many of them as the page has room for. */
static xabar_status
add_entries(struct pages *pages, const struct entry *entries, size_t n, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < n && pages->page.n < pages->wanted && status == XABAR_OK; i++)
		status = push(&pages->page, &entries[i], pages->arena, err);
	return status;
}

/* Of entries in order, those that are behind the cursor. */
static size_t
skip_shown(const struct pages *pages, const struct entries *entries)
{
	const struct xb_str last = pages->after.place.term;
	uint32_t same = 0;
	size_t i = 0;

	for (; i < entries->n; i++) {
		const int order = xb_str_compare(entries->array[i].place.term, last);

		if (order > 0 || (order == 0 && same++ == pages->after.shown))
			break;
	}
	return i;
}

/* ---- Those of an instant: of one date, or without one ---- */

/* Their places are read, and put in order. */
static xabar_status
sort_instant(struct pages *pages, const struct xb_matches *matches, bool resumed, xabar_error *err)
{
	struct entries found = { .n = 0 };
	xabar_status status = read_places(&found, pages, matches, err);
	size_t skipped = 0;

	if (status != XABAR_OK || !found.n)
		return status;
	qsort(found.array, found.n, sizeof(*found.array), compare_terms);
	if (resumed)
		skipped = skip_shown(pages, &found);
	return add_entries(pages, found.array + skipped, found.n - skipped, err);
}

/* A walk over the ids of all documents, in order, from the cursor's on. */
struct walk {
	struct pages *pages;
	struct xb_docset *members; /* of the instant, a set a segment */
	uint32_t nsegments;
	struct xb_str from;        /* "": the beginning */
	struct xb_str term;        /* at hand */
	uint32_t skipped;
	int64_t date;
};

static bool
wants_term(void *ctx, struct xb_str term, struct xb_str *next)
{
	struct walk *walk = ctx;

	if (xb_str_compare(term, walk->from) >= 0)
		return true;
	*next = walk->from;
	return false;
}

static xabar_status
take_document(void *ctx, uint32_t docid, xabar_error *err)
{
	struct walk *walk = ctx;
	struct pages *pages = walk->pages;

	if (!xb_docset_has(&walk->members[xb_reader_segment(walk->nsegments, docid)], xb_reader_local(walk->nsegments, docid)))
		return XABAR_OK;
	if (xb_str_equal(walk->term, walk->from) && walk->skipped++ < pages->after.shown)
		return XABAR_OK;
	if (pages->page.n == pages->wanted)
		return XABAR_ESTOPPED;
	return add_entry(&pages->page, docid, walk->date, walk->term, pages->arena, err);
}

static xabar_status
take_term(void *ctx, struct xb_str term, uint64_t documents, xabar_error *err)
{
	struct walk *walk = ctx;

	(void)documents;
	walk->term = term;
	return walk->pages->page.n == walk->pages->wanted ? XABAR_ESTOPPED
	                                                   : xb_reader_each(walk->pages->searcher->reader, term, take_document, walk, err);
}

static xabar_status
add_member(void *ctx, uint32_t segment, uint32_t local, const struct xb_str *values, xabar_error *err)
{
	struct walk *walk = ctx;

	(void)values;
	return xb_docset_add(&walk->members[segment], local, err);
}

static xabar_status
walk_instant(struct pages *pages, const struct part *part, int64_t date, bool resumed, xabar_error *err)
{
	static const struct xb_term_visitor visitor = { wants_term, take_term };
	struct xb_reader *reader = pages->searcher->reader;
	struct walk walk = { .pages = pages, .nsegments = xb_reader_nsegments(reader), .date = date };
	xabar_status status;

	walk.from = resumed ? pages->after.place.term : xb_str("");
	walk.members = xb_arena_calloc(pages->arena, walk.nsegments, sizeof(*walk.members));
	if (!walk.members)
		return xb_fail_nomem(err);
	status = xb_match_each(reader, &part->root, NULL, 0, add_member, &walk, err);
	if (status == XABAR_OK)
		status = xb_reader_each_term(reader, xb_str(XB_ID_PREFIX), &visitor, &walk, err);
	for (uint32_t i = 0; i < walk.nsegments; i++)
		xb_docset_release(&walk.members[i]);
	return status == XABAR_ESTOPPED ? XABAR_OK : status;
}

/* Of few, all places are read; where so many are of the instant that a page of them is found sooner among all documents, in the
 * order of their ids, these are walked over. A server's are not: each step would be a journey. */
static xabar_status
add_instant(struct pages *pages, int64_t date, bool resumed, xabar_error *err)
{
	const uint64_t all = pages->searcher->live;
	uint64_t few = pages->wanted;
	struct xb_matches matches;
	struct part part;
	xabar_status status;

	while (few * few < pages->wanted * all)
		few *= 2;
	make_instant(&part, pages, date);
	status = match_part(&matches, pages, &part, pages->searcher->remote ? SIZE_MAX : few + 1, err);
	if (status != XABAR_OK)
		return status;
	if (pages->searcher->remote || matches.nhits <= few)
		return sort_instant(pages, &matches, resumed, err);
	return walk_instant(pages, &part, date, resumed, err);
}

/* ---- A page ---- */

/* Documents in the order of their dates: those of each date in that of their ids. */
static void
sort_dates(struct entry *entries, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && entries[end].place.date == entries[i].place.date; end++)
			;
		qsort(entries + i, end - i, sizeof(*entries), compare_terms);
	}
}

/* Those with a date behind that of the cursor. Where the page ends amid such as have the same date, all these are looked at. */
static xabar_status
add_dated(struct pages *pages, xabar_error *err)
{
	const bool newest = pages->order == XB_ORDER_NEWEST, begun = pages->after.shown;
	const int64_t date = pages->after.place.date;
	const size_t room = pages->wanted - pages->page.n;
	struct entries found = { .n = 0 };
	struct xb_matches matches;
	struct part part;
	size_t whole;
	xabar_status status;

	make_part(&part, pages, true, begun && !newest ? date + 1 : INT64_MIN, begun && newest ? date - 1 : INT64_MAX);
	status = match_part(&matches, pages, &part, room + 1, err);
	if (status == XABAR_OK)
		status = read_places(&found, pages, &matches, err);
	if (status != XABAR_OK)
		return status;
	whole = found.n;
	if (found.n > room)
		while (whole && found.array[whole - 1].place.date == found.array[room].place.date)
			whole--;
	sort_dates(found.array, whole);
	status = add_entries(pages, found.array, whole, err);
	if (status != XABAR_OK || whole == found.n || pages->page.n == pages->wanted)
		return status;
	return add_instant(pages, found.array[whole].place.date, false, err);
}

static xabar_status
fill(struct pages *pages, xabar_error *err)
{
	const int64_t date = pages->after.place.date;
	const bool begun = pages->after.shown;
	xabar_status status = begun ? add_instant(pages, date, true, err) : XABAR_OK;

	if (begun && date == XB_UNDATED)
		return status;
	if (status == XABAR_OK && pages->page.n < pages->wanted)
		status = add_dated(pages, err);
	if (status == XABAR_OK && pages->page.n < pages->wanted)
		status = add_instant(pages, XB_UNDATED, false, err);
	return status;
}

static bool
is_same_place(const struct xb_place *a, const struct xb_place *b)
{
	return a->date == b->date && xb_str_equal(a->term, b->term);
}

/* The cursor behind the first `n` of the page. */
static xabar_status
write_next(const char **next, const struct pages *pages, size_t n, const xabar_request *request, xabar_error *err)
{
	struct xb_cursor cursor = { .place = pages->page.array[n - 1].place };

	while (cursor.shown < n && is_same_place(&cursor.place, &pages->page.array[n - 1 - cursor.shown].place))
		cursor.shown++;
	if (cursor.shown == n && is_same_place(&cursor.place, &pages->after.place))
		cursor.shown += pages->after.shown;
	return xb_cursor_write(next, &cursor, request, pages->arena, err);
}

static xabar_status
copy_page(struct xb_matches *out, const struct pages *pages, size_t n, xabar_error *err)
{
	struct xb_match_hit *hits = xb_arena_calloc(pages->arena, n, sizeof(*hits));

	if (!hits)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n; i++)
		hits[i].docid = pages->page.array[i].docid;
	*out = (struct xb_matches){ .hits = hits, .nhits = n };
	return XABAR_OK;
}

xabar_status
xb_pages_match(struct xb_matches *out, const char **next, struct xabar_searcher *searcher, const struct xb_node *query,
               const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	struct pages pages = {
		.searcher = searcher,
		.query = query,
		.order = request->order == XABAR_OLDEST ? XB_ORDER_OLDEST : XB_ORDER_NEWEST,
		.wanted = (size_t)request->limit + 1,
		.arena = arena,
	};
	xabar_status status = xb_cursor_read(&pages.after, request, arena, err);
	size_t n;

	*next = NULL;
	*out = (struct xb_matches){ .nhits = 0 };
	if (status != XABAR_OK || !request->limit)
		return status;
	xb_arena_init(&pages.scratch, SCRATCH_MAX);
	status = fill(&pages, err);
	xb_arena_release(&pages.scratch);
	n = pages.page.n < pages.wanted ? pages.page.n : request->limit;
	if (status == XABAR_OK)
		status = copy_page(out, &pages, n, err);
	if (status == XABAR_OK && n < pages.page.n)
		status = write_next(next, &pages, n, request, err);
	return status;
}
