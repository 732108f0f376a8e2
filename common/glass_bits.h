/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_bits.h - a tag of the position table (glass/glass_positions.h) → positions. */
#ifndef XB_GLASS_BITS_H
#define XB_GLASS_BITS_H

#include <stdbool.h>

#include "glass_format.h"
#include "xapian_shim.h"

/* Replaces what `out` has, ascending. False where the tag is no such one, or memory is out: out->failed then. */
bool xb_glass_take_positions(struct xb_positions *out, struct xb_str tag);

#endif
