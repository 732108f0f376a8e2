/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_doc.c - one dispatch: its text, what is known of it, its versions, its story, what is like it, how to cite it. */
#include "handlers.h"
#include "page.h"

#include "render_web.h"

#define SIMILAR_MAX 5

static void
add_term(const struct xb_page *page, enum xb_word word)
{
	xb_page_add(page, "<dt>");
	xb_page_word(page, word);
	xb_page_add(page, "</dt><dd>");
}

static void
add_detail(const struct xb_page *page, enum xb_word word, const char *value)
{
	if (!value || !*value)
		return;
	add_term(page, word);
	xb_page_bdi(page, value);
	xb_page_add(page, "</dd>\n");
}

static void
add_date(const struct xb_page *page, enum xb_word word, const char *date)
{
	if (!date || !*date)
		return;
	add_term(page, word);
	xb_page_moment(page, date);
	xb_page_add(page, "</dd>\n");
}

/* What can be used as it is needs no word. */
static void
add_status(const struct xb_page *page, const char *status)
{
	static const struct {
		const char *name;
		enum xb_word word;
	} known[] = { { "withheld", XB_WITHHELD_WORD }, { "canceled", XB_CANCELED_WORD }, { "corrected", XB_CORRECTED_WORD },
	              { "advisory", XB_ADVISORY_WORD } };

	for (size_t i = 0; status && i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i].name, status) == 0)
			add_detail(page, XB_STATUS_WORD, xb_word_in(known[i].word, page->tongue));
}

static void
add_tags(const struct xb_page *page, const xabar_hit *hit)
{
	if (!hit->ntags)
		return;
	add_term(page, XB_TAGS_WORD);
	for (size_t i = 0; i < hit->ntags; i++) {
		if (i)
			xb_page_word(page, XB_COMMA_WORD);
		xb_page_bdi(page, hit->tags[i]);
	}
	xb_page_add(page, "</dd>\n");
}

static void
add_details(const struct xb_page *page, const xabar_hit *hit)
{
	xb_page_add(page, "<section aria-labelledby=\"details\"><h2 id=\"details\">");
	xb_page_word(page, XB_DETAILS_WORD);
	xb_page_add(page, "</h2>\n<dl>\n");
	add_date(page, XB_DATE_WORD, hit->date);
	add_detail(page, XB_SOURCE_WORD, hit->source);
	add_detail(page, XB_SECTION_WORD, hit->section);
	add_detail(page, XB_BYLINE_WORD, hit->byline);
	add_detail(page, XB_PLACE_WORD, hit->place);
	add_detail(page, XB_LANGUAGE_WORD, hit->lang ? xb_lang_name(hit->lang) : NULL);
	add_tags(page, hit);
	add_status(page, hit->status);
	add_detail(page, XB_VERSION_WORD, hit->version);
	add_date(page, XB_UPDATED_WORD, hit->updated);
	add_detail(page, XB_REPLACES_WORD, hit->replaces);
	add_detail(page, XB_ID_WORD, hit->id);
	xb_page_add(page, "</dl>\n");
	if (xb_web_is_link(hit->url)) {
		xb_page_add(page, "<p><a rel=\"noreferrer\" href=\"");
		xb_page_text(page, hit->url);
		xb_page_add(page, "\">");
		xb_page_word(page, XB_ORIGINAL_WORD);
		xb_page_add(page, "</a></p>\n");
	}
	xb_page_add(page, "</section>\n");
}

static void
add_text(const struct xb_page *page, const xabar_hit *hit)
{
	xb_page_add(page, "<article class=\"dispatch\" dir=\"auto\">\n");
	xb_page_headline(page, "h1", hit);
	xb_page_origin(page, hit);
	xb_page_add(page, "<div class=\"body\"");
	xb_page_lang(page, hit->lang);
	xb_page_add(page, ">\n");
	xb_web_paragraphs(page->out, hit->body);
	xb_page_add(page, "</div>\n</article>\n");
}

