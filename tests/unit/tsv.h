/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tsv.h - reads the tables of tests/data: a case a line, columns between tabs. */
#ifndef XB_TEST_TSV_H
#define XB_TEST_TSV_H

#include <stdio.h>
#include <stdlib.h>

#include "str.h"
#include "text/unicode.h"

#define TSV_COLUMNS 8

struct tsv {
	FILE *file;
	char *line;
	size_t cap;
	unsigned number; /* of the line, from 1 */
	struct xb_str column[TSV_COLUMNS]; /* "" where the line has fewer */
};

/* Replace \uXXXX by the code point and \xXX by the byte, in place. */
static inline size_t
tsv_unescape(char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len;) {
		int digits = s[i] == '\\' && i + 1 < len ? s[i + 1] == 'u' ? 4 : s[i + 1] == 'x' ? 2 : 0 : 0;
		char hex[5] = { 0 }, utf8[4];
		unsigned long value;

		if (!digits || i + 2 + (size_t)digits > len) {
			s[n++] = s[i++];
			continue;
		}
		memcpy(hex, s + i + 2, (size_t)digits);
		value = strtoul(hex, NULL, 16);
		i += 2 + (size_t)digits;
		if (digits == 2) {
			s[n++] = (char)value;
			continue;
		}
		digits = (int)xb_utf8_encode(utf8, (uint32_t)value);
		memcpy(s + n, utf8, (size_t)digits);
		n += (size_t)digits;
	}
	return n;
}

static inline bool
tsv_open(struct tsv *tsv, const char *path)
{
	*tsv = (struct tsv){ .file = fopen(path, "r") };
	if (!tsv->file)
		perror(path);
	return tsv->file != NULL;
}

/* The next line that is neither empty nor a comment; false, and all closed, at the end. */
static inline bool
tsv_next(struct tsv *tsv)
{
	ssize_t len;

	while ((len = getline(&tsv->line, &tsv->cap, tsv->file)) > 0) {
		char *rest = tsv->line;

		tsv->number++;
		if (rest[len - 1] == '\n')
			rest[--len] = '\0';
		if (!len || *rest == '#')
			continue;
		for (int i = 0; i < TSV_COLUMNS; i++) {
			char *column = rest ? strsep(&rest, "\t") : NULL;

			tsv->column[i] = column ? xb_strn(column, tsv_unescape(column, strlen(column))) : xb_str("");
		}
		return true;
	}
	free(tsv->line);
	fclose(tsv->file);
	return false;
}

#endif
