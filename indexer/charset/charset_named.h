/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_named.h - what the name of an encoding means: UTF-8, a candidate of the judge's, or a converter of iconv's. */
#ifndef XB_CHARSET_NAMED_H
#define XB_CHARSET_NAMED_H

#include <iconv.h>

#include "charset_judge.h"

#define XB_CONVERTERS_MAX 16

struct xb_converter {
	char name[XB_ENCODING_NAME];
	iconv_t cd;
	bool lines; /* newlines, quotes and brackets are found in its bytes: none of those is a part of another character */
};

struct xb_named {
	bool utf8;
	int candidate;                        /* or -1 */
	const struct xb_converter *converter; /* or NULL */
};

/* The names met so far. */
struct xb_names {
	struct xb_judge *judge; /* made when it is first needed */
	struct xb_converter converters[XB_CONVERTERS_MAX];
	int n;
	char last[XB_ENCODING_NAME]; /* the name looked up last, and what it meant */
	struct xb_named last_named;
};

void xb_names_release(struct xb_names *names);

/* names->judge; NULL when out of memory. */
struct xb_judge *xb_names_judge(struct xb_names *names);

/* Look up a name. It means nothing when iconv does not know it, or too many others were met. */
struct xb_named xb_names_find(struct xb_names *names, struct xb_str name);

#endif
