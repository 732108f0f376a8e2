/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_terms.h"

#include <endian.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "huge.h"

#define SLOTS_MIN 4096
#define TERMS_MIN 1024
#define HEAD 16

/* What ordering takes for a term: the first eight bytes of its text as a number that sorts as they do. */
struct order {
	uint64_t head;
	uint32_t number;
};

void
xb_glass_terms_init(struct xb_glass_terms *terms, struct xb_arena *arena)
{
	*terms = (struct xb_glass_terms){ .arena = arena };
}

void
xb_glass_terms_release(struct xb_glass_terms *terms)
{
	xb_huge_free(terms->terms, terms->cap * sizeof(*terms->terms));
	xb_huge_free(terms->slots, terms->nslots * sizeof(*terms->slots));
	xb_glass_terms_init(terms, terms->arena);
}

/* ---- Looking up ---- */

static inline uint64_t
load(const char *p)
{
	uint64_t value;

	memcpy(&value, p, sizeof(value));
	return htole64(value);
}

/* Up to eight bytes as a number, without reading past them: for the longer ones two halves that overlap. */
static inline uint64_t
load_few(const char *p, size_t len)
{
	uint32_t low, high;

	if (len == 8)
		return load(p);
	if (len >= 4) {
		memcpy(&low, p, sizeof(low));
		memcpy(&high, p + len - 4, sizeof(high));
		return htole32(low) | (uint64_t)htole32(high) << 8 * (len - 4);
	}
	if (!len)
		return 0;
	return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[len / 2] << 8 * (len / 2) |
	       (uint64_t)(unsigned char)p[len - 1] << 8 * (len - 1);
}

void
xb_glass_word_init(struct xb_glass_word *word, struct xb_str text)
{
	const char *p = text.ptr;
	uint64_t hash;

	word->text = text;
	if (text.len <= 8) {
		word->head[0] = load_few(p, text.len);
		word->head[1] = 0;
	} else {
		word->head[0] = load(p);
		word->head[1] = text.len >= HEAD ? load(p + 8) : load_few(p + 8, text.len - 8);
	}
	hash = (word->head[0] ^ text.len) * 0x9e3779b97f4a7c15;
	hash = (hash ^ hash >> 32 ^ word->head[1]) * 0xbf58476d1ce4e5b9;
	if (text.len > HEAD)
		hash ^= XXH3_64bits(p + HEAD, text.len - HEAD);
	word->hash = (uint32_t)(hash ^ hash >> 32);
}

static bool
grow_slots(struct xb_glass_terms *terms)
{
	uint32_t n = terms->nslots ? terms->nslots * 2 : SLOTS_MIN;
	uint64_t *slots = n ? xb_huge_alloc(n * sizeof(*slots)) : NULL;

	if (!slots)
		return false;
	memset(slots, 0, n * sizeof(*slots));
	for (uint32_t old = 0; old < terms->nslots; old++) {
		uint32_t i = (uint32_t)(terms->slots[old] >> 32) & (n - 1);

		if (!terms->slots[old])
			continue;
		while (slots[i])
			i = (i + 1) & (n - 1);
		slots[i] = terms->slots[old];
	}
	xb_huge_free(terms->slots, terms->nslots * sizeof(*slots));
	terms->slots = slots;
	terms->nslots = n;
	return true;
}

static bool
grow_terms(struct xb_glass_terms *terms)
{
	uint32_t cap = terms->cap ? terms->cap * 2 : TERMS_MIN;
	struct xb_glass_term *grown = cap ? xb_huge_alloc(cap * sizeof(*grown)) : NULL;

	if (!grown)
		return false;
	if (terms->nterms)
		memcpy(grown, terms->terms, terms->nterms * sizeof(*grown));
	xb_huge_free(terms->terms, terms->cap * sizeof(*grown));
	terms->terms = grown;
	terms->cap = cap;
	return true;
}

/* Enter a new term, in the free slot that its hash led to. */
static uint32_t
enter(struct xb_glass_terms *terms, const struct xb_glass_word *word, uint32_t slot)
{
	uint32_t number = terms->nterms;
	struct xb_glass_term *term;

	if (number == terms->cap && !grow_terms(terms))
		return XB_GLASS_NO_TERM;
	term = &terms->terms[number];
	*term = (struct xb_glass_term){ .len = (uint32_t)word->text.len, .head = word->head[0] };
	if (term->len <= HEAD)
		term->head2 = word->head[1];
	else if (!(term->text = xb_arena_str(terms->arena, word->text).ptr))
		return XB_GLASS_NO_TERM;
	terms->slots[slot] = (uint64_t)word->hash << 32 | (number + 1);
	terms->nterms++;
	return number;
}

