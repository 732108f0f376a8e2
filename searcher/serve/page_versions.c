/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_versions.c - the versions of a dispatch, each with its text, and with what was changed since the one before. */
#include "handlers.h"
#include "page.h"

#include "diff.h"
#include "render_web.h"

/* What telling two texts apart may take. */
#define DIFF_BYTES ((size_t)16 << 20)

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

static xabar_status
add_difference(const struct xb_page *page, const xabar_hit *before, const xabar_hit *after, xabar_error *err)
{
	const struct xb_str from = xb_str(before->body ? before->body : ""), to = xb_str(after->body ? after->body : "");
	struct xb_arena arena;
	const xabar_edit *edits;
	size_t n;
	xabar_status status;

	xb_arena_init(&arena, DIFF_BYTES + 8 * (from.len + to.len));
	status = xb_diff_words(&edits, &n, from, to, &arena, err);
	if (status == XABAR_OK && n > 1)
		xb_page_changes(page, edits, n);
	xb_arena_release(&arena);
	return status;
}

static void
add_text(const struct xb_page *page, const xabar_hit *hit)
{
	xb_page_add(page, "<h2");
	xb_page_only_lang(page, hit->lang);
	xb_page_add(page, ">");
	xb_page_text(page, hit->headline ? hit->headline : hit->id);
	xb_page_add(page, "</h2>\n<p>");
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
	for (size_t i = 0; status == XABAR_OK && i < results->nhits; i++) {
		xb_page_add(&page, "<li><article dir=\"auto\">\n");
		add_text(&page, &results->hits[i]);
		if (i + 1 < results->nhits)
			status = add_difference(&page, &results->hits[i + 1], &results->hits[i], err);
		xb_page_add(&page, "</article></li>\n");
	}
	xb_page_add(&page, "</ol>\n");
	xb_page_end(&page);
	xabar_results_free(results);
	return status;
}
