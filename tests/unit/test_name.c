/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_name.c - name keys and how alike names are. Pairs of spellings are in tests/data/keys.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "schema.h"
#include "text/name.h"
#include "tsv.h"

static bool
same_key(const struct xb_name_key *a, const struct xb_name_key *b)
{
	return xb_str_equal(xb_strn(a->text, a->len), xb_strn(b->text, b->len));
}

static bool
share_a_key(struct xb_str a, struct xb_str b)
{
	struct xb_name_key keys_a[XB_NAME_KEYS_MAX], keys_b[XB_NAME_KEYS_MAX];
	size_t n = xb_name_keys(keys_a, a), m = xb_name_keys(keys_b, b);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			if (same_key(&keys_a[i], &keys_b[j]))
				return true;
	return false;
}

static bool
pair_is_right(const struct tsv *tsv)
{
	char folded[2][XB_TERM_MAX];
	struct xb_str word[2];
	bool same = xb_str_is(tsv->column[0], "same"), shared;
	double alike, back;

	assert_true(same || xb_str_is(tsv->column[0], "other"));
	for (int i = 0; i < 2; i++)
		word[i] = xb_strn(folded[i], xb_fold(folded[i], XB_TERM_MAX, tsv->column[1 + i], false));
	shared = share_a_key(word[0], word[1]);
	alike = xb_name_similarity(word[0], word[1]);
	back = xb_name_similarity(word[1], word[0]);
	if ((shared && alike >= XB_NAME_ALIKE) == same && alike == back)
		return true;
	print_error("keys.tsv:%u: %.*s and %.*s: wanted %.*s, %s, alike %.2f and %.2f\n", tsv->number, XB_STR_ARG(word[0]),
	            XB_STR_ARG(word[1]), XB_STR_ARG(tsv->column[0]), shared ? "share a key" : "share no key", alike, back);
	return false;
}

static void
spellings_are_of_one_name_as_the_table_says(void **state)
{
	struct tsv tsv;
	unsigned wrong = 0, cases = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/keys.tsv"));
	for (; tsv_next(&tsv); cases++)
		wrong += !pair_is_right(&tsv);
	assert_true(cases > 85);
	assert_int_equal(wrong, 0);
}

static void
a_spelling_is_wholly_like_itself(void **state)
{
	static const char *const names[] = { "əliyev", "алиев", "ալիեւ", "ალიევი", "علیاف", "o'zbekiston", "ada", "kiç" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_true(xb_name_similarity(xb_str(names[i]), xb_str(names[i])) == 1);
}

static void
what_is_no_name_has_no_key(void **state)
{
	static const char *const words[] = {
		"", "a", "b", "ai", "2022", "g20", "covid19", "京", "αθήνα", "\xff\xfe", "'", "u\xffr",
	};
	struct xb_name_key keys[XB_NAME_KEYS_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		assert_int_equal(xb_name_keys(keys, xb_str(words[i])), 0);
		assert_true(xb_name_similarity(xb_str(words[i]), xb_str("baku")) < XB_NAME_ALIKE);
	}
}

/* Whatever a word is of: keys are capital letters, not too many, none twice, and similarity is one number both ways. */
static void
check_word(struct xb_str word, struct xb_str other)
{
	struct xb_name_key keys[XB_NAME_KEYS_MAX];
	size_t n = xb_name_keys(keys, word);
	double alike = xb_name_similarity(word, other);

	assert_true(n <= XB_NAME_KEYS_MAX);
	for (size_t i = 0; i < n; i++) {
		assert_true(keys[i].len >= 2 && keys[i].len <= XB_NAME_KEY_MAX);
		for (size_t j = 0; j < keys[i].len; j++)
			assert_true(keys[i].text[j] >= 'A' && keys[i].text[j] <= 'Z');
		for (size_t j = 0; j < i; j++)
			assert_false(same_key(&keys[i], &keys[j]));
	}
	assert_true(alike >= 0 && alike <= 1);
	assert_true(alike == xb_name_similarity(other, word));
}

/* A word of some `want` bytes, in a block of the exact size: that shows a read past the end to the sanitizer. */
static struct xb_str
random_word(uint32_t *seed, size_t want)
{
	static const char *const pieces[] = {
		"a", "b", "kh", "g", "x", "c", "h", "dzh", "sch", "y", "j", "ə", "ş", "'", "'s", "in", "lar", "\u0304",
		"г", "х", "дж", "ё", "ь", "ого", "ո", "ւ", "եւ", "ղ", "ներ", "ა", "ფ", "ისთვის",
		"ا", "ال", "و", "ه", "ی", "خوا", "حمد", "های", "ω", "1", "\xd0", "\xff",
	};
	char bytes[300], *word;
	size_t len = 0;

	while (len < want) {
		*seed = *seed * 1664525 + 1013904223;
		len += (size_t)snprintf(bytes + len, sizeof(bytes) - len, "%s",
		                        pieces[(*seed >> 16) % (sizeof(pieces) / sizeof(pieces[0]))]);
	}
	word = malloc(len ? len : 1);
	assert_non_null(word);
	memcpy(word, bytes, len);
	return xb_strn(word, len);
}

static void
any_word_is_read_safely(void **state)
{
	uint32_t seed = 4321;

	(void)state;
	for (int round = 0; round < 30000; round++) {
		size_t want = (size_t)(round % 100 == 0 ? 250 : round % 30);
		struct xb_str word = random_word(&seed, want), other = random_word(&seed, want);

		check_word(word, other);
		free((char *)word.ptr);
		free((char *)other.ptr);
	}
}

static void
a_long_key_is_cut(void **state)
{
	struct xb_name_key keys[XB_NAME_KEYS_MAX];

	(void)state;
	assert_int_equal(xb_name_keys(keys, xb_str("badalafamaranakabadalafamaranakabadalafamaranakabadalafamara")), 1);
	assert_int_equal(keys[0].len, XB_NAME_KEY_MAX);
	assert_memory_equal(keys[0].text, "PTLVMR", 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_are_of_one_name_as_the_table_says),
		cmocka_unit_test(a_spelling_is_wholly_like_itself),
		cmocka_unit_test(what_is_no_name_has_no_key),
		cmocka_unit_test(any_word_is_read_safely),
		cmocka_unit_test(a_long_key_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
