/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_east.h - the encodings of Eastern Asia, of two bytes a character: how well each would make text of bytes. */
#ifndef XB_CHARSET_EAST_H
#define XB_CHARSET_EAST_H

#include <stdint.h>

#include "str.h"

#define XB_EAST_PAGES 5

/* Text in one of them is told by how frequent its characters are (Li and Momoi, A composite approach to language/encoding
 * detection, 2001, "2-char sequence distribution"). It is enough to know a few hundred that make half of any text, and what the
 * rows of the standards hold. */
struct xb_east_page {
	const char *name;     /* as iconv knows it */
	const char *frequent; /* characters, in UTF-8 */
	uint8_t frequent_nats;
	struct xb_east_row {
		uint8_t lead_first, lead_last, trail_first, trail_last;
		uint8_t nats; /* cost of each of its characters: -ln(the row's share of a text / its size) */
	} rows[16];           /* the first that matches */
	uint8_t single_first, single_last; /* characters of one byte beyond ASCII; 0 when there are none */
	uint8_t (*len)(const unsigned char *p, const unsigned char *end); /* of a longer character; 0 when there is none. May be NULL */
};
extern const struct xb_east_page xb_east_pages[XB_EAST_PAGES]; /* charset_east_page.c */

/* What each pair of bytes costs, page by page, in parts of a nat (XB_NAT). NULL when out of memory. */
struct xb_east;
struct xb_east *xb_east_new(void);
void xb_east_free(struct xb_east *east);

/* What was seen of a text. */
struct xb_east_sum {
	int32_t cost[XB_EAST_PAGES]; /* in each page */
	int32_t noise;               /* if its bytes were no text at all */
	int32_t pairs;               /* of bytes that are not both ASCII */
	size_t first;                /* where the first byte is that is not */
};

/* The likeliest page of text; -1 when it is worse text in all of them than no text at all, or damaged UTF-8. */
int xb_east_look(struct xb_east_sum *sum, const struct xb_east *east, struct xb_str text);

#endif
