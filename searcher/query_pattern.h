/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query_pattern.h - words of the query that stand for many: with * or ? in them, or ~ after them. */
#ifndef XB_QUERY_PATTERN_H
#define XB_QUERY_PATTERN_H

#include "error.h"
#include "schema.h"

enum xb_pattern_kind {
	XB_PATTERN_NONE,
	XB_PATTERN_WILDCARD, /* col*r, wom?n: * is any letters or none, ? is one letter */
	XB_PATTERN_FUZZY,    /* aliyef~, aliyef~1: so many letters may differ */
};

#define XB_EDITS_MAX 2

/* A part of a text of the query: one such word, or all that is before the next one. */
struct xb_piece {
	enum xb_pattern_kind kind;
	struct xb_str text;  /* without ~ and its number */
	struct xb_str whole; /* as it was typed */
	bool numbered;       /* a number is after the ~ */
	unsigned edits;      /* of FUZZY: that number; else by how long the word is */
};

/* A text that is being taken apart. */
struct xb_pieces {
	struct xb_str rest;
	const struct xb_field_info *field; /* NULL: the text of a dispatch */
};

/* The next piece; false at the end. A question mark at the end of a word is punctuation, and so are all of * ? ~ where no letter or
 * digit is with them. */
bool xb_pieces_next(struct xb_piece *out, struct xb_pieces *pieces);

/* EQUERY for a pattern that cannot be searched for in `field`, naming its column in `query`; `exact`: after an equals sign. */
xabar_status xb_piece_check(const struct xb_piece *piece, const struct xb_field_info *field, struct xb_str query, bool exact,
                            xabar_error *err);

#endif