static void
begin_section(const struct xb_page *page, const char *id, enum xb_word word)
{
	xb_buf_printf(page->out, "<section aria-labelledby=\"%s\"><h2 id=\"%s\">", id, id);
	xb_page_word(page, word);
	xb_page_add(page, "</h2>\n");
}

/* With a link to the page that has all. */
static void
end_with_all(const struct xb_page *page, const char *path)
{
	xb_page_add(page, "<p><a");
	xb_page_doc_href(page, path, page->asked->name, page->asked->request.as_of);
	xb_page_add(page, ">");
	xb_page_word(page, XB_MORE_WORD);
	xb_page_add(page, "</a></p>\n</section>\n");
}

/* What versions there are beside the one that is shown: nothing of a single one. */
static xabar_status
add_versions(const struct xb_page *page, xabar_searcher *searcher, xabar_error *err)
{
	xabar_results *versions;
	xabar_status status = xabar_versions(&versions, searcher, page->asked->name, &page->asked->request, err);

	if (status != XABAR_OK)
		return status;
	if (versions->nhits > 1) {
		begin_section(page, "versions", XB_VERSIONS_WORD);
		xb_page_add(page, "<ol>\n");
		for (size_t i = 0; i < versions->nhits; i++) {
			xb_page_add(page, "<li dir=\"auto\">");
			xb_page_text(page, versions->hits[i].headline);
			xb_page_add(page, "<br>");
			xb_page_version(page, &versions->hits[i]);
			xb_page_add(page, "</li>\n");
		}
		xb_page_add(page, "</ol>\n");
		end_with_all(page, "/doc/{id}/versions");
	}
	xabar_results_free(versions);
	return status;
}

static xabar_status
add_story(const struct xb_page *page, xabar_searcher *searcher, xabar_error *err)
{
	xabar_story *story;
	xabar_status status = xabar_spread(&story, searcher, page->asked->name, err);

	if (status != XABAR_OK)
		return status;
	if (story->ncopies > 1) {
		begin_section(page, "story", XB_STORY_WORD);
		xb_page_copies(page, story->copies, story->ncopies);
		xb_page_add(page, "</section>\n");
	}
	xabar_story_free(story);
	return status;
}

static xabar_status
add_similar(const struct xb_page *page, xabar_searcher *searcher, xabar_error *err)
{
	xabar_request request = XABAR_REQUEST_INIT;
	xabar_results *similar;
	xabar_status status;

	request.limit = SIMILAR_MAX;
	request.as_of = page->asked->request.as_of;
	request.no_snippets = true;
	status = xabar_similar(&similar, searcher, page->asked->name, &request, err);
	if (status != XABAR_OK)
		return status;
	if (similar->nhits) {
		begin_section(page, "similar", XB_SIMILAR_WORD);
		xb_page_hits(page, similar);
		end_with_all(page, "/doc/{id}/similar");
	}
	xabar_results_free(similar);
	return status;
}

XB_HANDLER(xb_page_doc)
{
	const struct xb_page page = xb_page_of(out, asked);
	xabar_results *results;
	xabar_status status = xabar_show_as(&results, searcher, asked->name, &asked->request, err);

	(void)service;
	if (status != XABAR_OK)
		return status;
	out->total = results->total;
	xb_page_begin(&page, results->hits[0].headline);
	xb_page_add(&page, "<div class=\"columns\">\n<div>\n");
	add_text(&page, &results->hits[0]);
	status = add_story(&page, searcher, err);
	if (status == XABAR_OK)
		status = add_similar(&page, searcher, err);
	xb_page_add(&page, "</div>\n<aside>\n");
	add_details(&page, &results->hits[0]);
	if (status == XABAR_OK)
		status = add_versions(&page, searcher, err);
	if (status == XABAR_OK)
		status = xb_page_citations(&page, results, err);
	xb_page_add(&page, "</aside>\n</div>\n");
	xb_page_end(&page);
	xabar_results_free(results);
	return status;
}
