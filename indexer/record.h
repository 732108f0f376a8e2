/* SPDX-License-Identifier: GPL-2.0-or-later */
/* record.h - one item as found in an input, untyped: names and values, in their order. */
#ifndef XB_RECORD_H
#define XB_RECORD_H

#include <stdint.h>

#include "dispatch.h"
#include "error.h"

/* Several pairs may share a name (a JSON array gives one each). Nested objects have dotted names: "author.name". */
struct xb_pair {
	struct xb_str name;  /* as in the input, trimmed */
	struct xb_str value; /* valid UTF-8, may hold NULs */
	bool text;           /* the value is text as it stands: what looks like markup in it is none */
	unsigned object;     /* of JSON: the object that it is a member of, counted from 1, outermost, as they open; else 0 */
};

/* Everything is borrowed from the reader's arena until the next record is asked for. */
struct xb_record {
	struct xb_pair *pairs;
	size_t npairs, pairs_cap;
	uint64_t offset;          /* of its first byte in the input (after decompression) */
	uint64_t end;             /* of the first byte after it: where a reader could go on */
	struct xb_charset_found charset;
};

/* Add a pair whose value may hold HTML. False when the arena is full. */
bool xb_record_add(struct xb_record *record, struct xb_arena *arena, struct xb_str name, struct xb_str value);

/* Add a pair whose value is text. An empty value adds nothing. False when the arena is full. */
bool xb_record_add_text(struct xb_record *record, struct xb_arena *arena, const char *name, struct xb_str value);

/* What it means that the arena gave NULL when some `want` bytes were asked for a record: ERECORD when the record is too
 * large for it (which is data, not a failure), ENOMEM when the system has no more. */
xabar_status xb_record_fail_full(const struct xb_arena *arena, size_t want, xabar_error *err);

#endif
