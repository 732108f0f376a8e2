/* SPDX-License-Identifier: GPL-2.0-or-later */
/* buf.h - a growable run of bytes with a limit and a sticky failure, checked once at the end. */
#ifndef XB_BUF_H
#define XB_BUF_H

#include <stdint.h>

#include "arena.h"
#include "error.h"
#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct xb_buf {
	char *ptr; /* NUL-terminated once anything was added */
	size_t len;
	size_t cap;
	size_t limit;
	bool failed; /* an append did not fit: memory or limit; later appends do nothing */
};

void xb_buf_init(struct xb_buf *buf, size_t limit);
void xb_buf_release(struct xb_buf *buf);

/* Length 0 and no failure; memory is kept. */
void xb_buf_clear(struct xb_buf *buf);

void xb_buf_add(struct xb_buf *buf, const void *bytes, size_t len);
void xb_buf_add_str(struct xb_buf *buf, struct xb_str s);
void xb_buf_add_char(struct xb_buf *buf, char c);
void xb_buf_printf(struct xb_buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* LEB128: seven bits a byte, low first. */
void xb_buf_add_varint(struct xb_buf *buf, uint64_t value);

/* A varint length, then the bytes. */
void xb_buf_add_counted(struct xb_buf *buf, struct xb_str s);

/* `len` more bytes at the end for the caller to fill; NULL on failure. */
char *xb_buf_extend(struct xb_buf *buf, size_t len);

/* The bytes moved to an arena, NUL-terminated, and the buffer released. .ptr is NULL when it had failed, or the arena is full. */
struct xb_str xb_buf_into_arena(struct xb_buf *buf, struct xb_arena *arena);

/* XABAR_OK, or the sticky failure as an error. */
xabar_status xb_buf_status(const struct xb_buf *buf, xabar_error *err);

static inline struct xb_str
xb_buf_view(const struct xb_buf *buf)
{
	return (struct xb_str){ buf->ptr ? buf->ptr : "", buf->len };
}

/* Reading what the above wrote. A cursor is the rest of the bytes; each call takes its part off the front and
 * returns false, leaving the cursor alone, when the bytes are not all there. */
bool xb_take_varint(struct xb_str *cursor, uint64_t *value);
bool xb_take_counted(struct xb_str *cursor, struct xb_str *s);
bool xb_take_bytes(struct xb_str *cursor, size_t len, struct xb_str *s);

#ifdef __cplusplus
}
#endif
#endif
