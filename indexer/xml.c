/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include "buf.h"
#include "record.h"
#include "text/unicode.h"

/* An entity that the document defines stands for this many bytes at most, and never for other entities. */
#define ENTITY_MAX 1024

#define PARSE_OPTIONS (XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | \
                       XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT)

xabar_status
xb_xml_parse(xmlDoc **out, bool *mended, struct xb_str text, xabar_error *err)
{
	xmlParserCtxt *parser = xmlNewParserCtxt();

	*out = NULL;
	*mended = false;
	if (!parser)
		return xb_fail_nomem(err);
	*out = xmlCtxtReadMemory(parser, text.ptr, (int)text.len, NULL, "UTF-8", PARSE_OPTIONS);
	*mended = !parser->wellFormed;
	if (!*out || !xmlDocGetRootElement(*out)) {
		const xmlError *why = xmlCtxtGetLastError(parser);
		int len = why && why->message ? (int)strcspn(why->message, "\n") : 0;

		xb_fail(err, XABAR_ERECORD, "no XML can be read: %.*s", len, len ? why->message : "");
		xmlFreeDoc(*out);
		*out = NULL;
	}
	xmlFreeParserCtxt(parser);
	return *out ? XABAR_OK : XABAR_ERECORD;
}

bool
xb_xml_is(const xmlNode *node, const char *name)
{
	const char *local;

	if (!node || node->type != XML_ELEMENT_NODE)
		return false;
	/* Of an undeclared prefix libxml2 leaves the whole name. */
	local = strchr((const char *)node->name, ':');
	return strcmp(local ? local + 1 : (const char *)node->name, name) == 0;
}

static xmlNode *
element_from(xmlNode *node, const char *name)
{
	while (node && (node->type != XML_ELEMENT_NODE || (name && !xb_xml_is(node, name))))
		node = node->next;
	return node;
}

xmlNode *
xb_xml_child(const xmlNode *parent, const char *name)
{
	return parent ? element_from(parent->children, name) : NULL;
}

xmlNode *
xb_xml_next(const xmlNode *node, const char *name)
{
	return element_from(node->next, name);
}

xmlNode *
xb_xml_find(const xmlNode *parent, const char *path)
{
	const char *slash;
	char name[64];

	while (parent && (slash = strchr(path, '/'))) {
		snprintf(name, sizeof(name), "%.*s", (int)(slash - path), path);
		parent = xb_xml_child(parent, name);
		path = slash + 1;
	}
	return xb_xml_child(parent, path);
}

/* ---- Text ---- */

static void
add_entity(struct xb_buf *out, const xmlNode *ref)
{
	const htmlEntityDesc *html = htmlEntityLookup(ref->name);
	const xmlEntity *own = xmlGetDocEntity(ref->doc, ref->name);
	char utf8[4];

	if (html)
		xb_buf_add(out, utf8, xb_utf8_encode(utf8, html->value));
	else if (own && own->content && own->length <= ENTITY_MAX && !xmlStrchr(own->content, '&'))
		xb_buf_add(out, own->content, (size_t)own->length);
	else
		xb_buf_printf(out, "&%s;", (const char *)ref->name);
}

/* The node after `node` in document order, not leaving `top`. */
static const xmlNode *
walk_on(const xmlNode *node, const xmlNode *top)
{
	if (node->type == XML_ELEMENT_NODE && node->children)
		return node->children;
	while (node != top && !node->next)
		node = node->parent;
	return node == top ? NULL : node->next;
}

static struct xb_str
into_arena(struct xb_buf *buf, struct xb_arena *arena)
{
	struct xb_str made = buf->failed ? (struct xb_str){ 0 } : xb_arena_str(arena, xb_buf_view(buf));

	xb_buf_release(buf);
	return made;
}

struct xb_str
xb_xml_text(const xmlNode *top, struct xb_arena *arena)
{
	struct xb_buf buf;

	if (!top)
		return (struct xb_str){ "", 0 };
	xb_buf_init(&buf, arena->limit);
	for (const xmlNode *node = top; node; node = walk_on(node, top)) {
		if (node->type == XML_ENTITY_REF_NODE)
			add_entity(&buf, node);
		else if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
			xb_buf_add_str(&buf, xb_str((const char *)node->content));
	}
	return into_arena(&buf, arena);
}

struct xb_str
xb_xml_attr(const xmlNode *node, const char *name, struct xb_arena *arena)
{
	const xmlAttr *attr = node ? node->properties : NULL;
	struct xb_buf buf;

	while (attr && strcmp((const char *)attr->name, name) != 0)
		attr = attr->next;
	if (!attr || !attr->children)
		return (struct xb_str){ "", 0 };
	if (!attr->children->next && attr->children->type == XML_TEXT_NODE)
		return xb_str_trim(xb_str((const char *)attr->children->content));
	xb_buf_init(&buf, arena->limit);
	for (const xmlNode *part = attr->children; part; part = part->next) {
		if (part->type == XML_ENTITY_REF_NODE)
			add_entity(&buf, part);
		else if (part->content)
			xb_buf_add_str(&buf, xb_str((const char *)part->content));
	}
	return xb_str_trim(into_arena(&buf, arena));
}

struct xb_str
xb_xml_markup(const xmlNode *node, struct xb_arena *arena)
{
	xmlBuffer *dump = node ? xmlBufferCreate() : NULL;
	struct xb_str made = { "", 0 };

	if (!node)
		return made;
	for (xmlNode *child = node->children; dump && child; child = child->next)
		if (xmlNodeDump(dump, node->doc, child, 0, 0) < 0)
			break;
	made = dump ? xb_arena_str(arena, xb_strn((const char *)xmlBufferContent(dump), (size_t)xmlBufferLength(dump)))
	            : (struct xb_str){ 0 };
	if (dump)
		xmlBufferFree(dump);
	return made;
}
