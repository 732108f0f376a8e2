/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxml2's tree, but not its parser. After the first error that leaves out every &lt;, and an element that is not closed
 * moves all the rest of the document into itself; nested entities, long texts, deep elements and thousands of attributes
 * need limits, which then cost the document. This scanner knows no vocabulary, mends as it reads, takes linear time, and is
 * faster, too. */
#include "xml.h"

#include <stdlib.h>
#include <strings.h>
#include <xxhash.h>

#include "xml_tag.h"
#include "xml_text.h"

#define DEPTH_MAX 256             /* elements further in are left out, what is in them is not */
#define TAGS_MAX ((size_t)2 << 20) /* start tags and attributes of a document: some 400 MB of tree */
#define NAMESPACES_MAX 128        /* declared at one place: all are looked through */

/* Names that differ only in case close each other: so they are mixed up in tags written by hand. Two names may have one
 * id, which can only matter where tags do not match anyway. */
struct open_element {
	uint32_t exact; /* of the name as written */
	uint16_t id;
	uint16_t namespaces; /* that it declares */
};

struct scan {
	struct xb_xml_text text; /* since the last tag */
	const char *p, *end;
	xmlDoc *doc;
	xmlNode *node;          /* the innermost open element that is in the tree; NULL before the root */
	struct xb_buf stack;    /* of struct open_element */
	uint32_t open[1 << 16]; /* by id: how many are */
	xmlNs *xml;             /* the namespace of xml:lang */
	xmlNs *namespaces[NAMESPACES_MAX];
	size_t nnamespaces, tags;
	bool root_closed, no_memory;
	bool no_comment_end, no_pi_end, no_cdata_end; /* each was looked for in vain, up to the document's end */
};

static struct open_element
identify(struct xb_str name)
{
	char lower[XB_XML_NAME_MAX];

	for (size_t i = 0; i < name.len; i++)
		lower[i] = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? (char)(name.ptr[i] | 0x20) : name.ptr[i];
	return (struct open_element){ .exact = (uint32_t)XXH3_64bits(name.ptr, name.len),
	                              .id = (uint16_t)XXH3_64bits(lower, name.len) };
}

/* ---- The tree ---- */

static size_t
depth(const struct scan *scan)
{
	return scan->stack.len / sizeof(struct open_element);
}

static struct open_element
top(const struct scan *scan)
{
	struct open_element element;

	memcpy(&element, scan->stack.ptr + scan->stack.len - sizeof(element), sizeof(element));
	return element;
}

static void
link_node(struct scan *scan, xmlNode *node)
{
	xmlNode *parent = scan->node ? scan->node : (xmlNode *)scan->doc;

	node->parent = parent;
	node->prev = parent->last;
	if (parent->last)
		parent->last->next = node;
	else
		parent->children = node;
	parent->last = node;
}

/* The text since the last tag becomes a node. */
static void
flush_text(struct scan *scan)
{
	struct xb_str text = xb_buf_view(&scan->text.out);
	xmlNode *node;

	if (!text.len)
		return;
	node = xmlNewDocTextLen(scan->doc, (const xmlChar *)text.ptr, (int)text.len);
	if (node)
		link_node(scan, node);
	scan->no_memory |= !node || scan->text.out.failed;
	xb_buf_clear(&scan->text.out);
}

static xmlNs *
find_namespace(const struct scan *scan, struct xb_str prefix)
{
	for (size_t i = scan->nnamespaces; i-- > 0;) {
		const xmlChar *declared = scan->namespaces[i]->prefix;

		if (xb_str_is(prefix, declared ? (const char *)declared : ""))
			return scan->namespaces[i];
	}
	return xb_str_is(prefix, "xml") ? scan->xml : NULL;
}

/* The namespace of a name, which then is its local part; a name of an undeclared prefix stays whole. Attributes without a
 * prefix are in none. */
static xmlNs *
split_name(const struct scan *scan, struct xb_str *name, bool attribute)
{
	const char *colon = memchr(name->ptr, ':', name->len);
	size_t prefix = colon ? (size_t)(colon - name->ptr) : 0;
	xmlNs *found = attribute && !colon ? NULL : find_namespace(scan, (struct xb_str){ name->ptr, prefix });

	if (found && colon && prefix + 1 < name->len)
		*name = xb_str_from(*name, prefix + 1);
	return found;
}

static xmlChar *
intern(struct scan *scan, struct xb_str name)
{
	return (xmlChar *)(uintptr_t)xmlDictLookup(scan->doc->dict, (const xmlChar *)name.ptr, (int)name.len);
}

/* ---- Attributes ---- */

static bool
is_declaration(struct xb_str name)
{
	return xb_str_is(name, "xmlns") || (xb_str_starts(name, "xmlns:") && name.len > 6);
}

/* The value of an attribute, resolved, line ends as spaces (XML 1.0, 3.3.3); as long as nothing else is read. */
static const xmlChar *
resolve(struct scan *scan, struct xb_str value)
{
	struct xb_buf *out = &scan->text.out;

	xb_buf_clear(out);
	xb_xml_add_text(&scan->text, value);
	for (size_t i = 0; i < out->len; i++)
		if (out->ptr[i] == '\n' || out->ptr[i] == '\t')
			out->ptr[i] = ' ';
	return (const xmlChar *)(out->len ? out->ptr : "");
}

