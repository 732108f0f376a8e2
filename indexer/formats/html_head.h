/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_head.h - what a page says of its article for machines: <meta>, <link>, <title>, JSON-LD. */
#ifndef XB_HTML_HEAD_H
#define XB_HTML_HEAD_H

#include "html_facts.h"
#include "html_tree.h"
#include "jsonld.h"

/* Say all that, and read the scripts of JSON-LD. `base` is where the page was fetched, for relative addresses. False when
 * memory is short. */
bool xb_html_say_head(struct xb_html_facts *facts, struct xb_jsonld *jsonld, const struct xb_html_tree *tree,
                      struct xb_str base);

#endif
