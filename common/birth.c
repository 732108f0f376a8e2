/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "birth.h"

/* Twice the generation, and one more where it replaces: big-endian without leading zeros, mostly two bytes. */
size_t
xb_birth_encode(char out[XB_BIRTH_BYTES_MAX], const struct xb_birth *birth)
{
	const uint64_t number = birth->generation << 1 | birth->replaces;
	size_t len = 0;

	if (!birth->generation)
		return 0;
	for (int shift = 56; shift >= 0; shift -= 8)
		if (len || number >> shift)
			out[len++] = (char)(number >> shift & 0xff);
	return len;
}

void
xb_birth_decode(struct xb_birth *out, struct xb_str bytes)
{
	uint64_t number = 0;

	for (size_t i = 0; i < bytes.len && bytes.len <= XB_BIRTH_BYTES_MAX; i++)
		number = number << 8 | (unsigned char)bytes.ptr[i];
	*out = (struct xb_birth){ number >> 1, number & 1 };
}