static uint16_t
declare_namespaces(struct scan *scan, xmlNode *node, const struct xb_xml_tag *tag)
{
	uint16_t n = 0;

	for (size_t i = 0; i < tag->nattributes && scan->nnamespaces < NAMESPACES_MAX; i++) {
		struct xb_xml_attribute attribute = tag->attributes[i];
		char prefix[XB_XML_NAME_MAX + 1] = "";
		xmlNs *made;

		if (!is_declaration(attribute.name))
			continue;
		if (attribute.name.len > 6)
			snprintf(prefix, sizeof(prefix), "%.*s", XB_STR_ARG(xb_str_from(attribute.name, 6)));
		made = xmlNewNs(node, resolve(scan, attribute.value), *prefix ? (const xmlChar *)prefix : NULL);
		if (made) {
			scan->namespaces[scan->nnamespaces++] = made;
			n++;
		}
	}
	return n;
}

static void
add_attributes(struct scan *scan, xmlNode *node, const struct xb_xml_tag *tag)
{
	for (size_t i = 0; i < tag->nattributes; i++) {
		struct xb_xml_attribute attribute = tag->attributes[i];
		xmlNs *namespace = split_name(scan, &attribute.name, true);

		if (!is_declaration(tag->attributes[i].name) &&
		    !xmlNewNsPropEatName(node, namespace, intern(scan, attribute.name), resolve(scan, attribute.value)))
			scan->no_memory = true;
	}
	xb_buf_clear(&scan->text.out);
	scan->tags += tag->nattributes;
}

/* The element that a tag begins, with its attributes; *namespaces: how many it declares. NULL without memory. */
static xmlNode *
add_element(struct scan *scan, uint16_t *namespaces, const struct xb_xml_tag *tag)
{
	xmlNode *node = xmlNewDocNodeEatName(scan->doc, NULL, intern(scan, tag->name), NULL);
	struct xb_str name = tag->name;

	scan->no_memory |= !node;
	if (!node)
		return NULL;
	link_node(scan, node);
	if (!scan->xml)
		scan->xml = xmlSearchNs(scan->doc, node, (const xmlChar *)"xml");
	*namespaces = declare_namespaces(scan, node, tag);
	node->ns = split_name(scan, &name, false);
	node->name = intern(scan, name);
	add_attributes(scan, node, tag);
	return node;
}

/* ---- Tags ---- */

static void
close_top(struct scan *scan)
{
	struct open_element element = top(scan);

	if (depth(scan) <= DEPTH_MAX) {
		flush_text(scan);
		scan->node = scan->node->parent;
	}
	scan->stack.len -= sizeof(element);
	scan->open[element.id]--;
	scan->nnamespaces -= element.namespaces;
}

/* The root stays open until the document ends. */
static void
close_element(struct scan *scan, struct xb_str name)
{
	struct open_element element = identify(name);

	scan->text.mended |= !depth(scan) || top(scan).exact != element.exact;
	if (!scan->open[element.id])
		return;
	while (depth(scan) > 1 && top(scan).id != element.id)
		close_top(scan);
	if (depth(scan) > 1)
		close_top(scan);
	else
		scan->root_closed = true;
}

static void
open_element(struct scan *scan, const struct xb_xml_tag *tag, bool empty)
{
	struct open_element element = identify(tag->name);
	bool deep = depth(scan) >= DEPTH_MAX;
	xmlNode *node = NULL;

	if (!deep) {
		flush_text(scan);
		node = add_element(scan, &element.namespaces, tag);
		if (!node)
			return;
	}
	if (empty) {
		scan->nnamespaces -= element.namespaces;
		return;
	}
	if (!deep)
		scan->node = node;
	xb_buf_add(&scan->stack, &element, sizeof(element));
	scan->open[element.id]++;
}

/* A '<' that begins no tag. */
static void
literal(struct scan *scan)
{
	if (depth(scan))
		xb_buf_add_char(&scan->text.out, '<');
	scan->text.mended = true;
	scan->p++;
}

static void
start_tag(struct scan *scan)
{
	struct xb_xml_tag tag;
	bool empty;

	if (!xb_xml_read_tag(&tag, scan->p, scan->end)) {
		literal(scan);
		return;
	}
	empty = tag.empty && depth(scan);
	scan->text.mended |= tag.mended || scan->root_closed;
	scan->root_closed |= tag.empty && !empty;
	open_element(scan, &tag, empty);
	scan->tags++;
	scan->p = tag.end;
}

static void
end_tag(struct scan *scan)
{
	struct xb_str name = xb_xml_read_name(scan->p + 2, scan->end);
	const char *p = name.ptr + name.len;

	while (p < scan->end && *p != '>' && *p != '<')
		p++;
	if (!name.len && (p == scan->end || *p == '<')) {
		literal(scan);
		return;
	}
	if (name.len)
		close_element(scan, name);
	scan->text.mended |= !name.len || p == scan->end || *p == '<';
	scan->p = p < scan->end && *p == '>' ? p + 1 : p;
}

