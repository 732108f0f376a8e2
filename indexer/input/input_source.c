/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input_layer.h"

#include <stdlib.h>

struct source {
	struct xb_layer layer;
	struct xb_input_source from;
	struct xb_meter *meter;
};

static xabar_status
source_read(size_t *got, struct xb_layer *layer, void *to, size_t room, xabar_error *err)
{
	struct source *source = (struct source *)layer;
	xabar_status status;

	*got = 0;
	status = source->from.read(got, source->from.ctx, to, room, err);
	if (source->meter)
		source->meter->packed += *got;
	return status;
}

static void
source_free(struct xb_layer *layer)
{
	free(layer);
}

xabar_status
xb_layer_source(struct xb_layer **out, const struct xb_input_source *from, struct xb_meter *meter, xabar_error *err)
{
	struct source *source = malloc(sizeof(*source));

	if (!source)
		return xb_fail_nomem(err);
	*source = (struct source){ .layer = { source_read, source_free }, .from = *from, .meter = meter };
	*out = &source->layer;
	return XABAR_OK;
}
