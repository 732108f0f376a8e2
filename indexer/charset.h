/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset.h - bytes → UTF-8: a bad byte costs one U+FFFD and a count, never the record. */
#ifndef XB_CHARSET_H
#define XB_CHARSET_H

#include "record.h"
#include "error.h"

struct xb_charset;

/* A decoder. `declared` is the name, as iconv knows it, of what to assume of bytes that are not UTF-8, or NULL.
 * EINVAL when iconv does not know the name, or when it is not an extension of ASCII (UTF-16). One thread at a time. */
xabar_status xb_charset_new(struct xb_charset **out, const char *declared, xabar_error *err);
void xb_charset_free(struct xb_charset *charset);

/* Decode a record's or a line's bytes. Valid UTF-8 comes back as it is, borrowed from `bytes`; else it is made in the
 * arena. ENOMEM. */
xabar_status xb_charset_decode(struct xb_str *out, struct xb_charset_found *found, struct xb_charset *charset,
                               struct xb_str bytes, struct xb_arena *arena, xabar_error *err);

#endif
