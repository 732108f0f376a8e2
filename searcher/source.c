/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "source.h"

#include <stdlib.h>

xabar_status
xb_source_walk(void **out, double *most, const void *walk, size_t size, xabar_error *err)
{
	*out = malloc(size);
	*most = 0;
	if (!*out)
		return xb_fail_nomem(err);
	memcpy(*out, walk, size);
	return XABAR_OK;
}
