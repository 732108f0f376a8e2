/* SPDX-License-Identifier: GPL-2.0-or-later */
/* feed_link.h - which of an item's links is its page. */
#ifndef XB_FEED_LINK_H
#define XB_FEED_LINK_H

#include "feed_names.h"
#include "xml.h"

/* The best so far; zeroed at first. */
struct xb_feed_link {
	struct xb_str url;
	const xmlNode *node;
	int rank;
};

/* Take the link that `node` is, if it is better than what there was. Borrowed from the tree, or made in the arena. */
void xb_feed_link_offer(struct xb_feed_link *link, const xmlNode *node, enum xb_feed_element element, struct xb_arena *arena);

#endif
