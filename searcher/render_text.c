/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_text.c - results for people. */
#include <inttypes.h>
#include <utf8proc.h>

#include "render.h"
#include "text/unicode.h"

#define INDENT 4

/* The header of a whole dispatch. */
#define WHOLE_FIELDS "id,title,date,source,section,byline,place,lang,url,tags,status,version,replaces,embargo," \
                     "updated"

/* SGR (ECMA-48): what begins and ends a style; asterisks where there is no colour. */
struct style {
	const char *headline, *mark, *dim, *end, *mark_end;
};
static const struct style plain = { "", "*", "", "", "*" };
static const struct style coloured = { "\033[1m", "\033[1;33m", "\033[2m", "\033[0m", "\033[0m" };

/* What is being laid out: words are put on a line until it is full. */
struct layout {
	struct xb_buf *out;
	const struct style *style;
	unsigned columns; /* 0: no wrapping */
	unsigned column;
};

/* Columns that a text takes on a terminal. */
static unsigned
width(struct xb_str s)
{
	const char *p = s.ptr, *end = s.ptr + s.len;
	unsigned columns = 0;

	while (p < end)
		columns += (unsigned)utf8proc_charwidth((utf8proc_int32_t)xb_utf8_next(&p, end));
	return columns;
}

bool
xb_text_is_right_to_left(const char *text)
{
	const char *p = text, *end = text + strlen(text);

	while (p < end) {
		unsigned script = xb_char(xb_utf8_next(&p, end))->script;

		if (script != XB_SCRIPT_COMMON)
			return script == XB_SCRIPT_ARABIC || script == XB_SCRIPT_HEBREW;
	}
	return false;
}

static void
begin_line(struct layout *layout)
{
	xb_buf_printf(layout->out, "%*s", INDENT, "");
	layout->column = INDENT;
}

/* Where the next mark begins or ends, as the text is walked. */
struct marking {
	const xabar_text *text;
	size_t next;
	bool inside;
};

/* One word of the text, from byte `from` to `to`, with the marks that begin or end within. */
static void
add_word(struct layout *layout, struct marking *m, size_t from, size_t to)
{
	const xabar_text *t = m->text;

	while (from < to || (m->inside && t->marks[m->next].end == to)) {
		size_t edge = m->next >= t->nmarks ? to : m->inside ? t->marks[m->next].end : t->marks[m->next].begin;
		size_t stop = edge < to ? edge : to;

		xb_buf_add(layout->out, t->text + from, stop - from);
		from = stop;
		if (m->next >= t->nmarks || edge > stop || (edge == to && !m->inside))
			break;
		xb_buf_add_str(layout->out, xb_str(m->inside ? layout->style->mark_end : layout->style->mark));
		m->next += m->inside;
		m->inside = !m->inside;
	}
}

/* A marked text, wrapped. */
static void
add_marked(struct layout *layout, const xabar_text *text)
{
	const size_t len = strlen(text->text);
	struct marking marking = { .text = text };
	size_t at = 0;

	begin_line(layout);
	while (at < len) {
		size_t word = strcspn(text->text + at, " ");
		unsigned columns = width(xb_strn(text->text + at, word));

		if (layout->columns && layout->column > INDENT && layout->column + 1 + columns > layout->columns) {
			xb_buf_add_char(layout->out, '\n');
			begin_line(layout);
		} else if (layout->column > INDENT) {
			xb_buf_add_char(layout->out, ' ');
			layout->column++;
		}
		add_word(layout, &marking, at, at + word);
		layout->column += columns;
		at += word + (at + word < len);
	}
	xb_buf_add_char(layout->out, '\n');
}

/* Date · source · section · place · language. */
static void
add_origin(struct layout *layout, const xabar_hit *hit)
{
	const bool usual = !hit->status || strcmp(hit->status, "usable") == 0;
	const char *const parts[] = { usual ? NULL : hit->status, hit->date, hit->source, hit->section, hit->byline,
	                              hit->place, hit->lang };
	bool first = true;

	xb_buf_printf(layout->out, "%*s%s", INDENT, "", layout->style->dim);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (!parts[i])
			continue;
		xb_buf_printf(layout->out, "%s%s", first ? "" : " · ", parts[i]);
		first = false;
	}
	xb_buf_printf(layout->out, "%s%s%s\n", first ? "" : " · ", hit->id, layout->style->end);
}

static void
add_terms(struct layout *layout, const xabar_hit *hit)
{
	for (size_t i = 0; i < hit->nterms; i++)
		xb_buf_printf(layout->out, "%*s%s: %" PRIu32 " here, in %" PRIu64 " dispatches\n", INDENT, "",
		              hit->terms[i].term, hit->terms[i].occurrences, hit->terms[i].documents);
	if (hit->length)
		xb_buf_printf(layout->out, "%*s(length %" PRIu64 ")\n", INDENT, "", hit->length);
}

static void
add_hit(struct layout *layout, const xabar_hit *hit, bool isolate)
{
	const char *headline = hit->headline ? hit->headline : "(no text)";

	/* On a terminal, isolates (UAX #9) keep the number in its place beside right-to-left text. */
	isolate = isolate && xb_text_is_right_to_left(headline);
	xb_buf_printf(layout->out, "%2" PRIu64 ". %s%s%s%s%s\n", hit->rank, layout->style->headline,
	              isolate ? "\xe2\x81\xa8" : "", headline, isolate ? "\xe2\x81\xa9" : "", layout->style->end);
	add_origin(layout, hit);
	if (hit->snippet.text)
		add_marked(layout, &hit->snippet);
	add_terms(layout, hit);
	xb_buf_add_char(layout->out, '\n');
}

