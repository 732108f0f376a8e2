/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render_layout.h"

#include <utf8proc.h>

#include "text/unicode.h"

#define FSI "\xe2\x81\xa8" /* U+2068, U+2069 */
#define PDI "\xe2\x81\xa9"

/* What moves the order of the text around it: embeddings, overrides and isolates. */
static bool
is_bidi_control(uint32_t cp)
{
	return (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

/* Whether the text could turn its neighbours round. */
static bool
has_rtl(const char *text)
{
	const char *p = text, *end = text + strlen(text);

	while (p < end) {
		uint32_t cp = xb_utf8_next(&p, end);
		unsigned script = xb_char(cp)->script;

		if (script == XB_SCRIPT_ARABIC || script == XB_SCRIPT_HEBREW || is_bidi_control(cp))
			return true;
	}
	return false;
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

static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

static unsigned
char_width(uint32_t cp)
{
	int width = is_control(cp) ? 1 : is_bidi_control(cp) ? 0 : utf8proc_charwidth((utf8proc_int32_t)cp);

	return width > 0 ? (unsigned)width : 0;
}

unsigned
xb_layout_width(struct xb_str s)
{
	const char *p = s.ptr, *end = s.ptr + s.len;
	unsigned columns = 0;

	while (p < end)
		columns += char_width(xb_utf8_next(&p, end));
	return columns;
}

static void
isolate(struct xb_layout *layout, bool on)
{
	if (layout->isolated != on)
		xb_buf_add_str(layout->out, xb_str(on ? FSI : PDI));
	layout->isolated = on;
}

void
xb_layout_begin(struct xb_layout *layout, const char *beginning)
{
	if (beginning)
		xb_buf_add_str(layout->out, xb_str(beginning));
	else
		xb_buf_printf(layout->out, "%*s", (int)layout->indent, "");
	layout->column = beginning ? xb_layout_width(xb_str(beginning)) : layout->indent;
	layout->fresh = true;
}

/* An isolate ends with its line (UAX #9, L1), and begins anew on the next. */
static void
next_line(struct xb_layout *layout)
{
	const bool isolated = layout->isolated;

	isolate(layout, false);
	xb_buf_add_char(layout->out, '\n');
	xb_layout_begin(layout, NULL);
	isolate(layout, isolated);
}

void
xb_layout_end(struct xb_layout *layout)
{
	isolate(layout, false);
	xb_buf_add_char(layout->out, '\n');
}

static void
add_char(struct xb_layout *layout, const char *bytes, size_t len, uint32_t cp)
{
	unsigned width = char_width(cp);

	if (layout->columns && !layout->fresh && layout->column + width > layout->columns)
		next_line(layout);
	if (is_control(cp))
		xb_buf_add_str(layout->out, xb_str("\xef\xbf\xbd"));
	else
		xb_buf_add(layout->out, bytes, len);
	layout->column += width;
	layout->fresh = false;
}

/* The marks that begin or end at byte `at` of the text; `next` is the one that did not end yet. */
static void
add_edges(struct xb_layout *layout, const xabar_text *text, size_t *next, size_t at, const char *base, bool ends)
{
	if (*next < text->nmarks && text->marks[*next].end == at) {
		xb_buf_printf(layout->out, "%s%s", layout->mark_end, base);
		++*next;
	}
	if (!ends && *next < text->nmarks && text->marks[*next].begin == at)
		xb_buf_add_str(layout->out, xb_str(layout->mark));
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Before a word: a space, or the next line. */
static void
add_space(struct xb_layout *layout, unsigned width)
{
	if (layout->fresh)
		return;
	if (layout->columns && layout->column + 1 + width > layout->columns) {
		next_line(layout);
		return;
	}
	xb_buf_add_char(layout->out, ' ');
	layout->column++;
}

static void
add_words(struct xb_layout *layout, const xabar_text *text, const char *base)
{
	const char *p = text->text, *end = p + strlen(p);
	bool between = false;
	size_t mark = 0;

	while (p < end) {
		const char *word = p;

		for (; p < end && is_space(*p); p++)
			add_edges(layout, text, &mark, (size_t)(p - text->text), base, true);
		between |= p > word;
		if (between) {
			size_t len = strcspn(p, " \n\t\r");

			add_space(layout, xb_layout_width(xb_strn(p, len)));
			between = false;
		}
		for (word = p; p < end && !is_space(*p); word = p) {
			uint32_t cp;

			add_edges(layout, text, &mark, (size_t)(p - text->text), base, false);
			cp = xb_utf8_next(&p, end);
			add_char(layout, word, (size_t)(p - word), cp);
		}
	}
	add_edges(layout, text, &mark, (size_t)(end - text->text), base, true);
}

void
xb_layout_text(struct xb_layout *layout, const xabar_text *text, const char *base)
{
	isolate(layout, layout->isolates && has_rtl(text->text));
	xb_buf_add_str(layout->out, xb_str(base));
	add_words(layout, text, base);
	xb_buf_add_str(layout->out, xb_str(*base ? layout->style->end : ""));
	isolate(layout, false);
}

void
xb_layout_piece(struct xb_layout *layout, const char *separator, const char *text, const char *after)
{
	const xabar_text piece = { .text = text }, rest = { .text = after };
	unsigned between = xb_layout_width(xb_str(separator)), width = xb_layout_width(xb_str(text)) + xb_layout_width(xb_str(after));

	if (!layout->fresh) {
		if (layout->columns && layout->column + between + width > layout->columns) {
			next_line(layout);
		} else {
			xb_buf_add_str(layout->out, xb_str(separator));
			layout->column += between;
		}
	}
	xb_layout_text(layout, &piece, "");
	add_words(layout, &rest, "");
}
