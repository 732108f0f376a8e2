/* SPDX-License-Identifier: GPL-2.0-or-later */
/* page_chart.c - the histogram as SVG. A bar is a link to its span; page.js lets several be taken together. */
#include "page.h"

#include <ctype.h>
#include <inttypes.h>

#define WIDTH 640
#define HEIGHT 72
#define BAR_MAX 48

static const char *const intervals[] = { "year", "month", "day" };
#define NINTERVALS (sizeof(intervals) / sizeof(*intervals))

/* 0: it does not begin with one. */
static int
year_of(const char *date)
{
	int year = 0;

	for (size_t i = 0; i < 4; i++) {
		if (!date || !isdigit((unsigned char)date[i]))
			return 0;
		year = 10 * year + date[i] - '0';
	}
	return year;
}

const char *
xb_chart_interval(const char *from, const char *to)
{
	const int first = year_of(from), last = year_of(to);

	if (!first || !last || last < first || last - first > 3)
		return intervals[0];
	return intervals[strlen(from) >= 7 && strncmp(from, to, 7) == 0 ? 2 : 1];
}

const char *
xb_chart_finer(const char *interval)
{
	for (size_t i = 0; i + 1 < NINTERVALS; i++)
		if (strcmp(intervals[i], interval) == 0)
			return intervals[i + 1];
	return NULL;
}

/* The target that a span completes; page.js uses it for several bars. */
static void
add_span_href(const struct xb_page *page, const char *attribute, const char *from, const char *to)
{
	struct xb_asked asked = *page->asked;

	asked.request.from = from;
	asked.request.to = to;
	asked.request.offset = 0;
	xb_buf_printf(page->out, " %s=\"", attribute);
	xb_target_write(page->out, xb_route_find("/"), &asked);
	xb_buf_add_char(page->out, '"');
}

/* "2022: 1,234" */
static void
add_count(const struct xb_page *page, const xabar_bucket *bucket)
{
	xb_page_when(page, bucket->key);
	xb_page_add(page, ": ");
	xb_page_number(page, bucket->count);
}

static void
add_bar(const struct xb_page *page, const xabar_histogram *histogram, size_t i, uint64_t most)
{
	const xabar_bucket *bucket = &histogram->buckets[i];
	const double width = (double)WIDTH / (double)histogram->nbuckets, bar = width * 0.8 < BAR_MAX ? width * 0.8 : BAR_MAX;
	const double height = bucket->count ? 2 + (HEIGHT - 2) * (double)bucket->count / (double)most : 0;

	if (!bucket->count)
		return;
	xb_page_add(page, "<a");
	add_span_href(page, "href", bucket->key, bucket->key);
	xb_buf_printf(page->out, " data-key=\"%s\" aria-label=\"", bucket->key);
	add_count(page, bucket);
	xb_page_add(page, "\"><title>");
	add_count(page, bucket);
	xb_page_add(page, "</title>");
	xb_buf_printf(page->out, "<path class=\"at\" d=\"M%.1f 0h%.1fv%dh-%.1fz\"/><path class=\"bar\" d=\"M%.1f %dv-%.1fh%.1fv%.1fz\"/></a>\n",
	              (double)i * width, width, HEIGHT, width, (double)i * width + (width - bar) / 2, HEIGHT, height, bar, height);
}

void
xb_page_chart(const struct xb_page *page, const xabar_histogram *histogram)
{
	uint64_t most = 1;

	if (!histogram || histogram->nbuckets < 2)
		return;
	for (size_t i = 0; i < histogram->nbuckets; i++)
		if (histogram->buckets[i].count > most)
			most = histogram->buckets[i].count;
	xb_page_add(page, "<section class=\"timeline\" dir=\"ltr\" aria-labelledby=\"when\"><h2 id=\"when\" dir=\"auto\">");
	xb_page_word(page, XB_TIMELINE_WORD);
	xb_page_add(page, "</h2>\n");
	xb_buf_printf(page->out, "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"group\" aria-labelledby=\"when\"", WIDTH, HEIGHT);
	add_span_href(page, "data-href", NULL, NULL);
	xb_page_add(page, ">\n");
	for (size_t i = 0; i < histogram->nbuckets; i++)
		add_bar(page, histogram, i, most);
	xb_page_add(page, "</svg>\n<p class=\"axis\">");
	xb_page_date(page, histogram->buckets[0].key);
	xb_page_add(page, "<span class=\"hint\" dir=\"auto\" hidden>");
	xb_page_word(page, XB_SPAN_WORD);
	xb_page_add(page, "</span>");
	xb_page_date(page, histogram->buckets[histogram->nbuckets - 1].key);
	xb_page_add(page, "</p>\n");
	if (histogram->undated.count) {
		xb_page_add(page, "<p class=\"origin\" dir=\"auto\">");
		xb_page_word(page, XB_UNDATED_WORD);
		xb_page_add(page, " ");
		xb_page_number(page, histogram->undated.count);
		xb_page_add(page, "</p>\n");
	}
	xb_page_add(page, "</section>\n");
}
