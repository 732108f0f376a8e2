/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_inverter.h - documents → postings by term, in memory.
 *
 * A list grows by a whole posting, with its positions encoded for good, and not by every occurrence: memory is touched in step
 * with documents' vocabularies, not with their texts. */
#ifndef XB_GLASS_INVERTER_H
#define XB_GLASS_INVERTER_H

#include "glass_cursor.h"
#include "glass_terms.h"
#include "glass_values.h"
#include "xapian_shim.h"

/* What a database says of its documents. */
struct xb_glass_totals {
	uint32_t documents;
	uint64_t length;                 /* wdf of all terms of all documents */
	uint32_t length_min, length_max; /* the least that is not 0; 0: there is none */
	uint32_t wdf_max;
};

/* Widen totals by those of further documents, which .documents counts already. */
static inline void
xb_glass_totals_join(struct xb_glass_totals *totals, const struct xb_glass_totals *more)
{
	totals->length += more->length;
	if (more->length_min && (!totals->length_min || more->length_min < totals->length_min))
		totals->length_min = more->length_min;
	if (more->length_max > totals->length_max)
		totals->length_max = more->length_max;
	if (more->wdf_max > totals->wdf_max)
		totals->wdf_max = more->wdf_max;
}

struct xb_glass_inverter {
	struct xb_arena arena;         /* of the run: texts, chunks */
	struct xb_glass_terms terms;
	struct xb_glass_values values;
	struct xb_glass_list lengths;
	uint32_t lengths_docid;        /* of the last length in this run; 0: none */
	struct xb_glass_totals totals; /* of all runs */
	unsigned char *tag;            /* positions of a posting, encoded; kept for the next one */
	size_t tag_cap;
};

void xb_glass_inverter_init(struct xb_glass_inverter *inverter);
void xb_glass_inverter_release(struct xb_glass_inverter *inverter);

/* Forget the postings, which are in a run now. */
void xb_glass_inverter_clear(struct xb_glass_inverter *inverter);

/* Add a document under the next number, `inverter->totals.documents` + 1. Nothing is borrowed after the call. After a failure
 * only release is allowed. ENOMEM; EINVAL for a term that is empty or too long; ELIMIT where libxapian's 32 bits do not suffice. */
xabar_status xb_glass_inverter_add(struct xb_glass_inverter *inverter, const struct xb_document *document, xabar_error *err);

/* Bytes in use for the run. */
size_t xb_glass_inverter_bytes(const struct xb_glass_inverter *inverter);

/* The lists of the inverter in order. Nothing may be added while there is a cursor. */
struct xb_glass_inverter_cursor {
	struct xb_glass_cursor cursor;
	const struct xb_glass_inverter *inverter;
	uint32_t *order; /* of the terms */
	size_t next;     /* slot, 1 for the lengths, or term, counted on */
	const struct xb_glass_list *list;
	const struct xb_glass_chunk *chunk;
	char text[XB_GLASS_TERM_MAX + XB_GLASS_SLACK];
};

/* Before the first entry. ENOMEM. */
xabar_status xb_glass_inverter_cursor_init(struct xb_glass_inverter_cursor *cursor, struct xb_glass_inverter *inverter,
                                           xabar_error *err);
void xb_glass_inverter_cursor_release(struct xb_glass_inverter_cursor *cursor);

#endif
