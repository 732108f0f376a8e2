/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_positions.h"

#include "glass_format.h"

struct bits {
	unsigned char *p;
	uint64_t pending;
	unsigned npending;
};

/* A number below `bound`, in as many bits as bound - 1 has, w. That leaves 2^w - bound codes over, so as many numbers, those in
 * the middle of the range, take w - 1 bits. */
static void
put_bounded(struct bits *bits, uint32_t value, uint32_t bound)
{
	unsigned width = bound > 1 ? 32 - (unsigned)__builtin_clz(bound - 1) : 0;
	uint32_t spare = (uint32_t)((UINT64_C(1) << width) - bound);
	uint32_t middle = (bound - spare) / 2;

	if (spare && value >= middle + spare)
		value = (value - middle - spare) | UINT32_C(1) << (width - 1);
	else if (spare && value >= middle)
		width--;
	bits->pending |= (uint64_t)value << bits->npending;
	for (bits->npending += width; bits->npending >= 8; bits->npending -= 8) {
		*bits->p++ = (unsigned char)bits->pending;
		bits->pending >>= 8;
	}
}

/* What lies between the positions at `low` and `high`, which are known to the reader. */
static void
put_between(struct bits *bits, const uint32_t *positions, size_t low, size_t high)
{
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t least = positions[low] + (uint32_t)(middle - low);
		uint32_t most = positions[high] - (uint32_t)(high - middle);

		put_bounded(bits, positions[middle] - least, most - least + 1);
		put_between(bits, positions, low, middle);
		low = middle;
	}
}

unsigned char *
xb_glass_put_positions(unsigned char *p, const uint32_t *positions, size_t n)
{
	const uint32_t first = positions[0], last = positions[n - 1];
	struct bits bits = { .p = xb_glass_put_uint(p, last) };

	if (n == 1)
		return bits.p;
	put_bounded(&bits, first, last);
	put_bounded(&bits, (uint32_t)n - 2, last - first);
	put_between(&bits, positions, 0, n - 1);
	if (bits.npending)
		*bits.p++ = (unsigned char)bits.pending;
	return bits.p;
}
