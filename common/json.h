/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json.h - writing JSON (RFC 8259) into a buffer. */
#ifndef XB_JSON_H
#define XB_JSON_H

#include "buf.h"

/* A string literal. Controls are escaped; what is not valid UTF-8 becomes U+FFFD, so that the output always is. */
void xb_json_string(struct xb_buf *out, struct xb_str s);

/* `"name":`, after a comma unless the object or array just began. */
void xb_json_key(struct xb_buf *out, const char *name);

/* A comma, unless the object or array just began. */
void xb_json_comma(struct xb_buf *out);

/* A member with a string; nothing when `value` is empty: absent metadata is absent. */
void xb_json_member(struct xb_buf *out, const char *name, struct xb_str value);

#endif
