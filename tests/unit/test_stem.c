/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_stem.c - the engine that takes endings off, the tables of every language, and the alphabets that they are read in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "buf.h"
#include "text/alphabet.h"
#include "text/analyzer.h"
#include "text/stem.h"
#include "text/stem_tables.h"
#include "tsv.h"

/* --- The engine, with a table of no language --- */

static const struct xb_suffix_class classes[] = { { 'A', "aə" }, { 'T', "pt" }, { 0, NULL } };

static const struct xb_suffix cases[] = {
	{ "dA", "V", 2, NULL }, { "da", "C", 3, NULL }, { "ada", NULL, 5, NULL }, { "tan", "T", 2, NULL },
};
static const struct xb_suffix plural[] = { { "lar lər", NULL, 2, NULL } };
static const struct xb_suffix whole[] = { { "iya", NULL, 1, NULL } };
static const struct xb_suffix tail[] = { { "b", "V", 2, "p" }, { "ip", "C", 2, "p" } };

static const struct xb_suffix_step steps[] = {
	{ "whole", XB_SUFFIX_ROWS(whole), XB_SUFFIX_DONE, NULL, true, true },
	{ "case", XB_SUFFIX_ROWS(cases), NULL, "tail", false, false },
	{ "plural", XB_SUFFIX_ROWS(plural), "plural", NULL, false, false },
	{ "tail", XB_SUFFIX_ROWS(tail), NULL, NULL, true, false },
};

static const char *const words[] = { "zada", "mola=mol", NULL };
static const char *const names[] = { "rada", "mola=mxx", "œuf", NULL };

static const struct xb_suffix_table table = {
	.letters = "abdeəilmnoprtyz",
	.vowels = "aeəio",
	.back = "ao",
	.front = "eəi",
	.classes = classes,
	.steps = steps,
	.nsteps = sizeof(steps) / sizeof(steps[0]),
	.exceptions = words,
	.names = names,
};

/* `want` is NULL for a word that nothing is known of. */
static void
check_stem(const struct xb_suffixes *suffixes, const char *word, const char *want)
{
	char out[XB_TERM_MAX];
	size_t len = xb_suffixes_stem(suffixes, out, xb_str(word));

	if (!xb_str_is(xb_strn(out, len), want ? want : ""))
		fail_msg("%s became '%.*s', not '%s'", word, (int)len, out, want ? want : "");
}

static int
make_suffixes(void **state)
{
	return xb_suffixes_new((struct xb_suffixes **)state, &table, NULL) == XABAR_OK ? 0 : -1;
}

static int
free_suffixes(void **state)
{
	xb_suffixes_free(*state);
	return 0;
}

static void
an_ending_is_taken_off_where_its_conditions_hold(void **state)
{
	check_stem(*state, "molida", NULL); /* i is a front vowel, a a back one */
	check_stem(*state, "molidə", "moli");
	check_stem(*state, "nolida", NULL);
	check_stem(*state, "nolda", "nol");
	check_stem(*state, "olda", NULL); /* three letters must be left after a consonant */
	check_stem(*state, "noltan", NULL);
	check_stem(*state, "noptan", "nop");
	check_stem(*state, "ptan", NULL); /* what is left has no vowel */
	check_stem(*state, "", NULL);
}

static void
the_longest_ending_is_taken_whose_conditions_hold(void **state)
{
	check_stem(*state, "borbyada", "borby"); /* all three */
	check_stem(*state, "borbada", "borba"); /* for the longest too few letters would be left */
}

static void
a_step_leads_to_the_one_that_it_names(void **state)
{
	check_stem(*state, "nollarlarda", "nol");
	check_stem(*state, "nollar", NULL); /* without a case the plural is not looked for */
	check_stem(*state, "nolib", "nolip");
	check_stem(*state, "naliya", "naliya");
	check_stem(*state, "iya", NULL); /* a letter must be left */
}

