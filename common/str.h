/* SPDX-License-Identifier: GPL-2.0-or-later */
/* str.h - a borrowed run of bytes: pointer and length, no NUL wanted or promised. */
#ifndef XB_STR_H
#define XB_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct xb_str {
	const char *ptr;
	size_t len;
};

static inline struct xb_str
xb_strn(const char *ptr, size_t len)
{
	return (struct xb_str){ ptr, len };
}

#ifndef __cplusplus /* where it would hide the struct's constructor */
/* A string literal or other NUL-terminated text as an xb_str. */
static inline struct xb_str
xb_str(const char *s)
{
	return xb_strn(s, strlen(s));
}
#endif

static inline bool
xb_str_equal(struct xb_str a, struct xb_str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Less than, equal to or greater than 0, by the bytes: of two the shorter is less when the other begins with it. */
static inline int
xb_str_compare(struct xb_str a, struct xb_str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.ptr, b.ptr, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static inline bool
xb_str_is(struct xb_str a, const char *s)
{
	return xb_str_equal(a, xb_strn(s, strlen(s)));
}

static inline bool
xb_str_starts(struct xb_str a, const char *prefix)
{
	size_t len = strlen(prefix);

	return a.len >= len && memcmp(a.ptr, prefix, len) == 0;
}

/* ASCII letters match whatever their case. */
bool xb_str_is_nocase(struct xb_str a, const char *s);

/* Without the ASCII white space, and U+00A0, at both ends. */
struct xb_str xb_str_trim(struct xb_str s);

/* The part from byte `from` on. from <= s.len. */
static inline struct xb_str
xb_str_from(struct xb_str s, size_t from)
{
	return (struct xb_str){ s.ptr + from, s.len - from };
}

/* For printf's "%.*s": precision and pointer. */
#define XB_STR_ARG(s) (int)(s).len, (s).ptr

#endif
