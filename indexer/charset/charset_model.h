/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_model.h - how likely one letter is to follow another, language by language. */
#ifndef XB_CHARSET_MODEL_H
#define XB_CHARSET_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include <utf8proc.h>

/* Costs are in this part of a nat: COST = -XB_NAT * ln(probability). */
#define XB_NAT 16

/* A letter's number is its place in `letters`, from 1; 0 is the gap between words. */
struct xb_charset_model {
	const char *lang;        /* "ru"; "azc" and "uzc" are Azerbaijani and Uzbek in Cyrillic letters */
	uint8_t n;
	const uint16_t *letters; /* lower case, ascending */
	const uint8_t *costs;    /* of b after a: costs[a * (n + 1) + b] */
};

extern const struct xb_charset_model xb_charset_models[]; /* charset_model.c, generated; ended by .lang NULL */

/* The letter that stands for this one in a model: lower case, and what the Persian and Arabic keyboards type for the same letter
 * as one. */
static inline uint32_t
xb_charset_lower(uint32_t cp)
{
	switch (cp) {
	case 0x130: return 'i';
	case 0x649: case 0x6cc: return 0x64a; /* yeh */
	case 0x6a9: return 0x643;             /* kaf */
	default: return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
	}
}

#endif
