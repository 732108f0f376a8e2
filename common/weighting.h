/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weighting.h - what a posting tells of how often a term occurs: its occurrences by the length of the dispatch, so that no search
 * asks for that.
 *
 * BM25 (Robertson and others, "Okapi at TREC-3", 1995; the fields of a dispatch weighed before all else, as in BM25F: Robertson,
 * Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004) gives a term that occurs tf times in a
 * dispatch of length dl
 *
 *	x (k1 + 1) / (x + k1),  x = tf / (1 - b + b max(dl / pivot, shortest))
 *
 * where libxapian looks dl up for every posting: that was more than half of the time of a query (research/search.md). A wdf of
 * scale * x, searched for with scale * k1 and no length, weighs the same but for the rounding. */
#ifndef XB_WEIGHTING_H
#define XB_WEIGHTING_H

#include <stdbool.h>

#include "buf.h"

/* How the postings of an index are made, in whole numbers so that MANIFEST says it exactly. All 0: plainly, the wdf is tf. */
struct xb_weighting {
	uint32_t scale;
	uint32_t b;     /* hundredths */
	uint32_t pivot; /* the length that is as it should be: tenths of a word */
	uint32_t shortest; /* nothing is taken for shorter than this of the pivot: hundredths */
};

#define XB_WEIGHTING_SCALE 64
#define XB_WEIGHTING_B 75

/* The weighting of an index of which n dispatches have `length` in all. Of few, a length that is usual for news has its say. */
struct xb_weighting xb_weighting_choose(uint64_t length, size_t n);

static inline bool
xb_weighting_equal(const struct xb_weighting *a, const struct xb_weighting *b)
{
	return a->scale == b->scale && a->b == b->b && a->pivot == b->pivot && a->shortest == b->shortest;
}

/* Whether what has the one may stay as it is where the other would be chosen: they differ in the pivot alone, of which neither is
 * more than one and a half of the other. */
bool xb_weighting_is_near(const struct xb_weighting *old, const struct xb_weighting *chosen);

/* What an occurrence counts in a dispatch of so many words; 0: plainly. */
double xb_weighting_factor(const struct xb_weighting *weighting, uint64_t length);

/* The wdf of a term that occurs tf times. What occurs has one; 0, of filter terms, stays 0. */
static inline uint32_t
xb_weighting_wdf(double factor, uint32_t tf)
{
	const double wdf = factor * tf + 0.5;

	if (factor == 0 || !tf)
		return tf;
	if (wdf < 1)
		return 1;
	return wdf < (double)UINT32_MAX ? (uint32_t)wdf : UINT32_MAX;
}

/* Its text in MANIFEST: "scale 64 b 0.75 pivot 123.4 shortest 0.15". Of an index that an earlier version made the
 * last two words are not there: 0.50. */
void xb_weighting_write(struct xb_buf *out, const struct xb_weighting *weighting);

/* Read it back; false for what is no such text, or no weighting. */
bool xb_weighting_read(struct xb_weighting *out, struct xb_str text);

#endif
