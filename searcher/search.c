/* SPDX-License-Identifier: GPL-2.0-or-later */
/* search.c - a request → results: parse, plan, match. */
#include <inttypes.h>
#include <stdio.h>

#include "cursor.h"
#include "explain.h"
#include "query.h"
#include "request.h"
#include "results.h"
#include "search.h"
#include "similar.h"
#include "suggest.h"
#include "summary.h"

#define FILTERS_MAX 256

/* ---- The filters beside the query ---- */

struct filters {
	const struct xb_query *queries[FILTERS_MAX];
	size_t n;
	time_t now;
	struct xb_arena *arena;
};

static xabar_status
add_filter(struct filters *filters, enum xb_field field, struct xb_str value, xabar_error *err)
{
	if (filters->n == FILTERS_MAX)
		return xb_fail(err, XABAR_ELIMIT, "more than %d filters", FILTERS_MAX);
	return xb_query_field(&filters->queries[filters->n++], field, value, filters->now, filters->arena, err);
}

static xabar_status
add_alternatives(struct filters *filters, enum xb_field field, const char *const *values, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (; values && *values && status == XABAR_OK; values++)
		status = add_filter(filters, field, xb_str(*values), err);
	return status;
}

/* --from and --to are date:FROM..TO. */
static xabar_status
add_dates(struct filters *filters, const char *from, const char *to, xabar_error *err)
{
	struct xb_buf range;
	xabar_status status;

	if (!from && !to)
		return XABAR_OK;
	xb_buf_init(&range, 4096);
	xb_buf_printf(&range, "%s..%s", from ? from : "", to ? to : "");
	status = xb_buf_status(&range, err);
	if (status == XABAR_OK) {
		struct xb_str copy = xb_arena_str(filters->arena, xb_buf_view(&range));

		status = copy.ptr ? add_filter(filters, XB_FIELD_DATE, copy, err) : xb_fail_nomem(err);
	}
	xb_buf_release(&range);
	return status;
}

/* The request's query and filters as one tree; *as_of is what as-of: says in it, else XB_AS_NOW. */
static xabar_status
parse_request(const struct xb_query **out, int64_t *as_of, const xabar_request *request, enum xb_reading reading,
              struct xb_arena *arena, xabar_error *err)
{
	struct filters filters = { .now = time(NULL), .arena = arena };
	const struct xb_query_options options = { .plain = request->plain, .now = filters.now, .as_of = as_of,
	                                          .all = reading == XB_READ_ALL, .name = reading == XB_READ_NAME };
	const struct xb_query *query = NULL;
	xabar_status status = XABAR_OK;

	*as_of = XB_AS_NOW;
	if (request->query && *request->query)
		status = xb_query_parse(&query, xb_str(request->query), &options, arena, err);
	if (status == XABAR_OK)
		status = add_dates(&filters, request->from, request->to, err);
	if (status == XABAR_OK)
		status = add_alternatives(&filters, XB_FIELD_LANG, request->langs, err);
	if (status == XABAR_OK)
		status = add_alternatives(&filters, XB_FIELD_SOURCE, request->sources, err);
	if (status == XABAR_OK)
		status = add_alternatives(&filters, XB_FIELD_SECTION, request->sections, err);
	if (status != XABAR_OK)
		return status;
	*out = xb_query_with(query, filters.queries, filters.n, arena);
	return *out ? XABAR_OK : xb_fail_nomem(err);
}

/* ---- Searching ---- */

/* Whether a facet counts values that not every version gave to documents. */
static bool
counts_later_values(const xabar_request *request)
{
	for (const char *const *facet = request->facets; facet && *facet; facet++) {
		const struct xb_field_info *field = xb_field_find(xb_strn(*facet, strcspn(*facet, ":")));

		if (field && field->slot >= XB_SLOT_BYLINE)
			return true;
	}
	return false;
}

