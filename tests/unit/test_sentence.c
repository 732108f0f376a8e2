/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sentences end: tests/data/sentences.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sentence.h"
#include "tsv.h"

#define ENDS_MAX 16

/* Take the "|"s out of a row; where they stood, and the end, go to ends. */
static size_t
read_ends(char *text, size_t len, size_t ends[ENDS_MAX])
{
	size_t n = 0, to = 0;

	for (size_t from = 0; from < len; from++)
		if (text[from] == '|') {
			assert_true(n < ENDS_MAX - 1);
			ends[n++] = to;
		} else {
			text[to++] = text[from];
		}
	ends[n++] = to;
	return n;
}

/* Number of rows whose ends are not where they should be: 0 or 1. */
static int
wrong_ends(const struct tsv *tsv)
{
	size_t ends[ENDS_MAX], at = 0;
	char *row = tsv->line + (tsv->column[1].ptr - tsv->line);
	size_t n = read_ends(row, tsv->column[1].len, ends);
	struct xb_str text = xb_strn(row, ends[n - 1]);

	for (size_t i = 0; i < n; i++) {
		at = xb_sentence_end(text, at);
		if (at != ends[i]) {
			print_error("line %u, %.*s: sentence %zu ends at %zu, not %zu\n", tsv->number,
			            XB_STR_ARG(tsv->column[0]), i + 1, at, ends[i]);
			return 1;
		}
	}
	return 0;
}

static void
sentences_end_where_a_reader_ends_them(void **state)
{
	struct tsv tsv;
	int wrong = 0, rows = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/sentences.tsv"));
	for (; tsv_next(&tsv); rows++)
		wrong += wrong_ends(&tsv);
	assert_true(rows > 50);
	assert_int_equal(wrong, 0);
}

static void
the_end_is_always_further_on(void **state)
{
	static const char odd[] = ".\n\n . ! ?\xd8\xdb\xe2\x80 \xff\xf0. A. . . \"...\" \xe2\x80\xa6\xe2 .\xc2";
	struct xb_str text = xb_strn(odd, sizeof(odd) - 1);

	(void)state;
	for (size_t from = 0; from < text.len; from++) {
		size_t end = xb_sentence_end(text, from);

		assert_true(end > from && end <= text.len);
	}
	assert_int_equal(xb_sentence_end(text, text.len), text.len);
	assert_int_equal(xb_sentence_end(xb_str(""), 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_end_where_a_reader_ends_them),
		cmocka_unit_test(the_end_is_always_further_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
