/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xml_text.h - the character data of XML as it comes → text. */
#ifndef XB_XML_TEXT_H
#define XB_XML_TEXT_H

#include "buf.h"

/* What a document calls a text of its own. */
struct xb_xml_entity {
	struct xb_str name, value;
};

#define XB_XML_ENTITIES_MAX 64

struct xb_xml_text {
	struct xb_buf out;
	struct xb_xml_entity entities[XB_XML_ENTITIES_MAX];
	size_t nentities;
	size_t expand_left; /* bytes that the document's own entities may still grow to */
	bool doctype;       /* it has a document type, which may declare HTML's entities */
	bool mended;        /* something was not well-formed */
};

/* Add text with its references resolved: those of XML, of HTML (declared or not) and the document's own; every other '&'
 * is taken for itself. What is no character in XML becomes a space or U+FFFD. */
void xb_xml_add_text(struct xb_xml_text *text, struct xb_str s);

/* Add what was in a CDATA section. */
void xb_xml_add_cdata(struct xb_xml_text *text, struct xb_str s);

/* Read a document type declaration: `s` begins at its "<!DOCTYPE". Keeps the internal entities of its internal subset
 * (XML 1.0, 4.2.1), but none whose value is long. Returns its length. */
size_t xb_xml_read_doctype(struct xb_xml_text *text, struct xb_str s);

#endif
