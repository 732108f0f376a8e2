/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query_error.h"

#include <stdarg.h>
#include <stdio.h>

#include "text/unicode.h"

/* Control characters would break the line, ill-formed bytes a terminal or JSON. */
static void
clean(char *message)
{
	struct xb_str rest = xb_str(message);

	for (char *p = message; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	while ((rest = xb_str_from(rest, xb_utf8_valid(rest))).len) {
		message[rest.ptr - message] = '?';
		rest = xb_str_from(rest, 1);
	}
}

static size_t
column_of(struct xb_str query, size_t off)
{
	const char *p = query.ptr;
	size_t column = 1, stop = off < query.len ? off : query.len;

	for (; stop && p < query.ptr + stop; column++)
		(void)xb_utf8_next(&p, query.ptr + query.len);
	return column;
}

xabar_status
xb_query_fail(xabar_error *err, xabar_status status, struct xb_str query, size_t off,
              const char *fmt, ...)
{
	char text[sizeof(err->message)];
	va_list ap;

	if (!err)
		return status;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	xb_fail(err, status, "column %zu: %s", column_of(query, off), text);
	clean(err->message);
	err->offset = off;
	return status;
}
