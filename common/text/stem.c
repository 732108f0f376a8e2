/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/stem.h"

#include <stdlib.h>
#include <xxhash.h>

#include "buf.h"
#include "text/fold_table.h"
#include "text/stem_tables.h"
#include "xapian_shim.h"

/* What a language's stemmer is made of: a table of endings of ours, libxapian's stemmer, or the first and, for words that it
 * does not know, the second. */
static const struct maker {
	const char *name;
	const struct xb_suffix_table *table;
	const struct xb_suffix_table *small; /* for words without a capital, where those have a table of their own */
	const char *snowball;
	bool arabic; /* it wants the letters that folding makes Persian ones */
} makers[] = {
	{ "arabic", NULL, NULL, "arabic", true },
	{ "armenian", &xb_suffix_hy, NULL, NULL, false },
	{ "azerbaijani", &xb_suffix_az, NULL, NULL, false },
	{ "english", NULL, NULL, "english", false },
	{ "georgian", &xb_suffix_ka, NULL, NULL, false },
	{ "kazakh", &xb_suffix_kk, NULL, NULL, false },
	{ "persian", &xb_suffix_fa, NULL, NULL, false },
	{ "russian", &xb_suffix_ru, &xb_suffix_ru_small, "russian", false },
	{ "turkish", &xb_suffix_tr, NULL, NULL, false },
	{ "ukrainian", &xb_suffix_uk, NULL, NULL, false },
	{ "uzbek", &xb_suffix_uz, NULL, NULL, false },
};

#define ENGINES_MAX (sizeof(makers) / sizeof(makers[0]))

/* Made when a word is first stemmed by it: to make all takes 5 million instructions, as long as a whole search does, and a search
 * stems words of a script or two. */
struct engine {
	bool made;
	struct xb_suffixes *suffixes, *small; /* NULL: none */
	struct xb_stemmer *snowball;
};

/* A stemmer takes far longer than a look-up and most words come again: the last stems are kept, one a slot, 1 MiB in
 * all. Measured on 18 MB of English wire text: 22 MB/s with 10 bits, 29 with 12, 36 with 14, 44 with 16. A search stems some
 * hundreds of words, and the system's zeroing of that many pages took a tenth of its time: so the cache begins small. A word and
 * stem that do not fit an entry together are not kept. */
#define CACHE_BITS_FIRST 10
#define CACHE_BITS_STEP 2
#define CACHE_BITS_MAX 14

struct entry {
	uint8_t key; /* of engine and capital, plus one; 0: empty */
	uint8_t word_len;
	uint8_t stem_len;
	char bytes[61];  /* word, stem */
};

struct xb_stems {
	struct engine engines[ENGINES_MAX];
	const char *last_name; /* of the stemmer that was asked last, and its number */
	size_t last;
	struct xb_buf out;
	char stem[XB_TERM_MAX];
	struct entry *cache;
	unsigned cache_bits;
	size_t nkept; /* since it has that size */
};

static struct entry *
new_cache(unsigned bits)
{
	return calloc((size_t)1 << bits, sizeof(struct entry));
}

static void
release_engine(struct engine *engine)
{
	xb_suffixes_free(engine->suffixes);
	xb_suffixes_free(engine->small);
	xb_stemmer_free(engine->snowball);
	*engine = (struct engine){ 0 };
}

/* When it cannot be made, the next word tries again. */
static xabar_status
make_engine(struct engine *engine, const struct maker *maker, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (engine->made)
		return XABAR_OK;
	if (maker->table)
		status = xb_suffixes_new(&engine->suffixes, maker->table, err);
	if (status == XABAR_OK && maker->small)
		status = xb_suffixes_new(&engine->small, maker->small, err);
	if (status == XABAR_OK && maker->snowball)
		status = xb_stemmer_new(&engine->snowball, maker->snowball, err);
	engine->made = status == XABAR_OK;
	if (!engine->made)
		release_engine(engine);
	return status;
}

xabar_status
xb_stems_new(struct xb_stems **out, xabar_error *err)
{
	struct xb_stems *stems = calloc(1, sizeof(*stems));

	*out = NULL;
	if (!stems)
		return xb_fail_nomem(err);
	xb_buf_init(&stems->out, 4 * XB_TERM_MAX);
	stems->cache_bits = CACHE_BITS_FIRST;
	stems->cache = new_cache(stems->cache_bits);
	if (!stems->cache) {
		xb_stems_free(stems);
		return xb_fail_nomem(err);
	}
	*out = stems;
	return XABAR_OK;
}

xabar_status
xb_stems_make_all(struct xb_stems *stems, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < ENGINES_MAX && status == XABAR_OK; i++)
		status = make_engine(&stems->engines[i], &makers[i], err);
	return status;
}

void
xb_stems_free(struct xb_stems *stems)
{
	if (!stems)
		return;
	for (size_t i = 0; i < ENGINES_MAX; i++)
		release_engine(&stems->engines[i]);
	xb_buf_release(&stems->out);
	free(stems->cache);
	free(stems);
}

