/* SPDX-License-Identifier: GPL-2.0-or-later */
/* jsonld.h - what a page says in JSON-LD, in the terms of schema.org. */
#ifndef XB_JSONLD_H
#define XB_JSONLD_H

#include <jansson.h>

#include "html_facts.h"

/* All the scripts of a page. {0} begins one. */
struct xb_jsonld {
	json_t *roots;  /* array of their values */
	size_t bytes;   /* read so far: what goes beyond a limit is passed over */
};

void xb_jsonld_release(struct xb_jsonld *jsonld);

/* Read a script, mending what is no JSON. False when memory is short. */
bool xb_jsonld_read(struct xb_jsonld *jsonld, struct xb_str script);

/* Say the facts of the article, and of the page that it is on. Of several articles it is the one with the page's address
 * (`url`, .len 0 when it is not known), else the first; where none of several has that, the page is of none of them. */
void xb_jsonld_facts(struct xb_html_facts *facts, const struct xb_jsonld *jsonld, struct xb_str url);

#endif
