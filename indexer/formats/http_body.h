/* SPDX-License-Identifier: GPL-2.0-or-later */
/* http_body.h - the body of an HTTP response without what it was packed in for the way. */
#ifndef XB_HTTP_BODY_H
#define XB_HTTP_BODY_H

#include "buf.h"
#include "http_head.h"

/* What bodies are unpacked into: each coding from one to the other. Kept from body to body. */
struct xb_http_room {
	struct xb_buf bufs[2];
};

void xb_http_room_init(struct xb_http_room *room);
void xb_http_room_release(struct xb_http_room *room);

/* Undo the codings that the head names: Transfer-Encoding (chunked), Content-Encoding (gzip, deflate, br), several one
 * after the other. A body that is not in the coding it is said to be in is taken as it is, since many tools unpack bodies and
 * leave the head alone. What damage leaves is given, and *damaged set. Borrowed from `bytes` or from the room. ERECORD when
 * nothing can be unpacked, or it grows over 64 MiB or 200 times; ENOMEM. */
xabar_status xb_http_body(struct xb_str *out, bool *damaged, struct xb_http_room *room, const struct xb_http_head *head,
                          struct xb_str bytes, xabar_error *err);

#endif
