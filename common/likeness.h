/* SPDX-License-Identifier: GPL-2.0-or-later */
/* likeness.h - what is kept of a dispatch's words to tell near-copies of it: a text cut short, with a dateline or a correction
 * line more, or with words changed.
 *
 * Two texts are compared by the runs of three words that they have. Of 128 classes of such runs each text has, by hash, a least one
 * (A. Broder, "On the resemblance and containment of documents", 1997; P. Li, A. Owen, C.-H. Zhang, "One permutation hashing",
 * 2012), and one bit is kept of each (P. Li, C. Koenig, "b-bit minwise hashing", 2010): as many agree as the texts have runs in
 * common. With how long both are, that tells which part of the shorter one is in the other.
 *
 * The sketch is of runs of five words, which few dispatches share by chance: the least few by hash, as terms of the index.
 * Near-copies have two of them in common, and so are found without looking at all dispatches. */
#ifndef XB_LIKENESS_H
#define XB_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"

#define XB_SKETCH_MAX 8

struct xb_likeness {
	uint64_t bits[2];
	uint32_t whole;  /* a hash of all its words, in order, of 24 bits */
	uint8_t size;    /* of the text, on a scale of eighths of log2 */
	uint8_t nsketch; /* 0: there are no words, which is like nothing */
	uint16_t sketch[XB_SKETCH_MAX]; /* distinct */
};

/* How many elements of its sketch a near-copy of the text has. */
static inline size_t
xb_sketch_wanted(const struct xb_likeness *likeness)
{
	return likeness->nsketch < 2 ? likeness->nsketch : 2;
}

/* The words of a text, as they come. The first XB_LIKENESS_WORDS count. */
#define XB_LIKENESS_WORDS 32768

/* A body of fewer words is told by those of its title, too: "Qtly div 10 cts vs 10 cts prior" is of any company. */
#define XB_LIKENESS_SHORT 24

/* A word of a text, folded, as it is given to xb_likeness_make. */
uint32_t xb_likeness_word(struct xb_str word);

void xb_likeness_make(struct xb_likeness *out, const uint32_t *words, size_t n);

/* How much two texts have in common, about. */
struct xb_alike {
	double resemblance; /* of all that either has, what both have */
	double overlap;     /* of the shorter one, what is in the other */
};

/* Whether two texts are near-copies. The same text, cut or with a few words more, has an overlap of XB_LIKENESS_CLOSE. */
#define XB_LIKENESS_CLOSE 0.8
bool xb_likeness_near(struct xb_alike *out, const struct xb_likeness *a, const struct xb_likeness *b);

/* Whether it is the same text, word by word. */
bool xb_likeness_same(const struct xb_likeness *a, const struct xb_likeness *b);

/* The value that a document keeps: XB_LIKENESS_BYTES at most. encode() returns its length; decode() is false for what is none, and
 * takes those of sketches of nine, which an earlier version made, without their last. */
#define XB_LIKENESS_BYTES (16 + 1 + 3 + 2 * XB_SKETCH_MAX)
size_t xb_likeness_encode(char out[XB_LIKENESS_BYTES], const struct xb_likeness *likeness);
bool xb_likeness_decode(struct xb_likeness *out, struct xb_str bytes);

/* The term of an element of a sketch: XB_SKETCH_TERM characters, without prefix. */
#define XB_SKETCH_TERM 3
void xb_sketch_term(char out[XB_SKETCH_TERM], uint16_t element);

#endif
