/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view.h"

#include <stdlib.h>
#include <time.h>

#include "chain.h"
#include "hidden.h"

#define ARENA_MAX ((size_t)1 << 30)

/* Make .hidden and .dead of a view whose .gone is made. In a shard nothing is hidden: it was left out of it. */
static xabar_status
hide_all(struct xb_view *view, const struct xb_views *views, struct xb_reader *reader, int64_t now, xabar_error *err)
{
	const uint32_t n = xb_reader_nsegments(reader);
	const int64_t at = view->as_of < now ? view->as_of : now;
	int64_t until = INT64_MAX;
	xabar_status status = XABAR_OK;

	for (uint32_t i = 0; i < n && status == XABAR_OK; i++) {
		if (!views->published[i].shard)
			status = xb_hidden_find(&view->hidden[i], &until, reader, i, &view->gone[i], at, err);
		view->nhidden += view->hidden[i].n;
		if (status == XABAR_OK)
			status = xb_docset_add_all(&view->dead[i], &view->gone[i], err);
		if (status == XABAR_OK)
			status = xb_docset_add_all(&view->dead[i], &view->hidden[i], err);
		xb_docset_sort(&view->dead[i]);
	}
	/* What was under embargo on a day that is past stays so in its view. */
	view->until = view->as_of < now ? INT64_MAX : until;
	return status;
}

/* ---- Views ---- */

static void
release_view(struct xb_view *view, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		if (view->gone)
			xb_docset_release(&view->gone[i]);
		if (view->hidden)
			xb_docset_release(&view->hidden[i]);
		if (view->dead)
			xb_docset_release(&view->dead[i]);
	}
	free(view->gone);
	free(view->hidden);
	free(view->dead);
	*view = (struct xb_view){ .made = false };
}

static xabar_status
begin_view(struct xb_view *view, uint32_t n, int64_t as_of, xabar_error *err)
{
	release_view(view, n);
	view->as_of = as_of;
	view->gone = calloc((size_t)n + 1, sizeof(*view->gone));
	view->hidden = calloc((size_t)n + 1, sizeof(*view->hidden));
	view->dead = calloc((size_t)n + 1, sizeof(*view->dead));
	return view->gone && view->hidden && view->dead ? XABAR_OK : xb_fail_nomem(err);
}

static xabar_status
make_now(struct xb_views *views, struct xb_reader *reader, int64_t now, xabar_error *err)
{
	struct xb_view *view = &views->now;
	xabar_status status = begin_view(view, views->n, XB_AS_NOW, err);

	for (uint32_t i = 0; i < views->n && status == XABAR_OK; i++)
		status = xb_docset_add_all(&view->gone[i], views->published[i].dead, err);
	if (status == XABAR_OK)
		status = hide_all(view, views, reader, now, err);
	view->made = status == XABAR_OK;
	return status;
}

xabar_status
xb_views_open(struct xb_views *out, struct xb_reader *reader, struct xb_generation *const *generations, size_t n, xabar_error *err)
{
	uint32_t at = 0;
	xabar_status status;

	*out = (struct xb_views){ .n = xb_reader_nsegments(reader), .as_of = XB_AS_NOW };
	out->published = calloc((size_t)out->n + 1, sizeof(*out->published));
	if (!out->published)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < generations[i]->manifest.nsegments; k++)
			out->published[at++] = (struct xb_published){
				.index = (uint32_t)i,
				.documents = (uint32_t)generations[i]->manifest.segments[k].documents,
				.dead = &generations[i]->dead[k],
				.earlier = &generations[i]->earlier[k],
				.shard = generations[i]->shard,
			};
	status = make_now(out, reader, time(NULL), err);
	if (status != XABAR_OK)
		xb_views_release(out);
	return status;
}

void
xb_views_release(struct xb_views *views)
{
	release_view(&views->now, views->n);
	release_view(&views->then, views->n);
	free(views->published);
	*views = (struct xb_views){ .n = 0 };
}

/* ---- As it stood ---- */

/* What becomes known of each document of a segment. */
enum {
	MADE = 1,   /* before the moment that is asked for */
	GONE = 2,   /* it is deleted, or not the version of then */
	PLACED = 4, /* its chain was looked at */
};

struct standing {
	struct xabar_searcher *searcher;
	int64_t as_of;
	uint8_t **marks;      /* by segment, by number of the document */
	uint8_t *segment;     /* those of the segment at hand */
	struct xb_arena arena;
};

static xabar_status
mark_date(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	const struct standing *s = ctx;
	int64_t date;
	xabar_status status = xb_sortable_read(&date, value, "date", err);

	if (status == XABAR_OK && date < s->as_of)
		s->segment[local] |= MADE;
	return status;
}

/* Where a dispatch says when it was updated, that counts. */
static xabar_status
mark_update(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	const struct standing *s = ctx;
	struct xb_revision revision;

	(void)err;
	xb_revision_decode(&revision, value);
	if (revision.updated == INT64_MIN)
		return XABAR_OK;
	s->segment[local] &= (uint8_t)~MADE;
	if (revision.updated < s->as_of)
		s->segment[local] |= MADE;
	return XABAR_OK;
}

