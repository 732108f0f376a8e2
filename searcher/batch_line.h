/* SPDX-License-Identifier: GPL-2.0-or-later */
/* batch_line.h - a line of what a batch writes, and its columns: as CSV, else as JSON Lines. */
#ifndef XB_BATCH_LINE_H
#define XB_BATCH_LINE_H

#include "mention.h"
#include "xabar.h"

/* What a line tells. */
struct xb_batch_line {
	uint64_t row;
	struct xb_str query;
	const struct xb_dispatch *dispatch;
	const struct xb_mention *mention;
};

/* Append the names of the columns, where the format has them. */
void xb_batch_line_header(struct xb_buf *out, xabar_format format);

/* Append a line, or its start: row and query, which are the same in all lines of a row. `value` is scratch; where it has failed,
 * the line is not whole. */
void xb_batch_line_whole(struct xb_buf *out, struct xb_buf *value, const struct xb_batch_line *line, xabar_format format);
void xb_batch_line_start(struct xb_buf *out, struct xb_buf *value, const struct xb_batch_line *line, xabar_format format);

/* The number of the row that a line of output is of; 0: it is none. */
uint64_t xb_batch_line_row(const char *text, xabar_format format);

#endif
