/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_shown.h"

#include <stdlib.h>

#include "html_hints.h"
#include "html_text.h"

/* Steps within XB_HTML_BY_PAGE. */
#define STEP_TIME  0  /* <time datetime> */
#define STEP_HINT  10 /* by a class */
#define STEP_LABEL 20 /* "Author: ..." */
#define STEP_NEAR  30 /* a date alone in a block near the headline */

#define NEAR 8 /* blocks */

#define LINE_LETTERS_MAX 80

/* An element with more in it holds no name and no date: and elements nest, each with all of the next one's text. */
#define NODES_MAX 32

static struct xb_str
text_of(struct xb_html_facts *facts, const struct xb_html_layout *layout, uint32_t from, uint32_t to)
{
	struct xb_str text = { "", 0 };

	if (to - from <= NODES_MAX)
		text = xb_html_text(layout->tree, from, to, facts->arena);

	facts->full |= !text.ptr;
	return text.ptr ? text : (struct xb_str){ "", 0 };
}

static struct xb_str
attr_of(struct xb_html_facts *facts, const struct xb_html_node *node, const char *name)
{
	struct xb_str value = xb_html_value(xb_html_attr(node, name), facts->arena);

	facts->full |= !value.ptr;
	return value.ptr ? value : (struct xb_str){ "", 0 };
}

/* ---- Dates ---- */

/* "Published: Thursday, 18 May 2022, 10:54 | Views: 12" holds a date. */
static void
say_date(struct xb_html_facts *facts, int rank, struct xb_str text)
{
	const char *bar = memchr(text.ptr, '|', text.len);
	size_t digit;

	if (bar)
		text.len = (size_t)(bar - text.ptr);
	text = xb_str_trim(text);
	if (xb_html_letters(text) > LINE_LETTERS_MAX)
		return;
	xb_html_say(facts, XB_HTML_PUBLISHED, rank, text);
	digit = xb_html_digit(text);
	if (digit > 0 && digit < text.len)
		xb_html_say(facts, XB_HTML_PUBLISHED, rank + 1, xb_str_from(text, digit));
}

/* Of several dates the one nearest to the headline is the article's, rather below than above it: 0 to 8. */
static int
distance(const struct xb_html_layout *layout, uint32_t i)
{
	uint32_t title = layout->title < layout->n ? layout->blocks[layout->title].from : 0;
	uint32_t nodes = i > title ? i - title : 2 * (title - i);

	return nodes / 32 < 8 ? (int)(nodes / 32) : 8;
}

static void
say_time(struct xb_html_facts *facts, const struct xb_html_layout *layout, uint32_t i)
{
	const struct xb_html_node *node = &layout->tree->nodes[i];
	struct xb_str value = attr_of(facts, node, "datetime");
	int rank = XB_HTML_BY_PAGE + STEP_TIME + distance(layout, i);

	if (value.len)
		xb_html_say(facts, XB_HTML_PUBLISHED, rank, value);
	else
		say_date(facts, rank + 1, text_of(facts, layout, i, node->end));
}

/* ---- Names ---- */

static const char *const labels[] = {
	"Author:", "By ", "by ", "Müəllif:", "Muəllif:", "Yazar:", "Muhabir:", "Haber:", "Автор:", "Авторы:", "Текст:", "Муаллиф:",
	"Muallif:", "Авторы ", "نویسنده:", "نویسنده :", "خبرنگار:", "الكاتب:", "ავტორი:", "Հեղինակ՝", "Հեղինակ:",
};

/* What follows a label; .len 0 when there is none. */
static struct xb_str
after_label(struct xb_str text)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (xb_str_starts(text, labels[i]))
			return xb_str_trim(xb_str_from(text, strlen(labels[i])));
	return (struct xb_str){ "", 0 };
}

static void
say_name(struct xb_html_facts *facts, int rank, struct xb_str text)
{
	struct xb_str name = after_label(text);

	name = name.len ? name : text;
	if (xb_html_letters(name) <= LINE_LETTERS_MAX && xb_html_digit(name) == name.len)
		xb_html_say(facts, XB_HTML_BYLINE, rank, name);
}

/* ---- Elements ---- */

/* Properties of schema.org's microdata on what is shown. */
static const struct {
	const char *name;
	enum xb_html_fact fact;
} props[] = {
	{ "headline", XB_HTML_TITLE_FACT },        { "alternativeHeadline", XB_HTML_SUBTITLE },
	{ "datePublished", XB_HTML_PUBLISHED },    { "dateModified", XB_HTML_MODIFIED },
	{ "author", XB_HTML_BYLINE },              { "articleSection", XB_HTML_RUBRIC },
	{ "dateline", XB_HTML_PLACE },             { "description", XB_HTML_SUMMARY },
	{ "contentLocation", XB_HTML_PLACE },      { "keywords", XB_HTML_TAGS },
};

