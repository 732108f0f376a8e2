/* SPDX-License-Identifier: GPL-2.0-or-later */
/* distinct.h - distinct strings, numbered 0, 1 ... as they come. */
#ifndef XB_DISTINCT_H
#define XB_DISTINCT_H

#include <stdint.h>

#include "arena.h"

/* All in the arena. */
struct xb_distinct {
	struct xb_arena *arena;
	struct xb_str *array; /* by number, NUL-terminated */
	size_t n, cap;
	uint32_t *slots;      /* open addressing: numbers plus one */
	size_t nslots;        /* a power of two */
};

/* No string has this number: there is no memory for it. */
#define XB_NO_STRING UINT32_MAX

void xb_distinct_init(struct xb_distinct *distinct, struct xb_arena *arena);

/* The number of a string, which is that of the next where it is new. */
uint32_t xb_distinct_number(struct xb_distinct *distinct, struct xb_str string);

#endif
