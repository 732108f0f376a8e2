/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "prose.h"

#include <stdlib.h>

#include "buf.h"
#include "normalize/markup.h"
#include "normalize/tidy.h"

/* What an element does to the text around it. */
enum effect {
	EFFECT_NONE,
	EFFECT_SPACE,     /* a table's cell */
	EFFECT_LINE,
	EFFECT_PARAGRAPH,
	EFFECT_DROP,      /* nothing in it is text */
	EFFECT_MEDIA,     /* what it says comes after the article */
};

struct element {
	const char *name;
	enum effect effect;
};

/* Elements of NITF 3.6 and XHTML that are more than inline, and inline ones that may stand outside of blocks; sorted. */
static const struct element elements[] = {
	{ "a", EFFECT_NONE },              { "abstract", EFFECT_PARAGRAPH },
	{ "address", EFFECT_PARAGRAPH },   { "alt-code", EFFECT_DROP },
	{ "article", EFFECT_PARAGRAPH },   { "aside", EFFECT_PARAGRAPH },
	{ "b", EFFECT_NONE },              { "block", EFFECT_PARAGRAPH },
	{ "blockquote", EFFECT_PARAGRAPH }, { "body", EFFECT_PARAGRAPH },
	{ "body.content", EFFECT_PARAGRAPH }, { "body.end", EFFECT_PARAGRAPH },
	{ "body.head", EFFECT_DROP },      { "bq", EFFECT_PARAGRAPH },
	{ "br", EFFECT_LINE },             { "byline", EFFECT_PARAGRAPH },
	{ "caption", EFFECT_PARAGRAPH },   { "center", EFFECT_PARAGRAPH },
	{ "copyrite", EFFECT_PARAGRAPH },  { "credit", EFFECT_PARAGRAPH },
	{ "datasource", EFFECT_PARAGRAPH }, { "dateline", EFFECT_PARAGRAPH },
	{ "dd", EFFECT_LINE },             { "distributor", EFFECT_PARAGRAPH },
	{ "div", EFFECT_PARAGRAPH },       { "dl", EFFECT_PARAGRAPH },
	{ "dt", EFFECT_LINE },             { "em", EFFECT_NONE },
	{ "figcaption", EFFECT_PARAGRAPH }, { "figure", EFFECT_PARAGRAPH },
	{ "fn", EFFECT_PARAGRAPH },        { "font", EFFECT_NONE },
	{ "footer", EFFECT_PARAGRAPH },    { "h1", EFFECT_PARAGRAPH },
	{ "h2", EFFECT_PARAGRAPH },        { "h3", EFFECT_PARAGRAPH },
	{ "h4", EFFECT_PARAGRAPH },        { "h5", EFFECT_PARAGRAPH },
	{ "h6", EFFECT_PARAGRAPH },        { "head", EFFECT_DROP },
	{ "header", EFFECT_PARAGRAPH },    { "hl1", EFFECT_PARAGRAPH },
	{ "hl2", EFFECT_PARAGRAPH },       { "hr", EFFECT_PARAGRAPH },
	{ "html", EFFECT_PARAGRAPH },      { "i", EFFECT_NONE },
	{ "iframe", EFFECT_DROP },         { "inline", EFFECT_NONE },
	{ "li", EFFECT_LINE },             { "main", EFFECT_PARAGRAPH },
	{ "media", EFFECT_MEDIA },         { "media-caption", EFFECT_PARAGRAPH },
	{ "media-metadata", EFFECT_DROP }, { "media-object", EFFECT_DROP },
	{ "media-producer", EFFECT_PARAGRAPH }, { "media-reference", EFFECT_DROP },
	{ "nitf", EFFECT_PARAGRAPH },      { "nitf-table", EFFECT_PARAGRAPH },
	{ "nitf-table-metadata", EFFECT_DROP }, { "note", EFFECT_PARAGRAPH },
	{ "ol", EFFECT_PARAGRAPH },        { "p", EFFECT_PARAGRAPH },
	{ "pre", EFFECT_PARAGRAPH },       { "rp", EFFECT_DROP },
	{ "rt", EFFECT_DROP },             { "ruby", EFFECT_NONE },
	{ "script", EFFECT_DROP },         { "section", EFFECT_PARAGRAPH },
	{ "span", EFFECT_NONE },           { "strong", EFFECT_NONE },
	{ "style", EFFECT_DROP },          { "sub", EFFECT_NONE },
	{ "sup", EFFECT_NONE },            { "svg", EFFECT_DROP },
	{ "table", EFFECT_PARAGRAPH },     { "tagline", EFFECT_PARAGRAPH },
	{ "td", EFFECT_SPACE },            { "template", EFFECT_DROP },
	{ "th", EFFECT_SPACE },            { "tr", EFFECT_LINE },
	{ "u", EFFECT_NONE },              { "ul", EFFECT_PARAGRAPH },
};

static int
compare_element(const void *key, const void *row)
{
	return strcmp(key, ((const struct element *)row)->name);
}

struct walk {
	struct xb_buf out;
	struct xb_arena *arena;
	const xmlNode *top;
	enum effect pending;   /* to come before the next text */
	unsigned blocks;       /* how many are open */
	unsigned pre;          /* <pre> that are open: white space is text */
	unsigned media;        /* likewise */
	bool captions;         /* the way through for what is in media, and nothing else */
	bool full;             /* the text stands in a block of its own */
};

