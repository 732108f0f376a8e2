/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/word_cache.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "huge.h"

/* A search stems some hundreds of words, and the system's zeroing of many pages took a tenth of its time: so the cache begins
 * small. */
#define BITS_FIRST 10
#define BITS_STEP 2
#define BITS_MAX 16

static struct xb_cached_word *
new_places(unsigned bits)
{
	const size_t size = sizeof(struct xb_cached_word) << bits;
	struct xb_cached_word *words = xb_huge_alloc(size);

	if (words)
		memset(words, 0, size);
	return words;
}

static void
free_places(struct xb_word_cache *cache)
{
	xb_huge_free(cache->words, sizeof(struct xb_cached_word) << cache->bits);
}

xabar_status
xb_word_cache_init(struct xb_word_cache *cache, xabar_error *err)
{
	*cache = (struct xb_word_cache){ .words = new_places(BITS_FIRST), .bits = BITS_FIRST };
	return cache->words ? XABAR_OK : xb_fail_nomem(err);
}

void
xb_word_cache_release(struct xb_word_cache *cache)
{
	free_places(cache);
	cache->words = NULL;
}

static struct xb_cached_word *
place_of(const struct xb_word_cache *cache, const struct xb_word_look *look)
{
	return &cache->words[look->hash >> (64 - cache->bits)];
}

void
xb_word_look_init(struct xb_word_look *look, const struct xb_word_cache *cache, struct xb_str word, uint8_t key)
{
	*look = (struct xb_word_look){ word, XXH3_64bits_withSeed(word.ptr, word.len, key), key };
	__builtin_prefetch(place_of(cache, look), 1);
}

/* The other place that a word may be at. */
static struct xb_cached_word *
beside(const struct xb_word_cache *cache, struct xb_cached_word *place)
{
	return &cache->words[(size_t)(place - cache->words) ^ 1];
}

static inline bool
holds(const struct xb_cached_word *place, const struct xb_word_look *look)
{
	return place->key == look->key && xb_str_equal(xb_strn(place->bytes, place->len), look->word);
}

struct xb_cached_word *
xb_word_cache_find(struct xb_word_cache *cache, const struct xb_word_look *look)
{
	struct xb_cached_word *place = place_of(cache, look);

	if (holds(place, look))
		return place;
	place = beside(cache, place);
	return holds(place, look) ? place : NULL;
}

/* Where as many words were kept as there is room for, make room for more; what was kept is left behind. */
static void
enlarge(struct xb_word_cache *cache)
{
	const unsigned bits = cache->bits + BITS_STEP;
	struct xb_cached_word *larger;

	if (bits > BITS_MAX || ++cache->nkept < (size_t)1 << cache->bits)
		return;
	cache->nkept = 0;
	larger = new_places(bits);
	if (!larger)
		return;
	free_places(cache);
	cache->words = larger;
	cache->bits = bits;
}

struct xb_cached_word *
xb_word_cache_add(struct xb_word_cache *cache, const struct xb_word_look *look, struct xb_str stem)
{
	const struct xb_str word = look->word;
	const bool within = stem.len <= word.len && memcmp(stem.ptr, word.ptr, stem.len) == 0;
	struct xb_cached_word *place;

	if (word.len + (within ? 0 : stem.len) > sizeof(place->bytes))
		return NULL;
	enlarge(cache);
	place = place_of(cache, look);
	*beside(cache, place) = *place;
	*place = (struct xb_cached_word){ .key = look->key, .len = (uint8_t)word.len, .stem_len = (uint8_t)stem.len };
	memcpy(place->bytes, word.ptr, word.len);
	if (within)
		return place;
	place->stem_off = place->len;
	memcpy(place->bytes + place->stem_off, stem.ptr, stem.len);
	return place;
}
