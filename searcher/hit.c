/* SPDX-License-Identifier: GPL-2.0-or-later */
/* hit.c - a stored dispatch → a hit of the public interface. */
#include <stdlib.h>
#include <time.h>

#include "match.h"
#include "occurrences.h"
#include "snippet.h"

#define SNIPPET_BYTES 280

/* What xb_hit_make is filling. A failed allocation is remembered and told at the end. */
struct making {
	xabar_hit *hit;
	const struct xb_dispatch *dispatch;
	const struct xb_plan *plan;
	struct xb_analyzer *analyzer;
	struct xb_arena *arena;
	bool failed;
};

/* A NUL-terminated copy; NULL for an absent field. */
static const char *
copy(struct making *m, struct xb_str s)
{
	const char *text;

	if (!s.len)
		return NULL;
	text = xb_arena_strndup(m->arena, s.ptr, s.len);
	m->failed |= !text;
	return text;
}

static void
copy_fields(struct making *m)
{
	const struct xb_str *text = m->dispatch->text;
	char date[XB_DATE_TEXT_MAX];
	xabar_hit *hit = m->hit;

	hit->id = copy(m, text[XB_FIELD_ID]);
	hit->title = copy(m, text[XB_FIELD_TITLE]);
	hit->headline = copy(m, xb_dispatch_headline(m->dispatch));
	hit->source = copy(m, text[XB_FIELD_SOURCE]);
	hit->section = copy(m, text[XB_FIELD_SECTION]);
	hit->byline = copy(m, text[XB_FIELD_BYLINE]);
	hit->place = copy(m, text[XB_FIELD_PLACE]);
	hit->lang = copy(m, text[XB_FIELD_LANG]);
	hit->url = copy(m, text[XB_FIELD_URL]);
	hit->status = copy(m, text[XB_FIELD_STATUS]);
	hit->version = copy(m, text[XB_FIELD_VERSION]);
	hit->replaces = copy(m, text[XB_FIELD_REPLACES]);
	hit->embargo = copy(m, text[XB_FIELD_EMBARGO]);
	hit->updated = copy(m, text[XB_FIELD_UPDATED]);
	if (m->dispatch->date.precision != XB_DATE_NONE)
		hit->date = copy(m, xb_strn(date, xb_date_format(date, &m->dispatch->date)));
}

static void
copy_tags(struct making *m)
{
	const char **tags = xb_arena_calloc(m->arena, m->dispatch->ntags, sizeof(*tags));

	m->failed |= !tags;
	for (size_t i = 0; tags && i < m->dispatch->ntags; i++)
		tags[i] = copy(m, m->dispatch->tags[i]);
	m->hit->tags = tags;
	m->hit->ntags = m->dispatch->ntags;
}

static void
copy_whole(struct making *m)
{
	xabar_pair *extras = xb_arena_calloc(m->arena, m->dispatch->nextras, sizeof(*extras));

	m->failed |= !extras;
	for (size_t i = 0; extras && i < m->dispatch->nextras; i++) {
		extras[i].name = copy(m, m->dispatch->extras[i].name);
		extras[i].value = copy(m, m->dispatch->extras[i].value);
	}
	m->hit->extras = extras;
	m->hit->nextras = m->dispatch->nextras;
	m->hit->body = copy(m, m->dispatch->text[XB_FIELD_BODY]);
	m->hit->lang_declared = copy(m, m->dispatch->lang_declared);
	m->hit->lang_margin = m->dispatch->lang_margin;
	if (!m->dispatch->charset.charset)
		return;
	m->hit->charset = copy(m, xb_str(m->dispatch->charset.charset));
	m->hit->charset_how = xb_charset_how_name(m->dispatch->charset.how);
	m->hit->replaced = m->dispatch->charset.replaced;
}

static xabar_text
copy_marked(struct making *m, const struct xb_snippet *snippet)
{
	xabar_mark *marks = xb_arena_calloc(m->arena, snippet->nmarks, sizeof(*marks));

	m->failed |= !marks;
	for (size_t i = 0; marks && i < snippet->nmarks; i++)
		marks[i] = (xabar_mark){ snippet->marks[i].begin, snippet->marks[i].end };
	return (xabar_text){ copy(m, snippet->text), marks, snippet->nmarks };
}

static xabar_status
add_snippets(struct making *m, uint32_t max, xabar_error *err)
{
	const struct xb_str *text = m->dispatch->text;
	const struct xb_language *language = xb_dispatch_language(m->dispatch);
	struct xb_snippet snippet;
	xabar_status status;

	status = xb_snippet_mark(&snippet, xb_dispatch_headline(m->dispatch), language, m->plan, m->analyzer, m->arena, err);
	if (status != XABAR_OK)
		return status;
	m->hit->marked_headline = copy_marked(m, &snippet);
	status = xb_snippet_make(&snippet, text[XB_FIELD_BODY], language, m->plan, m->analyzer, max ? max : SNIPPET_BYTES,
	                         m->arena, err);
	if (status == XABAR_OK)
		m->hit->snippet = copy_marked(m, &snippet);
	return status;
}

