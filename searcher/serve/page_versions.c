/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_versions.c - the versions of a dispatch, each with its text, and with what was changed since the one before. */
#include "handlers.h"
#include "page.h"

#include "render_web.h"

void
xb_page_version(const struct xb_page *page, const xabar_hit *hit)
{
	xb_page_add(page, "<span class=\"origin\">");
	if (hit->version) {
		xb_page_word(page, XB_VERSION_WORD);
		xb_page_add(page, " ");
		xb_page_bdi(page, hit->version);
		xb_page_add(page, hit->updated || hit->date ? " \xc2\xb7 " : "");
	}
	xb_page_moment(page, hit->updated ? hit->updated : hit->date);
	xb_page_add(page, "</span>");
}

static void
add_text(const struct xb_page *page, const xabar_hit *hit)
{
	xb_page_headline(page, "h2", hit);
	xb_page_add(page, "<p>");
	xb_page_version(page, hit);
	xb_page_add(page, "</p>\n<details><summary>");
	xb_page_word(page, XB_TEXT_WORD);
	xb_page_add(page, "</summary><div");
	xb_page_lang(page, hit->lang);
	xb_page_add(page, ">\n");
	xb_web_paragraphs(page->out, hit->body);
	xb_page_add(page, "</div></details>\n");
}

XB_HANDLER(xb_page_versions)
{
	const struct xb_page page = xb_page_of(out, asked);
	xabar_results *results;
	xabar_status status = xabar_versions(&results, searcher, asked->name, &asked->request, err);

	(void)service;
	if (status != XABAR_OK)
		return status;
	out->total = results->total;
	xb_page_begin_part(&page, XB_VERSIONS_WORD, results);
	xb_page_add(&page, "<ol class=\"hits\">\n");
	for (size_t i = 0; i < results->nhits; i++) {
		const xabar_hit *hit = &results->hits[i];

		xb_page_add(&page, "<li><article dir=\"auto\">\n");
		add_text(&page, hit);
		if (hit->nedits > 1)
			xb_page_changes(&page, hit->edits, hit->nedits);
		xb_page_add(&page, "</article></li>\n");
	}
	xb_page_add(&page, "</ol>\n");
	xb_page_end(&page);
	xabar_results_free(results);
	return XABAR_OK;
}
