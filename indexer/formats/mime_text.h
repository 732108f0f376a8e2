/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mime_text.h - what mail does to a text for the way, undone. */
#ifndef XB_MIME_TEXT_H
#define XB_MIME_TEXT_H

#include "arena.h"
#include "str.h"

/* Value of a hexadecimal digit, or -1. */
int xb_mime_hex(char c);

/* Each puts what it makes at `out`, which has room for in.len bytes, and returns the length. What breaks the rules is taken
 * as it stands (quoted-printable) or passed over (base64). */

/* RFC 2045, 6.8. */
size_t xb_mime_base64(char *out, struct xb_str in);

/* RFC 2045, 6.7. */
size_t xb_mime_quoted(char *out, struct xb_str in);

/* Q of RFC 2047, 4.2: as above, and '_' is a space. */
size_t xb_mime_q(char *out, struct xb_str in);

/* A body as its Content-Transfer-Encoding says. Borrowed, or made in the arena; .ptr is NULL when it is full. */
struct xb_str xb_mime_transfer(struct xb_str body, struct xb_str encoding, struct xb_arena *arena);

/* The lines of format=flowed (RFC 3676, 4) as paragraphs again, quote marks left in. With `delsp` the space that a line
 * flows at goes, too. Made in the arena likewise. */
struct xb_str xb_mime_unflow(struct xb_str text, bool delsp, struct xb_arena *arena);

#endif
