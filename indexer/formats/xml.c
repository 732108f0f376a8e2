/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xml.h"

#include "buf.h"

/* A name of an undeclared prefix is whole. */
static const char *
local_name(const xmlChar *name)
{
	const char *colon = strchr((const char *)name, ':');

	return colon ? colon + 1 : (const char *)name;
}

bool
xb_xml_is(const xmlNode *node, const char *name)
{
	return node && node->type == XML_ELEMENT_NODE && strcmp(local_name(node->name), name) == 0;
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

struct xb_str
xb_xml_attr(const xmlNode *node, const char *name, struct xb_arena *arena)
{
	(void)arena;
	for (const xmlAttr *attr = node ? node->properties : NULL; attr; attr = attr->next)
		if (strcmp(local_name(attr->name), name) == 0)
			return attr->children && attr->children->content
			               ? xb_str_trim(xb_str((const char *)attr->children->content))
			               : (struct xb_str){ "", 0 };
	return (struct xb_str){ "", 0 };
}

/* ---- Text ---- */

static bool
is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE && node->content;
}

/* The node after `node` in document order, not leaving `top`; called with each element that is left. */
static const xmlNode *
walk_on(const xmlNode *node, const xmlNode *top, void (*leave)(struct xb_buf *, const xmlNode *), struct xb_buf *out)
{
	if (node->type == XML_ELEMENT_NODE && node->children)
		return node->children;
	while (node != top) {
		if (leave && node->type == XML_ELEMENT_NODE)
			leave(out, node);
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

struct xb_str
xb_xml_text(const xmlNode *top, struct xb_arena *arena)
{
	struct xb_buf buf;

	if (!top || (top->type == XML_ELEMENT_NODE && !top->children))
		return (struct xb_str){ "", 0 };
	if (top->type == XML_ELEMENT_NODE && is_text(top->children) && !top->children->next)
		return xb_str((const char *)top->children->content);
	xb_buf_init(&buf, arena->limit);
	for (const xmlNode *node = top; node; node = walk_on(node, top, NULL, NULL))
		if (is_text(node))
			xb_buf_add_str(&buf, xb_str((const char *)node->content));
	return xb_buf_into_arena(&buf, arena);
}

static void
add_escaped(struct xb_buf *out, const char *text)
{
	while (*text) {
		size_t run = strcspn(text, "<&");

		xb_buf_add(out, text, run);
		text += run;
		if (*text)
			xb_buf_add_str(out, xb_str(*text++ == '<' ? "&lt;" : "&amp;"));
	}
}

static void
add_tag(struct xb_buf *out, const xmlNode *element, const char *open, const char *close)
{
	xb_buf_add_str(out, xb_str(open));
	xb_buf_add_str(out, xb_str(local_name(element->name)));
	xb_buf_add_str(out, xb_str(close));
}

static void
add_end_tag(struct xb_buf *out, const xmlNode *element)
{
	if (element->children)
		add_tag(out, element, "</", ">");
}

struct xb_str
xb_xml_markup(const xmlNode *top, struct xb_arena *arena)
{
	struct xb_buf buf;

	if (!top || !top->children)
		return (struct xb_str){ "", 0 };
	xb_buf_init(&buf, arena->limit);
	xb_buf_add_str(&buf, xb_str("<span>"));
	for (const xmlNode *node = top->children; node; node = walk_on(node, top, add_end_tag, &buf)) {
		if (is_text(node))
			add_escaped(&buf, (const char *)node->content);
		else if (node->type == XML_ELEMENT_NODE)
			add_tag(&buf, node, "<", node->children ? ">" : "/>");
	}
	xb_buf_add_str(&buf, xb_str("</span>"));
	return xb_buf_into_arena(&buf, arena);
}
