/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_language.c - tags of languages, and which one a text is in: tests/data/language.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/language.h"
#include "tsv.h"

static void
texts_are_in_the_language_that_the_table_says(void **state)
{
	struct tsv tsv;
	unsigned wrong = 0, cases = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/language.tsv"));
	for (; tsv_next(&tsv); cases++) {
		const struct xb_language *got = xb_language_guess(tsv.column[1]);
		const char *code = got ? got->code : "-";

		if (xb_str_is(tsv.column[0], code))
			continue;
		print_error("language.tsv:%u: wanted %.*s, got %s\n", tsv.number, XB_STR_ARG(tsv.column[0]), code);
		wrong++;
	}
	assert_true(cases > 25);
	assert_int_equal(wrong, 0);
}

static void
only_the_beginning_of_a_text_is_read(void **state)
{
	char text[6000];

	(void)state;
	memset(text, ' ', sizeof(text));
	memcpy(text + 5000, "Баку", 8);
	assert_null(xb_language_guess(xb_strn(text, sizeof(text))));
	memcpy(text, "Баку", 8);
	assert_string_equal(xb_language_guess(xb_strn(text, sizeof(text)))->code, "ru");
	assert_null(xb_language_guess(xb_strn(NULL, 0)));
}

static void
tags_and_names_find_their_language(void **state)
{
	static const char *const cases[][2] = {
		{ "en", "en" }, { "en-US", "en" }, { "en_us", "en" }, { "EN", "en" }, { " en-GB ", "en" },
		{ "eng", "en" }, { "English", "en" }, { "ENGLISH", "en" }, { "English (US)", "en" },
		{ "az", "az" }, { "aze", "az" }, { "az-Latn-AZ", "az" }, { "az-Cyrl", "az" }, { "azj", "az" },
		{ "Azərbaycan", "az" }, { "AZƏRBAYCAN", "az" }, { "Azərbaycan dili", "az" }, { "Azerbaijani", "az" },
		{ "az-Arab", "azb" }, { "azb", "azb" },
		{ "Türkçe", "tr" }, { "tur", "tr" }, { "Русский", "ru" }, { "русский язык", "ru" },
		{ "fa-IR", "fa" }, { "fas", "fa" }, { "per", "fa" }, { "prs", "fa" }, { "فارسی", "fa" }, { "فارسي", "fa" },
		{ "العربية", "ar" }, { "Հայերեն", "hy" }, { "arm", "hy" }, { "ქართული", "ka" }, { "geo", "ka" },
		{ "Oʻzbek", "uz" }, { "O‘zbek", "uz" }, { "ku-Arab", "ckb" }, { "Українська", "uk" },
		{ "deu", "de" }, { "ger", "de" }, { "Français", "fr" },
		{ "pl", NULL }, { "pl-PL", NULL }, { "und", NULL }, { "", NULL }, { "e", NULL }, { "None", NULL },
		{ "Engl", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct xb_language *got = xb_language_find(xb_str(cases[i][0]));

		if ((got ? !cases[i][1] || strcmp(got->code, cases[i][1]) != 0 : cases[i][1] != NULL))
			fail_msg("%s: %s", cases[i][0], got ? got->code : "none");
	}
}

static void
tags_are_stored_by_their_primary_subtag(void **state)
{
	static const char *const cases[][2] = {
		{ "en-US", "en" }, { "ENG", "en" }, { "pl_PL", "pl" }, { "POL", "pol" }, { "zh-Hant-TW", "zh" },
		{ "Turkish", "tr" }, { "az-Cyrl", "az" },
		{ "und", "" }, { "zxx", "" }, { "None", "" }, { "", "" }, { "x", "" }, { "e1", "" }, { "https://a.b/", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char out[16] = "";

		assert_int_equal(xb_language_normalize(out, xb_str(cases[i][0])), strlen(cases[i][1]));
		assert_string_equal(out, cases[i][1]);
	}
}

/* Own names and words are compared with folded text, so they must be folded themselves. */
static void
the_rows_are_folded_and_complete(void **state)
{
	(void)state;
	for (const struct xb_language *row = xb_languages; row->code; row++) {
		struct xb_str texts[] = { xb_str(row->own_name), xb_str(row->words) };

		assert_int_equal(strlen(row->code3), 3);
		assert_ptr_equal(xb_language_find(xb_str(row->code))->code, row->code);
		assert_string_equal(xb_language_find(xb_str(row->own_name))->code, row->code);
		for (int i = 0; i < 2; i++) {
			char folded[512];
			size_t len = xb_fold(folded, sizeof(folded), texts[i], false);

			if (!xb_str_equal(xb_strn(folded, len), texts[i]))
				fail_msg("%s: '%s' should be '%.*s'", row->code, texts[i].ptr, (int)len, folded);
		}
		assert_true(!*row->words || (row->words[0] == ' ' && row->words[strlen(row->words) - 1] == ' '));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_in_the_language_that_the_table_says),
		cmocka_unit_test(only_the_beginning_of_a_text_is_read),
		cmocka_unit_test(tags_and_names_find_their_language),
		cmocka_unit_test(tags_are_stored_by_their_primary_subtag),
		cmocka_unit_test(the_rows_are_folded_and_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