/* The next thing to be told, each once: of the index, then of alias files. NULL at the end. */
static const char *
next_note(struct xabar_searcher *searcher, const xabar_request *request)
{
	if (searcher->outdated) {
		searcher->outdated = false;
		return "an earlier version made a part of the index, so that inflected words may be missed: xabar-index --compact "
		       "makes it anew";
	}
	if (searcher->unlike && request->collapse) {
		searcher->unlike = false;
		return "an earlier version made a part of the index, so that near-copies may be missed: xabar-index --compact makes it "
		       "anew";
	}
	if (searcher->uneven) {
		searcher->uneven = false;
		return "an earlier version made one of the indexes, so that what they have is not ranked as it would be in one: "
		       "xabar-index --compact makes it anew";
	}
	if (searcher->valueless && counts_later_values(request)) {
		searcher->valueless = false;
		return "an earlier version made a part of the index, whose bylines, places and tags no facet counts: "
		       "xabar-index --compact makes it anew";
	}
	return searcher->aliases ? xb_aliases_next_note(searcher->aliases) : NULL;
}

/* Notes as they are told. */
struct notes {
	const char **array;
	size_t n, cap;
	struct xb_arena *arena;
};

static xabar_status
add_note(struct notes *notes, const char *text, xabar_error *err)
{
	const char **array = xb_arena_grow(notes->arena, notes->array, &notes->cap, notes->n + 1, sizeof(*array));

	if (!array || !(array[notes->n++] = xb_arena_strndup(notes->arena, text, strlen(text))))
		return xb_fail_nomem(err);
	notes->array = array;
	return XABAR_OK;
}

/* A word that fits more words than are searched for. */
static xabar_status
note_pattern(struct notes *notes, const struct xb_asked *asked, xabar_error *err)
{
	char text[512];

	if (asked->fitting == asked->nfitting)
		return XABAR_OK;
	snprintf(text, sizeof(text), "'%.*s' fits %" PRIu64 " words, of which the %zu %s are searched for: write more of it",
	         XB_STR_ARG(asked->text), asked->fitting, asked->nfitting, asked->nforms ? "most like it" : "commonest");
	return add_note(notes, text, err);
}

static xabar_status
add_next_notes(struct notes *notes, struct xabar_searcher *searcher, const xabar_request *request, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	const char *note;

	while (status == XABAR_OK && (note = next_note(searcher, request)))
		status = add_note(notes, note, err);
	return status;
}

xabar_status
xb_searcher_take_notes(const char *const **out, size_t *n, struct xabar_searcher *searcher, const xabar_request *request,
                       struct xb_arena *arena, xabar_error *err)
{
	struct notes notes = { .arena = arena };
	xabar_status status = add_next_notes(&notes, searcher, request, err);

	*out = notes.array;
	*n = notes.n;
	return status;
}

static xabar_status
take_notes(struct xb_results *r, struct xabar_searcher *searcher, const xabar_request *request, const struct xb_plan *plan,
           xabar_error *err)
{
	struct notes notes = { .arena = &r->arena };
	xabar_status status = add_next_notes(&notes, searcher, request, err);

	for (size_t i = 0; i < plan->nasked && status == XABAR_OK; i++)
		status = note_pattern(&notes, plan->asked[i], err);
	r->results.notes = notes.array;
	r->results.nnotes = notes.n;
	return status;
}

/* What the query may have been meant to be. */
static xabar_status
suggest(struct xb_results *r, const struct xb_searching *searching, xabar_error *err)
{
	const xabar_request *request = searching->request;
	const struct xb_asking asking = {
		.text = xb_str(request->query ? request->query : ""),
		.query = searching->query,
		.plan = &searching->plan,
		.reader = searching->searcher->reader,
		.analyzer = searching->searcher->analyzer,
	};

	return request->no_suggestion ? XABAR_OK : xb_suggest(&r->results.suggestion, &asking, &r->arena, err);
}

xabar_status
xb_search_plan(struct xb_searching *searching, xabar_results *results, struct xb_arena *arena, xabar_error *err)
{
	struct xabar_searcher *searcher = searching->searcher;
	const xabar_request *request = searching->request;
	struct xb_variant_sources sources = { .reader = searcher->reader, .patterns_only = request->no_names,
	                                      .without = request->without };
	int64_t as_of;
	xabar_status status = parse_request(&searching->query, &as_of, request, searching->reading, arena, err);

	if (status == XABAR_OK)
		status = xb_request_see(&searching->view, &as_of, results, searcher, request, as_of, arena, err);
	if (status == XABAR_OK && request->query && !request->no_names)
		status = xb_searcher_read_aliases(searcher, err);
	sources.aliases = searcher->aliases;
	if (status == XABAR_OK)
		status = xb_plan_make(&searching->plan, searching->query, searcher->analyzer, &sources, arena, err);
	return status;
}

