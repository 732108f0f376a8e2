/* SPDX-License-Identifier: GPL-2.0-or-later */
/* csv_dialect.h - how a table is written and what its header says, told from its beginning. */
#ifndef XB_CSV_DIALECT_H
#define XB_CSV_DIALECT_H

#include "csv_scan.h"

/* What the first rows of a table look like. */
struct xb_csv_shape {
	struct xb_csv_dialect dialect;
	size_t start;     /* bytes before the header: a byte-order mark, Excel's "sep=;" line, empty lines */
	size_t columns;   /* of the first row */
	size_t rows;      /* seen after it, whole */
	size_t even;      /* of these: with as many fields as the first, not all of which are empty */
	size_t known;     /* names in the first row that are of our fields */
	bool text;        /* one of them is a title or the text */
	bool weak_text;   /* one is a summary, or "name", which may hold anything */
	bool header;      /* the first row is names, not data */
};

/* Find how the table is written that begins with `head`, trying each of the delimiters unless a "sep=" line says which. */
void xb_csv_shape_find(struct xb_csv_shape *out, struct xb_str head, const char *delimiters);

/* How surely it is a table of dispatches, 0 to 75: below 20 its columns have no names that say which is the text. */
int xb_csv_shape_score(const struct xb_csv_shape *shape);

#endif
