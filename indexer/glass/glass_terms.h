/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_terms.h - the terms of a run, found by hash, and put in order at its end. */
#ifndef XB_GLASS_TERMS_H
#define XB_GLASS_TERMS_H

#include "error.h"
#include "glass_list.h"

/* A term that is looked up: most are told apart by their first sixteen bytes, which are compared as two numbers. */
struct xb_glass_word {
	uint64_t head[2]; /* NULs where the term is shorter */
	struct xb_str text;
	uint32_t hash;
};

/* One cache line: all that is touched of a term when it occurs, but the end of its list. */
struct xb_glass_term {
	uint32_t len;
	uint32_t docid; /* the last document with the term; 0: none in this run */
	uint64_t head;  /* of the text, as in struct xb_glass_word */
	union {
		uint64_t head2;   /* when it has up to sixteen bytes */
		const char *text; /* all of it, in the arena, when it has more */
	};
	struct xb_glass_list list;
	uint32_t filler[2];
};

struct xb_glass_terms {
	struct xb_glass_term *terms;
	uint32_t nterms, cap;
	uint64_t *slots;        /* hash, high half; number of the term + 1, low half; 0: free */
	uint32_t nslots;        /* a power of two */
	struct xb_arena *arena; /* of texts and lists; borrowed */
};

#define XB_GLASS_NO_TERM UINT32_MAX

/* Takes no memory until the first term. */
void xb_glass_terms_init(struct xb_glass_terms *terms, struct xb_arena *arena);
void xb_glass_terms_release(struct xb_glass_terms *terms);

/* What is needed to look a term up. The text is borrowed. */
void xb_glass_word_init(struct xb_glass_word *word, struct xb_str text);

/* The number of a term, which is entered when it is new. XB_GLASS_NO_TERM when out of memory. */
uint32_t xb_glass_terms_find(struct xb_glass_terms *terms, const struct xb_glass_word *word);

/* Have the memory fetched that find will need: first the slot, and when that has had its time, what it leads to. */
static inline void
xb_glass_terms_prefetch_slot(const struct xb_glass_terms *terms, const struct xb_glass_word *word)
{
	if (terms->nslots)
		__builtin_prefetch(&terms->slots[word->hash & (terms->nslots - 1)]);
}

static inline void
xb_glass_terms_prefetch_term(const struct xb_glass_terms *terms, const struct xb_glass_word *word)
{
	const uint32_t mask = terms->nslots - 1;
	uint32_t i = word->hash & mask;

	if (!terms->nslots)
		return;
	while (terms->slots[i] && terms->slots[i] >> 32 != word->hash)
		i = (i + 1) & mask;
	if (terms->slots[i])
		__builtin_prefetch(&terms->terms[(uint32_t)terms->slots[i] - 1], 1);
}

/* The text of a term, put together at `text`, which has room for XB_GLASS_TERM_MAX bytes. */
struct xb_str xb_glass_term_text(const struct xb_glass_term *term, char *text);

/* The numbers of all terms in the order of their bytes. The caller frees. ENOMEM. */
xabar_status xb_glass_terms_order(uint32_t **out, const struct xb_glass_terms *terms, xabar_error *err);

/* Bytes in use, what ordering will need included, the arena's not. */
size_t xb_glass_terms_bytes(const struct xb_glass_terms *terms);

#endif
