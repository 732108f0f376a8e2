/* SPDX-License-Identifier: GPL-2.0-or-later */
/* csv_scan.h - where the rows and fields of a table are: RFC 4180, and what is written in the name of it. */
#ifndef XB_CSV_SCAN_H
#define XB_CSV_SCAN_H

#include "arena.h"
#include "str.h"

/* How a table is written. */
struct xb_csv_dialect {
	char delimiter;
	char newline;        /* '\n'; '\r' in the files of old Macs */
	bool quotes;         /* a field may be in quotes */
	bool slashed_quotes; /* in quotes \" is a quote, too */
	bool escapes;        /* out of quotes \t \n \\ \N are what dumps of MySQL and PostgreSQL mean by them */
	size_t columns;      /* of its header, which settles doubtful quotes; 0: not known yet */
};

/* A field in quotes may be this long. One that seems longer has lost its closing quote. */
#define XB_CSV_QUOTED_MAX ((size_t)1 << 20)

/* The row at the front of some bytes. */
struct xb_csv_row {
	size_t len;    /* with its line end; 0: it does not end in these bytes */
	size_t wasted; /* bytes looked through for closing quotes that were not there */
};

/* Find the end of the row that the bytes begin with. `last`: nothing follows them. A quoted field is at most `quoted_max`
 * long. */
struct xb_csv_row xb_csv_row_find(struct xb_str bytes, bool last, size_t quoted_max, const struct xb_csv_dialect *dialect);

/* A row without its line end. */
struct xb_str xb_csv_row_text(struct xb_str row, const struct xb_csv_dialect *dialect);

struct xb_csv_field {
	struct xb_str raw; /* without its quotes */
	bool quoted;
};

/* A walk over the fields of a row without its line end. */
struct xb_csv_walk {
	struct xb_str row;
	size_t pos;
	size_t column; /* how many were taken */
	bool ended;
};

/* Take the next field. False when there are no more: an empty row has one, empty field. */
bool xb_csv_field_take(struct xb_csv_field *field, struct xb_csv_walk *walk, const struct xb_csv_dialect *dialect);

/* What a field says: doubled quotes are one, escapes are resolved; NULL, unquoted, and \N say nothing. Borrowed from the
 * row where nothing needs resolving. .ptr is NULL when the arena is full. */
struct xb_str xb_csv_field_value(const struct xb_csv_field *field, const struct xb_csv_dialect *dialect,
                                 struct xb_arena *arena);

#endif
