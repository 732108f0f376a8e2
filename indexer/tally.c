/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tally.h"

#include <stdlib.h>

#include "text/unicode.h"

void
xb_tally_add(struct xb_tally *tally, struct xb_str name, uint64_t n)
{
	size_t i = 0;

	if (name.len >= XB_TALLY_NAME)
		name.len = xb_utf8_valid(xb_strn(name.ptr, XB_TALLY_NAME - 1));
	while (i < tally->n && !xb_str_is(name, tally->rows[i].name))
		i++;
	if (i == XB_TALLY_MAX) {
		name = xb_str("other");
		i--;
	}
	if (i == tally->n) {
		tally->n++;
		tally->rows[i].n = 0;
	}
	memcpy(tally->rows[i].name, name.ptr, name.len);
	tally->rows[i].name[name.len] = '\0';
	tally->rows[i].n += n;
}

void
xb_tally_merge(struct xb_tally *into, const struct xb_tally *from)
{
	for (size_t i = 0; i < from->n; i++)
		xb_tally_add(into, xb_str(from->rows[i].name), from->rows[i].n);
}

static int
by_number(const void *a, const void *b)
{
	const struct xb_tally_row *x = a, *y = b;

	return x->n == y->n ? strcmp(x->name, y->name) : x->n < y->n ? 1 : -1;
}

void
xb_tally_sort(struct xb_tally *tally)
{
	qsort(tally->rows, tally->n, sizeof(*tally->rows), by_number);
}

void
xb_tally_pack(struct xb_buf *out, const struct xb_tally *tally)
{
	xb_buf_add_varint(out, tally->n);
	for (size_t i = 0; i < tally->n; i++) {
		xb_buf_add_counted(out, xb_str(tally->rows[i].name));
		xb_buf_add_varint(out, tally->rows[i].n);
	}
}

bool
xb_tally_take(struct xb_str *cursor, struct xb_tally *tally)
{
	uint64_t rows;

	tally->n = 0;
	if (!xb_take_varint(cursor, &rows) || rows > XB_TALLY_MAX)
		return false;
	for (; rows; rows--) {
		struct xb_str name;
		uint64_t n;

		if (!xb_take_counted(cursor, &name) || !xb_take_varint(cursor, &n))
			return false;
		xb_tally_add(tally, name, n);
	}
	return true;
}
