/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdint.h>

#include "charset_twice.h"

/* The first byte of a UTF-8 sequence is C2 to F4, those after it are 80 to BF. Taken for an 8-bit encoding and made UTF-8 again, the
 * first is a letter, and the others are what the encoding has between 80 and BF: signs, marks, frames, rare letters. Such a pair, of
 * a letter and one of those, is common in no language; it is looked for sixteen bytes at a time. */
typedef uint8_t bytes __attribute__((vector_size(16)));
#define LANES sizeof(bytes)

#define WINDOW 1024
#define PAIRS_MIN 3
#define PAIRS_PART 16 /* at least one pair for so many characters that are not ASCII */

static bytes
load(const unsigned char *p)
{
	bytes b;

	memcpy(&b, p, sizeof(b));
	return b;
}

/* Lanes between low and high are FF, the others 00. */
static bytes
within(bytes b, uint8_t low, uint8_t high)
{
	return (bytes)((bytes)(b - low) <= (uint8_t)(high - low));
}

/* Where such a pair begins, in the sixteen bytes at p; three more are looked at. */
static bytes
pairs_at(const unsigned char *p)
{
	bytes a = load(p), b = load(p + 1), c = load(p + 2), d = load(p + 3);
	bytes sign = (bytes)(c == 0xc2) | (bytes)(c == 0xe2);
	/* CP1252, CP1254, ISO-8859-1: Â to ô and Ğ, then Œ œ Š š Ÿ Ž ž, ƒ, ˆ ˜, signs. */
	bytes western = ((bytes)(a == 0xc3) & within(b, 0x82, 0xb4)) | ((bytes)(a == 0xc4) & (bytes)(b == 0x9e));
	bytes after_western = sign | within(c, 0xc5, 0xc6) | (bytes)(c == 0xcb);
	/* CP1251: А to Я, б, в, then Ё Ђ Ѓ ..., ё ђ ѓ ..., Ґ ґ, signs. */
	bytes cyrillic = (bytes)(a == 0xd0) & (within(b, 0x90, 0xaf) | within(b, 0xb1, 0xb2));
	bytes after_cyrillic = sign | ((bytes)(c == 0xd0) & within(d, 0x81, 0x8f)) | ((bytes)(c == 0xd1) & within(d, 0x91, 0x9f)) |
	                       ((bytes)(c == 0xd2) & within(d, 0x90, 0x91));
	/* KOI8-R: any letter, then a frame or a mathematical sign. */
	bytes koi = within(a, 0xd0, 0xd1) & (bytes)(c == 0xe2) & within(d, 0x88, 0x96);

	return (western & after_western) | (cyrillic & after_cyrillic) | koi;
}

static unsigned
count(bytes lanes)
{
	unsigned n = 0;

	for (size_t i = 0; i < LANES; i++)
		n += lanes[i];
	return n;
}

static bool
window_suspected(const unsigned char *p, size_t len)
{
	bytes pairs = { 0 }, leads = { 0 };
	unsigned npairs;

	/* A lane counts to 64 at most, WINDOW / LANES. */
	for (size_t i = 0; i < len; i += LANES) {
		pairs -= pairs_at(p + i);
		leads -= (bytes)(load(p + i) >= (uint8_t)0xc0);
	}
	npairs = count(pairs);
	return npairs >= PAIRS_MIN && npairs * PAIRS_PART >= count(leads);
}

bool
xb_twice_suspected(struct xb_str text)
{
	unsigned char last[WINDOW + 2 * LANES] = { 0 };
	size_t pos = 0;

	for (; pos + WINDOW + LANES <= text.len; pos += WINDOW)
		if (window_suspected((const unsigned char *)text.ptr + pos, WINDOW))
			return true;
	memcpy(last, text.ptr + pos, text.len - pos);
	return window_suspected(last, (text.len - pos + LANES - 1) / LANES * LANES);
}
