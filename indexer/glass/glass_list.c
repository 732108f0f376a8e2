/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_list.h"

/* Half of all terms occur in one document, so the first chunk holds a posting or two; each next one is twice as large. */
#define ROOM_MIN 20
#define ROOM_MAX 8176

struct xb_glass_chunk *
xb_glass_list_grow(struct xb_glass_list *list, uint32_t need, struct xb_arena *arena)
{
	uint32_t more = list->room ? 2 * list->room + ROOM_MIN : ROOM_MIN;
	struct xb_glass_chunk *chunk;

	if (more > ROOM_MAX)
		more = ROOM_MAX;
	if (more < need)
		more = need;
	chunk = xb_arena_alloc(arena, offsetof(struct xb_glass_chunk, bytes) + more + XB_GLASS_SLACK);
	if (!chunk)
		return NULL;
	chunk->next = NULL;
	if (list->last) {
		list->last->used = list->used;
		list->last->next = chunk;
	} else {
		list->first = chunk;
	}
	list->last = chunk;
	list->used = 0;
	list->room = more;
	return chunk;
}
