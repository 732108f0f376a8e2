/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is shown of a dispatch, and what is marked in it: tests/data/snippets.tsv, and bodies that no archive should
 * have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../searcher/snippet.h"
#include "tsv.h"

#define LIMIT (64 << 20)

struct fixture {
	struct xb_analyzer *analyzer;
	struct xb_arena arena;
	struct xb_plan plan;
	struct xb_snippet snippet;
	char *shown;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f || xb_analyzer_new(&f->analyzer, NULL) != XABAR_OK)
		return -1;
	xb_arena_init(&f->arena, LIMIT);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	xb_analyzer_free(f->analyzer);
	xb_arena_release(&f->arena);
	free(f->shown);
	free(f);
	return 0;
}

static void
plan(struct fixture *f, const char *text)
{
	const struct xb_query_options options = { .now = 1653000000 };
	const struct xb_query *query;

	assert_int_equal(xb_query_parse(&query, xb_str(text), &options, &f->arena, NULL), XABAR_OK);
	assert_int_equal(xb_plan_make(&f->plan, query, f->analyzer, NULL, &f->arena, NULL), XABAR_OK);
}

/* Marks are in order, not empty and not outside; the snippet is UTF-8 on one line. */
static void
assert_sound(const struct xb_snippet *snippet)
{
	size_t at = 0;

	for (size_t i = 0; i < snippet->nmarks; i++) {
		assert_true(snippet->marks[i].begin >= at);
		assert_true(snippet->marks[i].end > snippet->marks[i].begin);
		at = snippet->marks[i].end;
	}
	assert_true(at <= snippet->text.len);
	assert_int_equal(xb_utf8_valid(snippet->text), snippet->text.len);
	assert_null(memchr(snippet->text.ptr, '\n', snippet->text.len));
}

static void
make(struct fixture *f, const char *lang, size_t max, struct xb_str body)
{
	const struct xb_language *language = xb_language_find(xb_str(lang));

	assert_int_equal(xb_snippet_make(&f->snippet, body, language, &f->plan, f->analyzer, max, &f->arena, NULL),
	                 XABAR_OK);
	assert_sound(&f->snippet);
}

/* The snippet with [ ] around its marks. */
static const char *
shown(struct fixture *f)
{
	const struct xb_snippet *s = &f->snippet;
	struct xb_buf buf;
	size_t at = 0;

	xb_buf_init(&buf, LIMIT);
	for (size_t i = 0; i < s->nmarks; i++) {
		xb_buf_add_str(&buf, xb_strn(s->text.ptr + at, s->marks[i].begin - at));
		xb_buf_add_char(&buf, '[');
		xb_buf_add_str(&buf, xb_strn(s->text.ptr + s->marks[i].begin, s->marks[i].end - s->marks[i].begin));
		xb_buf_add_char(&buf, ']');
		at = s->marks[i].end;
	}
	xb_buf_add_str(&buf, xb_str_from(s->text, at));
	xb_buf_add_char(&buf, '\0');
	free(f->shown);
	f->shown = buf.ptr;
	return f->shown;
}

static void
title(struct fixture *f, const char *text)
{
	assert_int_equal(xb_snippet_mark(&f->snippet, xb_str(text), NULL, &f->plan, f->analyzer, &f->arena, NULL),
	                 XABAR_OK);
	assert_sound(&f->snippet);
}

static int
wrong_row(struct fixture *f, const struct tsv *tsv)
{
	const struct xb_str *column = tsv->column;
	char query[256], lang[16], max[16];

	snprintf(query, sizeof(query), "%.*s", XB_STR_ARG(column[3]));
	snprintf(lang, sizeof(lang), "%.*s", XB_STR_ARG(column[1]));
	snprintf(max, sizeof(max), "%.*s", XB_STR_ARG(column[2]));
	plan(f, query);
	make(f, lang, strtoul(max, NULL, 10), column[4]);
	if (xb_str_is(column[5], shown(f)))
		return 0;
	print_error("line %u, %.*s:\n  got  %s\n  want %.*s\n", tsv->number, XB_STR_ARG(column[0]), f->shown,
	            XB_STR_ARG(column[5]));
	return 1;
}

