/* SPDX-License-Identifier: GPL-2.0-or-later */
/* language_letters.h - text → the letters that models of languages count: what identifies a text and what makes the models
 * read alike. */
#ifndef XB_LANGUAGE_LETTERS_H
#define XB_LANGUAGE_LETTERS_H

#include "text/language_model.h"

/* Of each model, in the order of xb_language_models. */
extern const enum xb_script xb_modelled_scripts[XB_LANGUAGE_MODELS];

/* The most letters that are read at once. */
#define XB_LETTERS_READ 512

/* Stands before a word with a capital. */
#define XB_READ_CAPITAL 1

/* Letters, each as xb_language_letters has it; one gap (0) between words. */
struct xb_language_read {
	uint8_t letters[XB_LETTERS_READ];
	size_t n;
	unsigned scripts[XB_SCRIPT_COUNT]; /* letters of each, those of scripts without a model, too */
};

/* The number of a letter that was read in a model; letters of other models are gaps. */
static inline unsigned
xb_language_letter(uint8_t letter, unsigned model)
{
	return XB_MODELLED_MODEL(letter) == model + 1 ? XB_MODELLED_LETTER(letter) : XB_LETTER_GAP;
}

/* Read at most `max` (<= XB_LETTERS_READ) letters and gaps from the start of *text, which is moved past them. `table` is
 * xb_language_letters, but for what makes it. Any thread. */
void xb_language_read(struct xb_language_read *out, struct xb_str *text, size_t max, const uint8_t *table);

#endif