/* The plan, and what is told of it. */
static xabar_status
prepare(const struct xb_view **view, struct xb_results *r, enum xb_reading reading, xabar_error *err)
{
	struct xb_searching searching = { .searcher = r->searcher, .request = &r->request, .reading = reading };
	xabar_status status = xb_search_plan(&searching, &r->results, &r->arena, err);

	if (status == XABAR_OK)
		status = take_notes(r, r->searcher, &r->request, &searching.plan, err);
	if (status == XABAR_OK)
		status = suggest(r, &searching, err);
	r->plan = searching.plan;
	*view = searching.view;
	return status;
}

static xabar_status
run(struct xb_results *r, struct xabar_searcher *searcher, enum xb_reading reading, const char *similar_to, xabar_error *err)
{
	const bool explain = r->request.explain, summed = xb_summary_wanted(&r->request);
	xabar_request matching;
	struct xb_str description = { 0 };
	const struct xb_view *view;
	xabar_status status = r->request.cursor ? xb_cursor_check(&r->request, similar_to, err) : XABAR_OK;

	if (status == XABAR_OK)
		status = prepare(&view, r, reading, err);
	if (status == XABAR_OK && similar_to)
		status = xb_similar_plan(&r->plan, searcher, similar_to, &r->arena, err);
	if (status == XABAR_OK)
		status = xb_explain_expanded(&r->results, &r->plan, &r->arena, err);
	if (status == XABAR_OK && explain)
		status = xb_explain_words(&r->results, &r->plan, searcher->analyzer, &r->arena, err);
	matching = r->request;
	matching.exact_total &= !summed; /* that counts them all */
	matching.limit = matching.limit < searcher->live ? matching.limit : (uint32_t)searcher->live;
	if (status == XABAR_OK)
		status = xb_match_plan(&r->ranking, searcher, &r->plan, &matching, &r->arena, err);
	if (status == XABAR_OK)
		status = xb_results_fill(r, err);
	if (status == XABAR_OK && summed)
		status = xb_summary_make(&r->results, searcher, &r->plan, &r->request, &r->arena, err);
	if (status == XABAR_OK && !r->request.all)
		status = xb_view_count_hidden(&r->results.hidden, searcher, view, r->plan.root, err);
	if (status == XABAR_OK && explain)
		status = xb_node_describe(&description, r->plan.root, &r->arena, err);
	r->results.explanation = description.ptr;
	return status;
}

static xabar_status
search_once(xabar_results **out, struct xabar_searcher *searcher, const xabar_request *request, enum xb_reading reading,
            const char *similar_to, xabar_error *err)
{
	const double began = xb_request_clock();
	struct xb_results *r = xb_results_new(request->query ? request->query : "");
	xabar_status status;

	*out = NULL;
	if (!r)
		return xb_fail_nomem(err);
	r->searcher = searcher;
	r->request = xb_request_complete(request);
	status = run(r, searcher, reading, similar_to, err);
	xb_view_leave(searcher);
	r->results.took_ms = xb_request_clock() - began;
	return xb_results_conclude(out, r, status);
}

/* Where a server stops answering, the others are asked again. */
xabar_status
xb_search(xabar_results **out, struct xabar_searcher *searcher, const xabar_request *request, enum xb_reading reading,
          const char *similar_to, xabar_error *err)
{
	unsigned turns = 0;
	xabar_error why;
	xabar_status status;

	do
		status = search_once(out, searcher, request, reading, similar_to, &why);
	while (status != XABAR_OK && (status = xb_searcher_go_on(searcher, &turns, &why)) == XABAR_OK);
	if (status != XABAR_OK && err)
		*err = why;
	return status;
}

xabar_status
xabar_search(xabar_results **out, xabar_searcher *searcher, const xabar_request *request, xabar_error *err)
{
	return xb_search(out, searcher, request, XB_READ_RANKED, NULL, err);
}

xabar_status
xb_search_find(uint32_t *docid, struct xabar_searcher *searcher, const char *id, xabar_error *err)
{
	char term[XB_TERM_MAX];
	xabar_status status = xb_reader_find(docid, searcher->reader, xb_strn(term, xb_term_make(term, XB_ID_PREFIX, xb_str(id))), err);

	if (status != XABAR_OK || *docid)
		return status;
	return xb_fail(err, XABAR_ENOTFOUND, "there is no dispatch with the id '%s'", id);
}
