/* SPDX-License-Identifier: GPL-2.0-or-later */
/* suggest.h - a query with a word that is not, or hardly, found → the same with what was meant: "did you mean". */
#ifndef XB_SUGGEST_H
#define XB_SUGGEST_H

#include "plan.h"

/* What is asked, and where. */
struct xb_asking {
	struct xb_str text;           /* the query as typed */
	const struct xb_query *query; /* parsed: words that do not lie in `text` are left alone */
	const struct xb_plan *plan;   /* of it */
	struct xb_reader *reader;
	struct xb_analyzer *analyzer;
};

/* The query with each word replaced that is most likely a mistake, all else being as it was typed; *out is NULL when there is none.
 * A word may be one when all its forms, stems and variants are in no dispatch or very few, and it has four letters or more. What
 * may be meant is in many more dispatches, under the prefix of the word's field, and
 *
 *  - one mistake away: a letter too many, too few, another, or two exchanged (F. Damerau, CACM 1964), those likelier that a finger
 *    makes: a neighbouring key, a letter twice or once, and one in the middle rather than at the beginning;
 *  - on the same keys in another layout of the keyboard, then also of a word of two letters;
 *  - spelt with Latin letters in place of its own.
 *
 * No list of words is kept for it: all that are one mistake away are made, sorted, and looked up: about 0.7 ms a word
 * (tests/README.md). Borrowed from the arena. ECORRUPT, EIO, ENOMEM. */
xabar_status xb_suggest(const char **out, const struct xb_asking *asking, struct xb_arena *arena, xabar_error *err);

#endif
