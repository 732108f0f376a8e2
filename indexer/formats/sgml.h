/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sgml.h - tags in the collections of the 1980s and 1990s, which no XML parser takes: no quotes, no end tags, bare
 * ampersands. Nothing but tags is understood. */
#ifndef XB_SGML_H
#define XB_SGML_H

#include "arena.h"
#include "str.h"

struct xb_sgml_tag {
	struct xb_str name;  /* as written */
	struct xb_str attrs; /* what follows the name */
	size_t start, end;   /* of its '<', and after its '>' */
	bool closing;
};

/* The next tag at or after `from`: CDATA sections, comments and a '<' that begins none of these are passed over. False when
 * there is none. */
bool xb_sgml_tag_next(struct xb_sgml_tag *tag, struct xb_str text, size_t from);

/* An element that is a field, by a name of ours; `kind` is its reader's. */
struct xb_sgml_field {
	const char *tag;
	int kind;
	const char *name;
};

/* The row of an element, whatever the case of its name, or NULL. */
const struct xb_sgml_field *xb_sgml_field_find(const struct xb_sgml_field *fields, size_t n, struct xb_str tag);

/* The value of an attribute, in quotes or not; .len 0 when it is absent. */
struct xb_str xb_sgml_attr(const struct xb_sgml_tag *tag, const char *name);

/* What is between two tags as text: tags are dropped, <P> and the like are paragraphs, CDATA is as it stands. References
 * are left for markup.h. Borrowed when there is nothing to do; .ptr is NULL when the arena is full. */
struct xb_str xb_sgml_text(struct xb_str markup, struct xb_arena *arena);

/* References to characters, and &lt; &gt; &amp; &quot; &apos;, resolved; to controls: blanks. Likewise. */
struct xb_str xb_sgml_resolve(struct xb_str text, struct xb_arena *arena);

/* The place of a dateline: "SALVADOR, Feb 26 -" is "SALVADOR", "BEIRUT, Lebanon (AP)" is "BEIRUT, Lebanon". */
struct xb_str xb_dateline_place(struct xb_str dateline);

/* "By ANNA SMITH" without its first word. */
struct xb_str xb_byline_name(struct xb_str byline);

#endif
