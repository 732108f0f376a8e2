/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_chips.c - what a search is made of, each part to be taken away: filters, and the spellings that were added to its words: one by
 * one, by the parameter `without`, or all of a word's, which the query language can say: =word is this spelling only. */
#include "page.h"

#define QUERY_MAX ((size_t)1 << 16)
/* Of a word; the others are as rare as they are many. */
#define VARIANTS_MAX 12

/* ---- Filters ---- */

static bool
is_empty(const char *text)
{
	return !text || !*text;
}

/* A link named by what it takes away. */
static void
add_filter(const struct xb_page *page, const struct xb_asked *to, enum xb_word word, const char *value)
{
	xb_page_add(page, "<li><a class=\"chip\"");
	xb_page_href(page, to);
	xb_page_add(page, "><span class=\"sr\">");
	xb_page_word(page, XB_REMOVE_WORD);
	xb_page_add(page, " </span>");
	xb_page_word(page, word);
	xb_page_add(page, ": ");
	xb_page_bdi(page, xb_page_brief(value));
	xb_page_add(page, "<span class=\"x\" aria-hidden=\"true\">\xc3\x97</span></a></li>\n");
}

static void
list_remove(struct xb_list *list, size_t i)
{
	memmove(&list->values[i], &list->values[i + 1], (list->n - i) * sizeof(*list->values));
	list->n--;
}

static void
add_list(const struct xb_page *page, size_t offset, enum xb_word word)
{
	const struct xb_list *list = (const void *)((const char *)page->asked + offset);

	for (size_t i = 0; i < list->n; i++) {
		struct xb_asked to = *page->asked;

		list_remove((void *)((char *)&to + offset), i);
		to.request.offset = 0;
		add_filter(page, &to, word, list->values[i]);
	}
}

/* A date, whose place in a request is `at` bytes on. */
static void
add_date(const struct xb_page *page, size_t at, enum xb_word word)
{
	const char *value = *(const char *const *)((const char *)page->asked + at);
	struct xb_asked to = *page->asked;

	*(const char **)((char *)&to + at) = NULL;
	to.request.offset = 0;
	if (!is_empty(value))
		add_filter(page, &to, word, value);
}

static void
add_filters(const struct xb_page *page)
{
	const struct xb_asked *asked = page->asked;

	if (!asked->sources.n && !asked->sections.n && !asked->langs.n && is_empty(asked->request.from) && is_empty(asked->request.to) &&
	    is_empty(asked->request.as_of))
		return;
	xb_page_add(page, "<ul class=\"chips\">\n");
	add_list(page, offsetof(struct xb_asked, sources), XB_SOURCE_WORD);
	add_list(page, offsetof(struct xb_asked, sections), XB_SECTION_WORD);
	add_list(page, offsetof(struct xb_asked, langs), XB_LANGUAGE_WORD);
	add_date(page, offsetof(struct xb_asked, request.from), XB_FROM_WORD);
	add_date(page, offsetof(struct xb_asked, request.to), XB_TO_WORD);
	add_date(page, offsetof(struct xb_asked, request.as_of), XB_AS_OF_WORD);
	xb_page_add(page, "</ul>\n");
}

/* ---- Spellings ---- */

static bool
is_edge(char c, const char *edges)
{
	return !c || strchr(edges, c);
}

/* Where a word stands in a query as a clause of its own, between quotes nowhere; NULL: it does not. */
static const char *
find_clause(const char *query, const char *word)
{
	const size_t len = strlen(word);
	bool quoted = false;

	for (const char *at = query; len && *at; at++) {
		quoted ^= *at == '"';
		if (!quoted && strncmp(at, word, len) == 0 && is_edge(at == query ? '\0' : at[-1], " (+=") && is_edge(at[len], " )"))
			return at;
	}
	return NULL;
}

/* A query with `len` bytes at `at` replaced by up to three texts; "" for none, so that it is never without bytes. */
static void
splice(struct xb_buf *out, const char *query, const char *at, size_t len, const char *a, const char *b, const char *c)
{
	xb_buf_init(out, QUERY_MAX);
	xb_buf_add(out, query, (size_t)(at - query));
	xb_buf_add_str(out, xb_str(a));
	xb_buf_add_str(out, xb_str(b));
	xb_buf_add_str(out, xb_str(c));
	xb_buf_add_str(out, xb_str(at + len));
}

