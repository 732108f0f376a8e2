/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_cite.c - a dispatch as a citation: in the style of the APA, and as reference managers take it. */
#include "page.h"

#include "render_web.h"

/* "2022, May 20", as far as the date says; "n.d." for none. */
static void
add_apa_date(const struct xb_page *page, const char *date)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
	                                      "October", "November", "December" };
	struct xb_date_parts parts;

	if (!xb_date_parts(&parts, date)) {
		xb_page_add(page, "n.d.");
		return;
	}
	xb_buf_printf(page->out, "%d", parts.year);
	if (parts.said > 1)
		xb_buf_printf(page->out, ", %s", months[parts.month - 1]);
	if (parts.said > 2)
		xb_buf_printf(page->out, " %d", parts.day);
}

/* Text and a full stop, unless it ends with one, or a mark like it. */
static void
add_sentence(const struct xb_page *page, const char *text)
{
	xb_page_text(page, text);
	if (*text && !strchr(".?!", text[strlen(text) - 1]))
		xb_page_add(page, ".");
}

/* Author. (Date). Title. Source. Address. Without an author, the title comes first (Publication Manual, 7th edition, 9.12). */
static void
add_apa(const struct xb_page *page, const xabar_hit *hit)
{
	const char *title = hit->headline ? hit->headline : hit->id;

	add_sentence(page, hit->byline ? hit->byline : title);
	xb_page_add(page, " (");
	add_apa_date(page, hit->date);
	xb_page_add(page, ").");
	if (hit->byline) {
		xb_page_add(page, " ");
		add_sentence(page, title);
	}
	if (hit->source) {
		xb_page_add(page, " ");
		add_sentence(page, hit->source);
	}
	if (xb_web_is_link(hit->url)) {
		xb_page_add(page, " ");
		xb_page_text(page, hit->url);
	}
}

static int
add_escaped(void *ctx, const char *bytes, size_t len)
{
	const struct xb_page *page = ctx;

	xb_web_text(page->out, xb_strn(bytes, len));
	return page->out->failed;
}

/* Text to copy, in a box that keys reach, for it may be wider than the page. */
static void
begin_citation(const struct xb_page *page, const char *name)
{
	xb_buf_printf(page->out, "<details><summary>%s</summary>\n<pre dir=\"auto\" tabindex=\"0\" aria-label=\"%s\" data-copy=\"", name, name);
	xb_page_word(page, XB_COPY_WORD);
	xb_page_add(page, "\" data-copied=\"");
	xb_page_word(page, XB_COPIED_WORD);
	xb_page_add(page, "\">");
}

xabar_status
xb_page_citations(const struct xb_page *page, const xabar_results *results, xabar_error *err)
{
	static const struct {
		const char *name;
		xabar_format format;
	} formats[] = { { "RIS", XABAR_RIS }, { "BibTeX", XABAR_BIBTEX } };
	xabar_status status = XABAR_OK;

	xb_page_add(page, "<section class=\"cite\" aria-labelledby=\"cite\"><h2 id=\"cite\">");
	xb_page_word(page, XB_CITE_WORD);
	xb_page_add(page, "</h2>\n");
	begin_citation(page, "APA");
	add_apa(page, &results->hits[0]);
	xb_page_add(page, "</pre></details>\n");
	for (size_t i = 0; status == XABAR_OK && i < sizeof(formats) / sizeof(*formats); i++) {
		xabar_rendering rendering = XABAR_RENDERING_INIT;

		rendering.format = formats[i].format;
		begin_citation(page, formats[i].name);
		status = xabar_render(results, &rendering, add_escaped, (void *)page, err);
		xb_page_add(page, "</pre></details>\n");
	}
	xb_page_add(page, "</section>\n");
	return status;
}
