/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_bare.c - words without their marks. Words and their bare forms are in tests/data/bare.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/bare.h"
#include "tsv.h"

static void
words_are_bared_as_the_table_says(void **state)
{
	struct tsv tsv;
	unsigned wrong = 0, cases = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/bare.tsv"));
	for (; tsv_next(&tsv); cases++) {
		char got[XB_TERM_MAX];
		size_t len = xb_bare(got, tsv.column[0]);

		if (xb_str_equal(xb_strn(got, len), tsv.column[1]))
			continue;
		print_error("bare.tsv:%u: %.*s: wanted %.*s, got %.*s\n", tsv.number, XB_STR_ARG(tsv.column[0]),
		            XB_STR_ARG(tsv.column[1]), (int)len, got);
		wrong++;
	}
	assert_true(cases > 40);
	assert_int_equal(wrong, 0);
}

/* Of every letter: it is bare, well-formed and not longer. */
static void
a_bare_form_is_its_own(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp < 0x30000; cp++) {
		char letter[4], once[XB_TERM_MAX], twice[XB_TERM_MAX];
		size_t len = xb_utf8_encode(letter, cp), n, m;

		if (cp >= 0xd800 && cp < 0xe000)
			continue;
		n = xb_bare(once, xb_strn(letter, len));
		m = xb_bare(twice, xb_strn(once, n));
		assert_true(n <= len);
		assert_int_equal(xb_utf8_valid(xb_strn(once, n)), n);
		assert_true(xb_str_equal(xb_strn(once, n), xb_strn(twice, m)));
	}
}

static void
the_longest_word_fits(void **state)
{
	char word[XB_TERM_MAX], out[XB_TERM_MAX];

	(void)state;
	for (size_t i = 0; i < XB_TERM_MAX; i += 2)
		memcpy(word + i, "ş", 2);
	assert_int_equal(xb_bare(out, xb_strn(word, XB_TERM_MAX)), XB_TERM_MAX / 2);
	for (size_t i = 0; i < XB_TERM_MAX; i += 2)
		memcpy(word + i, "æ", 2);
	assert_int_equal(xb_bare(out, xb_strn(word, XB_TERM_MAX)), XB_TERM_MAX);
	/* Bytes that are no UTF-8 are U+FFFD each, which is longer. */
	memset(word, 0xff, sizeof(word));
	assert_true(xb_bare(out, xb_strn(word, XB_TERM_MAX)) <= XB_TERM_MAX);
	assert_int_equal(xb_bare(out, xb_str("")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_bared_as_the_table_says),
		cmocka_unit_test(a_bare_form_is_its_own),
		cmocka_unit_test(the_longest_word_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
