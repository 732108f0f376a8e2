/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>

#include "json.h"
#include "render.h"

static void
add_hit(struct xb_buf *out, const struct xb_hit_field *const *fields, size_t n, const xabar_hit *hit)
{
	for (size_t i = 0; i < n; i++)
		xb_hit_field_json(out, fields[i], hit);
}

static void
add_expanded(struct xb_buf *out, const xabar_results *results)
{
	xb_json_key(out, "expanded");
	xb_buf_add_char(out, '{');
	for (size_t i = 0; i < results->nexpanded; i++) {
		const xabar_expansion *expansion = &results->expanded[i];

		xb_json_key(out, expansion->word);
		xb_buf_add_char(out, '[');
		for (size_t k = 0; k < expansion->nvariants; k++) {
			xb_json_comma(out);
			xb_json_string(out, xb_str(expansion->variants[k].term));
		}
		xb_buf_add_char(out, ']');
	}
	xb_buf_add_char(out, '}');
}

static void
add_stems(struct xb_buf *out, const xabar_word *word)
{
	xb_json_key(out, "stems");
	xb_buf_add_char(out, '{');
	for (size_t i = 0; i < word->nstems; i++)
		xb_json_member(out, word->stems[i].stem, xb_str(word->stems[i].langs));
	xb_buf_add_char(out, '}');
}

static void
add_variants(struct xb_buf *out, const xabar_word *word)
{
	xb_json_key(out, "variants");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < word->nvariants; i++) {
		const xabar_variant *variant = &word->variants[i];

		xb_json_comma(out);
		xb_buf_add_char(out, '{');
		xb_json_member(out, "term", xb_str(variant->term));
		xb_buf_printf(out, ",\"stem\":%s,\"why\":\"%s\",\"weight\":%.2f,\"documents\":%" PRIu64 "}",
		              variant->stem ? "true" : "false", variant->why, variant->weight, variant->documents);
	}
	xb_buf_add_char(out, ']');
}

static void
add_words(struct xb_buf *out, const xabar_results *results)
{
	xb_json_key(out, "words");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < results->nwords; i++) {
		const xabar_word *word = &results->words[i];

		xb_json_comma(out);
		xb_buf_add_char(out, '{');
		xb_json_member(out, "word", xb_str(word->text));
		xb_json_member(out, "field", xb_str(word->field ? word->field : ""));
		xb_json_key(out, "forms");
		xb_buf_add_char(out, '[');
		for (size_t k = 0; k < word->nforms; k++) {
			xb_json_comma(out);
			xb_json_string(out, xb_str(word->forms[k]));
		}
		xb_buf_add_char(out, ']');
		add_stems(out, word);
		add_variants(out, word);
		if (word->fitting)
			xb_buf_printf(out, ",\"fitting\":%" PRIu64, word->fitting);
		xb_buf_add_char(out, '}');
	}
	xb_buf_add_char(out, ']');
}

void
xb_incomplete_json(struct xb_buf *out, const char *const *servers, size_t n)
{
	if (!n)
		return;
	xb_json_key(out, "incomplete");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		xb_json_comma(out);
		xb_json_string(out, xb_str(servers[i]));
	}
	xb_buf_add_char(out, ']');
}

static void
add_head(struct xb_buf *out, const xabar_results *results)
{
	xb_buf_printf(out, "{\"xabar\":%d,\"query\":", XABAR_FORMAT_VERSION);
	xb_json_string(out, xb_str(results->query));
	xb_buf_printf(out, ",\"total\":{\"value\":%" PRIu64 ",\"exact\":%s},\"took_ms\":%.3f,\"generation\":%" PRIu64,
	              results->total, results->exact ? "true" : "false", results->took_ms, results->generation);
	if (results->as_of)
		xb_json_member(out, "as_of", xb_str(results->as_of));
	if (results->next)
		xb_json_member(out, "next", xb_str(results->next));
	if (results->hidden)
		xb_buf_printf(out, ",\"hidden\":%" PRIu64, results->hidden);
	xb_incomplete_json(out, results->incomplete, results->nincomplete);
	add_expanded(out, results);
	if (results->suggestion)
		xb_json_member(out, "suggestion", xb_str(results->suggestion));
	else
		xb_buf_add_str(out, xb_str(",\"suggestion\":null"));
	if (!results->explanation)
		return;
	add_words(out, results);
	xb_json_member(out, "explanation", xb_str(results->explanation));
}

static void
add_count(struct xb_buf *out, const char *name, uint64_t count)
{
	xb_json_key(out, name);
	xb_buf_printf(out, "%" PRIu64, count);
}

