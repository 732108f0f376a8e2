/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sweep.h - removing what no generation of an index needs any more. */
#ifndef XB_SWEEP_H
#define XB_SWEEP_H

#include "generation.h"

/* Remove from the index, which the caller holds for writing, what is needed neither by `now`, its newest generation, nor by an
 * older one that a reader has open. Failing to is no failure: a later run tries again. */
void xb_sweep(const struct xb_generation *now);

#endif
