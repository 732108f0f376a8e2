/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan_variants.h - the spelling that is asked for and, beside it, its variants.
 *
 * libxapian weighs by rarity, so a rare variant would rank above the common spelling that was asked for. So what is asked
 * for and all variants of one weight w, or more, are matched as one term (XB_OP_SYNONYM), which weighs as what is as common
 * as all of them together:
 *
 *	(1 - w1) asked + (w1 - w2) (asked, variants of w1) + w2 (asked, variants of w1, variants of w2)
 *
 * The asked spelling is in every term of this sum, a variant in those from its weight on. */
#ifndef XB_PLAN_VARIANTS_H
#define XB_PLAN_VARIANTS_H

#include "plan_words.h"

/* What a phrase or NEAR with a variant in it weighs beside the same with the asked spellings alone. */
#define XB_VARIED_WEIGHT 0.5

/* Note that a word of a leaf is searched for, and find its variants, stems among them where the leaf's field has stems. NULL
 * only when planner->status tells why. */
struct xb_asked *xb_plan_ask(struct xb_planner *planner, const struct xb_plan_word *word, const struct xb_query *leaf);

/* The same of several words, which were typed as `text`. NULL also when they are no name that has others. */
struct xb_asked *xb_plan_ask_phrase(struct xb_planner *planner, const struct xb_plan_words *words, struct xb_str text,
                                    const char *prefix);

/* Nodes that do for what is asked, each for less: by weight, heaviest first. */
struct xb_alternatives {
	struct xb_alternative *array;
	size_t n, cap;
};

void xb_alternatives_push(struct xb_planner *planner, struct xb_alternatives *alternatives, const struct xb_node *node,
                          double weight);

/* Push variants, the stems among them only if `stems`. */
void xb_alternatives_push_variants(struct xb_planner *planner, struct xb_alternatives *alternatives, const char *prefix,
                                   const struct xb_variants *variants, bool stems);

/* What is asked, all nodes of `asked` weighing as one term, and its alternatives, of which there is one. */
const struct xb_node *xb_alternatives_join(struct xb_planner *planner, const struct xb_nodes *asked,
                                           const struct xb_alternatives *alternatives);

/* The alternatives of what is asked elsewhere in the query: as one term with `asked`, lest a rare one weighs too much, and for
 * as much as the heaviest of them. */
const struct xb_node *xb_alternatives_beside(struct xb_planner *planner, const struct xb_node *asked,
                                             const struct xb_alternatives *alternatives);

#endif
