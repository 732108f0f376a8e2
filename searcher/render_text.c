/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_text.c - results for people. */
#include <inttypes.h>
#include <stdio.h>

#include "render_layout.h"

#define INDENT 4
#define SEPARATOR " \xc2\xb7 "

/* On a narrower terminal every column counts. */
#define NARROW 40
#define NARROW_INDENT 2

/* The header of a whole dispatch. */
#define WHOLE_FIELDS "id,title,date,source,section,byline,place,lang,url,tags,status,version,replaces,embargo," \
                     "updated"

static const struct xb_style plain = { "", "", "", "" };
static const struct xb_style coloured = { "\033[1m", "\033[2m", "\033[1;33m", "\033[0m" };

/* The rank, and the headline, what matched of it in colour. */
static void
add_headline(struct xb_layout *layout, const xabar_hit *hit, bool colour)
{
	const xabar_text unmarked = { .text = hit->headline ? hit->headline : "(no text)" };
	char rank[32];

	snprintf(rank, sizeof(rank), "%*" PRIu64 ". ", (int)layout->indent - 2, hit->rank);
	xb_layout_begin(layout, rank);
	xb_layout_text(layout, colour && hit->marked_headline.text ? &hit->marked_headline : &unmarked, layout->style->headline);
	xb_layout_end(layout);
}

/* A line of what there is of n parts, dim. */
static void
add_parts(struct xb_layout *layout, const char *const *parts, size_t n)
{
	xb_layout_begin(layout, NULL);
	xb_buf_add_str(layout->out, xb_str(layout->style->dim));
	for (size_t i = 0; i < n; i++)
		if (parts[i])
			xb_layout_piece(layout, SEPARATOR, parts[i], "");
	xb_buf_add_str(layout->out, xb_str(layout->style->end));
	xb_layout_end(layout);
}

/* Date · source · section · place · language. */
static void
add_origin(struct xb_layout *layout, const xabar_hit *hit)
{
	const bool usual = !hit->status || strcmp(hit->status, "usable") == 0;
	const bool embargo = hit->hidden && strcmp(hit->hidden, "embargo") == 0;
	const bool updated = hit->told && strcmp(hit->told, "updated") == 0;
	const char *const parts[] = { updated ? hit->told : NULL, usual ? NULL : hit->status, embargo ? "embargo" : NULL,
	                              embargo ? hit->embargo : NULL, hit->date, hit->source, hit->section, hit->byline, hit->place,
	                              hit->lang, hit->id };

	add_parts(layout, parts, sizeof(parts) / sizeof(*parts));
}

static void
add_terms(struct xb_layout *layout, const xabar_hit *hit)
{
	for (size_t i = 0; i < hit->nterms; i++)
		xb_buf_printf(layout->out, "%*s%s: %" PRIu32 " here, in %" PRIu64 " dispatches\n", INDENT, "",
		              hit->terms[i].term, hit->terms[i].occurrences, hit->terms[i].documents);
	if (hit->length)
		xb_buf_printf(layout->out, "%*s(length %" PRIu64 ")\n", INDENT, "", hit->length);
}

/* One line of a copy: when, who, what. */
static void
add_copy(struct xb_layout *layout, const xabar_copy *copy)
{
	const char *const parts[] = { copy->date, copy->source, copy->title, copy->id, copy->same ? "the same text" : NULL };

	add_parts(layout, parts, sizeof(parts) / sizeof(*parts));
}

/* What was folded into a hit. */
static void
add_copies(struct xb_layout *layout, const xabar_hit *hit)
{
	char line[96], same[48] = "";
	const xabar_text text = { .text = line };

	if (!hit->similar)
		return;
	if (hit->identical == hit->similar)
		snprintf(same, sizeof(same), " of the same text");
	else if (hit->identical)
		snprintf(same, sizeof(same), ", %" PRIu64 " of the same text", hit->identical);
	snprintf(line, sizeof(line), "+ %" PRIu64 " near-cop%s%s", hit->similar, hit->similar == 1 ? "y" : "ies", same);
	xb_layout_begin(layout, NULL);
	xb_layout_text(layout, &text, "");
	xb_layout_end(layout);
	layout->indent += 2;
	for (size_t i = 0; i < hit->ncopies; i++)
		add_copy(layout, &hit->copies[i]);
	layout->indent -= 2;
}

static void
add_hit(struct xb_layout *layout, const xabar_hit *hit, bool colour)
{
	add_headline(layout, hit, colour);
	add_origin(layout, hit);
	if (hit->snippet.text) {
		xb_layout_begin(layout, NULL);
		xb_layout_text(layout, &hit->snippet, "");
		xb_layout_end(layout);
	}
	add_copies(layout, hit);
	add_terms(layout, hit);
	xb_buf_add_char(layout->out, '\n');
}

/* Variants of a word that are shown; the others are counted. */
#define VARIANTS_SHOWN 6