/* ---- All else in angle brackets ---- */

/* Past the next `close`; NULL when the document has no more of them, which *none remembers. */
static const char *
past(const struct scan *scan, const char *close, bool *none)
{
	size_t len = strlen(close);
	const char *found = *none ? NULL : memmem(scan->p, (size_t)(scan->end - scan->p), close, len);

	*none = !found;
	return found ? found + len : NULL;
}

/* Go on after `to`; NULL: what is skipped has no end, then after its first '>'. */
static void
skip(struct scan *scan, const char *to)
{
	if (!to) {
		scan->text.mended = true;
		to = memchr(scan->p, '>', (size_t)(scan->end - scan->p));
		to = to ? to + 1 : scan->end;
	}
	scan->p = to;
}

static void
cdata(struct scan *scan)
{
	const char *text = scan->p + strlen("<![CDATA["), *to = past(scan, "]]>", &scan->no_cdata_end);
	const char *text_end = to ? to - 3 : scan->end;

	scan->text.mended |= !to;
	if (depth(scan) && text_end > text)
		xb_xml_add_cdata(&scan->text, (struct xb_str){ text, (size_t)(text_end - text) });
	scan->p = to ? to : scan->end;
}

static bool
at(const struct scan *scan, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(scan->end - scan->p) >= len && strncasecmp(scan->p, word, len) == 0;
}

static void
declaration(struct scan *scan)
{
	struct xb_str rest = { scan->p, (size_t)(scan->end - scan->p) };

	if (at(scan, "<!--"))
		skip(scan, past(scan, "-->", &scan->no_comment_end));
	else if (at(scan, "<![CDATA["))
		cdata(scan);
	else if (at(scan, "<!DOCTYPE") && !scan->text.doctype)
		scan->p += xb_xml_read_doctype(&scan->text, rest);
	else
		skip(scan, NULL);
}

static void
markup(struct scan *scan)
{
	char next = scan->end - scan->p > 1 ? scan->p[1] : '\0';

	if (next == '/')
		end_tag(scan);
	else if (next == '!')
		declaration(scan);
	else if (next == '?')
		skip(scan, past(scan, "?>", &scan->no_pi_end));
	else
		start_tag(scan);
}

static void
text_run(struct scan *scan)
{
	const char *stop = memchr(scan->p, '<', (size_t)(scan->end - scan->p));
	struct xb_str text = { scan->p, (size_t)((stop ? stop : scan->end) - scan->p) };
	bool outside = !depth(scan) || (scan->root_closed && depth(scan) == 1);
	bool blank = outside && xb_str_trim(text).len == 0;

	scan->text.mended |= outside && !blank;
	if (depth(scan) && !blank)
		xb_xml_add_text(&scan->text, text);
	scan->p += text.len;
}

static xabar_status
scan_all(struct scan *scan, xabar_error *err)
{
	while (scan->p < scan->end && !scan->no_memory) {
		if (*scan->p == '<')
			markup(scan);
		else
			text_run(scan);
		if (scan->tags > TAGS_MAX)
			return xb_fail(err, XABAR_ERECORD, "the document has over %zu elements; split it", TAGS_MAX);
		scan->no_memory |= scan->stack.failed || scan->text.out.failed;
	}
	scan->text.mended |= !scan->root_closed;
	while (depth(scan) && !scan->no_memory)
		close_top(scan);
	if (scan->no_memory)
		return xb_fail_nomem(err);
	return scan->doc->children ? XABAR_OK : xb_fail(err, XABAR_ERECORD, "no XML can be read: there is no element");
}

xabar_status
xb_xml_parse(xmlDoc **out, bool *mended, struct xb_str text, xabar_error *err)
{
	struct scan *scan = calloc(1, sizeof(*scan));
	xabar_status status;

	*out = NULL;
	if (!scan)
		return xb_fail_nomem(err);
	if (xb_str_starts(text, "\xef\xbb\xbf"))
		text = xb_str_from(text, 3);
	scan->p = text.ptr;
	scan->end = text.ptr + text.len;
	scan->text.expand_left = text.len + ((size_t)64 << 10);
	xb_buf_init(&scan->text.out, 3 * text.len + ((size_t)256 << 10));
	xb_buf_init(&scan->stack, (TAGS_MAX + 1) * sizeof(struct open_element));
	scan->doc = xmlNewDoc(NULL);
	if (scan->doc) {
		scan->doc->dict = xmlDictCreate();
		scan->doc->encoding = xmlStrdup((const xmlChar *)"UTF-8");
	}
	status = scan->doc && scan->doc->dict ? scan_all(scan, err) : xb_fail_nomem(err);
	*mended = scan->text.mended;
	if (status == XABAR_OK)
		*out = scan->doc;
	else
		xmlFreeDoc(scan->doc);
	xb_buf_release(&scan->stack);
	xb_buf_release(&scan->text.out);
	free(scan);
	return status;
}
