/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The small parts that reading a page is made of: tables, hints, phrases, titles, addresses; and what looks like a page. */
#include "reading.h"

#include "../../indexer/formats/html_hints.h"
#include "../../indexer/formats/html_metas.h"
#include "../../indexer/formats/html_text.h"
#include "../../indexer/formats/html_title.h"
#include "../../indexer/formats/html_url.h"
#include "../../indexer/formats/html_words.h"

#define LIMIT ((size_t)1 << 20)

static void
tables_are_sorted(void **state)
{
	(void)state;
	for (size_t i = 1; i < xb_html_words_count; i++)
		assert_true(strcmp(xb_html_words[i - 1].word, xb_html_words[i].word) < 0);
	for (size_t i = 1; i < xb_html_metas_count; i++)
		assert_true(strcmp(xb_html_metas[i - 1].name, xb_html_metas[i].name) < 0);
}

static void
classes_tell_what_a_part_is(void **state)
{
	static const struct { const char *attrs; uint8_t hints; } cases[] = {
		{ " class='related-news'", XB_HTML_HINT_ASIDE },
		{ " class=relatedNews", XB_HTML_HINT_ASIDE },
		{ " id='sidebar'", XB_HTML_HINT_ASIDE },
		{ " class='col oxsar_xeberler'", XB_HTML_HINT_ASIDE },
		{ " class='oxşar-xəbərlər'", XB_HTML_HINT_ASIDE },
		{ " role=navigation", XB_HTML_HINT_ASIDE },
		{ " style='color:red; display:none'", XB_HTML_HINT_ASIDE },
		{ " class=yorumlar", XB_HTML_HINT_COMMENT },
		{ " class='комментарии'", XB_HTML_HINT_COMMENT },
		{ " class=article-body", XB_HTML_HINT_MAIN },
		{ " class=articleBody", XB_HTML_HINT_MAIN },
		{ " class=articlebody", XB_HTML_HINT_MAIN },
		{ " class='haber-metni'", XB_HTML_HINT_MAIN },
		{ " class='xəbər mətn'", 0 },
		{ " itemprop=articleBody", XB_HTML_HINT_BODY },
		{ " itemprop=author", XB_HTML_HINT_META | XB_HTML_HINT_BYLINE },
		{ " class='entry-date published'", XB_HTML_HINT_META | XB_HTML_HINT_DATE },
		{ " class=address", 0 },
		{ " class=shadow", 0 },
		{ " class='article'", 0 },
		{ "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct xb_html_node node = { .source = xb_str(cases[i].attrs), .tag = XB_HTML_DIV };

		if (xb_html_hints(&node) != cases[i].hints)
			fail_msg("%s: %d", cases[i].attrs, xb_html_hints(&node));
	}
}

static void
phrases_are_known_in_their_languages(void **state)
{
	static const struct { const char *text; enum xb_html_phrase is; } cases[] = {
		{ "Read also: Tbilisi metro", XB_HTML_PHRASE_ASIDE },
		{ "Həmçinin oxuyun:", XB_HTML_PHRASE_ASIDE },
		{ "ЧИТАЙТЕ ТАКЖЕ", XB_HTML_PHRASE_ASIDE },
		{ "İlgili Haberler", XB_HTML_PHRASE_ASIDE },
		{ "اخبار مرتبط", XB_HTML_PHRASE_ASIDE },
		{ "Կարդացեք նաև", XB_HTML_PHRASE_ASIDE },
		{ "Comments (12)", XB_HTML_PHRASE_COMMENTS },
		{ "Şərhlər: 3", XB_HTML_PHRASE_COMMENTS },
		{ "Yorumlar", XB_HTML_PHRASE_COMMENTS },
		{ "Комментарии", XB_HTML_PHRASE_COMMENTS },
		{ "التعليقات", XB_HTML_PHRASE_COMMENTS },
		{ "კომენტარები (4)", XB_HTML_PHRASE_COMMENTS },
		{ "Comments on the budget were few", XB_HTML_PHRASE_NONE },
		{ "Bütün hüquqlar qorunur", XB_HTML_PHRASE_LEGAL },
		{ "All rights reserved.", XB_HTML_PHRASE_LEGAL },
		{ "جميع الحقوق محفوظة", XB_HTML_PHRASE_LEGAL },
		{ "", XB_HTML_PHRASE_NONE },
	};
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (xb_html_phrase(xb_html_key(xb_str(cases[i].text), &arena)) != cases[i].is)
			fail_msg("%s", cases[i].text);
	xb_arena_release(&arena);
}

static void
titles_lose_their_site(void **state)
{
	static const struct { const char *title, *site, *host; bool guess; const char *want; } cases[] = {
		{ "Yağış gözlənilir - Şimal Xəbər", "Şimal Xəbər", "", false, "Yağış gözlənilir" },
		{ "Şimal Xəbər | Bakıda yağış", "Şimal xəbər", "", false, "Bakıda yağış" },
		{ "Rain is expected in Baku | News | Caspian", "", "", true, "Rain is expected in Baku" },
		{ "Rain is expected in Baku - caspian.example", "", "", false, "Rain is expected in Baku" },
		{ "Rain is expected in Baku – Caspian", "", "caspian.example", false, "Rain is expected in Baku" },
		{ "Baku - Tbilisi train is late", "Caspian", "", true, "Baku - Tbilisi train is late" },
		{ "Минск — Москва: что дальше", "", "", true, "Минск — Москва: что дальше" },
		{ "Rain", "", "", true, "Rain" },
	};
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct xb_str got = xb_html_title_cut(xb_str(cases[i].title), xb_str(cases[i].site), xb_str(cases[i].host), cases[i].guess,
		                                      &arena);

		if (!xb_str_is(got, cases[i].want))
			fail_msg("%s: %.*s", cases[i].title, XB_STR_ARG(got));
	}
	xb_arena_release(&arena);
}

