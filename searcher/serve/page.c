/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page.c - what all pages have: head, search box, foot, and the small parts. */
#include "page.h"

#include "render_web.h"

struct xb_page
xb_page_of(struct xb_answer *out, const struct xb_asked *asked)
{
	out->type = XB_TYPE_HTML;
	return (struct xb_page){ .out = &out->body, .asked = asked, .tongue = xb_page_tongue(asked) };
}

const char *
xb_page_tongue(const struct xb_asked *asked)
{
	return asked->tongue ? asked->tongue : asked->accepted ? asked->accepted : xb_tongues[0];
}

/* ---- Small parts ---- */

void
xb_page_add(const struct xb_page *page, const char *markup)
{
	xb_buf_add_str(page->out, xb_str(markup));
}

void
xb_page_text(const struct xb_page *page, const char *text)
{
	if (text)
		xb_web_text(page->out, xb_str(text));
}

void
xb_page_word(const struct xb_page *page, enum xb_word word)
{
	xb_page_text(page, xb_word_in(word, page->tongue));
}

void
xb_page_bdi(const struct xb_page *page, const char *text)
{
	if (!text)
		return;
	xb_page_add(page, "<bdi>");
	xb_page_text(page, text);
	xb_page_add(page, "</bdi>");
}

const char *
xb_page_brief(const char *text)
{
	const char *scheme = text ? strstr(text, "://") : NULL;

	return scheme && xb_web_is_link(text) ? scheme + 3 : text;
}

void
xb_page_lang(const struct xb_page *page, const char *lang)
{
	xb_page_add(page, " dir=\"auto\"");
	xb_page_only_lang(page, lang);
}

void
xb_page_only_lang(const struct xb_page *page, const char *lang)
{
	if (xb_web_is_lang(lang))
		xb_buf_printf(page->out, " lang=\"%s\"", lang);
}

void
xb_page_headline(const struct xb_page *page, const char *element, const xabar_hit *hit)
{
	xb_buf_printf(page->out, "<%s", element);
	xb_page_only_lang(page, hit->lang);
	xb_page_add(page, ">");
	xb_page_text(page, hit->headline ? hit->headline : hit->id);
	xb_buf_printf(page->out, "</%s>\n", element);
}

void
xb_page_href(const struct xb_page *page, const struct xb_asked *to)
{
	xb_page_add(page, " href=\"");
	xb_target_write(page->out, xb_route_find("/"), to);
	xb_buf_add_char(page->out, '"');
}

void
xb_page_doc_href(const struct xb_page *page, const char *path, const char *id, const char *as_of)
{
	const struct xb_asked to = { .name = id, .request = { .limit = page->asked->request.limit, .as_of = as_of },
		                     .media = XB_MEDIA_HTML, .tongue = page->asked->tongue };

	xb_page_add(page, " href=\"");
	xb_target_write(page->out, xb_route_find(path), &to);
	xb_buf_add_char(page->out, '"');
}

/* ---- The frame ---- */

/* A search that can be answered is a feed. */
static bool
has_feed(const struct xb_page *page)
{
	return !page->asked->name && !page->problem;
}

/* What is asked, the newest first. */
static void
add_feed_href(const struct xb_page *page)
{
	struct xb_asked to = *page->asked;

	to.media = XB_MEDIA_ATOM;
	to.request.order = XABAR_NEWEST;
	to.request.offset = 0;
	to.tongue = NULL;
	xb_page_add(page, " href=\"");
	xb_target_write(page->out, xb_route_find("/search"), &to);
	xb_buf_add_char(page->out, '"');
}

