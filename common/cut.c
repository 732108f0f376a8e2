/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cut.h"

#include "text/unicode.h"

/* White space further back than this is not looked for: the script has none. Georgian words reach 90 bytes. */
#define CUT_BACK 96

static uint32_t
char_at(struct xb_str text, size_t at, size_t *len)
{
	const char *p = text.ptr + at;
	uint32_t cp = xb_utf8_next(&p, text.ptr + text.len);

	*len = (size_t)(p - text.ptr) - at;
	return cp;
}

size_t
xb_space_at(struct xb_str text, size_t at)
{
	unsigned char byte;

	if (at >= text.len)
		return 0;
	byte = (unsigned char)text.ptr[at];
	if (byte <= ' ' || byte == 0x7f)
		return 1;
	/* U+0080..U+00A0: controls and the no-break space. */
	if (byte == 0xc2 && text.len - at >= 2 && (unsigned char)text.ptr[at + 1] <= 0xa0)
		return 2;
	if ((byte == 0xe2 || byte == 0xe3) && text.len - at >= 3) {
		size_t len;
		uint32_t cp = char_at(text, at, &len);

		if ((cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
		    cp == 0x3000)
			return len;
	}
	return 0;
}

size_t
xb_skip_space(struct xb_str text, size_t at)
{
	size_t n;

	while ((n = xb_space_at(text, at)))
		at += n;
	return at;
}

size_t
xb_char_before(struct xb_str text, size_t at)
{
	size_t from = at - 1;

	while (from > 0 && at - from < 4 && ((unsigned char)text.ptr[from] & 0xc0) == 0x80)
		from--;
	return from;
}

bool
xb_may_cut(struct xb_str text, size_t at)
{
	uint8_t before, after;
	size_t len;

	if (at == 0 || at >= text.len)
		return true;
	if (((unsigned char)text.ptr[at] & 0xc0) == 0x80)
		return false;
	after = xb_char(char_at(text, at, &len))->class;
	before = xb_char(char_at(text, xb_char_before(text, at), &len))->class;
	return after != XB_CLASS_MARK && after != XB_CLASS_IGNORE && after != XB_CLASS_ZWNJ &&
	       before != XB_CLASS_IGNORE && before != XB_CLASS_ZWNJ;
}

/* The last place at or before `max` between characters; within one that is longer than words are, between code
 * points. */
static size_t
character_cut(struct xb_str text, size_t max)
{
	size_t at = max;

	while (at > 0 && max - at < CUT_BACK && !xb_may_cut(text, at))
		at--;
	if (at > 0 && xb_may_cut(text, at))
		return at;
	for (at = max; at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80;)
		at--;
	return at;
}

size_t
xb_word_cut(struct xb_str text, size_t max)
{
	size_t at = max, least = max > CUT_BACK ? max - CUT_BACK : 0;

	if (text.len <= max)
		return text.len;
	for (; at > least; at--)
		if (xb_space_at(text, at))
			break;
	if (at == least)
		at = character_cut(text, max);
	while (at > 0 && xb_space_at(text, xb_char_before(text, at)))
		at = xb_char_before(text, at);
	return at;
}
