/* SPDX-License-Identifier: GPL-2.0-or-later */
/* copies.h - the near-copies of a dispatch (likeness.h): its sketch is looked up in every segment, so that it does not matter which
 * of them came first, or when. */
#ifndef XB_COPIES_H
#define XB_COPIES_H

#include "likenesses.h"

/* What near-copies are found with; zeroed at first, but for the first three. What it takes is the arena's. */
struct xb_copies_finder {
	struct xb_reader *reader;
	struct xb_likenesses *likenesses;
	struct xb_arena *arena;
	uint32_t *docids; /* those that were looked up, and how many times, by the low bits of their numbers */
	uint8_t *times;
};

/* All near-copies of a text, itself included, in the arena, ascending by docid; dead documents, too. */
xabar_status xb_copies_find(struct xb_copy **out, size_t *n, struct xb_copies_finder *finder, const struct xb_likeness *likeness,
                            xabar_error *err);

int xb_copies_by_docid(const void *a, const void *b);

/* Of *n copies keep those that are alive and match `query`, in an order; that of relevance, which is the same
 * for all, costs least. */
xabar_status xb_copies_match(struct xb_copy *copies, size_t *n, enum xb_order order, struct xb_reader *reader,
                             const struct xb_node *query, struct xb_arena *arena, xabar_error *err);

#endif
