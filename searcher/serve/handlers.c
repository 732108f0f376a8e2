/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "handlers.h"

#include <inttypes.h>

#include <zlib.h>

#include "exchange.h"
#include "json.h"
#include "target.h"

static int
add_bytes(void *ctx, const char *bytes, size_t len)
{
	struct xb_answer *out = ctx;

	xb_buf_add(&out->body, bytes, len);
	return out->body.failed;
}

/* How to write what was asked for. */
static xabar_status
begin_rendering(xabar_rendering *rendering, struct xb_answer *out, const struct xb_asked *asked, xabar_error *err)
{
	*rendering = (xabar_rendering)XABAR_RENDERING_INIT;
	if (!xb_media_format(&rendering->format, asked->media))
		return xb_fail(err, XABAR_EINTERNAL, "there is no format %s", xb_media[asked->media].name);
	rendering->fields = asked->fields;
	out->type = xb_media[asked->media].type;
	return XABAR_OK;
}

/* An answer that grew too large was refused by add_bytes. */
static xabar_status
end_rendering(const struct xb_answer *out, xabar_status status, xabar_error *err)
{
	if (status != XABAR_ESTOPPED)
		return status;
	xb_fail(err, XABAR_ELIMIT, "the answer has more than %zu bytes", out->body.limit);
	return xb_hint(err, XABAR_ELIMIT, "ask for less with limit, and for fewer fields");
}

/* What leads to the next page (RFC 8288), unless that is too long for a header. */
static void
add_link(struct xb_answer *out, const struct xb_asked *asked, const char *next)
{
	struct xb_asked following = *asked;

	following.request.cursor = next;
	xb_buf_add_char(&out->link, '<');
	xb_target_write_bare(&out->link, asked->route, &following);
	xb_buf_add_str(&out->link, xb_str(">; rel=\"next\""));
	if (out->link.failed)
		xb_buf_clear(&out->link);
}

/* Results, which are freed. */
static xabar_status
render(struct xb_answer *out, const struct xb_asked *asked, xabar_results *results, bool whole, xabar_error *err)
{
	xabar_rendering rendering;
	xabar_status status = begin_rendering(&rendering, out, asked, err);

	rendering.whole = whole;
	rendering.topic = results->alert;
	out->total = results->total;
	if (results->next)
		add_link(out, asked, results->next);
	if (status == XABAR_OK)
		status = end_rendering(out, xabar_render(results, &rendering, add_bytes, out, err), err);
	xabar_results_free(results);
	return status;
}

/* What the format does not show need not be made. */
static xabar_request
make_request(const struct xb_asked *asked)
{
	const struct xb_media *media = &xb_media[asked->media];
	xabar_request request = asked->request;

	request.langs = asked->langs.values;
	request.sources = asked->sources.values;
	request.sections = asked->sections.values;
	request.without = asked->without.values;
	request.facets = asked->facets.values;
	request.full_text = asked->fields || media->whole;
	request.no_snippets = !asked->fields && !media->passages;
	request.collapse |= request.expand_copies;
	return request;
}

XB_HANDLER(xb_answer_search)
{
	const xabar_request request = make_request(asked);
	xabar_results *results;
	xabar_status status = xabar_search(&results, searcher, &request, err);

	(void)service;
	return status == XABAR_OK ? render(out, asked, results, false, err) : status;
}

XB_HANDLER(xb_answer_similar)
{
	const xabar_request request = make_request(asked);
	xabar_results *results;
	xabar_status status = xabar_similar(&results, searcher, asked->name, &request, err);

	(void)service;
	return status == XABAR_OK ? render(out, asked, results, false, err) : status;
}

XB_HANDLER(xb_answer_doc)
{
	xabar_results *results;
	xabar_status status = xabar_show_as(&results, searcher, asked->name, &asked->request, err);

	(void)service;
	return status == XABAR_OK ? render(out, asked, results, true, err) : status;
}

XB_HANDLER(xb_answer_versions)
{
	xabar_results *results;
	xabar_status status = xabar_versions(&results, searcher, asked->name, &asked->request, err);

	(void)service;
	return status == XABAR_OK ? render(out, asked, results, true, err) : status;
}

XB_HANDLER(xb_answer_spread)
{
	xabar_rendering rendering;
	xabar_story *story;
	xabar_status status = begin_rendering(&rendering, out, asked, err);

	(void)service;
	if (status == XABAR_OK)
		status = xabar_spread(&story, searcher, asked->name, err);
	if (status != XABAR_OK)
		return status;
	out->total = story->ncopies;
	status = end_rendering(out, xabar_render_story(story, &rendering, add_bytes, out, err), err);
	xabar_story_free(story);
	return status;
}

