/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_search.c - hits as a page: of a search, with all that narrows it down; of what is similar. */
#include "handlers.h"
#include "page.h"

/* A histogram of fewer bars shows nothing; of more, no bar can be hit. */
#define BARS_MIN 3
#define BARS_MAX 62

static const char *const facets[] = { "source:8", "section:8", "lang:8", "place:8", NULL };

static bool
is_empty(const char *text)
{
	return !text || !*text;
}

/* Nothing was asked for yet: the newest are shown. */
static bool
is_start(const struct xb_asked *asked)
{
	return is_empty(asked->request.query) && is_empty(asked->request.from) && is_empty(asked->request.to) &&
	       !asked->sources.n && !asked->sections.n && !asked->langs.n;
}

static xabar_request
make_request(const struct xb_asked *asked)
{
	xabar_request request = asked->request;

	request.langs = asked->langs.values;
	request.sources = asked->sources.values;
	request.sections = asked->sections.values;
	request.without = asked->without.values;
	return request;
}

/* A histogram of few bars is counted anew by the next finer interval, which costs what it shows: what matches is within a short span. */
static xabar_status
refine(xabar_results **out, xabar_searcher *searcher, xabar_request request, const xabar_histogram *found, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*out = NULL;
	request.facets = NULL;
	request.limit = request.offset = 0;
	request.collapse = request.expand_copies = request.explain = false;
	while (status == XABAR_OK && found && found->nbuckets && found->nbuckets < BARS_MIN &&
	       (request.histogram = xb_chart_finer(found->interval))) {
		xabar_results *finer;

		status = xabar_search(&finer, searcher, &request, err);
		if (status != XABAR_OK || !finer->histogram || finer->histogram->nbuckets > BARS_MAX) {
			xabar_results_free(finer);
			break;
		}
		xabar_results_free(*out);
		*out = finer;
		found = finer->histogram;
	}
	return status;
}

static void
add_orders(const struct xb_page *page)
{
	static const enum xb_word words[] = { [XABAR_RELEVANCE] = XB_RELEVANCE_WORD, [XABAR_NEWEST] = XB_NEWEST_WORD,
	                                      [XABAR_OLDEST] = XB_OLDEST_WORD };
	struct xb_asked to = *page->asked;

	to.request.offset = 0;
	xb_page_add(page, "<nav class=\"orders\" aria-label=\"");
	xb_page_word(page, XB_ORDER_WORD);
	xb_page_add(page, "\">");
	for (unsigned order = XABAR_RELEVANCE; order <= XABAR_OLDEST; order++) {
		to.request.order = order;
		xb_page_add(page, page->asked->request.order == order ? "<a aria-current=\"true\"" : "<a");
		xb_page_href(page, &to);
		xb_page_add(page, ">");
		xb_page_word(page, words[order]);
		xb_page_add(page, "</a> ");
	}
	xb_page_add(page, "<a class=\"jump\" href=\"#narrow\">");
	xb_page_word(page, XB_FILTERS_WORD);
	xb_page_add(page, "</a></nav>\n");
}

static void
add_total(const struct xb_page *page, const xabar_results *results)
{
	xb_page_add(page, "<p class=\"total\" role=\"status\">");
	xb_page_word(page, XB_FOUND_WORD);
	xb_page_add(page, " ");
	if (!results->exact) {
		xb_page_word(page, XB_ABOUT_WORD);
		xb_page_add(page, " ");
	}
	xb_page_number(page, results->total);
	xb_page_add(page, " ");
	xb_page_word(page, XB_OF_WORD);
	xb_page_add(page, " ");
	xb_page_number(page, results->of);
	xb_page_add(page, "</p>\n");
}

static void
add_turn(const struct xb_page *page, uint32_t offset, const char *rel, enum xb_word word)
{
	struct xb_asked to = *page->asked;

	to.request.offset = offset;
	xb_buf_printf(page->out, "<a rel=\"%s\"", rel);
	xb_page_href(page, &to);
	xb_page_add(page, ">");
	xb_page_word(page, word);
	xb_page_add(page, "</a> ");
}

static void
add_pages(const struct xb_page *page, const xabar_results *results, const struct xb_limits *limits)
{
	const xabar_request *request = &page->asked->request;
	const bool more = results->nhits && results->nhits == request->limit && request->offset + request->limit < results->total &&
	                  (uint64_t)request->offset + 2 * (uint64_t)request->limit <= limits->depth;

	if (!more && !request->offset)
		return;
	xb_page_add(page, "<nav class=\"pages\" aria-label=\"");
	xb_page_word(page, XB_PAGES_WORD);
	xb_page_add(page, "\">");
	if (request->offset)
		add_turn(page, request->offset > request->limit ? request->offset - request->limit : 0, "prev", XB_PREVIOUS_WORD);
	if (more)
		add_turn(page, request->offset + request->limit, "next", XB_NEXT_WORD);
	xb_page_add(page, "</nav>\n");
}