/* Which terms of the query the document has, and how often, for --explain. */
static xabar_status
add_terms(struct making *m, struct xabar_searcher *searcher, uint32_t docid, xabar_error *err)
{
	struct xb_matching_term *found;
	xabar_term *terms;
	size_t n;
	xabar_status status = xb_matching_terms(&found, &n, searcher->reader, m->plan->root, docid, m->arena, err);

	if (status != XABAR_OK)
		return status;
	terms = xb_arena_calloc(m->arena, n, sizeof(*terms));
	m->failed |= !terms;
	for (size_t i = 0; terms && i < n && status == XABAR_OK; i++) {
		terms[i].term = copy(m, found[i].term);
		status = xb_reader_documents(&terms[i].documents, searcher->reader, found[i].term, err);
	}
	if (status != XABAR_OK || m->failed)
		return status;
	m->hit->length = xb_occurrences_count(terms, n, m->dispatch, m->analyzer);
	m->hit->terms = terms;
	m->hit->nterms = n;
	return status;
}

xabar_status
xb_hit_fetch(struct xb_dispatch *out, struct xabar_searcher *searcher, uint32_t docid, struct xb_arena *arena,
                  xabar_error *err)
{
	xabar_status status = xb_fetch(&searcher->encoded, &searcher->fetcher, searcher->reader, docid, err);

	return status == XABAR_OK ? xb_dispatch_decode(out, xb_buf_view(&searcher->encoded), arena, err) : status;
}

xabar_status
xb_hit_make(xabar_hit *hit, struct xabar_searcher *searcher, uint32_t docid, const struct xb_plan *plan,
            const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	struct xb_dispatch dispatch;
	struct making m = { hit, &dispatch, plan, searcher->analyzer, arena, false };
	xabar_status status = xb_hit_fetch(&dispatch, searcher, docid, arena, err);

	*hit = (xabar_hit){ 0 };
	if (status != XABAR_OK)
		return status;
	copy_fields(&m);
	copy_tags(&m);
	hit->hidden = xb_view_reason(&dispatch, time(NULL));
	if (request->full_text)
		copy_whole(&m);
	if (plan && !request->no_snippets)
		status = add_snippets(&m, request->snippet_bytes, err);
	if (status == XABAR_OK && plan && request->explain)
		status = add_terms(&m, searcher, docid, err);
	return status == XABAR_OK && m.failed ? xb_fail_nomem(err) : status;
}

/* ---- Copies ---- */

xabar_status
xb_copy_make(xabar_copy *out, const struct xb_dispatch *dispatch, bool same, struct xb_arena *arena, xabar_error *err)
{
	struct making m = { .dispatch = dispatch, .arena = arena };
	char date[XB_DATE_TEXT_MAX];

	*out = (xabar_copy){
		.id = copy(&m, dispatch->text[XB_FIELD_ID]),
		.source = copy(&m, dispatch->text[XB_FIELD_SOURCE]),
		.title = copy(&m, dispatch->text[XB_FIELD_TITLE]),
		.same = same,
	};
	if (dispatch->date.precision != XB_DATE_NONE)
		out->date = copy(&m, xb_strn(date, xb_date_format(date, &dispatch->date)));
	return m.failed ? xb_fail_nomem(err) : XABAR_OK;
}

struct listed {
	xabar_copy copy;
	int64_t utc;    /* INT64_MAX: undated */
	uint32_t docid;
};

static int
earliest_first(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	return x->utc != y->utc ? (x->utc > y->utc) - (x->utc < y->utc) : (x->docid > y->docid) - (x->docid < y->docid);
}

static xabar_status
list_copies(xabar_hit *hit, struct xabar_searcher *searcher, const struct xb_story *story, struct xb_arena *arena, xabar_error *err)
{
	const size_t n = story->ncopies;
	struct listed *list = xb_arena_calloc(arena, n, sizeof(*list));
	xabar_copy *copies = xb_arena_calloc(arena, n, sizeof(*copies));
	xabar_status status = list && copies ? XABAR_OK : xb_fail_nomem(err);

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		const struct xb_copy *copy = &story->copies[i];
		struct xb_dispatch dispatch;

		status = xb_hit_fetch(&dispatch, searcher, copy->docid, arena, err);
		if (status != XABAR_OK)
			break;
		list[i].docid = copy->docid;
		list[i].utc = dispatch.date.precision == XB_DATE_NONE ? INT64_MAX : dispatch.date.utc;
		status = xb_copy_make(&list[i].copy, &dispatch, xb_likeness_same(&story->likeness, &copy->likeness), arena, err);
	}
	if (status == XABAR_OK && n)
		qsort(list, n, sizeof(*list), earliest_first);
	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		copies[i] = list[i].copy;
	hit->copies = copies;
	hit->ncopies = n;
	return status;
}

xabar_status
xb_hit_add_copies(xabar_hit *hit, struct xabar_searcher *searcher, const struct xb_story *story, const xabar_request *request,
                  struct xb_arena *arena, xabar_error *err)
{
	hit->similar = story->ncopies;
	for (size_t i = 0; i < story->ncopies; i++)
		hit->identical += xb_likeness_same(&story->likeness, &story->copies[i].likeness);
	return request->expand_copies ? list_copies(hit, searcher, story, arena, err) : XABAR_OK;
}
