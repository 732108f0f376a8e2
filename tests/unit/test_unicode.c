/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_unicode.c - UTF-8 and folding. Words and their folded forms are in tests/data/folding.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "text/unicode.h"
#include "tsv.h"

static void
words_fold_as_the_table_says(void **state)
{
	struct tsv tsv;
	unsigned wrong = 0, cases = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/folding.tsv"));
	for (; tsv_next(&tsv); cases++) {
		char got[256];
		size_t len = xb_fold(got, sizeof(got), tsv.column[1], xb_str_is(tsv.column[0], "t"));

		if (xb_str_equal(xb_strn(got, len), tsv.column[2]))
			continue;
		print_error("folding.tsv:%u: %.*s: wanted %.*s, got %.*s\n", tsv.number, XB_STR_ARG(tsv.column[1]),
		            XB_STR_ARG(tsv.column[2]), (int)len, got);
		wrong++;
	}
	assert_true(cases > 90);
	assert_int_equal(wrong, 0);
}

static size_t
fold_cp(char out[64], uint32_t cp, utf8proc_option_t form)
{
	utf8proc_uint8_t in[5] = { 0 }, *normal = NULL;
	utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)cp, in);
	size_t n;

	len = utf8proc_map(in, len, &normal, UTF8PROC_STABLE | form);
	assert_true(len > 0);
	n = xb_fold(out, 64, xb_strn((const char *)normal, (size_t)len), false);
	free(normal);
	return n;
}

