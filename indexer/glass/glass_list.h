/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_list.h - postings under one key, as they grow in memory and lie in a run: a chain of chunks in an arena.
 *
 * A posting is never cut, so that a chunk's bytes can be copied as they are. What a posting is depends on the kind of list;
 * `step` is the document number less that of the posting before it (0 for the first in a run):
 *
 *     VALUES   step, length of the value, value
 *     LENGTHS  step, length of the document
 *     TERM     step * 4 + one of enum xb_glass_posting, then
 *              ONE   wdf, position
 *              BARE  wdf
 *              MANY  wdf, length of the positions, positions as the position table has them */
#ifndef XB_GLASS_LIST_H
#define XB_GLASS_LIST_H

#include "arena.h"
#include "glass_format.h"

/* In the order in which they stand in the postlist table. */
enum xb_glass_kind { XB_GLASS_VALUES, XB_GLASS_LENGTHS, XB_GLASS_TERM, XB_GLASS_END };

enum xb_glass_posting { XB_GLASS_ONE, XB_GLASS_BARE, XB_GLASS_MANY };

struct xb_glass_chunk {
	struct xb_glass_chunk *next;
	uint32_t used;
	unsigned char bytes[];
};

struct xb_glass_list {
	struct xb_glass_chunk *first, *last;
	uint32_t used, room; /* of the last chunk; its own .used is set when the next one is begun */
	uint32_t documents;
	uint32_t occurrences; /* wdf in all, modulo 2^32: glass_writer.h */
};

/* A chunk with room for `need` bytes more, linked in as the last. NULL when out of memory. */
struct xb_glass_chunk *xb_glass_list_grow(struct xb_glass_list *list, uint32_t need, struct xb_arena *arena);

/* Room for a posting of at most `need` bytes; NULL when out of memory. xb_glass_list_end tells where it ended. */
static inline unsigned char *
xb_glass_list_begin(struct xb_glass_list *list, uint32_t need, struct xb_arena *arena)
{
	struct xb_glass_chunk *chunk = list->last;

	if (__builtin_expect(list->room - list->used < need, 0) && !(chunk = xb_glass_list_grow(list, need, arena)))
		return NULL;
	return chunk->bytes + list->used;
}

static inline void
xb_glass_list_end(struct xb_glass_list *list, const unsigned char *end)
{
	list->used = (uint32_t)(end - list->last->bytes);
	list->documents++;
}

/* The bytes of a chunk of the list. XB_GLASS_SLACK bytes behind them may be read. */
static inline struct xb_str
xb_glass_list_bytes(const struct xb_glass_list *list, const struct xb_glass_chunk *chunk)
{
	return xb_strn((const char *)chunk->bytes, chunk == list->last ? list->used : chunk->used);
}

#endif
