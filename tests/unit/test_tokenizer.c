/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_tokenizer.c - tokens, positions and byte spans. Texts and their tokens are in tests/data/tokens.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "buf.h"
#include "text/tokenizer.h"
#include "tsv.h"

static void
start(struct xb_tokenizer *tokenizer, struct xb_str text, struct xb_str options)
{
	xb_tokenizer_init(tokenizer, text, memchr(options.ptr, 't', options.len) != NULL);
	tokenizer->split_dots = memchr(options.ptr, 'd', options.len) != NULL;
}

/* The tokens of a text as the table writes them, and their positions. */
static void
say_tokens(struct xb_buf *terms, struct xb_buf *positions, struct xb_str text, struct xb_str options)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;

	start(&tokenizer, text, options);
	while (xb_tokenizer_next(&tokenizer, &token)) {
		xb_buf_printf(terms, "%s%s%.*s", terms->len ? " " : "", token.flags & XB_TOKEN_PART ? "+" : "",
		              XB_STR_ARG(token.term));
		xb_buf_printf(positions, "%s%u", positions->len ? " " : "", token.pos);
	}
}

static bool
row_is_right(const struct tsv *tsv)
{
	struct xb_buf terms, positions, count;
	struct xb_str want = tsv->column[3];
	bool right;

	xb_buf_init(&terms, 10000);
	xb_buf_init(&positions, 10000);
	xb_buf_init(&count, 10000);
	say_tokens(&terms, &positions, tsv->column[1], tsv->column[0]);
	if (!want.len) {
		size_t n = terms.len > 0;

		for (size_t i = 0; i < terms.len; i++)
			n += terms.ptr[i] == ' ';
		for (size_t i = 0; i < n; i++)
			xb_buf_printf(&count, "%s%zu", i ? " " : "", i);
		want = xb_buf_view(&count);
	}
	right = xb_str_equal(xb_buf_view(&terms), xb_str_trim(tsv->column[2])) &&
	        xb_str_equal(xb_buf_view(&positions), want);
	if (!right)
		print_error("tokens.tsv:%u: wanted %.*s at %.*s, got %s at %s\n", tsv->number,
		            XB_STR_ARG(tsv->column[2]), XB_STR_ARG(want), terms.len ? terms.ptr : "nothing",
		            positions.len ? positions.ptr : "");
	xb_buf_release(&terms);
	xb_buf_release(&positions);
	xb_buf_release(&count);
	return right;
}

static void
texts_tokenise_as_the_table_says(void **state)
{
	struct tsv tsv;
	unsigned wrong = 0, cases = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/tokens.tsv"));
	for (; tsv_next(&tsv); cases++)
		wrong += !row_is_right(&tsv);
	assert_true(cases > 55);
	assert_int_equal(wrong, 0);
}

/* Whether the next token is of this surface form. */
static void
check_span(struct xb_tokenizer *tokenizer, const char *surface)
{
	struct xb_token token;

	assert_true(xb_tokenizer_next(tokenizer, &token));
	assert_true(token.off + token.len <= tokenizer->text.len);
	assert_int_equal(token.len, strlen(surface));
	assert_memory_equal(tokenizer->text.ptr + token.off, surface, token.len);
}

static void
spans_cover_the_surface_form(void **state)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;

	(void)state;
	xb_tokenizer_init(&tokenizer, xb_str("  Bakı'nın, İlham’ U.S. «Баку́» مُحَمَّدٌ "
	                                     "ab\u200f cafe\u0301! Azər\u00adbay\u00ad"), true);
	check_span(&tokenizer, "Bakı'nın");
	check_span(&tokenizer, "İlham");
	check_span(&tokenizer, "U.S");
	check_span(&tokenizer, "Баку́");
	check_span(&tokenizer, "مُحَمَّدٌ");
	check_span(&tokenizer, "ab");
	check_span(&tokenizer, "cafe\u0301");
	check_span(&tokenizer, "Azər\u00adbay");
	assert_false(xb_tokenizer_next(&tokenizer, &token));
	assert_false(xb_tokenizer_next(&tokenizer, &token));
}

static void
parts_have_spans_of_their_own(void **state)
{
	struct xb_tokenizer tokenizer;

	(void)state;
	xb_tokenizer_init(&tokenizer, xb_str("از کتاب\u200cهای تازه"), false);
	check_span(&tokenizer, "از");
	check_span(&tokenizer, "کتاب\u200cهای");
	check_span(&tokenizer, "کتاب");
	check_span(&tokenizer, "های");
	check_span(&tokenizer, "تازه");
}

static struct xb_token
first(struct xb_tokenizer *tokenizer, const char *text, bool turkic)
{
	struct xb_token token = { .pos = 0 };

	xb_tokenizer_init(tokenizer, xb_str(text), turkic);
	assert_true(xb_tokenizer_next(tokenizer, &token));
	return token;
}

