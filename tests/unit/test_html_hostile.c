/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages that nobody would write: every one is read or turned away, in linear time. */
#include "reading.h"

#include <time.h>

#include "../../indexer/formats/html_page.h"

#define SECONDS_PER_MB 1.0 /* sanitizers included; a quadratic one takes minutes */

static void
assert_reads(const char *html, size_t len)
{
	struct xb_arena arena;
	struct xb_record record = { 0 };
	xabar_error err;
	xabar_status status;

	xb_arena_init(&arena, (size_t)2 << 30);
	status = xb_html_page(&record, xb_strn(html, len), xb_str("https://news.example/a"), &arena, &err);
	assert_true(status == XABAR_OK || status == XABAR_ERECORD);
	xb_arena_release(&arena);
}

static void
repeated_markup_takes_linear_time(void **state)
{
	static const char *const units[] = {
		"<", "<a", "<a ", "<div>", "<b>", "<b></p>", "</p>", "<p><b>", "<li><ul>", "<table><td>", "<td>", "<tr><td><table>", "<!--",
		"<!-", "<a b='", "<a b=\"> ", "<a b='>\" ", "<a =", "&", "&#", "&amp", "<script>", "<script></scrip", "<title>", "<svg>",
		"<i><div></i>", "<div><td></div>", "<font><table></font>", "<select><option>", "<h1><h2>", "<h1>a</h1>", "<b>aaaaaaaaaaaaaaaa</b><p>",
		"<div itemprop=headline>a", "<div class=author>a", "<time>1", "<a rel=tag>x", "<span class='comment date'>x</span><br><br>",
		"<p class='a b c d e f g h i j k l m n o p'>x", "<br>", "a<br><br>", "&nbsp;<br>", "<p>aaaaaaaaa bbbbbbbbbbb cccccccccc ddddddddd.",
		"<p><a href=x>aaaaaaaaa bbbbbbbbbbb cccccccccc ddddddddd.</a><p>eeeeeeeeee ffffffffffff ggggggggggg hhhhhhhh.",
		"<meta name=keywords content='a,b,c'>", "<link rel=canonical href=x>",
		"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"x\"}</script>",
	};
	const size_t len = 1 << 20;
	char *html = malloc(len);

	(void)state;
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		size_t n = strlen(units[u]), made = 0;
		clock_t start = clock();
		double took;

		for (; made + n <= len; made += n)
			memcpy(html + made, units[u], n);
		assert_reads(html, made);
		took = (double)(clock() - start) / CLOCKS_PER_SEC;
		if (took > SECONDS_PER_MB)
			fail_msg("'%s' repeated takes %.1f s", units[u], took);
	}
	free(html);
}

static void
repeated_json_takes_linear_time(void **state)
{
	static const char *const units[] = { "[", "{", "{\"a\":", "\"", "\"a", "\" ", "\\", "\"\\u", "/*", "//", "// <!--", ",", ":", "a", "{\"@graph\":[",
		                             "{\"@type\":\"Article\"},", "\"a\":\"b\" \"", "1,", "]", "}", "[1,2,{},", "\"/*", "\"//", "\",", "-->" };
	static const char open[] = "<script type=\"application/ld+json\">";
	const size_t len = 1 << 20;
	char *html = malloc(len + sizeof(open));

	(void)state;
	memcpy(html, open, sizeof(open) - 1);
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		size_t n = strlen(units[u]), made = sizeof(open) - 1;
		clock_t start = clock();
		double took;

		for (; made + n <= len; made += n)
			memcpy(html + made, units[u], n);
		assert_reads(html, made);
		took = (double)(clock() - start) / CLOCKS_PER_SEC;
		if (took > 2 * SECONDS_PER_MB)
			fail_msg("'%s' repeated takes %.1f s", units[u], took);
	}
	free(html);
}

