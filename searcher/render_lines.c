/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_lines.c - formats of a line a hit: csv, ids, trec. */
#include <inttypes.h>

#include "render.h"

#define CSV_FIELDS "id,date,source,section,byline,place,lang,title,url,tags,score"
#define CSV_SUM_FIELDS "facet,value,count,of"

/* RFC 4180: quoted when it holds a comma, a quote or a line end; quotes doubled; lines end in CRLF. */
static void
add_csv_value(struct xb_buf *out, struct xb_str value)
{
	bool quote = false;

	for (size_t i = 0; i < value.len; i++)
		quote |= memchr(",\"\r\n", value.ptr[i], 4) != NULL;
	if (!quote) {
		xb_buf_add_str(out, value);
		return;
	}
	xb_buf_add_char(out, '"');
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] == '"')
			xb_buf_add_char(out, '"');
		xb_buf_add_char(out, value.ptr[i]);
	}
	xb_buf_add_char(out, '"');
}

static void
add_csv_hit(struct xb_rendered *out, struct xb_buf *value, const struct xb_hit_field *const *fields, size_t n,
            const xabar_hit *hit)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			xb_buf_add_char(&out->buf, ',');
		xb_buf_clear(value);
		xb_hit_field_text(value, fields[i], hit);
		add_csv_value(&out->buf, xb_buf_view(value));
	}
	xb_buf_add_str(&out->buf, xb_str("\r\n"));
	xb_render_flush(out);
}

static void
add_csv_sum(struct xb_buf *out, const struct xb_sum *sum)
{
	xb_buf_printf(out, "%s,", sum->name);
	add_csv_value(out, xb_str(sum->value));
	xb_buf_printf(out, ",%" PRIu64 ",", sum->count);
	if (sum->dated)
		xb_buf_printf(out, "%" PRIu64, sum->of);
	xb_buf_add_str(out, xb_str("\r\n"));
}

xabar_status
xb_render_csv(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const struct xb_hit_field *fields[XB_HIT_FIELDS_MAX];
	struct xb_buf value;
	size_t n;
	xabar_status status = xb_hit_fields(fields, &n, rendering->fields ? rendering->fields : CSV_FIELDS, err);

	if (status != XABAR_OK)
		return status;
	if (rendering->sums) {
		xb_buf_add_str(&out->buf, xb_str(rendering->no_header ? "" : CSV_SUM_FIELDS "\r\n"));
		xb_render_sums(out, results, add_csv_sum);
		return XABAR_OK;
	}
	xb_buf_init(&value, (size_t)1 << 30);
	for (size_t i = 0; i < n && !rendering->no_header; i++)
		xb_buf_printf(&out->buf, "%s%s%s", i ? "," : "", fields[i]->name, i + 1 == n ? "\r\n" : "");
	for (size_t i = 0; i < results->nhits; i++)
		add_csv_hit(out, &value, fields, n, &results->hits[i]);
	status = xb_buf_status(&value, err);
	xb_buf_release(&value);
	return status;
}

xabar_status
xb_render_ids(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	(void)rendering, (void)err;
	for (size_t i = 0; i < results->nhits; i++) {
		xb_buf_printf(&out->buf, "%s\n", results->hits[i].id);
		xb_render_flush(out);
	}
	return XABAR_OK;
}

/* Columns are split at white space, so that none may be inside an id. */
static void
add_column(struct xb_buf *out, const char *text)
{
	for (; *text; text++)
		xb_buf_add_char(out, *text == ' ' || *text == '\t' || *text == '\n' || *text == '\r' ? '_' : *text);
}

xabar_status
xb_render_trec(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	(void)err;
	for (size_t i = 0; i < results->nhits; i++) {
		const xabar_hit *hit = &results->hits[i];

		add_column(&out->buf, rendering->topic ? rendering->topic : "0");
		xb_buf_add_str(&out->buf, xb_str(" Q0 "));
		add_column(&out->buf, hit->id);
		xb_buf_printf(&out->buf, " %" PRIu64 " %.6f xabar\n", hit->rank, hit->score);
		xb_render_flush(out);
	}
	return XABAR_OK;
}
