/* SPDX-License-Identifier: GPL-2.0-or-later */
/* markup.h - HTML in a field → text. */
#ifndef XB_MARKUP_H
#define XB_MARKUP_H

#include <stdint.h>

#include "arena.h"
#include "str.h"

/* True when the text holds HTML's tags or character references, so that xb_markup_text would change it. Not every '<'
 * or '&' is one: "AT&T", "a < b" and a wire's "<NGNA>" are text. */
bool xb_markup_looks_like(struct xb_str text);

/* The text of an HTML fragment: block elements end paragraphs ("\n\n"), <br> a line, script and style are dropped,
 * references are resolved. The source's line ends are spaces where it has blocks, and kept where it has none (plain text
 * with a link in it). A text with references and no tags has only those resolved. Made in the arena; the input itself
 * when the arena is full. */
struct xb_str xb_markup_text(struct xb_str html, struct xb_arena *arena);

/* The code point of the reference that `s` begins with ("&amp;", "&#1234;"), its length in *len; 0 when it is none. */
uint32_t xb_markup_reference(struct xb_str s, size_t *len);

#endif
