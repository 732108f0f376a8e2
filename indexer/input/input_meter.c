/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Against bombs: small files that unpack to more than there is time for. */
#include "input_layer.h"

#include <stdlib.h>

struct metered {
	struct xb_layer layer;
	struct xb_layer *below;
	struct xb_meter *meter;
	unsigned level;
};

/* Compared with what was read so far, not with the whole file: a pipe has no size, and a bomb may be in a large archive. */
static xabar_status
metered_read(size_t *got, struct xb_layer *layer, void *to, size_t room, xabar_error *err)
{
	struct metered *metered = (struct metered *)layer;
	struct xb_meter *meter = metered->meter;
	uint64_t *unpacked = &meter->unpacked[metered->level];
	xabar_status status;

	*got = 0;
	if (meter->bomb)
		return XABAR_OK;
	status = metered->below->read(got, metered->below, to, room, err);
	*unpacked += *got;
	if (*unpacked <= XB_UNPACK_FREE || *unpacked / XB_UNPACK_RATIO <= meter->packed)
		return status;
	*got = 0;
	meter->bomb = true;
	return xb_fail(err, XABAR_ELIMIT, "unpacks to over %d times its size: taken for a bomb and not read further",
	               XB_UNPACK_RATIO);
}

static void
metered_free(struct xb_layer *layer)
{
	struct metered *metered = (struct metered *)layer;

	metered->below->free(metered->below);
	free(metered);
}

xabar_status
xb_layer_meter(struct xb_layer **layer, struct xb_meter *meter, unsigned level, xabar_error *err)
{
	struct metered *metered = malloc(sizeof(*metered));

	if (!metered)
		return xb_fail_nomem(err);
	*metered = (struct metered){ .layer = { metered_read, metered_free }, .below = *layer, .meter = meter,
	                             .level = level < XB_METER_LEVELS ? level : XB_METER_LEVELS - 1 };
	*layer = &metered->layer;
	return XABAR_OK;
}
