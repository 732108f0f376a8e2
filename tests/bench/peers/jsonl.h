/* SPDX-License-Identifier: GPL-2.0-or-later */
/* jsonl.h - a member of a line of gen_archive's, for peers in C and C++: the cheapest reading that is right for those. */
#ifndef XB_BENCH_JSONL_H
#define XB_BENCH_JSONL_H

#include <stddef.h>
#include <string.h>

/* Decode the string that is called `key`, given as `"key":"`, into `out`, which has as many bytes as the line. Returns its
 * length; 0 when there is none. White space and controls become spaces. */
static inline size_t
jsonl_member(char *out, const char *line, const char *key)
{
	const char *p = strstr(line, key);
	size_t n = 0;

	if (!p)
		return 0;
	for (p += strlen(key); *p && *p != '"'; p++) {
		if (*p != '\\') {
			out[n++] = *p;
		} else if (*++p == 'u') {
			out[n++] = ' ';
			p += 4;
		} else {
			out[n++] = *p == 'n' || *p == 't' || *p == 'r' ? ' ' : *p;
		}
	}
	return n;
}

#endif
