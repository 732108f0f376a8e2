/* SPDX-License-Identifier: GPL-2.0-or-later */
/* birth.h - when a document came into its index, by generations, which unlike a clock never stand still or go back. */
#ifndef XB_BIRTH_H
#define XB_BIRTH_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

struct xb_birth {
	uint64_t generation; /* the first that had it; 0: not known, it is older than all that are */
	bool replaces;       /* it took the place of a published one with the same id */
};

#define XB_BIRTH_BYTES_MAX 8

/* The form of XB_SLOT_GENERATION, of the length that is returned; none where nothing is known. A merge of segments keeps it. Of
 * bytes that are no such form nothing is known. */
size_t xb_birth_encode(char out[XB_BIRTH_BYTES_MAX], const struct xb_birth *birth);
void xb_birth_decode(struct xb_birth *out, struct xb_str bytes);

#endif
