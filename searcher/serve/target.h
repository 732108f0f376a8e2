/* SPDX-License-Identifier: GPL-2.0-or-later */
/* target.h - requests as links: what route.c reads, written. */
#ifndef XB_TARGET_H
#define XB_TARGET_H

#include "route.h"

/* Text as a part of a path or a query string (RFC 3986): all but what is unreserved is escaped. */
void xb_target_text(struct xb_buf *out, const char *text);

/* The target that asks a route for what was asked, as the value of an attribute in HTML: of its parameters those that are not as they
 * would be unsaid. */
void xb_target_write(struct xb_buf *out, const struct xb_route *route, const struct xb_asked *asked);

/* The same as it is in a header. */
void xb_target_write_bare(struct xb_buf *out, const struct xb_route *route, const struct xb_asked *asked);

/* Call `add` with each such parameter: a value of a list is one. */
typedef void xb_target_add(void *ctx, const char *name, const char *value);
void xb_target_each(const struct xb_route *route, const struct xb_asked *asked, xb_target_add *add, void *ctx);

#endif
