/* SPDX-License-Identifier: GPL-2.0-or-later */
/* column.h - a value slot of all documents that holds times, read at once: a number a document, found by its own. */
#ifndef XB_COLUMN_H
#define XB_COLUMN_H

#include "xapian_shim.h"

/* No dispatch is of this time: it stands for none. */
#define XB_COLUMN_NONE INT64_MIN

/* Of the documents of a segment, dead ones too. */
struct xb_column {
	int64_t *values; /* by number of the document, from 1 on */
	uint32_t n, cap; /* those behind have none */
};

/* Read a slot of xb_sortable() seconds, or of days, in every segment of the reader: an array of as many columns, which is the
 * caller's. ENOMEM; ECORRUPT, EIO. */
xabar_status xb_columns_read(struct xb_column **out, struct xb_reader *reader, uint32_t slot, xabar_error *err);

/* The array and the `n` columns in it. NULL is none. */
void xb_columns_free(struct xb_column *columns, uint32_t n);

#endif
