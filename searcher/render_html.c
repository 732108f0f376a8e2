/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_html.c - hits as one page of HTML that needs no other file. */
#include <inttypes.h>

#include "render_web.h"

static const char style[] =
	"body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
	"h1{font-size:1.3rem}h2{font-size:1.1rem;margin:0}a{color:#0645ad}li{margin:0 0 1.5rem}"
	".origin,.total{color:#666;font-size:.875rem;margin:0}mark{background:#fe8;color:inherit}"
	"@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}a{color:#8ab4f8}.origin,.total{color:#999}"
	"mark{background:#654}}";

static void
add_head(struct xb_buf *out, const xabar_results *results)
{
	const char *title = *results->query ? results->query : "all dispatches";

	xb_buf_add_str(out, xb_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	                           "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"));
	xb_web_text(out, xb_str(title));
	xb_buf_printf(out, " - xabar</title>\n<style>%s</style>\n</head>\n<body>\n<h1 dir=\"auto\">", style);
	xb_web_text(out, xb_str(title));
	xb_buf_printf(out, "</h1>\n<p class=\"total\">%s%" PRIu64 " of %" PRIu64 " dispatches</p>\n", results->exact ? "" : "about ",
	              results->total, results->of);
}

static void
add_headline(struct xb_buf *out, const xabar_hit *hit)
{
	const bool link = xb_web_is_link(hit->url);

	xb_buf_add_str(out, xb_str("<h2>"));
	if (link) {
		xb_buf_add_str(out, xb_str("<a href=\""));
		xb_web_text(out, xb_str(hit->url));
		xb_buf_add_str(out, xb_str("\">"));
	}
	if (hit->marked_headline.text)
		xb_web_marked(out, &hit->marked_headline);
	else
		xb_web_text(out, xb_str(hit->headline ? hit->headline : hit->id));
	xb_buf_add_str(out, xb_str(link ? "</a></h2>\n" : "</h2>\n"));
}

/* Each part is isolated, so that Persian in one does not turn its neighbours round. */
static void
add_origin(struct xb_buf *out, const xabar_hit *hit)
{
	const char *const parts[] = { hit->source, hit->section, hit->byline, hit->place, hit->lang, hit->id };

	xb_buf_add_str(out, xb_str("<p class=\"origin\" lang=\"en\" dir=\"ltr\">"));
	if (hit->date) {
		xb_buf_add_str(out, xb_str("<time datetime=\""));
		xb_web_text(out, xb_str(hit->date));
		xb_buf_add_str(out, xb_str("\">"));
		xb_web_text(out, xb_str(hit->date));
		xb_buf_add_str(out, xb_str("</time>"));
	}
	for (size_t i = 0, n = hit->date != NULL; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i]) {
			xb_buf_add_str(out, xb_str(n++ ? " \xc2\xb7 <bdi>" : "<bdi>"));
			xb_web_text(out, xb_str(parts[i]));
			xb_buf_add_str(out, xb_str("</bdi>"));
		}
	xb_buf_add_str(out, xb_str("</p>\n"));
}

static void
add_hit(struct xb_buf *out, const xabar_hit *hit, bool whole)
{
	xb_buf_printf(out, "<li value=\"%" PRIu64 "\">\n<article", hit->rank);
	if (xb_web_is_lang(hit->lang))
		xb_buf_printf(out, " lang=\"%s\"", hit->lang);
	xb_buf_printf(out, " dir=\"%s\">\n", xb_text_is_right_to_left(hit->headline ? hit->headline : "") ? "rtl" : "ltr");
	add_headline(out, hit);
	add_origin(out, hit);
	if (whole) {
		xb_web_paragraphs(out, hit->body);
	} else if (hit->snippet.text) {
		xb_buf_printf(out, "<p dir=\"%s\">", xb_text_is_right_to_left(hit->snippet.text) ? "rtl" : "ltr");
		xb_web_marked(out, &hit->snippet);
		xb_buf_add_str(out, xb_str("</p>\n"));
	}
	xb_buf_add_str(out, xb_str("</article>\n</li>\n"));
}

xabar_status
xb_render_html(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const xabar_hit *hit;

	(void)err;
	add_head(&out->buf, results);
	xb_buf_add_str(&out->buf, xb_str(results->nhits ? "<ol>\n" : ""));
	while ((hit = xb_render_next(out)))
		add_hit(&out->buf, hit, rendering->whole);
	xb_buf_add_str(&out->buf, xb_str(results->nhits ? "</ol>\n</body>\n</html>\n" : "</body>\n</html>\n"));
	return XABAR_OK;
}
