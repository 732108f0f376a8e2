/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How words are written: tests/data/capitals.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "capitals.h"
#include "tsv.h"

#define WORDS_MAX 64

static const char letter[] = {
	[XB_WRITTEN_UNSAID] = '-', [XB_WRITTEN_SHOUT] = 's', [XB_WRITTEN_FIRST] = 'f', [XB_WRITTEN_SMALL] = '.',
	[XB_WRITTEN_NAME] = 'n',
};

/* A letter for each word of the text. */
static void
judge(char out[WORDS_MAX + 1], struct xb_str text)
{
	struct xb_occurrence words[WORDS_MAX];
	struct xb_capitals capitals;
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	size_t n = 0;

	xb_tokenizer_init(&tokenizer, text, false);
	xb_capitals_start(&capitals, text, 0);
	while (xb_tokenizer_next(&tokenizer, &token)) {
		uint8_t written = xb_capitals_next(&capitals, &token, words, n);

		assert_true(n < WORDS_MAX);
		words[n++] = (struct xb_occurrence){ .written = written };
	}
	xb_capitals_finish(&capitals, words, n);
	for (size_t i = 0; i < n; i++) {
		assert_true(words[i].written < sizeof(letter));
		out[i] = letter[words[i].written];
	}
	out[n] = '\0';
}

static void
words_are_names_by_their_capitals(void **state)
{
	struct tsv tsv;
	int wrong = 0, rows = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/capitals.tsv"));
	for (; tsv_next(&tsv); rows++) {
		char got[WORDS_MAX + 1];

		judge(got, tsv.column[1]);
		if (xb_str_is(tsv.column[2], got))
			continue;
		print_error("line %u, %.*s: %s, not %.*s\n", tsv.number, XB_STR_ARG(tsv.column[0]), got,
		            XB_STR_ARG(tsv.column[2]));
		wrong++;
	}
	assert_int_equal(wrong, 0);
	assert_true(rows > 30);
}

static void
what_is_judged_is_settled_a_text_at_a_time(void **state)
{
	struct xb_occurrence words[] = { { .written = XB_WRITTEN_STEM }, { .written = XB_WRITTEN_UNSAID } };
	struct xb_capitals capitals;

	(void)state;
	xb_capitals_start(&capitals, xb_str(""), 1);
	xb_capitals_finish(&capitals, words, 2);
	assert_int_equal(words[0].written, XB_WRITTEN_STEM);
	assert_int_equal(words[1].written, XB_WRITTEN_UNSAID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_names_by_their_capitals),
		cmocka_unit_test(what_is_judged_is_settled_a_text_at_a_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
