/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xml.h - what the readers of XML share: a tree that is safe to make of any bytes, and text out of it. libxml2 parses. */
#ifndef XB_XML_H
#define XB_XML_H

#include <libxml/tree.h>

#include "arena.h"
#include "error.h"
#include "str.h"

/* Parse a document; `text` is valid UTF-8, whatever its XML declaration says. What is ill-formed is mended as well as
 * libxml2 can; *mended tells. Nothing is loaded from anywhere, entities that the document defines are not expanded into
 * one another, elements nest at most 256 deep. Freed with xmlFreeDoc. ERECORD when there is no root element or a limit is
 * passed; ENOMEM. */
xabar_status xb_xml_parse(xmlDoc **out, bool *mended, struct xb_str text, xabar_error *err);

/* Is it an element with this local name, whatever its namespace prefix? */
bool xb_xml_is(const xmlNode *node, const char *name);

/* The first child element with this local name (NULL: any), or NULL; and the next such after a node. A NULL parent has no
 * children. */
xmlNode *xb_xml_child(const xmlNode *parent, const char *name);
xmlNode *xb_xml_next(const xmlNode *node, const char *name);

/* Down a path of local names, "docdata/doc-id": the first element there, or NULL. */
xmlNode *xb_xml_find(const xmlNode *parent, const char *path);

/* An attribute's value by local name, trimmed; .len 0 when absent. Borrowed from the tree, or made in the arena. */
struct xb_str xb_xml_attr(const xmlNode *node, const char *name, struct xb_arena *arena);

/* All the text in a node, of its descendants too, one after another, as it stands; .len 0 for NULL. HTML's named entities
 * are resolved whether the document declares them or not. Made in the arena. .ptr is NULL when the arena is full. */
struct xb_str xb_xml_text(const xmlNode *node, struct xb_arena *arena);

/* The children of a node as markup again, for the reader of HTML in fields (markup.h). Made in the arena, likewise. */
struct xb_str xb_xml_markup(const xmlNode *node, struct xb_arena *arena);

#endif
