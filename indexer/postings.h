/* SPDX-License-Identifier: GPL-2.0-or-later */
/* postings.h - the words of a document, as they come → its postings, a distinct term each. */
#ifndef XB_POSTINGS_H
#define XB_POSTINGS_H

#include "schema.h"
#include "xapian_shim.h"

/* A word at its place. */
struct xb_occurrence {
	uint32_t posting; /* number */
	uint32_t pos;
	uint8_t written;  /* may change until the postings are finished (capitals.h) */
};

/* The postings of a document being made. What is borrowed from them lives in the arena. A failure is remembered, and told when
 * they are finished. */
struct xb_postings {
	struct xb_arena *arena;
	struct xb_posting *rows;
	size_t n, cap;
	uint64_t *slots; /* open addressing: the hash of a row's term above its number plus one */
	size_t nslots;   /* a power of two */
	char *text;      /* where the next new term goes */
	size_t text_room;
	struct xb_occurrence *occurrences;
	size_t noccurrences, occurrences_cap;
	bool failed, too_heavy;
};

#define XB_NO_POSTING UINT32_MAX

/* No memory is taken until the first term. The arena is borrowed. */
void xb_postings_init(struct xb_postings *postings, struct xb_arena *arena);

/* The number of the posting of a term (xb_term_make), which is made if need be; XB_NO_POSTING when there is no memory. */
uint32_t xb_postings_find(struct xb_postings *postings, const char *prefix, struct xb_str value);

/* Room for one more occurrence. False when there is no memory. */
bool xb_postings_grow(struct xb_postings *postings);

/* The term of posting `number` (or XB_NO_POSTING) occurs at `pos` (0: nowhere), weighing `wdf`. */
static inline void
xb_postings_add(struct xb_postings *postings, uint32_t number, uint32_t pos, uint32_t wdf, uint8_t written)
{
	struct xb_posting *row;

	if (number == XB_NO_POSTING)
		return;
	row = &postings->rows[number];
	postings->too_heavy |= __builtin_add_overflow(row->wdf, wdf, &row->wdf);
	if (!pos) {
		row->written = written > row->written ? written : row->written;
		return;
	}
	if (postings->noccurrences == postings->occurrences_cap && !xb_postings_grow(postings))
		return;
	postings->occurrences[postings->noccurrences++] = (struct xb_occurrence){ number, pos, written };
	row->npositions++;
}

/* Give each posting its positions, and how it is written: then they are all in .rows. ENOMEM; ELIMIT where they are more, or
 * heavier, than libxapian's 32 bits allow. */
xabar_status xb_postings_finish(struct xb_postings *postings, xabar_error *err);

#endif
