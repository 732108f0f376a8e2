/* SPDX-License-Identifier: GPL-2.0-or-later */
/* blockmax.h - the best documents of a sum of weighted terms, found without looking at most others.
 *
 * libxapian's own matcher looks at every posting of a term that may count. This looks at intervals of documents first, those in
 * which no term's block of postings (maxima.h) ends: where the greatest weights that the terms can have there do not add up to what
 * a document must have, the interval is passed over; where they do, only those terms are walked without which it cannot be
 * reached, and the others looked up (H. Turtle, J. Flood, "Query evaluation: strategies and optimizations", IP&M 1995, with the
 * bounds of blocks, as in K. Chakrabarti, S. Chaudhuri, V. Ganti, "Interval-based pruning for top-k processing over compressed
 * lists", ICDE 2011).
 *
 * What a document weighs is exact, and the same as libxapian's: no document is missed or misplaced. */
#ifndef XB_BLOCKMAX_H
#define XB_BLOCKMAX_H

#include "maxima.h"
#include "xapian_shim.h"

/* Sets of terms are bits. */
#define XB_BLOCKMAX_TERMS 64

/* Terms that count as one: they add weight * wdf / (wdf + k1), wdf being that of all of them. */
struct xb_blockmax_level {
	double weight; /* BM25's idf * (k1 + 1), times the level's factor */
	uint64_t terms;
};

/* Of a query. */
struct xb_blockmax {
	struct xb_reader *reader;
	struct xb_str terms[XB_BLOCKMAX_TERMS];
	uint64_t documents[XB_BLOCKMAX_TERMS]; /* with the term, in all segments */
	double most[XB_BLOCKMAX_TERMS];        /* what the term can add, and those that follow it */
	size_t nterms;
	uint64_t followers;       /* terms that occur only where others do, and no oftener: they need not be looked for elsewhere */
	const uint64_t *required; /* of each of these sets a document has one term or more; the rarest first */
	size_t nrequired;         /* 0: a document has any term */
	const struct xb_blockmax_level *levels;
	size_t nlevels;
	const struct xb_block_maxima *blocks; /* of each term but followers in each segment: segment * nterms + term */
	double k1;
	double enough;            /* what at least as many documents weigh as are wanted; 0: not known */
};

/* Of a struct xb_blockmax. */
extern const struct xb_source_class xb_blockmax_class;

#endif
