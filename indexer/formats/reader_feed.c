/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RSS 0.90 to 2.0, Atom 0.3 and 1.0, CDF, as WordPress exports them, too: an item a record. */
#include <stdlib.h>

#include "charset/declared.h"
#include "feed_context.h"
#include "feed_item.h"
#include "feed_names.h"
#include "reader.h"
#include "xml.h"

#define CONTEXTS_MAX ((size_t)256 << 20)

struct xb_reader_state {
	bool read;               /* the document was */
	xmlDoc *doc;
	xmlNode *next;           /* item, NULL at the end */
	struct xb_arena contexts;
	struct xb_charset_found charset;
	uint64_t start, end;     /* of the document */
};

static xabar_status
feed_open(struct xb_reader_context *ctx, xabar_error *err)
{
	ctx->state = calloc(1, sizeof(*ctx->state));
	if (!ctx->state)
		return xb_fail_nomem(err);
	xb_arena_init(&ctx->state->contexts, CONTEXTS_MAX);
	return XABAR_OK;
}

static void
feed_close(struct xb_reader_context *ctx)
{
	if (!ctx->state)
		return;
	xmlFreeDoc(ctx->state->doc);
	xb_arena_release(&ctx->state->contexts);
	free(ctx->state);
	ctx->state = NULL;
}

static xmlNode *
parent_element(const xmlNode *node)
{
	return node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
}

/* The first item after `node` in document order; `node` itself is not looked at. */
static xmlNode *
next_item(xmlNode *node)
{
	for (;;) {
		if (node->type == XML_ELEMENT_NODE && node->children)
			node = node->children;
		else {
			while (node && !node->next)
				node = parent_element(node);
			if (!node)
				return NULL;
			node = node->next;
		}
		if (xb_feed_element_of(node, parent_element(node)) == XB_FEED_ITEM)
			return node;
	}
}

/* Go to the next item that is a piece of news. */
static void
advance(struct xb_reader_context *ctx, xmlNode *item)
{
	const char *what;

	while (item && (what = xb_feed_item_skip(item, ctx->arena))) {
		xb_note(ctx->notes, what);
		item = next_item(item);
	}
	ctx->state->next = item;
}

/* ---- The document ---- */

/* A feed without items is none the worse for it, but not every document is a feed. */
static xabar_status
find_first(struct xb_reader_context *ctx, xabar_error *err)
{
	xmlNode *root = xmlDocGetRootElement(ctx->state->doc);
	enum xb_feed_element element = xb_feed_element_of(root, NULL);
	xmlNode *first = element == XB_FEED_ITEM ? root : next_item(root);

	if (!first && element != XB_FEED_CHANNEL && !xb_xml_is(root, "rss") && !xb_xml_is(root, "RDF"))
		return xb_fail(err, XABAR_ERECORD, "no feed: the document's element is '%.40s'", (const char *)root->name);
	advance(ctx, first);
	return XABAR_OK;
}

static xabar_status
read_document(struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_reader_state *state = ctx->state;
	struct xb_str bytes = { "", 0 }, text;
	xabar_status status;
	bool mended;

	state->start = xb_input_offset(ctx->input);
	status = xb_input_whole(&bytes, ctx->input, err);
	if (status == XABAR_OK && xb_str_trim(bytes).len) {
		status = xb_charset_decode(&text, &state->charset, ctx->charset, bytes, xb_declared_xml(bytes), ctx->arena, err);
		if (status == XABAR_OK)
			status = xb_xml_parse(&state->doc, &mended, text, err);
		if (status == XABAR_OK)
			status = find_first(ctx, err);
	}
	xb_input_consume(ctx->input, bytes.len);
	state->end = xb_input_offset(ctx->input);
	return status;
}

