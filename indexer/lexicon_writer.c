/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lexicon_writer.h"

#include <stdlib.h>
#include <xxhash.h>

#include "lexicon_block.h"
#include "text/bare.h"
#include "text/name.h"

/* Of the bytes of the words and their keys: what an offset can say. */
#define BYTES_MAX ((size_t)UINT32_MAX)

#define SLOTS_FIRST 4096

/* A word that is written in small letters in so many dispatches for each that has it as a name is none: "may", "the", "will"
 * have a capital within a sentence now and then. */
#define SMALL_TO_NAME 8

/* A distinct term. */
struct word {
	uint32_t off; /* of its bytes */
	uint32_t hash;
	uint32_t document; /* the last that has it, and how */
	uint32_t counts[XB_WRITTEN_NAME + 1]; /* documents, by how */
	uint8_t len;
	uint8_t written;
};

/* A term under a key. */
struct entry {
	uint64_t beginning; /* of the key, so that most comparisons need not go there */
	uint32_t key; /* offset of its bytes, the kind's letter first */
	uint32_t word;
	uint8_t len;  /* of the key */
};

struct xb_lexicon_writer {
	struct xb_buf bytes; /* of words and keys, one after the other */
	struct word *words;
	size_t nwords, words_cap;
	uint32_t *slots; /* open addressing: index of a word plus one */
	size_t nslots;
	uint32_t documents;
	struct entry *entries;
	size_t nentries, entries_cap;
};

xabar_status
xb_lexicon_writer_new(struct xb_lexicon_writer **out, xabar_error *err)
{
	struct xb_lexicon_writer *writer = calloc(1, sizeof(*writer));

	*out = NULL;
	if (!writer)
		return xb_fail_nomem(err);
	xb_buf_init(&writer->bytes, BYTES_MAX);
	writer->nslots = SLOTS_FIRST;
	writer->slots = calloc(writer->nslots, sizeof(*writer->slots));
	if (!writer->slots) {
		xb_lexicon_writer_free(writer);
		return xb_fail_nomem(err);
	}
	*out = writer;
	return XABAR_OK;
}

void
xb_lexicon_writer_free(struct xb_lexicon_writer *writer)
{
	if (!writer)
		return;
	xb_buf_release(&writer->bytes);
	free(writer->words);
	free(writer->slots);
	free(writer->entries);
	free(writer);
}

static struct xb_str
term_of(const struct xb_lexicon_writer *writer, const struct word *word)
{
	return xb_strn(writer->bytes.ptr + word->off, word->len);
}

static struct xb_str
key_of(const struct xb_lexicon_writer *writer, const struct entry *entry)
{
	return xb_strn(writer->bytes.ptr + entry->key, entry->len);
}

/* ---- Counting ---- */

/* Room for one more item of `size` bytes in an array that is on the heap; NULL when there is none. */
static void *
grow(void *array, size_t *cap, size_t n, size_t size)
{
	size_t want = *cap ? *cap + *cap / 2 : 1024;
	void *grown;

	if (n < *cap)
		return array;
	grown = reallocarray(array, want, size);
	if (grown)
		*cap = want;
	return grown;
}

static bool
grow_slots(struct xb_lexicon_writer *writer)
{
	size_t n = writer->nslots * 2;
	uint32_t *slots = calloc(n, sizeof(*slots));

	if (!slots)
		return false;
	for (size_t i = 0; i < writer->nwords; i++) {
		size_t slot = writer->words[i].hash & (n - 1);

		while (slots[slot])
			slot = (slot + 1) & (n - 1);
		slots[slot] = (uint32_t)i + 1;
	}
	free(writer->slots);
	writer->slots = slots;
	writer->nslots = n;
	return true;
}

