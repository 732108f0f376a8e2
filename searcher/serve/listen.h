/* SPDX-License-Identifier: GPL-2.0-or-later */
/* listen.h - where the server is heard. */
#ifndef XB_LISTEN_H
#define XB_LISTEN_H

#include "error.h"
#include "str.h"

struct xb_listener {
	int fd;
	bool local;            /* only this machine reaches it */
	bool socket;           /* it is a Unix socket, which browsers do not reach */
	const char *unlinked;  /* a path that is to be removed at the end */
	char name[160];        /* "http://127.0.0.1:7171" */
};

/* Listen at "127.0.0.1:7171", "[::1]:7171", "unix:/path", or, for "LISTEN_FDS", at the one socket that systemd gives. `where`
 * lives as long as it. EINVAL, EIO. */
xabar_status xb_listen(struct xb_listener *out, const char *where, xabar_error *err);
void xb_listener_close(struct xb_listener *listener);

#endif
