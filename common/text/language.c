/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/language.h"

#include <stdio.h>

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

const struct xb_language xb_languages[XB_LANGUAGES_MAX + 1] = {
	{ "en", "eng", "English", "english", XB_SCRIPT_LATIN, false, "s", "english" },
	{ "ru", "rus", "Russian", "русский", XB_SCRIPT_CYRILLIC, false, NULL, "russian" },
	{ "tr", "tur", "Turkish", "türkçe", XB_SCRIPT_LATIN, true, "*", "turkish" },
	{ "az", "aze", "Azerbaijani", "azərbaycan", XB_SCRIPT_LATIN, true, "*", "azerbaijani" },
	{ "az", "aze", "Azerbaijani", "азәрбајҹан", XB_SCRIPT_CYRILLIC, false, "*", "azerbaijani" },
	{ "fa", "fas", "Persian", "فارسی", XB_SCRIPT_ARABIC, false, NULL, "persian" },
	{ "azb", "azb", "South Azerbaijani", "تورکجه", XB_SCRIPT_ARABIC, false, NULL, NULL },
	{ "ar", "ara", "Arabic", "العربیه", XB_SCRIPT_ARABIC, false, NULL, "arabic" },
	{ "ckb", "ckb", "Central Kurdish", "کوردی", XB_SCRIPT_ARABIC, false, NULL, NULL },
	{ "hy", "hye", "Armenian", "հայերեն", XB_SCRIPT_ARMENIAN, false, NULL, "armenian" },
	{ "ka", "kat", "Georgian", "ქართული", XB_SCRIPT_GEORGIAN, false, NULL, "georgian" },
	{ "kk", "kaz", "Kazakh", "қазақ", XB_SCRIPT_CYRILLIC, false, NULL, "kazakh" },
	{ "ky", "kir", "Kyrgyz", "кыргызча", XB_SCRIPT_CYRILLIC, false, NULL, NULL },
	{ "uk", "ukr", "Ukrainian", "українська", XB_SCRIPT_CYRILLIC, false, NULL, "ukrainian" },
	{ "tg", "tgk", "Tajik", "тоҷикӣ", XB_SCRIPT_CYRILLIC, false, NULL, NULL },
	{ "uz", "uzb", "Uzbek", "o'zbek", XB_SCRIPT_LATIN, false, NULL, "uzbek" },
	{ "uz", "uzb", "Uzbek", "ўзбек", XB_SCRIPT_CYRILLIC, false, NULL, "uzbek" },
	{ "tk", "tuk", "Turkmen", "türkmen", XB_SCRIPT_LATIN, false, NULL, NULL },
	{ "de", "deu", "German", "deutsch", XB_SCRIPT_LATIN, false, NULL, NULL },
	{ "fr", "fra", "French", "français", XB_SCRIPT_LATIN, false, NULL, NULL },
	{ "es", "spa", "Spanish", "español", XB_SCRIPT_LATIN, false, NULL, NULL },
	{ "it", "ita", "Italian", "italiano", XB_SCRIPT_LATIN, false, NULL, NULL },
	{ "pt", "por", "Portuguese", "português", XB_SCRIPT_LATIN, false, NULL, NULL },
	{ .code = NULL },
};

/* Tags that are not in the table as they stand: ISO 639-2/B codes, members of macrolanguages, script and country where
 * they make another language, and tags that say nothing. */
static const struct alias {
	const char *tag, *code;
} aliases[] = {
	{ "az-arab", "azb" }, { "az-ir", "azb" }, { "azj", "az" },
	{ "arb", "ar" }, { "arm", "hy" }, { "fre", "fr" }, { "geo", "ka" }, { "ger", "de" },
	{ "per", "fa" }, { "pes", "fa" }, { "prs", "fa" }, { "farsi", "fa" }, { "dari", "fa" },
	{ "ku-arab", "ckb" }, { "ku-iq", "ckb" }, { "sorani", "ckb" }, { "uzn", "uz" },
	{ "und", NULL }, { "mul", NULL }, { "mis", NULL }, { "zxx", NULL },
};

static const struct xb_language *
find_code(struct xb_str code)
{
	const struct xb_language *row = xb_languages;

	while (row->code && !xb_str_is(code, row->code) && !xb_str_is(code, row->code3))
		row++;
	return row->code ? row : NULL;
}

static const struct xb_language *
find_name(struct xb_str name)
{
	const struct xb_language *row = xb_languages;

	while (row->code && !xb_str_is_nocase(name, row->name) && !xb_str_is(name, row->own_name))
		row++;
	return row->code ? row : NULL;
}

static const struct alias *
find_alias(struct xb_str tag)
{
	for (size_t i = 0; i < LEN(aliases); i++)
		if (xb_str_is(tag, aliases[i].tag))
			return &aliases[i];
	return NULL;
}

/* The tag folded, with hyphens, into buf. */
static struct xb_str
clean_tag(char *buf, size_t cap, struct xb_str tag)
{
	struct xb_str clean = { buf, xb_fold(buf, cap, xb_str_trim(tag), false) };

	for (size_t i = 0; i < clean.len; i++)
		if (buf[i] == '_')
			buf[i] = '-';
	return clean;
}

/* What comes before the first of `ends`. */
static struct xb_str
until(struct xb_str s, const char *ends)
{
	size_t len = 0;

	while (len < s.len && !strchr(ends, s.ptr[len]))
		len++;
	return xb_strn(s.ptr, len);
}

const struct xb_language *
xb_language_find(struct xb_str tag)
{
	char buf[64];
	struct xb_str whole = clean_tag(buf, sizeof(buf), tag);
	struct xb_str subtag = until(whole, "-"), word = until(whole, " ,;(");
	const struct alias *alias = find_alias(whole);
	const struct xb_language *row;

	if (!alias)
		alias = find_alias(subtag);
	if (alias)
		return alias->code ? find_code(xb_str(alias->code)) : NULL;
	row = find_code(subtag);
	if (!row)
		row = find_name(whole);
	return row ? row : find_name(word);
}

bool
xb_language_has_two_rows(const struct xb_language *first)
{
	return first[1].code && strcmp(first[1].code, first->code) == 0;
}

size_t
xb_language_normalize(char out[16], struct xb_str tag)
{
	const struct xb_language *row = xb_language_find(tag);
	char buf[64];
	struct xb_str subtag = until(clean_tag(buf, sizeof(buf), tag), "-");

	if (row)
		subtag = xb_str(row->code);
	else if (find_alias(subtag))
		return 0;
	if (subtag.len < 2 || subtag.len > 3)
		return 0;
	for (size_t i = 0; i < subtag.len; i++)
		if (subtag.ptr[i] < 'a' || subtag.ptr[i] > 'z')
			return 0;
	memcpy(out, subtag.ptr, subtag.len);
	return subtag.len;
}

size_t
xb_language_row_tag(char out[16], const struct xb_language *row)
{
	bool second = row > xb_languages && strcmp(row[-1].code, row->code) == 0;

	return (size_t)snprintf(out, 16, "%s%s", row->code, second ? "-cyrl" : "");
}
