/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "likeness.h"

#include <math.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define CLASSES 128
#define EMPTY UINT32_MAX

#define RUN 3      /* words of a run that texts are compared by */
#define LONG_RUN 5 /* of a sketch: two runs that overlap */

/* What near-copies have in common, of all runs that either has, and of the shorter one's: measured, tests/shared/copies.t. */
#define RESEMBLANCE_LEAST 0.22
#define OVERLAP_LEAST 0.62

/* A distance that no two texts with RESEMBLANCE_LEAST have. */
#define DISTANCE_MOST ((unsigned)(CLASSES * (1 - RESEMBLANCE_LEAST) / 2))

/* The finalizer of MurmurHash3: every bit of the result depends on each of x. */
static inline uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 33) * UINT64_C(0xff51afd7ed558ccd);
	x = (x ^ x >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return x ^ x >> 33;
}

uint32_t
xb_likeness_word(struct xb_str word)
{
	return (uint32_t)XXH3_64bits(word.ptr, word.len);
}

/* ---- Making ---- */

struct making {
	uint32_t least[CLASSES];
	uint64_t sketch[XB_SKETCH_MAX]; /* ascending */
	size_t nsketch;
};

static inline void
add_run(struct making *m, uint64_t hash)
{
	uint32_t *least = &m->least[hash >> 57], rest = (uint32_t)(hash >> 26) & (EMPTY >> 1);

	*least = rest < *least ? rest : *least;
}

static inline void
add_long_run(struct making *m, uint64_t hash)
{
	size_t i = m->nsketch;

	if (i == XB_SKETCH_MAX && hash >= m->sketch[i - 1])
		return;
	for (size_t k = 0; k < m->nsketch; k++)
		if ((uint16_t)m->sketch[k] == (uint16_t)hash)
			return;
	if (i < XB_SKETCH_MAX)
		m->nsketch++;
	else
		i--;
	for (; i && m->sketch[i - 1] > hash; i--)
		m->sketch[i] = m->sketch[i - 1];
	m->sketch[i] = hash;
}

/* All runs; of a text that is too short for one, the whole. */
static void
add_runs(struct making *m, const uint32_t *words, size_t n)
{
	uint64_t before[LONG_RUN - RUN] = { 0 };
	uint64_t hash = 0;

	for (size_t i = 0; i < n; i++) {
		const size_t first = i < RUN ? 0 : i - RUN + 1;

		hash = 0;
		for (size_t k = first; k <= i; k++)
			hash = (hash ^ words[k]) * UINT64_C(0x9e3779b97f4a7c15) + (hash >> 29);
		hash = mix(hash);
		if (i + 1 >= RUN)
			add_run(m, hash);
		if (i + 1 >= LONG_RUN)
			add_long_run(m, mix(before[i % (LONG_RUN - RUN)] + hash * 3));
		before[i % (LONG_RUN - RUN)] = hash;
	}
	if (n < RUN)
		add_run(m, hash);
	if (n < LONG_RUN)
		add_long_run(m, mix(before[0] + before[1] * 3));
}

/* A class without a run borrows that of another, which is looked for in an order of its own: a text and its copy, in which others
 * are without one, then mostly borrow the same (A. Shrivastava, P. Li, "Improved densification of one permutation hashing", 2014,
 * but for the order, which is a generator of period 128). Of what is borrowed another bit is taken. */
static bool
bit_of(const struct making *m, unsigned class)
{
	const uint64_t own = mix(class + 1);
	unsigned at = class;

	for (unsigned step = own & (CLASSES - 1) & ~1u; m->least[at] == EMPTY;)
		at = (at * 5 + step + 1) & (CLASSES - 1);
	return mix(m->least[at] ^ own) >> 63;
}

void
xb_likeness_make(struct xb_likeness *out, const uint32_t *words, size_t n)
{
	struct making m = { .nsketch = 0 };

	*out = (struct xb_likeness){ .nsketch = 0 };
	if (!n)
		return;
	memset(m.least, 0xff, sizeof(m.least));
	add_runs(&m, words, n);
	for (unsigned i = 0; i < CLASSES; i++)
		out->bits[i / 64] |= (uint64_t)bit_of(&m, i) << (i % 64);
	for (size_t i = 0; i < m.nsketch; i++)
		out->sketch[i] = (uint16_t)m.sketch[i];
	out->nsketch = (uint8_t)m.nsketch;
	out->whole = (uint32_t)(XXH3_64bits(words, n * sizeof(*words)) >> 40);
	out->size = (uint8_t)lround(8 * log2((double)(n > RUN ? n - RUN + 1 : 1)));
}

