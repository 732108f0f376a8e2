/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a text may be cut for show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cut.h"

static void
a_cut_falls_between_words(void **state)
{
	struct xb_str text = xb_str("Baku port opens");

	(void)state;
	assert_int_equal(xb_word_cut(text, 100), 15);
	assert_int_equal(xb_word_cut(text, 15), 15);
	assert_int_equal(xb_word_cut(text, 14), 9);
	assert_int_equal(xb_word_cut(text, 9), 9);
	assert_int_equal(xb_word_cut(text, 8), 4);
	assert_int_equal(xb_word_cut(xb_str("Baku  port"), 6), 4);
}

static void
a_cut_without_spaces_falls_between_characters(void **state)
{
	(void)state;
	assert_int_equal(xb_word_cut(xb_str("Bakuport"), 5), 5);
	assert_int_equal(xb_word_cut(xb_str("北京大学"), 7), 6);
	/* e and a combining acute */
	assert_int_equal(xb_word_cut(xb_str("cafe\xcc\x81s"), 4), 3);
	assert_int_equal(xb_word_cut(xb_str("cafe\xcc\x81s"), 5), 3);
	assert_int_equal(xb_word_cut(xb_str("cafe\xcc\x81s"), 6), 6);
	/* a ZWNJ stays with the letters on both sides */
	assert_int_equal(xb_word_cut(xb_str("می\xe2\x80\x8cخواهم"), 4), 2);
	assert_int_equal(xb_word_cut(xb_str("می\xe2\x80\x8cخواهم"), 7), 2);
	assert_int_equal(xb_word_cut(xb_str("می\xe2\x80\x8cخواهم"), 9), 9);
}

static void
spaces_of_every_width_are_space(void **state)
{
	(void)state;
	assert_int_equal(xb_space_at(xb_str("a b"), 0), 0);
	assert_int_equal(xb_space_at(xb_str("a b"), 1), 1);
	assert_int_equal(xb_space_at(xb_str("a b"), 3), 0);
	assert_int_equal(xb_space_at(xb_str("\xc2\xa0"), 0), 2);
	assert_int_equal(xb_space_at(xb_str("\xe2\x80\xaf"), 0), 3);
	assert_int_equal(xb_space_at(xb_str("\xe3\x80\x80"), 0), 3);
	assert_int_equal(xb_space_at(xb_str("\x1b"), 0), 1);
	assert_int_equal(xb_space_at(xb_str("\xe2\x80"), 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cut_falls_between_words),
		cmocka_unit_test(a_cut_without_spaces_falls_between_characters),
		cmocka_unit_test(spaces_of_every_width_are_space),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