static void
add_facet(struct xb_buf *out, const xabar_facet *facet)
{
	xb_json_key(out, facet->field);
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < facet->nvalues; i++) {
		xb_json_comma(out);
		xb_buf_add_char(out, '{');
		xb_json_member(out, "value", xb_str(facet->values[i].value));
		add_count(out, "count", facet->values[i].count);
		xb_buf_add_char(out, '}');
	}
	xb_buf_add_char(out, ']');
}

/* How many values there are, shown or not, and what has none. */
static void
add_facet_total(struct xb_buf *out, const xabar_facet *facet)
{
	xb_json_key(out, facet->field);
	xb_buf_add_char(out, '{');
	add_count(out, "values", facet->distinct);
	add_count(out, "without", facet->without);
	xb_buf_add_char(out, '}');
}

static void
add_facets(struct xb_buf *out, const xabar_results *results, const char *name,
           void (*add)(struct xb_buf *out, const xabar_facet *facet))
{
	if (!results->nfacets)
		return;
	xb_json_key(out, name);
	xb_buf_add_char(out, '{');
	for (size_t i = 0; i < results->nfacets; i++)
		add(out, &results->facets[i]);
	xb_buf_add_char(out, '}');
}

static void
add_bucket(struct xb_buf *out, const xabar_bucket *bucket)
{
	xb_buf_add_char(out, '{');
	xb_json_member(out, "key", xb_str(bucket->key ? bucket->key : ""));
	add_count(out, "count", bucket->count);
	add_count(out, "of", bucket->of);
	xb_buf_add_char(out, '}');
}

static void
add_histogram(struct xb_buf *out, const xabar_histogram *histogram)
{
	if (!histogram)
		return;
	xb_json_key(out, "histogram");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < histogram->nbuckets; i++) {
		xb_json_comma(out);
		add_bucket(out, &histogram->buckets[i]);
	}
	xb_buf_add_char(out, ']');
	xb_json_key(out, "undated");
	add_bucket(out, &histogram->undated);
}

xabar_status
xb_render_json(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const struct xb_hit_field *fields[XB_HIT_FIELDS_MAX];
	const xabar_hit *hit;
	size_t n;
	xabar_status status = xb_hit_fields(fields, &n, rendering->fields, err);

	if (status != XABAR_OK)
		return status;
	add_head(&out->buf, results);
	xb_buf_add_str(&out->buf, xb_str(",\"hits\":["));
	while ((hit = xb_render_next(out))) {
		xb_buf_add_str(&out->buf, xb_str(out->next > 1 ? ",{" : "{"));
		add_hit(&out->buf, fields, n, hit);
		xb_buf_add_char(&out->buf, '}');
	}
	xb_buf_add_char(&out->buf, ']');
	add_facets(&out->buf, results, "facets", add_facet);
	add_facets(&out->buf, results, "facet_totals", add_facet_total);
	add_histogram(&out->buf, results->histogram);
	xb_buf_add_str(&out->buf, xb_str("}\n"));
	return XABAR_OK;
}

/* A value as a line of its own, or a bucket. */
static void
add_sum(struct xb_buf *out, const struct xb_sum *sum)
{
	xb_buf_add_char(out, '{');
	xb_json_member(out, sum->dated ? "histogram" : "facet", xb_str(sum->name));
	xb_json_member(out, sum->dated ? "key" : "value", xb_str(sum->value));
	add_count(out, "count", sum->count);
	if (sum->dated)
		add_count(out, "of", sum->of);
	xb_buf_add_str(out, xb_str("}\n"));
}

xabar_status
xb_render_jsonl(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering,
                xabar_error *err)
{
	const struct xb_hit_field *fields[XB_HIT_FIELDS_MAX];
	const xabar_hit *hit;
	size_t n;
	xabar_status status = xb_hit_fields(fields, &n, rendering->fields, err);

	if (rendering->sums) {
		xb_render_sums(out, results, add_sum);
		return status;
	}
	while (status == XABAR_OK && (hit = xb_render_next(out))) {
		xb_buf_add_char(&out->buf, '{');
		if (rendering->topic)
			xb_json_member(&out->buf, "topic", xb_str(rendering->topic));
		if (results->alert) {
			xb_json_member(&out->buf, "alert", xb_str(results->alert));
			xb_json_member(&out->buf, "told", xb_str(hit->told));
		}
		add_hit(&out->buf, fields, n, hit);
		xb_buf_add_str(&out->buf, xb_str("}\n"));
	}
	return status;
}
