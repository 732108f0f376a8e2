/* SPDX-License-Identifier: GPL-2.0-or-later */
/* language_model.h - how likely a letter is after the two before it, for all languages of a script side by side. */
#ifndef XB_LANGUAGE_MODEL_H
#define XB_LANGUAGE_MODEL_H

#include "text/unicode.h"

/* Costs are -ln(probability) in parts of a nat, each a printable character: XB_COST_ZERO is none. */
#define XB_COST_NAT 8
#define XB_COST_ZERO '#'
#define XB_COST_MAX ('~' - XB_COST_ZERO)

/* Letters are numbered in their script: 0 is the gap between words, the last one all that have no number of their own. */
#define XB_LETTERS 64
#define XB_LETTER_GAP 0
#define XB_LETTER_APOSTROPHE 1
#define XB_LETTER_OTHER (XB_LETTERS - 1)

/* A row has the cost in each language, and neighbour, of a script, and is filled up to a multiple of XB_COLUMNS_STEP. */
#define XB_COLUMNS_MAX 16
#define XB_COLUMNS_STEP 8

/* Two letters, and as bits of `third` the ones after them that have rows of their own: `row` is that of the first. */
struct xb_language_pair {
	uint64_t third;
	uint16_t row;
};

/* Frequent short words have rows, too: in " dər " and in " dərslər", trigrams see the same three letters. A word's key is its
 * letters, six bits each; it is in the first free place from xb_word_slot on. */
#define XB_WORD_LETTERS 5
#define XB_WORD_SLOTS 512

struct xb_language_word {
	uint32_t key; /* 0: free */
	uint16_t row;
};

static inline unsigned
xb_word_slot(uint32_t key)
{
	return key * UINT32_C(2654435769) >> 23; /* Knuth, TAOCP 3, 6.4 */
}

struct xb_language_model {
	enum xb_script script;
	uint8_t ncolumns;
	const char *const *codes;              /* by column: "az"; NULL: a neighbour, none of xb_languages */
	const char *rarity;                    /* a row: what a language costs before anything is read */
	const char *firsts;                    /* rows by letter */
	const uint16_t *pair_of;               /* number of the pair a, b at [a * XB_LETTERS + b], from 1; 0: it has none */
	const struct xb_language_pair *pairs;
	const char *seconds;                   /* rows of b after a, by pair */
	const char *thirds;                    /* rows of c after a and b, as the pair says */
	const struct xb_language_word *words;  /* XB_WORD_SLOTS */
	const char *wholes;                    /* rows of words, the gap after them with them */
};

/* What a code point before XB_MODELLED_END is: one of these, or a letter: the number of its model + 1 in the high two bits, its
 * own in the low six. */
#define XB_MODELLED_END 0x700
enum xb_modelled { XB_MODELLED_GAP, XB_MODELLED_IGNORED, XB_MODELLED_APOSTROPHE, XB_MODELLED_ELSEWHERE };
#define XB_MODELLED_MODEL(byte) ((byte) >> 6)
#define XB_MODELLED_LETTER(byte) ((byte) & (XB_LETTERS - 1))

/* language_model.c, generated. */
#define XB_LANGUAGE_MODELS 3
extern const struct xb_language_model xb_language_models[XB_LANGUAGE_MODELS];
extern const uint8_t xb_language_letters[XB_MODELLED_END];

#endif
