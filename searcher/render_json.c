/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>

#include "json.h"
#include "render.h"

/* Raised when a member is renamed or dropped; adding one does not. */
#define JSON_SCHEMA 1

static void
add_hit(struct xb_buf *out, const struct xb_hit_field *const *fields, size_t n, const xabar_hit *hit)
{
	for (size_t i = 0; i < n; i++)
		xb_hit_field_json(out, fields[i], hit);
}

static void
add_head(struct xb_buf *out, const xabar_results *results)
{
	xb_buf_printf(out, "{\"xabar\":%d,\"query\":", JSON_SCHEMA);
	xb_json_string(out, xb_str(results->query));
	xb_buf_printf(out, ",\"total\":{\"value\":%" PRIu64 ",\"exact\":%s},\"took_ms\":%.3f,\"generation\":%" PRIu64,
	              results->total, results->exact ? "true" : "false", results->took_ms, results->generation);
	xb_buf_add_str(out, xb_str(",\"expanded\":{},\"suggestion\":null"));
	if (results->explanation)
		xb_json_member(out, "explanation", xb_str(results->explanation));
}

xabar_status
xb_render_json(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const struct xb_hit_field *fields[XB_HIT_FIELDS_MAX];
	size_t n;
	xabar_status status = xb_hit_fields(fields, &n, rendering->fields, err);

	if (status != XABAR_OK)
		return status;
	add_head(&out->buf, results);
	xb_buf_add_str(&out->buf, xb_str(",\"hits\":["));
	for (size_t i = 0; i < results->nhits; i++) {
		xb_buf_add_str(&out->buf, xb_str(i ? ",{" : "{"));
		add_hit(&out->buf, fields, n, &results->hits[i]);
		xb_buf_add_char(&out->buf, '}');
		xb_render_flush(out);
	}
	xb_buf_add_str(&out->buf, xb_str("]}\n"));
	return XABAR_OK;
}

xabar_status
xb_render_jsonl(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                xabar_error *err)
{
	const struct xb_hit_field *fields[XB_HIT_FIELDS_MAX];
	size_t n;
	xabar_status status = xb_hit_fields(fields, &n, rendering->fields, err);

	for (size_t i = 0; i < results->nhits && status == XABAR_OK; i++) {
		xb_buf_add_char(&out->buf, '{');
		if (rendering->topic)
			xb_json_member(&out->buf, "topic", xb_str(rendering->topic));
		add_hit(&out->buf, fields, n, &results->hits[i]);
		xb_buf_add_str(&out->buf, xb_str("}\n"));
		xb_render_flush(out);
	}
	return status;
}
