/* SPDX-License-Identifier: GPL-2.0-or-later */
/* huge.h - memory on huge pages: for what is large and touched at random, where looking addresses up takes most of the time (a
 * third of all of the time of glass/glass_inverter.h). */
#ifndef XB_HUGE_H
#define XB_HUGE_H

#include <stddef.h>

#define XB_HUGE_PAGE ((size_t)2 << 20)

/* `size` bytes, not zeroed: whole huge pages of their own when there are so many, and the system has them. They are not taken
 * from malloc()'s heap, where what is aligned leaves holes. NULL when out of memory. */
void *xb_huge_alloc(size_t size);

/* Give back what xb_huge_alloc(size) gave, or NULL. */
/* Make memory of `size` bytes hold `more`: what was in it stays, and it may move. NULL, and it is left alone, when there is none. */
void *xb_huge_grow(void *p, size_t size, size_t more);

void xb_huge_free(void *p, size_t size);

#endif