/* Variants of a word that are shown; the others are counted. */
#define VARIANTS_SHOWN 6

/* What else was searched for, on one line: also: aliyev → əliyev, алиев (+9) */
static void
add_expanded(struct xb_buf *out, const struct style *style, const xabar_results *results)
{
	if (!results->nexpanded)
		return;
	xb_buf_printf(out, "%salso: ", style->dim);
	for (size_t i = 0; i < results->nexpanded; i++) {
		const xabar_expansion *expansion = &results->expanded[i];

		xb_buf_printf(out, "%s%s →", i ? "; " : "", expansion->word);
		for (size_t k = 0; k < expansion->nvariants && k < VARIANTS_SHOWN; k++)
			xb_buf_printf(out, "%s %s", k ? "," : "", expansion->variants[k].term);
		if (expansion->nvariants > VARIANTS_SHOWN)
			xb_buf_printf(out, " (+%zu)", expansion->nvariants - VARIANTS_SHOWN);
	}
	xb_buf_printf(out, "%s\n", style->end);
}

/* Why a variant was searched for, after its name. */
static const struct {
	const char *why, *text;
} reasons[] = {
	{ "marks", "the same but for marks" },
	{ "alphabet", "the same in Latin letters" },
	{ "name", "the same name" },
	{ "alias", "another name of the same" },
	{ "pattern", "it fits" },
	{ "similar", "similar" },
};

static const char *
reason_of(const xabar_variant *variant)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (strcmp(reasons[i].why, variant->why) == 0)
			return reasons[i].text;
	return variant->why;
}

/* How a word was searched for: what each line is, then it. */
static void
add_explained(struct xb_buf *out, const xabar_word *word)
{
	xb_buf_printf(out, "%s%s%s\n", word->field ? word->field : "", word->field ? ":" : "", word->text);
	for (size_t i = 0; i < word->nforms; i++)
		xb_buf_printf(out, "%s%s", i ? ", " : "    folded    ", word->forms[i]);
	xb_buf_add_str(out, xb_str(word->nforms ? "\n" : ""));
	for (size_t i = 0; i < word->nstems; i++)
		xb_buf_printf(out, "%s%s (%s)", i ? ", " : "    stem      ", word->stems[i].stem, word->stems[i].langs);
	xb_buf_add_str(out, xb_str(word->nstems ? "\n" : ""));
	if (word->fitting)
		xb_buf_printf(out, "    fits      %" PRIu64 " words\n", word->fitting);
	for (size_t i = 0; i < word->nvariants; i++) {
		const xabar_variant *variant = &word->variants[i];

		xb_buf_printf(out, "    %.2f      %s%s: %s, in %" PRIu64 " dispatches\n", variant->weight,
		              variant->stem ? "stem " : "", variant->term, reason_of(variant), variant->documents);
	}
}

static void
add_head(struct xb_buf *out, const struct style *style, const xabar_results *results)
{
	if (!results->total)
		xb_buf_printf(out, "nothing found in %" PRIu64 " dispatches", results->of);
	else
		xb_buf_printf(out, "%s%" PRIu64 " of %" PRIu64 " dispatches", results->exact ? "" : "about ", results->total,
		              results->of);
	xb_buf_printf(out, " (%.1f ms)\n", results->took_ms);
	if (!results->explanation)
		add_expanded(out, style, results);
	for (size_t i = 0; i < results->nwords; i++)
		add_explained(out, &results->words[i]);
	if (results->explanation)
		xb_buf_printf(out, "%s\n", results->explanation);
	xb_buf_add_char(out, '\n');
}

/* One whole dispatch, in the form that xabar-index reads as plain text. */
static void
add_whole(struct xb_buf *out, const struct xb_hit_field *const *fields, size_t n, const xabar_hit *hit)
{
	for (size_t i = 0; i < n; i++) {
		size_t before = out->len, empty;

		xb_buf_printf(out, "%s: ", fields[i]->name);
		empty = out->len;
		xb_hit_field_text(out, fields[i], hit);
		if (out->len == empty)
			out->len = before;
		else
			xb_buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < hit->nextras; i++)
		xb_buf_printf(out, "%s: %s\n", hit->extras[i].name, hit->extras[i].value);
	xb_buf_printf(out, "\n%s\n", hit->body ? hit->body : "");
}

xabar_status
xb_render_text(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	struct layout layout = { .out = &out->buf, .style = rendering->colour ? &coloured : &plain,
	                         .columns = rendering->columns };
	const struct xb_hit_field *fields[XB_HIT_FIELDS_MAX];
	const xabar_hit *hit;
	size_t n;
	xabar_status status = xb_hit_fields(fields, &n, WHOLE_FIELDS, err);

	if (rendering->sums)
		xb_buf_printf(&out->buf, "%" PRIu64 "\n\n", results->total);
	else if (!rendering->whole)
		add_head(&out->buf, layout.style, results);
	while ((hit = xb_render_next(out)))
		if (rendering->whole)
			add_whole(&out->buf, fields, n, hit);
		else
			add_hit(&layout, hit, rendering->colour);
	xb_render_bars(&out->buf, results, rendering);
	return status;
}
