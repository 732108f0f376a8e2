/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tongue.h"

#include <stdlib.h>

#include "str.h"

const char *const xb_tongues[] = { "en", "az", "ru", "tr", "fa", NULL };
#define NTONGUES (sizeof(xb_tongues) / sizeof(*xb_tongues) - 1)

static const char *const words[XB_NWORDS][NTONGUES] = {
#define XB_WORD(name, en, az, ru, tr, fa) [XB_##name##_WORD] = { en, az, ru, tr, fa },
#include "../web/words.def"
#undef XB_WORD
};

const char *
xb_word_in(enum xb_word word, const char *tongue)
{
	for (size_t i = 0; tongue && i < NTONGUES; i++)
		if (strcmp(xb_tongues[i], tongue) == 0)
			return words[word][i];
	return words[word][0];
}

unsigned
xb_tongue_plural(const char *tongue, uint64_t n)
{
	const uint64_t ones = n % 10, tens = n % 100 / 10;

	if (strcmp(tongue, "ru") != 0)
		return n == 1 ? 0 : 2;
	return tens == 1 || ones == 0 || ones > 4 ? 2 : ones == 1 ? 0 : 1;
}

bool
xb_tongue_is_right_to_left(const char *tongue)
{
	return tongue && strcmp(tongue, "fa") == 0;
}

/* "fa-IR" is "fa". */
static const char *
find_tongue(struct xb_str range)
{
	for (size_t i = 0; i < NTONGUES; i++)
		if (xb_str_is_nocase(xb_strn(range.ptr, range.len < 2 ? range.len : 2), xb_tongues[i]) &&
		    (range.len == 2 || range.ptr[2] == '-'))
			return xb_tongues[i];
	return NULL;
}

/* Of a range's parameters, ";q=0.8"; 1 where there is none. */
static double
quality(struct xb_str parameters)
{
	const char *q = memmem(parameters.ptr, parameters.len, "q=", 2);

	return q ? strtod(q + 2, NULL) : 1;
}

const char *
xb_tongue_accepted(const char *accept_language)
{
	const char *best = xb_tongues[0], *at = accept_language ? accept_language : "";
	double liked = 0;

	while (*at) {
		const size_t len = strcspn(at, ","), name = strcspn(at, ";,");
		const char *tongue = find_tongue(xb_str_trim(xb_strn(at, name)));
		const double q = tongue ? quality(xb_strn(at + name, len - name)) : 0;

		if (q > liked) {
			best = tongue;
			liked = q;
		}
		at += len + (at[len] == ',');
	}
	return best;
}

const char *
xb_lang_name(const char *code)
{
	static const char *const names[][2] = {
		{ "en", "English" }, { "az", "Azərbaycanca" }, { "ru", "Русский" }, { "tr", "Türkçe" }, { "fa", "فارسی" },
		{ "ar", "العربية" }, { "hy", "Հայերեն" }, { "ka", "ქართული" }, { "kk", "Қазақша" }, { "uz", "Oʻzbekcha" },
		{ "uk", "Українська" }, { "de", "Deutsch" }, { "fr", "Français" }, { "es", "Español" }, { "tk", "Türkmençe" },
		{ "ky", "Кыргызча" }, { "tg", "Тоҷикӣ" }, { "ku", "Kurdî" }, { "he", "עברית" }, { "zh", "中文" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i][0], code) == 0)
			return names[i][1];
	return code;
}
