/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_codec.h"
#include "text/unicode.h"

/* So many bytes tell where the NULs are. */
#define LOOK_MAX 4096

static const struct form {
	const char *name;
	const char *bom;
	unsigned char unit; /* bytes */
	bool big;           /* the high byte comes first */
} forms[] = {
	[XB_WIDE_UTF16LE] = { "UTF-16LE", "\xff\xfe", 2, false },
	[XB_WIDE_UTF16BE] = { "UTF-16BE", "\xfe\xff", 2, true },
	[XB_WIDE_UTF32LE] = { "UTF-32LE", "\xff\xfe\0\0", 4, false },
	[XB_WIDE_UTF32BE] = { "UTF-32BE", "\0\0\xfe\xff", 4, true },
};

const char *
xb_wide_name(enum xb_wide wide)
{
	return forms[wide].name;
}

static uint32_t
unit_at(const struct form *form, const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	if (form->unit == 2)
		return form->big ? (uint32_t)b[0] << 8 | b[1] : (uint32_t)b[1] << 8 | b[0];
	return form->big ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]
	                 : (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

void
xb_decode_wide(struct xb_sink *sink, enum xb_wide wide, struct xb_str bytes)
{
	const struct form *form = &forms[wide];
	size_t i = 0;

	for (; i + form->unit <= bytes.len; i += form->unit) {
		uint32_t cp = unit_at(form, bytes.ptr + i), low;
		char utf8[4];

		if (cp >= 0xd800 && cp < 0xdc00 && form->unit == 2 && i + 4 <= bytes.len) {
			low = unit_at(form, bytes.ptr + i + 2);
			if (low >= 0xdc00 && low < 0xe000) {
				cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
			xb_sink_replace(sink, form->unit);
		else
			xb_sink_add(sink, xb_strn(utf8, xb_utf8_encode(utf8, cp)));
	}
	if (i < bytes.len)
		xb_sink_replace(sink, bytes.len - i);
}

/* How the bytes at one place of every four are spread. */
struct place {
	size_t nul, low; /* zeros; other controls that no text has, which are the high bytes of our scripts */
};

static bool
is_control(unsigned char byte)
{
	return byte < 0x09 || (byte > 0x0d && byte < 0x20);
}

static void
look(struct place places[4], struct xb_str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char byte = (unsigned char)bytes.ptr[i];

		places[i & 3].nul += byte == 0;
		places[i & 3].low += byte != 0 && is_control(byte);
	}
}

/* Texts of our scripts have a zero or a small number in the high byte of nearly every UTF-16 unit, and a zero in that of an
 * ASCII space; in UTF-32 one byte of four is always zero, and the next is at most 16. */
static enum xb_wide
by_nuls(struct xb_str bytes)
{
	struct place at[4] = { { 0 } };
	size_t n, high[2], nul[2];

	bytes.len = (bytes.len < LOOK_MAX ? bytes.len : LOOK_MAX) & ~(size_t)3;
	n = bytes.len / 4;
	look(at, bytes);
	if (n >= 2 && at[3].nul == n && at[2].nul + at[2].low == n && at[0].nul * 8 < n)
		return XB_WIDE_UTF32LE;
	if (n >= 2 && at[0].nul == n && at[1].nul + at[1].low == n && at[3].nul * 8 < n)
		return XB_WIDE_UTF32BE;
	for (int i = 0; i < 2; i++) {
		nul[i] = at[i].nul + at[i + 2].nul;
		high[i] = nul[i] + at[i].low + at[i + 2].low;
	}
	if (nul[1] * 32 >= n && nul[1] && nul[0] * 16 <= nul[1] && high[1] * 10 >= 2 * n * 7)
		return XB_WIDE_UTF16LE;
	if (nul[0] * 32 >= n && nul[0] && nul[1] * 16 <= nul[0] && high[0] * 10 >= 2 * n * 7)
		return XB_WIDE_UTF16BE;
	return XB_WIDE_NONE;
}

/* FF FE are two letters in many a code page: the mark of UTF-16 is one when controls follow, or nothing. */
static bool
bom_holds(const struct form *form, struct xb_str after)
{
	size_t n = after.len < LOOK_MAX ? after.len : LOOK_MAX;

	if (form->unit == 4 || !after.len)
		return true;
	for (size_t i = 0; i < n; i++)
		if (is_control((unsigned char)after.ptr[i]))
			return true;
	return false;
}

enum xb_wide
xb_wide_detect(struct xb_str bytes, size_t *bom)
{
	*bom = 0;
	if (!bytes.len)
		return XB_WIDE_NONE;
	/* The mark of UTF-32LE begins with that of UTF-16LE. */
	for (enum xb_wide wide = XB_WIDE_UTF32BE; wide > XB_WIDE_NONE; wide--) {
		const struct form *form = &forms[wide];

		if (bytes.len >= form->unit && memcmp(bytes.ptr, form->bom, form->unit) == 0 &&
		    bom_holds(form, xb_str_from(bytes, form->unit))) {
			*bom = form->unit;
			return wide;
		}
	}
	if (!memchr(bytes.ptr, 0, bytes.len < LOOK_MAX ? bytes.len : LOOK_MAX))
		return XB_WIDE_NONE;
	return by_nuls(bytes);
}
