/* SPDX-License-Identifier: GPL-2.0-or-later */
/* aliases_line.h - a line of an alias file → the names of one thing, and what a name is looked up by. */
#ifndef XB_ALIASES_LINE_H
#define XB_ALIASES_LINE_H

#include "aliases.h"
#include "schema.h"

/* The bare forms of a name's words, with spaces between. */
#define XB_ALIAS_BARE_MAX (XB_ALIAS_WORDS_MAX * (XB_TERM_MAX + 1))

/* Take the first line off `text`, without its \n. */
struct xb_str xb_alias_line_next(struct xb_str *text);

/* The thing that a line names, in the arena; NULL for a comment. ERECORD for a line that cannot be used, ENOMEM. */
xabar_status xb_alias_line_read(const struct xb_alias_thing **out, struct xb_str line, struct xb_arena *arena, xabar_error *err);

/* Returns the bytes put out. */
size_t xb_alias_bare(char out[XB_ALIAS_BARE_MAX], const struct xb_str *words, size_t n);

uint64_t xb_alias_hash(struct xb_str bare);

#endif
