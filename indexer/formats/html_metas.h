/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_metas.h - names of <meta>, of OpenGraph, Dublin Core and the other vocabularies in use. */
#ifndef XB_HTML_METAS_H
#define XB_HTML_METAS_H

#include "html_facts.h"

#define XB_HTML_META_NAME_MAX 40

struct xb_html_meta {
	char name[XB_HTML_META_NAME_MAX]; /* in lower case */
	enum xb_html_fact fact;
	int step;                         /* added to XB_HTML_BY_META: high where pages keep less than the name promises */
};

/* Sorted by name. */
extern const struct xb_html_meta xb_html_metas[];
extern const size_t xb_html_metas_count;

#endif
