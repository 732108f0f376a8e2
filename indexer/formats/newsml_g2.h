/* SPDX-License-Identifier: GPL-2.0-or-later */
/* newsml_g2.h - the values of NewsML-G2's properties: what a concept is called, in which language. */
#ifndef XB_NEWSML_G2_H
#define XB_NEWSML_G2_H

#include "iptc_xml.h"

/* An item as it is read. */
struct xb_g2_item {
	struct xb_iptc *to;
	const xmlNode *node, *meta, *content_meta;
	struct xb_str lang;
};

/* The child of a name that is in the item's language, or in none; else the first. */
const xmlNode *xb_g2_child(const struct xb_g2_item *item, const xmlNode *parent, const char *name);

/* The name of a concept, or its code where that is in words; .len 0 when there is neither. */
struct xb_str xb_g2_words(const struct xb_g2_item *item, const xmlNode *node);

/* The name of a provider, for whom even a bare code is one: "AFP" of "nprov:AFP". */
struct xb_str xb_g2_provider(const struct xb_g2_item *item, const xmlNode *node);

/* The code of a property that has a qcode or a uri. */
struct xb_str xb_g2_code(const struct xb_g2_item *item, const xmlNode *node);

#endif