/* Every beginning of a page, and pages with bytes overwritten: for the sanitizers. */
static void
damaged_pages_are_read(void **state)
{
	static const char *const paths[] = { "tests/data/formats/html/az-jsonld-graph.html", "tests/data/formats/html/az-bad-jsonld.html",
		                             "tests/data/formats/html/az-1999.html", "tests/data/formats/html/fa-rtl.html" };
	static const char bytes[] = "<>\"'&;/={}[]:,\\ -!a\n";
	uint32_t seed = 1;

	(void)state;
	for (size_t p = 0; p < sizeof(paths) / sizeof(*paths); p++) {
		FILE *file = fopen(paths[p], "r");
		static char whole[1 << 16];
		size_t len = fread(whole, 1, sizeof(whole), file);
		char *copy;

		fclose(file);
		for (size_t n = 0; n < len; n += 13) {
			copy = malloc(n);
			memcpy(copy, whole, n);
			assert_reads(copy, n);
			free(copy);
		}
		for (unsigned round = 0; round < 400; round++) {
			copy = malloc(len);
			memcpy(copy, whole, len);
			for (unsigned k = 0; k < 20; k++) {
				seed = seed * 1664525u + 1013904223u;
				copy[(seed >> 8) % len] = bytes[(seed >> 4) % (sizeof(bytes) - 1)];
			}
			assert_reads(copy, len);
			free(copy);
		}
	}
}

static void
nuls_and_nothing_are_read(void **state)
{
	(void)state;
	assert_reads("", 0);
	assert_reads("\0", 1);
	assert_reads("<h1>a\0b</h1><p>c\0d</p>", 23);
	assert_reads("<", 1);
	assert_reads("</", 2);
	assert_reads("<!", 2);
	assert_reads("<a href", 7);
}

static void
deep_pages_keep_their_text(void **state)
{
	enum { DEEP = 100000 };
	char *html = malloc(5 * DEEP + 128), *p = html;
	struct xb_arena arena;
	struct xb_record record = { 0 };
	xabar_error err;

	(void)state;
	for (int i = 0; i < DEEP; i++)
		p = stpcpy(p, "<div>");
	p = stpcpy(p, "<h1>Rain</h1><p>It has rained for three days in the valley of the Kura.</p>");
	xb_arena_init(&arena, (size_t)2 << 30);
	assert_int_equal(xb_html_page(&record, xb_strn(html, (size_t)(p - html)), xb_str(""), &arena, &err), XABAR_OK);
	assert_int_equal(record.npairs, 2);
	assert_true(xb_str_is(record.pairs[1].value, "It has rained for three days in the valley of the Kura."));
	xb_arena_release(&arena);
	free(html);
}

static void
a_page_of_too_many_tags_is_turned_away(void **state)
{
	const size_t len = 32 << 20;
	char *html = malloc(len);
	struct xb_arena arena;
	struct xb_record record = { 0 };
	xabar_error err;

	(void)state;
	for (size_t i = 0; i + 3 <= len; i += 3)
		memcpy(html + i, "<b>", 3);
	xb_arena_init(&arena, (size_t)2 << 30);
	assert_int_equal(xb_html_page(&record, xb_strn(html, len), xb_str(""), &arena, &err), XABAR_ERECORD);
	assert_string_equal(err.message, "the page has over 4194304 tags");
	xb_arena_release(&arena);
	xb_arena_init(&arena, 1000);
	assert_int_equal(xb_html_page(&record, xb_str("<p>a</p>"), xb_str(""), &arena, &err), XABAR_ERECORD);
	xb_arena_release(&arena);
	free(html);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repeated_markup_takes_linear_time),
		cmocka_unit_test(repeated_json_takes_linear_time),
		cmocka_unit_test(damaged_pages_are_read),
		cmocka_unit_test(nuls_and_nothing_are_read),
		cmocka_unit_test(deep_pages_keep_their_text),
		cmocka_unit_test(a_page_of_too_many_tags_is_turned_away),
	};

	return cmocka_run_group_tests_name("html_hostile", tests, NULL, NULL);
}
