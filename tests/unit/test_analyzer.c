/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_analyzer.c - words and their stems, for a document and for a query. Stems are those of the Snowball project's
 * published vocabularies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "buf.h"
#include "text/analyzer.h"

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

/* The words of the text that was begun, each with its stem after a slash where it has one. */
static void
check_walk(struct xb_analyzer *analyzer, const char *want)
{
	struct xb_word word;
	struct xb_buf got;

	xb_buf_init(&got, 10000);
	while (xb_analyzer_next(analyzer, &word)) {
		xb_buf_printf(&got, "%s%.*s", got.len ? " " : "", XB_STR_ARG(word.token.term));
		if (word.stem.len)
			xb_buf_printf(&got, "/%.*s", XB_STR_ARG(word.stem));
	}
	assert_string_equal(got.len ? got.ptr : "", want);
	xb_buf_release(&got);
}

static void
check_words(struct xb_analyzer *analyzer, const char *lang, const char *text, const char *want)
{
	xb_analyzer_start(analyzer, xb_str(text), lang ? xb_language_find(xb_str(lang)) : NULL);
	check_walk(analyzer, want);
}

static void
check_search(struct xb_analyzer *analyzer, const char *lang, const char *text, const struct xb_initials *initials,
             const char *want)
{
	xb_analyzer_start_search(analyzer, xb_str(text), xb_language_find(xb_str(lang)), initials);
	check_walk(analyzer, want);
}

static void
check_query(struct xb_analyzer *analyzer, const char *text, const char *want)
{
	struct xb_str stems[XB_STEMS_MAX];
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	struct xb_buf got;
	size_t n;

	xb_buf_init(&got, 10000);
	xb_tokenizer_init(&tokenizer, xb_str(text), false);
	assert_true(xb_tokenizer_next(&tokenizer, &token));
	n = xb_analyzer_stems(analyzer, &token, stems);
	for (size_t i = 0; i < n; i++)
		xb_buf_printf(&got, "%s%.*s", i ? " " : "", XB_STR_ARG(stems[i]));
	assert_string_equal(got.len ? got.ptr : "", want);
	xb_buf_release(&got);
}

static void
a_word_is_stemmed_by_the_language_of_its_text(void **state)
{
	check_words(*state, "en", "foreign ministers met", "foreign/foreign ministers/minist met/met");
	check_words(*state, "ru", "ход переговоров", "ход/ход переговоров/переговор");
	check_words(*state, "tr", "kitapların", "kitapların/kitab");
	check_words(*state, "az", "uşaqların hüquqları", "uşaqların/uşaq hüquqları/hüquq");
	check_words(*state, NULL, "foreign ministers", "foreign/foreign ministers/ministers");
}

static void
all_spellings_of_yo_have_one_stem(void **state)
{
	check_words(*state, "ru", "ещё еще Мирзиёева", "еще/ещ еще/ещ мирзиеева/мирзиеев");
}

static void
capitals_are_folded_by_the_language(void **state)
{
	check_words(*state, "tr", "IŞIK", "ışık/ışığ");
	check_words(*state, "az", "BAKI", "bakı/bakı");
	check_words(*state, NULL, "BAKI", "baki/baki");
}

static void
an_apostrophe_suffix_is_cut_before_stemming(void **state)
{
	check_words(*state, "az", "Bakı'nın Bakı’nın", "bakı'nın/bakı bakı'nın/bakı");
	check_words(*state, "tr", "Erdoğan'ın", "erdoğan'ın/erdoğan");
	check_words(*state, "en", "Mustafayev's", "mustafayev's/mustafayev");
	check_words(*state, "en", "Qur'an O'Brien's", "qur'an/qur'an o'brien's/o'brien");
	check_words(*state, "uz", "O‘zbekiston bo‘lgan", "o'zbekiston/o'zbekiston bo'lgan/bo'l");
	check_words(*state, "uk", "п'ять", "п'ять/п'ят");
	check_words(*state, "fr", "l'Azerbaïdjan", "l'azerbaïdjan/l'azerbaïdjan");
}

/* In Kur'an'da the first apostrophe is a letter; one letter before it is no word. */
static void
the_last_apostrophe_is_the_one_that_is_cut(void **state)
{
	check_words(*state, "tr", "Kur'an'da a'da", "kur'an'da/kur'an a'da/a'da");
}

static void
numbers_and_long_words_have_no_stem(void **state)
{
	char text[301];
	struct xb_word word;

	check_words(*state, "en", "covid19 1990 3.5 vaccines", "covid19 1990 3.5 vaccines/vaccin");
	memset(text, 's', 300);
	xb_analyzer_start(*state, xb_strn(text, 300), xb_language_find(xb_str("en")));
	assert_true(xb_analyzer_next(*state, &word));
	assert_int_equal(word.stem.len, 0);
}

