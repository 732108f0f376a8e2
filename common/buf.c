/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
xb_buf_init(struct xb_buf *buf, size_t limit)
{
	*buf = (struct xb_buf){ .limit = limit };
}

void
xb_buf_release(struct xb_buf *buf)
{
	free(buf->ptr);
	xb_buf_init(buf, buf->limit);
}

void
xb_buf_clear(struct xb_buf *buf)
{
	buf->len = 0;
	buf->failed = false;
	if (buf->ptr)
		buf->ptr[0] = '\0';
}

/* Make room for `len` more bytes and a NUL. */
static bool
reserve(struct xb_buf *buf, size_t len)
{
	size_t cap = buf->cap ? buf->cap : 64;
	char *ptr;

	if (buf->failed || len > buf->limit || buf->len > buf->limit - len) {
		buf->failed = true;
		return false;
	}
	if (buf->len + len < buf->cap)
		return true;
	while (cap <= buf->len + len)
		cap = cap < SIZE_MAX / 2 ? cap * 2 : SIZE_MAX;
	ptr = realloc(buf->ptr, cap);
	if (!ptr) {
		buf->failed = true;
		return false;
	}
	buf->ptr = ptr;
	buf->cap = cap;
	return true;
}

char *
xb_buf_extend(struct xb_buf *buf, size_t len)
{
	char *end;

	if (!reserve(buf, len))
		return NULL;
	end = buf->ptr + buf->len;
	buf->len += len;
	buf->ptr[buf->len] = '\0';
	return end;
}

void
xb_buf_add(struct xb_buf *buf, const void *bytes, size_t len)
{
	char *end = xb_buf_extend(buf, len);

	if (end && len)
		memcpy(end, bytes, len);
}

void
xb_buf_add_str(struct xb_buf *buf, struct xb_str s)
{
	xb_buf_add(buf, s.ptr, s.len);
}

void
xb_buf_add_char(struct xb_buf *buf, char c)
{
	xb_buf_add(buf, &c, 1);
}

void
xb_buf_printf(struct xb_buf *buf, const char *fmt, ...)
{
	va_list ap, again;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len >= 0 && reserve(buf, (size_t)len)) {
		vsnprintf(buf->ptr + buf->len, (size_t)len + 1, fmt, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

void
xb_buf_add_varint(struct xb_buf *buf, uint64_t value)
{
	char bytes[10];
	size_t n = 0;

	for (; value >= 0x80; value >>= 7)
		bytes[n++] = (char)(value | 0x80);
	bytes[n++] = (char)value;
	xb_buf_add(buf, bytes, n);
}

void
xb_buf_add_counted(struct xb_buf *buf, struct xb_str s)
{
	xb_buf_add_varint(buf, s.len);
	xb_buf_add_str(buf, s);
}

struct xb_str
xb_buf_into_arena(struct xb_buf *buf, struct xb_arena *arena)
{
	struct xb_str made = { 0 };

	if (!buf->failed)
		made = xb_arena_str(arena, xb_buf_view(buf));
	xb_buf_release(buf);
	return made;
}

xabar_status
xb_buf_status(const struct xb_buf *buf, xabar_error *err)
{
	return buf->failed ? xb_fail_nomem(err) : XABAR_OK;
}

bool
xb_take_varint(struct xb_str *cursor, uint64_t *value)
{
	uint64_t v = 0;

	for (size_t i = 0; i < cursor->len && i < 10; i++) {
		unsigned char byte = (unsigned char)cursor->ptr[i];

		v |= (uint64_t)(byte & 0x7f) << (7 * i);
		if (byte < 0x80) {
			*value = v;
			*cursor = xb_str_from(*cursor, i + 1);
			return true;
		}
	}
	return false;
}

bool
xb_take_bytes(struct xb_str *cursor, size_t len, struct xb_str *s)
{
	if (len > cursor->len)
		return false;
	*s = (struct xb_str){ cursor->ptr, len };
	*cursor = xb_str_from(*cursor, len);
	return true;
}

bool
xb_take_counted(struct xb_str *cursor, struct xb_str *s)
{
	struct xb_str rest = *cursor;
	uint64_t len;

	if (!xb_take_varint(&rest, &len) || !xb_take_bytes(&rest, len, s))
		return false;
	*cursor = rest;
	return true;
}
