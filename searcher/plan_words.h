/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan_words.h - a text of the query → its words, each in all its foldings, and the two ways to read them. */
#ifndef XB_PLAN_WORDS_H
#define XB_PLAN_WORDS_H

#include "plan_nodes.h"

/* The two foldings of a word with I in it: "IRAQ" is iraq in English, ıraq in Turkish. */
#define XB_FORMS_MAX 2

/* A token of the query in each of its foldings. */
struct xb_plan_word {
	struct xb_str text; /* as it was typed */
	struct xb_token token[XB_FORMS_MAX];
	struct xb_str exact[XB_FORMS_MAX];
	size_t nforms;                  /* 0: it has wildcards */
	enum xb_pattern_kind pattern;
	struct xb_str wild[XB_FORMS_MAX]; /* of WILDCARD: each folding of it, with * and ? */
	size_t nwild;
	unsigned edits;                 /* of FUZZY */
	uint32_t pos;
	bool part; /* of the ZWNJ-joined word before it */
	struct xb_asked *asked; /* with its variants; NULL: not looked for */
};

struct xb_plan_words {
	struct xb_plan_word *array;
	size_t n, cap;
};

/* Append the words of a leaf, in positions after those already there. */
void xb_plan_words_add(struct xb_planner *planner, struct xb_plan_words *words, const struct xb_query *leaf);

/* A text that holds ZWNJ-joined words reads in two ways: joined, each in one word, or split, each in its parts. Is word `i`
 * in that reading? */
bool xb_plan_is_read(const struct xb_plan_words *words, size_t i, bool split);

/* Is there a ZWNJ-joined word, so that the readings differ? */
bool xb_plan_has_parts(const struct xb_plan_words *words);

size_t xb_plan_count_read(const struct xb_plan_words *words, bool split);

/* Positions from the first to the last word of a reading. A joined word is followed by the positions of its parts, so the
 * joined reading may be wider than its words are many. */
uint32_t xb_plan_span_read(const struct xb_plan_words *words, bool split);

/* A word's exact forms, and with `variants` those of its variants. One with wildcards has none but those of what it stands for.
 * Borrowed from the arena. */
struct xb_terms xb_plan_exact(struct xb_planner *planner, const struct xb_plan_word *word, bool variants);

/* The stems of a word in all its foldings, each once; borrowed from the arena. */
struct xb_terms xb_plan_stems(struct xb_planner *planner, const struct xb_plan_word *word);

#endif
