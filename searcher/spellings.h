/* SPDX-License-Identifier: GPL-2.0-or-later */
/* spellings.h - how an archive spells a name: the rows of its lexicon that share a key with it, may be names, and are alike. */
#ifndef XB_SPELLINGS_H
#define XB_SPELLINGS_H

#include "lexicon.h"
#include "text/name.h"

/* How this archive writes a word. Of a word's two foldings, what is later here is true of both. */
enum xb_standing {
	XB_STANDING_UNKNOWN, /* it has no such word: it may well be a name */
	XB_STANDING_SHOUTED, /* in lines of capitals only: it may be anything */
	XB_STANDING_NAME,
	XB_STANDING_COMMON,  /* mostly in small letters */
};

/* A spelling that is in the archive. */
struct xb_alike {
	struct xb_str term;
	double similarity;  /* XB_NAME_ALIKE to 1 */
	uint64_t documents;
};

struct xb_alikes {
	const struct xb_alike *array; /* each once; the word itself is one, when it is there as a name */
	size_t n;
};

/* Looks up names for one query; remembers the keys that it has looked up. Nothing to release: all is in the arena. */
struct xb_speller {
	struct xb_reader *reader;
	struct xb_arena *arena;
	struct xb_keyed *keyed;
	size_t nkeyed, cap;
};

/* How the archive writes a folded word. ECORRUPT, EIO, ENOMEM, as below. */
xabar_status xb_speller_standing(enum xb_standing *out, struct xb_speller *speller, struct xb_str word, xabar_error *err);

/* Which spellings of a name are taken. */
struct xb_liking {
	double similarity; /* this or more */
	unsigned scripts;  /* a set: 1U << enum xb_script */
	bool shouted;      /* also what is written in lines of capitals only, which may be anything */
	bool form;         /* in the name's script only itself and its forms, however alike */
	bool first_key;    /* look up the first key alone: spellings in one script that are much alike share it */
};

#define XB_ANY_SCRIPT (~0U)

/* The script of a word's first letter. */
enum xb_script xb_script_of(struct xb_str word);

static inline bool
xb_has_case(struct xb_str word)
{
	return xb_script_has_case((uint8_t)xb_script_of(word));
}

/* The spellings of a name. */
xabar_status xb_speller_find(struct xb_alikes *out, struct xb_speller *speller, struct xb_str name,
                             const struct xb_liking *liking, xabar_error *err);

#endif
