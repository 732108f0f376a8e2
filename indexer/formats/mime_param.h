/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mime_param.h - values with parameters: text/plain; charset=koi8-r (RFC 2045, 5.1). */
#ifndef XB_MIME_PARAM_H
#define XB_MIME_PARAM_H

#include "arena.h"
#include "str.h"

/* What stands before the first semicolon, trimmed. */
struct xb_str xb_mime_value(struct xb_str value);

/* A parameter's value: a word, a quoted string, or RFC 2231's pieces and percent signs (name*0*=utf-8''a%20b), of which the
 * charset is not looked at. .len 0 when there is none. Borrowed, or made in the arena; also .len 0 when that is full. */
struct xb_str xb_mime_param(struct xb_str value, const char *name, struct xb_arena *arena);

#endif
