/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_bits.h"

/* More than the largest dispatch has. */
#define POSITIONS_MAX (UINT32_C(1) << 27)

struct bits {
	const unsigned char *p, *end;
	uint64_t pending;
	unsigned npending;
	bool damaged; /* it ended early */
};

/* The next `width` bits, at most 32, of which the first is the lowest. */
static uint32_t
take_bits(struct bits *bits, unsigned width)
{
	uint32_t value;

	while (bits->npending < width) {
		bits->damaged |= bits->p == bits->end;
		bits->pending |= (uint64_t)(bits->p < bits->end ? *bits->p++ : 0) << bits->npending;
		bits->npending += 8;
	}
	value = (uint32_t)(bits->pending & ((UINT64_C(1) << width) - 1));
	bits->pending >>= width;
	bits->npending -= width;
	return value;
}

/* A number below `bound`, as glass_positions.c puts it: those in the middle of the range have one bit less. */
static uint32_t
take_bounded(struct bits *bits, uint32_t bound)
{
	const unsigned width = bound > 1 ? 32 - (unsigned)__builtin_clz(bound - 1) : 0;
	const uint32_t spare = (uint32_t)((UINT64_C(1) << width) - bound);
	const uint32_t middle = (bound - spare) / 2;
	uint32_t value;

	if (!spare || !width)
		return take_bits(bits, width);
	value = take_bits(bits, width - 1);
	if (value < middle && take_bits(bits, 1))
		value += UINT32_C(1) << (width - 1);
	return value;
}

/* What lies between two that are known. False where there is no room for it. */
static bool
take_between(struct bits *bits, uint32_t *positions, size_t low, size_t high)
{
	while (low + 1 < high) {
		const size_t middle = low + (high - low) / 2;
		const uint64_t least = (uint64_t)positions[low] + (middle - low), most = (uint64_t)positions[high] - (high - middle);

		if (positions[high] < high - middle || most < least)
			return false;
		positions[middle] = (uint32_t)least + take_bounded(bits, (uint32_t)(most - least + 1));
		if (positions[middle] > most || !take_between(bits, positions, low, middle))
			return false;
		low = middle;
	}
	return true;
}

bool
xb_glass_take_positions(struct xb_positions *out, struct xb_str tag)
{
	struct bits bits = { .p = (const unsigned char *)tag.ptr, .end = (const unsigned char *)tag.ptr + tag.len };
	uint32_t first, last, n;

	out->n = 0;
	if (!xb_glass_take_uint(&bits.p, bits.end, &last))
		return false;
	if (bits.p == bits.end) {
		if (xb_positions_room(out, 1))
			out->array[out->n++] = last;
		return !out->failed;
	}
	first = last ? take_bounded(&bits, last) : 0;
	if (first >= last)
		return false;
	n = take_bounded(&bits, last - first) + 2;
	if (n < 2 || n - 1 > last - first || n > POSITIONS_MAX || !xb_positions_room(out, n))
		return false;
	out->array[0] = first;
	out->array[n - 1] = last;
	out->n = n;
	return take_between(&bits, out->array, 0, n - 1) && !bits.damaged;
}
