/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

#include "text/unicode.h"

#define NAME_MAX_LEN 63
#define UTF8_BOM "\xef\xbb\xbf"
#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define REPLACEMENT_LEN (sizeof(REPLACEMENT) - 1)
#define NO_ICONV ((iconv_t)-1)

struct xb_charset {
	iconv_t cd;                  /* NO_ICONV: what is not UTF-8 is damaged UTF-8 */
	char name[NAME_MAX_LEN + 1]; /* as given, in upper case */
};

/* Where decoded bytes go: nowhere in the first pass, which only measures. */
struct sink {
	char *out;
	size_t len;
	uint64_t replaced;
};

static void
sink_add(struct sink *sink, const char *bytes, size_t len)
{
	if (sink->out)
		memcpy(sink->out + sink->len, bytes, len);
	sink->len += len;
}

static void
sink_replace(struct sink *sink, size_t bad)
{
	sink_add(sink, REPLACEMENT, REPLACEMENT_LEN);
	sink->replaced += bad;
}

static bool
is_utf8_name(const char *name)
{
	return strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
}

/* Readers look for newlines, quotes and braces in the bytes, so those must mean themselves. */
static bool
extends_ascii(iconv_t cd)
{
	static const char probe[] = "Az09 \n\r\t\"{}[]:,";
	char in[sizeof(probe)], out[4 * sizeof(probe)];
	char *from = in, *to = out;
	size_t from_left = sizeof(probe) - 1, to_left = sizeof(out);

	memcpy(in, probe, sizeof(probe));
	return iconv(cd, &from, &from_left, &to, &to_left) != (size_t)-1 &&
	       (size_t)(to - out) == sizeof(probe) - 1 && memcmp(out, probe, sizeof(probe) - 1) == 0;
}

static xabar_status
open_iconv(struct xb_charset *charset, const char *declared, xabar_error *err)
{
	/* A slash would reach iconv's "//TRANSLIT" and "//IGNORE", which change what a bad byte is. */
	if (!strchr(declared, '/') && *declared && strlen(declared) <= NAME_MAX_LEN)
		charset->cd = iconv_open("UTF-8", declared);
	if (charset->cd == NO_ICONV)
		return xb_hint(err, xb_fail(err, XABAR_EINVAL, "no such charset '%s'", declared),
		               "iconv -l lists the names");
	if (!extends_ascii(charset->cd))
		return xb_hint(err, xb_fail(err, XABAR_EINVAL,
		                            "charset '%s' is not an extension of ascii", declared),
		               "convert the input first: iconv -f %s -t UTF-8", declared);
	for (size_t i = 0; declared[i]; i++)
		charset->name[i] = declared[i] >= 'a' && declared[i] <= 'z' ? declared[i] - 32 : declared[i];
	return XABAR_OK;
}

xabar_status
xb_charset_new(struct xb_charset **out, const char *declared, const char *map, xabar_error *err)
{
	struct xb_charset *charset = calloc(1, sizeof(*charset));
	xabar_status status = XABAR_OK;

	(void)map;
	*out = NULL;
	if (!charset)
		return xb_fail_nomem(err);
	charset->cd = NO_ICONV;
	if (declared && !is_utf8_name(declared))
		status = open_iconv(charset, declared, err);
	if (status != XABAR_OK) {
		xb_charset_free(charset);
		return status;
	}
	*out = charset;
	return XABAR_OK;
}

void
xb_charset_free(struct xb_charset *charset)
{
	if (charset && charset->cd != NO_ICONV)
		iconv_close(charset->cd);
	free(charset);
}

const char *
xb_charset_begin(struct xb_charset *charset, struct xb_str head)
{
	(void)charset, (void)head;
	return NULL;
}

/* Length of the run of ASCII that `s` begins with, eight bytes at a time. */
static size_t
ascii_prefix(struct xb_str s)
{
	size_t i = 0;

	for (; i + 8 <= s.len; i += 8) {
		uint64_t word;

		memcpy(&word, s.ptr + i, 8);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < s.len && !(s.ptr[i] & 0x80))
		i++;
	return i;
}

