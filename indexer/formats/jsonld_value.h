/* SPDX-License-Identifier: GPL-2.0-or-later */
/* jsonld_value.h - properties of a JSON-LD object → facts: a name may be a string, an object, a reference, a list of them. */
#ifndef XB_JSONLD_VALUE_H
#define XB_JSONLD_VALUE_H

#include <jansson.h>

#include "html_facts.h"

/* The objects of a page, among which references are looked up, and where facts go. */
struct xb_jsonld_objects {
	const json_t **rows;
	size_t n;
	struct xb_html_facts *facts;
};

/* A string's text, trimmed and borrowed; .len 0 when it is none. */
struct xb_str xb_jsonld_string(const json_t *value);

/* An address: a string, or an object's url or @id. */
struct xb_str xb_jsonld_address(const json_t *value);

/* Say a fact with a copy of the value. */
void xb_jsonld_say(struct xb_jsonld_objects *objects, enum xb_html_fact fact, int rank, struct xb_str value);

/* All that an article says of itself. */
void xb_jsonld_say_article(struct xb_jsonld_objects *objects, const json_t *article);

/* What a page says, which may hold of its article. */
void xb_jsonld_say_page(struct xb_jsonld_objects *objects, const json_t *page);

#endif
