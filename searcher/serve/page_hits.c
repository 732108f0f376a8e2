/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_hits.c - hits, and the copies that are folded into them. */
#include "page.h"

#include <inttypes.h>

#include "render_web.h"

/* More of them are with the dispatch itself. */
#define COPIES_MAX 8

/* "10 h", from the first of a story on. */
static void
add_delay(const struct xb_page *page, const xabar_copy *copy)
{
	static const struct {
		int64_t seconds;
		enum xb_word unit;
	} units[] = { { 86400, XB_DAYS_WORD }, { 3600, XB_HOURS_WORD }, { 60, XB_MINUTES_WORD }, { 1, XB_SECONDS_WORD } };
	size_t i = 0;

	if (!copy->dated || copy->delay <= 0)
		return;
	while (copy->delay < units[i].seconds)
		i++;
	xb_page_add(page, " \xc2\xb7 <bdi>+");
	xb_page_number(page, (uint64_t)(copy->delay / units[i].seconds));
	xb_page_add(page, " ");
	xb_page_word(page, units[i].unit);
	xb_page_add(page, "</bdi>");
}

void
xb_page_changes(const struct xb_page *page, const xabar_edit *edits, size_t n)
{
	static const char *const elements[] = { [XABAR_KEPT] = "span", [XABAR_REMOVED] = "del", [XABAR_ADDED] = "ins" };

	xb_page_add(page, "<details><summary>");
	xb_page_word(page, XB_CHANGES_WORD);
	xb_page_add(page, "</summary><p dir=\"auto\">");
	for (size_t i = 0; i < n; i++) {
		xb_buf_printf(page->out, "<%s>", elements[edits[i].change]);
		xb_page_text(page, edits[i].text);
		xb_buf_printf(page->out, "</%s> ", elements[edits[i].change]);
	}
	xb_page_add(page, "</p></details>");
}

void
xb_page_copies(const struct xb_page *page, const xabar_copy *copies, size_t n)
{
	xb_page_add(page, "<ul class=\"copies\">\n");
	for (size_t i = 0; i < n; i++) {
		const xabar_copy *copy = &copies[i];

		xb_page_add(page, "<li dir=\"auto\"><a");
		xb_page_doc_href(page, "/doc/{id}", copy->id, NULL);
		xb_page_add(page, ">");
		xb_page_text(page, copy->title ? copy->title : copy->id);
		xb_page_add(page, "</a> <span class=\"origin\">");
		xb_page_bdi(page, xb_page_brief(copy->source));
		xb_page_add(page, copy->source && copy->date ? " \xc2\xb7 " : "");
		xb_page_moment(page, copy->date);
		add_delay(page, copy);
		if (copy->same) {
			xb_page_add(page, " \xc2\xb7 ");
			xb_page_word(page, XB_SAME_WORD);
		}
		xb_page_add(page, "</span>");
		if (copy->nedits > 1)
			xb_page_changes(page, copy->edits, copy->nedits);
		xb_page_add(page, "</li>\n");
	}
	xb_page_add(page, "</ul>\n");
}

/* "+3 copies" */
static void
add_folded(const struct xb_page *page, const xabar_hit *hit)
{
	xb_page_add(page, "<details class=\"folded\"><summary><bdi>+");
	xb_page_number(page, hit->similar);
	xb_page_add(page, " ");
	xb_page_word(page, XB_COPIES_ONE_WORD + xb_tongue_plural(page->tongue, hit->similar));
	xb_page_add(page, "</bdi></summary>\n");
	xb_page_copies(page, hit->copies, hit->ncopies < COPIES_MAX ? hit->ncopies : COPIES_MAX);
	if (hit->ncopies > COPIES_MAX) {
		xb_page_add(page, "<a");
		xb_page_doc_href(page, "/doc/{id}", hit->id, NULL);
		xb_page_add(page, ">");
		xb_page_word(page, XB_MORE_WORD);
		xb_page_add(page, "</a>\n");
	}
	xb_page_add(page, "</details>\n");
}

void
xb_page_origin(const struct xb_page *page, const xabar_hit *hit)
{
	const char *const parts[] = { hit->source, hit->place, hit->section };

	if (!hit->date && !hit->source && !hit->place && !hit->section)
		return;
	xb_page_add(page, "<p class=\"origin\">");
	xb_page_date(page, hit->date);
	for (size_t i = 0, n = hit->date != NULL; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i]) {
			xb_page_add(page, n++ ? " \xc2\xb7 " : "");
			xb_page_bdi(page, xb_page_brief(parts[i]));
		}
	xb_page_add(page, "</p>\n");
}

static void
add_hit(const struct xb_page *page, const xabar_hit *hit)
{
	xb_page_add(page, "<li>\n<article dir=\"auto\">\n<h2");
	xb_page_only_lang(page, hit->lang);
	xb_page_add(page, "><a");
	xb_page_doc_href(page, "/doc/{id}", hit->id, page->asked->request.as_of);
	xb_page_add(page, ">");
	if (hit->marked_headline.text)
		xb_web_marked(page->out, &hit->marked_headline);
	else
		xb_page_text(page, hit->headline ? hit->headline : hit->id);
	xb_page_add(page, "</a></h2>\n");
	xb_page_origin(page, hit);
	if (hit->snippet.text) {
		xb_page_add(page, "<p class=\"snippet\"");
		xb_page_lang(page, hit->lang);
		xb_page_add(page, ">");
		xb_web_marked(page->out, &hit->snippet);
		xb_page_add(page, "</p>\n");
	}
	if (hit->ncopies)
		add_folded(page, hit);
	xb_page_add(page, "</article>\n</li>\n");
}

void
xb_page_hits(const struct xb_page *page, const xabar_results *results)
{
	if (!results->nhits)
		return;
	xb_buf_printf(page->out, "<ol class=\"hits\" start=\"%" PRIu64 "\">\n", results->hits[0].rank);
	for (size_t i = 0; i < results->nhits; i++)
		add_hit(page, &results->hits[i]);
	xb_page_add(page, "</ol>\n");
}
