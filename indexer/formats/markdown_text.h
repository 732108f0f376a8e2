/* SPDX-License-Identifier: GPL-2.0-or-later */
/* markdown_text.h - Markdown → text (CommonMark 0.31, GitHub's tables and footnotes). */
#ifndef XB_MARKDOWN_TEXT_H
#define XB_MARKDOWN_TEXT_H

#include "arena.h"
#include "str.h"

/* The text, paragraphs as "\n\n": links are their words, pictures what is said of them, a list or table has a line for each
 * item or row; marks of emphasis go, but not those within words; HTML goes through markup.h. When `title` is not NULL the
 * first heading of the first level goes there and not into the text. .ptr is NULL when the arena is full. */
struct xb_str xb_markdown_text(struct xb_str *title, struct xb_str markdown, struct xb_arena *arena);

#endif
