/* SPDX-License-Identifier: GPL-2.0-or-later */
/* suffix.h - takes the endings off words, by tables that a linguist can read. One engine for every language whose stemmer is
 * ours: stem_az.c, stem_kk.c ... hold a `struct xb_suffix_table` each. */
#ifndef XB_SUFFIX_H
#define XB_SUFFIX_H

#include "error.h"
#include "schema.h"
#include "text/unicode.h"

/* Endings that are taken off under the same conditions.
 *
 * `endings`: one or more, a space between. A small letter is itself, a capital of ASCII is any letter of the table's class of
 *     that name: with A = "aə", "lAr" is lar and lər.
 * `after`: letters and classes, one of which the last letter of what is left must be; NULL: any letter. V is always any of the
 *     table's vowels, C any other letter.
 * `least`: letters that must be left, at the least. A stem must begin as the word does: 0 is for steps that keep the ending, and
 *     for those that put one with the same first letter.
 * `put`: what is written in place of the ending; NULL: nothing. Never longer than the ending. */
struct xb_suffix {
	const char *endings;
	const char *after;
	uint8_t least;
	const char *put;
};

/* A place in a word's chain of endings: at most one ending is taken off, the longest whose conditions hold (of two as long, the
 * one that is first in the table). Then the step called `then` follows, or, when none was taken off, the one called
 * `otherwise`; NULL is the next in the table, XB_SUFFIX_DONE the end. A step whose `then` is itself takes off any number. */
struct xb_suffix_step {
	const char *name;
	const struct xb_suffix *rows;
	size_t nrows;
	const char *then, *otherwise;
	bool free; /* from vowel harmony */
	bool keep; /* what ends so is left as it is: nothing is taken off, but `then` follows */
};

#define XB_SUFFIX_DONE ""
#define XB_SUFFIX_ROWS(array) (array), sizeof(array) / sizeof((array)[0])

struct xb_suffix_class {
	char name; /* A to Z, but V and C */
	const char *letters;
};

/* A language. The tail rules that give all forms of a word one stem (a final vowel dropped, қ made ғ, a vowel elided) are
 * steps like any other, at the end and `free`.
 *
 * `letters`: the alphabet, small letters, at most 63: others in a word are consonants that no row can name.
 * `vowels`: those of them that are; what is left of a word must have one. NULL: not asked for.
 * `back`, `front`: vowel harmony: an ending is taken off only where its first vowel is on the same side as the last vowel of
 *     what is left. A vowel on neither side goes with both. NULL: no harmony.
 * `classes`: ends in one whose name is 0. NULL: none.
 * `exceptions`: words that are stems: "stem", or "word=stem" for another. A word that is one, or is one after an ending was taken
 *     off, is done. Of two letters at the least, of which the first is the stem's, too; ends in NULL; NULL: none.
 * `names`: the same for names, which are shared by the languages of a script (stem_exceptions.c). */
struct xb_suffix_table {
	const char *letters, *vowels, *back, *front;
	const struct xb_suffix_class *classes;
	const struct xb_suffix_step *steps;
	size_t nsteps;
	const char *const *exceptions, *const *names;
};

/* A table made fast to search. */
struct xb_suffixes;

/* EINTERNAL for a table that is wrong (tests/unit/test_stem.c makes each), or without memory. The table must outlive the
 * result. */
xabar_status xb_suffixes_new(struct xb_suffixes **out, const struct xb_suffix_table *table, xabar_error *err);
void xb_suffixes_free(struct xb_suffixes *suffixes);

/* Write the stem of a folded word to `out`; returns its length, 0 when no step and no exception knew the word (so it is its own
 * stem) and for words of more than 48 letters. Any thread. */
size_t xb_suffixes_stem(const struct xb_suffixes *suffixes, char out[XB_TERM_MAX], struct xb_str word);

#endif
