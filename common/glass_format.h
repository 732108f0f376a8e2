/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_format.h - numbers and keys as Xapian's glass databases hold them (format of 2016-03-14, which libxapian 1.4 and 2
 * share). Facts from Xapian's common/pack.h and backends/glass/glass_table.h.
 *
 * Block (8192 bytes, its number is its place in the file; numbers high byte first):
 *
 *     revision 4 · level 1 (0: leaf) · largest gap 2 · free bytes 2 · end of the directory 2
 *     directory: the offset (2) of each item, in the order of the keys
 *     gap, then the items
 *
 * Leaf item:
 *
 *     size - 3 (13 bits), flags (3 bits) 2 · length of the key 1 · key · [component 2] · tag
 *
 * An item is at most a quarter of a block. A longer tag is cut into components 1, 2 ..., each under the same key; only those
 * from the second on have the number. The first leaf begins with an item whose key and tag are empty and which is no entry.
 *
 * Branch item:
 *
 *     block 4 · length of the key 1 · key · component 2
 *
 * The key is the shortest that divides the block from the one before; the first item of a branch block has none, component 0.
 *
 * Every function appends at `p` and returns the end; the caller has made room. */
#ifndef XB_GLASS_FORMAT_H
#define XB_GLASS_FORMAT_H

#include <stdint.h>

#include "str.h"

#define XB_GLASS_BLOCK 8192
#define XB_GLASS_BLOCK_HEADER 11
#define XB_GLASS_OFFSET 2      /* an entry of the directory */
#define XB_GLASS_LEAF_HEADER 3 /* of an item, without its key */
#define XB_GLASS_COMPONENT 2
#define XB_GLASS_REVISION 1

/* Of a leaf item: it has the last, the first component of its tag. libxapian has another one, for a tag that is compressed. */
enum xb_glass_leaf_flag { XB_GLASS_LAST = 0x4000, XB_GLASS_FIRST = 0x2000 };
#define XB_GLASS_LEAF_SIZE 0x1fff

/* A branch block has at least thirty items (keys of 255 bytes), and block numbers have 32 bits. */
#define XB_GLASS_LEVELS 10

#define XB_GLASS_KEY_MAX 255

/* libxapian's limit for a term. A NUL takes two bytes of a key; behind the term stand a NUL and a document number of up to five
 * bytes. */
#define XB_GLASS_TERM_MAX 245
#define XB_GLASS_TERM_KEY_MAX (XB_GLASS_KEY_MAX - 1 - 5)

/* Bytes that may be read behind what is copied: short runs are copied by sixteen, whatever their length. */
#define XB_GLASS_SLACK 16

/* The most that a number takes. */
#define XB_GLASS_UINT_MAX 5

static inline unsigned char *
xb_glass_put_be16(unsigned char *p, uint32_t value)
{
	p[0] = (unsigned char)(value >> 8);
	p[1] = (unsigned char)value;
	return p + 2;
}

static inline unsigned char *
xb_glass_put_be32(unsigned char *p, uint32_t value)
{
	return xb_glass_put_be16(xb_glass_put_be16(p, value >> 16), value);
}

static inline uint32_t
xb_glass_get_be16(const unsigned char *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static inline uint32_t
xb_glass_get_be32(const unsigned char *p)
{
	return xb_glass_get_be16(p) << 16 | xb_glass_get_be16(p + 2);
}

/* Seven bits a byte, low first; all but the last byte have the top bit set. */
static inline unsigned char *
xb_glass_put_uint(unsigned char *p, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		*p++ = (unsigned char)(value | 0x80);
	*p++ = (unsigned char)value;
	return p;
}

static inline const unsigned char *
xb_glass_get_uint(const unsigned char *p, uint64_t *value)
{
	*value = *p & 0x7f;
	for (unsigned shift = 7; *p++ & 0x80; shift += 7)
		*value |= (uint64_t)(*p & 0x7f) << shift;
	return p;
}

/* The same of bytes that may be damaged: false, with *p left alone, where no number of 32 bits is whole before `end`. */
static inline bool
xb_glass_take_uint(const unsigned char **p, const unsigned char *end, uint32_t *value)
{
	const unsigned char *at = *p;
	uint64_t number = 0;

	for (unsigned shift = 0; at < end && shift < 7 * XB_GLASS_UINT_MAX; shift += 7) {
		number |= (uint64_t)(*at & 0x7f) << shift;
		if (*at++ & 0x80)
			continue;
		if (number > UINT32_MAX)
			return false;
		*value = (uint32_t)number;
		*p = at;
		return true;
	}
	return false;
}

/* A number at the end of a key: its bytes, low first, as many as it has; none for 0. */
static inline unsigned char *
xb_glass_put_uint_last(unsigned char *p, uint32_t value)
{
	for (; value; value >>= 8)
		*p++ = (unsigned char)value;
	return p;
}

/* A number whose bytes sort as it does: below 0x8000 two bytes, high first. Above, the first byte begins with as many one bits
 * as there are bytes beyond two, then a zero bit; what is left of it and the bytes after are the number, high first. */
static inline unsigned char *
xb_glass_put_sortable(unsigned char *p, uint32_t value)
{
	unsigned bits, len;

	if (value < 0x8000)
		return xb_glass_put_be16(p, value);
	bits = 32 - (unsigned)__builtin_clz(value);
	len = (bits + 5) / 7;
	for (unsigned i = len - 1; i > 0; i--, value >>= 8)
		p[i] = (unsigned char)value;
	p[0] = (unsigned char)(0xff << (10 - len) | value);
	return p + len;
}

/* The number that such bytes are, all of them; false when they are not one. */
static inline bool
xb_glass_get_sortable(const unsigned char *p, size_t len, uint32_t *value)
{
	unsigned ones = len ? (unsigned)__builtin_clz(~((uint32_t)p[0] << 24)) : 0;
	uint64_t number;

	if (len < 2 || len > XB_GLASS_UINT_MAX || len != ones + 2)
		return false;
	number = p[0] & (0xff >> (ones + 1));
	for (size_t i = 1; i < len; i++)
		number = number << 8 | p[i];
	*value = (uint32_t)number;
	return number <= UINT32_MAX;
}

/* A term at the beginning of a key: its bytes, 00 ff for a NUL. What follows in the key is set off by a NUL. */
static inline unsigned char *
xb_glass_put_term(unsigned char *p, struct xb_str term)
{
	if (!term.len || !memchr(term.ptr, '\0', term.len)) {
		if (term.len)
			memcpy(p, term.ptr, term.len);
		return p + term.len;
	}
	for (size_t i = 0; i < term.len; i++) {
		*p++ = (unsigned char)term.ptr[i];
		if (!term.ptr[i])
			*p++ = 0xff;
	}
	return p;
}

/* The term that a key of `len` bytes is, put together at `term`, which has room for them: its length, 0 when it is none. */
static inline size_t
xb_glass_get_term(char *term, const unsigned char *p, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		term[n++] = (char)p[i];
		if (!p[i] && (++i == len || p[i] != 0xff))
			return 0;
	}
	return n;
}

/* Copy bytes that have XB_GLASS_SLACK behind them to where as much may be overwritten. */
static inline void
xb_glass_copy(unsigned char *to, const unsigned char *from, size_t len)
{
	if (__builtin_expect(len <= XB_GLASS_SLACK, 1))
		memcpy(to, from, XB_GLASS_SLACK);
	else
		memcpy(to, from, len);
}

#endif
