/* SPDX-License-Identifier: GPL-2.0-or-later */
/* identity.h - whether two dispatches are the same one. */
#ifndef XB_IDENTITY_H
#define XB_IDENTITY_H

#include "dispatch.h"

/* An id for a dispatch that has none: "x" and 32 hex digits, XXH3-128 of title, date and body, so that the same text is the
 * same dispatch wherever it came from. Made in the arena; .ptr is NULL when it is full. */
struct xb_str xb_identity_hash(const struct xb_dispatch *dispatch, struct xb_arena *arena);

/* Is the id a row's number, which every other table has, too? Such an id says something only within its origin. */
bool xb_identity_local(struct xb_str id);

/* Where a dispatch with such an id came from, and what it is about. */
struct xb_origin {
	uint64_t scope; /* of its source, else of its input */
	uint64_t story; /* of its title, else of its date, else of its body */
};

#define XB_ORIGIN_BYTES 16

/* `input` is the name of what it was read from. */
void xb_origin_of(struct xb_origin *out, const struct xb_dispatch *dispatch, struct xb_str input);

/* The form of XB_SLOT_ORIGIN; of bytes that are no such form all is 0. */
void xb_origin_encode(char out[XB_ORIGIN_BYTES], const struct xb_origin *origin);
void xb_origin_decode(struct xb_origin *out, struct xb_str bytes);

/* Do two dispatches with the same local id have only that in common? Not when they are from one origin, nor when they are
 * about the same: a table that is dumped every day has another name every day. */
bool xb_origin_differs(const struct xb_origin *a, const struct xb_origin *b);

/* The id that tells a dispatch from another with the same local id: "17" of the origin becomes "17@0123456789abcdef". Made in the arena;
 * .ptr is NULL when it is full. */
struct xb_str xb_identity_scoped(struct xb_str id, const struct xb_origin *origin, struct xb_arena *arena);

#endif
