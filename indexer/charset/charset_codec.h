/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_codec.h - bytes → UTF-8 once it is known what they are in. */
#ifndef XB_CHARSET_CODEC_H
#define XB_CHARSET_CODEC_H

#include <iconv.h>
#include <stdint.h>

#include "str.h"

/* Where decoded bytes go: nowhere in a first pass, which only measures. */
struct xb_sink {
	char *out; /* XB_SINK_SLACK bytes more than are asked for may be written, and are not counted */
	size_t len;
	uint64_t replaced; /* bytes that became U+FFFD */
	uint64_t repaired; /* bytes within UTF-8 that were read in another encoding */
};
#define XB_SINK_SLACK 4

void xb_sink_add(struct xb_sink *sink, struct xb_str s);

/* One U+FFFD for `bad` bytes. */
void xb_sink_replace(struct xb_sink *sink, size_t bad);

/* A code page: `high` is what 80 to FF stand for, U+FFFD for nothing. */
void xb_decode_page(struct xb_sink *sink, const uint16_t high[128], struct xb_str bytes);

/* By iconv. Each byte that it does not take becomes one U+FFFD. */
void xb_decode_iconv(struct xb_sink *sink, iconv_t cd, struct xb_str bytes);

/* UTF-8, ill-formed in places: one U+FFFD for each maximal subpart (Unicode 15, 3.9). */
void xb_decode_utf8(struct xb_sink *sink, struct xb_str bytes);

/* UTF-16 and UTF-32, by name; a surrogate without its other half, or half a unit at the end, is bad. */
enum xb_wide { XB_WIDE_NONE, XB_WIDE_UTF16LE, XB_WIDE_UTF16BE, XB_WIDE_UTF32LE, XB_WIDE_UTF32BE };
void xb_decode_wide(struct xb_sink *sink, enum xb_wide wide, struct xb_str bytes);
const char *xb_wide_name(enum xb_wide wide);

/* Which of them the bytes are in: by byte-order mark (then *bom is its length), or by where the NULs are. */
enum xb_wide xb_wide_detect(struct xb_str bytes, size_t *bom);

#endif
