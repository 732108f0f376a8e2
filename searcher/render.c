/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render.h"

#define BUFFER_MAX ((size_t)1 << 30)

static const struct format {
	xabar_format format;
	const char *name;
	xabar_status (*render)(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
	                       xabar_error *err);
} formats[] = {
	{ XABAR_TEXT, "text", xb_render_text },    { XABAR_JSON, "json", xb_render_json },
	{ XABAR_JSONL, "jsonl", xb_render_jsonl }, { XABAR_CSV, "csv", xb_render_csv },
	{ XABAR_TSV, "tsv", xb_render_tsv },       { XABAR_IDS, "ids", xb_render_ids },
	{ XABAR_TREC, "trec", xb_render_trec },    { XABAR_RIS, "ris", xb_render_ris },
	{ XABAR_BIBTEX, "bibtex", xb_render_bibtex }, { XABAR_RSS, "rss", xb_render_rss },
	{ XABAR_ATOM, "atom", xb_render_atom },    { XABAR_HTML, "html", xb_render_html },
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
	return xb_hint(err, XABAR_EINVAL, "there are text, json, jsonl, csv, tsv, ids, trec, ris, bibtex, rss, atom and html");
}

const char *
xabar_format_name(xabar_format format)
{
	for (size_t i = 0; i < NFORMATS; i++)
		if (formats[i].format == format)
			return formats[i].name;
	return "unknown";
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

const xabar_hit *
xb_render_next(struct xb_rendered *out)
{
	const xabar_hit *hit = NULL;

	xb_render_flush(out);
	if (out->status == XABAR_OK && out->next < out->results->nhits)
		out->status = xabar_results_hit(&hit, out->results, out->next++, &out->why);
	return hit;
}

/* A caller compiled against an older header has a shorter struct: what it does not know of is at its default. */
static xabar_rendering
complete_rendering(const xabar_rendering *rendering)
{
	xabar_rendering complete = XABAR_RENDERING_INIT;

	memcpy(&complete, rendering, rendering->size < sizeof(complete) ? rendering->size : sizeof(complete));
	return complete;
}

static const struct format *
find_format(xabar_format format)
{
	for (size_t i = 0; i < NFORMATS; i++)
		if (formats[i].format == format)
			return &formats[i];
	return NULL;
}

/* Hand over what is left, and say what went wrong on the way. */
static xabar_status
conclude(struct xb_rendered *out, xabar_status status, xabar_error *err)
{
	xb_render_flush(out);
	xb_buf_release(&out->buf);
	if (status != XABAR_OK)
		return status;
	if (out->why.status != XABAR_OK) {
		if (err)
			*err = out->why;
		return out->why.status;
	}
	if (out->status == XABAR_ESTOPPED)
		return xb_fail(err, XABAR_ESTOPPED, "the output was refused");
	return out->status == XABAR_OK ? XABAR_OK : xb_fail_nomem(err);
}

xabar_status
xabar_render(const xabar_results *results, const xabar_rendering *rendering, xabar_write write, void *ctx,
             xabar_error *err)
{
	const xabar_rendering complete = complete_rendering(rendering);
	const struct format *format = find_format(complete.format);
	/* What is written of streamed results is the one hit that they hold, which is nothing that a caller sees. */
	struct xb_rendered out = { .write = write, .ctx = ctx, .results = (xabar_results *)results };
	xabar_status status;

	if (!format)
		return xb_fail(err, XABAR_EINVAL, "there is no output format %d", (int)complete.format);
	if (complete.version > XABAR_FORMAT_VERSION) {
		xb_fail(err, XABAR_EVERSION, "there is no version %u of the output formats", complete.version);
		return xb_hint(err, XABAR_EVERSION, "the newest that is known here is %d", XABAR_FORMAT_VERSION);
	}
	xb_buf_init(&out.buf, BUFFER_MAX);
	status = format->render(&out, results, &complete, err);
	return conclude(&out, status, err);
}

xabar_status
xabar_render_story(const xabar_story *story, const xabar_rendering *rendering, xabar_write write, void *ctx, xabar_error *err)
{
	const xabar_rendering complete = complete_rendering(rendering);
	struct xb_rendered out = { .write = write, .ctx = ctx };

	if (complete.format != XABAR_TEXT && complete.format != XABAR_JSON)
		return xb_fail(err, XABAR_EINVAL, "a story is printed as text or json");
	xb_buf_init(&out.buf, BUFFER_MAX);
	if (complete.format == XABAR_TEXT)
		xb_render_story_text(&out, story, &complete);
	else
		xb_render_story_json(&out, story);
	return conclude(&out, XABAR_OK, err);
}
