/* SPDX-License-Identifier: GPL-2.0-or-later */
/* counts.h - how often letters and short words come in a text, and how likely that makes them. */
#ifndef XB_COUNTS_H
#define XB_COUNTS_H

#include "text/language_letters.h"

/* Of one letter, of one after another, of one after two: times seen, or probabilities. */
struct xb_grams {
	double one[XB_LETTERS], two[XB_LETTERS][XB_LETTERS], three[XB_LETTERS][XB_LETTERS][XB_LETTERS];
};

struct xb_counts {
	struct xb_grams seen, likely;
	uint32_t *keys;       /* of the short words in the text (language_model.h), sorted */
	size_t nkeys, nwords; /* all words, the long ones, too */
	double letters;       /* all letters and gaps */
};

/* Count `text`, whose letters `table` numbers, in a script's model. Ends the program when out of memory. */
void xb_counts_make(struct xb_counts *out, struct xb_str text, unsigned model, const uint8_t *table);
void xb_counts_release(struct xb_counts *counts);

/* How likely a word is this short one, and how likely the letters alone make it. */
double xb_counts_word(const struct xb_counts *counts, uint32_t key);
double xb_counts_word_letters(const struct xb_counts *counts, uint32_t key);

#endif
