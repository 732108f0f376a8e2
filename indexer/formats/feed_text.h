/* SPDX-License-Identifier: GPL-2.0-or-later */
/* feed_text.h - the values of elements in feeds: text, HTML, names of people. */
#ifndef XB_FEED_TEXT_H
#define XB_FEED_TEXT_H

#include <libxml/tree.h>

#include "record.h"

/* Where the pairs of an item go. */
struct xb_feed_writer {
	struct xb_record *record;
	struct xb_arena *arena;
	bool full; /* the arena is; checked once at the end */
};

/* Is there anything in it but white space? */
bool xb_feed_has_content(const xmlNode *node);

/* All the text in a node, trimmed. */
struct xb_str xb_feed_text(struct xb_feed_writer *writer, const xmlNode *node);

/* Add a pair that is text as it stands; nothing when it is empty. */
void xb_feed_add(struct xb_feed_writer *writer, const char *name, struct xb_str text);

/* Add what an element holds: text, HTML in the text, or XHTML, by its type or by what there is (RFC 4287, 3.1 and 4.1.3;
 * Atom 0.3 has mode="escaped" and "base64"; RSS says nothing). False when that is nothing we read, as an image. */
bool xb_feed_add_content(struct xb_feed_writer *writer, const char *name, const xmlNode *node);

/* Add a person as "byline": their name, without the e-mail address that RSS wants before it; the address alone where it is
 * all there is. */
void xb_feed_add_person(struct xb_feed_writer *writer, const xmlNode *node);

#endif
