/* SPDX-License-Identifier: GPL-2.0-or-later */
/* headline.h - a first line that is the headline of the text under it. */
#ifndef XB_HEADLINE_H
#define XB_HEADLINE_H

#include "str.h"

enum xb_headline {
	XB_HEADLINE_NONE,
	XB_HEADLINE_LIKELY, /* the lines after it are much longer */
	XB_HEADLINE_SURE,   /* an empty line sets it off */
};

/* Split off the headline of a text, whose bytes may be of any encoding that extends ASCII: its first line, if that is
 * short, does not end as a sentence does, and is set off from what follows. Else *title is empty and *body is the text. */
enum xb_headline xb_headline_split(struct xb_str *title, struct xb_str *body, struct xb_str text);

#endif
