/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_context.h"

#include "feed_link.h"
#include "feed_names.h"
#include "url_resolve.h"
#include "xml.h"

/* xb_xml_parse lets no elements be deeper. */
#define DEPTH_MAX 256

static const struct xb_str none = { "", 0 };

struct xb_str
xb_feed_xml_attr(const xmlNode *node, const char *name)
{
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
		if (attr->ns && attr->ns->prefix && strcmp((const char *)attr->ns->prefix, "xml") == 0 &&
		    strcmp((const char *)attr->name, name) == 0 && attr->children && attr->children->content)
			return xb_str_trim(xb_str((const char *)attr->children->content));
	return none;
}

/* What the channel says of all its items. */
static void
read_channel(struct xb_feed_context *context, const xmlNode *channel, struct xb_arena *arena)
{
	struct xb_feed_link link = { 0 };
	const xmlNode *dc_title = NULL;

	context->channel = channel;
	context->title = NULL;
	context->lang = context->link = none;
	for (const xmlNode *node = channel->children; node; node = node->next) {
		enum xb_feed_element element = xb_feed_element_of(node, channel);

		if (element == XB_FEED_TITLE && !context->title)
			context->title = node;
		else if (element == XB_FEED_DC_TITLE)
			dc_title = node;
		else if (element == XB_FEED_LANGUAGE && !context->lang.len)
			context->lang = xb_str_trim(xb_xml_text(node, arena));
		xb_feed_link_offer(&link, node, element, arena);
	}
	if (!context->title)
		context->title = dc_title;
	if (link.url.len)
		context->link = xb_url_resolve(context->base, link.url, arena);
}

static const xmlNode *
channel_of(const xmlNode *node)
{
	const xmlNode *parent = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;

	if (xb_feed_element_of(node, parent) == XB_FEED_CHANNEL)
		return node;
	for (const xmlNode *child = node->children; child; child = child->next)
		if (xb_feed_element_of(child, NULL) == XB_FEED_CHANNEL)
			return child;
	return NULL;
}

static struct xb_feed_context *
make(const xmlNode *node, const struct xb_feed_context *outer, struct xb_arena *arena)
{
	struct xb_feed_context *context = xb_arena_calloc(arena, 1, sizeof(*context));
	struct xb_str lang = xb_feed_xml_attr(node, "lang"), base = xb_feed_xml_attr(node, "base");
	const xmlNode *channel = channel_of(node);

	if (!context)
		return NULL;
	*context = outer ? *outer : (struct xb_feed_context){ NULL, NULL, none, none, none, none };
	if (lang.len)
		context->xml_lang = lang;
	if (base.len)
		context->base = xb_url_resolve(context->base, base, arena);
	if (channel)
		read_channel(context, channel, arena);
	return context;
}

const struct xb_feed_context *
xb_feed_context_of(xmlNode *node, struct xb_arena *arena)
{
	xmlNode *path[DEPTH_MAX];
	const struct xb_feed_context *context = NULL;
	size_t n = 0;

	for (; node && node->type == XML_ELEMENT_NODE && n < DEPTH_MAX; node = node->parent) {
		context = node->_private;
		if (context)
			break;
		path[n++] = node;
	}
	while (n--) {
		context = path[n]->_private = make(path[n], context, arena);
		if (!context)
			return NULL;
	}
	return context;
}

struct xb_str
xb_feed_resolve(const xmlNode *node, const xmlNode *item, const struct xb_feed_context *context, struct xb_str reference,
             struct xb_arena *arena)
{
	struct xb_str bases[] = {
		node == item ? none : xb_feed_xml_attr(node, "base"),
		xb_feed_xml_attr(item, "base"),
		context->base,
		context->link,
	};

	for (size_t i = 0; i < sizeof(bases) / sizeof(*bases) && reference.len && !xb_url_has_scheme(reference); i++)
		if (bases[i].len)
			reference = xb_url_resolve(bases[i], reference, arena);
	return reference;
}
