/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tidy.h - white space and controls of a field's text. */
#ifndef XB_TIDY_H
#define XB_TIDY_H

#include "arena.h"
#include "str.h"

/* One line: each run of white space (no-break spaces, line ends and controls with it) becomes one space, none at the
 * ends. Borrowed from `text` where nothing had to change. .ptr is NULL when the arena is full. */
struct xb_str xb_tidy_line(struct xb_str text, struct xb_arena *arena);

/* Paragraphs, "\n\n" between them: an empty line ends one, and so does a line indented by two columns or more against
 * the text's own margin, which is how wires set them. Other line ends stay as '\n', since a list or a verse is lost
 * without them; spaces are as in a line. .ptr is NULL when the arena is full. */
struct xb_str xb_tidy_paragraphs(struct xb_str text, struct xb_arena *arena);

#endif
