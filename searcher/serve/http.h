/* SPDX-License-Identifier: GPL-2.0-or-later */
/* http.h - the server's side of HTTP, by libmicrohttpd: the only file that includes it. */
#ifndef XB_HTTP_H
#define XB_HTTP_H

#include "pool.h"

struct xb_http;

/* Answer what comes to a listening socket, which the caller keeps. EIO, ENOMEM. */
xabar_status xb_http_start(struct xb_http **out, int fd, struct xb_service *service, struct xb_pool *pool, xabar_error *err);

/* Take no more connections, so that the socket may be closed, and end each after its next answer. */
void xb_http_leave(struct xb_http *http);

/* Nothing may be with the pool. */
void xb_http_free(struct xb_http *http);

#endif