/* The last apostrophe of `word`, or NULL: in Kur'an'da the first is a letter. */
static const char *
last_apostrophe(struct xb_str word)
{
	return word.len ? memrchr(word.ptr, '\'', word.len) : NULL;
}

struct xb_str
xb_stem_cut(struct xb_str word, const struct xb_language *language)
{
	const char *at = language->apostrophe_suffix ? last_apostrophe(word) : NULL;
	const char *p = word.ptr, *suffix;

	if (!at)
		return word;
	suffix = language->apostrophe_suffix;
	if (*suffix != '*' && !xb_str_is(xb_strn(at + 1, (size_t)(word.ptr + word.len - at - 1)), suffix))
		return word;
	/* One letter before it is an article or a name's beginning: O'Brien, d'Estaing. */
	xb_utf8_decode(&p, at);
	return p == at ? word : xb_strn(word.ptr, (size_t)(at - word.ptr));
}

/* The number of the stemmer of that name, or ENGINES_MAX. A text asks for one again and again. */
static size_t
find_maker(struct xb_stems *stems, const char *name)
{
	size_t i = 0;

	if (name == stems->last_name)
		return stems->last;
	while (i < ENGINES_MAX && strcmp(makers[i].name, name) != 0)
		i++;
	stems->last_name = name;
	stems->last = i;
	return i;
}

/* Folded ی and ک, the one for the yeh and the other for the kaf of every language, as Arabic writes them. */
static struct xb_str
with_arabic_letters(char out[XB_TERM_MAX], struct xb_str word)
{
	memcpy(out, word.ptr, word.len);
	for (size_t i = 0; i + 1 < word.len; i++)
		if (memcmp(out + i, "ی", 2) == 0)
			memcpy(out + i, "ي", 2);
		else if (memcmp(out + i, "ک", 2) == 0)
			memcpy(out + i, "ك", 2);
	return xb_strn(out, word.len);
}

/* What stemmer number i makes of a word; .len 0 when it fails. */
static struct xb_str
make_stem(struct xb_stems *stems, size_t i, struct xb_str word, bool capital)
{
	struct engine *engine = &stems->engines[i];
	const struct xb_suffixes *suffixes;
	size_t len;

	if (make_engine(engine, &makers[i], NULL) != XABAR_OK)
		return xb_strn("", 0);
	suffixes = engine->small && !capital ? engine->small : engine->suffixes;
	len = suffixes ? xb_suffixes_stem(suffixes, stems->stem, word) : 0;
	if (len)
		return xb_strn(stems->stem, len);
	if (!engine->snowball)
		return word;
	if (makers[i].arabic && word.len <= XB_TERM_MAX)
		word = with_arabic_letters(stems->stem, word);
	if (xb_stemmer_stem(engine->snowball, word, &stems->out, NULL) != XABAR_OK)
		return xb_strn("", 0);
	return xb_buf_view(&stems->out);
}

static struct entry *
entry_of(struct xb_stems *stems, struct xb_str word, uint8_t key)
{
	return &stems->cache[XXH3_64bits_withSeed(word.ptr, word.len, key) >> (64 - stems->cache_bits)];
}

/* Where as many stems were kept as there is room for, make room for more; what was kept is left behind. */
static void
enlarge_cache(struct xb_stems *stems)
{
	const unsigned bits = stems->cache_bits + CACHE_BITS_STEP;
	struct entry *larger;

	if (bits > CACHE_BITS_MAX || ++stems->nkept < (size_t)1 << stems->cache_bits)
		return;
	stems->nkept = 0;
	larger = new_cache(bits);
	if (!larger)
		return;
	free(stems->cache);
	stems->cache = larger;
	stems->cache_bits = bits;
}

struct xb_str
xb_stem(struct xb_stems *stems, struct xb_str word, const struct xb_language *language, bool capital)
{
	size_t i = language->stemmer ? find_maker(stems, language->stemmer) : ENGINES_MAX;
	struct entry *entry;
	struct xb_str stem;
	uint8_t key;

	if (i == ENGINES_MAX || !word.len)
		return xb_strn("", 0);
	key = (uint8_t)(1 + 2 * i + (capital && makers[i].small));
	entry = entry_of(stems, word, key);
	if (entry->key == key && entry->word_len == word.len && memcmp(entry->bytes, word.ptr, word.len) == 0)
		return xb_strn(entry->bytes + word.len, entry->stem_len);
	stem = make_stem(stems, i, word, capital);
	if (!stem.len || word.len + stem.len > sizeof(entry->bytes))
		return stem;
	enlarge_cache(stems);
	entry = entry_of(stems, word, key);
	*entry = (struct entry){ key, (uint8_t)word.len, (uint8_t)stem.len, "" };
	memcpy(entry->bytes, word.ptr, word.len);
	memcpy(entry->bytes + word.len, stem.ptr, stem.len);
	return stem;
}
