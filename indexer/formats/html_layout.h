/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_layout.h - a page as its reader sees it: blocks of text one after another, and which part of the page each is in. */
#ifndef XB_HTML_LAYOUT_H
#define XB_HTML_LAYOUT_H

#include "html_tree.h"

/* Text that stands together: a paragraph, a heading, a cell, what is between <br><br>. */
struct xb_html_block {
	uint32_t from, to; /* its nodes */
	uint32_t box;      /* the innermost block element around it */
	uint32_t letters;
	uint32_t linked;   /* of them in links */
	uint8_t hints;     /* of all that is around it (html_hints.h) */
};

struct xb_html_layout {
	const struct xb_html_tree *tree;
	uint8_t *hints;              /* by node: of itself and, but for MAIN, of all that is around it */
	struct xb_html_block *blocks;
	size_t n;
	size_t title;                /* the block that is the article's headline; n: there is none */
};

#define XB_HTML_PROSE_MIN 80 /* letters outside links that only running text has in one block */

/* Lay a page out. `title` is what the page is called; where that is not shown its headline is its first <h1>, or a bold
 * line above the text. What a class says of a part is not
 * believed of one that holds the headline or most of the text: <div class="with-sidebar">. In the arena; false when it
 * is full. */
bool xb_html_layout(struct xb_html_layout *out, const struct xb_html_tree *tree, struct xb_str title,
                    struct xb_arena *arena);

/* Does running text stand in this block, going by its length and links? */
bool xb_html_is_prose(const struct xb_html_block *block);

#endif
