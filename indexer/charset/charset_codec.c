/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "charset_codec.h"

#include <errno.h>

#include "charset_page.h"
#include "text/unicode.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

void
xb_sink_add(struct xb_sink *sink, struct xb_str s)
{
	if (sink->out && s.len)
		memcpy(sink->out + sink->len, s.ptr, s.len);
	sink->len += s.len;
}

void
xb_sink_replace(struct xb_sink *sink, size_t bad)
{
	xb_sink_add(sink, xb_strn(REPLACEMENT, sizeof(REPLACEMENT) - 1));
	sink->replaced += bad;
}

/* A byte's character, ready to be written. */
struct utf8 {
	char bytes[4];
	uint8_t len;
	bool bad;
};

static void
make_table(struct utf8 table[256], const uint16_t high[128])
{
	for (unsigned byte = 0; byte < 256; byte++) {
		uint32_t cp = byte < 0x80 ? byte : high[byte - 0x80];

		table[byte].len = (uint8_t)xb_utf8_encode(table[byte].bytes, cp);
		table[byte].bad = cp == XB_PAGE_NONE;
	}
}

void
xb_decode_page(struct xb_sink *sink, const uint16_t high[128], struct xb_str bytes)
{
	struct utf8 table[256];
	const unsigned char *p = (const unsigned char *)bytes.ptr, *end = p + bytes.len;
	char *out = sink->out ? sink->out + sink->len : NULL;
	size_t len = 0, bad = 0;

	make_table(table, high);
	for (; p < end && out; p++) {
		memcpy(out + len, table[*p].bytes, sizeof(table[*p].bytes));
		len += table[*p].len;
		bad += table[*p].bad;
	}
	for (; p < end; p++) {
		len += table[*p].len;
		bad += table[*p].bad;
	}
	sink->len += len;
	sink->replaced += bad;
}

void
xb_decode_iconv(struct xb_sink *sink, iconv_t cd, struct xb_str bytes)
{
	char room[4096], *to = room;
	char *from = (char *)(uintptr_t)bytes.ptr; /* iconv's prototype lacks a const */
	size_t left = bytes.len, to_left = sizeof(room);

	iconv(cd, NULL, NULL, NULL, NULL);
	while (left) {
		size_t rc = iconv(cd, &from, &left, &to, &to_left);
		int why = errno;

		xb_sink_add(sink, xb_strn(room, sizeof(room) - to_left));
		to = room;
		to_left = sizeof(room);
		if (rc != (size_t)-1 || why == E2BIG)
			continue;
		xb_sink_replace(sink, 1);
		from++;
		left--;
	}
	/* Converters that compose hold their last character back until asked. */
	iconv(cd, NULL, NULL, &to, &to_left);
	xb_sink_add(sink, xb_strn(room, sizeof(room) - to_left));
}

void
xb_decode_utf8(struct xb_sink *sink, struct xb_str bytes)
{
	const char *end = bytes.ptr + bytes.len;

	while (bytes.len) {
		size_t good = xb_utf8_valid(bytes);
		const char *p = bytes.ptr + good;

		xb_sink_add(sink, xb_strn(bytes.ptr, good));
		if (p == end)
			return;
		xb_utf8_next(&p, end);
		xb_sink_replace(sink, (size_t)(p - bytes.ptr) - good);
		bytes = xb_strn(p, (size_t)(end - p));
	}
}