/* The alert may be another one of that name by the next time. */
XB_HANDLER(xb_answer_alert)
{
	xabar_request request = make_request(asked);
	xabar_results *results;
	xabar_status status;

	request.order = XABAR_NEWEST;
	request.no_suggestion = true;
	status = xabar_alert_search_of(&results, searcher, service->alerts, asked->name, &request, err);
	if (status != XABAR_OK)
		return status;
	out->salt = crc32(0, (const unsigned char *)results->query, (unsigned)strlen(results->query));
	return render(out, asked, results, false, err);
}

/* What nobody waits for any more is left off: the time began before. */
static xabar_status
check_batch(const struct xb_limits *limits, uint32_t rows, uint64_t began, xabar_error *err)
{
	if (rows > limits->rows)
		xb_fail(err, XABAR_ELIMIT, "the table has more than %u rows", limits->rows);
	else if (xb_now() - began > limits->time_ms * 1000000ull)
		xb_fail(err, XABAR_ELIMIT, "the table took longer than %u ms", limits->time_ms);
	else
		return XABAR_OK;
	return xb_hint(err, XABAR_ELIMIT, "send it in parts");
}

/* A row that cannot be used is an error of the whole: what is answered is never less than was asked. */
static xabar_status
run_batch(struct xb_answer *out, xabar_batch *batch, const struct xb_limits *limits, xabar_error *err)
{
	const uint64_t began = xb_now();
	xabar_status status = XABAR_OK;
	uint32_t rows = 0;
	uint64_t hits;

	for (bool done = false; status == XABAR_OK && !done; out->total += hits) {
		status = end_rendering(out, xabar_batch_next(&done, &hits, batch, add_bytes, out, err), err);
		rows += !done;
		if (status == XABAR_OK)
			status = check_batch(limits, rows, began, err);
	}
	return status;
}

XB_HANDLER(xb_answer_batch)
{
	const xabar_request request = make_request(asked);
	xabar_batch_options options = XABAR_BATCH_OPTIONS_INIT;
	xabar_rendering rendering;
	xabar_batch *batch;
	xabar_status status = begin_rendering(&rendering, out, asked, err);

	options.column = asked->column;
	options.queries = asked->queries;
	options.request = &request;
	options.limit = request.limit;
	options.format = rendering.format;
	options.bytes = asked->body.len ? asked->body.ptr : "";
	options.nbytes = asked->body.len;
	if (status == XABAR_OK)
		status = xabar_batch_open(&batch, searcher, "the table", &options, err);
	if (status != XABAR_OK)
		return status;
	status = run_batch(out, batch, &service->limits, err);
	xabar_batch_free(batch);
	return status;
}

/* ["query",["what was meant"]], as browsers read it. */
XB_HANDLER(xb_answer_suggest)
{
	xabar_request request = asked->request;
	xabar_results *results;
	xabar_status status;

	(void)service;
	request.limit = 0;
	status = xabar_search(&results, searcher, &request, err);
	if (status != XABAR_OK)
		return status;
	out->type = asked->route->type;
	xb_buf_add_char(&out->body, '[');
	xb_json_string(&out->body, xb_str(results->query));
	xb_buf_add_str(&out->body, xb_str(",["));
	if (results->suggestion)
		xb_json_string(&out->body, xb_str(results->suggestion));
	xb_buf_add_str(&out->body, xb_str("]]\n"));
	xabar_results_free(results);
	return xb_buf_status(&out->body, err);
}

/* What is known of the whole: also the servers that do not answer, how many of which there are. */
static size_t
add_state(struct xb_buf *out, const struct xb_service *service)
{
	size_t missing = 0;

	xb_buf_printf(out, ",\"generation\":%lu,\"documents\":%lu", service->generation, service->documents);
	for (size_t i = 0; i < service->indexes.n; i++) {
		if (!service->away[i])
			continue;
		xb_buf_add_str(out, xb_str(missing++ ? "," : ",\"incomplete\":["));
		xb_json_string(out, xb_str(service->indexes.values[i]));
	}
	xb_buf_add_str(out, xb_str(missing ? "]}\n" : "}\n"));
	return missing;
}

XB_HANDLER(xb_answer_health)
{
	(void)asked, (void)searcher;
	xb_buf_add_str(&out->body, xb_str("{\"status\":\"running\""));
	add_state(&out->body, service);
	return xb_buf_status(&out->body, err);
}

XB_HANDLER(xb_answer_ready)
{
	(void)asked, (void)searcher;
	if (service->leaving)
		return xb_fail(err, XABAR_ESTOPPED, "the server is about to end");
	xb_buf_add_str(&out->body, xb_str("{\"status\":\"ready\""));
	if (add_state(&out->body, service) == service->indexes.n)
		return xb_fail(err, XABAR_EAWAY, "none of the servers answers");
	return xb_buf_status(&out->body, err);
}
