/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_page.h"

#include "date.h"
#include "html_content.h"
#include "html_head.h"
#include "html_hints.h"
#include "html_shown.h"
#include "html_text.h"
#include "html_title.h"
#include "html_url.h"
#include "normalize/markup.h"
#include "text/language_guess.h"
#include "normalize/tidy.h"
#include "normalize/url.h"

/* All that is known of a page. */
struct page {
	struct xb_record *record;
	struct xb_arena *arena;
	struct xb_html_tree tree;
	struct xb_html_facts facts;
	struct xb_html_layout layout;
	struct xb_html_content content;
	struct xb_str fetched; /* where from */
	struct xb_str title, body;
	struct xb_str plain;   /* the body as text */
	bool body_is_text;     /* it is so by itself */
};

static struct xb_str
fact(const struct page *page, enum xb_html_fact fact)
{
	return xb_html_best(&page->facts, fact);
}

static struct xb_str
checked(struct page *page, struct xb_str made)
{
	page->facts.full |= !made.ptr;
	return made.ptr ? made : (struct xb_str){ "", 0 };
}

static struct xb_str
text_of(struct page *page, struct xb_str value)
{
	return xb_markup_looks_like(value) ? xb_markup_text(value, page->arena) : value;
}

static struct xb_str
site_of(const struct page *page)
{
	struct xb_str source = fact(page, XB_HTML_SOURCE);

	return source.len ? source : xb_html_url_host(fact(page, XB_HTML_URL));
}

/* What the page is called, without the site's name. */
static struct xb_str
told_title(struct page *page, bool guess)
{
	struct xb_str told = checked(page, xb_tidy_line(text_of(page, fact(page, XB_HTML_TITLE_FACT)), page->arena));

	return xb_html_title_cut(told, fact(page, XB_HTML_SOURCE), xb_html_url_host(fact(page, XB_HTML_URL)), guess, page->arena);
}

/* ---- The text ---- */

/* What is thought to be a text by itself: with fewer letters than the rest has, it was cut short. */
#define WHOLE_IN_PERCENT 80

/* articleBody, where it is whole: sites put the first lines there, or all without its paragraphs. */
static void
choose_body(struct page *page)
{
	struct xb_str told = fact(page, XB_HTML_BODY_FACT), text = text_of(page, told);
	size_t letters = xb_html_letters(text), shown = page->content.letters;
	bool flat = !memchr(text.ptr, '\n', text.len);

	page->body = page->plain = page->content.text;
	page->body_is_text = true;
	if (letters == 0 || letters * 100 < shown * WHOLE_IN_PERCENT)
		return;
	if (flat && letters * WHOLE_IN_PERCENT < shown * 100 && shown)
		return;
	page->body = told;
	page->plain = text;
	page->body_is_text = false;
}

/* Looked at of a text, to see whether a summary is of it. */
#define LOOK_MAX ((size_t)16 << 10)
#define STEM_LEN 5

/* Of a summary's words, one in so many is in the text. */
#define ABOUT 5

/* Are there words of the summary in the text? Many sites describe themselves on every page. */
static bool
is_about(struct page *page, struct xb_str summary, struct xb_str key)
{
	const char *p = summary.ptr, *end = p + summary.len;
	size_t words = 0, found = 0;

	while (p < end) {
		const char *start = p, *cut = NULL;
		size_t letters = 0;
		struct xb_str stem;

		while (p < end && *p != ' ') {
			xb_utf8_next(&p, end);
			if (++letters == STEM_LEN)
				cut = p;
		}
		p += p < end;
		if (!cut)
			continue;
		stem = checked(page, xb_html_key((struct xb_str){ start, (size_t)(cut - start) }, page->arena));
		words += stem.len > 0;
		found += stem.len && memmem(key.ptr, key.len, stem.ptr, stem.len);
	}
	return ABOUT * found >= words;
}

/* The summary, if it says something that the text does not. */
static struct xb_str
choose_summary(struct page *page)
{
	struct xb_str none = { "", 0 }, body = page->plain;
	struct xb_str summary = checked(page, xb_tidy_line(text_of(page, fact(page, XB_HTML_SUMMARY)), page->arena));
	struct xb_str key, body_key, title_key = checked(page, xb_html_key(page->title, page->arena));
	size_t best;

	if (summary.len == 0 || summary.len > LOOK_MAX)
		return none;
	body.len = body.len < LOOK_MAX ? body.len : LOOK_MAX;
	key = checked(page, xb_html_key(summary, page->arena));
	body_key = checked(page, xb_html_key(body, page->arena));
	if (memmem(title_key.ptr, title_key.len, key.ptr, key.len) || memmem(body_key.ptr, body_key.len, key.ptr, key.len))
		return none;
	best = xb_html_next_best(&page->facts, XB_HTML_SUMMARY, 0);
	return body_key.len == 0 || page->facts.said[best].rank < XB_HTML_BY_META || is_about(page, summary, body_key) ? summary
	                                                                                                               : none;
}