/* What a new query keeps of the old one. */
static void
add_hidden(void *ctx, const char *name, const char *value)
{
	const struct xb_page *page = ctx;

	if (strcmp(name, "q") == 0 || strcmp(name, "from") == 0 || strcmp(name, "to") == 0 || strcmp(name, "offset") == 0 ||
	    strcmp(name, "without") == 0)
		return;
	xb_buf_printf(page->out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
	xb_page_text(page, value);
	xb_page_add(page, "\">");
}

static void
add_search_form(const struct xb_page *page)
{
	const bool search = !page->asked->name;
	const struct xb_asked home = { .request = XABAR_REQUEST_INIT, .tongue = page->asked->tongue };

	xb_page_add(page, "<header>\n<a class=\"skip\"");
	xb_page_add(page, has_feed(page) ? " href=\"#found\">" : " href=\"#main\">");
	xb_page_word(page, XB_SKIP_WORD);
	xb_page_add(page, "</a>\n<a class=\"logo\"");
	xb_page_href(page, &home);
	xb_page_add(page, ">xabar</a>\n<form id=\"search\" role=\"search\" action=\"/\">");
	xb_target_each(xb_route_find("/"), search ? page->asked : &home, add_hidden, (void *)page);
	xb_page_add(page, "<input type=\"search\" name=\"q\" dir=\"auto\" autocomplete=\"off\" spellcheck=\"false\" aria-label=\"");
	xb_page_word(page, XB_TITLE_WORD);
	xb_page_add(page, "\" value=\"");
	xb_page_text(page, search ? page->asked->request.query : NULL);
	xb_page_add(page, "\"><button>");
	xb_page_word(page, XB_SEARCH_WORD);
	xb_page_add(page, "</button></form>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void
xb_page_begin(const struct xb_page *page, const char *title)
{
	xb_buf_printf(page->out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	              "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
	              "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
	              page->tongue, xb_tongue_is_right_to_left(page->tongue) ? "rtl" : "ltr");
	if (title && *title) {
		xb_page_text(page, title);
		xb_page_add(page, " - xabar");
	} else {
		xb_page_add(page, "xabar - ");
		xb_page_word(page, XB_TITLE_WORD);
	}
	xb_page_add(page, "</title>\n<link rel=\"stylesheet\" href=\"/page.css\">\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"/icon.svg\">\n"
	            "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"xabar\" href=\"/opensearch.xml\">\n");
	if (has_feed(page)) {
		xb_page_add(page, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"xabar\"");
		add_feed_href(page);
		xb_page_add(page, ">\n");
	}
	xb_page_add(page, "<script src=\"/page.js\" defer></script>\n</head>\n<body>\n");
	add_search_form(page);
}

/* To the same page in another language; of a dispatch, by its own route. */
static void
add_tongues(const struct xb_page *page)
{
	const struct xb_route *route = page->asked->name ? page->asked->route : xb_route_find("/");
	struct xb_asked to = *page->asked;

	xb_page_add(page, "<nav class=\"tongues\" aria-label=\"");
	xb_page_word(page, XB_INTERFACE_WORD);
	xb_page_add(page, "\">");
	for (const char *const *tongue = xb_tongues; *tongue; tongue++) {
		to.tongue = *tongue;
		xb_buf_printf(page->out, "<a lang=\"%s\" hreflang=\"%s\"%s href=\"", *tongue, *tongue,
		              strcmp(*tongue, page->tongue) == 0 ? " aria-current=\"true\"" : "");
		xb_target_write(page->out, route, &to);
		xb_page_add(page, "\">");
		xb_page_text(page, xb_lang_name(*tongue));
		xb_page_add(page, "</a> ");
	}
	xb_page_add(page, "</nav>\n");
}

void
xb_page_end(const struct xb_page *page)
{
	xb_page_add(page, "</main>\n<footer>\n");
	if (has_feed(page)) {
		xb_page_add(page, "<a class=\"feed\"");
		add_feed_href(page);
		xb_page_add(page, ">");
		xb_page_word(page, XB_SUBSCRIBE_WORD);
		xb_page_add(page, "</a>\n");
	}
	add_tongues(page);
	xb_page_add(page, "</footer>\n</body>\n</html>\n");
}
