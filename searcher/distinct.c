/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "distinct.h"

#include <xxhash.h>

#define FIRST_SLOTS 64

void
xb_distinct_init(struct xb_distinct *distinct, struct xb_arena *arena)
{
	*distinct = (struct xb_distinct){ .arena = arena };
}

/* Where a string is, or where it would go. */
static uint32_t *
slot_of(const struct xb_distinct *distinct, struct xb_str string)
{
	const size_t mask = distinct->nslots - 1;
	size_t at = XXH3_64bits(string.ptr, string.len) & mask;

	while (distinct->slots[at] && !xb_str_equal(distinct->array[distinct->slots[at] - 1], string))
		at = (at + 1) & mask;
	return &distinct->slots[at];
}

/* Half of the slots at most are taken. */
static bool
grow(struct xb_distinct *distinct)
{
	const size_t nslots = distinct->nslots ? 2 * distinct->nslots : FIRST_SLOTS;
	uint32_t *slots = xb_arena_calloc(distinct->arena, nslots, sizeof(*slots));

	if (!slots)
		return false;
	distinct->slots = slots;
	distinct->nslots = nslots;
	for (size_t i = 0; i < distinct->n; i++)
		*slot_of(distinct, distinct->array[i]) = (uint32_t)i + 1;
	return true;
}

uint32_t
xb_distinct_number(struct xb_distinct *distinct, struct xb_str string)
{
	struct xb_str *array;
	uint32_t *slot;

	if (2 * distinct->n >= distinct->nslots && !grow(distinct))
		return XB_NO_STRING;
	slot = slot_of(distinct, string);
	if (*slot)
		return *slot - 1;
	array = xb_arena_grow(distinct->arena, distinct->array, &distinct->cap, distinct->n + 1, sizeof(*array));
	if (!array || distinct->n >= UINT32_MAX - 1)
		return XB_NO_STRING;
	distinct->array = array;
	array[distinct->n] = xb_arena_str(distinct->arena, string);
	if (!array[distinct->n].ptr)
		return XB_NO_STRING;
	*slot = (uint32_t)++distinct->n;
	return *slot - 1;
}
