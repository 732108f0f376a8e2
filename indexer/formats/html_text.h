/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_text.h - characters of a page → text, and how much text there is. */
#ifndef XB_HTML_TEXT_H
#define XB_HTML_TEXT_H

#include "html_tree.h"

/* Letters and digits in text as in the page: a reference is one, but for the spaces'. Of all scripts alike. */
size_t xb_html_letters(struct xb_str source);

/* Where the first digit is, of ASCII, U+0660 to U+0669 and U+06F0 to U+06F9; s.len when there is none. */
size_t xb_html_digit(struct xb_str s);

/* The text of the nodes from..to on one line: references resolved, white space in single spaces, but as it is in
 * <pre>; a <br> is '\n'. What is in elements whose inside is no text is left out. Made in the arena; .ptr is NULL when it is
 * full. */
struct xb_str xb_html_text(const struct xb_html_tree *tree, uint32_t from, uint32_t to, struct xb_arena *arena);

/* The same of characters alone: an attribute's value. */
struct xb_str xb_html_value(struct xb_str source, struct xb_arena *arena);

/* What texts are compared by: its letters and digits alone, folded. Made in the arena, likewise. */
struct xb_str xb_html_key(struct xb_str text, struct xb_arena *arena);

#endif
