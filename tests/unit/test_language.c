/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_language.c - tags of languages, and which one a text is in: tests/data/language.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/language_guess.h"
#include "tsv.h"

/* Identify `text` where `prior` is what is said of it ("-": nothing). */
static struct xb_language_found
identified(struct xb_str text, struct xb_str prior)
{
	struct xb_language_found found;

	xb_language_identify(&found, text, xb_language_find(prior));
	return found;
}

static const char *
code_of(const struct xb_language *language)
{
	return language ? language->code : "-";
}

static void
texts_are_in_the_language_that_the_table_says(void **state)
{
	struct tsv tsv;
	unsigned wrong = 0, cases = 0;

	(void)state;
	assert_true(tsv_open(&tsv, "tests/data/language.tsv"));
	for (; tsv_next(&tsv); cases++) {
		const char *code = code_of(identified(tsv.column[1], tsv.column[2]).language);

		if (xb_str_is(tsv.column[0], code))
			continue;
		print_error("language.tsv:%u: wanted %.*s, got %s\n", tsv.number, XB_STR_ARG(tsv.column[0]), code);
		wrong++;
	}
	assert_true(cases > 40);
	assert_int_equal(wrong, 0);
}

static void
the_alphabet_makes_the_row(void **state)
{
	struct xb_str cyrillic = xb_str("Азәрбајҹан Республикасынын Президенти бу ҝүн чыхыш едиб."), az = xb_str("az");

	(void)state;
	assert_int_equal(identified(cyrillic, xb_str("-")).language->script, XB_SCRIPT_CYRILLIC);
	assert_int_equal(identified(xb_str("Бакы"), az).language->script, XB_SCRIPT_CYRILLIC);
	assert_int_equal(identified(xb_str("Bakı"), az).language->script, XB_SCRIPT_LATIN);
	assert_int_equal(identified(xb_str("2022"), az).language->script, XB_SCRIPT_LATIN);
}

static void
the_margin_tells_how_clear_it_is(void **state)
{
	struct xb_str clear = xb_str("Prezident İlham Əliyev bu gün Bakıda çıxış edib, bu barədə məlumat verilir.");
	struct xb_language_found found = identified(clear, xb_str("az"));

	(void)state;
	assert_string_equal(found.second->code, "tr");
	assert_in_range(found.margin, 50, XB_MARGIN_MAX - 1);
	assert_int_equal(identified(xb_str("Нино"), xb_str("ka")).margin, 0);
	assert_int_equal(identified(xb_str("ნინო"), xb_str("-")).margin, XB_MARGIN_MAX);
	assert_int_equal(identified(xb_str("Erdoğan"), xb_str("tr")).margin, 0);
	assert_null(identified(xb_str("Erdoğan"), xb_str("tr")).second);
}

static void
parts_are_looked_at_together(void **state)
{
	struct xb_language_evidence evidence = { .scripts = { 0 } };
	struct xb_language_found found;

	(void)state;
	xb_language_decide(&found, &evidence, NULL);
	assert_null(found.language);
	xb_language_look(&evidence, xb_str("Бакы"));
	xb_language_look(&evidence, xb_str("Toplantının ardından taraflar işbirliği anlaşmasını imzaladı."));
	xb_language_decide(&found, &evidence, NULL);
	assert_string_equal(found.language->code, "tr");
}

static void
only_the_beginning_of_a_text_is_read(void **state)
{
	static const char russian[] = "президент прибыл в баку ", english[] = "the president has come to see them ";
	char text[1024 + 8192];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i < 1024 ? russian[i % (sizeof(russian) - 1)] : english[i % (sizeof(english) - 1)];
	assert_string_equal(identified(xb_strn(text, sizeof(text)), xb_str("-")).language->code, "ru");
	assert_string_equal(identified(xb_strn(text + 1024, sizeof(text) - 1024), xb_str("-")).language->code, "en");
	assert_null(identified(xb_strn(NULL, 0), xb_str("-")).language);
	assert_string_equal(identified(xb_strn(NULL, 0), xb_str("kk")).language->code, "kk");
}

/* Whatever the bytes are, and wherever a letter is cut. */
static void
any_bytes_can_be_read(void **state)
{
	char text[4096];
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 200; round++) {
		for (size_t i = 0; i < sizeof(text); i++) {
			seed = seed * 1103515245 + 12345;
			text[i] = (char)(round % 2 ? seed >> 16 : 0xc0 | (seed >> 16 & 0x1f));
		}
		identified(xb_strn(text, sizeof(text) - (size_t)round), xb_str(round % 3 ? "-" : "en"));
	}
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

/* A column that names no row could never be answered. */
static void
the_models_name_rows_of_their_script(void **state)
{
	(void)state;
	for (unsigned m = 0; m < XB_LANGUAGE_MODELS; m++)
		for (unsigned i = 0; i < xb_language_models[m].ncolumns; i++) {
			const struct xb_language *row = xb_languages;
			const char *code = xb_language_models[m].codes[i];

			while (code && row->code && (strcmp(row->code, code) != 0 || row->script != xb_language_models[m].script))
				row++;
			assert_true(!code || row->code);
		}
}

/* Own names are compared with folded text, so they must be folded themselves. */
static void
the_rows_are_folded_and_complete(void **state)
{
	(void)state;
	for (const struct xb_language *row = xb_languages; row->code; row++) {
		struct xb_str name = xb_str(row->own_name);
		char folded[64];
		size_t len = xb_fold(folded, sizeof(folded), name, false);

		assert_int_equal(strlen(row->code3), 3);
		assert_ptr_equal(xb_language_find(xb_str(row->code))->code, row->code);
		assert_string_equal(xb_language_find(name)->code, row->code);
		if (!xb_str_equal(xb_strn(folded, len), name))
			fail_msg("%s: '%s' should be '%.*s'", row->code, name.ptr, (int)len, folded);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_in_the_language_that_the_table_says),
		cmocka_unit_test(the_alphabet_makes_the_row),
		cmocka_unit_test(the_margin_tells_how_clear_it_is),
		cmocka_unit_test(parts_are_looked_at_together),
		cmocka_unit_test(any_bytes_can_be_read),
		cmocka_unit_test(the_models_name_rows_of_their_script),
		cmocka_unit_test(only_the_beginning_of_a_text_is_read),
		cmocka_unit_test(tags_and_names_find_their_language),
		cmocka_unit_test(tags_are_stored_by_their_primary_subtag),
		cmocka_unit_test(the_rows_are_folded_and_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
