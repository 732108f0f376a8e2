/* SPDX-License-Identifier: GPL-2.0-or-later */
/* name.h - what a name sounds like: keys that its spellings in every script share, and how alike two spellings are. */
#ifndef XB_NAME_H
#define XB_NAME_H

#include "text/unicode.h"

#define XB_NAME_KEY_MAX 23
#define XB_NAME_KEYS_MAX 8

/* Spellings that are at least so alike are taken for one name. Measured by tests/shared/names.t: 0.88 finds 77 % of the
 * names of a place, with 0.36 of other places a query (most of which sound the same); 0.86 78 % with 0.40, 0.90 76 % with
 * 0.30. */
#define XB_NAME_ALIKE 0.88

struct xb_name_key {
	uint8_t len;
	char text[XB_NAME_KEY_MAX]; /* capital letters of ASCII; a longer key is cut */
};

/* The keys of a folded word: of itself and of what it is without a case ending, each in its alternatives. A key is what all the
 * scripts tell of the consonants; two spellings of one name share one. Returns how many, each once; 0 for a word of less than two
 * consonants, and one that has anything but letters of the scripts that are known here. Any thread. */
size_t xb_name_keys(struct xb_name_key out[XB_NAME_KEYS_MAX], struct xb_str word);

/* How alike two folded words are as names, 0 to 1: near 1 when nothing but script and marks tells them apart, and 0.04 to 0.09
 * less for a case ending, which might be part of the name. Symmetrical. What the search weighs variants by, and below
 * XB_NAME_ALIKE does not take. Any thread. */
double xb_name_similarity(struct xb_str a, struct xb_str b);

#endif
