/* SPDX-License-Identifier: GPL-2.0-or-later */
/* html_facts.h - what a page says of its article, in several places and not always the same. */
#ifndef XB_HTML_FACTS_H
#define XB_HTML_FACTS_H

#include "record.h"

enum xb_html_fact {
	XB_HTML_ID, XB_HTML_TITLE_FACT, XB_HTML_SUBTITLE, XB_HTML_SUMMARY, XB_HTML_BODY_FACT, XB_HTML_PUBLISHED,
	XB_HTML_MODIFIED, XB_HTML_BYLINE, XB_HTML_SOURCE, XB_HTML_PLACE, XB_HTML_RUBRIC, XB_HTML_TAGS, XB_HTML_LANG,
	XB_HTML_URL, XB_HTML_CORRECTION, XB_HTML_PRINT_PAGE, XB_HTML_PRINT_EDITION,
	XB_HTML_FACT_COUNT,
};

/* Whose word counts more: less is better. Between them a table may set steps. */
#define XB_HTML_BY_JSONLD      100 /* the article itself */
#define XB_HTML_BY_META        200 /* OpenGraph and kin */
#define XB_HTML_BY_JSONLD_WEAK 300 /* the web page that the article is on */
#define XB_HTML_BY_MICRODATA   400
#define XB_HTML_BY_PAGE        500 /* what is shown */

struct xb_html_said {
	enum xb_html_fact fact;
	int rank;
	struct xb_str value; /* may hold markup: JSON-LD's often does */
};

struct xb_html_facts {
	struct xb_html_said *said;
	size_t n, cap;
	struct xb_arena *arena;
	bool full;        /* the arena is: checked once at the end */
	bool is_article;  /* the page says that it is one, and not only in passing */
};

/* Note a fact; an empty value is none. */
void xb_html_say(struct xb_html_facts *facts, enum xb_html_fact fact, int rank, struct xb_str value);

/* The best value of a fact said so far, the first of equals; .len 0 when there is none. */
struct xb_str xb_html_best(const struct xb_html_facts *facts, enum xb_html_fact fact);

/* The next one after `i` (0 to begin with) of those of the best rank; facts->n at the end. */
size_t xb_html_next_best(const struct xb_html_facts *facts, enum xb_html_fact fact, size_t i);

#endif