/* Unicode 15, 3.11: text that is canonically equivalent is the same text. */
static void
canonical_forms_of_every_letter_fold_alike(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (uint32_t cp = 0xa0; cp < 0x30000; cp++) {
		char whole[64], apart[64];
		size_t nwhole, napart;

		if (xb_char(cp)->class != XB_CLASS_LETTER && xb_char(cp)->class != XB_CLASS_IDEOGRAPH)
			continue;
		nwhole = fold_cp(whole, cp, UTF8PROC_COMPOSE);
		napart = fold_cp(apart, cp, UTF8PROC_DECOMPOSE);
		if (!xb_str_equal(xb_strn(whole, nwhole), xb_strn(apart, napart))) {
			print_error("U+%04X: %.*s, decomposed %.*s\n", cp, (int)nwhole, whole, (int)napart, apart);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* Folding what is folded changes nothing: the query is folded as the text was. */
static void
folding_twice_is_folding_once(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (uint32_t cp = 1; cp < 0x110000; cp++) {
		char in[4], once[64], twice[64];
		size_t n, m;

		if (cp >= 0xd800 && cp < 0xe000)
			continue;
		n = xb_fold(once, sizeof(once), xb_strn(in, xb_utf8_encode(in, cp)), false);
		m = xb_fold(twice, sizeof(twice), xb_strn(once, n), false);
		if (!xb_str_equal(xb_strn(once, n), xb_strn(twice, m))) {
			print_error("U+%04X: %.*s, again %.*s\n", cp, (int)n, once, (int)m, twice);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void
capitals_and_small_letters_fold_alike(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (uint32_t cp = 1; cp < 0x20000; cp++) {
		uint32_t upper = (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
		char a[64], b[64];
		size_t n, m;

		/* ı alone: its capital is that of i, too. */
		if (xb_char(cp)->class != XB_CLASS_LETTER || upper == cp || cp == 0x131)
			continue;
		n = fold_cp(a, cp, UTF8PROC_COMPOSE);
		m = fold_cp(b, upper, UTF8PROC_COMPOSE);
		if (!xb_str_equal(xb_strn(a, n), xb_strn(b, m))) {
			print_error("U+%04X U+%04X: %.*s %.*s\n", cp, upper, (int)n, a, (int)m, b);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* A run of bytes, and the code points that it is read as, with where each ends. */
static void
check_decoding(const char *bytes, size_t len, const uint32_t *want, const size_t *ends, size_t n)
{
	const char *p = bytes;

	for (size_t i = 0; i < n; i++) {
		assert_true(p < bytes + len);
		assert_int_equal(xb_utf8_next(&p, bytes + len), want[i]);
		assert_int_equal(p - bytes, ends[i]);
	}
	assert_ptr_equal(p, bytes + len);
}

/* The examples of Unicode 15, 3.9, tables 3-8 to 3-11. */
static void
ill_formed_bytes_are_replaced_by_maximal_subpart(void **state)
{
	static const uint32_t bad3[] = { 0xfffd, 0xfffd, 0xfffd, 0xfffd, 0xfffd, 0xfffd, 0xfffd, 0xfffd, 'A' };
	static const size_t each[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	static const uint32_t cut[] = { 0xfffd, 0xfffd, 0xfffd, 0xfffd, 'A' };
	static const size_t cut_ends[] = { 2, 4, 7, 9, 10 };
	static const uint32_t other[] = { 0xfffd, 0xfffd, 0xfffd, 0xfffd, 'A', 0xfffd, 0xfffd, 'B' };

	(void)state;
	check_decoding("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82" "A", 9, bad3, each, 9);
	check_decoding("\xED\xA0\x80\xED\xBF\xBF\xED\xAF" "A", 9, bad3, each, 9);
	check_decoding("\xF4\x91\x92\x93\xFF" "A\x80\xBF" "B", 9,
	               (const uint32_t[]){ 0xfffd, 0xfffd, 0xfffd, 0xfffd, 0xfffd, 'A', 0xfffd, 0xfffd, 'B' }, each, 9);
	check_decoding("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF" "A", 9,
	               other, (const size_t[]){ 2, 3, 6, 8, 9 }, 5);
	check_decoding("\xE1\x80\xC3\xA9", 4, (const uint32_t[]){ 0xfffd, 0xe9 }, (const size_t[]){ 2, 4 }, 2);
	check_decoding("\xF0\x90\xE1\x80\xF0\x90\x80\xE1\x80" "A", 10, cut, cut_ends, 5);
}

static void
every_code_point_reads_back(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp < 0x110000; cp++) {
		char utf8[4];
		size_t len = xb_utf8_encode(utf8, cp);
		const char *p = utf8;
		bool surrogate = cp >= 0xd800 && cp < 0xe000;

		assert_int_equal(xb_utf8_next(&p, utf8 + len), surrogate ? 0xfffd : cp);
		assert_int_equal(xb_utf8_valid(xb_strn(utf8, len)), surrogate ? 0 : len);
	}
}

static void
the_valid_part_ends_where_a_sequence_breaks(void **state)
{
	(void)state;
	assert_int_equal(xb_utf8_valid(xb_str("")), 0);
	assert_int_equal(xb_utf8_valid(xb_strn(NULL, 0)), 0);
	assert_int_equal(xb_utf8_valid(xb_str("plain ASCII, more than eight bytes")), 34);
	assert_int_equal(xb_utf8_valid(xb_str("Bakı\xff")), 5);
	assert_int_equal(xb_utf8_valid(xb_str("ab\xd0")), 2);
	assert_int_equal(xb_utf8_valid(xb_str("Баку Baku 北京 😀")), 25);
	assert_int_equal(xb_utf8_valid(xb_strn("a\0b", 3)), 3);
}

static void
folding_is_cut_at_a_code_point(void **state)
{
	char out[8] = "#######";

	(void)state;
	assert_int_equal(xb_fold(out, 3, xb_str("БАКУ"), false), 2);
	assert_memory_equal(out, "б#", 3);
	assert_int_equal(xb_fold(out, 0, xb_str("БАКУ"), false), 0);
	assert_int_equal(xb_fold(out, 3, xb_str("ＢＡＫＵ"), false), 3);
	assert_memory_equal(out, "bak#", 4);
}

static void
more_marks_than_any_language_has_are_left_out(void **state)
{
	char in[2 * 1000 + 1] = "a", out[4000];
	size_t len;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		memcpy(in + 1 + 2 * i, "\xcc\xb2", 2);
	len = xb_fold(out, sizeof(out), xb_strn(in, sizeof(in)), false);
	assert_true(len > 1 && len < 100);
}

static void
the_table_knows_scripts_and_capitals(void **state)
{
	(void)state;
	assert_int_equal(xb_char(0x259)->script, XB_SCRIPT_LATIN);
	assert_int_equal(xb_char(0xff22)->script, XB_SCRIPT_LATIN);
	assert_int_equal(xb_char(0x49b)->script, XB_SCRIPT_CYRILLIC);
	assert_int_equal(xb_char(0x6cc)->script, XB_SCRIPT_ARABIC);
	assert_int_equal(xb_char(0xfee3)->script, XB_SCRIPT_ARABIC);
	assert_int_equal(xb_char(0x10d0)->script, XB_SCRIPT_GEORGIAN);
	assert_int_equal(xb_char(0x1c90)->script, XB_SCRIPT_GEORGIAN);
	assert_int_equal(xb_char(0x587)->script, XB_SCRIPT_ARMENIAN);
	assert_int_equal(xb_char(0x5317)->script, XB_SCRIPT_CJK);
	assert_int_equal(xb_char('7')->script, XB_SCRIPT_COMMON);
	assert_true(xb_char(0x18f)->upper && xb_char(0x130)->upper && xb_char(0x1c90)->upper);
	assert_false(xb_char(0x259)->upper || xb_char(0x131)->upper || xb_char(0x10d0)->upper);
	assert_int_equal(xb_char(0x10ffff)->class, XB_CLASS_BREAK);
	assert_int_equal(xb_char(0xffffffff)->class, XB_CLASS_BREAK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_fold_as_the_table_says),
		cmocka_unit_test(canonical_forms_of_every_letter_fold_alike),
		cmocka_unit_test(folding_twice_is_folding_once),
		cmocka_unit_test(capitals_and_small_letters_fold_alike),
		cmocka_unit_test(ill_formed_bytes_are_replaced_by_maximal_subpart),
		cmocka_unit_test(every_code_point_reads_back),
		cmocka_unit_test(the_valid_part_ends_where_a_sequence_breaks),
		cmocka_unit_test(folding_is_cut_at_a_code_point),
		cmocka_unit_test(more_marks_than_any_language_has_are_left_out),
		cmocka_unit_test(the_table_knows_scripts_and_capitals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
