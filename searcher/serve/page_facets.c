/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_facets.c - values of fields, each a link that narrows down, or takes that back. */
#include "page.h"

#include <stdio.h>

static const struct {
	const char *field;
	enum xb_word word;
	size_t list;           /* in a struct xb_asked; 0: it is asked for in the query */
} facets[] = {
	{ "source", XB_SOURCE_WORD, offsetof(struct xb_asked, sources) },
	{ "section", XB_SECTION_WORD, offsetof(struct xb_asked, sections) },
	{ "lang", XB_LANGUAGE_WORD, offsetof(struct xb_asked, langs) },
	{ "place", XB_PLACE_WORD, 0 },
};

/* Take a value out of a list, or put it in: true when it was in. */
static bool
toggle(struct xb_list *list, const char *value)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->values[i], value) == 0) {
			list->n--;
			memmove(&list->values[i], &list->values[i + 1], (list->n - i + 1) * sizeof(*list->values));
			return true;
		}
	if (list->n < XB_LIST_MAX)
		list->values[list->n++] = value;
	return false;
}

/* The same of a clause, field:"value", at the end of a query, which is then in `out`. A quote cannot stand in one; words are all that
 * is compared. */
static bool
toggle_clause(struct xb_buf *out, const char *query, const char *field, const char *value)
{
	struct xb_buf clause;
	const char *at;

	xb_buf_init(&clause, 4096);
	xb_buf_printf(&clause, "%s:\"", field);
	for (; *value; value++)
		xb_buf_add_char(&clause, *value == '"' ? ' ' : *value);
	xb_buf_add_char(&clause, '"');
	at = strstr(query, xb_buf_view(&clause).ptr);
	if (at) {
		struct xb_str before = xb_str_trim(xb_strn(query, (size_t)(at - query)));
		struct xb_str after = xb_str_trim(xb_str(at + clause.len));

		xb_buf_add_str(out, before);
		xb_buf_add_str(out, xb_str(before.len && after.len ? " " : ""));
		xb_buf_add_str(out, after);
	} else {
		xb_buf_add_str(out, xb_str(query));
		xb_buf_add_str(out, xb_str(*query ? " " : ""));
		xb_buf_add_str(out, xb_buf_view(&clause));
	}
	xb_buf_release(&clause);
	return at != NULL;
}

static void
add_value(const struct xb_page *page, size_t facet, const xabar_facet_value *value)
{
	const bool lang = strcmp(facets[facet].field, "lang") == 0;
	struct xb_asked to = *page->asked;
	struct xb_buf query;
	bool set;

	xb_buf_init(&query, 1 << 16);
	xb_buf_add_str(&query, xb_str(""));
	if (facets[facet].list) {
		set = toggle((struct xb_list *)((char *)&to + facets[facet].list), value->value);
	} else {
		set = toggle_clause(&query, to.request.query ? to.request.query : "", facets[facet].field, value->value);
		to.request.query = xb_buf_view(&query).ptr;
	}
	to.request.offset = 0;
	xb_page_add(page, "<li><a rel=\"nofollow\"");
	xb_page_href(page, &to);
	xb_page_add(page, set ? " aria-current=\"true\"><span class=\"value\">" : "><span class=\"value\">");
	xb_page_bdi(page, lang ? xb_lang_name(value->value) : xb_page_brief(value->value));
	xb_page_add(page, "</span> <span class=\"count\">");
	xb_page_number(page, value->count);
	xb_page_add(page, "</span></a></li>\n");
	xb_buf_release(&query);
}

static void
add_facet(const struct xb_page *page, size_t i, const xabar_facet *facet)
{
	xb_page_add(page, "<section><h3>");
	xb_page_word(page, facets[i].word);
	xb_page_add(page, "</h3>\n<ul>\n");
	for (size_t v = 0; v < facet->nvalues; v++)
		add_value(page, i, &facet->values[v]);
	xb_page_add(page, "</ul></section>\n");
}

static void
add_date_input(const struct xb_page *page, const char *name, enum xb_word word, const char *value)
{
	xb_page_add(page, "<label>");
	xb_page_word(page, word);
	xb_buf_printf(page->out, " <input form=\"search\" name=\"%s\" dir=\"ltr\" size=\"10\" placeholder=\"2022-05\" value=\"", name);
	xb_page_text(page, value);
	xb_page_add(page, "\"></label>\n");
}

void
xb_page_facets(const struct xb_page *page, const xabar_results *results)
{
	xb_page_add(page, "<aside aria-labelledby=\"narrow\">\n<h2 id=\"narrow\">");
	xb_page_word(page, XB_FILTERS_WORD);
	xb_page_add(page, "</h2>\n<div class=\"dates\">");
	add_date_input(page, "from", XB_FROM_WORD, page->asked->request.from);
	add_date_input(page, "to", XB_TO_WORD, page->asked->request.to);
	xb_page_add(page, "<button form=\"search\">");
	xb_page_word(page, XB_APPLY_WORD);
	xb_page_add(page, "</button></div>\n");
	for (size_t i = 0; i < results->nfacets; i++)
		for (size_t known = 0; known < sizeof(facets) / sizeof(*facets); known++)
			if (results->facets[i].nvalues && strcmp(facets[known].field, results->facets[i].field) == 0)
				add_facet(page, known, &results->facets[i]);
	xb_page_add(page, "</aside>\n");
}