/* ---- Fields ---- */

#define DATES_MAX 32 /* tried */
#define LANGS_MAX 8

/* The next best value after `last` (NULL: the best), by rank and then in the page's order; NULL: there is none. */
static const struct xb_html_said *
next_said(const struct page *page, enum xb_html_fact which, const struct xb_html_said *last)
{
	const struct xb_html_said *best = NULL;

	for (size_t i = 0; i < page->facts.n; i++) {
		const struct xb_html_said *said = &page->facts.said[i];
		bool after = !last || said->rank > last->rank || (said->rank == last->rank && said > last);

		if (said->fact == which && after && (!best || said->rank < best->rank))
			best = said;
	}
	return best;
}

/* The first date that can be read, best sources first; where none can, what the head says as it stands. */
static struct xb_str
choose_date(const struct page *page, enum xb_html_fact which)
{
	struct xb_date_defaults defaults = { fact(page, XB_HTML_LANG), false };
	const struct xb_html_said *said = next_said(page, which, NULL), *first = said;

	for (unsigned n = 0; said && n < DATES_MAX; n++, said = next_said(page, which, said)) {
		struct xb_date date;

		if (xb_date_parse(&date, said->value, &defaults))
			return said->value;
	}
	return first && first->rank < XB_HTML_BY_PAGE ? first->value : (struct xb_str){ "", 0 };
}

/* Is the language written in the script that the text is in? Themes of other countries bring theirs along. */
static bool
is_plausible(struct xb_str tag, const struct xb_language *guess)
{
	const struct xb_language *known = xb_language_find(tag);

	if (!known || !guess)
		return true;
	for (const struct xb_language *row = xb_languages; row->code; row++)
		if (strcmp(row->code, known->code) == 0 && row->script == guess->script)
			return true;
	return false;
}

static struct xb_str
choose_lang(const struct page *page)
{
	const struct xb_html_said *said = next_said(page, XB_HTML_LANG, NULL);
	struct xb_language_found found;

	xb_language_identify(&found, page->plain.len ? page->plain : page->title, NULL);
	for (unsigned n = 0; said && n < LANGS_MAX; n++, said = next_said(page, XB_HTML_LANG, said))
		if (is_plausible(said->value, found.language))
			return said->value;
	return (struct xb_str){ "", 0 };
}

/* @id where it is an address of the article that is not its url. Sites give their front page, or a part of this one. */
static struct xb_str
choose_id(const struct page *page)
{
	struct xb_str id = fact(page, XB_HTML_ID), url = fact(page, XB_HTML_URL);

	if (!xb_url_is_web(id) || memchr(id.ptr, '#', id.len) || xb_html_url_is_front(id) || xb_str_equal(id, url) ||
	    !xb_str_equal(xb_html_url_host(id), xb_html_url_host(url)))
		return (struct xb_str){ "", 0 };
	return id;
}

static bool
add(struct page *page, const char *name, struct xb_str value)
{
	return value.len == 0 || xb_record_add(page->record, page->arena, xb_str(name), value);
}

/* Every value of the best source, each once; an address is nobody's name. */
static bool
add_all(struct page *page, const char *name, enum xb_html_fact which)
{
	size_t first = page->record->npairs;

	for (size_t i = xb_html_next_best(&page->facts, which, 0); i < page->facts.n;
	     i = xb_html_next_best(&page->facts, which, i + 1)) {
		struct xb_str value = page->facts.said[i].value;
		bool known = xb_url_is_web(value);

		for (size_t k = first; k < page->record->npairs && !known; k++)
			known = xb_str_equal(page->record->pairs[k].value, value);
		if (!known && !add(page, name, value))
			return false;
	}
	return true;
}

