/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/alphabet.h"

#include "text/fold_table.h"

/* The Cyrillic letters that the tables below have a row for. */
#define FIRST U'а'
#define LETTERS (U'ӿ' - FIRST + 1)

/* A letter in the Latin alphabet, and where it is written in another way: NULL where it is not. A letter with `after_sign` takes
 * the place of the sign, too. */
struct letter {
	const char *latin, *after_vowel, *first, *after_sign;
};

/* Letters on the last lines are of the alphabet of 1939, and of Russian words. */
static const struct letter azerbaijani[LETTERS] = {
	[U'а' - FIRST] = { "a" }, [U'б' - FIRST] = { "b" }, [U'в' - FIRST] = { "v" }, [U'г' - FIRST] = { "q" },
	[U'ғ' - FIRST] = { "ğ" }, [U'д' - FIRST] = { "d" }, [U'е' - FIRST] = { "e" }, [U'ә' - FIRST] = { "ə" },
	[U'ж' - FIRST] = { "j" }, [U'з' - FIRST] = { "z" }, [U'и' - FIRST] = { "i" }, [U'ы' - FIRST] = { "ı" },
	[U'ј' - FIRST] = { "y" }, [U'к' - FIRST] = { "k" }, [U'ҝ' - FIRST] = { "g" }, [U'л' - FIRST] = { "l" },
	[U'м' - FIRST] = { "m" }, [U'н' - FIRST] = { "n" }, [U'о' - FIRST] = { "o" }, [U'ө' - FIRST] = { "ö" },
	[U'п' - FIRST] = { "p" }, [U'р' - FIRST] = { "r" }, [U'с' - FIRST] = { "s" }, [U'т' - FIRST] = { "t" },
	[U'у' - FIRST] = { "u" }, [U'ү' - FIRST] = { "ü" }, [U'ф' - FIRST] = { "f" }, [U'х' - FIRST] = { "x" },
	[U'һ' - FIRST] = { "h" }, [U'ч' - FIRST] = { "ç" }, [U'ҹ' - FIRST] = { "c" }, [U'ш' - FIRST] = { "ş" },
	[U'й' - FIRST] = { "y" }, [U'ц' - FIRST] = { "s" }, [U'щ' - FIRST] = { "ş" }, [U'э' - FIRST] = { "e" },
	[U'ю' - FIRST] = { "yu" }, [U'я' - FIRST] = { "ya" }, [U'ъ' - FIRST] = { "" }, [U'ь' - FIRST] = { "" },
};

/* The last line: letters of Russian words only. */
static const struct letter uzbek[LETTERS] = {
	[U'а' - FIRST] = { "a" }, [U'б' - FIRST] = { "b" }, [U'в' - FIRST] = { "v" }, [U'г' - FIRST] = { "g" },
	[U'ғ' - FIRST] = { "g'" }, [U'д' - FIRST] = { "d" }, [U'е' - FIRST] = { "e", "ye", "ye", "ye" },
	[U'ё' - FIRST] = { "yo" },
	[U'ж' - FIRST] = { "j" }, [U'з' - FIRST] = { "z" }, [U'и' - FIRST] = { "i" }, [U'й' - FIRST] = { "y" },
	[U'к' - FIRST] = { "k" }, [U'қ' - FIRST] = { "q" }, [U'л' - FIRST] = { "l" }, [U'м' - FIRST] = { "m" },
	[U'н' - FIRST] = { "n" }, [U'о' - FIRST] = { "o", NULL, NULL, "yo" }, [U'п' - FIRST] = { "p" }, [U'р' - FIRST] = { "r" },
	[U'с' - FIRST] = { "s" }, [U'т' - FIRST] = { "t" }, [U'у' - FIRST] = { "u" }, [U'ў' - FIRST] = { "o'" },
	[U'ф' - FIRST] = { "f" }, [U'х' - FIRST] = { "x" }, [U'ҳ' - FIRST] = { "h" }, [U'ц' - FIRST] = { "s", "ts" },
	[U'ч' - FIRST] = { "ch" }, [U'ш' - FIRST] = { "sh" }, [U'э' - FIRST] = { "e" }, [U'ю' - FIRST] = { "yu" },
	[U'я' - FIRST] = { "ya" }, [U'ъ' - FIRST] = { "'" }, [U'ь' - FIRST] = { "" },
	[U'щ' - FIRST] = { "sh" }, [U'ы' - FIRST] = { "i" },
};

static const struct alphabet {
	const char *language;
	const struct letter *letters;
} alphabets[] = {
	{ "az", azerbaijani },
	{ "uz", uzbek },
};

/* The table of a row of the language table, or NULL. */
static const struct letter *
find_letters(const struct xb_language *language)
{
	if (language->script != XB_SCRIPT_CYRILLIC)
		return NULL;
	for (size_t i = 0; i < sizeof(alphabets) / sizeof(alphabets[0]); i++)
		if (strcmp(alphabets[i].language, language->code) == 0)
			return alphabets[i].letters;
	return NULL;
}

bool
xb_alphabet_has(const struct xb_language *language)
{
	return find_letters(language) != NULL;
}

static bool
is_vowel(uint32_t cp)
{
	switch (cp) {
	case U'а': case U'е': case U'ё': case U'и': case U'о': case U'у': case U'ў': case U'э': case U'ю': case U'я':
		return true;
	default:
		return false;
	}
}

static bool
is_sign(uint32_t cp)
{
	return cp == U'ъ' || cp == U'ь';
}

/* How `letter` is written after `before`, which is 0 at the beginning of a word. */
static const char *
write_letter(const struct letter *letter, uint32_t before)
{
	const char *other = !before ? letter->first : is_vowel(before) ? letter->after_vowel : NULL;

	if (is_sign(before))
		other = letter->after_sign;
	return other ? other : letter->latin;
}

size_t
xb_alphabet_latin(char out[XB_TERM_MAX], struct xb_str word, const struct xb_language *language)
{
	const struct letter *letters = find_letters(language);
	const char *p = word.ptr, *end = word.ptr + word.len;
	uint32_t before = 0;
	size_t n = 0;

	while (letters && p < end) {
		uint32_t cp = xb_utf8_decode(&p, end);
		const struct letter *letter = cp >= FIRST && cp < FIRST + LETTERS ? &letters[cp - FIRST] : NULL;
		const char *latin = letter ? write_letter(letter, before) : cp == '\'' ? "'" : NULL;
		size_t len = latin ? strlen(latin) : 0;

		if (!latin || n + len > XB_TERM_MAX)
			return 0;
		if (before == U'ъ' && letter && letter->after_sign && n && out[n - 1] == '\'')
			n--;
		memcpy(out + n, latin, len);
		n += len;
		before = cp;
	}
	return n;
}
