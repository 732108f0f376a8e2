/* SPDX-License-Identifier: GPL-2.0-or-later */
/* warc_page.h - what a web archive kept of an address → a record, if it is a page. */
#ifndef XB_WARC_PAGE_H
#define XB_WARC_PAGE_H

#include "http_body.h"
#include "reader.h"

/* An item of a web archive. */
struct xb_warc_page {
	struct xb_str url;       /* as the archive writes it */
	struct xb_str type;      /* content type of `bytes` */
	struct xb_str record_id, date, digest, truncated, lang; /* what else the archive says of it; .len 0: nothing */
	struct xb_str bytes;     /* the body, once xb_warc_page_open has read the HTTP head before it */
	struct xb_http_head http; /* all zero when there is none */
	bool headline;           /* the first line of a text is its title (WET) */
	bool cut;                /* some of the bytes are missing */
};

/* Read the HTTP head that page->bytes begin with, if they do: it says what type the rest is of. False when the arena is
 * full. */
bool xb_warc_page_open(struct xb_warc_page *page, struct xb_arena *arena);

/* NULL when it is a page or a text, else what it is: a name for xb_note. Of an opened one. */
const char *xb_warc_page_kind(const struct xb_warc_page *page);

/* Add its pairs: id, and what is on the page. *none: it is whole, and there is no article on it. ERECORD, ENOMEM. */
xabar_status xb_warc_page_add(struct xb_record *record, bool *none, const struct xb_warc_page *page,
                              struct xb_http_room *room, struct xb_reader_context *ctx, xabar_error *err);

#endif
