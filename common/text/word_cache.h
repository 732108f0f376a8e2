/* SPDX-License-Identifier: GPL-2.0-or-later */
/* word_cache.h - the words that came last, each with its stem and with what a caller notes of it. */
#ifndef XB_WORD_CACHE_H
#define XB_WORD_CACHE_H

#include <stdint.h>

#include "error.h"
#include "str.h"

#define XB_WORD_NOTES 2

/* A cache line. */
struct xb_cached_word {
	uint32_t notes[XB_WORD_NOTES];
	uint32_t era;     /* of the notes: those of another are none */
	uint8_t key;      /* 0: empty */
	uint8_t len;
	uint8_t stem_off, stem_len;
	char bytes[48];   /* word; stem, unless the word begins with it */
};

/* A word is at one of two places side by side: a new one moves the one that is at the first to the second. */
struct xb_word_cache {
	struct xb_cached_word *words;
	unsigned bits; /* of the number of places */
	size_t nkept;  /* since it has that many */
};

/* ENOMEM. */
xabar_status xb_word_cache_init(struct xb_word_cache *cache, xabar_error *err);
void xb_word_cache_release(struct xb_word_cache *cache);

/* A folded word that is looked for; `key`, which is not 0, is whatever else its stem depends on. */
struct xb_word_look {
	struct xb_str word; /* borrowed */
	uint64_t hash;
	uint8_t key;
};

/* Begin to look: what is kept of the word is fetched until it is asked for. */
void xb_word_look_init(struct xb_word_look *look, const struct xb_word_cache *cache, struct xb_str word, uint8_t key);

/* NULL when the word is not there. What is returned is good until a word is added. */
struct xb_cached_word *xb_word_cache_find(struct xb_word_cache *cache, const struct xb_word_look *look);

/* Add a word that is not there, without notes. NULL when it is too long to be kept with its stem, which is no failure. */
struct xb_cached_word *xb_word_cache_add(struct xb_word_cache *cache, const struct xb_word_look *look, struct xb_str stem);

static inline struct xb_str
xb_cached_stem(const struct xb_cached_word *cached)
{
	return xb_strn(cached->bytes + cached->stem_off, cached->stem_len);
}

#endif
