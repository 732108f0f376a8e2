/* SPDX-License-Identifier: GPL-2.0-or-later */
/* markdown_front.h - what site generators put before a Markdown text: YAML, TOML or JSON. */
#ifndef XB_MARKDOWN_FRONT_H
#define XB_MARKDOWN_FRONT_H

#include "record.h"

enum xb_front_kind { XB_FRONT_NONE, XB_FRONT_YAML, XB_FRONT_TOML, XB_FRONT_JSON };

struct xb_front {
	enum xb_front_kind kind;
	struct xb_str inside; /* without the lines --- or +++ around it */
	struct xb_str rest;   /* the text after it; all of it when there is none */
};

/* Find it at the beginning of a text. */
struct xb_front xb_front_find(struct xb_str text);

/* Add its members as pairs: a list's under one name, again and again, a mapping's under dotted names. Of YAML and TOML what
 * front matter has is read: scalars, quoted or not, lists and mappings in lines or in brackets, and texts of several
 * lines. False when the arena is full. */
bool xb_front_pairs(struct xb_record *record, const struct xb_front *front, struct xb_arena *arena);

#endif