static void
exceptions_are_stems_also_after_an_ending(void **state)
{
	check_stem(*state, "zada", "zada");
	check_stem(*state, "zadada", "zada");
	check_stem(*state, "rada", "rada");
	check_stem(*state, "molada", "mol");
}

static void
letters_of_other_alphabets_are_consonants(void **state)
{
	check_stem(*state, "wolda", "wol");
	check_stem(*state, "noжda", "noж");
	check_stem(*state, "œuf", NULL);
}

static void
very_long_words_are_left_alone(void **state)
{
	char word[64];

	memset(word, 'o', 46);
	strcpy(word + 46, "da");
	word[46] = '\0';
	strcat(word, "da");
	assert_int_not_equal(xb_suffixes_stem(*state, (char[XB_TERM_MAX]){ 0 }, xb_str(word)), 0);
	strcpy(word + 46, "oda");
	check_stem(*state, word, NULL);
}

/* Each wrong in one way. */
static void
a_wrong_table_is_refused(void **state)
{
	static const struct xb_suffix unknown_letter[] = { { "ж", NULL, 2, NULL } }, unknown_class[] = { { "Q", NULL, 2, NULL } },
	                              long_put[] = { { "a", NULL, 2, "aa" } }, unknown_after[] = { { "a", "Q", 2, NULL } },
	                              long_ending[] = { { "aaaaaaaaaaaaaaaaa", NULL, 2, NULL } },
	                              whole_word[] = { { "ab", NULL, 0, "b" } }, good[] = { { "a", NULL, 2, NULL } };
	const struct xb_suffix_step wrong[] = {
		{ "a", XB_SUFFIX_ROWS(unknown_letter), NULL, NULL, false, false },
		{ "a", XB_SUFFIX_ROWS(unknown_class), NULL, NULL, false, false },
		{ "a", XB_SUFFIX_ROWS(long_put), NULL, NULL, false, false },
		{ "a", XB_SUFFIX_ROWS(unknown_after), NULL, NULL, false, false },
		{ "a", XB_SUFFIX_ROWS(long_ending), NULL, NULL, false, false },
		{ "a", XB_SUFFIX_ROWS(whole_word), NULL, NULL, false, false },
		{ "a", XB_SUFFIX_ROWS(good), "no such step", NULL, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct xb_suffix_table bad = { .letters = "ab", .vowels = "a", .steps = &wrong[i], .nsteps = 1 };
		struct xb_suffixes *suffixes;
		xabar_error err;

		assert_int_equal(xb_suffixes_new(&suffixes, &bad, &err), XABAR_EINTERNAL);
		assert_null(suffixes);
	}
}

static void
a_table_whose_exceptions_do_not_begin_as_their_stems_is_refused(void **state)
{
	static const char *const irregular[] = { "aba=ba", NULL };
	const struct xb_suffix_table bad = { .letters = "ab", .exceptions = irregular };
	struct xb_suffixes *suffixes;

	(void)state;
	assert_int_equal(xb_suffixes_new(&suffixes, &bad, NULL), XABAR_EINTERNAL);
}

/* --- Languages --- */

static int
make_analyzer(void **state)
{
	return xb_analyzer_new((struct xb_analyzer **)state, NULL) == XABAR_OK ? 0 : -1;
}

static int
free_analyzer(void **state)
{
	xb_analyzer_free(*state);
	return 0;
}

/* The stem of the next word of a list, into buf; .len 0 at its end. A word with ZWNJ is one here, not its parts. */
static struct xb_str
next_stem(struct xb_analyzer *analyzer, char buf[XB_TERM_MAX])
{
	struct xb_word word;

	do {
		if (!xb_analyzer_next(analyzer, &word))
			return xb_strn("", 0);
	} while (word.token.flags & XB_TOKEN_PART);
	memcpy(buf, word.stem.ptr, word.stem.len);
	return xb_strn(buf, word.stem.len);
}

/* The words of a column whose stem is not `want`, or, unless `same`, is; says which. */
static unsigned
count_wrong(struct xb_analyzer *analyzer, const struct tsv *tsv, struct xb_str column, struct xb_str want, bool same)
{
	char buf[XB_TERM_MAX];
	unsigned wrong = 0;
	struct xb_str stem;

	xb_analyzer_start(analyzer, column, xb_language_find(tsv->column[0]));
	while ((stem = next_stem(analyzer, buf)).len) {
		if (xb_str_equal(stem, want) == same)
			continue;
		print_error("stems.tsv:%u: the stem '%.*s' is %s '%.*s'\n", tsv->number, XB_STR_ARG(stem), same ? "not" : "also",
		            XB_STR_ARG(want));
		wrong++;
	}
	return wrong;
}

/* The words of a column that a search for the stem `want` does not give that stem. */
static unsigned
count_missed(struct xb_analyzer *analyzer, const struct tsv *tsv, struct xb_str column, struct xb_str want)
{
	struct xb_initials initials = { 0 };
	unsigned missed = 0;
	struct xb_word word;

	xb_initials_add(&initials, want);
	xb_analyzer_start_search(analyzer, column, xb_language_find(tsv->column[0]), &initials);
	while (xb_analyzer_next(analyzer, &word)) {
		if (word.token.flags & XB_TOKEN_PART || xb_str_equal(word.stem, want))
			continue;
		print_error("stems.tsv:%u: a search for '%.*s' misses '%.*s'\n", tsv->number, XB_STR_ARG(want),
		            XB_STR_ARG(word.token.term));
		missed++;
	}
	return missed;
}

static void
forms_of_a_word_have_one_stem_and_other_words_another(void **state)
{
	struct tsv tsv;
	unsigned wrong = 0, rows = 0;

	assert_true(tsv_open(&tsv, "tests/data/stems.tsv"));
	for (; tsv_next(&tsv); rows++) {
		char buf[XB_TERM_MAX];
		struct xb_str want;

		assert_non_null(xb_language_find(tsv.column[0]));
		xb_analyzer_start(*state, tsv.column[1], xb_language_find(tsv.column[0]));
		want = next_stem(*state, buf);
		assert_int_not_equal(want.len, 0);
		wrong += count_wrong(*state, &tsv, tsv.column[1], want, true);
		wrong += count_wrong(*state, &tsv, tsv.column[2], want, false);
		wrong += count_missed(*state, &tsv, tsv.column[1], want);
	}
	assert_true(rows > 100);
	assert_int_equal(wrong, 0);
}

static void
a_word_in_the_old_alphabet_is_one_in_the_new(void **state)
{
	struct tsv tsv;
	unsigned rows = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/alphabets.tsv"));
	while (tsv_next(&tsv)) {
		const struct xb_language *row = xb_languages;
		char out[XB_TERM_MAX];
		struct xb_str got, want = xb_str_is(tsv.column[2], "-") ? xb_strn("", 0) : tsv.column[2];

		while (row->code && (row->script != XB_SCRIPT_CYRILLIC || !xb_str_is(tsv.column[0], row->code)))
			row++;
		assert_non_null(row->code);
		got = xb_strn(out, xb_alphabet_latin(out, tsv.column[1], row));
		if (!xb_str_equal(got, want))
			fail_msg("line %u: '%.*s'", tsv.number, XB_STR_ARG(got));
		rows++;
	}
	assert_true(rows > 0);
}

static void
a_cyrillic_word_has_its_latin_form_where_the_language_has_both(void **state)
{
	struct xb_word word;

	xb_analyzer_start(*state, xb_str("Ёшлар"), xb_language_find(xb_str("uz")));
	assert_true(xb_analyzer_next(*state, &word));
	assert_true(xb_str_is(word.token.term, "ешлар"));
	assert_true(xb_str_is(word.latin, "yoshlar"));
	xb_analyzer_start(*state, xb_str("yoshlar"), xb_language_find(xb_str("uz")));
	assert_true(xb_analyzer_next(*state, &word));
	assert_int_equal(word.latin.len, 0);
	xb_analyzer_start(*state, xb_str("Алиев"), xb_language_find(xb_str("ru")));
	assert_true(xb_analyzer_next(*state, &word));
	assert_int_equal(word.latin.len, 0);
}

/* Whether a query for `asked` has a stem of `found` in a text of `lang`. */
static bool
meets(struct xb_analyzer *analyzer, const char *asked, const char *lang, const char *found)
{
	struct xb_str stems[XB_STEMS_MAX];
	struct xb_latin latins[XB_LATINS_MAX];
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	struct xb_word word;
	char buf[XB_TERM_MAX];
	struct xb_str stem;
	size_t n;

	xb_analyzer_start(analyzer, xb_str(found), xb_language_find(xb_str(lang)));
	assert_true(xb_analyzer_next(analyzer, &word));
	memcpy(buf, word.stem.ptr, word.stem.len);
	stem = xb_strn(buf, word.stem.len);
	xb_tokenizer_init(&tokenizer, xb_str(asked), false);
	assert_true(xb_tokenizer_next(&tokenizer, &token));
	n = xb_analyzer_stems(analyzer, &token, stems);
	for (size_t i = 0; i < n; i++)
		if (xb_str_equal(stems[i], stem))
			return true;
	n = xb_analyzer_latins(analyzer, &token, latins);
	for (size_t i = 0; i < n; i++)
		if (xb_str_equal(latins[i].stem, stem))
			return true;
	return false;
}

static void
a_query_finds_inflected_forms_of_every_language_of_its_script(void **state)
{
	assert_true(meets(*state, "kitap", "tr", "kitapların"));
	assert_true(meets(*state, "uşaq", "az", "uşaqların"));
	assert_true(meets(*state, "қазақстан", "kk", "Қазақстанның"));
	assert_true(meets(*state, "qishloq", "uz", "qishlog‘i"));
	assert_true(meets(*state, "қишлоқ", "uz", "qishlog‘i"));
	assert_true(meets(*state, "qishloq", "uz", "қишлоғи"));
	assert_true(meets(*state, "дунё", "uz", "dunyoda"));
	assert_true(meets(*state, "азәрбајҹан", "az", "Azərbaycanın"));
	assert_true(meets(*state, "azərbaycan", "az", "Азәрбајҹанын"));
	assert_true(meets(*state, "Алиев", "ru", "Алиева"));
	assert_true(meets(*state, "алиев", "ru", "Алиева"));
	assert_false(meets(*state, "Gəncə", "az", "gənclər"));
	assert_false(meets(*state, "gəncə", "az", "gənclər"));
	assert_false(meets(*state, "Türkiyə", "az", "türklər"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_ending_is_taken_off_where_its_conditions_hold, make_suffixes, free_suffixes),
		cmocka_unit_test_setup_teardown(the_longest_ending_is_taken_whose_conditions_hold, make_suffixes, free_suffixes),
		cmocka_unit_test_setup_teardown(a_step_leads_to_the_one_that_it_names, make_suffixes, free_suffixes),
		cmocka_unit_test_setup_teardown(exceptions_are_stems_also_after_an_ending, make_suffixes, free_suffixes),
		cmocka_unit_test_setup_teardown(letters_of_other_alphabets_are_consonants, make_suffixes, free_suffixes),
		cmocka_unit_test_setup_teardown(very_long_words_are_left_alone, make_suffixes, free_suffixes),
		cmocka_unit_test(a_wrong_table_is_refused),
		cmocka_unit_test(a_table_whose_exceptions_do_not_begin_as_their_stems_is_refused),
		cmocka_unit_test_setup_teardown(forms_of_a_word_have_one_stem_and_other_words_another, make_analyzer,
		                                free_analyzer),
		cmocka_unit_test(a_word_in_the_old_alphabet_is_one_in_the_new),
		cmocka_unit_test_setup_teardown(a_cyrillic_word_has_its_latin_form_where_the_language_has_both, make_analyzer,
		                                free_analyzer),
		cmocka_unit_test_setup_teardown(a_query_finds_inflected_forms_of_every_language_of_its_script, make_analyzer,
		                                free_analyzer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
