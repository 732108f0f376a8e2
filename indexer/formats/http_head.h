/* SPDX-License-Identifier: GPL-2.0-or-later */
/* http_head.h - the status line and fields of an HTTP response that was kept with its body. */
#ifndef XB_HTTP_HEAD_H
#define XB_HTTP_HEAD_H

#include "mime_fields.h"

struct xb_http_head {
	int status;
	struct xb_mime_fields fields;
	size_t len; /* of the head: where the body begins */
};

/* Does a response begin here? */
bool xb_http_is_head(struct xb_str bytes);

/* Read a head that xb_http_is_head has seen (RFC 9112, 4). False when the arena is full. */
bool xb_http_head_read(struct xb_http_head *out, struct xb_str bytes, struct xb_arena *arena);

#endif
