/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_page.h - a saved news page → the pairs of a record. */
#ifndef XB_HTML_PAGE_H
#define XB_HTML_PAGE_H

#include "record.h"

/* `html` is valid UTF-8; `url` is where the page was fetched, .len 0 when that is not known. Adds the pairs of a record
 * (title, body, date, url ...), all made in the arena. ERECORD when there is neither a title nor a text; ENOMEM. */
xabar_status xb_html_page(struct xb_record *record, struct xb_str html, struct xb_str url, struct xb_arena *arena,
                          xabar_error *err);

#endif
