/* SPDX-License-Identifier: GPL-2.0-or-later */
/* suffix_made.h - a table of endings made fast to search: what suffix_make.c makes and suffix.c reads. */
#ifndef XB_SUFFIX_MADE_H
#define XB_SUFFIX_MADE_H

#include "arena.h"
#include "text/suffix.h"

/* A longer word is no word of these languages. XB_TERM_MAX holds as many letters of four bytes. */
#define LETTERS_MAX 48

/* A letter's kind is its place in the alphabet, from 1; 0 is every letter that is not in it. A set of kinds is 64 bits. */
#define KINDS 64
#define BIT(kind) (UINT64_C(1) << (kind))

#define PUT_MAX 4
#define STEPS_MAX 64

struct letter {
	uint32_t cp; /* 0: an empty place */
	uint8_t kind;
};

struct ending {
	const uint64_t *sets; /* `len`, first letter first */
	uint64_t after;       /* 0: anything, the beginning of the word, too */
	uint8_t len, least, nput;
	struct letter put[PUT_MAX];
};

struct step {
	const struct ending *endings;  /* longest first */
	const uint16_t *order;         /* numbers of endings, those of a last letter together */
	uint16_t first[KINDS + 1];     /* of each last letter in `order` */
	uint8_t then, otherwise;
	bool free, keep;
};

struct exception {
	const char *stem; /* NULL: an empty place */
	uint8_t n, stem_len;
	const uint8_t *kinds;
};

struct xb_suffixes {
	struct xb_arena arena;
	struct letter letters[256]; /* by the low byte, or after it */
	uint64_t vowels, back, front;
	struct step steps[STEPS_MAX];
	size_t nsteps;
	struct exception *exceptions; /* places of a hash table, a power of two */
	size_t nplaces;
	uint64_t looks[KINDS]; /* a bit for each look (below) that an exception has */
};

struct word {
	struct letter letter[LETTERS_MAX];
	size_t n;
};

static inline uint8_t
kind_of(const struct xb_suffixes *suffixes, uint32_t cp)
{
	size_t at = cp & 0xff;

	while (suffixes->letters[at].cp && suffixes->letters[at].cp != cp)
		at = (at + 1) & 0xff;
	return suffixes->letters[at].kind;
}

/* A number below KINDS * KINDS made of a word's length and of its first and last letters: most words need no more to be told from
 * every exception. */
static inline size_t
look_of(size_t n, uint8_t first, uint8_t second, uint8_t last)
{
	return (n * 5 + first * 97u + second * 353u + last * 1151u) % (KINDS * KINDS);
}

/* The letters of a word; false when it has too many. */
bool xb_suffix_read(const struct xb_suffixes *suffixes, struct word *word, struct xb_str s);

/* The place of an exception, or an empty one. */
struct exception *xb_suffix_place(const struct xb_suffixes *suffixes, const uint8_t *kinds, size_t n);

#endif
