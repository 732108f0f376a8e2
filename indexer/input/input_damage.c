/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input_layer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

void
xb_damages_add(struct xb_damages *damages, uint64_t offset, const char *message)
{
	struct xb_damage *row;

	if (!damages->rows)
		damages->rows = malloc(XB_DAMAGES_MAX * sizeof(*damages->rows));
	if (!damages->rows || damages->n == XB_DAMAGES_MAX) {
		damages->more++;
		return;
	}
	row = &damages->rows[damages->n++];
	row->offset = offset;
	snprintf(row->message, sizeof(row->message), "%s", message);
}

bool
xb_damages_take(xabar_error *out, struct xb_damages *damages, bool ended)
{
	if (damages->taken < damages->n) {
		const struct xb_damage *row = &damages->rows[damages->taken++];

		xb_fail(out, XABAR_EIO, "%s", row->message);
		out->offset = (size_t)row->offset;
		return true;
	}
	if (!ended || !damages->more)
		return false;
	xb_fail(out, XABAR_EIO, "%" PRIu64 " more places are damaged", damages->more);
	out->offset = damages->n ? (size_t)damages->rows[damages->n - 1].offset : 0;
	damages->more = 0;
	return true;
}
