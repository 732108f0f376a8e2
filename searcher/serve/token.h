/* SPDX-License-Identifier: GPL-2.0-or-later */
/* token.h - who may ask: bearer tokens (RFC 6750), from a file. */
#ifndef XB_TOKEN_H
#define XB_TOKEN_H

#include "error.h"
#include "str.h"

#define XB_TOKEN_MIN 16
#define XB_TOKEN_MAX 128

/* Each padded with NULs, so that all are compared alike. */
struct xb_tokens {
	char (*tokens)[XB_TOKEN_MAX];
	size_t n;
};

/* One token a line; lines that begin with # and empty ones are passed over. EINVAL: a line that is none, no token at all, or a file
 * that everybody may read; EIO, ENOTFOUND. */
xabar_status xb_tokens_read(struct xb_tokens *out, const char *path, xabar_error *err);
void xb_tokens_release(struct xb_tokens *tokens);

/* Whether the value of an Authorization header, which may be NULL, has one of them. How long it takes depends on how many there
 * are, not on what they, or the header, hold. */
bool xb_tokens_allow(const struct xb_tokens *tokens, const char *authorization);

#endif
