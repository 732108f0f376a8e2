/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xml_tag.h - the start tags of XML as it comes. */
#ifndef XB_XML_TAG_H
#define XB_XML_TAG_H

#include "str.h"

#define XB_XML_NAME_MAX 256
#define XB_XML_ATTRIBUTES_MAX 64 /* of one element: each is compared with each; more are left out */

struct xb_xml_attribute {
	struct xb_str name, value; /* the value as written, without its quotes */
};

struct xb_xml_tag {
	struct xb_str name;
	struct xb_xml_attribute attributes[XB_XML_ATTRIBUTES_MAX];
	size_t nattributes;
	const char *end; /* past its '>' */
	bool empty;      /* "/>" */
	bool mended;     /* it is not well-formed */
};

/* The name at `p`; .len 0 when there is none. Letters beyond ASCII are not told from signs. */
struct xb_str xb_xml_read_name(const char *p, const char *end);

/* Read the tag at `p`, which is a '<'. Values need no quotes, nor attributes values, nor the tag its end where the document
 * ends. False when it is none: then that '<' is text. */
bool xb_xml_read_tag(struct xb_xml_tag *tag, const char *p, const char *end);

#endif