static void
snippets_show_what_a_reader_would_pick(void **state)
{
	struct fixture *f = *state;
	struct tsv tsv;
	int wrong = 0, rows = 0;

	assert_true(tsv_open(&tsv, "tests/data/snippets.tsv"));
	for (; tsv_next(&tsv); rows++) {
		wrong += wrong_row(f, &tsv);
		xb_arena_clear(&f->arena);
	}
	assert_true(rows > 30);
	assert_int_equal(wrong, 0);
}

static void
a_title_is_marked_whole(void **state)
{
	struct fixture *f = *state;

	plan(f, "bahia \"cocoa review\"");
	title(f, " BAHIA\n COCOA REVIEW. More. ");
	assert_string_equal(shown(f), "[BAHIA] [COCOA REVIEW]. More.");
	title(f, "Nothing of it");
	assert_string_equal(shown(f), "Nothing of it");
	title(f, "");
	assert_string_equal(shown(f), "");
}

static void
an_empty_body_has_an_empty_snippet(void **state)
{
	struct fixture *f = *state;

	plan(f, "cocoa");
	make(f, "en", 280, xb_str(""));
	assert_string_equal(shown(f), "");
	make(f, "en", 280, xb_str(" \n\n "));
	assert_string_equal(shown(f), "");
}

static void
control_characters_are_not_shown(void **state)
{
	struct fixture *f = *state;

	plan(f, "cocoa");
	make(f, "en", 280, xb_strn("The\x1b[2J\0cocoa\x7f fell.", 20));
	assert_string_equal(shown(f), "The [2J [cocoa] fell.");
}

static void
only_the_beginning_of_a_huge_body_is_looked_at(void **state)
{
	struct fixture *f = *state;
	struct xb_buf body;

	xb_buf_init(&body, LIMIT);
	while (body.len < 50u << 20)
		xb_buf_add_str(&body, xb_str("The zone had rain that day. "));
	xb_buf_add_str(&body, xb_str("Cocoa was late."));
	plan(f, "cocoa zone");
	make(f, "en", 60, xb_buf_view(&body));
	assert_string_equal(shown(f), "The [zone] had rain that day. The [zone] had rain that day.");
	assert_true(f->arena.used < 8 << 20);
	plan(f, "cocoa");
	make(f, "en", 60, xb_buf_view(&body));
	assert_string_equal(shown(f), "The zone had rain that day. The zone had rain that day.");
	xb_buf_release(&body);
}

static void
one_long_word_does_not_make_a_long_snippet(void **state)
{
	struct fixture *f = *state;
	struct xb_buf body;

	xb_buf_init(&body, LIMIT);
	for (int i = 0; i < 30000; i++)
		xb_buf_add_str(&body, xb_str("ä"));
	xb_buf_add_char(&body, '\0');
	plan(f, body.ptr);
	body.len--;
	make(f, "de", 100, xb_buf_view(&body));
	assert_int_equal(f->snippet.nmarks, 1);
	assert_true(f->snippet.text.len <= 100);
	plan(f, "cocoa");
	make(f, "de", 100, xb_buf_view(&body));
	assert_int_equal(f->snippet.nmarks, 0);
	assert_true(f->snippet.text.len > 50 && f->snippet.text.len <= 100);
	xb_buf_release(&body);
}

static void
marks_without_end_do_not_make_a_long_snippet(void **state)
{
	struct fixture *f = *state;
	struct xb_buf body;

	xb_buf_init(&body, LIMIT);
	xb_buf_add_str(&body, xb_str("Zalgo e"));
	for (int i = 0; i < 100000; i++)
		xb_buf_add_str(&body, xb_str("\xcc\x81"));
	plan(f, "zalgo é*");
	make(f, "en", 100, xb_buf_view(&body));
	assert_true(f->snippet.text.len <= 100);
	xb_buf_release(&body);
}

