/* SPDX-License-Identifier: GPL-2.0-or-later */
/* table.h - a file of rows and cells (RFC 4180, in UTF-8; commas, semicolons or tabs between), read from front to back. */
#ifndef XB_TABLE_H
#define XB_TABLE_H

#include <stdio.h>

#include "buf.h"

#define XB_TABLE_CELL_MAX ((size_t)1 << 20)

struct xb_table {
	const char *name;      /* of the file, borrowed */
	FILE *file;
	char delimiter;        /* the one of these that the first line has most of */
	char head[8192];       /* of the file, looked at before it is read */
	size_t at, len;        /* of the head: read, all */
	uint64_t row;          /* the row at hand, from 1 on, as a spreadsheet counts */
	struct xb_buf bytes;   /* its cells, one after the other */
	size_t *ends;          /* where each ends in there */
	size_t ncells, cap;
};

/* Open a file, "-" being standard input. `name` must outlive it. ENOTFOUND, EIO; EINVAL: it is UTF-16. */
xabar_status xb_table_open(struct xb_table *out, const char *name, xabar_error *err);

/* Likewise of what is in memory, and stays; messages call it `name`. */
xabar_status xb_table_open_bytes(struct xb_table *out, const char *name, struct xb_str bytes, xabar_error *err);
void xb_table_close(struct xb_table *table);

/* Read the next row that is not an empty line; *any is false at the end. ERECORD: the row is none that can be used, the next ones
 * follow. EINVAL: a quote is never closed, so that nothing can follow. EIO, ENOMEM. */
xabar_status xb_table_next(bool *any, struct xb_table *table, xabar_error *err);

/* A cell of the row at hand, from 0 on, which is there. */
struct xb_str xb_table_cell(const struct xb_table *table, size_t i);

#endif
