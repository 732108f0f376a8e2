/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_tags.h - the elements of HTML that mean something to us, and what they do to the tree. */
#ifndef XB_HTML_TAGS_H
#define XB_HTML_TAGS_H

#include <stdint.h>

#include "str.h"

/* In the order of their names, but for the first two. */
enum xb_html_tag {
	XB_HTML_TEXT,  /* no element: characters */
	XB_HTML_OTHER, /* an element of no other name here: as <span> */
	XB_HTML_A, XB_HTML_ADDRESS, XB_HTML_ARTICLE, XB_HTML_ASIDE, XB_HTML_AUDIO, XB_HTML_B, XB_HTML_BLOCKQUOTE, XB_HTML_BODY,
	XB_HTML_BR, XB_HTML_BUTTON, XB_HTML_CANVAS, XB_HTML_CAPTION, XB_HTML_CENTER, XB_HTML_DD, XB_HTML_DIALOG, XB_HTML_DIR, XB_HTML_DIV,
	XB_HTML_DL, XB_HTML_DT, XB_HTML_FIELDSET, XB_HTML_FIGCAPTION, XB_HTML_FIGURE, XB_HTML_FOOTER, XB_HTML_FORM,
	XB_HTML_H1, XB_HTML_H2, XB_HTML_H3, XB_HTML_H4, XB_HTML_H5, XB_HTML_H6, XB_HTML_HEAD, XB_HTML_HEADER, XB_HTML_HR,
	XB_HTML_HTML, XB_HTML_IFRAME, XB_HTML_IMG, XB_HTML_INPUT, XB_HTML_LI, XB_HTML_LINK, XB_HTML_MAIN, XB_HTML_MENU,
	XB_HTML_META, XB_HTML_NAV, XB_HTML_NOFRAMES, XB_HTML_NOSCRIPT, XB_HTML_OBJECT, XB_HTML_OL, XB_HTML_OPTION, XB_HTML_P,
	XB_HTML_PRE, XB_HTML_SCRIPT, XB_HTML_SECTION, XB_HTML_SELECT, XB_HTML_STRONG, XB_HTML_STYLE, XB_HTML_SVG, XB_HTML_TABLE,
	XB_HTML_TBODY, XB_HTML_TD, XB_HTML_TEMPLATE, XB_HTML_TEXTAREA, XB_HTML_TFOOT, XB_HTML_TH, XB_HTML_THEAD, XB_HTML_TIME,
	XB_HTML_TITLE, XB_HTML_TR, XB_HTML_UL, XB_HTML_VIDEO,
	XB_HTML_TAG_COUNT,
};

/* What an element is, as bits. */
#define XB_HTML_BLOCK   1u /* begins and ends a line of text */
#define XB_HTML_VOID    2u /* has no end tag, nothing in it (HTML, 13.1.2) */
#define XB_HTML_RAW     4u /* nothing in it is a tag but its own end tag */
#define XB_HTML_NO_TEXT 8u /* nothing in it is text of the page */
#define XB_HTML_HEADING 16u
#define XB_HTML_SCOPE   32u /* end tags in it do not end what is around it: a table, a cell */

extern const uint8_t xb_html_traits[XB_HTML_TAG_COUNT];

/* By name as written, in any case. */
enum xb_html_tag xb_html_tag_find(struct xb_str name);

#endif