static void
add_found(const struct xb_page *page, const xabar_results *results, const struct xb_limits *limits)
{
	const bool start = is_start(page->asked);

	xb_page_add(page, "<section class=\"found\" aria-labelledby=\"found\">\n<h2 id=\"found\" tabindex=\"-1\"");
	xb_page_add(page, start ? ">" : " class=\"sr\">");
	xb_page_word(page, start ? XB_LATEST_WORD : XB_RESULTS_WORD);
	xb_page_add(page, "</h2>\n");
	if (!start && results->nhits)
		add_orders(page);
	if (!results->nhits) {
		xb_page_add(page, "<p>");
		xb_page_word(page, XB_NOTHING_WORD);
		xb_page_add(page, " ");
		xb_page_word(page, XB_NOTHING_HINT_WORD);
		xb_page_add(page, "</p>\n");
	}
	xb_page_hits(page, results);
	add_pages(page, results, limits);
	xb_page_add(page, "</section>\n");
}

void
xb_page_notes(const struct xb_page *page, const xabar_results *results)
{
	if (results->nincomplete) {
		xb_page_add(page, "<p class=\"note\" role=\"alert\">");
		xb_page_word(page, XB_INCOMPLETE_WORD);
		for (size_t i = 0; i < results->nincomplete; i++) {
			xb_page_add(page, " ");
			xb_page_bdi(page, results->incomplete[i]);
		}
		xb_page_add(page, "</p>\n");
	}
	if (!results->nnotes)
		return;
	xb_page_add(page, "<details class=\"technical\"><summary>");
	xb_page_word(page, XB_TECHNICAL_WORD);
	xb_page_add(page, "</summary>\n");
	for (size_t i = 0; i < results->nnotes; i++) {
		xb_page_add(page, "<p class=\"note\" lang=\"en\" dir=\"ltr\">");
		xb_page_text(page, results->notes[i]);
		xb_page_add(page, "</p>\n");
	}
	xb_page_add(page, "</details>\n");
}

XB_HANDLER(xb_page_search)
{
	const struct xb_page page = xb_page_of(out, asked);
	const bool start = is_start(asked);
	xabar_request request = make_request(asked);
	xabar_results *results, *finer;
	xabar_status status;

	request.collapse = request.expand_copies = !start;
	request.explain = !start;
	request.facets = start ? NULL : facets;
	request.histogram = xb_chart_interval(request.from, request.to);
	if (start && request.order == XABAR_RELEVANCE)
		request.order = XABAR_NEWEST;
	status = xabar_search(&results, searcher, &request, err);
	if (status != XABAR_OK)
		return status;
	out->total = results->total;
	status = refine(&finer, searcher, request, results->histogram, err);
	if (status == XABAR_OK) {
		xb_page_begin(&page, asked->request.query);
		xb_page_add(&page, "<h1 class=\"sr\">");
		xb_page_word(&page, XB_TITLE_WORD);
		xb_page_add(&page, "</h1>\n<div class=\"head\">\n");
		add_total(&page, results);
		xb_page_chips(&page, results);
		xb_page_notes(&page, results);
		xb_page_chart(&page, finer ? finer->histogram : results->histogram);
		xb_page_add(&page, "</div>\n<div class=\"columns\">\n");
		add_found(&page, results, &service->limits);
		if (!start)
			xb_page_facets(&page, results);
		xb_page_add(&page, "</div>\n");
		xb_page_end(&page);
	}
	xabar_results_free(finer);
	xabar_results_free(results);
	return status;
}

void
xb_page_begin_part(const struct xb_page *page, enum xb_word title, const xabar_results *results)
{
	xb_page_begin(page, xb_word_in(title, page->tongue));
	xb_page_add(page, "<h1>");
	xb_page_word(page, title);
	xb_page_add(page, "</h1>\n<p><a");
	xb_page_doc_href(page, "/doc/{id}", page->asked->name, page->asked->request.as_of);
	xb_page_add(page, ">");
	xb_page_bdi(page, page->asked->name);
	xb_page_add(page, "</a></p>\n");
	xb_page_notes(page, results);
}

XB_HANDLER(xb_page_similar)
{
	const struct xb_page page = xb_page_of(out, asked);
	const xabar_request request = make_request(asked);
	xabar_results *results;
	xabar_status status = xabar_similar(&results, searcher, asked->name, &request, err);

	(void)service;
	if (status != XABAR_OK)
		return status;
	out->total = results->total;
	xb_page_begin_part(&page, XB_SIMILAR_WORD, results);
	xb_page_hits(&page, results);
	xb_page_end(&page);
	xabar_results_free(results);
	return status;
}
