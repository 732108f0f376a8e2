/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/unicode.h"

#include <utf8proc.h>

#include "text/fold_table.h"

/* A letter and the marks after it that are folded as one. The Stream-Safe Text Format (UAX #15, 13) allows thirty
 * marks: those beyond are no language's and are left out. */
#define CLUSTER_MAX 32

/* Code points that a cluster can decompose to; no code point has more than four (UAX #15, 9). */
#define CLUSTER_DECOMPOSED (4 * CLUSTER_MAX)

const struct xb_char *
xb_char(uint32_t cp)
{
	return xb_char_at(cp);
}

uint32_t
xb_utf8_next(const char **p, const char *end)
{
	return xb_utf8_decode(p, end);
}

/* Well-formed UTF-8 by lead byte: Unicode 15, 3.9, table 3-7. Bytes after the second are 80..BF. */
static const struct lead {
	unsigned char first, last; /* lead bytes */
	unsigned char low, high;   /* second byte */
	unsigned char len;
	unsigned char mask;        /* bits of the code point in the lead byte */
} leads[] = {
	{ 0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f },
	{ 0xe1, 0xec, 0x80, 0xbf, 3, 0x0f },
	{ 0xed, 0xed, 0x80, 0x9f, 3, 0x0f },
	{ 0xee, 0xef, 0x80, 0xbf, 3, 0x0f },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4, 0x07 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4, 0x07 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4, 0x07 },
};

/* Read a sequence of `lead` at *p; *whole tells whether all of it is there. */
static uint32_t
read_sequence(const struct lead *lead, const char **p, const char *end, bool *whole)
{
	uint32_t cp = (unsigned char)*(*p)++ & lead->mask;
	unsigned char low = lead->low, high = lead->high;

	*whole = false;
	for (int i = 1; i < lead->len; i++, low = 0x80, high = 0xbf) {
		unsigned char byte;

		if (*p == end)
			return 0xfffd;
		byte = (unsigned char)**p;
		if (byte < low || byte > high)
			return 0xfffd;
		cp = cp << 6 | (byte & 0x3f);
		*p += 1;
	}
	*whole = true;
	return cp;
}

/* xb_utf8_next over all forms; *ok: it was well-formed. */
static uint32_t
next_checked(const char **p, const char *end, bool *ok)
{
	unsigned char first = (unsigned char)**p;

	*ok = first < 0x80;
	if (!*ok)
		for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
			if (first >= leads[i].first && first <= leads[i].last)
				return read_sequence(&leads[i], p, end, ok);
	*p += 1;
	return *ok ? first : 0xfffd;
}

uint32_t
xb_utf8_next_rare(const char **p, const char *end)
{
	bool ok;

	return next_checked(p, end, &ok);
}

/* Sixteen bytes at a time. */
typedef uint8_t lanes __attribute__((vector_size(16)));
#define LANES ((ptrdiff_t)sizeof(lanes))

