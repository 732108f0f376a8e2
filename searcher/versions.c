/* SPDX-License-Identifier: GPL-2.0-or-later */
/* versions.c - one dispatch by its id: as it is seen, or all versions of it. */
#include "chain.h"
#include "diff.h"
#include "request.h"
#include "results.h"

/* Dispatches that are hidden are not shown to who did not ask for all: a killed text is the last that should be
 * sent on by mistake. */
static xabar_status
refuse(const char *id, struct xabar_searcher *searcher, uint32_t docid, struct xb_arena *arena, xabar_error *err)
{
	struct xb_dispatch dispatch;
	const char *reason;
	xabar_status status = xb_fetch(&searcher->encoded, &searcher->fetcher, searcher->reader, docid, err);

	if (status == XABAR_OK)
		status = xb_dispatch_decode(&dispatch, xb_buf_view(&searcher->encoded), arena, err);
	if (status != XABAR_OK)
		return status;
	reason = xb_view_reason(&dispatch, INT64_MIN);
	if (reason && strcmp(reason, "embargo") == 0)
		status = xb_fail(err, XABAR_ENOTFOUND, "the dispatch '%s' is under embargo: '%.*s'", id,
		                 XB_STR_ARG(dispatch.text[XB_FIELD_EMBARGO]));
	else
		status = xb_fail(err, XABAR_ENOTFOUND, "the dispatch '%s' is %s", id, reason ? reason : "hidden");
	return xb_hint(err, status, "--all shows it all the same");
}

/* Why there is nothing to be shown. */
static xabar_status
fail_absent(struct xb_results *r, const char *id, struct xabar_searcher *searcher, const struct xb_view *view,
            const struct xb_chain *chain, xabar_error *err)
{
	for (size_t i = 0; i < chain->n; i++)
		if (xb_view_hides(view, searcher, chain->versions[i].docid))
			return refuse(id, searcher, chain->versions[i].docid, &r->arena, err);
	if (r->results.nincomplete) {
		xb_fail(err, XABAR_EAWAY, "no server that answers has a dispatch with the id '%s'", id);
		return xb_hint(err, XABAR_EAWAY, "'%s' does not answer", r->results.incomplete[0]);
	}
	if (view->as_of != XB_AS_NOW && chain->n)
		return xb_fail(err, XABAR_ENOTFOUND, "there was no dispatch with the id '%s' yet", id);
	return xb_fail(err, XABAR_ENOTFOUND, "there is no dispatch with the id '%s'", id);
}

static xabar_status
find_seen(uint32_t *docid, struct xabar_searcher *searcher, const char *id, xabar_error *err)
{
	char term[XB_TERM_MAX];

	return xb_reader_find(docid, searcher->reader, xb_strn(term, xb_term_make(term, XB_ID_PREFIX, xb_str(id))), err);
}

/* Hits of the documents of versions, or of the one that is seen. */
static xabar_status
make_hits(struct xb_results *r, struct xabar_searcher *searcher, const struct xb_version *versions, size_t n,
          const xabar_request *request, xabar_error *err)
{
	xabar_hit *hits = xb_arena_calloc(&r->arena, n, sizeof(*hits));
	xabar_status status = hits ? XABAR_OK : xb_fail_nomem(err);

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		status = xb_hit_make(&hits[i], searcher, versions[i].docid, NULL, request, &r->arena, err);
		hits[i].rank = i + 1;
	}
	r->results.hits = hits;
	r->results.nhits = n;
	r->results.total = n;
	r->results.exact = true;
	return status;
}

/* What became of the text of each, the newest being first. */
static xabar_status
add_edits(struct xb_results *r, xabar_error *err)
{
	xabar_hit *hits = (xabar_hit *)r->results.hits;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i + 1 < r->results.nhits && status == XABAR_OK; i++) {
		const char *from = hits[i + 1].body, *to = hits[i].body;

		status = xb_diff_words(&hits[i].edits, &hits[i].nedits, xb_str(from ? from : ""), xb_str(to ? to : ""), &r->arena,
		                       err);
	}
	return status;
}

/* Of a chain those that were made before: they come to the front. */
static size_t
keep_made(struct xb_chain *chain, int64_t as_of)
{
	size_t n = 0;

	for (size_t i = 0; i < chain->n; i++)
		if (as_of == XB_AS_NOW || (chain->versions[i].made != INT64_MIN && chain->versions[i].made < as_of))
			chain->versions[n++] = chain->versions[i];
	return n;
}

static xabar_status
show(struct xb_results *r, struct xabar_searcher *searcher, const char *id, bool versions, const xabar_request *request,
     xabar_error *err)
{
	const struct xb_view *view;
	struct xb_version seen = { 0 };
	struct xb_chain chain = { 0 };
	int64_t as_of;
	xabar_status status = xb_request_see(&view, &as_of, &r->results, searcher, request, INT64_MAX, &r->arena, err);

	if (status == XABAR_OK)
		status = find_seen(&seen.docid, searcher, id, err);
	if (status == XABAR_OK && (versions || !seen.docid))
		status = xb_chain_find(&chain, searcher, xb_str(id), &r->arena, err);
	if (status != XABAR_OK)
		return status;
	if (!seen.docid)
		return fail_absent(r, id, searcher, view, &chain, err);
	if (!versions)
		return make_hits(r, searcher, &seen, 1, request, err);
	status = make_hits(r, searcher, chain.versions, keep_made(&chain, as_of), request, err);
	return status == XABAR_OK ? add_edits(r, err) : status;
}

static xabar_status
show_once(xabar_results **out, xabar_searcher *searcher, const char *id, bool versions, const xabar_request *request,
          xabar_error *err)
{
	const double began = xb_request_clock();
	struct xb_results *r = xb_results_new(id);
	xabar_status status;

	*out = NULL;
	if (!r)
		return xb_fail_nomem(err);
	status = show(r, searcher, id, versions, request, err);
	xb_view_leave(searcher);
	r->results.took_ms = xb_request_clock() - began;
	return xb_results_conclude(out, r, status);
}

static xabar_status
answer_show(xabar_results **out, xabar_searcher *searcher, const char *id, bool versions, const xabar_request *request,
            xabar_error *err)
{
	xabar_request whole = xb_request_complete(request);
	unsigned turns = 0;
	xabar_error why;
	xabar_status status;

	whole.full_text = true;
	whole.explain = false;
	do
		status = show_once(out, searcher, id, versions, &whole, &why);
	while (status != XABAR_OK && (status = xb_searcher_go_on(searcher, &turns, &why)) == XABAR_OK);
	if (status != XABAR_OK && err)
		*err = why;
	return status;
}

xabar_status
xabar_show(xabar_results **out, xabar_searcher *searcher, const char *id, xabar_error *err)
{
	const xabar_request request = XABAR_REQUEST_INIT;

	return answer_show(out, searcher, id, false, &request, err);
}

xabar_status
xabar_show_as(xabar_results **out, xabar_searcher *searcher, const char *id, const xabar_request *request, xabar_error *err)
{
	return answer_show(out, searcher, id, false, request, err);
}

xabar_status
xabar_versions(xabar_results **out, xabar_searcher *searcher, const char *id, const xabar_request *request, xabar_error *err)
{
	return answer_show(out, searcher, id, true, request, err);
}