static void
words_of_a_filter_have_no_stems_and_split_at_dots(void **state)
{
	struct xb_word word;

	xb_analyzer_start_words(*state, xb_str("www.reports.az"));
	for (int i = 0; i < 3; i++) {
		static const char *const want[] = { "www", "reports", "az" };

		assert_true(xb_analyzer_next(*state, &word));
		assert_true(xb_str_is(word.token.term, want[i]));
		assert_int_equal(word.stem.len, 0);
	}
	assert_false(xb_analyzer_next(*state, &word));
	check_words(*state, "en", "reports.az", "reports.az/reports.az");
}

static void
a_query_word_has_the_stems_of_its_script(void **state)
{
	check_query(*state, "minister", "minister minist");
	check_query(*state, "переговоры", "переговоры переговор");
	check_query(*state, "kitaplar", "kitaplar kitab kitap");
	check_query(*state, "erdoğan'ın", "erdoğan'ın erdoğan");
	check_query(*state, "Mustafayev's", "mustafayev's mustafayev");
	check_query(*state, "საქართველო", "საქართველო საქართვლ");
	check_query(*state, "covid19", "");
	check_query(*state, "2022", "");
}

static void
a_query_word_has_no_stems_of_languages_that_are_not_expected(void **state)
{
	bool expected[XB_LANGUAGES_MAX] = { false };

	expected[xb_language_find(xb_str("en")) - xb_languages] = true;
	xb_analyzer_expect(*state, expected);
	check_query(*state, "kitaplar", "kitaplar");
	check_query(*state, "ministers", "ministers minist");
}

/* The forms in Latin letters that a query word has, with spaces between. */
static void
check_latins(struct xb_analyzer *analyzer, const char *query, const char *expected)
{
	struct xb_latin latins[XB_LATINS_MAX];
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	char got[256] = "";
	size_t n;

	xb_tokenizer_init(&tokenizer, xb_str(query), false);
	assert_true(xb_tokenizer_next(&tokenizer, &token));
	n = xb_analyzer_latins(analyzer, &token, latins);
	for (size_t i = 0; i < n; i++)
		sprintf(got + strlen(got), "%s%.*s", i ? " " : "", (int)latins[i].form.len, latins[i].form.ptr);
	assert_string_equal(got, expected);
}

static void
a_cyrillic_query_word_has_latin_forms_where_it_may_be_of_such_a_language(void **state)
{
	const bool none[XB_LANGUAGES_MAX] = { false };

	check_latins(*state, "ҝәнҹләр", "gənclər");
	check_latins(*state, "республика", "respublika respublika");
	check_latins(*state, "банк", "bank bank");
	check_latins(*state, "дом", "");
	check_latins(*state, "он", "");
	check_latins(*state, "baku", "");
	xb_analyzer_expect(*state, none);
	check_latins(*state, "республика", "");
	check_latins(*state, "ҝәнҹләр", "gənclər");
}

/* Turkish, which folds I to ı, then an English quotation of more than 200 characters, then Turkish. */
static void
a_long_paragraph_is_analysed_in_its_own_language(void **state)
{
	const char *text = "IRMAK taştı.\n"
	                   "\"INTERNATIONAL observers said on Thursday that the ministers of the two countries had agreed to hold "
	                   "another round of talks next month, and that they would publish a joint statement about the opening of "
	                   "the border before the end of the year.\"\n"
	                   "IRMAK taştı.";
	struct xb_word word;
	char got[64] = "";

	xb_analyzer_start(*state, xb_str(text), xb_language_find(xb_str("tr")));
	while (xb_analyzer_next(*state, &word))
		if (word.token.flags & XB_TOKEN_UPPER && (word.token.flags & XB_TOKEN_TURKIC_I))
			sprintf(got + strlen(got), "%.*s/%s ", (int)word.token.term.len, word.token.term.ptr, word.language->code);
	assert_string_equal(got, "ırmak/tr international/en ırmak/tr ");
}

static void
a_paragraph_is_long_from_200_characters_on(void **state)
{
	const char *text = "International observers said on Thursday that the ministers of the two countries had agreed to hold "
	                   "another round of talks next month, and that they would publish a joint statement about the openings.";
	struct xb_word word;

	xb_analyzer_start(*state, xb_strn(text, 199), xb_language_find(xb_str("tr")));
	assert_true(xb_analyzer_next(*state, &word));
	assert_string_equal(word.language->code, "tr");
	xb_analyzer_start(*state, xb_strn(text, 200), xb_language_find(xb_str("tr")));
	assert_true(xb_analyzer_next(*state, &word));
	assert_string_equal(word.language->code, "en");
}

/* In Arabic stems lose a prefix, so that any word there may have one that begins with an Arabic letter. */
static void
a_search_stems_words_that_begin_as_what_it_looks_for(void **state)
{
	struct xb_initials latin = { 0 }, arabic = { 0 };

	xb_initials_add(&latin, xb_str("transport"));
	xb_initials_add(&arabic, xb_str("وزير"));
	check_search(*state, "en", "Ministers of transportation talked", &latin, "ministers of transportation/transport talked/talk");
	check_search(*state, "ar", "الوزير قال", &latin, "الوزیر قال");
	check_search(*state, "ar", "الوزير", &arabic, "الوزیر/وزير");
}