static void
say_prop(struct xb_html_facts *facts, const struct xb_html_layout *layout, uint32_t i, struct xb_str prop)
{
	const struct xb_html_node *node = &layout->tree->nodes[i];

	for (size_t p = 0; p < sizeof(props) / sizeof(*props); p++) {
		struct xb_str value;

		if (!xb_str_is_nocase(prop, props[p].name))
			continue;
		value = attr_of(facts, node, "content");
		if (!value.len)
			value = attr_of(facts, node, "datetime");
		if (!value.len)
			value = text_of(facts, layout, i, node->end);
		if (props[p].fact == XB_HTML_BYLINE)
			say_name(facts, XB_HTML_BY_MICRODATA, value);
		else
			xb_html_say(facts, props[p].fact, XB_HTML_BY_MICRODATA, value);
	}
}

static void
say_link(struct xb_html_facts *facts, const struct xb_html_layout *layout, uint32_t i)
{
	const struct xb_html_node *node = &layout->tree->nodes[i];
	struct xb_str rel = xb_html_attr(node, "rel");

	if (xb_str_is_nocase(rel, "tag"))
		xb_html_say(facts, XB_HTML_TAGS, XB_HTML_BY_PAGE, text_of(facts, layout, i, node->end));
	else if (xb_str_is_nocase(rel, "category tag") || xb_str_is_nocase(rel, "category"))
		xb_html_say(facts, XB_HTML_RUBRIC, XB_HTML_BY_PAGE, text_of(facts, layout, i, node->end));
}

static void
say_element(struct xb_html_facts *facts, const struct xb_html_layout *layout, uint32_t i)
{
	const struct xb_html_node *node = &layout->tree->nodes[i];
	uint8_t own = layout->hints[i] & (uint8_t)~layout->hints[node->parent];
	struct xb_str prop = node->tag == XB_HTML_META ? (struct xb_str){ "", 0 } : xb_html_attr(node, "itemprop");

	if (prop.len)
		say_prop(facts, layout, i, prop);
	if (node->tag == XB_HTML_TIME)
		say_time(facts, layout, i);
	else if (own & XB_HTML_HINT_DATE)
		say_date(facts, XB_HTML_BY_PAGE + STEP_HINT + distance(layout, i), text_of(facts, layout, i, node->end));
	if (own & XB_HTML_HINT_BYLINE && !prop.len)
		say_name(facts, XB_HTML_BY_PAGE + STEP_HINT, text_of(facts, layout, i, node->end));
}

/* Each line may be a date. */
static void
say_lines(struct xb_html_facts *facts, int rank, struct xb_str text)
{
	while (text.len) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end ? (size_t)(end - text.ptr) : text.len;
		struct xb_str line = { text.ptr, len };

		if (xb_html_digit(line) < line.len)
			say_date(facts, rank, line);
		text = xb_str_from(text, len < text.len ? len + 1 : len);
	}
}

/* Old pages have no classes: a line near the headline, or one with a label. */
static void
say_blocks(struct xb_html_facts *facts, const struct xb_html_layout *layout)
{
	for (size_t b = 0; b < layout->n; b++) {
		const struct xb_html_block *block = &layout->blocks[b];
		bool near = b + NEAR >= layout->title && b <= layout->title + NEAR && layout->title < layout->n;
		struct xb_str text, name;

		if (block->letters > LINE_LETTERS_MAX || block->hints & (XB_HTML_HINT_ASIDE | XB_HTML_HINT_COMMENT) ||
		    block->linked)
			continue;
		text = text_of(facts, layout, block->from, block->to);
		name = after_label(text);
		if (name.len)
			say_name(facts, XB_HTML_BY_PAGE + STEP_LABEL, name);
		else if (near)
			say_lines(facts, XB_HTML_BY_PAGE + STEP_NEAR + 2 * abs((int)b - (int)layout->title), text);
	}
}

void
xb_html_say_shown(struct xb_html_facts *facts, const struct xb_html_layout *layout)
{
	const struct xb_html_tree *tree = layout->tree;

	for (uint32_t i = 1; i < tree->n; i++) {
		if (layout->hints[i] & XB_HTML_HINT_COMMENT || tree->nodes[i].tag == XB_HTML_TEXT)
			continue;
		/* Tags stand in a part of their own, which is not the article's text. */
		if (tree->nodes[i].tag == XB_HTML_A)
			say_link(facts, layout, i);
		if (!(layout->hints[i] & XB_HTML_HINT_ASIDE))
			say_element(facts, layout, i);
	}
	say_blocks(facts, layout);
}