/* " href=..." to a query, which is freed. */
static void
add_query_href(const struct xb_page *page, struct xb_buf *query)
{
	struct xb_asked to = *page->asked;

	to.request.query = xb_buf_view(query).ptr;
	to.request.offset = 0;
	xb_page_href(page, &to);
	xb_buf_release(query);
}

/* A chip of another spelling: a link to a search without it, or with it again. */
static void
add_spelling(const struct xb_page *page, const struct xb_asked *to, const char *spelling, bool out)
{
	xb_page_add(page, out ? "<li><a class=\"chip off\"" : "<li><a class=\"chip\"");
	xb_page_href(page, to);
	xb_page_add(page, "><span class=\"sr\">");
	xb_page_word(page, out ? XB_AGAIN_WORD : XB_WITHOUT_WORD);
	xb_page_add(page, " </span>");
	xb_page_bdi(page, spelling);
	xb_buf_printf(page->out, "<span class=\"x\" aria-hidden=\"true\">%s</span></a></li>\n", out ? "+" : "\xc3\x97");
}

static void
add_variant(const struct xb_page *page, const char *variant)
{
	struct xb_asked to = *page->asked;

	if (to.without.n == XB_LIST_MAX)
		return;
	to.without.values[to.without.n++] = variant;
	to.request.offset = 0;
	add_spelling(page, &to, variant, false);
}

/* The spellings that were taken away. */
static void
add_left_out(const struct xb_page *page)
{
	const struct xb_list *list = &page->asked->without;

	if (!list->n)
		return;
	xb_page_add(page, "<div class=\"expanded\"><p>");
	xb_page_word(page, XB_LEFT_OUT_WORD);
	xb_page_add(page, "</p>\n<ul class=\"chips\">\n");
	for (size_t i = 0; i < list->n; i++) {
		struct xb_asked to = *page->asked;

		list_remove(&to.without, i);
		to.request.offset = 0;
		add_spelling(page, &to, list->values[i], true);
	}
	xb_page_add(page, "</ul></div>\n");
}

/* "=word" for a word, or the other way round. */
static void
add_only(const struct xb_page *page, const char *query, const char *at, const char *word, bool only)
{
	const char *quote = strchr(word, ' ') ? "\"" : "=";
	struct xb_buf changed;

	if (only)
		splice(&changed, query, at - 1, 1, "", "", "");
	else if (*quote == '"')
		splice(&changed, query, at, strlen(word), "=\"", word, quote);
	else
		splice(&changed, query, at, 0, quote, "", "");
	xb_page_add(page, "<li><a class=\"chip switch\"");
	add_query_href(page, &changed);
	xb_page_add(page, ">");
	xb_page_word(page, only ? XB_SPELLINGS_WORD : XB_ONLY_WORD);
	xb_page_add(page, "</a></li>\n");
}

static void
add_word(const struct xb_page *page, const char *query, const xabar_word *word)
{
	const char *at = find_clause(query, word->text);
	const bool only = at && at > query && at[-1] == '=';

	if (!word->nvariants && !only)
		return;
	xb_page_add(page, "<div class=\"expanded\"><p>");
	xb_page_bdi(page, word->text);
	xb_page_add(page, " ");
	if (!only)
		xb_page_word(page, XB_ALSO_WORD);
	xb_page_add(page, "</p>\n<ul class=\"chips\">\n");
	for (size_t i = 0, shown = 0; i < word->nvariants && shown < VARIANTS_MAX; i++)
		if (!word->variants[i].stem) {
			add_variant(page, word->variants[i].term);
			shown++;
		}
	if (at)
		add_only(page, query, at, word->text, only);
	xb_page_add(page, "</ul></div>\n");
}

/* ---- What was meant ---- */

static void
add_suggestion(const struct xb_page *page, const char *suggestion)
{
	struct xb_asked to = *page->asked;

	if (!suggestion)
		return;
	to.request.query = suggestion;
	to.request.offset = 0;
	xb_page_add(page, "<p class=\"meant\">");
	xb_page_word(page, XB_MEANT_WORD);
	xb_page_add(page, " <a dir=\"auto\"");
	xb_page_href(page, &to);
	xb_page_add(page, ">");
	xb_page_text(page, suggestion);
	xb_page_add(page, "</a></p>\n");
}

void
xb_page_chips(const struct xb_page *page, const xabar_results *results)
{
	add_filters(page);
	add_suggestion(page, results->suggestion);
	for (size_t i = 0; i < results->nwords; i++)
		add_word(page, results->query, &results->words[i]);
	add_left_out(page);
}
