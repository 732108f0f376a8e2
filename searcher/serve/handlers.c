/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "handlers.h"

#include <inttypes.h>

#include "json.h"

static int
add_bytes(void *ctx, const char *bytes, size_t len)
{
	struct xb_answer *out = ctx;

	xb_buf_add(&out->body, bytes, len);
	return out->body.failed;
}

/* Results in the format that was asked for. An answer that grows too large is refused by add_bytes. */
static xabar_status
render(struct xb_answer *out, const struct xb_asked *asked, const xabar_results *results, bool whole, xabar_error *err)
{
	xabar_rendering rendering = XABAR_RENDERING_INIT;
	xabar_status status;

	if (!xb_media_format(&rendering.format, asked->media))
		return xb_fail(err, XABAR_EINTERNAL, "there is no format %s", xb_media[asked->media].name);
	rendering.fields = asked->fields;
	rendering.whole = whole;
	out->type = xb_media[asked->media].type;
	out->total = results->total;
	status = xabar_render(results, &rendering, add_bytes, out, err);
	if (status != XABAR_ESTOPPED)
		return status;
	xb_fail(err, XABAR_ELIMIT, "the answer has more than %zu bytes", out->body.limit);
	return xb_hint(err, XABAR_ELIMIT, "ask for less with limit, and for fewer fields");
}

XB_HANDLER(xb_answer_search)
{
	xabar_request request = asked->request;
	xabar_results *results;
	xabar_status status;

	(void)service;
	request.langs = asked->langs.values;
	request.sources = asked->sources.values;
	request.sections = asked->sections.values;
	request.facets = asked->facets.values;
	request.full_text = asked->fields != NULL;
	status = xabar_search(&results, searcher, &request, err);
	if (status != XABAR_OK)
		return status;
	status = render(out, asked, results, false, err);
	xabar_results_free(results);
	return status;
}

XB_HANDLER(xb_answer_doc)
{
	xabar_results *results;
	xabar_status status = xabar_show(&results, searcher, asked->name, err);

	(void)service;
	if (status != XABAR_OK)
		return status;
	status = render(out, asked, results, true, err);
	xabar_results_free(results);
	return status;
}

static xabar_status
answer_state(struct xb_answer *out, const char *state, const struct xb_service *service, xabar_error *err)
{
	xb_buf_add_char(&out->body, '{');
	xb_json_member(&out->body, "status", xb_str(state));
	xb_buf_printf(&out->body, ",\"generation\":%lu,\"documents\":%lu}\n", service->generation, service->documents);
	return xb_buf_status(&out->body, err);
}

XB_HANDLER(xb_answer_health)
{
	(void)asked, (void)searcher;
	return answer_state(out, "running", service, err);
}

XB_HANDLER(xb_answer_ready)
{
	(void)asked, (void)searcher;
	if (service->leaving)
		return xb_fail(err, XABAR_ESTOPPED, "the server is about to end");
	return answer_state(out, "ready", service, err);
}
