/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_tags.h"

#include <stdlib.h>

#define NAME_MAX_LEN 10

const uint8_t xb_html_traits[XB_HTML_TAG_COUNT] = {
	[XB_HTML_ADDRESS] = XB_HTML_BLOCK,
	[XB_HTML_ARTICLE] = XB_HTML_BLOCK,
	[XB_HTML_ASIDE] = XB_HTML_BLOCK,
	[XB_HTML_AUDIO] = XB_HTML_NO_TEXT,
	[XB_HTML_BLOCKQUOTE] = XB_HTML_BLOCK,
	[XB_HTML_BODY] = XB_HTML_BLOCK,
	[XB_HTML_BR] = XB_HTML_VOID,
	[XB_HTML_BUTTON] = XB_HTML_NO_TEXT,
	[XB_HTML_CANVAS] = XB_HTML_NO_TEXT,
	[XB_HTML_CAPTION] = XB_HTML_BLOCK,
	[XB_HTML_CENTER] = XB_HTML_BLOCK,
	[XB_HTML_DD] = XB_HTML_BLOCK,
	[XB_HTML_DIALOG] = XB_HTML_BLOCK | XB_HTML_NO_TEXT,
	[XB_HTML_DIR] = XB_HTML_BLOCK,
	[XB_HTML_DIV] = XB_HTML_BLOCK,
	[XB_HTML_DL] = XB_HTML_BLOCK,
	[XB_HTML_DT] = XB_HTML_BLOCK,
	[XB_HTML_FIELDSET] = XB_HTML_BLOCK,
	[XB_HTML_FIGCAPTION] = XB_HTML_BLOCK,
	[XB_HTML_FIGURE] = XB_HTML_BLOCK,
	[XB_HTML_FOOTER] = XB_HTML_BLOCK,
	[XB_HTML_FORM] = XB_HTML_BLOCK,
	[XB_HTML_H1] = XB_HTML_BLOCK | XB_HTML_HEADING,
	[XB_HTML_H2] = XB_HTML_BLOCK | XB_HTML_HEADING,
	[XB_HTML_H3] = XB_HTML_BLOCK | XB_HTML_HEADING,
	[XB_HTML_H4] = XB_HTML_BLOCK | XB_HTML_HEADING,
	[XB_HTML_H5] = XB_HTML_BLOCK | XB_HTML_HEADING,
	[XB_HTML_H6] = XB_HTML_BLOCK | XB_HTML_HEADING,
	[XB_HTML_HEAD] = XB_HTML_BLOCK | XB_HTML_NO_TEXT,
	[XB_HTML_HEADER] = XB_HTML_BLOCK,
	[XB_HTML_HR] = XB_HTML_BLOCK | XB_HTML_VOID,
	[XB_HTML_HTML] = XB_HTML_BLOCK,
	[XB_HTML_IFRAME] = XB_HTML_RAW | XB_HTML_NO_TEXT,
	[XB_HTML_IMG] = XB_HTML_VOID,
	[XB_HTML_INPUT] = XB_HTML_VOID,
	[XB_HTML_LI] = XB_HTML_BLOCK,
	[XB_HTML_LINK] = XB_HTML_VOID,
	[XB_HTML_MAIN] = XB_HTML_BLOCK,
	[XB_HTML_MENU] = XB_HTML_BLOCK,
	[XB_HTML_META] = XB_HTML_VOID,
	[XB_HTML_NAV] = XB_HTML_BLOCK,
	[XB_HTML_NOFRAMES] = XB_HTML_NO_TEXT,
	[XB_HTML_NOSCRIPT] = XB_HTML_NO_TEXT,
	[XB_HTML_OBJECT] = XB_HTML_NO_TEXT,
	[XB_HTML_OL] = XB_HTML_BLOCK,
	[XB_HTML_P] = XB_HTML_BLOCK,
	[XB_HTML_PRE] = XB_HTML_BLOCK,
	[XB_HTML_SCRIPT] = XB_HTML_RAW | XB_HTML_NO_TEXT,
	[XB_HTML_SECTION] = XB_HTML_BLOCK,
	[XB_HTML_SELECT] = XB_HTML_NO_TEXT,
	[XB_HTML_STYLE] = XB_HTML_RAW | XB_HTML_NO_TEXT,
	[XB_HTML_SVG] = XB_HTML_NO_TEXT,
	[XB_HTML_TABLE] = XB_HTML_BLOCK | XB_HTML_SCOPE,
	[XB_HTML_TBODY] = XB_HTML_BLOCK,
	[XB_HTML_TD] = XB_HTML_BLOCK | XB_HTML_SCOPE,
	[XB_HTML_TEMPLATE] = XB_HTML_NO_TEXT,
	[XB_HTML_TEXTAREA] = XB_HTML_RAW | XB_HTML_NO_TEXT,
	[XB_HTML_TFOOT] = XB_HTML_BLOCK,
	[XB_HTML_TH] = XB_HTML_BLOCK | XB_HTML_SCOPE,
	[XB_HTML_THEAD] = XB_HTML_BLOCK,
	[XB_HTML_TITLE] = XB_HTML_RAW | XB_HTML_NO_TEXT,
	[XB_HTML_TR] = XB_HTML_BLOCK,
	[XB_HTML_UL] = XB_HTML_BLOCK,
	[XB_HTML_VIDEO] = XB_HTML_NO_TEXT,
};

static const char names[XB_HTML_TAG_COUNT - XB_HTML_A][NAME_MAX_LEN + 1] = {
	"a", "address", "article", "aside", "audio", "b", "blockquote", "body", "br", "button", "canvas", "caption", "center", "dd",
	"dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
	"h6", "head", "header", "hr", "html", "iframe", "img", "input", "li", "link", "main", "menu", "meta", "nav", "noframes",
	"noscript", "object", "ol", "option", "p", "pre", "script", "section", "select", "strong", "style", "svg", "table", "tbody", "td",
	"template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "ul", "video",
};

static int
compare_name(const void *key, const void *row)
{
	return strcmp(key, row);
}

enum xb_html_tag
xb_html_tag_find(struct xb_str name)
{
	char lower[NAME_MAX_LEN + 1];
	const char (*row)[NAME_MAX_LEN + 1];

	if (name.len > NAME_MAX_LEN)
		return XB_HTML_OTHER;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? (char)(name.ptr[i] | 0x20) : name.ptr[i];
	lower[name.len] = '\0';
	row = bsearch(lower, names, sizeof(names) / sizeof(*names), sizeof(*names), compare_name);
	return row ? (enum xb_html_tag)(XB_HTML_A + (row - names)) : XB_HTML_OTHER;
}
