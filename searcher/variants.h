/* SPDX-License-Identifier: GPL-2.0-or-later */
/* variants.h - a word of the query → how else the archive spells it. */
#ifndef XB_VARIANTS_H
#define XB_VARIANTS_H

#include "aliases.h"
#include "text/analyzer.h"
#include "xapian_shim.h"

enum xb_variant_why {
	XB_VARIANT_MARKS, /* the same but for marks */
	XB_VARIANT_ALPHABET, /* the same word in Latin letters */
	XB_VARIANT_NAME,  /* the same name, as far as spelling tells */
	XB_VARIANT_ALIAS, /* another name of the same, from an alias file */
	XB_VARIANT_PATTERN, /* what a word with wildcards fits (patterns.h) */
	XB_VARIANT_SIMILAR, /* some letters differ, as ~ asks for */
};

/* "marks", "alphabet", "name", "alias", "pattern" or "similar". */
const char *xb_variant_why_name(enum xb_variant_why why);

/* Spellings that stand for one word. */
struct xb_terms {
	const struct xb_str *array;
	size_t n;
};

struct xb_variant {
	struct xb_str term;           /* exact, or a stem without the Z; of a name of several words, the name */
	const struct xb_terms *words; /* of a name of several words: how each is spelt */
	size_t nwords;                /* 0: .term is a term */
	bool stem;
	enum xb_variant_why why;
	double weight;                /* beside the asked spelling: above 0, below 1; of a pattern, which is no spelling, 1 */
	uint64_t documents;           /* that have the term; of a name of several words, its rarest word */
};

struct xb_variants {
	const struct xb_variant *array; /* by weight, heaviest first; none is the asked spelling */
	size_t n;
};

/* The most that one word is given: those that are alike and frequent. */
#define XB_VARIANTS_MAX 40

/* Where variants are looked up. */
struct xb_variant_sources {
	struct xb_reader *reader;
	struct xb_aliases *aliases; /* NULL: none */
	bool patterns_only;         /* no variants, but what patterns stand for */
	const char *const *without; /* these variants are not wanted; NULL-ended; NULL: all are */
};

/* A word whose variants are looked for. */
struct xb_varied {
	struct xb_terms forms; /* its exact terms in each folding */
	struct xb_terms stems; /* without the Z; none where only exact terms are wanted */
	const struct xb_latin *latins;
	size_t nlatins;
};

/* Find the variants of a word. A variant is in some dispatch, under `prefix`. Four rules find them:
 *
 *  alphabet  What it is in Latin letters, if it may be of a language that is written in both.
 *
 *  marks  The archive has the word as a keyboard without its marks types it, or with marks where the query has none. Of two
 *         forms one of which is far commoner than the other, each is a word of its own.
 *  name   A spelling that shares a name key with the word, is alike enough (text/name.h) and, as this archive writes it, a
 *         name. A word that the archive has, but not as a name, has none.
 *  alias  The other names that an alias file gives what is called so, each as the archive spells it.
 *
 * Borrowed from the arena. ECORRUPT, EIO, ENOMEM. */
xabar_status xb_variants_find(struct xb_variants *out, const struct xb_variant_sources *sources, const char *prefix,
                              const struct xb_varied *word, struct xb_arena *arena, xabar_error *err);

/* The other names of what several words, side by side, are the name of; the same otherwise. */
xabar_status xb_variants_find_phrase(struct xb_variants *out, const struct xb_variant_sources *sources, const char *prefix,
                                     struct xb_terms words, struct xb_arena *arena, xabar_error *err);

#endif
