/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/stem.h"

#include <stdlib.h>
#include <xxhash.h>

#include "buf.h"
#include "schema.h"
#include "text/fold_table.h"
#include "xapian_shim.h"

/* Distinct stemmers of the language table. */
#define STEMMERS_MAX 16

/* A stemmer takes far longer than a look-up and most words come again: the last stems are kept, one a slot, 1 MiB in
 * all. Measured on 18 MB of English wire text: 22 MB/s with 10 bits, 29 with 12, 36 with 14, 44 with 16. A word and stem
 * that do not fit an entry together are not kept. */
#define CACHE_BITS 14

struct entry {
	uint8_t stemmer; /* index plus one; 0: empty */
	uint8_t word_len;
	uint8_t stem_len;
	char bytes[61];  /* word, stem */
};

struct xb_stems {
	const char *names[STEMMERS_MAX];
	struct xb_stemmer *stemmers[STEMMERS_MAX];
	size_t n;
	struct xb_buf out;
	struct entry cache[1 << CACHE_BITS];
};

/* The index of the stemmer of that name, or stems->n. */
static size_t
find(const struct xb_stems *stems, const char *name)
{
	size_t i = 0;

	while (i < stems->n && strcmp(stems->names[i], name) != 0)
		i++;
	return i;
}

xabar_status
xb_stems_new(struct xb_stems **out, xabar_error *err)
{
	struct xb_stems *stems = calloc(1, sizeof(*stems));

	*out = NULL;
	if (!stems)
		return xb_fail_nomem(err);
	xb_buf_init(&stems->out, 4 * XB_TERM_MAX);
	for (const struct xb_language *row = xb_languages; row->code; row++) {
		xabar_status status;

		if (!row->stemmer || find(stems, row->stemmer) < stems->n || stems->n == STEMMERS_MAX)
			continue;
		status = xb_stemmer_new(&stems->stemmers[stems->n], row->stemmer, err);
		if (status != XABAR_OK) {
			xb_stems_free(stems);
			return status;
		}
		stems->names[stems->n++] = row->stemmer;
	}
	*out = stems;
	return XABAR_OK;
}

void
xb_stems_free(struct xb_stems *stems)
{
	if (!stems)
		return;
	for (size_t i = 0; i < stems->n; i++)
		xb_stemmer_free(stems->stemmers[i]);
	xb_buf_release(&stems->out);
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

struct xb_str
xb_stem(struct xb_stems *stems, struct xb_str word, const struct xb_language *language)
{
	size_t i = language->stemmer ? find(stems, language->stemmer) : stems->n;
	struct entry *entry;
	struct xb_str stem;

	if (i == stems->n || !word.len)
		return xb_strn("", 0);
	entry = &stems->cache[XXH3_64bits_withSeed(word.ptr, word.len, i) >> (64 - CACHE_BITS)];
	if (entry->stemmer == i + 1 && entry->word_len == word.len && memcmp(entry->bytes, word.ptr, word.len) == 0)
		return xb_strn(entry->bytes + word.len, entry->stem_len);
	if (xb_stemmer_stem(stems->stemmers[i], word, &stems->out, NULL) != XABAR_OK)
		return xb_strn("", 0);
	stem = xb_buf_view(&stems->out);
	if (word.len + stem.len > sizeof(entry->bytes))
		return stem;
	*entry = (struct entry){ (uint8_t)(i + 1), (uint8_t)word.len, (uint8_t)stem.len, "" };
	memcpy(entry->bytes, word.ptr, word.len);
	memcpy(entry->bytes + word.len, stem.ptr, stem.len);
	return stem;
}
