/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "http_head.h"

bool
xb_http_is_head(struct xb_str bytes)
{
	return xb_str_starts(bytes, "HTTP/");
}

/* The three digits after the first space; 0 when they are not there. */
static int
read_status(struct xb_str line)
{
	const char *space = memchr(line.ptr, ' ', line.len);
	int status = 0;

	for (size_t i = space ? (size_t)(space - line.ptr) + 1 : line.len; i < line.len; i++) {
		if (line.ptr[i] < '0' || line.ptr[i] > '9' || status > 99)
			break;
		status = status * 10 + line.ptr[i] - '0';
	}
	return status;
}

bool
xb_http_head_read(struct xb_http_head *out, struct xb_str bytes, struct xb_arena *arena)
{
	const char *newline = memchr(bytes.ptr, '\n', bytes.len);
	size_t line = newline ? (size_t)(newline - bytes.ptr) + 1 : bytes.len;

	out->status = read_status((struct xb_str){ bytes.ptr, line });
	if (!xb_mime_fields_read(&out->fields, xb_str_from(bytes, line), arena))
		return false;
	out->len = line + out->fields.len;
	return true;
}
