/* SPDX-License-Identifier: GPL-2.0-or-later */
/* url_resolve.h - relative references → URLs. */
#ifndef XB_URL_RESOLVE_H
#define XB_URL_RESOLVE_H

#include "arena.h"
#include "str.h"

/* Does it begin with a scheme, "https:", "tag:"? */
bool xb_url_has_scheme(struct xb_str reference);

/* What a reference means at a base (RFC 3986, 5.2). The base may itself be relative: then so is the result. Borrowed, or
 * made in the arena; .ptr is NULL when that is full. */
struct xb_str xb_url_resolve(struct xb_str base, struct xb_str reference, struct xb_arena *arena);

#endif
