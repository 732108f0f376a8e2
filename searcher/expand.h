/* SPDX-License-Identifier: GPL-2.0-or-later */
/* expand.h - the words of the best hits, added to the query: what is like them rises. */
#ifndef XB_EXPAND_H
#define XB_EXPAND_H

#include "searcher.h"

/* Hits that are looked into, the first counting most. */
#define XB_EXPAND_HITS 10

/* The same query, and for as much again, at the first hit, the words that tell its best hits from the archive: it matches the same
 * documents, in another order. The hits are those of `query`, found with BM25 of `k1`; they are few or none where it has no more.
 *
 * Pseudo-relevance feedback: J. Rocchio, "Relevance feedback in information retrieval", 1971; the words are chosen and weighed by
 * BM25. All is in the arena. ENOMEM; ECORRUPT, EIO. */
xabar_status xb_expand(const struct xb_node **out, const struct xb_node *query, const struct xb_matches *best,
                       struct xabar_searcher *searcher, double k1, struct xb_arena *arena, xabar_error *err);

#endif
