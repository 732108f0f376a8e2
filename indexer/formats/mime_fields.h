/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mime_fields.h - "Name: value" lines, as mail, MIME parts, HTTP and WARC records begin with them (RFC 5322, 2.2). */
#ifndef XB_MIME_FIELDS_H
#define XB_MIME_FIELDS_H

#include <stdint.h>

#include "arena.h"
#include "str.h"

struct xb_mime_field {
	struct xb_str name;
	struct xb_str value; /* on one line, trimmed; its bytes are still to be decoded */
};

struct xb_mime_fields {
	struct xb_mime_field *rows;
	size_t n, cap;
	size_t len; /* bytes up to and with the empty line: where the body begins */
};

/* Read the lines up to an empty one, or to the end. They may end in LF or CR LF; those without a name and a colon are
 * passed over. Borrowed from `bytes`, or made in the arena; false when that is full. */
bool xb_mime_fields_read(struct xb_mime_fields *out, struct xb_str bytes, struct xb_arena *arena);

/* The value of the first field of that name, whatever its case; .len 0 when there is none. */
struct xb_str xb_mime_field(const struct xb_mime_fields *fields, const char *name);

/* Digits and nothing else, as lengths are written. */
bool xb_mime_number(uint64_t *out, struct xb_str digits);

#endif