static lanes
load(const char *p)
{
	lanes v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static bool
any_high(lanes v)
{
	uint64_t words[2];

	memcpy(words, &v, sizeof(words));
	return (words[0] | words[1]) & 0x8080808080808080;
}

/* Whether one of the sixteen bytes at p breaks the table above: a byte is a trail byte where one of the three before it asks for
 * one, and nowhere else; some lead bytes are none, and some narrow the byte after them. The bytes before p are well-formed, but for
 * a sequence that is not over yet. */
static bool
is_broken(const char *p)
{
	lanes byte = load(p), last = load(p - 1), trail = (lanes)((byte & 0xc0) == 0x80);
	lanes wanted = (lanes)(last >= 0xc0) | (lanes)(load(p - 2) >= 0xe0) | (lanes)(load(p - 3) >= 0xf0);
	lanes never = (lanes)((byte & 0xfe) == 0xc0) | (lanes)(byte >= 0xf5);
	lanes narrow = ((lanes)(last == 0xe0) & (lanes)(byte < 0xa0)) | ((lanes)(last == 0xed) & (lanes)(byte >= 0xa0)) |
	               ((lanes)(last == 0xf0) & (lanes)(byte < 0x90)) | ((lanes)(last == 0xf4) & (lanes)(byte >= 0x90));

	return any_high((trail ^ wanted) | never | narrow);
}

/* The end of the longest run of blocks from `p` on that are not broken, moved back to where the last sequence in it begins. Three
 * bytes before p can be read, and are well-formed. */
static const char *
skip_blocks(const char *p, const char *end)
{
	const char *start = p;

	for (; end - p >= LANES; p += LANES)
		if ((any_high(load(p)) || p[-1] & 0x80) && is_broken(p))
			break;
	while (p > start && (p[-1] & 0xc0) == 0x80)
		p--;
	return p > start && p[-1] & 0x80 ? p - 1 : p;
}

size_t
xb_utf8_valid(struct xb_str s)
{
	const char *p = s.ptr, *end = s.len ? s.ptr + s.len : p, *good = p, *skip = NULL;
	bool ok;

	while (p < end) {
		if (!skip && p - s.ptr >= 3)
			good = p = skip = skip_blocks(p, end);
		if (p == end)
			break;
		next_checked(&p, end, &ok);
		if (!ok)
			break;
		good = p;
	}
	return s.len ? (size_t)(good - s.ptr) : 0;
}

size_t
xb_utf8_encode(char out[4], uint32_t cp)
{
	return xb_utf8_put(out, cp);
}

size_t
xb_fold_long(char *out, uint32_t cp)
{
	utf8proc_int32_t folded[64];
	utf8proc_ssize_t n;
	size_t len = 0;
	int last = 0;

	n = utf8proc_decompose_char((utf8proc_int32_t)cp, folded, 64,
	                            UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD, &last);
	for (utf8proc_ssize_t i = 0; i < n && i < 64 && len < XB_FOLD_ROOM - 8; i++) {
		const struct xb_char *c = xb_char_at((uint32_t)folded[i]);

		/* Of a form that stands for several words, the letters. */
		if (c->class == XB_CLASS_LETTER || c->class == XB_CLASS_DIGIT || c->class == XB_CLASS_MARK ||
		    c->class == XB_CLASS_IDEOGRAPH)
			len += c->fold_len == XB_FOLD_LONG ? 0 :
			       xb_fold_char(out + len, (uint32_t)folded[i], c, false);
	}
	return len;
}

/* Compose n code points, in place; returns how many there are then. */
static size_t
compose(utf8proc_int32_t *cps, size_t n)
{
	utf8proc_ssize_t len = utf8proc_normalize_utf32(cps, (utf8proc_ssize_t)n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	return len < 0 ? n : (size_t)len;
}

/* Canonically decompose, put in order and compose UTF-8; returns how many code points, 0 if they do not fit. */
static size_t
decode_composed(utf8proc_int32_t cps[CLUSTER_DECOMPOSED], const char *utf8, size_t len)
{
	utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)utf8, (utf8proc_ssize_t)len, cps,
	                                        CLUSTER_DECOMPOSED, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	return n < 0 || n > CLUSTER_DECOMPOSED ? 0 : compose(cps, (size_t)n);
}

/* The letter at *p and its marks, as UTF-8. */
static size_t
collect_cluster(char out[4 * CLUSTER_MAX], const char **p, const char *end)
{
	size_t len = xb_utf8_put(out, xb_utf8_decode(p, end));
	const char *next = *p;

	for (int n = 1; next < end;) {
		uint32_t cp = xb_utf8_decode(&next, end);
		int class = xb_char_at(cp)->class;

		if (class != XB_CLASS_MARK && class != XB_CLASS_IGNORE)
			break;
		if (class == XB_CLASS_IGNORE)
			continue;
		*p = next;
		if (n++ < CLUSTER_MAX)
			len += xb_utf8_put(out + len, cp);
	}
	return len;
}

/* Take away, after composition, what is not spelling: acute and grave over a Cyrillic letter show the stress (those
 * which make another letter, ѓ ќ, are composed by now); the dot over i comes of lower-casing İ letter by letter. */
static size_t
drop_marks(utf8proc_int32_t *cps, size_t n)
{
	size_t kept = 1;
	int script = xb_char_at((uint32_t)cps[0])->script;

	for (size_t i = 1; i < n; i++) {
		const struct xb_char *c = xb_char_at((uint32_t)cps[i]);

		if ((cps[i] == 0x300 || cps[i] == 0x301) && script == XB_SCRIPT_CYRILLIC)
			continue;
		if (cps[i] == 0x307 && (cps[kept - 1] == 'i' || cps[kept - 1] == 0x131)) {
			cps[kept - 1] = 'i';
			continue;
		}
		if (c->class != XB_CLASS_MARK)
			script = c->script;
		cps[kept++] = cps[i];
	}
	return compose(cps, kept);
}

size_t
xb_fold_cluster(char *out, const char **p, const char *end, bool turkic)
{
	char raw[4 * CLUSTER_MAX], folded[XB_FOLD_ROOM + 8 * CLUSTER_DECOMPOSED];
	utf8proc_int32_t cps[CLUSTER_DECOMPOSED];
	size_t n, len = collect_cluster(raw, p, end);

	n = decode_composed(cps, raw, len);
	if (n == 0)
		return 0;
	n = drop_marks(cps, n);
	len = 0;
	for (size_t i = 0; i < n && len < XB_FOLD_ROOM; i++) {
		uint32_t cp = (uint32_t)cps[i];

		len += xb_fold_char(folded + len, cp, xb_char_at(cp), turkic);
	}
	/* A capital may have no composed form where its small letter has one: J and caron, ǰ. */
	n = decode_composed(cps, folded, len);
	len = 0;
	for (size_t i = 0; i < n && len <= XB_FOLD_ROOM - 4; i++)
		len += xb_utf8_put(out + len, (uint32_t)cps[i]);
	return len;
}

static bool
mark_follows(const char *p, const char *end)
{
	while (p < end) {
		int class = xb_char_at(xb_utf8_decode(&p, end))->class;

		if (class != XB_CLASS_IGNORE)
			return class == XB_CLASS_MARK;
	}
	return false;
}

/* The most of `s` that fits `cap` bytes and ends with a code point. */
static size_t
cut(const char *s, size_t len, size_t cap)
{
	if (len <= cap)
		return len;
	while (cap > 0 && ((unsigned char)s[cap] & 0xc0) == 0x80)
		cap--;
	return cap;
}

size_t
xb_fold(char *out, size_t cap, struct xb_str s, bool turkic)
{
	const char *p = s.ptr, *end = s.len ? s.ptr + s.len : p;
	char piece[XB_FOLD_ROOM];
	size_t len = 0;

	while (p < end) {
		const char *from = p;
		uint32_t cp = xb_utf8_decode(&p, end);
		const struct xb_char *c = xb_char_at(cp);
		bool letter = c->class == XB_CLASS_LETTER || c->class == XB_CLASS_DIGIT ||
		              c->class == XB_CLASS_IDEOGRAPH;
		size_t n, fits;

		if (letter && p < end && (unsigned char)*p >= 0x80 && mark_follows(p, end)) {
			p = from;
			n = xb_fold_cluster(piece, &p, end, turkic);
		} else {
			n = xb_fold_char(piece, cp, c, turkic);
		}
		fits = cut(piece, n, cap - len);
		memcpy(out + len, piece, fits);
		len += fits;
		if (fits < n)
			break;
	}
	return len;
}
