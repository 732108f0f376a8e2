/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_positions.h - the positions of a term in a document, as the position table holds them: interpolative coding (Moffat and
 * Stuiver, Binary Interpolative Coding for Effective Index Compression, Information Retrieval 3, 2000).
 *
 *     the last position, seven bits a byte · [bits, when there are more]
 *
 * Bits fill the bytes from the lowest up. They are: the first position, which is below the last; the number of positions less 2,
 * which is below their distance; then the middle one of those between, which is bounded by the two and by how many must fit on
 * either side, and so on within each half. */
#ifndef XB_GLASS_POSITIONS_H
#define XB_GLASS_POSITIONS_H

#include <stddef.h>
#include <stdint.h>

/* The most bytes that n positions take: 32 bits each at worst, and what is begun of a byte. */
#define XB_GLASS_POSITIONS_MAX(n) (4 * (size_t)(n) + 16)

/* Append n >= 1 positions, which ascend strictly, at `p`, where there is room; returns the end. */
unsigned char *xb_glass_put_positions(unsigned char *p, const uint32_t *positions, size_t n);

#endif
