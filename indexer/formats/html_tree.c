/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Of HTML's tree construction (WHATWG HTML, 13.2.6) as much as decides which text stands in which block: end tags that may
 * be left out, end tags of nothing, tables as borders. Not libxml2's: on pages dense with tags that takes 8 MB a second,
 * and it gives a page up where elements nest 256 deep. */
#include "html_tree.h"

#include <strings.h>

#include "record.h"

#define NODES_MAX ((uint32_t)8 << 20)
#define NONE 0u /* as an index of an open element: the page itself, which is never closed */

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* An element that is open. */
struct open {
	uint32_t node;
	uint32_t same;  /* the next lower one of this name */
	uint32_t block; /* the topmost block from here down */
	uint32_t scope; /* the topmost table or cell from here down */
};

struct parser {
	struct xb_html_node *nodes;
	uint32_t n, cap;
	struct open *stack;
	uint32_t depth;                   /* elements open; stack[0] is the page */
	uint32_t last[XB_HTML_TAG_COUNT]; /* by name, the topmost open one */
	bool in_link;
	const char *p, *end;
	/* Looked for in vain from some place on: nothing is looked through twice. */
	bool no_quote[2], no_comment_end;
};

static uint32_t
add_node(struct parser *parser, enum xb_html_tag tag, struct xb_str source)
{
	uint32_t i = parser->n;

	if (i == parser->cap)
		return NONE;
	parser->n++;
	parser->nodes[i] = (struct xb_html_node){
		.source = source, .parent = parser->stack[parser->depth - 1].node, .end = i + 1, .tag = (uint8_t)tag,
		.in_link = parser->in_link,
	};
	return i;
}

static void
add_text(struct parser *parser, const char *to)
{
	if (to > parser->p)
		add_node(parser, XB_HTML_TEXT, (struct xb_str){ parser->p, (size_t)(to - parser->p) });
}

/* Close the open element `i` and all above it. */
static void
close_to(struct parser *parser, uint32_t i)
{
	while (parser->depth > i) {
		const struct open *top = &parser->stack[--parser->depth];
		struct xb_html_node *node = &parser->nodes[top->node];

		node->end = parser->n;
		parser->last[node->tag] = top->same;
	}
}

static void
push(struct parser *parser, uint32_t node, enum xb_html_tag tag)
{
	uint32_t i = parser->depth++;
	const struct open *below = &parser->stack[i - 1];

	parser->stack[i] = (struct open){
		.node = node, .same = parser->last[tag],
		.block = xb_html_traits[tag] & XB_HTML_BLOCK ? i : below->block,
		.scope = xb_html_traits[tag] & XB_HTML_SCOPE ? i : below->scope,
	};
	parser->last[tag] = i;
}

