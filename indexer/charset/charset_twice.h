/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_twice.h - UTF-8 that was taken for an 8-bit encoding and made UTF-8 again: "ГјГ§" for "üç". */
#ifndef XB_CHARSET_TWICE_H
#define XB_CHARSET_TWICE_H

#include "arena.h"
#include "error.h"

/* Whether to look closer: cheap, and true of hardly any other text. `text` is valid UTF-8. */
bool xb_twice_suspected(struct xb_str text);

/* Undo it where the evidence is clear: word by word, in runs of words of which at least three, and four times as many as not, can be
 * undone to valid UTF-8. Twice at most. *text is then in the arena; *done tells whether anything was. ENOMEM, ERECORD when
 * the arena is full. */
xabar_status xb_twice_undo(struct xb_str *text, bool *done, struct xb_arena *arena, xabar_error *err);

#endif
