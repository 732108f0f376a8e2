/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan_terms.h - the leaves of a plan: a word, phrase, NEAR, code, id or date → finished terms. */
#ifndef XB_PLAN_TERMS_H
#define XB_PLAN_TERMS_H

#include "plan_nodes.h"

/* The node of a XB_QUERY_WORD, _PHRASE, _DATE or _NEAR; what it wants of the text is added. */
const struct xb_node *xb_plan_leaf(struct xb_planner *planner, const struct xb_query *leaf);
const struct xb_node *xb_plan_near(struct xb_planner *planner, const struct xb_query *near);

/* What a word's exact form weighs beside its stems. A dispatch that has the form asked for answers to
 * both, one that has another form to the stems alone, so the former is above at any factor; 0.15 to
 * 0.3 are best on time, cran and npl alike (tests/README.md). */
#define XB_EXACT_FACTOR 0.25

/* Push the words that a word of several is made of ("shock-wave"), each under its stems; none of one that is a single word. */
void xb_plan_parts(struct xb_planner *planner, struct xb_nodes *parts, const struct xb_query *leaf);

/* The other names of what plain words, side by side, are the name of; NULL when they are none. */
const struct xb_node *xb_plan_name(struct xb_planner *planner, struct xb_str text);

#endif
