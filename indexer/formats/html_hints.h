/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_hints.h - what pages call their parts, in markup and in words, in the languages of the region. */
#ifndef XB_HTML_HINTS_H
#define XB_HTML_HINTS_H

#include "html_tree.h"

/* What an element's name, class, id and role say of what is in it, as bits. */
#define XB_HTML_HINT_ASIDE   1u  /* not the article: menus, related links, advertisements */
#define XB_HTML_HINT_COMMENT 2u  /* readers' comments: likewise, and often longer than the article */
#define XB_HTML_HINT_META    4u  /* a date, a name, a count of views */
#define XB_HTML_HINT_BYLINE  8u  /* who wrote it */
#define XB_HTML_HINT_DATE    16u /* when */
#define XB_HTML_HINT_MAIN    32u /* the article's text, by a class */
#define XB_HTML_HINT_BODY    64u /* the article's text, by the microdata of schema.org */

uint8_t xb_html_hints(const struct xb_html_node *node);

/* What a short line says of itself or of what follows. */
enum xb_html_phrase {
	XB_HTML_PHRASE_NONE,
	XB_HTML_PHRASE_ASIDE,    /* "Read also: ..." */
	XB_HTML_PHRASE_COMMENTS, /* "Comments (12)": the article has ended */
	XB_HTML_PHRASE_LEGAL,    /* "All rights reserved" */
};

/* `key` as xb_html_key makes it. */
enum xb_html_phrase xb_html_phrase(struct xb_str key);

#endif