static bool
add_fields(struct page *page)
{
	struct xb_str correction = fact(page, XB_HTML_CORRECTION);

	return add(page, "id", choose_id(page)) && add(page, "title", page->title) &&
	       add(page, "subtitle", fact(page, XB_HTML_SUBTITLE)) && add(page, "date", choose_date(page, XB_HTML_PUBLISHED)) &&
	       add(page, "updated", choose_date(page, XB_HTML_MODIFIED)) && add_all(page, "byline", XB_HTML_BYLINE) &&
	       add(page, "source", site_of(page)) && add(page, "place", fact(page, XB_HTML_PLACE)) &&
	       add_all(page, "section", XB_HTML_RUBRIC) && add_all(page, "tags", XB_HTML_TAGS) &&
	       add(page, "lang", choose_lang(page)) && add(page, "url", fact(page, XB_HTML_URL)) &&
	       add(page, "status", correction.len ? xb_str("corrected") : correction) && add(page, "correction", correction) &&
	       add(page, "printPage", fact(page, XB_HTML_PRINT_PAGE)) &&
	       add(page, "printEdition", fact(page, XB_HTML_PRINT_EDITION)) && add(page, "summary", choose_summary(page)) &&
	       (page->body_is_text ? xb_record_add_text(page->record, page->arena, "body", page->body)
	                           : add(page, "body", page->body));
}

/* ---- The page ---- */

static xabar_status
read_head(struct page *page, xabar_error *err)
{
	struct xb_jsonld jsonld = { 0 };
	bool ok = xb_html_say_head(&page->facts, &jsonld, &page->tree, page->fetched);

	if (ok) {
		xb_html_say(&page->facts, XB_HTML_URL, XB_HTML_BY_PAGE, page->fetched);
		xb_jsonld_facts(&page->facts, &jsonld, fact(page, XB_HTML_URL));
	}
	xb_jsonld_release(&jsonld);
	return ok ? XABAR_OK : xb_fail_nomem(err);
}

/* What is shown as the headline; .len 0 when that is not found. */
static struct xb_str
shown_title(struct page *page)
{
	const struct xb_html_block *block;

	if (page->layout.title == page->layout.n)
		return (struct xb_str){ "", 0 };
	block = &page->layout.blocks[page->layout.title];
	return checked(page, xb_tidy_line(xb_html_text(&page->tree, block->from, block->to, page->arena), page->arena));
}

static void
read_body(struct page *page)
{
	char date[XB_HTML_URL_DATE_LEN];
	size_t best = xb_html_next_best(&page->facts, XB_HTML_TITLE_FACT, 0);
	bool guess = best < page->facts.n && page->facts.said[best].rank >= XB_HTML_BY_PAGE;
	struct xb_str told = told_title(page, guess);

	if (!xb_html_layout(&page->layout, &page->tree, told, page->arena) ||
	    !xb_html_content(&page->content, &page->layout, page->arena)) {
		page->facts.full = true;
		return;
	}
	page->title = xb_html_title_choose(told, shown_title(page), guess, page->arena);
	xb_html_say_shown(&page->facts, &page->layout);
	if (xb_html_url_date(date, fact(page, XB_HTML_URL)))
		xb_html_say(&page->facts, XB_HTML_PUBLISHED, XB_HTML_BY_PAGE + 90,
		            checked(page, xb_arena_str(page->arena, xb_strn(date, sizeof(date)))));
	choose_body(page);
}

static bool
is_links(const struct page *page)
{
	struct xb_str url = page->fetched.len ? page->fetched : fact(page, XB_HTML_URL);

	return !page->facts.is_article && !page->content.is_marked &&
	       (page->content.is_links || (page->content.has_links && xb_html_url_is_front(url)));
}

xabar_status
xb_html_page(struct xb_record *record, struct xb_str html, struct xb_str url, struct xb_arena *arena, xabar_error *err)
{
	struct page page = { .record = record, .arena = arena, .facts.arena = arena };
	xabar_status status = xb_html_parse(&page.tree, html, arena, err);

	page.fetched = url.len ? checked(&page, xb_arena_str(arena, url)) : (struct xb_str){ "", 0 };
	if (status == XABAR_OK)
		status = read_head(&page, err);
	if (status != XABAR_OK)
		return status;
	read_body(&page);
	if (page.facts.full)
		return xb_record_fail_full(arena, html.len, err);
	if (is_links(&page))
		return xb_fail(err, XABAR_ERECORD, "not an article: a page of links");
	if (page.title.len == 0 && page.body.len == 0)
		return xb_fail(err, XABAR_ERECORD, "the page has neither a headline nor a text");
	if (!add_fields(&page) || page.facts.full)
		return xb_record_fail_full(arena, html.len, err);
	return XABAR_OK;
}