/* Mark which documents of a segment were made, and which are deleted. */
static xabar_status
mark_segment(struct standing *s, uint32_t i, xabar_error *err)
{
	const struct xb_published *published = &s->searcher->views.published[i];
	xabar_status status;

	s->segment = s->marks[i] = calloc((size_t)published->documents + 1, 1);
	if (!s->segment)
		return xb_fail_nomem(err);
	for (size_t k = 0; k < published->dead->n; k++)
		s->segment[published->dead->docids[k]] |= GONE;
	for (size_t k = 0; k < published->earlier->n; k++)
		s->segment[published->earlier->docids[k]] &= (uint8_t)~GONE;
	status = xb_reader_each_value(s->searcher->reader, i, XB_SLOT_DATE, mark_date, s, err);
	return status == XABAR_OK ? xb_reader_each_value(s->searcher->reader, i, XB_SLOT_REVISION, mark_update, s, err) : status;
}

static uint8_t *
mark_of(const struct standing *s, uint32_t docid)
{
	const uint32_t n = s->searcher->views.n;

	return &s->marks[xb_reader_segment(n, docid)][xb_reader_local(n, docid)];
}

/* Of the versions of each index the newest that was made stays. */
static void
place_chain(const struct standing *s, const struct xb_chain *chain)
{
	bool found = false;

	for (size_t i = 0; i < chain->n; i++) {
		uint8_t *mark = mark_of(s, chain->versions[i].docid);

		if (i && chain->versions[i].index != chain->versions[i - 1].index)
			found = false;
		*mark |= PLACED | (found ? GONE : 0);
		if (chain->versions[i].made < s->as_of && chain->versions[i].made != INT64_MIN)
			*mark |= MADE;
		found |= (*mark & MADE) != 0;
	}
}

/* Place the chain that an earlier version belongs to. */
static xabar_status
place_version(struct standing *s, uint32_t docid, xabar_error *err)
{
	struct xabar_searcher *searcher = s->searcher;
	struct xb_dispatch dispatch;
	struct xb_chain chain;
	struct xb_str id;
	xabar_status status = xb_fetch(&searcher->encoded, &searcher->fetcher, searcher->reader, docid, err);

	xb_arena_clear(&s->arena);
	if (status == XABAR_OK)
		status = xb_dispatch_decode(&dispatch, xb_buf_view(&searcher->encoded), &s->arena, err);
	if (status != XABAR_OK)
		return status;
	id = xb_arena_str(&s->arena, dispatch.text[XB_FIELD_ID]);
	if (!id.ptr)
		return xb_fail_nomem(err);
	status = xb_chain_find(&chain, searcher, id, &s->arena, err);
	if (status == XABAR_OK)
		place_chain(s, &chain);
	return status;
}

/* Where no earlier version was made by then, only the newest can have been, and there is nothing to choose from. */
static xabar_status
place_versions(struct standing *s, uint32_t i, xabar_error *err)
{
	const struct xb_docset *earlier = s->searcher->views.published[i].earlier;
	xabar_status status = XABAR_OK;

	for (size_t k = 0; k < earlier->n && status == XABAR_OK; k++)
		if ((s->marks[i][earlier->docids[k]] & (MADE | PLACED)) == MADE)
			status = place_version(s, xb_reader_docid(s->searcher->views.n, i, earlier->docids[k]), err);
	return status;
}

static xabar_status
take_marks(struct xb_docset *gone, const uint8_t *marks, uint32_t documents, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (uint32_t local = 1; local <= documents && status == XABAR_OK; local++)
		if ((marks[local] & (MADE | GONE)) != MADE)
			status = xb_docset_add(gone, local, err);
	return status;
}

static xabar_status
fail_shard(xabar_error *err)
{
	xb_fail(err, XABAR_EINVAL, "a shard tells nothing of the days that are past");
	return xb_hint(err, XABAR_EINVAL, "ask the index that it was exported from");
}

static xabar_status
make_then(struct xabar_searcher *searcher, int64_t as_of, int64_t now, xabar_error *err)
{
	struct xb_views *views = &searcher->views;
	struct xb_view *view = &views->then;
	struct standing s = { .searcher = searcher, .as_of = as_of, .marks = calloc((size_t)views->n + 1, sizeof(*s.marks)) };
	xabar_status status = s.marks ? begin_view(view, views->n, as_of, err) : xb_fail_nomem(err);

	xb_arena_init(&s.arena, ARENA_MAX);
	for (uint32_t i = 0; i < views->n && status == XABAR_OK; i++)
		status = views->published[i].shard ? fail_shard(err) : mark_segment(&s, i, err);
	for (uint32_t i = 0; i < views->n && status == XABAR_OK; i++)
		status = place_versions(&s, i, err);
	for (uint32_t i = 0; i < views->n && status == XABAR_OK; i++)
		status = take_marks(&view->gone[i], s.marks[i], views->published[i].documents, err);
	if (status == XABAR_OK)
		status = hide_all(view, views, searcher->reader, now, err);
	view->made = status == XABAR_OK;
	for (uint32_t i = 0; s.marks && i < views->n; i++)
		free(s.marks[i]);
	free(s.marks);
	xb_arena_release(&s.arena);
	return status;
}