static struct word *
add_word(struct xb_lexicon_writer *writer, struct xb_str term, uint32_t hash, size_t slot)
{
	struct word *words = grow(writer->words, &writer->words_cap, writer->nwords, sizeof(*words));
	const uint32_t off = (uint32_t)writer->bytes.len;

	if (words)
		writer->words = words;
	xb_buf_add_str(&writer->bytes, term);
	if (!words || writer->bytes.failed)
		return NULL;
	words[writer->nwords] = (struct word){ .off = off, .hash = hash, .len = (uint8_t)term.len };
	writer->slots[slot] = (uint32_t)++writer->nwords;
	return &words[writer->nwords - 1];
}

/* The word of that term, made if need be; NULL when there is no memory. */
static struct word *
find_word(struct xb_lexicon_writer *writer, struct xb_str term)
{
	uint32_t hash = (uint32_t)XXH3_64bits(term.ptr, term.len);
	size_t slot;

	if (writer->nwords * 2 >= writer->nslots && !grow_slots(writer))
		return NULL;
	for (slot = hash & (writer->nslots - 1); writer->slots[slot]; slot = (slot + 1) & (writer->nslots - 1)) {
		struct word *word = &writer->words[writer->slots[slot] - 1];

		if (word->hash == hash && xb_str_equal(term_of(writer, word), term))
			return word;
	}
	return add_word(writer, term, hash, slot);
}

/* A dispatch that has the word in several ways counts as the greatest of them. */
static void
count(struct word *word, uint32_t document, uint8_t written)
{
	if (word->document != document) {
		word->document = document;
		word->counts[written]++;
	} else if (written > word->written) {
		word->counts[word->written]--;
		word->counts[written]++;
	} else {
		return;
	}
	word->written = written;
}

xabar_status
xb_lexicon_writer_add(struct xb_lexicon_writer *writer, const struct xb_document *document, xabar_error *err)
{
	writer->documents++;
	for (size_t i = 0; i < document->npostings; i++) {
		const struct xb_posting *posting = &document->postings[i];
		const bool stem = posting->written == XB_WRITTEN_STEM;
		struct word *word;

		if (posting->written == XB_WRITTEN_UNSAID)
			continue;
		word = find_word(writer, stem ? posting->term : xb_str_from(posting->term, posting->prefix));
		if (!word)
			return xb_fail_nomem(err);
		if (!stem)
			count(word, writer->documents, posting->written);
	}
	return XABAR_OK;
}

/* ---- Keys ---- */

static bool
add_entry(struct xb_lexicon_writer *writer, enum xb_lexicon_kind kind, struct xb_str key, size_t word)
{
	struct entry *entries = grow(writer->entries, &writer->entries_cap, writer->nentries, sizeof(*entries));
	const uint32_t off = (uint32_t)writer->bytes.len;
	uint64_t beginning = (unsigned char)kind;

	if (entries)
		writer->entries = entries;
	xb_buf_add_char(&writer->bytes, (char)kind);
	xb_buf_add_str(&writer->bytes, key);
	if (!entries || writer->bytes.failed)
		return false;
	for (size_t i = 0; i < sizeof(beginning) - 1; i++)
		beginning = beginning << 8 | (i < key.len ? (unsigned char)key.ptr[i] : 0);
	entries[writer->nentries++] = (struct entry){ beginning, off, (uint32_t)word, (uint8_t)(1 + key.len) };
	return true;
}

static bool
may_be_name(const struct word *word)
{
	const uint32_t *counts = word->counts;

	if (counts[XB_WRITTEN_SMALL] > SMALL_TO_NAME * counts[XB_WRITTEN_NAME])
		return false;
	return counts[XB_WRITTEN_NAME] || counts[XB_WRITTEN_FIRST] || counts[XB_WRITTEN_SHOUT];
}

static bool
add_names(struct xb_lexicon_writer *writer, struct xb_str term, size_t word)
{
	struct xb_name_key keys[XB_NAME_KEYS_MAX];
	size_t n = xb_name_keys(keys, term);
	bool ok = true;

	for (size_t i = 0; i < n && ok; i++)
		ok = add_entry(writer, XB_LEXICON_NAME, xb_strn(keys[i].text, keys[i].len), word);
	return ok;
}

