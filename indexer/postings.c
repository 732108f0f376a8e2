/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "postings.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Enough for most dispatches: they have some 300 terms. */
#define SLOTS_FIRST 1024
#define ROWS_FIRST (SLOTS_FIRST / 2)
#define OCCURRENCES_FIRST ROWS_FIRST

/* What is taken at once for the terms' bytes. */
#define TEXT_ROOM 4096

/* Occurrences of a document: the positions of a term then take less than 2^32 bytes, encoded. */
#define OCCURRENCES_MAX ((size_t)1 << 29)

void
xb_postings_init(struct xb_postings *postings, struct xb_arena *arena)
{
	*postings = (struct xb_postings){ .arena = arena };
}

/* ---- Terms ---- */

static bool
grow_slots(struct xb_postings *postings)
{
	const size_t n = postings->nslots ? postings->nslots * 2 : SLOTS_FIRST;
	uint64_t *slots = xb_arena_calloc(postings->arena, n, sizeof(*slots));

	if (!slots)
		return false;
	for (size_t old = 0; old < postings->nslots; old++) {
		size_t i = (postings->slots[old] >> 32) & (n - 1);

		if (!postings->slots[old])
			continue;
		while (slots[i])
			i = (i + 1) & (n - 1);
		slots[i] = postings->slots[old];
	}
	postings->slots = slots;
	postings->nslots = n;
	return true;
}

static bool
grow_rows(struct xb_postings *postings)
{
	const size_t want = postings->cap ? postings->n + 1 : ROWS_FIRST;
	struct xb_posting *rows = xb_arena_grow(postings->arena, postings->rows, &postings->cap, want, sizeof(*rows));

	if (rows)
		postings->rows = rows;
	return rows;
}

static bool
grow_text(struct xb_postings *postings)
{
	postings->text = xb_arena_alloc(postings->arena, TEXT_ROOM);
	postings->text_room = postings->text ? TEXT_ROOM : 0;
	return postings->text;
}

/* Room for one more term; the slots are at most half full. */
static inline bool
make_room(struct xb_postings *postings)
{
	return (postings->n < postings->cap || grow_rows(postings)) &&
	       (postings->n * 2 < postings->nslots || grow_slots(postings)) &&
	       (postings->text_room >= XB_TERM_MAX || grow_text(postings));
}

/* As xb_term_make, but fast where nothing is cut; tells the length of the prefix, too. */
static inline struct xb_str
put_term(char *out, const char *prefix, struct xb_str value, size_t *prefix_len)
{
	size_t n = 0;

	for (; prefix[n]; n++)
		out[n] = prefix[n];
	*prefix_len = n;
	if (value.len > XB_TERM_MAX - n)
		return xb_strn(out, xb_term_make(out, prefix, value));
	if (value.len)
		memcpy(out + n, value.ptr, value.len);
	return xb_strn(out, n + value.len);
}

uint32_t
xb_postings_find(struct xb_postings *postings, const char *prefix, struct xb_str value)
{
	size_t prefix_len, i;
	struct xb_str term;
	uint64_t hash;

	if (!make_room(postings)) {
		postings->failed = true;
		return XB_NO_POSTING;
	}
	term = put_term(postings->text, prefix, value, &prefix_len);
	hash = XXH3_64bits(term.ptr, term.len) >> 32;
	for (i = hash & (postings->nslots - 1); postings->slots[i]; i = (i + 1) & (postings->nslots - 1)) {
		uint32_t number = (uint32_t)postings->slots[i] - 1;

		if (postings->slots[i] >> 32 == hash && xb_str_equal(postings->rows[number].term, term))
			return number;
	}
	postings->rows[postings->n] = (struct xb_posting){ .term = term, .prefix = (uint8_t)prefix_len };
	postings->slots[i] = hash << 32 | ++postings->n;
	postings->text += term.len;
	postings->text_room -= term.len;
	return (uint32_t)postings->n - 1;
}

/* ---- Occurrences ---- */

bool
xb_postings_grow(struct xb_postings *postings)
{
	struct xb_occurrence *grown = xb_arena_grow(postings->arena, postings->occurrences, &postings->occurrences_cap,
	                                            postings->noccurrences + OCCURRENCES_FIRST, sizeof(*grown));

	postings->failed |= !grown;
	if (grown)
		postings->occurrences = grown;
	return grown;
}

/* Enter a position among those of a row that are there, the room of which is `positions`. They come in order but for tests. */
static void
enter(struct xb_posting *row, uint32_t *positions, uint32_t pos)
{
	size_t i = row->npositions;

	while (i && positions[i - 1] > pos)
		i--;
	if (i && positions[i - 1] == pos)
		return;
	memmove(positions + i + 1, positions + i, (row->npositions - i) * sizeof(*positions));
	positions[i] = pos;
	row->npositions++;
}

xabar_status
xb_postings_finish(struct xb_postings *postings, xabar_error *err)
{
	uint32_t *positions = xb_arena_alloc(postings->arena, postings->noccurrences * sizeof(*positions)), *at = positions;

	if (postings->failed || !positions)
		return xb_fail_nomem(err);
	if (postings->too_heavy)
		return xb_fail(err, XABAR_ELIMIT, "a term weighs more in a document than 32 bits hold");
	if (postings->noccurrences > OCCURRENCES_MAX)
		return xb_fail(err, XABAR_ELIMIT, "a document has too many words (%zu)", postings->noccurrences);
	for (size_t i = 0; i < postings->n; i++) {
		struct xb_posting *row = &postings->rows[i];

		row->positions = at;
		at += row->npositions;
		row->npositions = 0;
	}
	for (size_t i = 0; i < postings->noccurrences; i++) {
		const struct xb_occurrence *occurrence = &postings->occurrences[i];
		struct xb_posting *row = &postings->rows[occurrence->posting];

		enter(row, positions + (row->positions - positions), occurrence->pos);
		row->written = occurrence->written > row->written ? occurrence->written : row->written;
	}
	return XABAR_OK;
}
