/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_lines.c - formats of a line a hit: csv (RFC 4180, whose lines end in CRLF), tsv, ids, trec. */
#include <inttypes.h>

#include "render.h"

#define TABLE_FIELDS "id,date,source,section,byline,place,lang,title,url,tags,score"

void
xb_render_csv_value(struct xb_buf *out, struct xb_str value)
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

/* text/tab-separated-values of IANA: nothing is quoted, so that there is neither a tab nor a line end in a value. */
static void
add_tsv_value(struct xb_buf *out, struct xb_str value)
{
	for (size_t i = 0; i < value.len; i++)
		xb_buf_add_char(out, value.ptr[i] == '\t' || value.ptr[i] == '\n' || value.ptr[i] == '\r' ? ' ' : value.ptr[i]);
}

/* A value of a facet, or a bucket, as a line. */
static void
add_sum(struct xb_buf *out, const struct xb_sum *sum, void (*add_value)(struct xb_buf *out, struct xb_str value), char separator)
{
	xb_buf_printf(out, "%s%c", sum->name, separator);
	add_value(out, xb_str(sum->value));
	xb_buf_printf(out, "%c%" PRIu64 "%c", separator, sum->count, separator);
	if (sum->dated)
		xb_buf_printf(out, "%" PRIu64, sum->of);
}

static void
add_csv_sum(struct xb_buf *out, const struct xb_sum *sum)
{
	add_sum(out, sum, xb_render_csv_value, ',');
	xb_buf_add_str(out, xb_str("\r\n"));
}

static void
add_tsv_sum(struct xb_buf *out, const struct xb_sum *sum)
{
	add_sum(out, sum, add_tsv_value, '\t');
	xb_buf_add_char(out, '\n');
}

struct table {
	void (*add_value)(struct xb_buf *out, struct xb_str value);
	void (*add_sum)(struct xb_buf *out, const struct xb_sum *sum);
	const char *separator, *end;
	const char *sum_header;
};
static const struct table csv = { xb_render_csv_value, add_csv_sum, ",", "\r\n", "facet,value,count,of\r\n" };
static const struct table tsv = { add_tsv_value, add_tsv_sum, "\t", "\n", "facet\tvalue\tcount\tof\n" };

static xabar_status
render_table(struct xb_rendered *out, const struct table *table, const xabar_rendering *rendering, xabar_error *err)
{
	const struct xb_hit_field *fields[XB_HIT_FIELDS_MAX];
	const xabar_hit *hit;
	struct xb_buf value;
	size_t n;
	xabar_status status = xb_hit_fields(fields, &n, rendering->fields ? rendering->fields : TABLE_FIELDS, err);

	if (status != XABAR_OK)
		return status;
	if (rendering->bom && !rendering->no_header)
		xb_buf_add_str(&out->buf, xb_str("\xef\xbb\xbf"));
	if (rendering->sums) {
		xb_buf_add_str(&out->buf, xb_str(rendering->no_header ? "" : table->sum_header));
		xb_render_sums(out, out->results, table->add_sum);
		return XABAR_OK;
	}
	xb_buf_init(&value, (size_t)1 << 30);
	for (size_t i = 0; i < n && !rendering->no_header; i++)
		xb_buf_printf(&out->buf, "%s%s%s", i ? table->separator : "", fields[i]->name, i + 1 == n ? table->end : "");
	while ((hit = xb_render_next(out)))
		for (size_t i = 0; i < n; i++) {
			xb_buf_clear(&value);
			xb_hit_field_text(&value, fields[i], hit);
			xb_buf_add_str(&out->buf, xb_str(i ? table->separator : ""));
			table->add_value(&out->buf, xb_buf_view(&value));
			xb_buf_add_str(&out->buf, xb_str(i + 1 == n ? table->end : ""));
		}
	status = xb_buf_status(&value, err);
	xb_buf_release(&value);
	return status;
}

xabar_status
xb_render_csv(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	(void)results;
	return render_table(out, &csv, rendering, err);
}

xabar_status
xb_render_tsv(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	(void)results;
	return render_table(out, &tsv, rendering, err);
}

xabar_status
xb_render_ids(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const xabar_hit *hit;

	(void)results, (void)rendering, (void)err;
	while ((hit = xb_render_next(out)))
		xb_buf_printf(&out->buf, "%s\n", hit->id);
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
	const xabar_hit *hit;

	(void)results, (void)err;
	while ((hit = xb_render_next(out))) {
		add_column(&out->buf, rendering->topic ? rendering->topic : "0");
		xb_buf_add_str(&out->buf, xb_str(" Q0 "));
		add_column(&out->buf, hit->id);
		xb_buf_printf(&out->buf, " %" PRIu64 " %.6f xabar\n", hit->rank, hit->score);
	}
	return XABAR_OK;
}
