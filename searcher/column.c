/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "column.h"

#include <stdlib.h>

#include "schema.h"

/* Documents up to `n` without a time until they get one. */
static xabar_status
extend(struct xb_column *column, uint32_t n, xabar_error *err)
{
	if (n > column->cap) {
		const uint32_t cap = n < UINT32_MAX / 2 ? n + n / 2 + 64 : UINT32_MAX;
		int64_t *grown = reallocarray(column->values, cap, sizeof(*grown));

		if (!grown)
			return xb_fail_nomem(err);
		column->values = grown;
		column->cap = cap;
	}
	while (column->n < n)
		column->values[column->n++] = XB_COLUMN_NONE;
	return XABAR_OK;
}

static xabar_status
note_time(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	struct xb_column *column = ctx;
	int64_t time;
	xabar_status status = xb_wall_read(&time, value, err);

	if (status == XABAR_OK)
		status = extend(column, local, err);
	if (status == XABAR_OK)
		column->values[local - 1] = time;
	return status;
}

xabar_status
xb_columns_read(struct xb_column **out, struct xb_reader *reader, uint32_t slot, xabar_error *err)
{
	const uint32_t n = xb_reader_nsegments(reader);
	struct xb_column *columns = calloc((size_t)n + 1, sizeof(*columns));
	xabar_status status = columns ? XABAR_OK : xb_fail_nomem(err);

	for (uint32_t i = 0; i < n && status == XABAR_OK; i++)
		status = xb_reader_each_value(reader, i, slot, note_time, &columns[i], err);
	*out = columns;
	if (status == XABAR_OK)
		return XABAR_OK;
	xb_columns_free(columns, n);
	*out = NULL;
	return status;
}

void
xb_columns_free(struct xb_column *columns, uint32_t n)
{
	for (uint32_t i = 0; columns && i < n; i++)
		free(columns[i].values);
	free(columns);
}
