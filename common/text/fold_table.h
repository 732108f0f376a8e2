/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fold_table.h - the generated tables, and what the inner loops of unicode.c and tokenizer.c inline. */
#ifndef XB_FOLD_TABLE_H
#define XB_FOLD_TABLE_H

#include "text/unicode.h"

/* Code points from here on are all unassigned, private or noncharacters: breaks. */
#define XB_FOLD_LIMIT 0xe0200

/* xb_fold_chars[xb_fold_block[xb_fold_page[cp / 256]][cp % 256]]; number 0 is a break that folds to itself. */
extern const uint8_t xb_fold_page[XB_FOLD_LIMIT / 256];
extern const uint16_t xb_fold_block[][256];
extern const struct xb_char xb_fold_chars[];

/* By byte: what an ASCII letter or digit folds to; 0 for all others, and for I, which has two answers. */
extern const char xb_fold_ascii[256];

/* The most that one code point and the marks after it can fold to. */
#define XB_FOLD_ROOM 512

static inline const struct xb_char *
xb_char_at(uint32_t cp)
{
	if (cp >= XB_FOLD_LIMIT)
		return &xb_fold_chars[0];
	return &xb_fold_chars[xb_fold_block[xb_fold_page[cp >> 8]][cp & 0xff]];
}

/* The rest of xb_utf8_next: four bytes, or ill-formed. */
uint32_t xb_utf8_next_rare(const char **p, const char *end);

static inline uint32_t
xb_utf8_decode(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *)*p;

	if (s[0] < 0x80) {
		*p += 1;
		return s[0];
	}
	if (s[0] >= 0xc2 && s[0] < 0xe0 && end - *p >= 2 && (s[1] & 0xc0) == 0x80) {
		*p += 2;
		return (uint32_t)(s[0] & 0x1f) << 6 | (s[1] & 0x3f);
	}
	/* Not E0 and ED, whose second byte has a narrower range. */
	if (s[0] > 0xe0 && s[0] < 0xf0 && s[0] != 0xed && end - *p >= 3 && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80) {
		*p += 3;
		return (uint32_t)(s[0] & 0xf) << 12 | (uint32_t)(s[1] & 0x3f) << 6 | (s[2] & 0x3f);
	}
	return xb_utf8_next_rare(p, end);
}

/* xb_utf8_encode for code points that were decoded. */
static inline size_t
xb_utf8_put(char *out, uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

/* What xb_fold_char does with a code point that folds to too many bytes for the table. */
size_t xb_fold_long(char *out, uint32_t cp);

/* Fold one code point that no mark follows. `out` has XB_FOLD_ROOM bytes, more of which may be written than count.
 * Returns the length. */
static inline size_t
xb_fold_char(char *out, uint32_t cp, const struct xb_char *c, bool turkic)
{
	if (c->fold_len == XB_FOLD_SELF)
		return xb_utf8_put(out, cp);
	if (c->fold_len == XB_FOLD_LONG)
		return xb_fold_long(out, cp);
	if (cp == 'I' && turkic) {
		memcpy(out, "\xc4\xb1", 2);
		return 2;
	}
	memcpy(out, c->fold, sizeof(c->fold));
	return c->fold_len;
}

/* Fold the letter at *p and all marks after it, as one: "и" and a breve are "й". *p is moved past them. */
size_t xb_fold_cluster(char *out, const char **p, const char *end, bool turkic);

#endif
