/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_page.h - the 8-bit code pages that are compiled in: what they are called, and what was written in them. */
#ifndef XB_CHARSET_PAGE_H
#define XB_CHARSET_PAGE_H

#include <stdint.h>

#include "str.h"

#define XB_PAGES 28
#define XB_PAGE_CP1251 0
#define XB_PAGE_CP1252 11

/* What a byte stands for that a page has no character for. */
#define XB_PAGE_NONE 0xfffd

struct xb_page {
	const char *name;    /* as iconv knows it */
	const char *aliases; /* other names, lower case without punctuation: " win1251 x " */
	const char *langs;   /* languages of charset_model.h that a text in it may be in: " ru uk " */
	int doubt;           /* what speaks against it before any byte is seen, in nats */
	const char *wider;   /* the page that has the same letters, and characters where this one has controls */
};
extern const struct xb_page xb_pages[XB_PAGES];

/* The characters of the bytes 80 to FF, page by page. */
extern const uint16_t xb_page_high[XB_PAGES][128]; /* charset_table.c, generated */

/* The page of that name, whatever its case and punctuation; -1 when there is none. */
int xb_page_find(struct xb_str name);

/* What iconv calls the encoding that a document or a person names: upper case, and for some of the web's names the larger
 * encoding that they stand for (Encoding Standard, 4.2). False when it cannot be a name. */
#define XB_ENCODING_NAME 64
bool xb_encoding_name(char out[XB_ENCODING_NAME], struct xb_str name);

#endif
