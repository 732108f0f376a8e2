/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_layout.h - text on lines of so many columns, whatever its script, with marks. */
#ifndef XB_RENDER_LAYOUT_H
#define XB_RENDER_LAYOUT_H

#include "render.h"

/* SGR (ECMA-48): what begins a style, and ends all of them. */
struct xb_style {
	const char *headline, *dim, *mark, *end;
};

struct xb_layout {
	struct xb_buf *out;
	const struct xb_style *style;
	const char *mark, *mark_end; /* around what matched */
	unsigned columns; /* 0: no wrapping */
	unsigned indent;  /* of each line but the first, which has a beginning of its own */
	unsigned column;
	bool fresh;       /* nothing is on the line but its beginning */
	bool isolates;    /* put right-to-left text between isolates (UAX #9): a terminal puts it in order itself */
	bool isolated;    /* inside such */
};

/* Columns that a text takes on a terminal: none for what combines, two for wide characters. */
unsigned xb_layout_width(struct xb_str text);

/* Begin a line, with `beginning` or, for NULL, with the indent. */
void xb_layout_begin(struct xb_layout *layout, const char *beginning);

/* Put words after what is there, from line to line, in the style `base`, which goes on after a mark. Controls, which a
 * terminal would obey, become U+FFFD; white space is one space. A word wider than a line is broken, not within a character and
 * what combines with it. */
void xb_layout_text(struct xb_layout *layout, const xabar_text *text, const char *base);

/* Put a piece, and what has to stay with it `after` it: behind `separator`, or on the next line in its place if it does not fit. */
void xb_layout_piece(struct xb_layout *layout, const char *separator, const char *text, const char *after);

void xb_layout_end(struct xb_layout *layout);

#endif
