/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#include "huge.h"

#define ALIGN alignof(max_align_t)
#define BLOCK_MIN ((size_t)64 * 1024)
#define BLOCK_KEEP ((size_t)1024 * 1024)

struct xb_arena_block {
	struct xb_arena_block *next;
	size_t size;
	size_t used;
	max_align_t space[];
};

void
xb_arena_init(struct xb_arena *arena, size_t limit)
{
	*arena = (struct xb_arena){ .limit = limit, .block = BLOCK_MIN };
}

void
xb_arena_init_huge(struct xb_arena *arena, size_t limit)
{
	*arena = (struct xb_arena){ .limit = limit, .block = XB_HUGE_PAGE - sizeof(struct xb_arena_block) };
}

static void
free_blocks(struct xb_arena_block **head)
{
	while (*head) {
		struct xb_arena_block *next = (*head)->next;

		xb_huge_free(*head, sizeof(**head) + (*head)->size);
		*head = next;
	}
}

void
xb_arena_release(struct xb_arena *arena)
{
	free_blocks(&arena->head);
	free_blocks(&arena->spare);
	arena->used = 0;
}

void
xb_arena_recycle(struct xb_arena *arena)
{
	while (arena->head) {
		struct xb_arena_block *block = arena->head;

		arena->head = block->next;
		block->next = NULL;
		if (block->size == arena->block) {
			block->next = arena->spare;
			block->used = 0;
			arena->spare = block;
		} else {
			free_blocks(&block);
		}
	}
	arena->used = 0;
}

void
xb_arena_clear(struct xb_arena *arena)
{
	struct xb_arena_block *keep = arena->head;

	if (keep && keep->size <= BLOCK_KEEP) {
		arena->head = keep->next;
		xb_arena_release(arena);
		keep->next = NULL;
		keep->used = 0;
		arena->head = keep;
	} else {
		xb_arena_release(arena);
	}
	arena->used = 0;
}

static struct xb_arena_block *
new_block(struct xb_arena *arena, size_t size)
{
	size_t room = size > arena->block ? size : arena->block;
	struct xb_arena_block *block;

	if (room == arena->block && arena->spare) {
		block = arena->spare;
		arena->spare = block->next;
		block->next = arena->head;
		arena->head = block;
		return block;
	}
	if (room > SIZE_MAX - sizeof(*block))
		return NULL;
	block = xb_huge_alloc(sizeof(*block) + room);
	if (!block)
		return NULL;
	*block = (struct xb_arena_block){ .next = arena->head, .size = room };
	arena->head = block;
	return block;
}

static size_t
aligned(size_t size)
{
	return (size + ALIGN - 1) & ~(ALIGN - 1);
}

void *
xb_arena_alloc(struct xb_arena *arena, size_t size)
{
	struct xb_arena_block *block = arena->head;
	void *p;

	if (size > SIZE_MAX - ALIGN)
		return NULL;
	size = aligned(size);
	if (size > arena->limit - arena->used)
		return NULL;
	if (!block || size > block->size - block->used)
		block = new_block(arena, size);
	if (!block)
		return NULL;
	p = (unsigned char *)block->space + block->used;
	block->used += size;
	arena->used += size;
	return p;
}

void *
xb_arena_calloc(struct xb_arena *arena, size_t n, size_t size)
{
	void *p;

	if (size && n > SIZE_MAX / size)
		return NULL;
	p = xb_arena_alloc(arena, n * size);
	if (p)
		memset(p, 0, n * size);
	return p;
}

/* Where the block is linked that holds an array of `size` bytes and nothing else; NULL when the array shares its block. */
static struct xb_arena_block **
own_block(struct xb_arena *arena, const void *array, size_t size)
{
	struct xb_arena_block **at = &arena->head;

	if (size <= arena->block) /* it is one of several, most likely */
		return NULL;
	while (*at && (void *)(*at)->space != array)
		at = &(*at)->next;
	return *at && (*at)->used == size ? at : NULL;
}

/* Make a block, linked at `at`, one of `size` bytes, all of them used: the array in it, or NULL. */
static void *
grow_block(struct xb_arena *arena, struct xb_arena_block **at, size_t size)
{
	struct xb_arena_block *block = *at;
	const size_t more = size - block->used;

	if (size > SIZE_MAX - sizeof(*block) || more > arena->limit - arena->used)
		return NULL;
	block = xb_huge_grow(block, sizeof(*block) + block->size, sizeof(*block) + size);
	if (!block)
		return NULL;
	block->size = block->used = size;
	arena->used += more;
	*at = block;
	return block->space;
}

void *
xb_arena_grow(struct xb_arena *arena, void *array, size_t *cap, size_t want, size_t size)
{
	size_t more = *cap ? *cap * 2 : 8;
	struct xb_arena_block **own;
	void *grown;

	if (want <= *cap)
		return array;
	if (more < want)
		more = want;
	if (more > (SIZE_MAX - ALIGN) / size)
		return NULL;
	own = *cap ? own_block(arena, array, aligned(*cap * size)) : NULL;
	grown = own ? grow_block(arena, own, aligned(more * size)) : xb_arena_alloc(arena, more * size);
	if (!grown)
		return NULL;
	if (*cap && !own)
		memcpy(grown, array, *cap * size);
	*cap = more;
	return grown;
}

char *
xb_arena_strndup(struct xb_arena *arena, const char *s, size_t len)
{
	char *copy = len < SIZE_MAX ? xb_arena_alloc(arena, len + 1) : NULL;

	if (!copy)
		return NULL;
	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

struct xb_str
xb_arena_str(struct xb_arena *arena, struct xb_str s)
{
	return (struct xb_str){ xb_arena_strndup(arena, s.ptr, s.len), s.len };
}
