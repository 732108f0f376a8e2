/* SPDX-License-Identifier: GPL-2.0-or-later */
/* phrase.h - words in order and side by side, as they are or each in a variant too, as a source: what libxapian matches, weighing the
 * same, and counted alike. That looks each list of positions up from the root of its table, and twice where there are variants; this
 * goes on from the last. */
#ifndef XB_PHRASE_H
#define XB_PHRASE_H

#include "xapian_shim.h"

#define XB_PHRASE_TERMS 16

/* A word of a phrase. */
struct xb_phrase_word {
	const struct xb_str *terms; /* the word as it is, then its variants */
	size_t nterms;
	double weight;              /* BM25's idf * (k1 + 1), times a factor, of the word as it is */
};

struct xb_phrase {
	struct xb_reader *reader;
	struct xb_phrase_word words[XB_PHRASE_TERMS];
	size_t n;
	size_t nterms; /* of all words */
	double varied; /* the same, for being there in any variants, as if that were one term; 0: there are none */
	double k1;
};

/* Of a struct xb_phrase. */
extern const struct xb_source_class xb_phrase_class;

/* The phrase that a query is; *out is NULL where it is none. Borrowed from the arena and the query. `documents` is how many all
 * segments have. */
xabar_status xb_phrase_read(const struct xb_phrase **out, const struct xb_node *query, struct xb_reader *reader, double documents,
                            double k1, struct xb_arena *arena, xabar_error *err);

/* About how many of `documents` have any of two terms or the like, and how many have both, as libxapian has it: as if one did not
 * depend on the other, in whole numbers. */
static inline double
xb_phrase_either(double a, double b, double documents)
{
	return (double)(uint64_t)(a + b - a * b / documents + 0.5);
}

/* How many have a phrase whose words are all in `both`: a quarter. */
static inline double
xb_phrase_in_order(double both)
{
	return (double)((uint64_t)(both + 0.5) / 4);
}

#endif
