/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_xml.c - hits as feeds: RSS 2.0 (rssboard.org) and Atom (RFC 4287), with the totals of OpenSearch 1.1. */
#include <inttypes.h>
#include <time.h>

#include "render_web.h"

#define XMLNS "xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\""
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* A dispatch without a date, as Atom has to give one: before any that news can have. */
#define UNDATED "0001-01-01T00:00:00-00:00"

/* Now, in UTC. */
static struct xb_date_parts
now(void)
{
	const time_t t = time(NULL);
	struct tm tm;

	gmtime_r(&t, &tm);
	return (struct xb_date_parts){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, 0, 4, true };
}

static void
add_title(struct xb_buf *out, const char *of)
{
	xb_buf_add_str(out, xb_str("<title>xabar: "));
	xb_web_text(out, xb_str(of));
	xb_buf_add_str(out, xb_str("</title>\n"));
}

/* The first index is 1 (OpenSearch 1.1, indexOffset). */
static void
add_totals(struct xb_buf *out, const xabar_results *results, uint64_t first)
{
	xb_buf_printf(out, "<opensearch:totalResults>%" PRIu64 "</opensearch:totalResults>\n"
	                   "<opensearch:startIndex>%" PRIu64 "</opensearch:startIndex>\n"
	                   "<opensearch:itemsPerPage>%zu</opensearch:itemsPerPage>\n"
	                   "<opensearch:Query role=\"request\" searchTerms=\"",
	              results->total, first, results->nhits);
	xb_web_text(out, xb_str(results->query));
	xb_buf_add_str(out, xb_str("\"/>\n"));
}

/* HTML within XML: markup once more. */
static void
add_html(struct xb_buf *out, const char *open, const char *close, const struct xb_buf *html)
{
	if (!html->len)
		return;
	xb_buf_add_str(out, xb_str(open));
	xb_web_text(out, xb_buf_view(html));
	xb_buf_add_str(out, xb_str(close));
}

static void
add_snippet(struct xb_buf *out, const char *open, const char *close, const xabar_hit *hit, struct xb_buf *html)
{
	xb_buf_clear(html);
	if (hit->snippet.text)
		xb_web_marked(html, &hit->snippet);
	add_html(out, open, close, html);
}

static void
add_body(struct xb_buf *out, const char *open, const char *close, const xabar_hit *hit, struct xb_buf *html)
{
	xb_buf_clear(html);
	xb_web_paragraphs(html, hit->body);
	add_html(out, open, close, html);
}

/* ---- RSS ---- */

/* pubDate wants a day; dc:date (W3CDTF) says no more than is known. */
static void
add_rss_date(struct xb_buf *out, const xabar_hit *hit)
{
	struct xb_date_parts date;

	if (!xb_date_parts(&date, hit->date))
		return;
	if (date.said >= 3) {
		xb_buf_add_str(out, xb_str("<pubDate>"));
		xb_date_rfc822(out, &date);
		xb_buf_add_str(out, xb_str("</pubDate>\n"));
	}
	xb_web_element(out, "dc:date", hit->date);
}

static void
add_item(struct xb_buf *out, const xabar_hit *hit, struct xb_buf *html)
{
	xb_buf_add_str(out, xb_str("<item>\n"));
	xb_web_element(out, "title", hit->headline ? hit->headline : hit->id);
	if (xb_web_is_link(hit->url))
		xb_web_element(out, "link", hit->url);
	xb_web_element(out, "guid isPermaLink=\"false\"", hit->id);
	add_rss_date(out, hit);
	xb_web_element(out, "dc:creator", hit->byline);
	xb_web_element(out, "dc:publisher", hit->source);
	xb_web_element(out, "dc:coverage", hit->place);
	xb_web_element(out, "dc:language", hit->lang);
	xb_web_element(out, "category", hit->section);
	for (size_t i = 0; i < hit->ntags; i++)
		xb_web_element(out, "category", hit->tags[i]);
	add_snippet(out, "<description>", "</description>\n", hit, html);
	add_body(out, "<content:encoded>", "</content:encoded>\n", hit, html);
	xb_buf_add_str(out, xb_str("</item>\n"));
}

static void
add_channel(struct xb_buf *out, const xabar_results *results, uint64_t first)
{
	const struct xb_date_parts date = now();

	xb_buf_add_str(out, xb_str(HEAD "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
	                                "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " XMLNS ">\n<channel>\n"));
	add_title(out, *results->query ? results->query : "all dispatches");
	/* An archive has no address that we know of; the element has to be there. */
	xb_buf_add_str(out, xb_str("<link>"));
	xb_web_iri(out, results->query);
	xb_buf_printf(out, "</link>\n<description>%s%" PRIu64 " of %" PRIu64 " dispatches</description>\n<lastBuildDate>",
	              results->exact ? "" : "about ", results->total, results->of);
	xb_date_rfc822(out, &date);
	xb_buf_printf(out, "</lastBuildDate>\n<generator>xabar %s</generator>\n", XABAR_VERSION);
	add_totals(out, results, first);
}

xabar_status
xb_render_rss(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const xabar_hit *hit = xb_render_next(out);
	struct xb_buf html;
	xabar_status status;

	(void)rendering;
	xb_buf_init(&html, (size_t)1 << 30);
	add_channel(&out->buf, results, hit ? hit->rank : 1);
	for (; hit; hit = xb_render_next(out))
		add_item(&out->buf, hit, &html);
	xb_buf_add_str(&out->buf, xb_str("</channel>\n</rss>\n"));
	status = xb_buf_status(&html, err);
	xb_buf_release(&html);
	return status;
}

/* ---- Atom ---- */