static void
flags_say_what_a_token_is(void **state)
{
	struct xb_tokenizer t;

	(void)state;
	assert_int_equal(first(&t, "baku", false).flags, 0);
	assert_int_equal(first(&t, "Baku", false).flags, XB_TOKEN_UPPER);
	assert_int_equal(first(&t, "Əliyev", false).flags, XB_TOKEN_UPPER);
	assert_int_equal(first(&t, "ᲑᲐᲥᲝ", false).flags, XB_TOKEN_UPPER);
	assert_int_equal(first(&t, "IRAQ", false).flags, XB_TOKEN_UPPER | XB_TOKEN_TURKIC_I);
	assert_int_equal(first(&t, "IRAQ", true).flags, XB_TOKEN_UPPER | XB_TOKEN_TURKIC_I);
	assert_int_equal(first(&t, "İran", false).flags, XB_TOKEN_UPPER | XB_TOKEN_TURKIC_I);
	assert_int_equal(first(&t, "bakı", false).flags, XB_TOKEN_TURKIC_I);
	assert_int_equal(first(&t, "bakI", true).flags, XB_TOKEN_TURKIC_I);
	assert_int_equal(first(&t, "1402", false).flags, XB_TOKEN_DIGITS);
	assert_int_equal(first(&t, "۱۴۰۲", false).flags, XB_TOKEN_DIGITS);
	assert_int_equal(first(&t, "3.14", false).flags, XB_TOKEN_DIGITS);
	assert_int_equal(first(&t, "covid19", false).flags, 0);
}

static void
the_script_is_that_of_the_first_letter(void **state)
{
	struct xb_tokenizer t;

	(void)state;
	assert_int_equal(first(&t, "2baku", false).script, XB_SCRIPT_LATIN);
	assert_int_equal(first(&t, "Баку2", false).script, XB_SCRIPT_CYRILLIC);
	assert_int_equal(first(&t, "مصطفی", false).script, XB_SCRIPT_ARABIC);
	assert_int_equal(first(&t, "2022", false).script, XB_SCRIPT_COMMON);
	assert_int_equal(first(&t, "京", false).script, XB_SCRIPT_CJK);
}

/* A word of `unit` n times, then `end`. */
static struct xb_str
repeat(const char *unit, size_t n, const char *end)
{
	size_t len = strlen(unit);
	char *bytes = malloc(n * len + strlen(end) + 1);

	assert_non_null(bytes);
	for (size_t i = 0; i < n; i++)
		memcpy(bytes + i * len, unit, len);
	memcpy(bytes + n * len, end, strlen(end) + 1);
	return xb_strn(bytes, n * len + strlen(end));
}

/* The term of a text that is one long word. */
static void
long_term(char term[XB_TERM_MAX], size_t *len, const char *unit, size_t n, const char *end)
{
	struct xb_str text = repeat(unit, n, end);
	struct xb_tokenizer tokenizer;
	struct xb_token token;

	xb_tokenizer_init(&tokenizer, text, false);
	assert_true(xb_tokenizer_next(&tokenizer, &token));
	assert_true(token.flags & XB_TOKEN_LONG);
	assert_true(token.term.len <= XB_TERM_MAX);
	assert_int_equal(xb_utf8_valid(token.term), token.term.len);
	assert_int_equal(token.len, text.len);
	memcpy(term, token.term.ptr, token.term.len);
	*len = token.term.len;
	assert_false(xb_tokenizer_next(&tokenizer, &token));
	free((char *)text.ptr);
}

static void
check_long(const char *unit, size_t n, const char *end, const char *unit2, size_t n2, const char *end2, bool same)
{
	char a[XB_TERM_MAX], b[XB_TERM_MAX];
	size_t alen, blen;

	long_term(a, &alen, unit, n, end);
	long_term(b, &blen, unit2, n2, end2);
	assert_int_equal(xb_str_equal(xb_strn(a, alen), xb_strn(b, blen)), same);
}

static void
a_long_word_is_its_beginning_and_a_hash_of_the_whole(void **state)
{
	(void)state;
	for (size_t n = 201; n < 2000; n += n < 700 ? 1 : 173) {
		check_long("a", n, "", "A", n, "", true);
		check_long("a", n, "", "a", n + 1, "", false);
		check_long("a", n, "b", "a", n, "c", false);
	}
	check_long("ა", 68, "", "Ა", 68, "", true);
	check_long("a", 1000000, "b", "A", 1000000, "B", true);
	check_long("a", 1000000, "b", "a", 1000000, "c", false);
}

