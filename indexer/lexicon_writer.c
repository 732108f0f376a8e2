/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lexicon_writer.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "huge.h"
#include "text/bare.h"
#include "text/name.h"

/* Of the bytes of the words, and of their keys: what an offset can say, and so the number of a word. */
#define BYTES_MAX ((size_t)UINT32_MAX)

/* What the keys of a word take, of those of news in fifteen languages on average. */
#define WORD_KEYS 32

#define SLOTS_FIRST 4096
#define WORDS_FIRST 1024

/* Words that are looked up together, so that the fetching of what is known of them overlaps: with that and on huge pages those of
 * 57,846 dispatches take 0.41 s, else 0.54. */
#define BATCH 64

/* A word that is written in small letters in so many dispatches for each that has it as a name is none: "may", "the", "will"
 * have a capital within a sentence now and then. */
#define SMALL_TO_NAME 8

/* A distinct term. */
struct word {
	const char *text; /* in the arena */
	uint32_t hash;
	uint32_t document; /* the last that has it (of what is taken, the segment), and how */
	uint32_t counts[XB_WRITTEN_NAME + 1]; /* documents, by how */
	uint8_t len;
	uint8_t written;
	bool named; /* of what is taken: by the sounds of a name, too */
};

/* What parts that were written have of a word that was taken: dispatches in which it is, and counts. */
struct xb_dealt {
	uint32_t living, counts[XB_WRITTEN_NAME + 1];
};

/* What terms say of a word that was taken: in how many dispatches of the segments it is; and how many of those live, in all,
 * and with it in the text, not in a field alone. */
struct heard {
	uint32_t listed, living, text;
};

/* A term under a key. */
struct entry {
	uint64_t beginning; /* of the key, so that most comparisons need not go there */
	uint32_t key; /* offset of its bytes, the kind's letter first */
	uint32_t word;
	uint8_t len;  /* of the key */
};

struct xb_lexicon_writer {
	struct xb_arena texts; /* of words */
	struct word *words; /* these and the slots are on huge pages */
	size_t nwords, words_cap;
	uint64_t *slots; /* open addressing: a word's hash above its index plus one */
	size_t nslots;
	uint32_t documents;
	struct heard *heard; /* of each word; NULL: documents were counted */
	struct xb_lexicon_parts *parts; /* NULL: it is whole */
	struct xb_buf bytes; /* of keys, one after the other */
	struct entry *entries;
	size_t nentries, entries_cap;
};

static bool grow_slots(struct xb_lexicon_writer *writer);

xabar_status
xb_lexicon_writer_new(struct xb_lexicon_writer **out, xabar_error *err)
{
	struct xb_lexicon_writer *writer = calloc(1, sizeof(*writer));

	*out = NULL;
	if (!writer)
		return xb_fail_nomem(err);
	xb_buf_init(&writer->bytes, BYTES_MAX);
	xb_arena_init_huge(&writer->texts, BYTES_MAX);
	if (!grow_slots(writer)) {
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
	xb_arena_release(&writer->texts);
	xb_huge_free(writer->words, writer->words_cap * sizeof(*writer->words));
	xb_huge_free(writer->slots, writer->nslots * sizeof(*writer->slots));
	free(writer->entries);
	free(writer->heard);
	free(writer);
}

static struct xb_str
term_of(const struct word *word)
{
	return xb_strn(word->text, word->len);
}

static struct xb_str
key_of(const struct xb_lexicon_writer *writer, const struct entry *entry)
{
	return xb_strn(writer->bytes.ptr + entry->key, entry->len);
}

/* ---- Counting ---- */

static bool
grow_slots(struct xb_lexicon_writer *writer)
{
	size_t n = writer->nslots ? writer->nslots * 2 : SLOTS_FIRST;
	uint64_t *slots = xb_huge_alloc(n * sizeof(*slots));

	if (!slots)
		return false;
	memset(slots, 0, n * sizeof(*slots));
	for (size_t i = 0; i < writer->nwords; i++) {
		size_t slot = writer->words[i].hash & (n - 1);

		while (slots[slot])
			slot = (slot + 1) & (n - 1);
		slots[slot] = (uint64_t)writer->words[i].hash << 32 | (i + 1);
	}
	xb_huge_free(writer->slots, writer->nslots * sizeof(*slots));
	writer->slots = slots;
	writer->nslots = n;
	return true;
}

static bool
grow_words(struct xb_lexicon_writer *writer)
{
	size_t cap = writer->words_cap ? writer->words_cap * 2 : WORDS_FIRST;
	struct word *words = xb_huge_alloc(cap * sizeof(*words));

	if (!words)
		return false;
	if (writer->nwords)
		memcpy(words, writer->words, writer->nwords * sizeof(*words));
	xb_huge_free(writer->words, writer->words_cap * sizeof(*words));
	writer->words = words;
	writer->words_cap = cap;
	return true;
}

static struct word *
add_word(struct xb_lexicon_writer *writer, struct xb_str term, uint32_t hash, size_t slot)
{
	const char *text = xb_arena_strndup(&writer->texts, term.ptr, term.len);

	if (!text || (writer->nwords == writer->words_cap && !grow_words(writer)))
		return NULL;
	writer->words[writer->nwords] = (struct word){ .text = text, .hash = hash, .len = (uint8_t)term.len };
	writer->slots[slot] = (uint64_t)hash << 32 | ++writer->nwords;
	return &writer->words[writer->nwords - 1];
}

/* A word that is looked up. */
struct look {
	struct xb_str term;
	uint32_t hash;
	uint8_t written;
};

static void
look_init(struct look *look, const struct xb_lexicon_writer *writer, const struct xb_posting *posting)
{
	look->written = posting->written;
	look->term = posting->written == XB_WRITTEN_STEM ? posting->term : xb_str_from(posting->term, posting->prefix);
	look->hash = (uint32_t)XXH3_64bits(look->term.ptr, look->term.len);
	__builtin_prefetch(&writer->slots[look->hash & (writer->nslots - 1)]);
}

/* What is where the word is, most likely, once its slot is here, and once that is. */
static void
prefetch_words(const struct xb_lexicon_writer *writer, const struct look *looks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t number = (uint32_t)writer->slots[looks[i].hash & (writer->nslots - 1)];

		if (number)
			__builtin_prefetch(&writer->words[number - 1], 1);
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t number = (uint32_t)writer->slots[looks[i].hash & (writer->nslots - 1)];

		if (number)
			__builtin_prefetch(writer->words[number - 1].text);
	}
}