/* Ill-formed sequences become one U+FFFD for each maximal subpart (Unicode 15, 3.9); their bytes are counted. */
static void
repair(struct sink *sink, struct xb_str bytes)
{
	const char *end = bytes.ptr + bytes.len;

	while (bytes.len) {
		size_t good = xb_utf8_valid(bytes);
		const char *p = bytes.ptr + good;

		sink_add(sink, bytes.ptr, good);
		if (p == end)
			return;
		xb_utf8_next(&p, end);
		sink_replace(sink, (size_t)(p - bytes.ptr) - good);
		bytes = (struct xb_str){ p, (size_t)(end - p) };
	}
}

/* Each byte that iconv does not take becomes one U+FFFD. */
static void
convert(struct sink *sink, iconv_t cd, struct xb_str bytes)
{
	char room[4096], *to = room;
	char *from = (char *)(uintptr_t)bytes.ptr; /* iconv's prototype lacks a const */
	size_t left = bytes.len, to_left = sizeof(room);

	iconv(cd, NULL, NULL, NULL, NULL);
	while (left) {
		size_t rc = iconv(cd, &from, &left, &to, &to_left);
		int why = errno;

		sink_add(sink, room, sizeof(room) - to_left);
		to = room;
		to_left = sizeof(room);
		if (rc != (size_t)-1 || why == E2BIG)
			continue;
		sink_replace(sink, 1);
		from++;
		left--;
	}
	/* Converters that compose hold their last character back until asked. */
	iconv(cd, NULL, NULL, &to, &to_left);
	sink_add(sink, room, sizeof(room) - to_left);
}

static void
decode_into(struct sink *sink, iconv_t cd, struct xb_str bytes)
{
	if (cd == NO_ICONV)
		repair(sink, bytes);
	else
		convert(sink, cd, bytes);
}

/* Bytes that are not UTF-8: once to measure, once to write, so that the arena gives exactly what is needed. */
static xabar_status
decode_other(struct xb_str *out, struct xb_charset_found *found, iconv_t cd, struct xb_str bytes,
             struct xb_arena *arena, xabar_error *err)
{
	struct sink sink = { 0 };
	size_t size;

	decode_into(&sink, cd, bytes);
	size = sink.len + 1;
	sink = (struct sink){ .out = xb_arena_alloc(arena, size) };
	if (!sink.out)
		return xb_record_fail_full(arena, size, err);
	decode_into(&sink, cd, bytes);
	found->replaced = sink.replaced;
	*out = (struct xb_str){ sink.out, sink.len };
	return XABAR_OK;
}

xabar_status
xb_charset_decode(struct xb_str *out, struct xb_charset_found *found, struct xb_charset *charset,
                  struct xb_str bytes, struct xb_str declared, struct xb_arena *arena, xabar_error *err)
{
	bool bom = xb_str_starts(bytes, UTF8_BOM);
	iconv_t cd = bom ? NO_ICONV : charset->cd;
	size_t ascii;

	(void)declared;
	if (bom)
		bytes = xb_str_from(bytes, strlen(UTF8_BOM));
	ascii = ascii_prefix(bytes);
	*out = bytes;
	*found = (struct xb_charset_found){ .charset = "UTF-8", .how = XB_CHARSET_UTF8 };
	if (bom)
		found->how = XB_CHARSET_BOM;
	else if (ascii == bytes.len)
		*found = (struct xb_charset_found){ .charset = "ASCII", .how = XB_CHARSET_ASCII };
	if (ascii == bytes.len || xb_utf8_valid(xb_str_from(bytes, ascii)) == bytes.len - ascii)
		return XABAR_OK;
	if (cd != NO_ICONV)
		*found = (struct xb_charset_found){ .charset = charset->name, .how = XB_CHARSET_DECLARED };
	return decode_other(out, found, cd, bytes, arena, err);
}
