/* SPDX-License-Identifier: GPL-2.0-or-later */
/* copies.h - the near-copies of a dispatch (likeness.h): its sketch is looked up in every segment, so that it does not matter which
 * of them came first, or when.
 *
 * Servers show no posting lists to speak of, and have values along with matches only. They are asked once, by a query for all
 * that will be looked up (copies_served.c), which costs two or three exchanges for each XB_COPIES_TEXTS texts. */
#ifndef XB_COPIES_H
#define XB_COPIES_H

#include "likenesses.h"
#include "schema.h"

/* An element of a sketch that so many documents have is a formula, such as stands at the foot of every dispatch of a source. It
 * tells nothing, and is left out. */
#define XB_COPIES_FORMULA ((size_t)8192)

/* So many texts are looked up at once. */
#define XB_COPIES_TEXTS ((size_t)64)

/* What near-copies are found with; zeroed at first, but for the first three. What it takes is the arena's. */
struct xb_copies_finder {
	struct xb_reader *reader;
	struct xb_likenesses *likenesses;
	struct xb_arena *arena;
	uint32_t *docids; /* those that were looked up, and how many times, by the low bits of their numbers */
	uint8_t *times;
	bool dated;       /* they will be wanted in the order of their dates */
	struct xb_fetched *fetched; /* of servers: ascending by docid, each once */
	size_t nfetched, cap_fetched;
	uint16_t *formulas;         /* elements that are, likewise */
	size_t nformulas, cap_formulas;
};

/* Where there are servers, fetch what matches `query` and has enough of the sketch of one of n texts. What was fetched is all
 * that the functions below know of: they are to be asked for those texts, and that query. EAWAY, ECORRUPT, ENOMEM. */
xabar_status xb_copies_fetch(struct xb_copies_finder *finder, const struct xb_likeness *texts, size_t n,
                             const struct xb_node *query, xabar_error *err);

/* All near-copies of a text, itself included, in the arena, ascending by docid; dead documents, too, but for those of servers. */
xabar_status xb_copies_find(struct xb_copy **out, size_t *n, struct xb_copies_finder *finder, const struct xb_likeness *likeness,
                            xabar_error *err);

int xb_copies_by_docid(const void *a, const void *b);

/* Of *n copies keep those that are alive and match `query`, in an order; that of relevance, which is the same
 * for all, costs least. */
xabar_status xb_copies_match(struct xb_copy *copies, size_t *n, enum xb_order order, struct xb_copies_finder *finder,
                             const struct xb_node *query, xabar_error *err);

/* What copies.c wants of copies_served.c: those fetched that have enough of the sketch of a text, in the arena, ascending by docid;
 * and some of those, in an order. */
xabar_status xb_copies_fetched(struct xb_copy **out, size_t *n, struct xb_copies_finder *finder,
                               const struct xb_likeness *likeness, xabar_error *err);
xabar_status xb_copies_order(struct xb_copy *copies, size_t n, enum xb_order order, const struct xb_copies_finder *finder,
                             xabar_error *err);

/* The term of an element of a sketch; returns its length. */
size_t xb_copies_term(char out[XB_TERM_MAX], uint16_t element);

#endif
