/* SPDX-License-Identifier: GPL-2.0-or-later */
/* weigh.h - what a term weighs beside its rarity: how thick it stands where it stands. */
#ifndef XB_WEIGH_H
#define XB_WEIGH_H

#include "xapian_shim.h"

/* BM25's k1, of postings that are weighted: measured, tests/README.md. */
#define XB_BM25_K1 1.0

/* libxapian's BM25Weight::init: the idf of S. Robertson and K. Sparck Jones, kept above 0 for terms that most documents have. */
double xb_idf(double documents, double with);

/* The root of how much these terms occur, together, in a document that has one of them, in the mean; 1 where none has. */
xabar_status xb_thickness(double *out, struct xb_reader *reader, const struct xb_str *terms, size_t n, double scale,
                          xabar_error *err);

/* The same query with its terms, and terms that count as one, at a fraction or multiple of their weight: the root of how much they
 * occur in a dispatch that has them, in the mean. Of two words in as many dispatches, the one that some of these are about
 * ("Kashagan") tells more than the one that is in passing everywhere ("meanwhile").
 *
 * That the within-document burst tells content words is from S. Katz, "Distribution of content words and phrases in text and
 * language modelling", Natural Language Engineering 1996; as a factor of the weight it is in the models of G. Amati and C. J. van
 * Rijsbergen, "Probabilistic models of information retrieval based on measuring the divergence from randomness", TOIS 2002, where
 * the whole mean is it (F / n): its root is better on time, npl and the known items (tests/README.md).
 *
 * `scale` is that of the postings. Filters, phrases and NEAR stay as they are. All is in the arena. ENOMEM; ECORRUPT, EIO. */
xabar_status xb_weigh(const struct xb_node **out, const struct xb_node *query, struct xb_reader *reader, double scale,
                      struct xb_arena *arena, xabar_error *err);

#endif
