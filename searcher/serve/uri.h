/* SPDX-License-Identifier: GPL-2.0-or-later */
/* uri.h - the parts of a request's target (RFC 3986) as text. */
#ifndef XB_URI_H
#define XB_URI_H

#include "error.h"
#include "str.h"

/* Take the percent-encoding off in place, and with `form` that of + for a space; the text gets no longer. EINVAL: an escape that is
 * none, a NUL, or what is not UTF-8. */
xabar_status xb_uri_decode(char *text, bool form, xabar_error *err);

/* A parameter of a query string. */
struct xb_uri_pair {
	char *name, *value;
};

/* Take the next parameter off what is left of a query string, which is overwritten: false at the end. Empty ones are passed over;
 * one without '=' has the value "". */
bool xb_uri_next(struct xb_uri_pair *out, char **rest);

#endif
