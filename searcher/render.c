/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render.h"

#define BUFFER_MAX ((size_t)1 << 30)

static const struct {
	xabar_format format;
	const char *name;
	xabar_status (*render)(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
	                       xabar_error *err);
} formats[] = {
	{ XABAR_TEXT, "text", xb_render_text },    { XABAR_JSON, "json", xb_render_json },
	{ XABAR_JSONL, "jsonl", xb_render_jsonl }, { XABAR_CSV, "csv", xb_render_csv },
	{ XABAR_IDS, "ids", xb_render_ids },       { XABAR_TREC, "trec", xb_render_trec },
};

#define NFORMATS (sizeof(formats) / sizeof(*formats))

xabar_status
xabar_format_find(xabar_format *out, const char *name, xabar_error *err)
{
	for (size_t i = 0; i < NFORMATS; i++)
		if (strcmp(formats[i].name, name) == 0) {
			*out = formats[i].format;
			return XABAR_OK;
		}
	xb_fail(err, XABAR_EINVAL, "there is no output format '%s'", name);
	return xb_hint(err, XABAR_EINVAL, "there are text, json, jsonl, csv, ids and trec");
}

void
xb_render_flush(struct xb_rendered *out)
{
	if (out->status == XABAR_OK && out->buf.failed)
		out->status = XABAR_ENOMEM;
	if (out->status == XABAR_OK && out->buf.len && out->write(out->ctx, out->buf.ptr, out->buf.len) != 0)
		out->status = XABAR_ESTOPPED;
	xb_buf_clear(&out->buf);
}

/* Each after the other; what has none comes last, if there is any. */
void
xb_render_sums(struct xb_rendered *out, const xabar_results *results, void (*add)(struct xb_buf *out, const struct xb_sum *sum))
{
	const xabar_histogram *histogram = results->histogram;

	for (size_t i = 0; i < results->nfacets; i++) {
		const xabar_facet *facet = &results->facets[i];

		for (size_t k = 0; k < facet->nvalues; k++)
			add(&out->buf, &(struct xb_sum){ facet->field, facet->values[k].value, facet->values[k].count, 0, false });
		if (facet->without)
			add(&out->buf, &(struct xb_sum){ facet->field, "", facet->without, 0, false });
	}
	for (size_t i = 0; histogram && i < histogram->nbuckets; i++) {
		const xabar_bucket *bucket = &histogram->buckets[i];

		add(&out->buf, &(struct xb_sum){ histogram->interval, bucket->key, bucket->count, bucket->of, true });
	}
	if (histogram && histogram->undated.of)
		add(&out->buf, &(struct xb_sum){ histogram->interval, "", histogram->undated.count, histogram->undated.of, true });
}

/* A caller compiled against an older header has a shorter struct: what it does not know of is at its default. */
static xabar_rendering
complete_rendering(const xabar_rendering *rendering)
{
	xabar_rendering complete = XABAR_RENDERING_INIT;

	memcpy(&complete, rendering, rendering->size < sizeof(complete) ? rendering->size : sizeof(complete));
	return complete;
}

xabar_status
xabar_render(const xabar_results *results, const xabar_rendering *rendering, xabar_write write, void *ctx,
             xabar_error *err)
{
	const xabar_rendering complete = complete_rendering(rendering);
	struct xb_rendered out = { .write = write, .ctx = ctx };
	size_t i = 0;
	xabar_status status;

	while (i < NFORMATS && formats[i].format != complete.format)
		i++;
	if (i == NFORMATS)
		return xb_fail(err, XABAR_EINVAL, "there is no output format %d", (int)complete.format);
	xb_buf_init(&out.buf, BUFFER_MAX);
	status = formats[i].render(&out, results, &complete, err);
	xb_render_flush(&out);
	if (status == XABAR_OK && out.status == XABAR_ESTOPPED)
		status = xb_fail(err, XABAR_ESTOPPED, "the output was refused");
	else if (status == XABAR_OK && out.status != XABAR_OK)
		status = xb_fail_nomem(err);
	xb_buf_release(&out.buf);
	return status;
}
