/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_web.h - text → what may stand in XML and in HTML; names and dates as feeds write them. */
#ifndef XB_RENDER_WEB_H
#define XB_RENDER_WEB_H

#include "render.h"

/* Text, or the value of an attribute in double quotes. Characters that XML 1.0 cannot hold, and what is not
 * UTF-8, become U+FFFD. */
void xb_web_text(struct xb_buf *out, struct xb_str text);

/* <name>text</name> and a line end, unless text is NULL or empty. */
void xb_web_element(struct xb_buf *out, const char *name, const char *text);

/* HTML: what matched between <mark> and </mark>; paragraphs, which an empty line parts, each as <p>. */
void xb_web_marked(struct xb_buf *out, const xabar_text *text);
void xb_web_paragraphs(struct xb_buf *out, const char *body);

/* Whether an address is one to follow: of the web, and without what no address holds. "javascript:" is none. */
bool xb_web_is_link(const char *url);

/* Whether `lang` is a language tag by its form (RFC 5646). */
bool xb_web_is_lang(const char *lang);

/* An IRI that stays the same for the same text: the text where it is an absolute one, else a UUID of its hash
 * (RFC 9562, version 8). */
void xb_web_iri(struct xb_buf *out, const char *text);

/* A hit's date (ISO 8601) in parts; what it does not say is 1, or 0 of the time. */
struct xb_date_parts {
	int year, month, day, hour, minute, second;
	int offset;  /* minutes east */
	int said;    /* parts of the date: 1 year, 2 month, 3 day, 4 time */
	bool zoned;  /* the offset was said, too */
};

/* False for none. */
bool xb_date_parts(struct xb_date_parts *out, const char *date);

/* As RFC 3339 and as RFC 5322 write it. Where no offset is known it is -00:00 and -0000, which means that in both. */
void xb_date_rfc3339(struct xb_buf *out, const struct xb_date_parts *date);
void xb_date_rfc822(struct xb_buf *out, const struct xb_date_parts *date);

#endif