static uint32_t
max(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* Close the topmost of two names if nothing of `border` is open in it. */
static void
close_within(struct parser *parser, enum xb_html_tag a, enum xb_html_tag b, uint32_t border)
{
	uint32_t i = max(parser->last[a], parser->last[b]);

	if (i > border)
		close_to(parser, i);
}

/* What a start tag ends without a word (HTML, 13.1.2.4). */
static void
close_implied(struct parser *parser, enum xb_html_tag tag)
{
	const uint32_t *last = parser->last;
	const struct open *top = &parser->stack[parser->depth - 1];
	enum xb_html_tag block = parser->nodes[parser->stack[top->block].node].tag;

	if (xb_html_traits[tag] & XB_HTML_BLOCK &&
	    (block == XB_HTML_P || (xb_html_traits[block] & xb_html_traits[tag] & XB_HTML_HEADING)))
		close_to(parser, top->block);
	if (tag == XB_HTML_LI)
		close_within(parser, tag, tag, max(max(last[XB_HTML_UL], last[XB_HTML_OL]), top->scope));
	else if (tag == XB_HTML_DT || tag == XB_HTML_DD)
		close_within(parser, XB_HTML_DT, XB_HTML_DD, max(last[XB_HTML_DL], top->scope));
	else if (tag == XB_HTML_TD || tag == XB_HTML_TH)
		close_within(parser, XB_HTML_TD, XB_HTML_TH, max(last[XB_HTML_TABLE], last[XB_HTML_TR]));
	else if (tag == XB_HTML_TR)
		close_within(parser, tag, tag, last[XB_HTML_TABLE]);
	else if (tag == XB_HTML_TBODY || tag == XB_HTML_TFOOT || tag == XB_HTML_THEAD) {
		close_within(parser, XB_HTML_TR, XB_HTML_TR, last[XB_HTML_TABLE]);
		close_within(parser, XB_HTML_TBODY, XB_HTML_THEAD, last[XB_HTML_TABLE]);
	} else if (tag == XB_HTML_OPTION)
		close_within(parser, tag, tag, last[XB_HTML_SELECT]);
	else if (tag == XB_HTML_BODY || (block == XB_HTML_HEAD && xb_html_traits[tag] & XB_HTML_BLOCK))
		close_within(parser, XB_HTML_HEAD, XB_HTML_HEAD, NONE);
}

/* Blocks that end a link which was never closed. */
static bool
ends_link(enum xb_html_tag tag)
{
	return tag == XB_HTML_TD || tag == XB_HTML_TR || tag == XB_HTML_TABLE || tag == XB_HTML_LI || tag == XB_HTML_UL;
}

/* Past the end tag of an element in which nothing else is one, its inside as text where it may be wanted. */
static void
read_raw(struct parser *parser, struct xb_str name, enum xb_html_tag tag)
{
	const char *p = parser->p, *end = parser->end;

	while ((p = memchr(p, '<', (size_t)(end - p))) &&
	       !((size_t)(end - p) > name.len + 1 && p[1] == '/' && strncasecmp(p + 2, name.ptr, name.len) == 0))
		p++;
	if (tag == XB_HTML_TITLE || tag == XB_HTML_SCRIPT)
		add_text(parser, p ? p : end);
	p = p ? memchr(p, '>', (size_t)(end - p)) : NULL;
	parser->p = p ? p + 1 : end;
}

static void
start_tag(struct parser *parser, struct xb_str name, struct xb_str attrs)
{
	enum xb_html_tag tag = xb_html_tag_find(name);
	uint32_t node;

	if ((tag == XB_HTML_HTML || tag == XB_HTML_BODY) && parser->last[tag])
		return;
	close_implied(parser, tag);
	if (ends_link(tag))
		parser->in_link = false;
	node = add_node(parser, tag, attrs);
	if (tag == XB_HTML_A)
		parser->in_link = xb_html_has_attr(&parser->nodes[node], "href");
	if (xb_html_traits[tag] & XB_HTML_VOID || node == NONE)
		return;
	/* <svg .../> and kin are XML's. */
	if (attrs.len && attrs.ptr[attrs.len - 1] == '/' && (tag == XB_HTML_SVG || tag == XB_HTML_OTHER))
		return;
	push(parser, node, tag);
	if (xb_html_traits[tag] & XB_HTML_RAW) {
		read_raw(parser, name, tag);
		close_to(parser, parser->depth - 1);
	}
}

static void
end_tag(struct parser *parser, struct xb_str name)
{
	enum xb_html_tag tag = xb_html_tag_find(name);
	const struct open *top = &parser->stack[parser->depth - 1];
	uint32_t i = parser->last[tag], border;

	if (tag == XB_HTML_BR)
		add_node(parser, tag, (struct xb_str){ "", 0 });
	if (tag == XB_HTML_A || ends_link(tag))
		parser->in_link = false;
	/* A cell's end tag may end the cell, and so on outwards; another's goes no further than the cell. */
	if (tag == XB_HTML_TD || tag == XB_HTML_TH || tag == XB_HTML_TR || tag == XB_HTML_TBODY)
		border = parser->last[XB_HTML_TABLE];
	else if (tag == XB_HTML_TABLE || tag == XB_HTML_BODY || tag == XB_HTML_HTML)
		border = NONE;
	else
		border = xb_html_traits[tag] & XB_HTML_BLOCK ? top->scope : top->block;
	/* What follows </body> is the page's still. */
	if (i > border && tag != XB_HTML_BODY && tag != XB_HTML_HTML)
		close_to(parser, i);
}

/* The '>' that ends a tag, not one in the quotes of an attribute's value; NULL when there is none. */
static const char *
find_tag_end(struct parser *parser, const char *p)
{
	for (; p < parser->end && *p != '>'; p++) {
		bool *none;
		const char *fellow;

		if (*p != '=')
			continue;
		while (p + 1 < parser->end && is_space(p[1]))
			p++;
		if (p + 1 == parser->end || (p[1] != '"' && p[1] != '\''))
			continue;
		none = &parser->no_quote[p[1] == '"'];
		fellow = *none ? NULL : memchr(p + 2, p[1], (size_t)(parser->end - p - 2));
		*none |= !fellow;
		if (fellow)
			p = fellow;
	}
	return p < parser->end ? p : NULL;
}

/* "<!-- ... -->", "<!DOCTYPE ...>", "<?xml ...?>", "<![CDATA[ ... ]]>": the end of what is no text. */
static const char *
other_end(struct parser *parser, const char *p)
{
	const char *found;

	if (parser->end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
		/* "<!-->" is a whole one. */
		found = parser->no_comment_end ? NULL : memmem(p + 2, (size_t)(parser->end - p - 2), "-->", 3);
		parser->no_comment_end |= !found;
		return found ? found + 3 : p + 4;
	}
	found = memchr(p, '>', (size_t)(parser->end - p));
	return found ? found + 1 : parser->end;
}

/* At a '<'. False when it is a character like any other. */
static bool
read_markup(struct parser *parser, const char *lt)
{
	const char *name = lt + 1 + (lt + 1 < parser->end && lt[1] == '/'), *p = name, *gt;
	bool closing = name > lt + 1;

	if (name == parser->end)
		return false;
	if (*name == '!' || *name == '?') {
		add_text(parser, lt);
		parser->p = other_end(parser, lt);
		return true;
	}
	if (!is_alpha(*name))
		return false;
	while (p < parser->end && !is_space(*p) && *p != '>' && *p != '/')
		p++;
	gt = closing ? memchr(p, '>', (size_t)(parser->end - p)) : find_tag_end(parser, p);
	add_text(parser, lt);
	parser->p = gt ? gt + 1 : parser->end;
	if (closing)
		end_tag(parser, (struct xb_str){ name, (size_t)(p - name) });
	else
		start_tag(parser, (struct xb_str){ name, (size_t)(p - name) },
		          (struct xb_str){ p, (size_t)((gt ? gt : parser->end) - p) });
	return true;
}

static void
read_all(struct parser *parser)
{
	const char *lt = parser->p;

	while (parser->n < parser->cap && (lt = memchr(lt, '<', (size_t)(parser->end - lt))))
		lt = read_markup(parser, lt) ? parser->p : lt + 1;
	add_text(parser, parser->end);
	close_to(parser, 1);
	parser->nodes[0].end = parser->n;
}

/* No tag makes more than two nodes: itself and the text after it, or the text inside. */
static uint64_t
room_for(struct xb_str html)
{
	uint64_t room = 4;
	const char *p = html.ptr, *end = html.ptr + html.len;

	while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
		room += 2;
		p++;
	}
	return room;
}

