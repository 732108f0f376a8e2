/* SPDX-License-Identifier: GPL-2.0-or-later */
/* source.h - how a source of documents (xb_source_class) that weigh nothing begins to walk a segment. */
#ifndef XB_SOURCE_H
#define XB_SOURCE_H

#include "xapian_shim.h"

/* A copy of the `size` bytes of a walk, whose .close is free(). ENOMEM. */
xabar_status xb_source_walk(void **out, double *most, const void *walk, size_t size, xabar_error *err);

#endif
