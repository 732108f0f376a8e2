/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan_wanted.h - what a plan wants of the text: the words that a snippet marks. Nothing that is excluded is wanted. */
#ifndef XB_PLAN_WANTED_H
#define XB_PLAN_WANTED_H

#include "plan_words.h"

/* One word, for its stems, too. */
void xb_plan_want_word(struct xb_planner *planner, const struct xb_plan_word *word, const struct xb_terms *stems);

/* The words of one reading, together. */
void xb_plan_want_reading(struct xb_planner *planner, const struct xb_plan_words *words, bool split, uint32_t window, bool ordered);

/* Words in order and side by side; unless `exact`, in either reading. */
void xb_plan_want_phrase(struct xb_planner *planner, const struct xb_plan_words *words, bool exact);

/* The words of a name near each other, each in any form, in any order unless one of them is there twice. */
void xb_plan_want_name(struct xb_planner *planner, const struct xb_plan_words *words);

/* Variants that are names of several words and, of such a name, those of one. Nothing of `asked` NULL. */
void xb_plan_want_names(struct xb_planner *planner, const struct xb_asked *asked);

#endif