/* However it is spelt: the same letters in two forms must not part at any length. */
static void
a_long_word_has_one_term_in_all_its_forms(void **state)
{
	(void)state;
	for (size_t n = 200; n < 700; n++) {
		check_long("ﬁ", n, "", "FI", n, "", true);
		check_long("й", n, "", "и\u0306", n, "", true);
		check_long("é", n, "x", "E\u0301\u00ad", n, "X", true);
		check_long("ﷺ", n, "", "صلیاللهعلیهوسلم", n, "", true);
		check_long("a'", n, "b", "A’", n, "B", true);
		check_long("ş", n, "y", "S\u0327", n, "Y", true);
	}
}

static void
a_word_of_the_longest_term_is_kept_as_it_is(void **state)
{
	struct xb_str text = repeat("a", XB_TERM_MAX, "");
	struct xb_tokenizer t;
	struct xb_token token;

	(void)state;
	xb_tokenizer_init(&t, text, false);
	assert_true(xb_tokenizer_next(&t, &token));
	assert_int_equal(token.flags, 0);
	assert_true(xb_str_equal(token.term, text));
	free((char *)text.ptr);
}

/* A chain of more parts than a token may have goes on in the next. */
static void
no_part_of_a_long_chain_is_lost(void **state)
{
	struct xb_str text = repeat("علی\u200c", 40, "اف");
	struct xb_tokenizer t;
	struct xb_token token;
	unsigned parts = 0, wholes = 0;

	(void)state;
	xb_tokenizer_init(&t, text, false);
	while (xb_tokenizer_next(&t, &token)) {
		if (token.flags & XB_TOKEN_PART)
			assert_int_equal(token.pos, parts++);
		else
			wholes++;
	}
	assert_int_equal(parts, 41);
	assert_int_equal(wholes, 3);
	free((char *)text.ptr);
}

/* Spans and positions of any bytes at all; a heap block of the exact size shows a read past the end to the sanitizer. */
static void
check_bytes(const char *bytes, size_t len)
{
	char *text = malloc(len ? len : 1);
	struct xb_tokenizer t;
	struct xb_token token;
	size_t end = 0, off = 0;
	uint32_t pos = 0;

	assert_non_null(text);
	memcpy(text, bytes, len);
	xb_tokenizer_init(&t, xb_strn(text, len), len % 2);
	while (xb_tokenizer_next(&t, &token)) {
		bool part = token.flags & XB_TOKEN_PART;

		assert_true(token.len > 0 && token.off + token.len <= len);
		assert_true(part ? token.off >= off && token.off + token.len <= end : token.off >= end);
		assert_true(token.pos >= pos && token.pos <= pos + 1);
		assert_true(token.term.len > 0 && token.term.len <= XB_TERM_MAX);
		assert_int_equal(xb_utf8_valid(token.term), token.term.len);
		if (!part) {
			off = token.off;
			end = token.off + token.len;
		}
		pos = token.pos;
	}
	free(text);
}

static void
random_bytes_are_walked_safely(void **state)
{
	static const char *const pieces[] = {
		"a", "B", "I", "İ", "ı", "é", "\u0301", "\u0306", "и", "٫", "۵", "5", ".", ",", "'", "’", "\u200c", "\u200d",
		"\u00ad", "کتاب", "ه", "\u0654", "ﷺ", "ﬁ", "京", "\u3099", "\u1100", "\u1161", "😀", " ", "-", "\xff", "\xd0",
		"\xe2\x80", "\xf0\x9f", "ՙ", "՞", "ა", "Ა", "\u0345", "\u0344",
	};
	uint32_t seed = 12345;

	(void)state;
	for (int round = 0; round < 30000; round++) {
		char bytes[1200];
		size_t len = 0, want = (size_t)(round % 100 == 0 ? 1100 : round % 60);

		while (len < want) {
			const char *piece;

			seed = seed * 1664525 + 1013904223;
			piece = pieces[(seed >> 16) % (sizeof(pieces) / sizeof(pieces[0]))];
			if (round % 3 == 0)
				bytes[len++] = (char)(seed >> 24);
			else
				len += (size_t)snprintf(bytes + len, sizeof(bytes) - len, "%s", piece);
		}
		check_bytes(bytes, len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_tokenise_as_the_table_says),
		cmocka_unit_test(spans_cover_the_surface_form),
		cmocka_unit_test(parts_have_spans_of_their_own),
		cmocka_unit_test(flags_say_what_a_token_is),
		cmocka_unit_test(the_script_is_that_of_the_first_letter),
		cmocka_unit_test(a_long_word_is_its_beginning_and_a_hash_of_the_whole),
		cmocka_unit_test(a_long_word_has_one_term_in_all_its_forms),
		cmocka_unit_test(a_word_of_the_longest_term_is_kept_as_it_is),
		cmocka_unit_test(no_part_of_a_long_chain_is_lost),
		cmocka_unit_test(random_bytes_are_walked_safely),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
