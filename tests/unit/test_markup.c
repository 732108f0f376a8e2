/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML → text, and white space. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "../../indexer/normalize/markup.h"
#include "../../indexer/normalize/tidy.h"

#define LIMIT ((size_t)64 << 20)

static void
assert_text(const char *html, const char *want)
{
	struct xb_arena arena;
	struct xb_str text;

	xb_arena_init(&arena, LIMIT);
	text = xb_markup_text(xb_str(html), &arena);
	text = xb_tidy_paragraphs(text, &arena);
	assert_non_null(text.ptr);
	assert_string_equal(xb_arena_strndup(&arena, text.ptr, text.len), want);
	xb_arena_release(&arena);
}

static void
plain_text_is_not_html(void **state)
{
	static const char *const texts[] = {
		"AT&T", "a < b and b > c", "x<y", "NUEUTROGENA <NGNA> TO BUY BACK STOCK", "<P> rose, <S> fell",
		"<A>, <B>, <I> and <U> are tickers", "R&D; more", "Q&A", "if (a<b && c>d)", "<>", "</>", "<", "&", "&;",
		"< p>", "<3", "a <- b", "<http://example.org/>", "<someone@example.org>", "<!", "<!--", "<!-- a", "<?", "&copy 2020", "&nosuch;", "&#;", "&#x;", "&#zz;", "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(xb_markup_looks_like(xb_str(texts[i])));
}

static void
html_is_html(void **state)
{
	static const char *const texts[] = {
		"<p>One</p>", "<p>One", "One<br>two", "One<BR/>two", "a <b>bold</b> word", "<a href='x'>y", "AT&amp;T",
		"&#1234;", "&#x4d2;", "&nbsp;", "<img src=\"x\">", "<DIV class=x>", "text</i>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_true(xb_markup_looks_like(xb_str(texts[i])));
}

static void
blocks_are_paragraphs(void **state)
{
	(void)state;
	assert_text("<p>One</p><p>Two</p>", "One\n\nTwo");
	assert_text("<h1>Head</h1>text<div>more</div>", "Head\n\ntext\n\nmore");
	assert_text("One<br>two<br/>three", "One\ntwo\nthree");
	assert_text("One<br><br>two", "One\ntwo");
	assert_text("<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc");
	assert_text("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc");
	assert_text("<p>in <b>bo</b>ld <a href=\"http://x/?a=1&amp;b\">link</a>.</p>", "in bold link.");
}

static void
what_is_not_text_is_dropped(void **state)
{
	(void)state;
	assert_text("<p>a</p><script>if (x<y) p='</p>';</script><style>p{}</style><p>b</p>", "a\n\nb");
	assert_text("a<!-- <p>not this</p> -->b<br>", "ab");
	assert_text("<p>a</p><!-- no end <p>b</p>", "a\n\n<!-- no end\n\nb");
	assert_text("<!DOCTYPE html><p>a<o:p></o:p><bsp-figure x='1'> b</bsp-figure>", "a b");
	assert_text("<p>a <NGNA> rose</p>", "a <NGNA> rose");
	assert_text("<p>a</p><svg><p>b</p></svg>c<iframe src='x'>d", "a\n\ncd");
	assert_text("<p>a</p><script>b", "a");
	assert_text("<a title=\"a > b\" href='x>y'>link</a> <i x=\">it</i>", "link it");
	assert_text("<img src='data:image/png;base64,AAAA'>", "");
	assert_text("<html><head><title>T</title></head><body><p>B</p></body></html>", "B");
}

static void
references_are_resolved(void **state)
{
	(void)state;
	assert_text("AT&amp;T &lt;T&gt; &quot;x&quot; &#399; &#x18f; &nbsp;&mdash;", "AT&T <T> \"x\" Ə Ə —");
	assert_text("it&#146;s &#150; &#128;", "it\u2019s \u2013 \u20ac"); /* windows-1252, as browsers have it */
	assert_text("<p>it&#146;s &amp; &ccedil;</p>", "it\u2019s & ç");
	assert_text("&apos;&#xD800;&#x110000;&#1114112;", "'\ufffd\ufffd\ufffd");
	assert_text("1 &lt; 2 & 3 &unknown; &amp", "1 < 2 & 3 &unknown; &amp");
}

static void
line_ends_of_the_source_are_spaces_where_there_are_blocks(void **state)
{
	(void)state;
	assert_text("<p>hard\nwrapped   text</p>\n<p>two</p>", "hard wrapped text\n\ntwo");
	assert_text("first\n\nsecond <b>bold</b>\nthird", "first\n\nsecond bold\nthird");
	assert_text("<p>x</p><pre>a\nb</pre>", "x\n\na\nb");
}

static void
text_is_utf8_whatever_its_meta_says(void **state)
{
	(void)state;
	assert_text("<meta charset=\"windows-1251\"><p>Səhər, утро, صبح</p>", "Səhər, утро, صبح");
	assert_text("<?xml version='1.0' encoding='iso-8859-9'?><p>Şəki</p>", "Şəki");
}

static void
nuls_do_not_end_the_text(void **state)
{
	struct xb_arena arena;
	struct xb_str text;

	(void)state;
	xb_arena_init(&arena, LIMIT);
	text = xb_markup_text(xb_strn("<p>a\0b</p>c", 11), &arena);
	assert_int_equal(text.len, 6);
	assert_memory_equal(text.ptr, "a\0b\n\nc", 6); /* white space is tidied later */
	xb_arena_release(&arena);
}

static void
a_full_arena_gives_the_input_back(void **state)
{
	struct xb_arena arena;
	struct xb_str in = xb_str("<p>a</p>"), out;

	(void)state;
	xb_arena_init(&arena, 8);
	out = xb_markup_text(in, &arena);
	assert_ptr_equal(out.ptr, in.ptr);
	xb_arena_release(&arena);
}

/* Hostile texts of a megabyte take a second at the very most. */
static void
no_text_takes_long(void **state)
{
	static const char *const units[] = { "<", "<a", "<a ", "<p>", "<div>", "<b>", "&", "&amp", "</p>", "<!--", "<p ",
	                                   "<b></p>", "<svg><iframe>", "<a b='>", "<a =\"> \" ", "<!a", "<script>" };
	const size_t len = 1 << 20;
	char *text = malloc(len + 5);

	(void)state;
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		struct xb_arena arena;
		clock_t start = clock();
		size_t n = strlen(units[u]), made = 0;

		for (; made + n <= len; made += n)
			memcpy(text + made, units[u], n);
		memcpy(text + made, "</p>", 4);
		xb_arena_init(&arena, LIMIT);
		if (xb_markup_looks_like(xb_strn(text, made + 4)))
			xb_markup_text(xb_strn(text, made + 4), &arena);
		xb_arena_release(&arena);
		if ((double)(clock() - start) / CLOCKS_PER_SEC > 5)
			fail_msg("'%s' repeated takes %.1f s", units[u], (double)(clock() - start) / CLOCKS_PER_SEC);
	}
	free(text);
}

static void
assert_tidy(struct xb_str (*tidy)(struct xb_str, struct xb_arena *), const char *in, size_t len, const char *want)
{
	struct xb_arena arena;
	struct xb_str text;

	xb_arena_init(&arena, LIMIT);
	text = tidy(xb_strn(in, len), &arena);
	assert_string_equal(xb_arena_strndup(&arena, text.ptr, text.len), want);
	xb_arena_release(&arena);
}

static void
a_line_has_single_spaces(void **state)
{
	static const struct { const char *in, *want; } cases[] = {
		{ "a b", "a b" },
		{ " a  b ", "a b" },
		{ "a\r\nb\tc", "a b c" },
		{ "a\u00a0b \u00a0", "a b" },
		{ "a \u2028b\u2029c\xc2\x85" "d", "a b c d" },
		{ "a \u201cb\u201d", "a \u201cb\u201d" },
		{ "a \u00a7b", "a \u00a7b" },
		{ "\x01" "a\x1f\x7f" "b", "a b" },
		{ "", "" },
		{ " \n", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_tidy(xb_tidy_line, cases[i].in, strlen(cases[i].in), cases[i].want);
	assert_tidy(xb_tidy_line, "a\0b\0", 4, "a b");
}

static void
paragraphs_are_kept(void **state)
{
	static const struct { const char *in, *want; } cases[] = {
		{ "a\n\nb", "a\n\nb" },
		{ "a\r\n\r\nb\r\nc", "a\n\nb\nc" },
		{ "a\rb", "a\nb" },
		{ "a \n \t\n\n b", "a\n\nb" },
		{ "\n\na\n\n", "a" },
		{ "a  b\nc", "a b\nc" },
		{ "a\u2029b\u2028c", "a\n\nb\nc" },
		/* A wire's paragraphs are indented lines. */
		{ "one\ntwo\n    three\nfour\n    five\n Reuter\n", "one\ntwo\n\nthree\nfour\n\nfive\nReuter" },
		{ "one\n\ttwo\nthree", "one\n\ntwo\nthree" },
		/* What is indented throughout has no paragraphs in that. */
		{ "    one\n    two\n    three\n", "one\ntwo\nthree" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_tidy(xb_tidy_paragraphs, cases[i].in, strlen(cases[i].in), cases[i].want);
	assert_tidy(xb_tidy_paragraphs, "a\0\0b\n\nc\0", 8, "a b\n\nc");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_is_not_html),
		cmocka_unit_test(html_is_html),
		cmocka_unit_test(blocks_are_paragraphs),
		cmocka_unit_test(what_is_not_text_is_dropped),
		cmocka_unit_test(references_are_resolved),
		cmocka_unit_test(line_ends_of_the_source_are_spaces_where_there_are_blocks),
		cmocka_unit_test(text_is_utf8_whatever_its_meta_says),
		cmocka_unit_test(nuls_do_not_end_the_text),
		cmocka_unit_test(a_full_arena_gives_the_input_back),
		cmocka_unit_test(no_text_takes_long),
		cmocka_unit_test(a_line_has_single_spaces),
		cmocka_unit_test(paragraphs_are_kept),
	};

	return cmocka_run_group_tests_name("markup", tests, NULL, NULL);
}
