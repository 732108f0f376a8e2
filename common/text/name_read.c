/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/name_letters.h"

#include "text/bare.h"
#include "text/fold_table.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* The letters of a word. */
struct letters {
	char32_t cp[XB_NAME_LETTERS_MAX + 1]; /* 0 after the last */
	const struct xb_name_letter *letter[XB_NAME_LETTERS_MAX];
	uint16_t off[XB_NAME_LETTERS_MAX];
	size_t n;
	bool turkic; /* has a letter that only Turkic languages have in Latin */
};

static const struct xb_name_letter *
letter_in(const struct xb_name_alphabet *alphabet, char32_t cp)
{
	if (cp < alphabet->first || cp - alphabet->first >= alphabet->n)
		return NULL;
	return alphabet->letters[cp - alphabet->first].sounds ? &alphabet->letters[cp - alphabet->first] : NULL;
}

static const struct xb_name_letter *
letter_of(char32_t cp)
{
	/* By code point. */
	static const struct xb_name_alphabet *const alphabets[] = {
		&xb_name_latin, &xb_name_cyrillic, &xb_name_armenian, &xb_name_arabic, &xb_name_georgian,
	};

	for (size_t i = 0; i < LEN(alphabets); i++)
		if (cp < alphabets[i]->first + alphabets[i]->n)
			return letter_in(alphabets[i], cp);
	return NULL;
}

static bool
is_one_of(char32_t cp, const char32_t *set)
{
	while (*set && *set != cp)
		set++;
	return *set != 0;
}

/* Marks, apostrophes and rare letters of the scripts that are known here: passed over. */
static bool
is_silent(char32_t cp)
{
	const struct xb_char *c = xb_char_at(cp);

	if (c->class == XB_CLASS_MARK || c->class == XB_CLASS_APOSTROPHE)
		return true;
	return c->class == XB_CLASS_LETTER && c->script > XB_SCRIPT_LATIN && c->script <= XB_SCRIPT_ARMENIAN;
}

/* Take the letters of a word apart; false when it has anything that is no letter of a script that is known here. */
static bool
split(struct letters *letters, struct xb_str word)
{
	const char *p = word.ptr, *end = word.len ? word.ptr + word.len : p;

	letters->n = 0;
	letters->turkic = false;
	while (p < end && letters->n < XB_NAME_LETTERS_MAX) {
		size_t off = (size_t)(p - word.ptr);
		char32_t cp = xb_utf8_decode(&p, end);
		const struct xb_name_letter *letter = letter_of(cp);

		if (!letter) {
			if (is_silent(cp))
				continue;
			cp = xb_bare_letter(cp);
			letter = letter_of(cp);
		}
		if (!letter)
			return false;
		letters->turkic |= cp < 0x370 && is_one_of(cp, U"qəğışçöü");
		letters->letter[letters->n] = letter;
		letters->off[letters->n] = (uint16_t)off;
		letters->cp[letters->n++] = cp;
	}
	letters->cp[letters->n] = 0;
	return true;
}

/* Whether the letter at `at` is one of those that a spelling wants beside it; `edge` stands for the end of the word. */
static bool
fits(const struct letters *letters, size_t at, const char32_t *wanted, char32_t edge)
{
	char32_t cp = at < letters->n ? letters->cp[at] : 0;

	if (!wanted)
		return true;
	for (; *wanted; wanted++) {
		if (*wanted == edge ? cp == 0 : *wanted == cp)
			return true;
		if (cp && *wanted == (xb_name_is_vowel(letters->letter[at]->sounds[0]) ? '~' : '#'))
			return true;
	}
	return false;
}

/* The letters that a spelling takes at `at`, 0 when it does not fit. */
static size_t
match(const struct letters *letters, size_t at, const struct xb_name_spelling *spelling)
{
	size_t n = 1;

	for (const char32_t *rest = spelling->rest; *rest; rest++, n++)
		if (letters->cp[at + n] != *rest)
			return 0;
	if (!fits(letters, at - 1, spelling->after, '^') || !fits(letters, at + n, spelling->before, '$'))
		return 0;
	return n;
}

/* The sounds of the letter at *at, and *at moved past what spells them. */
static const char *
read_letter(const struct letters *letters, size_t *at)
{
	const struct xb_name_letter *letter = letters->turkic ? letter_in(&xb_name_turkic, letters->cp[*at]) : NULL;
	size_t from = *at;

	if (!letter)
		letter = letters->letter[from];
	for (const struct xb_name_spelling *s = letter->spellings; s && s->sounds; s++) {
		size_t n = match(letters, from, s);

		if (n) {
			*at = from + n;
			return s->sounds;
		}
	}
	*at = from + 1;
	return letter->sounds;
}

/* The Arabic article, which other scripts set apart or leave out; in a shorter word it is rather a part of the name: Elçin.
 * Returns the letters that it takes. */
static size_t
add_article(struct xb_name_reading *reading, const struct letters *letters)
{
	if (letters->n < 6 || letters->cp[0] != U'ا' || letters->cp[1] != U'ل')
		return 0;
	reading->unit[reading->n++] = (struct xb_name_unit){ .sounds = "|al", .off = 0 };
	return 2;
}

void
xb_name_read(struct xb_name_reading *reading, struct xb_str word)
{
	struct letters letters;
	size_t at;

	reading->n = 0;
	reading->vowelled = true;
	reading->article = false;
	reading->script = XB_SCRIPT_COMMON;
	if (!split(&letters, word))
		return;
	reading->script = xb_char_at(letters.cp[0])->script;
	reading->vowelled = reading->script != XB_SCRIPT_ARABIC;
	at = add_article(reading, &letters);
	reading->article = at > 0;
	while (at < letters.n) {
		struct xb_name_unit *unit = &reading->unit[reading->n++];

		unit->off = letters.off[at];
		unit->sounds = read_letter(&letters, &at);
	}
}
