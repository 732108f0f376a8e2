/* SPDX-License-Identifier: GPL-2.0-or-later */
/* identity.h - an id for a dispatch that has none. */
#ifndef XB_IDENTITY_H
#define XB_IDENTITY_H

#include "dispatch.h"

/* "x" and 32 hex digits: XXH3-128 of title, date and body, so that the same text is the same dispatch wherever it came
 * from. Made in the arena; .ptr is NULL when it is full. */
struct xb_str xb_identity_hash(const struct xb_dispatch *dispatch, struct xb_arena *arena);

#endif
