/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_url.h - addresses that pages give of themselves. */
#ifndef XB_HTML_URL_H
#define XB_HTML_URL_H

#include "arena.h"
#include "str.h"

/* A reference against the address of its page (RFC 3986, 5.2), as far as a web address comes of it; .len 0 when none
 * does. In the arena; .ptr is NULL when it is full. */
struct xb_str xb_html_url_resolve(struct xb_str base, struct xb_str ref, struct xb_arena *arena);

/* The host, without "www."; .len 0 when it is no web address. */
struct xb_str xb_html_url_host(struct xb_str url);

/* Is it a site's front page, going by its path: none, or a language's? */
bool xb_html_url_is_front(struct xb_str url);

/* The day in a path such as /2022/05/18/ or /2022-05-18/, as "2022-05-18"; false when there is none. */
#define XB_HTML_URL_DATE_LEN 10
bool xb_html_url_date(char out[XB_HTML_URL_DATE_LEN], struct xb_str url);

#endif
