/* SPDX-License-Identifier: GPL-2.0-or-later */
/* url.h - one form for the many spellings of a URL. */
#ifndef XB_URL_H
#define XB_URL_H

#include "arena.h"
#include "str.h"

/* "http://..." or "https://..." with a host and no white space. */
bool xb_url_is_web(struct xb_str text);

/* The canonical form of a web URL (RFC 3986, 6.2): scheme and host in lower case, no default port, "/" for an empty path,
 * no fragment (but "#!", which chooses a page), none of the parameters that only tell where a reader came from (utm_* and
 * kin). Made in the arena; .ptr is NULL when it is full. */
struct xb_str xb_url_canonical(struct xb_str url, struct xb_arena *arena);

#endif