static void
add_date(struct xb_buf *out, const char *name, const struct xb_date_parts *date)
{
	xb_buf_printf(out, "<%s>", name);
	xb_date_rfc3339(out, date);
	xb_buf_printf(out, "</%s>\n", name);
}

/* atom:updated has to be there, and whole: it is the earliest that the date may mean. atom:published is left out
 * where no day is said. */
static void
add_atom_dates(struct xb_buf *out, const xabar_hit *hit)
{
	struct xb_date_parts published, updated;
	bool dated = xb_date_parts(&published, hit->date);

	if (xb_date_parts(&updated, hit->updated) && updated.said == 4)
		add_date(out, "updated", &updated);
	else if (dated)
		add_date(out, "updated", &published);
	else
		xb_buf_add_str(out, xb_str("<updated>" UNDATED "</updated>\n"));
	if (dated && published.said >= 3)
		add_date(out, "published", &published);
}

static void
add_category(struct xb_buf *out, const char *term, const char *label)
{
	if (!term || !*term)
		return;
	xb_buf_add_str(out, xb_str("<category term=\""));
	xb_web_text(out, xb_str(term));
	if (label)
		xb_buf_printf(out, "\" label=\"%s", label);
	xb_buf_add_str(out, xb_str("\"/>\n"));
}

static void
add_id(struct xb_buf *out, const char *text)
{
	xb_buf_add_str(out, xb_str("<id>"));
	xb_web_iri(out, text);
	xb_buf_add_str(out, xb_str("</id>\n"));
}

/* What two alerts tell is two entries, for a feed may not have an id twice. There is no tab in the name of an alert. */
static void
add_told_id(struct xb_buf *out, const char *alert, const char *id, struct xb_buf *text)
{
	if (!alert) {
		add_id(out, id);
		return;
	}
	xb_buf_clear(text);
	xb_buf_printf(text, "%s\t%s", alert, id);
	xb_buf_add_char(text, '\0');
	if (!text->failed)
		add_id(out, text->ptr);
}

/* The element that says what it is called within another. */
static void
add_within(struct xb_buf *out, const char *outer, const char *inner, const char *text)
{
	if (!text || !*text)
		return;
	xb_buf_printf(out, "<%s>\n", outer);
	xb_web_element(out, inner, text);
	xb_buf_printf(out, "</%s>\n", outer);
}

static void
add_entry(struct xb_buf *out, const xabar_results *results, const xabar_hit *hit, struct xb_buf *html)
{
	xb_buf_add_str(out, xb_str("<entry"));
	if (xb_web_is_lang(hit->lang))
		xb_buf_printf(out, " xml:lang=\"%s\"", hit->lang);
	xb_buf_add_str(out, xb_str(">\n"));
	add_told_id(out, results->alert, hit->id, html);
	xb_web_element(out, "title", hit->headline ? hit->headline : hit->id);
	add_atom_dates(out, hit);
	if (xb_web_is_link(hit->url)) {
		xb_buf_add_str(out, xb_str("<link rel=\"alternate\" href=\""));
		xb_web_text(out, xb_str(hit->url));
		xb_buf_add_str(out, xb_str("\"/>\n"));
	}
	add_within(out, "author", "name", hit->byline);
	add_category(out, results->alert, hit->told);
	add_category(out, hit->section, NULL);
	for (size_t i = 0; i < hit->ntags; i++)
		add_category(out, hit->tags[i], NULL);
	add_within(out, "source", "title", hit->source);
	add_snippet(out, "<summary type=\"html\">", "</summary>\n", hit, html);
	/* An entry has to have a link or a content. */
	if (hit->body)
		add_body(out, "<content type=\"html\">", "</content>\n", hit, html);
	else if (!xb_web_is_link(hit->url))
		xb_buf_add_str(out, xb_str("<content/>\n"));
	xb_buf_add_str(out, xb_str("</entry>\n"));
}

/* What it is called, by which readers know it again: what alerts tell is one, unless it is that of one alert. */
static void
add_feed_name(struct xb_buf *out, const xabar_results *results, const char *topic, struct xb_buf *text)
{
	if (!results->alert) {
		add_id(out, results->query);
		add_title(out, *results->query ? results->query : "all dispatches");
	} else if (!topic) {
		add_id(out, "urn:xabar:alerts");
		add_title(out, "alerts");
	} else {
		add_told_id(out, topic, "", text);
		add_title(out, topic);
	}
}

static void
add_feed(struct xb_buf *out, const xabar_results *results, const char *topic, uint64_t first, struct xb_buf *text)
{
	const struct xb_date_parts date = now();

	xb_buf_add_str(out, xb_str(HEAD "<feed xmlns=\"http://www.w3.org/2005/Atom\" " XMLNS ">\n"));
	add_feed_name(out, results, topic, text);
	add_date(out, "updated", &date);
	xb_buf_printf(out, "<author><name>xabar</name></author>\n<generator version=\"%s\">xabar</generator>\n", XABAR_VERSION);
	if (!results->alert || topic)
		add_totals(out, results, first);
}

xabar_status
xb_render_atom(struct xb_rendered *out, const xabar_results *results, const xabar_rendering *rendering, xabar_error *err)
{
	const xabar_hit *hit = xb_render_next(out);
	struct xb_buf html;
	xabar_status status;

	xb_buf_init(&html, (size_t)1 << 30);
	if (!rendering->no_header)
		add_feed(&out->buf, results, rendering->topic, hit ? hit->rank : 1, &html);
	for (; hit; hit = xb_render_next(out))
		add_entry(&out->buf, results, hit, &html);
	if (!rendering->more)
		xb_buf_add_str(&out->buf, xb_str("</feed>\n"));
	status = xb_buf_status(&html, err);
	xb_buf_release(&html);
	return status;
}
