/* SPDX-License-Identifier: GPL-2.0-or-later */
/* arena.h - a bump allocator: many allocations, one release, a limit. */
#ifndef XB_ARENA_H
#define XB_ARENA_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct xb_arena_block;

struct xb_arena {
	struct xb_arena_block *head;
	struct xb_arena_block *spare; /* kept by xb_arena_recycle */
	size_t used;
	size_t limit;
	size_t block; /* the least to take at once; set by init */
};

/* No memory is taken until the first allocation. `limit` bytes is all that it will give. */
void xb_arena_init(struct xb_arena *arena, size_t limit);

/* The same, but memory is taken in huge pages (huge.h), for an arena that will be many megabytes. */
void xb_arena_init_huge(struct xb_arena *arena, size_t limit);

/* Forget everything allocated; keep the newest block for reuse unless it is over 1 MiB. */
void xb_arena_clear(struct xb_arena *arena);

/* Forget everything allocated, and keep the memory for what will be: the system clears pages at the rate of a few GB/s, which is
 * felt where an arena is filled again and again. */
void xb_arena_recycle(struct xb_arena *arena);

void xb_arena_release(struct xb_arena *arena);

/* Memory aligned for any type, not zeroed; NULL when out of memory or over the limit. */
void *xb_arena_alloc(struct xb_arena *arena, size_t size);

/* n objects of `size` bytes, zeroed; NULL likewise, and when n * size overflows. */
void *xb_arena_calloc(struct xb_arena *arena, size_t n, size_t size);

/* Room for `want` items of `size` bytes in a growing array that lives in the arena: returns `array` when its *cap suffices, else one
 * twice as large. A large one is moved; of a small one a copy is made, and it stays until the arena is cleared. NULL likewise. */
void *xb_arena_grow(struct xb_arena *arena, void *array, size_t *cap, size_t want, size_t size);

/* A NUL-terminated copy; NULL likewise. */
char *xb_arena_strndup(struct xb_arena *arena, const char *s, size_t len);

/* A copy as an xb_str (also NUL-terminated); .ptr is NULL when there is no memory. */
struct xb_str xb_arena_str(struct xb_arena *arena, struct xb_str s);

#ifdef __cplusplus
}
#endif
#endif
