/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_tree.h - a page as a tree: nodes in the order of the page, so that a subtree is a run of them. */
#ifndef XB_HTML_TREE_H
#define XB_HTML_TREE_H

#include "arena.h"
#include "error.h"
#include "html_tags.h"

struct xb_html_node {
	struct xb_str source; /* of text: its characters; of an element: its attributes; as in the page, references and all */
	uint32_t parent;
	uint32_t end;         /* the first node after it and all that it holds */
	uint8_t tag;          /* enum xb_html_tag */
	bool in_link;         /* text that leads somewhere */
};

/* Nodes borrow from the page. nodes[0] is the page itself, an element without a name; there always is one. */
struct xb_html_tree {
	struct xb_html_node *nodes;
	uint32_t n;
};

/* Any text is a page. Takes linear time, and no stack however deep elements nest. Made in the arena. ERECORD when it has
 * more tags than any page could mean; ENOMEM. */
xabar_status xb_html_parse(struct xb_html_tree *out, struct xb_str html, struct xb_arena *arena, xabar_error *err);

/* Take the next attribute off the front of an element's source: false when there is none. The value is as written, .len 0
 * without one. */
bool xb_html_next_attr(struct xb_str *rest, struct xb_str *name, struct xb_str *value);

/* An attribute's value, as written and trimmed; .len 0 when absent. `name` in lower case. */
struct xb_str xb_html_attr(const struct xb_html_node *node, const char *name);

/* Whether it has the attribute, with or without a value. */
bool xb_html_has_attr(const struct xb_html_node *node, const char *name);

#endif
