/* SPDX-License-Identifier: GPL-2.0-or-later */
/* declared.h - the encoding that a document says it is in. */
#ifndef XB_DECLARED_H
#define XB_DECLARED_H

#include "str.h"

/* Each returns the name as written, borrowed from its argument; .len 0 when there is none. */

/* <?xml version="1.0" encoding="..."?> at the start of the bytes (XML 1.0, 4.3.3). */
struct xb_str xb_declared_xml(struct xb_str bytes);

/* <meta charset=...> or <meta http-equiv=content-type content="...; charset=..."> in the first 8 KiB (HTML, 4.2.5, has
 * 1 KiB; pages in the wild have scripts before it); an XML declaration counts, too. */
struct xb_str xb_declared_html(struct xb_str bytes);

/* The charset parameter of a content type: "text/html; charset=windows-1251" (RFC 9110, 8.3.2). */
struct xb_str xb_declared_type(struct xb_str content_type);

#endif