/* Words of a query or body: w0 w1 ... */
static void
add_words(struct xb_buf *buf, unsigned n, unsigned step, unsigned of)
{
	for (unsigned i = 0; i < n; i++)
		xb_buf_printf(buf, "w%u ", i * step % of);
}

static void
four_thousand_words_are_looked_for_at_once(void **state)
{
	struct fixture *f = *state;
	struct xb_buf query, body;

	xb_buf_init(&query, LIMIT);
	xb_buf_init(&body, LIMIT);
	add_words(&query, 4000, 1, 4000);
	xb_buf_add_str(&body, xb_str("It rained. Then w17 w3999 w4000 came."));
	plan(f, query.ptr);
	make(f, "en", 280, xb_buf_view(&body));
	assert_string_equal(shown(f), "It rained. Then [w17] [w3999] w4000 came.");
	xb_buf_release(&query);
	xb_buf_release(&body);
}

static void
any_bytes_give_a_sound_snippet(void **state)
{
	static const char *const pieces[] = {
		"rain", " ", "cocoa", ". ", "\n\n", "北京", "علی‌اف", "e\xcc\x81", "! ", "U.S. ", "…", " - ", "İ",
		"\xe2\x80\x8c", "port of ", "\x01", "’s", "。",
	};
	static const char *const queries[] = {
		"rain cocoa", "\"port of cocoa\" rain", "rain NEAR/4 cocoa", "c* \"علی اف\"", "\"北京\" port", "of of of",
		"\"rain rain\" İ*",
	};
	const size_t npieces = sizeof(pieces) / sizeof(*pieces), nqueries = sizeof(queries) / sizeof(*queries);
	struct fixture *f = *state;
	struct xb_buf body;
	unsigned seed = 1;

	xb_buf_init(&body, LIMIT);
	for (int round = 0; round < 6000; round++) {
		unsigned n = (unsigned)rand_r(&seed) % 150, max = (unsigned)rand_r(&seed) % 400;

		xb_buf_clear(&body);
		for (unsigned i = 0; i < n; i++)
			xb_buf_add_str(&body, xb_str(pieces[(size_t)rand_r(&seed) % npieces]));
		plan(f, queries[(size_t)rand_r(&seed) % nqueries]);
		make(f, "en", max, xb_buf_view(&body));
		/* A letter and its marks may be over. */
		assert_true(f->snippet.text.len <= (max < 40 ? 40 : max) + 16);
		xb_arena_clear(&f->arena);
	}
	xb_buf_release(&body);
}

static void
the_arena_s_limit_is_no_memory(void **state)
{
	struct fixture *f = *state;
	struct xb_arena small;

	plan(f, "cocoa \"new york\"");
	for (size_t limit = 0; limit < 4096; limit += 16) {
		xabar_status status;

		xb_arena_init(&small, limit);
		status = xb_snippet_make(&f->snippet, xb_str("Cocoa in New York."), NULL, &f->plan, f->analyzer, 280,
		                         &small, NULL);
		assert_true(status == XABAR_OK || status == XABAR_ENOMEM);
		if (status == XABAR_OK)
			assert_string_equal(shown(f), "[Cocoa] in [New York].");
		xb_arena_release(&small);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(snippets_show_what_a_reader_would_pick, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_title_is_marked_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_empty_body_has_an_empty_snippet, set_up, tear_down),
		cmocka_unit_test_setup_teardown(control_characters_are_not_shown, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_the_beginning_of_a_huge_body_is_looked_at, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_long_word_does_not_make_a_long_snippet, set_up, tear_down),
		cmocka_unit_test_setup_teardown(marks_without_end_do_not_make_a_long_snippet, set_up, tear_down),
		cmocka_unit_test_setup_teardown(four_thousand_words_are_looked_for_at_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(any_bytes_give_a_sound_snippet, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_arena_s_limit_is_no_memory, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