static xabar_status
feed_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_reader_state *state = ctx->state;
	const struct xb_feed_context *context;
	xmlNode *item;

	*record = (struct xb_record){ 0 };
	*more = true;
	if (!state->read) {
		xabar_status status = read_document(ctx, err);

		state->read = true;
		record->offset = state->start;
		record->end = state->end;
		if (status != XABAR_OK)
			return status;
	}
	item = state->next;
	*more = item != NULL;
	record->offset = record->end = item ? state->start : state->end;
	if (!item)
		return XABAR_OK;
	record->charset = state->charset;
	advance(ctx, next_item(item));
	if (!state->next)
		record->end = state->end;
	context = xb_feed_context_of(item->parent->type == XML_ELEMENT_NODE ? item->parent : item, &state->contexts);
	if (!context)
		return xb_record_fail_full(&state->contexts, sizeof(*context), err);
	return xb_feed_item_read(record, item, context, ctx->arena, err);
}

/* ---- Detection ---- */

/* Tags that a server's own words before the feed may have; past them we look on. */
static bool
is_noise(struct xb_str name)
{
	static const char *const noise[] = { "br", "b", "i", "p", "div", "font", "table", "tr", "th", "td", "span", "hr" };

	for (size_t i = 0; i < sizeof(noise) / sizeof(*noise); i++)
		if (xb_str_is_nocase(name, noise[i]))
			return true;
	return false;
}

static bool
has(struct xb_str s, const char *word)
{
	return memmem(s.ptr, s.len, word, strlen(word)) != NULL;
}

/* `rest` begins after the root element's name. */
static int
score(struct xb_str local, struct xb_str rest)
{
	bool atom = has(rest, "http://www.w3.org/2005/Atom") || has(rest, "http://purl.org/atom/ns#");

	if (xb_str_is_nocase(local, "rss"))
		return 97;
	if (xb_str_is(local, "RDF"))
		return has(rest, "http://purl.org/rss/1.0/") || has(rest, ".netscape.com/rdf/simple/0.9") ? 97 : 0;
	if (xb_str_is_nocase(local, "feed"))
		return atom ? 97 : has(rest, "<entry") ? 90 : 0;
	if (xb_str_is(local, "entry"))
		return atom ? 97 : 0;
	if (xb_str_is_nocase(local, "channel"))
		return has(rest, "<item") || has(rest, "<ITEM") || has(rest, "<Item") ? 97 : 60;
	return 0;
}

static struct xb_str
local_name(struct xb_str tag)
{
	size_t len = 0;

	for (size_t i = 0; i < tag.len && !strchr(" \t\r\n/>", tag.ptr[i]); i++)
		len = i + 1;
	for (size_t i = 0; i < len; i++)
		if (tag.ptr[i] == ':')
			return (struct xb_str){ tag.ptr + i + 1, len - i - 1 };
	return (struct xb_str){ tag.ptr, len };
}

/* Past the comment, the instruction or the declaration at the start of `s`; to its end when it is cut off. */
static struct xb_str
skip_prolog(struct xb_str s)
{
	const char *close = xb_str_starts(s, "<!--") ? "-->" : xb_str_starts(s, "<?") ? "?>" : ">", *end;

	if (xb_str_starts(s, "<!DOCTYPE")) {
		size_t first = 0;

		while (first < s.len && s.ptr[first] != '>' && s.ptr[first] != '[')
			first++;
		close = first < s.len && s.ptr[first] == '[' ? "]>" : ">";
	}
	end = memmem(s.ptr, s.len, close, strlen(close));
	return xb_str_from(s, end ? (size_t)(end - s.ptr) + strlen(close) : s.len);
}

static int
feed_detect(struct xb_str head)
{
	while (head.len) {
		const char *open = memchr(head.ptr, '<', head.len);

		if (!open || open + 1 == head.ptr + head.len)
			return 0;
		head = xb_str_from(head, (size_t)(open - head.ptr));
		if (head.ptr[1] == '!' || head.ptr[1] == '?') {
			head = skip_prolog(head);
		} else if (head.ptr[1] == '/') {
			head = xb_str_from(head, 2);
		} else {
			struct xb_str name = local_name(xb_str_from(head, 1));

			head = xb_str_from(head, (size_t)(name.ptr + name.len - head.ptr));
			if (!is_noise(name))
				return score(name, head);
		}
	}
	return 0;
}

const struct xb_format xb_format_feed = {
	.name = "feed",
	.suffixes = ".rss .atom .rdf .xml",
	.help = "RSS, Atom, CDF: an item a record",
	.detect = feed_detect,
	.open = feed_open,
	.close = feed_close,
	.next = feed_next,
};
