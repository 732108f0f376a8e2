/* SPDX-License-Identifier: GPL-2.0-or-later */
/* feed_context.h - what an item has from the elements around it. */
#ifndef XB_FEED_CONTEXT_H
#define XB_FEED_CONTEXT_H

#include <libxml/tree.h>

#include "arena.h"
#include "str.h"

struct xb_feed_context {
	const xmlNode *channel; /* or Atom's feed; NULL when there is none */
	const xmlNode *title;   /* the channel's, or NULL */
	struct xb_str lang, link;
	struct xb_str xml_lang, base; /* of xml:lang and xml:base, as inherited */
};

/* The context of what is in `node`. It is made once for each node, in the arena, and kept at the node: many items have one
 * channel, which may be large. NULL when the arena is full. */
const struct xb_feed_context *xb_feed_context_of(xmlNode *node, struct xb_arena *arena);

/* xml:lang, xml:base of the element itself; .len 0 when it has none. */
struct xb_str xb_feed_xml_attr(const xmlNode *node, const char *name);

/* A reference in `node`, which is in `item` or is it, as a URL; .len 0 when the arena is full. */
struct xb_str xb_feed_resolve(const xmlNode *node, const xmlNode *item, const struct xb_feed_context *context,
                           struct xb_str reference, struct xb_arena *arena);

#endif
