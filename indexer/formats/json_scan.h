/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json_scan.h - where a JSON value ends, and where a list of records begins, without reading what is inside. */
#ifndef XB_JSON_SCAN_H
#define XB_JSON_SCAN_H

#include "str.h"

/* A scan under way. All zeros begins one; `depth` may be set when some brackets are open already. */
struct xb_json_scan {
	size_t depth;   /* of open brackets and braces */
	bool in_string;
	bool escaped;   /* a backslash came last */
	bool done;      /* the value has ended */
};

/* Go on through `bytes`, which begin (or go on) with an object, array or string: the bytes that belong to it. scan->done
 * tells whether it has ended; else all of them do. Kinds of brackets are not compared: that is left to the parser. */
size_t xb_json_scan(struct xb_json_scan *scan, struct xb_str bytes);

enum xb_json_list {
	XB_JSON_LIST_NONE,  /* the object has no such list, or is no JSON */
	XB_JSON_LIST_FOUND,
	XB_JSON_LIST_MORE,  /* not seen in these bytes, which end within the object */
};

/* Find the list of records in an object such as {"status": "ok", "articles": [{...}, ...]}: a member with one of the
 * usual names whose value is an array that begins with an object, or an object that holds such a list in turn. *pos is
 * the offset of its '[', *depth how many objects are open there. */
enum xb_json_list xb_json_find_list(size_t *pos, size_t *depth, struct xb_str bytes);

/* White space of RFC 8259, section 2. */
static inline bool
xb_json_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

#endif