/* ---- Comparing ---- */

/* Whether the sketches have enough in common: what the index is asked for, too. */
static bool
share_sketch(const struct xb_likeness *a, const struct xb_likeness *b)
{
	size_t shared = 0;

	for (size_t i = 0; i < a->nsketch; i++)
		for (size_t k = 0; k < b->nsketch; k++)
			shared += a->sketch[i] == b->sketch[k];
	return shared >= xb_sketch_wanted(a) && shared >= xb_sketch_wanted(b);
}

bool
xb_likeness_near(struct xb_alike *out, const struct xb_likeness *a, const struct xb_likeness *b)
{
	const unsigned distance = (unsigned)(__builtin_popcountll(a->bits[0] ^ b->bits[0]) +
	                                     __builtin_popcountll(a->bits[1] ^ b->bits[1]));
	const double resemblance = 1 - 2 * (double)distance / CLASSES;
	double times, overlap;

	if (distance > DISTANCE_MOST || !a->nsketch || !b->nsketch)
		return false;
	times = exp2((a->size > b->size ? a->size - b->size : b->size - a->size) / 8.0);
	overlap = resemblance / (1 + resemblance) * (1 + times);
	*out = (struct xb_alike){ resemblance, overlap < 1 ? overlap : 1 };
	return overlap >= OVERLAP_LEAST && share_sketch(a, b);
}

bool
xb_likeness_same(const struct xb_likeness *a, const struct xb_likeness *b)
{
	return a->nsketch && a->nsketch == b->nsketch && a->whole == b->whole && a->size == b->size &&
	       memcmp(a->bits, b->bits, sizeof(a->bits)) == 0 && memcmp(a->sketch, b->sketch, a->nsketch * sizeof(*a->sketch)) == 0;
}

/* ---- As bytes ---- */

/* What stands before the sketch, and how long a sketch may be. */
#define HEAD (16 + 1 + 3)
#define SKETCH_ONCE 9

size_t
xb_likeness_encode(char out[XB_LIKENESS_BYTES], const struct xb_likeness *likeness)
{
	size_t n = 0;

	for (size_t i = 0; i < 16; i++)
		out[n++] = (char)(likeness->bits[i / 8] >> (i % 8 * 8));
	out[n++] = (char)likeness->size;
	for (size_t i = 0; i < 3; i++)
		out[n++] = (char)(likeness->whole >> (8 * i));
	for (size_t i = 0; i < likeness->nsketch; i++) {
		out[n++] = (char)likeness->sketch[i];
		out[n++] = (char)(likeness->sketch[i] >> 8);
	}
	return n;
}

bool
xb_likeness_decode(struct xb_likeness *out, struct xb_str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;

	*out = (struct xb_likeness){ .nsketch = 0 };
	if (bytes.len < HEAD + 2 || bytes.len > HEAD + 2 * SKETCH_ONCE || (bytes.len - HEAD) % 2)
		return false;
	for (size_t i = 0; i < 16; i++)
		out->bits[i / 8] |= (uint64_t)p[i] << (i % 8 * 8);
	out->size = p[16];
	out->whole = p[17] | (uint32_t)p[18] << 8 | (uint32_t)p[19] << 16;
	out->nsketch = (uint8_t)((bytes.len - HEAD) / 2 < XB_SKETCH_MAX ? (bytes.len - HEAD) / 2 : XB_SKETCH_MAX);
	for (size_t i = 0; i < out->nsketch; i++)
		out->sketch[i] = (uint16_t)(p[HEAD + 2 * i] | p[HEAD + 2 * i + 1] << 8);
	return true;
}

void
xb_sketch_term(char out[XB_SKETCH_TERM], uint16_t element)
{
	for (size_t i = 0; i < XB_SKETCH_TERM; i++)
		out[i] = (char)('0' + (element >> (6 * (XB_SKETCH_TERM - 1 - i)) & 63));
}
