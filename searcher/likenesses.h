/* SPDX-License-Identifier: GPL-2.0-or-later */
/* likenesses.h - what is kept of documents to tell near-copies (likeness.h), read from the index.
 *
 * The likeness of a document is looked up in a tree, with a call of the system for each; reading those of all documents costs about
 * what looking up a twentieth of them does. As dates are (dates.h), they are read when that many were looked up: folding a page of
 * ten hits looks up some tens, or some hundreds where the archive repeats itself. A query for one page does not get there. */
#ifndef XB_LIKENESSES_H
#define XB_LIKENESSES_H

#include "likeness.h"
#include "xapian_shim.h"

/* A document whose likeness is known. */
struct xb_copy {
	uint32_t docid;
	struct xb_likeness likeness;
};

/* Of the documents of a reader; zeroed before first use. */
struct xb_likenesses {
	struct xb_likeness_column *segments; /* NULL: they were not read yet */
	uint32_t nsegments;
	uint64_t looked_up;
};

/* The likeness that a value says, that of no words for "". ECORRUPT. */
xabar_status xb_likeness_read(struct xb_likeness *out, struct xb_str value, xabar_error *err);

/* Those of n documents, ascending by docid: that of no words where one has none, or an earlier version indexed it.
 * ENOMEM; ECORRUPT, EIO. */
xabar_status xb_likenesses_get(struct xb_copy *copies, size_t n, struct xb_likenesses *likenesses, struct xb_reader *reader,
                               struct xb_arena *arena, xabar_error *err);

/* The documents of a segment that have an element in their sketch, by their numbers in there, ascending. False: they were not
 * kept, and are to be looked up as a term. */
bool xb_likenesses_having(const uint32_t **locals, size_t *n, const struct xb_likenesses *likenesses, uint32_t segment,
                          uint16_t element);

/* To be called when the reader is another. */
void xb_likenesses_release(struct xb_likenesses *likenesses);

#endif
