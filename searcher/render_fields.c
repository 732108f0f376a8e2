/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_fields.c - the fields of a hit, by name: what CSV, JSON Lines and JSON print of one. */
#include <inttypes.h>

#include "json.h"
#include "render.h"

static void
add_rank(struct xb_buf *out, const xabar_hit *hit)
{
	xb_buf_printf(out, "%" PRIu64, hit->rank);
}

static void
add_score(struct xb_buf *out, const xabar_hit *hit)
{
	if (!hit->told) /* news is not ranked */
		xb_buf_printf(out, "%.6g", hit->score);
}

static void
add_tags(struct xb_buf *out, const xabar_hit *hit)
{
	for (size_t i = 0; i < hit->ntags; i++) {
		if (i)
			xb_buf_add_str(out, xb_str(", "));
		xb_buf_add_str(out, xb_str(hit->tags[i]));
	}
}

static void
add_tags_json(struct xb_buf *out, const xabar_hit *hit)
{
	if (!hit->ntags)
		return;
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < hit->ntags; i++) {
		xb_json_comma(out);
		xb_json_string(out, xb_str(hit->tags[i]));
	}
	xb_buf_add_char(out, ']');
}

static void
add_snippet(struct xb_buf *out, const xabar_hit *hit)
{
	if (hit->snippet.text)
		xb_buf_add_str(out, xb_str(hit->snippet.text));
}

static void
add_snippet_json(struct xb_buf *out, const xabar_hit *hit)
{
	if (!hit->snippet.text)
		return;
	xb_buf_add_char(out, '{');
	xb_json_member(out, "text", xb_str(hit->snippet.text));
	xb_json_key(out, "marks");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < hit->snippet.nmarks; i++) {
		xb_json_comma(out);
		xb_buf_printf(out, "[%" PRIu32 ",%" PRIu32 "]", hit->snippet.marks[i].begin, hit->snippet.marks[i].end);
	}
	xb_buf_add_str(out, xb_str("]}"));
}

/* An array of pairs, since a name may come more than once. */
static void
add_extras_json(struct xb_buf *out, const xabar_hit *hit)
{
	if (!hit->nextras)
		return;
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < hit->nextras; i++) {
		xb_json_comma(out);
		xb_buf_add_char(out, '[');
		xb_json_string(out, xb_str(hit->extras[i].name));
		xb_buf_add_char(out, ',');
		xb_json_string(out, xb_str(hit->extras[i].value));
		xb_buf_add_char(out, ']');
	}
	xb_buf_add_char(out, ']');
}

static void
add_extras(struct xb_buf *out, const xabar_hit *hit)
{
	for (size_t i = 0; i < hit->nextras; i++)
		xb_buf_printf(out, "%s%s: %s", i ? "; " : "", hit->extras[i].name, hit->extras[i].value);
}

/* For --explain: each term with its occurrences in the hit and the documents that have it. */
static void
add_terms_json(struct xb_buf *out, const xabar_hit *hit)
{
	if (!hit->nterms)
		return;
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < hit->nterms; i++) {
		xb_json_comma(out);
		xb_buf_add_char(out, '{');
		xb_json_member(out, "term", xb_str(hit->terms[i].term));
		xb_buf_printf(out, ",\"occurrences\":%" PRIu32 ",\"documents\":%" PRIu64 "}", hit->terms[i].occurrences,
		              hit->terms[i].documents);
	}
	xb_buf_add_char(out, ']');
}

static void
add_terms(struct xb_buf *out, const xabar_hit *hit)
{
	for (size_t i = 0; i < hit->nterms; i++)
		xb_buf_printf(out, "%s%s", i ? " " : "", hit->terms[i].term);
}

static void
add_length(struct xb_buf *out, const xabar_hit *hit)
{
	if (hit->length)
		xb_buf_printf(out, "%" PRIu64, hit->length);
}

static void
add_replaced(struct xb_buf *out, const xabar_hit *hit)
{
	if (hit->charset)
		xb_buf_printf(out, "%" PRIu64, hit->replaced);
}

static void
add_lang_margin(struct xb_buf *out, const xabar_hit *hit)
{
	if (hit->lang_margin)
		xb_buf_printf(out, "%u", hit->lang_margin);
}

static void
add_similar(struct xb_buf *out, const xabar_hit *hit)
{
	if (hit->similar)
		xb_buf_printf(out, "%" PRIu64, hit->similar);
}

static void
add_identical(struct xb_buf *out, const xabar_hit *hit)
{
	if (hit->identical)
		xb_buf_printf(out, "%" PRIu64, hit->identical);
}