static void
the_better_title_is_chosen(void **state)
{
	static const struct { const char *told, *shown; bool guess; const char *want; } cases[] = {
		{ "Rain is expected in…", "Rain is expected in Baku on Friday", false, "Rain is expected in Baku on Friday" },
		{ "Rain is expected in Baku (photo)", "Rain is expected in Baku", false, "Rain is expected in Baku" },
		{ "Rain is expected in Baku", "Caspian daily newspaper", false, "Rain is expected in Baku" },
		{ "Caspian daily newspaper", "Rain is expected in Baku", true, "Rain is expected in Baku" },
		{ "Rain is expected in Baku", "Caspian", true, "Rain is expected in Baku" },
		{ "", "Rain", true, "Rain" },
		{ "Rain", "", false, "Rain" },
	};
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_true(xb_str_is(xb_html_title_choose(xb_str(cases[i].told), xb_str(cases[i].shown), cases[i].guess, &arena),
		                      cases[i].want));
	xb_arena_release(&arena);
}

static void
addresses_are_resolved(void **state)
{
	static const struct { const char *base, *ref, *want; } cases[] = {
		{ "https://x.example/a/b?c", "/d", "https://x.example/d" },
		{ "https://x.example/a/b?c=/e", "d", "https://x.example/a/d" },
		{ "https://x.example", "d", "https://x.example/d" },
		{ "https://x.example/a/", "./d", "https://x.example/a/d" },
		{ "https://x.example/a", "//y.example/d", "https://y.example/d" },
		{ "https://x.example/a", "http://y.example/", "http://y.example/" },
		{ "https://x.example/a", "mailto:a@b", "" },
		{ "https://x.example/a", "#top", "" },
		{ "", "/d", "" },
		{ "", "https://x.example/", "https://x.example/" },
	};
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_true(xb_str_is(xb_html_url_resolve(xb_str(cases[i].base), xb_str(cases[i].ref), &arena), cases[i].want));
	xb_arena_release(&arena);
	assert_true(xb_str_is(xb_html_url_host(xb_str("https://www.x.example:8080/a")), "x.example:8080"));
	assert_true(xb_html_url_is_front(xb_str("https://x.example/")));
	assert_true(xb_html_url_is_front(xb_str("https://x.example/az/")));
	assert_true(xb_html_url_is_front(xb_str("https://x.example/ru/index.php")));
	assert_false(xb_html_url_is_front(xb_str("https://x.example/?p=12")));
	assert_false(xb_html_url_is_front(xb_str("https://x.example/news/12")));
}

static void
addresses_have_dates(void **state)
{
	char date[XB_HTML_URL_DATE_LEN];

	(void)state;
	assert_true(xb_html_url_date(date, xb_str("https://x.example/2022/05/18/a")));
	assert_memory_equal(date, "2022-05-18", sizeof(date));
	assert_true(xb_html_url_date(date, xb_str("https://x.example/news/2022-05-18-a")));
	assert_false(xb_html_url_date(date, xb_str("https://x.example/2022/13/18/a")));
	assert_false(xb_html_url_date(date, xb_str("https://x.example/2022/05/181")));
	assert_false(xb_html_url_date(date, xb_str("https://x.example/12022/05/18")));
}

static void
pages_are_known_by_their_beginning(void **state)
{
	static const struct { const char *head; int from, to; } cases[] = {
		{ "<!DOCTYPE html><html>", 80, 85 },
		{ "\xef\xbb\xbf\n<!-- saved from url=(0022)http://x.example/ -->\n<HTML>", 80, 85 },
		{ "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' ''>", 80, 85 },
		{ "<html xmlns='http://www.w3.org/1999/xhtml'>", 80, 85 },
		{ "<head><title>", 80, 85 },
		{ "<meta charset=utf-8>", 80, 85 },
		{ "<?xml version='1.0'?><rss version='2.0'>", 0, 0 },
		{ "<nitf><head><title>", 0, 0 },
		{ "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS", 0, 0 },
		{ "<DOC>\n<DOCNO>", 0, 0 },
		{ "<header>", 0, 0 },
		{ "WARC/1.0\r\nWARC-Type: response\r\n\r\n<html>", 0, 0 },
		{ "From: a@b\nContent-Type: text/html\n\n<html>", 0, 0 },
		{ "Title: one\n\n<p>two</p>", 0, 0 },
		{ "{\"a\":\"<html>\"}", 0, 0 },
		{ "", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int score = xb_format_html.detect(xb_str(cases[i].head));

		if (score < cases[i].from || score > cases[i].to)
			fail_msg("%s: %d", cases[i].head, score);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_sorted),
		cmocka_unit_test(classes_tell_what_a_part_is),
		cmocka_unit_test(phrases_are_known_in_their_languages),
		cmocka_unit_test(titles_lose_their_site),
		cmocka_unit_test(the_better_title_is_chosen),
		cmocka_unit_test(addresses_are_resolved),
		cmocka_unit_test(addresses_have_dates),
		cmocka_unit_test(pages_are_known_by_their_beginning),
	};

	return cmocka_run_group_tests_name("html_parts", tests, NULL, NULL);
}