/* ---- Seeing ---- */

static void
bury(struct xb_reader *reader, const struct xb_docset *sets)
{
	for (uint32_t i = 0; i < xb_reader_nsegments(reader); i++)
		xb_reader_bury(reader, i, sets[i].docids, sets[i].n);
}

/* What was counted of all that can be found holds for what was seen then. */
static void
forget_counts(struct xabar_searcher *searcher, int64_t as_of, bool all, bool anew)
{
	struct xb_views *views = &searcher->views;

	if (anew || views->as_of != as_of || views->all != all)
		xb_days_release(&searcher->days);
	views->as_of = as_of;
	views->all = all;
}

xabar_status
xb_view_choose(const struct xb_view **out, struct xabar_searcher *searcher, int64_t as_of, bool all, xabar_error *err)
{
	struct xb_view *view = as_of == XB_AS_NOW ? &searcher->views.now : &searcher->views.then;
	const int64_t now = time(NULL);
	const bool anew = !view->made || view->as_of != as_of || now >= view->until;
	xabar_status status = XABAR_OK;

	forget_counts(searcher, as_of, all, anew);
	/* While a view is made, its old sets are not to be had. */
	for (uint32_t i = 0; i < searcher->views.n; i++)
		xb_reader_bury(searcher->reader, i, NULL, 0);
	if (anew)
		status = as_of == XB_AS_NOW ? make_now(&searcher->views, searcher->reader, now, err)
		                            : make_then(searcher, as_of, now, err);
	*out = view;
	if (status != XABAR_OK)
		return status;
	bury(searcher->reader, all ? view->gone : view->dead);
	return xb_reader_live(&searcher->live, searcher->reader, err);
}

void
xb_view_leave(struct xabar_searcher *searcher)
{
	if (!searcher->views.now.made)
		return;
	bury(searcher->reader, searcher->views.now.dead);
	(void)xb_reader_live(&searcher->live, searcher->reader, NULL);
}

/* ---- Hidden documents as a source ---- */

static xabar_status
open_walk(void **walk, double *most, const void *of, uint32_t segment, xabar_error *err)
{
	const struct xb_view *view = of;

	(void)err;
	*walk = &view->hidden[segment];
	*most = 0;
	return XABAR_OK;
}

static xabar_status
seek(uint32_t *docid, double *weight, void *walk, uint32_t from, double at_least, xabar_error *err)
{
	const struct xb_docset *hidden = walk;
	size_t low = 0, high = hidden->n;

	(void)at_least;
	(void)err;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (hidden->docids[middle] < from)
			low = middle + 1;
		else
			high = middle;
	}
	*docid = low < hidden->n ? hidden->docids[low] : 0;
	*weight = 0;
	return XABAR_OK;
}

static void
close_walk(void *walk)
{
	(void)walk;
}

xabar_status
xb_view_count_hidden(uint64_t *n, struct xabar_searcher *searcher, const struct xb_view *view, const struct xb_node *query,
                     xabar_error *err)
{
	static const struct xb_source_class class = { open_walk, seek, close_walk, NULL };
	const struct xb_source source = { &class, view, (double)view->nhidden / ((double)searcher->live + (double)view->nhidden) };
	const struct xb_node hidden = { .op = XB_OP_SOURCE, .source = &source };
	const struct xb_node *const both[] = { query, &hidden };
	const struct xb_node filter = { .op = XB_OP_FILTER, .children = both, .nchildren = 2 };
	xabar_status status;
	bool exact;

	*n = 0;
	if (!view->nhidden)
		return XABAR_OK;
	bury(searcher->reader, view->gone);
	status = xb_count(n, &exact, searcher->reader, &filter, UINT32_MAX, err);
	bury(searcher->reader, view->dead);
	return status;
}

bool
xb_view_hides(const struct xb_view *view, const struct xabar_searcher *searcher, uint32_t docid)
{
	const uint32_t n = searcher->views.n;

	return xb_docset_has(&view->hidden[xb_reader_segment(n, docid)], xb_reader_local(n, docid));
}

const char *
xb_view_reason(const struct xb_dispatch *dispatch, int64_t at)
{
	int64_t ends;

	for (size_t i = 0; i < XB_HIDDEN_STATUSES; i++)
		if (xb_str_is(dispatch->text[XB_FIELD_STATUS], xb_hidden_statuses[i]))
			return xb_hidden_statuses[i];
	return xb_dispatch_embargo(&ends, dispatch) && ends > at ? "embargo" : NULL;
}
