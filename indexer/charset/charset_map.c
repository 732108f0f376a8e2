/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_map.h"

#include <iconv.h>
#include <stdlib.h>

#include "charset_page.h"
#include "file.h"
#include "text/unicode.h"

#define MAP_MAX ((size_t)64 << 10)

/* What iconv makes of one byte, in UTF-16; 0 when that is not one character. A converter that composes gives it when asked. */
static uint16_t
one_byte(iconv_t cd, unsigned byte)
{
	char in = (char)byte, *from = &in;
	unsigned char out[8];
	char *to = (char *)out;
	size_t left = 1, room = sizeof(out);

	iconv(cd, NULL, NULL, NULL, NULL);
	if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 || iconv(cd, NULL, NULL, &to, &room) == (size_t)-1 ||
	    room != sizeof(out) - 2)
		return 0;
	return (uint16_t)(out[0] | out[1] << 8);
}

bool
xb_charset_high(uint16_t high[128], const char *name)
{
	iconv_t cd = iconv_open("UTF-16LE", name);
	bool ascii = cd != (iconv_t)-1;
	int known = 0;

	if (!ascii)
		return false;
	for (unsigned byte = 0; byte < 128 && ascii; byte++)
		ascii = one_byte(cd, byte) == byte;
	for (unsigned i = 0; i < 128; i++) {
		uint16_t cp = one_byte(cd, 0x80 + i);

		high[i] = cp ? cp : XB_PAGE_NONE;
		known += cp != 0;
	}
	iconv_close(cd);
	/* The lead bytes of an encoding of several bytes a character give nothing by themselves. */
	return ascii && known >= 64;
}

/* The next word of a line. */
static struct xb_str
take_word(struct xb_str *line)
{
	struct xb_str rest = xb_str_trim(*line);
	size_t len = 0;

	while (len < rest.len && rest.ptr[len] != ' ' && rest.ptr[len] != '\t')
		len++;
	*line = xb_str_from(rest, len);
	return xb_strn(rest.ptr, len);
}

/* Up to six hexadecimal digits, all of `s`. */
static bool
parse_hex(uint32_t *value, struct xb_str s)
{
	*value = 0;
	for (size_t i = 0; i < s.len; i++) {
		static const char digits[] = "0123456789abcdef";
		char lower = s.ptr[i] >= 'A' && s.ptr[i] <= 'F' ? (char)(s.ptr[i] + 32) : s.ptr[i];
		const char *digit = lower ? strchr(digits, lower) : NULL;

		if (!digit)
			return false;
		*value = *value << 4 | (uint32_t)(digit - digits);
	}
	return s.len >= 1 && s.len <= 6;
}

static bool
parse_byte(uint32_t *byte, struct xb_str s)
{
	if (xb_str_starts(s, "0x") || xb_str_starts(s, "0X"))
		s = xb_str_from(s, 2);
	return s.len == 2 && parse_hex(byte, s);
}

/* U+XXXX, or one character of UTF-8. */
static bool
parse_character(uint32_t *cp, struct xb_str s)
{
	const char *p = s.ptr;

	if (s.len > 2 && (xb_str_starts(s, "U+") || xb_str_starts(s, "u+"))) {
		if (!parse_hex(cp, xb_str_from(s, 2)))
			return false;
	} else if (!s.len || xb_utf8_valid(s) != s.len || (*cp = xb_utf8_next(&p, s.ptr + s.len), p != s.ptr + s.len)) {
		return false;
	}
	return *cp >= 0x20 && *cp < 0xfffd && (*cp < 0xd800 || *cp >= 0xe000);
}

struct map {
	uint16_t base[128];
	uint16_t listed[128]; /* 0 where the base's character stays */
};

static xabar_status
set_base(struct map *map, struct xb_str name, xabar_error *err)
{
	char iconv_name[XB_ENCODING_NAME];
	int page = xb_page_find(name);

	if (page >= 0)
		memcpy(map->base, xb_page_high[page], sizeof(map->base));
	else if (!xb_encoding_name(iconv_name, name) || !xb_charset_high(map->base, iconv_name))
		return xb_fail(err, XABAR_EINVAL, "no 8-bit charset '%.*s' for a base", XB_STR_ARG(name));
	return XABAR_OK;
}

static xabar_status
read_line(struct map *map, struct xb_str line, xabar_error *err)
{
	struct xb_str whole = xb_str_trim(line), rest = whole, first, second;
	uint32_t byte, cp;

	if (!whole.len || whole.ptr[0] == '#')
		return XABAR_OK;
	first = take_word(&rest);
	second = take_word(&rest);
	rest = xb_str_trim(rest);
	if (rest.len && rest.ptr[0] != '#')
		return xb_fail(err, XABAR_EINVAL, "'%.*s' is more than a byte and a character", XB_STR_ARG(whole));
	if (xb_str_is(first, "base"))
		return set_base(map, second, err);
	if (!parse_byte(&byte, first) || !parse_character(&cp, second))
		return xb_hint(err, xb_fail(err, XABAR_EINVAL, "'%.*s' is not a byte and a character", XB_STR_ARG(whole)),
		               "write it as E6 U+0259");
	if (byte < 0x80)
		return xb_fail(err, XABAR_EINVAL, "byte %02X is ascii, which a map leaves alone", byte);
	map->listed[byte - 0x80] = (uint16_t)cp;
	return XABAR_OK;
}

static xabar_status
read_lines(struct map *map, struct xb_str text, const char *path, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (xb_str_starts(text, "\xef\xbb\xbf"))
		text = xb_str_from(text, 3);
	for (unsigned number = 1; text.len && status == XABAR_OK; number++) {
		const char *newline = memchr(text.ptr, '\n', text.len);
		size_t len = newline ? (size_t)(newline - text.ptr) : text.len;
		xabar_error why;

		status = read_line(map, xb_strn(text.ptr, len), &why);
		if (status != XABAR_OK)
			xb_hint(err, xb_fail(err, status, "%s: line %u: %s", path, number, why.message), "%s",
			        why.hint[0] ? why.hint : "see --charset-map in xabar-index(1)");
		text = xb_str_from(text, newline ? len + 1 : len);
	}
	return status;
}

xabar_status
xb_charset_map_read(uint16_t high[128], const char *path, xabar_error *err)
{
	struct map map = { { 0 }, { 0 } };
	struct xb_buf text;
	xabar_status status;

	memcpy(map.base, xb_page_high[XB_PAGE_CP1252], sizeof(map.base));
	xb_buf_init(&text, MAP_MAX);
	status = xb_file_read(&text, path, err);
	if (status == XABAR_OK)
		status = read_lines(&map, xb_buf_view(&text), path, err);
	xb_buf_release(&text);
	for (int i = 0; i < 128; i++)
		high[i] = map.listed[i] ? map.listed[i] : map.base[i];
	return status;
}
