/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_content.h - which of a page's blocks are the article. */
#ifndef XB_HTML_CONTENT_H
#define XB_HTML_CONTENT_H

#include "html_layout.h"

struct xb_html_content {
	struct xb_str text;  /* paragraphs, "\n\n" between them */
	size_t letters;      /* in it */
	bool is_marked;      /* the page says by microdata that this is an article's text */
	bool has_links;      /* more of them than a text alone has: menus, headlines of other pages */
	bool is_links;       /* what text there is, leads to other pages: a front page, a list of a section */
};

/* Made in the arena; false when it is full. */
bool xb_html_content(struct xb_html_content *out, const struct xb_html_layout *layout, struct xb_arena *arena);

#endif
