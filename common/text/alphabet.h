/* SPDX-License-Identifier: GPL-2.0-or-later */
/* alphabet.h - a language's old alphabet → the one that its stems are made of. */
#ifndef XB_ALPHABET_H
#define XB_ALPHABET_H

#include "schema.h"
#include "text/language.h"

/* Whether a row of the language table is of a language and alphabet with such a table. */
bool xb_alphabet_has(const struct xb_language *language);

/* Write a folded word (but for ё, which may be kept) of `language`, which is Azerbaijani or Uzbek in the Cyrillic alphabet, in
 * the Latin one to `out`; returns the length. 0 when the language has no such table, when a letter of the word is not in it,
 * and when the result is longer than XB_TERM_MAX. Any thread. Azerbaijani: the alphabet of 1958 and what letters that of 1939
 * has beside, letter for letter as the law of 25 December 1991 replaced them. Uzbek: the alphabet of the law of 2 September
 * 1993 as amended on 6 May 1995. */
size_t xb_alphabet_latin(char out[XB_TERM_MAX], struct xb_str word, const struct xb_language *language);

#endif