static bool
add_entries(struct xb_lexicon_writer *writer, size_t i)
{
	const struct word *word = &writer->words[i];
	char copy[XB_TERM_MAX], made[XB_TERM_MAX];
	struct xb_str term = xb_strn(copy, word->len), bare; /* the bytes move when a key is added */
	bool stem, ok = true;

	memcpy(copy, term_of(writer, word).ptr, word->len);
	stem = xb_str_starts(term, XB_STEM_PREFIX); /* a folded word has no capitals */
	if (stem)
		term = xb_str_from(term, strlen(XB_STEM_PREFIX));
	bare = xb_strn(made, xb_bare(made, term));
	if (!xb_str_equal(bare, term))
		ok = add_entry(writer, stem ? XB_LEXICON_STEM : XB_LEXICON_BARE, bare, i);
	return ok && (stem || !may_be_name(word) || add_names(writer, term, i));
}

/* By key, then by term. */
static int
compare_entries(const void *a, const void *b, void *ctx)
{
	const struct xb_lexicon_writer *writer = ctx;
	const struct entry *x = a, *y = b;
	int order;

	if (x->beginning != y->beginning)
		return x->beginning < y->beginning ? -1 : 1;
	order = xb_str_compare(key_of(writer, x), key_of(writer, y));
	return order ? order : xb_str_compare(term_of(writer, &writer->words[x->word]), term_of(writer, &writer->words[y->word]));
}

/* ---- Writing ---- */

static xabar_status
write_block(struct xb_lexicon_packer *packer, xb_metadata_put put, void *ctx, xabar_error *err)
{
	struct xb_buf key, value;
	xabar_status status;

	xb_buf_init(&key, SIZE_MAX);
	xb_buf_init(&value, SIZE_MAX);
	status = xb_lexicon_packer_close(&key, &value, packer, err);
	if (status == XABAR_OK)
		status = put(ctx, xb_buf_view(&key), xb_buf_view(&value), err);
	xb_buf_release(&key);
	xb_buf_release(&value);
	return status;
}

static struct xb_lexicon_row
row_of(const struct xb_lexicon_writer *writer, const struct entry *entry)
{
	const struct word *word = &writer->words[entry->word];
	const struct xb_str key = key_of(writer, entry);
	const size_t prefix = *key.ptr == XB_LEXICON_STEM ? strlen(XB_STEM_PREFIX) : 0;

	return (struct xb_lexicon_row){
		.key = key,
		.spelling = {
			.term = xb_str_from(term_of(writer, word), prefix),
			.name = word->counts[XB_WRITTEN_NAME],
			.first = word->counts[XB_WRITTEN_FIRST],
			.shout = word->counts[XB_WRITTEN_SHOUT],
		},
	};
}

static xabar_status
write_entries(const struct xb_lexicon_writer *writer, xb_metadata_put put, void *ctx, xabar_error *err)
{
	struct xb_lexicon_packer packer;
	xabar_status status = XABAR_OK;

	xb_lexicon_packer_init(&packer);
	for (size_t i = 0; i < writer->nentries && status == XABAR_OK; i++) {
		struct xb_lexicon_row row = row_of(writer, &writer->entries[i]);

		if (xb_lexicon_packer_full(&packer, row.key))
			status = write_block(&packer, put, ctx, err);
		if (status == XABAR_OK)
			xb_lexicon_pack(&packer, &row);
	}
	if (status == XABAR_OK && writer->nentries)
		status = write_block(&packer, put, ctx, err);
	xb_lexicon_packer_release(&packer);
	return status;
}

xabar_status
xb_lexicon_writer_write(struct xb_lexicon_writer *writer, xb_metadata_put put, void *ctx, xabar_error *err)
{
	for (size_t i = 0; i < writer->nwords; i++)
		if (!add_entries(writer, i))
			return xb_fail_nomem(err);
	if (writer->nentries)
		qsort_r(writer->entries, writer->nentries, sizeof(*writer->entries), compare_entries, writer);
	return write_entries(writer, put, ctx, err);
}
