/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "str.h"

#include <strings.h>

bool
xb_str_is_nocase(struct xb_str a, const char *s)
{
	return strlen(s) == a.len && strncasecmp(a.ptr, s, a.len) == 0;
}

/* Length of the white space that `s` begins with (0: none). */
static size_t
space_at_start(struct xb_str s)
{
	if (s.len && (*s.ptr == ' ' || (*s.ptr >= '\t' && *s.ptr <= '\r')))
		return 1;
	return xb_str_starts(s, "\xc2\xa0") ? 2 : 0;
}

static size_t
space_at_end(struct xb_str s)
{
	if (s.len && space_at_start(xb_str_from(s, s.len - 1)))
		return 1;
	return s.len >= 2 && memcmp(s.ptr + s.len - 2, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

struct xb_str
xb_str_trim(struct xb_str s)
{
	size_t n;

	while ((n = space_at_start(s)))
		s = xb_str_from(s, n);
	while ((n = space_at_end(s)))
		s.len -= n;
	return s;
}
