/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page.h - answers as HTML that works alone, and better with searcher/web/page.js. All links are requests: a struct xb_asked, one
 * thing of it changed, written by target.h. */
#ifndef XB_PAGE_H
#define XB_PAGE_H

#include "target.h"
#include "tongue.h"

struct xb_page {
	struct xb_buf *out;
	const struct xb_asked *asked;
	const char *tongue;
	bool problem;    /* it tells what is wrong */
};

struct xb_page xb_page_of(struct xb_answer *out, const struct xb_asked *asked);

/* The one of xb_tongues to speak. */
const char *xb_page_tongue(const struct xb_asked *asked);

/* An error as a page, in place of what there is (page_problem.c). */
void xb_page_problem(struct xb_answer *out, unsigned code, const xabar_error *err, const struct xb_asked *asked);

/* ---- Parts (page.c) ---- */

/* Up to <main>, with the search box; `title` may be NULL. */
void xb_page_begin(const struct xb_page *page, const char *title);
void xb_page_end(const struct xb_page *page);

/* Markup of ours; text of anybody's, NULL being none; one of our words. */
void xb_page_add(const struct xb_page *page, const char *markup);
void xb_page_text(const struct xb_page *page, const char *text);
void xb_page_word(const struct xb_page *page, enum xb_word word);

/* Text that turns nothing round it, in a <bdi>; nothing for NULL. */
void xb_page_bdi(const struct xb_page *page, const char *text);

/* An address without its scheme; other text as it is, NULL, too. */
const char *xb_page_brief(const char *text);

/* " dir=auto", with the language where that is known: attributes. The language alone, of a part of what has the direction. */
void xb_page_lang(const struct xb_page *page, const char *lang);
void xb_page_only_lang(const struct xb_page *page, const char *lang);

/* The headline of a dispatch, or for want of one its id, as such an element: "h1". */
void xb_page_headline(const struct xb_page *page, const char *element, const xabar_hit *hit);

/* " href=...": to search, and to a part of a dispatch as a page ("/doc/{id}"). */
void xb_page_href(const struct xb_page *page, const struct xb_asked *to);
void xb_page_doc_href(const struct xb_page *page, const char *path, const char *id, const char *as_of);

/* ---- Numbers and dates, as the language writes them (page_date.c) ---- */

/* A number with its thousands parted; text with its digits. */
void xb_page_number(const struct xb_page *page, uint64_t n);
void xb_page_digits(const struct xb_page *page, const char *text);

/* A date in ISO 8601, or a bucket's key: "20 May 2022, 10:54"; a month or a year as it is. */
void xb_page_when(const struct xb_page *page, const char *date);

/* The same in a <time>; likewise with the zone, where that is known: "15:27 UTC+5". Nothing for NULL. */
void xb_page_date(const struct xb_page *page, const char *date);
void xb_page_moment(const struct xb_page *page, const char *date);

/* ---- Of results ---- */

/* When, by whom, where and in which section a dispatch was published. */
void xb_page_origin(const struct xb_page *page, const xabar_hit *hit);

/* A list of hits with what is folded into them; of copies (page_hits.c). */
void xb_page_hits(const struct xb_page *page, const xabar_results *results);
void xb_page_copies(const struct xb_page *page, const xabar_copy *copies, size_t n);

/* What became of a text, to be unfolded. */
void xb_page_changes(const struct xb_page *page, const xabar_edit *edits, size_t n);

/* "Version 2 · 4 March 2022, 09:00 UTC" (page_versions.c). */
void xb_page_version(const struct xb_page *page, const xabar_hit *hit);

/* Up to what there is of a dispatch, which the head leads back to; notes, and what is missing, of results (page_search.c). */
void xb_page_begin_part(const struct xb_page *page, enum xb_word title, const xabar_results *results);
void xb_page_notes(const struct xb_page *page, const xabar_results *results);

/* Filters that are set, to be taken away; how words were searched for, to be switched off; what was meant (page_chips.c). */
void xb_page_chips(const struct xb_page *page, const xabar_results *results);

/* Values to narrow down by (page_facets.c). */
void xb_page_facets(const struct xb_page *page, const xabar_results *results);

/* The histogram, a bar each bucket being a link to it (page_chart.c). */
void xb_page_chart(const struct xb_page *page, const xabar_histogram *histogram);

/* "day" etc.: what to count by between two dates of a request; what is finer, NULL: nothing is. */
const char *xb_chart_interval(const char *from, const char *to);
const char *xb_chart_finer(const char *interval);

/* How to cite a dispatch (page_cite.c). */
xabar_status xb_page_citations(const struct xb_page *page, const xabar_results *results, xabar_error *err);

#endif
