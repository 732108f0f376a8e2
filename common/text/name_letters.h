/* SPDX-License-Identifier: GPL-2.0-or-later */
/* name_letters.h - how each script spells the sounds of a name: tables, and the reading of a word by them. */
#ifndef XB_NAME_LETTERS_H
#define XB_NAME_LETTERS_H

#include <uchar.h>

#include "text/unicode.h"

/* Sounds are letters of ASCII. Vowels: a, E (ə, ä), e, i, I (ı, ы), o, O (ö), u, U (ü). Consonants:
 *   p b t d f v   s z   c (ts) Z (dz)   S (sh) j (zh)   C (ch) J (j, dzh)   l m n N (ng) r y
 *   k g q Q (ق)   G (gh, ğ) x (kh) h H (an h that is written g)
 * A reading is a run of sounds; `sounds` are a spelling's readings, "|" between them: "J|s|k". An empty one is silent. */

/* One spelling of a letter and those after it. Of a letter's spellings the first that fits is taken. */
struct xb_name_spelling {
	const char32_t *rest;  /* the letters after it that belong to it */
	const char *sounds;
	/* What stands before and after: one of these letters, any where there is none. '^' and '$' are the two ends of the word,
	 * '~' is any vowel letter, '#' any other letter. */
	const char32_t *after, *before;
};

struct xb_name_letter {
	const char *sounds;                       /* where no spelling fits; NULL: not a letter of this script */
	const struct xb_name_spelling *spellings; /* ends with .sounds == NULL; NULL: none */
};

#define XB_NAME_SPELLINGS(...) (const struct xb_name_spelling[]){ __VA_ARGS__, { .sounds = NULL } }

/* The letters of a block of Unicode from `first` on. */
struct xb_name_alphabet {
	char32_t first;
	size_t n;
	const struct xb_name_letter *letters;
};

extern const struct xb_name_alphabet xb_name_latin, xb_name_cyrillic, xb_name_arabic, xb_name_georgian, xb_name_armenian;

/* A word whose marks say that it is Turkic is read by these Latin letters first: c is J, x is kh. */
extern const struct xb_name_alphabet xb_name_turkic;

/* The most letters of a word that are read, and of units. */
#define XB_NAME_LETTERS_MAX 48

struct xb_name_unit {
	const char *sounds;
	uint16_t off; /* byte where it begins in the word */
};

struct xb_name_reading {
	struct xb_name_unit unit[XB_NAME_LETTERS_MAX];
	size_t n;
	bool vowelled;  /* its script writes every vowel: all but the Arabic */
	bool article;   /* its first unit is the Arabic article */
	uint8_t script; /* of its first letter */
};

/* Read a folded word. .n is 0 when it has no letter of these scripts. Any thread. */
void xb_name_read(struct xb_name_reading *reading, struct xb_str word);

static inline bool
xb_name_is_vowel(char sound)
{
	switch (sound) {
	case 'a': case 'E': case 'e': case 'i': case 'I': case 'o': case 'O': case 'u': case 'U':
		return true;
	default:
		return false;
	}
}

#endif