/* The slot of that term, or the free one where it is to be. */
static inline size_t
find_slot(const struct xb_lexicon_writer *writer, const struct look *look)
{
	size_t i = look->hash & (writer->nslots - 1);

	for (; writer->slots[i]; i = (i + 1) & (writer->nslots - 1))
		if (writer->slots[i] >> 32 == look->hash &&
		    xb_str_equal(term_of(&writer->words[(uint32_t)writer->slots[i] - 1]), look->term))
			break;
	return i;
}

/* The word of that term, made if need be; NULL when there is no memory. */
static struct word *
find_word(struct xb_lexicon_writer *writer, const struct look *look)
{
	size_t i;

	if (writer->nwords * 2 >= writer->nslots && !grow_slots(writer))
		return NULL;
	i = find_slot(writer, look);
	return writer->slots[i] ? &writer->words[(uint32_t)writer->slots[i] - 1] : add_word(writer, look->term, look->hash, i);
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

static xabar_status
count_batch(struct xb_lexicon_writer *writer, const struct look *looks, size_t n, xabar_error *err)
{
	prefetch_words(writer, looks, n);
	for (size_t i = 0; i < n; i++) {
		struct word *word = find_word(writer, &looks[i]);

		if (!word)
			return xb_fail_nomem(err);
		if (looks[i].written != XB_WRITTEN_STEM)
			count(word, writer->documents, looks[i].written);
	}
	return XABAR_OK;
}

xabar_status
xb_lexicon_writer_add(struct xb_lexicon_writer *writer, const struct xb_document *document, xabar_error *err)
{
	struct look looks[BATCH];
	xabar_status status = XABAR_OK;
	size_t n = 0;

	writer->documents++;
	for (size_t i = 0; i < document->npostings && status == XABAR_OK; i++) {
		if (document->postings[i].written != XB_WRITTEN_UNSAID)
			look_init(&looks[n++], writer, &document->postings[i]);
		if (n < BATCH)
			continue;
		status = count_batch(writer, looks, n, err);
		n = 0;
	}
	return status == XABAR_OK ? count_batch(writer, looks, n, err) : status;
}

size_t
xb_lexicon_writer_bytes(const struct xb_lexicon_writer *writer)
{
	return writer->texts.used + writer->words_cap * sizeof(*writer->words) + writer->nslots * sizeof(*writer->slots) +
	       writer->nwords * WORD_KEYS;
}

/* ---- Taking ---- */

static struct look
look_for(struct xb_str term)
{
	return (struct look){ .term = term, .hash = (uint32_t)XXH3_64bits(term.ptr, term.len) };
}

xabar_status
xb_lexicon_writer_take(struct xb_lexicon_writer *writer, uint32_t segment, const struct xb_lexicon_row *row, xabar_error *err)
{
	const struct xb_spelling *spelling = &row->spelling;
	char term[XB_TERM_MAX];
	const char *prefix = *row->key.ptr == XB_LEXICON_STEM ? XB_STEM_PREFIX : "";
	const struct look look = look_for(xb_strn(term, xb_term_make(term, prefix, spelling->term)));
	struct word *word = find_word(writer, &look);

	if (!word)
		return xb_fail_nomem(err);
	word->named |= *row->key.ptr == XB_LEXICON_NAME;
	if (word->document == segment) /* it has several keys */
		return XABAR_OK;
	word->document = segment;
	word->counts[XB_WRITTEN_NAME] += spelling->name;
	word->counts[XB_WRITTEN_FIRST] += spelling->first;
	word->counts[XB_WRITTEN_SHOUT] += spelling->shout;
	return XABAR_OK;
}

/* The word of a term, which has no capitals: those that it begins with are a prefix, but a stem is known with its own. */
static struct xb_str
word_of(struct xb_str term, bool *text)
{
	size_t prefix = 0;

	while (prefix < term.len && term.ptr[prefix] >= 'A' && term.ptr[prefix] <= 'Z')
		prefix++;
	*text = !prefix;
	return prefix == strlen(XB_STEM_PREFIX) && xb_str_starts(term, XB_STEM_PREFIX) ? term : xb_str_from(term, prefix);
}

void
xb_lexicon_writer_hear(struct xb_lexicon_writer *writer, struct xb_str term, uint32_t living, uint32_t listed)
{
	struct heard *heard;
	struct look look;
	bool text;
	size_t slot;

	if (!writer->heard)
		writer->heard = calloc(writer->nwords + 1, sizeof(*writer->heard));
	look = look_for(word_of(term, &text));
	slot = find_slot(writer, &look);
	if (!writer->slots[slot] || !writer->heard)
		return;
	heard = &writer->heard[(uint32_t)writer->slots[slot] - 1];
	heard->listed += listed;
	heard->living += living;
	heard->text += text ? living : 0;
}

/* A count of `listed` dispatches, dead ones too, as that of the living. */
static uint32_t
fallen(uint32_t n, uint32_t living, uint32_t listed)
{
	return living == listed ? n : (uint32_t)(((uint64_t)n * living + listed / 2) / listed);
}

/* Of what earlier parts have not. */
static void
settle(struct word *word, const struct heard *heard, struct xb_dealt *dealt)
{
	static const enum xb_written told[] = { XB_WRITTEN_NAME, XB_WRITTEN_FIRST, XB_WRITTEN_SHOUT };
	const uint32_t listed = heard->listed - dealt->living;
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++) {
		word->counts[told[i]] = fallen(word->counts[told[i]] - dealt->counts[told[i]], heard->living, listed);
		dealt->counts[told[i]] += word->counts[told[i]];
		sum += word->counts[told[i]];
	}
	dealt->living += heard->living;
	word->counts[XB_WRITTEN_SMALL] = heard->text > sum ? heard->text - (uint32_t)sum : 0;
}

