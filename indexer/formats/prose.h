/* SPDX-License-Identifier: GPL-2.0-or-later */
/* prose.h - the text of an article in XML: NITF, XHTML, or what else a wire puts where its text belongs. */
#ifndef XB_PROSE_H
#define XB_PROSE_H

#include "xml.h"

/* The text in a node: "\n\n" after what is a block in NITF or XHTML, a line for each row of a table and item of a list,
 * spaces as the two read them. Heads, scripts and media objects are no text; the captions of media come at the end. An
 * element of neither vocabulary is inline within a block, a line of its own outside. Made in the arena; .len 0 for NULL,
 * .ptr NULL when the arena is full. */
struct xb_str xb_prose_text(const xmlNode *node, struct xb_arena *arena);

/* The same for an element that holds content of whatever kind: where it has no elements but text, that may be HTML. */
struct xb_str xb_prose_content(const xmlNode *holder, struct xb_arena *arena);

/* The text of one node as one line. */
struct xb_str xb_prose_line(const xmlNode *node, struct xb_arena *arena);

#endif
