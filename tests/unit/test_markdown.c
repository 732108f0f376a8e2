/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Markdown and its front matter. */
#include "reading.h"

#include "../../indexer/formats/markdown_text.h"

static void
front_matter_of_each_kind_is_read(void **state)
{
	(void)state;
	assert_file_reads("tests/data/formats/markdown/toml.md", NULL, NULL,
	                  "0-203 title=Паром снова вышел date=2024-03-11 tags=порт tags=паром params.author=Лейла "
	                  "params.lead=\nПервая\nвторая body=Текст парома.\n");
	assert_file_reads("tests/data/formats/markdown/json.md", NULL, NULL,
	                  "0-91 title=Ferry date=2024-03-11 tags=a tags=b body=Text of the ferry.\n");
	assert_text_reads("---\n# a comment\ntitle: 'It''s here' # so\ntags: [a, \"b, c\",\n  d]\nlist:\n- x\n- y: 1\n  z: 2\n"
	                  "author:\n  name: A: B\nnone: ~\ntext: |\n  one\n  two\nplain: goes\n  on\n...\nBody.\n",
	                  NULL,
	                  "0-164 title=It's here tags=a tags=b, c tags=d list=x list.y=1 list.z=2 author.name=A: B "
	                  "text=one\ntwo\n plain=goes\n  on body=Body.\n");
}

static void
a_heading_is_the_title_where_there_is_no_other(void **state)
{
	(void)state;
	assert_text_reads("# Bridge *closed* #\n\nThe old bridge.\n\n## More\n", NULL, "0-46 title=Bridge closed body=The old bridge.\n\nMore\n");
	assert_text_reads("Bridge\n======\n\nText.\n", "markdown", "0-21 title=Bridge body=Text.\n");
	assert_text_reads("---\ntitle: A\n---\n# B\nC\n", NULL, "0-23 title=A body=B\n\nC\n");
	assert_text_reads("", "markdown", "");
}

static void
blocks_become_paragraphs_and_lines(void **state)
{
	static const struct { const char *markdown, *text; } rows[] = {
		{ "one\ntwo  \nthree\\\nfour\n\n\nfive", "one two\nthree\nfour\n\nfive" },
		{ "* a\n* b\n  more\n1. c\n- [x] d\n", "a\nb more\nc\nd" },
		{ "> quote\n> > deeper\n", "quote deeper" },
		{ "a\n\n* * *\n\nb\n---\nc", "a\n\nb\n\nc" },
		{ "```c\nint *a_b_c;\n\n\tx\n```\nafter", "int *a_b_c;\n\n\tx\n\nafter" },
		{ "| a | b |\n|---|:-:|\n| 1 | 2 |\n", "a | b\n1 | 2" },
		{ "<!-- x\n\ny -->\ntext\n\n<script>\na\n\nb</script>\nend", "text\n\nend" },
		{ "text[^1]\n\n[^1]: Note.\n[x]: https://example.org\n", "text\n\nNote." },
		{ "{{< figure >}}\n{% include x %}\nend", "end" },
	};
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, READING_LIMIT);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct xb_str text = xb_markdown_text(NULL, xb_str(rows[i].markdown), &arena);

		assert_non_null(text.ptr);
		assert_string_equal(text.ptr, rows[i].text);
	}
	xb_arena_release(&arena);
}

static void
marks_go_and_words_stay(void **state)
{
	static const struct { const char *markdown, *text; } rows[] = {
		{ "**bold** *it* __b__ _i_ ***both*** ~~old~~", "bold it b i both old" },
		{ "snake_case_word 2 * 3 * 4 5*6*7 ~ a", "snake_case_word 2 * 3 * 4 567 ~ a" },
		{ "**Слово**, _Bərə_; **unclosed", "Слово, Bərə; **unclosed" },
		{ "[the map](a(b).png \"t\") [x][y] [z] ![alt *t*](i.png)", "the map x [z] alt t" },
		{ "[![logo](l.png)](https://example.org)", "logo" },
		{ "`a*b*` ``c`d`` `open", "a*b* c`d `open" },
		{ "<https://example.org/a_b_c> \\*no\\* 5 &lt; 6 &amp; <b>b</b>", "https://example.org/a_b_c *no* 5 < 6 & b" },
		{ "`<p>` &amp; x", "<p> & x" },
	};
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, READING_LIMIT);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_string_equal(xb_markdown_text(NULL, xb_str(rows[i].markdown), &arena).ptr, rows[i].text);
	xb_arena_release(&arena);
}

static void
endless_marks_take_linear_time(void **state)
{
	static const char *const units[] = { "](", "[", "*a ", "`a``b", "![x", "<http://", "_a*", "a: [\n", "> ", "\\" };
	const size_t len = 2 << 20;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		struct xb_arena arena;

		xb_arena_init(&arena, READING_LIMIT);
		for (size_t i = 0; i < len; i++)
			text[i] = units[u][i % strlen(units[u])];
		assert_non_null(xb_markdown_text(NULL, (struct xb_str){ text, len }, &arena).ptr);
		xb_arena_release(&arena);
	}
	free(text);
}

static void
it_is_told_from_text(void **state)
{
	const struct xb_format *markdown = xb_format_find("markdown");

	(void)state;
	assert_int_equal(markdown->detect(xb_str("---\ntitle: A\n---\nB")), 85);
	assert_int_equal(markdown->detect(xb_str("+++\ntitle = 'A'\n+++\nB")), 92);
	assert_int_equal(markdown->detect(xb_str("# A\n\nSee [b](c).")), 50);
	assert_int_equal(markdown->detect(xb_str("# a comment\nimport os\n")), 0);
	assert_int_equal(markdown->detect(xb_str("---\n\nText.")), 0);
	assert_int_equal(markdown->detect(xb_str("{\"a\": 1}\n{\"a\": 2}\n")), 0);
	assert_int_equal(markdown->detect(xb_str("A headline\n\nText with **stars**.")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(front_matter_of_each_kind_is_read),
		cmocka_unit_test(a_heading_is_the_title_where_there_is_no_other),
		cmocka_unit_test(blocks_become_paragraphs_and_lines),
		cmocka_unit_test(marks_go_and_words_stay),
		cmocka_unit_test(endless_marks_take_linear_time),
		cmocka_unit_test(it_is_told_from_text),
	};

	return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
