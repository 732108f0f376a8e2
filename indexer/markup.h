/* SPDX-License-Identifier: GPL-2.0-or-later */
/* markup.h - HTML in a field → text. */
#ifndef XB_MARKUP_H
#define XB_MARKUP_H

#include "arena.h"
#include "str.h"

/* True when the text holds a tag or a character reference, so that xb_markup_text would change it. */
bool xb_markup_looks_like(struct xb_str text);

/* The text of an HTML fragment: block elements end paragraphs ("\n\n"), <br> a line, script and style are dropped,
 * references are resolved. Made in the arena; the input itself when the arena is full or the parser gives nothing. */
struct xb_str xb_markup_text(struct xb_str html, struct xb_arena *arena);

#endif
