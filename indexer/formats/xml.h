/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xml.h - what the readers of XML share: a tree that is safe to make of any bytes, and text out of it. The tree is libxml2's. */
#ifndef XB_XML_H
#define XB_XML_H

#include <libxml/tree.h>

#include "arena.h"
#include "error.h"
#include "str.h"

/* Parse a document; `text` is valid UTF-8, whatever its XML declaration says. What is ill-formed is mended; *mended tells.
 * Tags that close nothing are left out; those that close an element close what is open in it, too; what follows the root
 * element is put in it, so that two documents in one file are both there. Nothing is loaded from anywhere, entities that
 * the document defines are not expanded into one another, elements nest at most 256 deep; the tree holds elements, text and
 * attributes, nothing else. Freed with xmlFreeDoc. ERECORD when there is no element or they are too many; ENOMEM. */
xabar_status xb_xml_parse(xmlDoc **out, bool *mended, struct xb_str text, xabar_error *err);

/* Is it an element with this local name, whatever its namespace prefix? */
bool xb_xml_is(const xmlNode *node, const char *name);

/* The first child element with this local name (NULL: any), or NULL; and the next such after a node. A NULL parent has no
 * children. */
xmlNode *xb_xml_child(const xmlNode *parent, const char *name);
xmlNode *xb_xml_next(const xmlNode *node, const char *name);

/* Down a path of local names, "docdata/doc-id": the first element there, or NULL. */
xmlNode *xb_xml_find(const xmlNode *parent, const char *path);

/* An attribute's value by local name, trimmed; .len 0 when absent. Borrowed from the tree. */
struct xb_str xb_xml_attr(const xmlNode *node, const char *name, struct xb_arena *arena);

/* All the text in a node, of its descendants too, one after another, as it stands; .len 0 for NULL. HTML's named entities
 * are resolved whether the document declares them or not. Borrowed from the tree, or made in the arena. .ptr is NULL when
 * the arena is full. */
struct xb_str xb_xml_text(const xmlNode *node, struct xb_arena *arena);

/* The children of a node as markup again, for the reader of HTML in fields (markup.h): local names without attributes, in
 * a <span>, so that it is taken for markup whatever it holds. Made in the arena, likewise; .len 0 for NULL. */
struct xb_str xb_xml_markup(const xmlNode *node, struct xb_arena *arena);

#endif