static inline bool
is_term(const struct xb_glass_term *term, const struct xb_glass_word *word)
{
	if (term->len != word->text.len || term->head != word->head[0])
		return false;
	return term->len <= HEAD ? term->head2 == word->head[1] : memcmp(term->text, word->text.ptr, term->len) == 0;
}

uint32_t
xb_glass_terms_find(struct xb_glass_terms *terms, const struct xb_glass_word *word)
{
	uint32_t i;

	/* At most half full. */
	if (terms->nterms >= terms->nslots / 2 && !grow_slots(terms))
		return XB_GLASS_NO_TERM;
	for (i = word->hash & (terms->nslots - 1); terms->slots[i]; i = (i + 1) & (terms->nslots - 1)) {
		uint32_t number = (uint32_t)terms->slots[i] - 1;

		if (terms->slots[i] >> 32 == word->hash && is_term(&terms->terms[number], word))
			return number;
	}
	return enter(terms, word, i);
}

/* ---- In order ---- */

struct xb_str
xb_glass_term_text(const struct xb_glass_term *term, char *text)
{
	const uint64_t head[2] = { le64toh(term->head), le64toh(term->head2) };

	if (term->len <= HEAD)
		memcpy(text, head, HEAD);
	else
		memcpy(text, term->text, term->len);
	return xb_strn(text, term->len);
}

/* Of two terms that begin with the same eight bytes. */
static int
compare_terms(const struct xb_glass_term *a, const struct xb_glass_term *b)
{
	char x[XB_GLASS_TERM_MAX], y[XB_GLASS_TERM_MAX];
	const struct xb_str s = xb_glass_term_text(a, x), t = xb_glass_term_text(b, y);
	int order = memcmp(s.ptr, t.ptr, s.len < t.len ? s.len : t.len);

	return order ? order : (s.len > t.len) - (s.len < t.len);
}

static int
compare_order(const void *a, const void *b, void *ctx)
{
	const struct xb_glass_terms *terms = ctx;
	const struct order *x = a, *y = b;

	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return compare_terms(&terms->terms[x->number], &terms->terms[y->number]);
}

/* Deal the terms out by their first two bytes, then sort each heap: a fifth of the comparisons of one sort. starts[i] is where
 * heap i begins. */
static void
deal(struct order *orders, uint32_t *starts, const struct xb_glass_terms *terms)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < terms->nterms; i++)
		starts[__builtin_bswap64(terms->terms[i].head) >> 48]++;
	for (size_t heap = 0; heap <= 0x10000; heap++) {
		uint32_t n = starts[heap];

		starts[heap] = sum;
		sum += n;
	}
	for (uint32_t i = 0; i < terms->nterms; i++) {
		uint64_t head = __builtin_bswap64(terms->terms[i].head);

		orders[starts[head >> 48]++] = (struct order){ head, i };
	}
}

xabar_status
xb_glass_terms_order(uint32_t **out, const struct xb_glass_terms *terms, xabar_error *err)
{
	struct order *orders = malloc(((size_t)terms->nterms + 1) * sizeof(*orders));
	uint32_t *starts = calloc(0x10001, sizeof(*starts));
	bool ok = orders && starts;

	if (ok)
		deal(orders, starts, terms);
	/* Dealing has moved each start to where the next heap begins. */
	for (uint32_t heap = 0, from = 0; ok && heap < 0x10000; from = starts[heap++])
		if (starts[heap] - from > 1)
			qsort_r(orders + from, starts[heap] - from, sizeof(*orders), compare_order, (void *)terms);
	*out = ok ? malloc(((size_t)terms->nterms + 1) * sizeof(**out)) : NULL;
	for (uint32_t i = 0; *out && i < terms->nterms; i++)
		(*out)[i] = orders[i].number;
	free(starts);
	free(orders);
	return *out ? XABAR_OK : xb_fail_nomem(err);
}

size_t
xb_glass_terms_bytes(const struct xb_glass_terms *terms)
{
	return terms->nterms * (sizeof(struct xb_glass_term) + sizeof(struct order) + sizeof(uint32_t)) +
	       (size_t)terms->nslots * sizeof(uint64_t);
}