/* What else was searched for: also: aliyev → əliyev, алиев (+9) */
static void
add_expanded(struct xb_layout *layout, const xabar_results *results)
{
	if (!results->nexpanded)
		return;
	xb_buf_add_str(layout->out, xb_str(layout->style->dim));
	xb_layout_begin(layout, "also:");
	layout->fresh = false;
	for (size_t i = 0; i < results->nexpanded; i++) {
		const xabar_expansion *expansion = &results->expanded[i];
		const size_t n = expansion->nvariants, shown = n < VARIANTS_SHOWN ? n : VARIANTS_SHOWN;
		const char *end = i + 1 < results->nexpanded ? ";" : "";
		char more[32];

		xb_layout_piece(layout, " ", expansion->word, " \xe2\x86\x92");
		for (size_t k = 0; k < shown; k++)
			xb_layout_piece(layout, " ", expansion->variants[k].term, k + 1 < shown ? "," : shown == n ? end : "");
		snprintf(more, sizeof(more), "(+%zu)", n - shown);
		if (shown < n)
			xb_layout_piece(layout, " ", more, end);
	}
	xb_buf_add_str(layout->out, xb_str(layout->style->end));
	xb_layout_end(layout);
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
add_line(struct xb_layout *layout, const char *beginning, const char *line)
{
	const xabar_text text = { .text = line };

	xb_layout_begin(layout, beginning);
	xb_layout_text(layout, &text, "");
	xb_layout_end(layout);
}

/* How many, in how many, how fast. */
static void
add_totals(struct xb_layout *layout, const xabar_results *results)
{
	const char *const as_of = results->as_of ? " as of " : "", *const date = results->as_of ? results->as_of : "";
	char line[192];

	if (!results->total)
		snprintf(line, sizeof(line), "nothing found in %" PRIu64 " dispatches%s%s (%.1f ms)", results->of, as_of, date,
		         results->took_ms);
	else
		snprintf(line, sizeof(line), "%s%" PRIu64 " of %" PRIu64 " dispatches%s%s (%.1f ms)", results->exact ? "" : "about ",
		         results->total, results->of, as_of, date, results->took_ms);
	add_line(layout, "", line);
	if (!results->hidden)
		return;
	snprintf(line, sizeof(line), "%" PRIu64 " killed, withheld or embargoed: --all shows %s", results->hidden,
	         results->hidden == 1 ? "it" : "them");
	xb_buf_add_str(layout->out, xb_str(layout->style->dim));
	add_line(layout, "", line);
	xb_buf_add_str(layout->out, xb_str(layout->style->end));
}

static void
add_head(struct xb_layout *layout, const xabar_results *results)
{
	struct xb_buf *out = layout->out;

	add_totals(layout, results);
	if (!results->explanation)
		add_expanded(layout, results);
	if (results->suggestion)
		add_line(layout, "did you mean: ", results->suggestion);
	for (size_t i = 0; i < results->nwords; i++)
		add_explained(out, &results->words[i]);
	if (results->explanation)
		xb_buf_printf(out, "%s\n", results->explanation);
	xb_buf_add_char(out, '\n');
}

/* What versions there are, a line each. */
static void
add_versions(struct xb_layout *layout, const xabar_results *results)
{
	char line[64];

	snprintf(line, sizeof(line), "%zu versions, the newest first", results->nhits);
	add_line(layout, "", line);
	for (size_t i = 0; i < results->nhits; i++) {
		const xabar_hit *hit = &results->hits[i];
		const char *const parts[] = { hit->version, hit->updated ? hit->updated : hit->date, hit->status, hit->headline };

		snprintf(line, sizeof(line), "%2" PRIu64 ". ", hit->rank);
		xb_layout_begin(layout, line);
		for (size_t k = 0; k < sizeof(parts) / sizeof(*parts); k++)
			if (parts[k])
				xb_layout_piece(layout, SEPARATOR, parts[k], "");
		xb_layout_end(layout);
	}
	xb_buf_add_char(layout->out, '\n');
}

/* Above the first news of an alert: its name, what it asks for, and how many there are. */
static void
add_alert(struct xb_layout *layout, const xabar_results *results)
{
	const struct xb_style *style = layout->style;

	if (results->nhits && results->hits[0].rank == 1)
		xb_buf_printf(layout->out, "%s%s%s" SEPARATOR "%s" SEPARATOR "%" PRIu64 " new\n\n", style->headline, results->alert, style->end,
		              results->query, results->total);
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
	const bool narrow = rendering->columns && rendering->columns < NARROW;
	struct xb_layout layout = { .out = &out->buf, .style = rendering->colour ? &coloured : &plain, .columns = rendering->columns,
	                            .mark = rendering->colour ? coloured.mark : "*", .mark_end = rendering->colour ? coloured.end : "*",
	                            .indent = narrow ? NARROW_INDENT : INDENT, .isolates = rendering->colour || rendering->columns };
	const struct xb_hit_field *fields[XB_HIT_FIELDS_MAX];
	const xabar_hit *hit;
	size_t n;
	xabar_status status = xb_hit_fields(fields, &n, WHOLE_FIELDS, err);

	if (rendering->sums)
		xb_buf_printf(&out->buf, "%" PRIu64 "\n\n", results->total);
	else if (results->alert)
		add_alert(&layout, results);
	else if (!rendering->whole)
		add_head(&layout, results);
	else if (results->nhits > 1)
		add_versions(&layout, results);
	while ((hit = xb_render_next(out))) {
		if (rendering->whole && results->nhits > 1)
			xb_buf_printf(&out->buf, "%s%2" PRIu64 ".\n", hit->rank > 1 ? "\n" : "", hit->rank);
		if (rendering->whole)
			add_whole(&out->buf, fields, n, hit);
		else
			add_hit(&layout, hit, rendering->colour);
	}
	xb_render_bars(&out->buf, results, rendering);
	return status;
}