void
xb_lexicon_writer_deal(struct xb_lexicon_writer *writer, struct xb_lexicon_parts *parts)
{
	writer->parts = parts;
}

void
xb_lexicon_parts_release(struct xb_lexicon_parts *parts)
{
	free(parts->dealt);
	parts->dealt = NULL;
}

/* Every part takes the same rows, so that its words have the same numbers. */
static bool
settle_all(struct xb_lexicon_writer *writer)
{
	struct xb_lexicon_parts *parts = writer->parts;

	if (parts && !parts->dealt && !(parts->dealt = calloc(writer->nwords + 1, sizeof(*parts->dealt))))
		return false;
	for (size_t i = 0; i < writer->nwords; i++) {
		struct xb_dealt none = { 0 };

		if (writer->heard[i].living)
			settle(&writer->words[i], &writer->heard[i], parts ? &parts->dealt[i] : &none);
	}
	return true;
}

/* ---- Keys ---- */

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

/* In a part the same words as in the whole, whose counts say more. */
static bool
may_be_name(const struct xb_lexicon_writer *writer, const struct word *word)
{
	const uint32_t *counts = word->counts;

	if (writer->parts ? !word->named : counts[XB_WRITTEN_SMALL] > SMALL_TO_NAME * counts[XB_WRITTEN_NAME])
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
	char made[XB_TERM_MAX];
	struct xb_str term = term_of(word), bare;
	bool stem, ok = true;

	stem = xb_str_starts(term, XB_STEM_PREFIX); /* a folded word has no capitals */
	if (stem)
		term = xb_str_from(term, strlen(XB_STEM_PREFIX));
	bare = xb_strn(made, xb_bare(made, term));
	if (!xb_str_equal(bare, term))
		ok = add_entry(writer, stem ? XB_LEXICON_STEM : XB_LEXICON_BARE, bare, i);
	return ok && (stem || !may_be_name(writer, word) || add_names(writer, term, i));
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
	return order ? order : xb_str_compare(term_of(&writer->words[x->word]), term_of(&writer->words[y->word]));
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
			.term = xb_str_from(term_of(word), prefix),
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
	const bool taken = writer->nwords && !writer->documents;

	if (taken && (!writer->heard || !settle_all(writer)))
		return xb_fail_nomem(err);
	for (size_t i = 0; i < writer->nwords; i++)
		if ((!taken || writer->heard[i].living) && !add_entries(writer, i))
			return xb_fail_nomem(err);
	if (writer->nentries)
		qsort_r(writer->entries, writer->nentries, sizeof(*writer->entries), compare_entries, writer);
	return write_entries(writer, put, ctx, err);
}