/* More words than the cache has room for at first, and later. */
static void
stems_are_the_same_when_many_are_kept(void **state)
{
	for (int i = 0; i < 10000; i++) {
		char text[64], want[128];

		sprintf(text, "%c%c%c%cministers", 'a' + i / 1000, 'b' + i / 100 % 10, 'b' + i / 10 % 10, 'b' + i % 10);
		sprintf(want, "%s/%.*s", text, (int)strlen(text) - 3, text);
		check_words(*state, "en", text, want);
	}
	check_words(*state, "en", "abbbministers", "abbbministers/abbbminist");
}

/* A form that the cache cannot hold, and one that it holds, twice. */
static void
a_stem_is_the_same_the_second_time(void **state)
{
	for (int i = 0; i < 2; i++) {
		check_words(*state, "en", "ministers", "ministers/minist");
		check_words(*state, "en", "counterrevolutionarieswithoutprecedents",
		            "counterrevolutionarieswithoutprecedents/counterrevolutionarieswithoutpreced");
	}
}

/* The next word, which is `want`; the note that it has, and `note` is kept with it. */
static uint32_t
exchange_note(struct xb_analyzer *analyzer, const char *want, uint32_t note)
{
	struct xb_word word;
	uint32_t before;

	assert_true(xb_analyzer_next(analyzer, &word));
	assert_true(xb_str_is(word.token.term, want));
	assert_non_null(word.notes);
	before = word.notes[0];
	word.notes[0] = note;
	return before;
}

static void
notes_are_kept_with_a_word_and_its_stem_until_they_are_forgotten(void **state)
{
	struct xb_analyzer *analyzer = *state;
	const struct xb_language *english = xb_language_find(xb_str("en"));

	xb_analyzer_start(analyzer, xb_str("Ministers talk, ministers"), english);
	assert_int_equal(exchange_note(analyzer, "ministers", 1), 0);
	assert_int_equal(exchange_note(analyzer, "talk", 2), 0);
	assert_int_equal(exchange_note(analyzer, "ministers", 3), 1);
	xb_analyzer_start(analyzer, xb_str("talk ministers"), english);
	assert_int_equal(exchange_note(analyzer, "talk", 4), 2);
	assert_int_equal(exchange_note(analyzer, "ministers", 5), 3);
	/* Another language gives it another stem. */
	xb_analyzer_start(analyzer, xb_str("talk"), xb_language_find(xb_str("tr")));
	assert_int_equal(exchange_note(analyzer, "talk", 6), 0);
	xb_analyzer_forget(analyzer);
	xb_analyzer_start(analyzer, xb_str("talk ministers"), english);
	assert_int_equal(exchange_note(analyzer, "talk", 7), 0);
	assert_int_equal(exchange_note(analyzer, "ministers", 8), 0);
}

/* What a Cyrillic word of Azerbaijani is in Latin letters depends on more than its folded letters. */
static void
a_word_that_has_a_latin_form_has_no_notes(void **state)
{
	struct xb_word word;

	xb_analyzer_start(*state, xb_str("Бакы"), xb_language_find(xb_str("az")));
	assert_true(xb_analyzer_next(*state, &word));
	assert_true(xb_str_is(word.latin, "bakı"));
	assert_null(word.notes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_word_is_stemmed_by_the_language_of_its_text, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(all_spellings_of_yo_have_one_stem, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(capitals_are_folded_by_the_language, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(an_apostrophe_suffix_is_cut_before_stemming, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(the_last_apostrophe_is_the_one_that_is_cut, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(numbers_and_long_words_have_no_stem, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(words_of_a_filter_have_no_stems_and_split_at_dots, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(a_query_word_has_the_stems_of_its_script, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(a_query_word_has_no_stems_of_languages_that_are_not_expected, make_analyzer,
		                                free_analyzer),
		cmocka_unit_test_setup_teardown(a_cyrillic_query_word_has_latin_forms_where_it_may_be_of_such_a_language,
		                                make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(a_long_paragraph_is_analysed_in_its_own_language, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(a_paragraph_is_long_from_200_characters_on, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(a_search_stems_words_that_begin_as_what_it_looks_for, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(stems_are_the_same_when_many_are_kept, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(a_stem_is_the_same_the_second_time, make_analyzer, free_analyzer),
		cmocka_unit_test_setup_teardown(notes_are_kept_with_a_word_and_its_stem_until_they_are_forgotten, make_analyzer,
		                                free_analyzer),
		cmocka_unit_test_setup_teardown(a_word_that_has_a_latin_form_has_no_notes, make_analyzer, free_analyzer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