xabar_status
xb_html_parse(struct xb_html_tree *out, struct xb_str html, struct xb_arena *arena, xabar_error *err)
{
	uint64_t room = room_for(html);
	struct parser parser = { .p = html.ptr, .end = html.ptr + html.len, .n = 1 };

	*out = (struct xb_html_tree){ 0 };
	parser.cap = room < NODES_MAX ? (uint32_t)room : NODES_MAX;
	parser.nodes = xb_arena_alloc(arena, parser.cap * sizeof(*parser.nodes));
	parser.stack = xb_arena_alloc(arena, parser.cap * sizeof(*parser.stack));
	if (!parser.nodes || !parser.stack)
		return xb_record_fail_full(arena, parser.cap * sizeof(*parser.nodes), err);
	parser.nodes[0] = (struct xb_html_node){ .source = { "", 0 }, .tag = XB_HTML_OTHER };
	parser.stack[0] = (struct open){ 0 };
	parser.depth = 1;
	read_all(&parser);
	if (parser.n == NODES_MAX)
		return xb_fail(err, XABAR_ERECORD, "the page has over %u tags", NODES_MAX / 2);
	*out = (struct xb_html_tree){ parser.nodes, parser.n };
	return XABAR_OK;
}

/* ---- Attributes ---- */

static size_t
attr_value(struct xb_str s, size_t i, struct xb_str *value)
{
	size_t start = i;

	if (i < s.len && (s.ptr[i] == '"' || s.ptr[i] == '\'')) {
		const char *fellow = memchr(s.ptr + i + 1, s.ptr[i], s.len - i - 1);

		if (fellow) {
			*value = (struct xb_str){ s.ptr + i + 1, (size_t)(fellow - s.ptr) - i - 1 };
			return (size_t)(fellow - s.ptr) + 1;
		}
		start = ++i;
	}
	while (i < s.len && !is_space(s.ptr[i]))
		i++;
	*value = (struct xb_str){ s.ptr + start, i - start };
	return i;
}

bool
xb_html_next_attr(struct xb_str *rest, struct xb_str *name, struct xb_str *value)
{
	struct xb_str s = *rest;
	size_t i = 0, start;

	*value = (struct xb_str){ "", 0 };
	while (i < s.len && (is_space(s.ptr[i]) || s.ptr[i] == '/'))
		i++;
	for (start = i; i < s.len && !is_space(s.ptr[i]) && (i == start || s.ptr[i] != '=') && s.ptr[i] != '/';)
		i++;
	*name = (struct xb_str){ s.ptr + start, i - start };
	while (i < s.len && is_space(s.ptr[i]))
		i++;
	if (i < s.len && s.ptr[i] == '=') {
		for (i++; i < s.len && is_space(s.ptr[i]);)
			i++;
		i = attr_value(s, i, value);
	}
	*rest = xb_str_from(s, i);
	return name->len > 0;
}

static bool
find_attr(const struct xb_html_node *node, const char *wanted, struct xb_str *value)
{
	struct xb_str rest = node->source, name;

	while (xb_html_next_attr(&rest, &name, value))
		if (xb_str_is_nocase(name, wanted))
			return true;
	*value = (struct xb_str){ "", 0 };
	return false;
}

struct xb_str
xb_html_attr(const struct xb_html_node *node, const char *name)
{
	struct xb_str value;

	find_attr(node, name, &value);
	return xb_str_trim(value);
}

bool
xb_html_has_attr(const struct xb_html_node *node, const char *name)
{
	struct xb_str value;

	return find_attr(node, name, &value);
}