static void
add_copies(struct xb_buf *out, const xabar_hit *hit)
{
	for (size_t i = 0; i < hit->ncopies; i++)
		xb_buf_printf(out, "%s%s", i ? " " : "", hit->copies[i].id);
}

void
xb_copy_json(struct xb_buf *out, const xabar_copy *copy)
{
	xb_json_member(out, "id", xb_str(copy->id));
	xb_json_member(out, "date", xb_str(copy->date ? copy->date : ""));
	xb_json_member(out, "source", xb_str(copy->source ? copy->source : ""));
	xb_json_member(out, "title", xb_str(copy->title ? copy->title : ""));
	xb_json_key(out, "same");
	xb_buf_add_str(out, xb_str(copy->same ? "true" : "false"));
}

static void
add_copies_json(struct xb_buf *out, const xabar_hit *hit)
{
	if (!hit->ncopies)
		return;
	xb_buf_add_char(out, '[');
	for (size_t i = 0; i < hit->ncopies; i++) {
		xb_json_comma(out);
		xb_buf_add_char(out, '{');
		xb_copy_json(out, &hit->copies[i]);
		xb_buf_add_char(out, '}');
	}
	xb_buf_add_char(out, ']');
}

#define STRING(name) { #name, offsetof(xabar_hit, name), NULL, NULL }

/* In the order of the JSON, which has the first `USUAL` unless others are named. */
static const struct xb_hit_field fields[] = {
	{ "rank", 0, add_rank, add_rank },
	STRING(id),
	{ "score", 0, add_score, add_score },
	STRING(title),
	STRING(date),
	STRING(source),
	STRING(section),
	STRING(byline),
	STRING(place),
	STRING(lang),
	STRING(url),
	{ "tags", 0, add_tags, add_tags_json },
	STRING(status),
	STRING(version),
	STRING(replaces),
	STRING(embargo),
	STRING(updated),
	{ "snippet", 0, add_snippet, add_snippet_json },
	STRING(body),
	{ "extras", 0, add_extras, add_extras_json },
	{ "terms", 0, add_terms, add_terms_json },
	{ "length", 0, add_length, add_length },
	STRING(charset),
	STRING(charset_how),
	{ "replaced", 0, add_replaced, add_replaced },
	STRING(lang_declared),
	{ "lang_margin", 0, add_lang_margin, add_lang_margin },
	STRING(hidden),
	{ "similar", 0, add_similar, add_similar },
	{ "identical", 0, add_identical, add_identical },
	{ "copies", 0, add_copies, add_copies_json },
	STRING(headline),
};

#define USUAL 31

static const char *
string_of(const struct xb_hit_field *field, const xabar_hit *hit)
{
	return *(const char *const *)((const char *)hit + field->offset);
}

void
xb_hit_field_text(struct xb_buf *out, const struct xb_hit_field *field, const xabar_hit *hit)
{
	if (field->add)
		field->add(out, hit);
	else if (string_of(field, hit))
		xb_buf_add_str(out, xb_str(string_of(field, hit)));
}

void
xb_hit_field_json(struct xb_buf *out, const struct xb_hit_field *field, const xabar_hit *hit)
{
	size_t before = out->len, empty;

	if (!field->add_json) {
		if (string_of(field, hit))
			xb_json_member(out, field->name, xb_str(string_of(field, hit)));
		return;
	}
	xb_json_key(out, field->name);
	empty = out->len;
	field->add_json(out, hit);
	if (out->len == empty) /* absent: take the key back */
		out->len = before;
}

static const struct xb_hit_field *
find(struct xb_str name)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (xb_str_is(name, fields[i].name))
			return &fields[i];
	return NULL;
}

xabar_status
xb_hit_fields(const struct xb_hit_field *out[XB_HIT_FIELDS_MAX], size_t *n, const char *names, xabar_error *err)
{
	*n = 0;
	if (!names)
		for (size_t i = 0; i < USUAL; i++)
			out[(*n)++] = &fields[i];
	while (names && *n < XB_HIT_FIELDS_MAX) {
		size_t len = strcspn(names, ",");
		struct xb_str name = xb_str_trim(xb_strn(names, len));

		out[*n] = find(name);
		if (!out[(*n)++]) {
			xb_fail(err, XABAR_EINVAL, "a hit has no field '%.*s'", XB_STR_ARG(name));
			return xb_hint(err, XABAR_EINVAL, "there are rank id score title headline date source section byline "
			               "place lang url tags status version replaces embargo updated snippet body extras terms charset "
			               "charset_how replaced lang_declared lang_margin hidden similar identical copies");
		}
		names = names[len] ? names + len + 1 : NULL;
	}
	return XABAR_OK;
}