static enum effect
effect_of(const struct walk *walk, const xmlNode *node)
{
	const char *name = (const char *)node->name, *colon = strchr(name, ':'); /* see xb_xml_is */
	const struct element *row = bsearch(colon ? colon + 1 : name, elements, sizeof(elements) / sizeof(*elements),
	                                    sizeof(*elements), compare_element);

	if (row)
		return row->effect;
	return walk->blocks ? EFFECT_NONE : EFFECT_LINE;
}

static void
put(struct walk *walk, const char *text, size_t len)
{
	static const char *const joints[] = {
		[EFFECT_NONE] = "", [EFFECT_SPACE] = " ", [EFFECT_LINE] = "\n", [EFFECT_PARAGRAPH] = "\n\n",
	};

	if (walk->out.len)
		xb_buf_add_str(&walk->out, xb_str(joints[walk->pending]));
	walk->pending = EFFECT_NONE;
	xb_buf_add(&walk->out, text, len);
}

static void
put_break(struct walk *walk, enum effect effect)
{
	if (effect > walk->pending)
		walk->pending = effect;
}

static void
put_text(struct walk *walk, const char *text)
{
	static const char space[] = " \t\r\n\f";

	if (walk->captions && !walk->media)
		return;
	if (walk->pre && *text) {
		put(walk, text, strlen(text));
		return;
	}
	while (*text) {
		size_t len = strcspn(text, space);

		if (len)
			put(walk, text, len);
		text += len;
		len = strspn(text, space);
		if (len)
			put_break(walk, EFFECT_SPACE);
		text += len;
	}
}

static bool
has_class(const xmlNode *node, const char *class, struct xb_arena *arena)
{
	struct xb_str value = xb_xml_attr(node, "class", arena);

	return value.len && memmem(value.ptr, value.len, class, strlen(class));
}

/* The New York Times' archive says the first paragraph twice: in a block lead_paragraph, and in one full_text. */
static bool
is_said_again(const struct walk *walk, const xmlNode *node)
{
	return walk->full && xb_xml_is(node, "block") && has_class(node, "lead_paragraph", walk->arena);
}

static bool
has_full_text(const xmlNode *node, struct xb_arena *arena)
{
	for (const xmlNode *block = xb_xml_child(node, "block"); block; block = xb_xml_next(block, "block"))
		if (has_class(block, "full_text", arena))
			return true;
	return false;
}

/* Is what is in the element to be seen? */
static bool
enter_element(struct walk *walk, const xmlNode *node)
{
	enum effect effect = effect_of(walk, node);

	if (effect == EFFECT_DROP)
		return false;
	if (effect == EFFECT_MEDIA) {
		walk->media++;
		put_break(walk, EFFECT_PARAGRAPH);
		return walk->captions;
	}
	put_break(walk, effect);
	if (is_said_again(walk, node))
		return false;
	if (xb_xml_is(node, "body.content"))
		walk->full |= has_full_text(node, walk->arena);
	walk->blocks += effect == EFFECT_PARAGRAPH;
	walk->pre += xb_xml_is(node, "pre");
	return true;
}

static void
leave_element(struct walk *walk, const xmlNode *node, bool entered)
{
	enum effect effect = effect_of(walk, node);

	walk->pre -= entered && xb_xml_is(node, "pre");
	walk->blocks -= entered && effect == EFFECT_PARAGRAPH;
	walk->media -= effect == EFFECT_MEDIA;
	if (effect == EFFECT_MEDIA)
		effect = EFFECT_PARAGRAPH;
	if (effect != EFFECT_DROP)
		put_break(walk, effect);
}

static void
put_entity(struct walk *walk, const xmlNode *node)
{
	struct xb_str text = xb_xml_text(node, walk->arena);

	put_text(walk, text.ptr ? text.ptr : "");
}

/* Does the way go on with the node's children? */
static bool
meet(struct walk *walk, const xmlNode *node)
{
	bool entered;

	if (node->type == XML_ENTITY_REF_NODE)
		put_entity(walk, node);
	else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
		put_text(walk, node->content ? (const char *)node->content : "");
	if (node->type != XML_ELEMENT_NODE)
		return false;
	entered = enter_element(walk, node);
	if (entered && node->children)
		return true;
	leave_element(walk, node, entered);
	return false;
}

static void
walk_through(struct walk *walk)
{
	const xmlNode *node = walk->top;

	walk->pending = EFFECT_PARAGRAPH;
	while (node) {
		if (meet(walk, node)) {
			node = node->children;
			continue;
		}
		while (node != walk->top && !node->next) {
			node = node->parent;
			leave_element(walk, node, true);
		}
		node = node == walk->top ? NULL : node->next;
	}
}

struct xb_str
xb_prose_text(const xmlNode *node, struct xb_arena *arena)
{
	struct walk walk = { .arena = arena, .top = node };

	if (!node)
		return (struct xb_str){ "", 0 };
	xb_buf_init(&walk.out, arena->limit);
	walk_through(&walk);
	walk.captions = true;
	walk_through(&walk);
	return xb_buf_into_arena(&walk.out, arena);
}

struct xb_str
xb_prose_content(const xmlNode *holder, struct xb_arena *arena)
{
	struct xb_str text;

	if (xb_xml_child(holder, NULL))
		return xb_prose_text(holder, arena);
	text = xb_xml_text(holder, arena);
	return text.len && xb_markup_looks_like(text) ? xb_markup_text(text, arena) : text;
}

struct xb_str
xb_prose_line(const xmlNode *node, struct xb_arena *arena)
{
	struct xb_str text = xb_prose_text(node, arena);

	return text.len ? xb_tidy_line(text, arena) : text;
}
