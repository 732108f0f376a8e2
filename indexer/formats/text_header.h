/* SPDX-License-Identifier: GPL-2.0-or-later */
/* text_header.h - the header of a plain-text dispatch, and how it is told from prose. */
#ifndef XB_TEXT_HEADER_H
#define XB_TEXT_HEADER_H

#include "str.h"

struct xb_header_line {
	struct xb_str key;
	struct xb_str value;
	bool colon; /* "Key: value", not "key value" */
};

/* Read a line as one of a header: "Key: value" with a key of one to four words, or "key value" where the key is a name
 * of one of our fields. */
bool xb_header_line(struct xb_header_line *out, struct xb_str line);

/* How the first header of a file begins: its exporter writes all of them alike. */
struct xb_header_style {
	char key[64];
	size_t key_len; /* 0: no header yet */
	bool colon;
};

/* Is `block`, lines without an empty one among them, a header? It is when
 *  - every line of it reads as one of a header,
 *  - its first key is a name of one of our fields,
 *  - it gives evidence: a date that reads as one, or, before a colon, a title or an id;
 *  - and, for all but the first of a file, it begins with the same key, written in the same way, as the first did, or
 *    has two kinds of evidence.
 * So a paragraph of prose that happens to begin with "Date" or "Source" starts no dispatch, nor does a list such as
 * "Date: 20 May / Venue: Baku" within one. */
bool xb_header_block(struct xb_str block, const struct xb_header_style *first);

/* Note how a header begins. */
void xb_header_style_set(struct xb_header_style *style, struct xb_str block);

/* Take the next line off the front of `text`, without its end (LF, CR LF). False when there is none. */
bool xb_take_line(struct xb_str *text, struct xb_str *line);

#endif
