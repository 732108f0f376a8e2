/* SPDX-License-Identifier: GPL-2.0-or-later */
/* nitf.h - a <nitf> element → the pairs of a record: IPTC's News Industry Text Format, 2.5 and 3.x. */
#ifndef XB_NITF_H
#define XB_NITF_H

#include "iptc_xml.h"

/* All that a document says. */
void xb_nitf_add(struct xb_iptc *to, const xmlNode *nitf);

/* Of the head of its text (headline, byline, dateline, abstract) what the record does not have yet: for NITF that is the
 * content of an item with metadata of its own. */
void xb_nitf_add_missing(struct xb_iptc *to, const xmlNode *nitf);

#endif
