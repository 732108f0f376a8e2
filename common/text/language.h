/* SPDX-License-Identifier: GPL-2.0-or-later */
/* language.h - languages we know, their codes and habits. */
#ifndef XB_LANGUAGE_H
#define XB_LANGUAGE_H

#include "text/unicode.h"

/* A language written in two alphabets has two rows; the first is the one that xb_language_find gives, xb_language_identify the
 * one that the text is written in. */
struct xb_language {
	const char *code;      /* BCP 47 primary subtag: "az" */
	const char *code3;     /* ISO 639-2/T or 639-3: "aze" */
	const char *name;      /* English: "Azerbaijani" */
	const char *own_name;  /* folded: "azərbaycan" */
	enum xb_script script;
	bool turkic_i;         /* capital of i is İ, of ı is I */
	const char *apostrophe_suffix; /* what after an apostrophe is a suffix: NULL nothing, "*" anything, else just this */
	const char *stemmer;   /* name of a row of stem.c, or NULL */
};

/* The row for a tag such as "en-US", "en_us", "aze", "English"; NULL when it is none of ours. */
const struct xb_language *xb_language_find(struct xb_str tag);

/* Whether a row that xb_language_find gave is one of two. */
bool xb_language_has_two_rows(const struct xb_language *first);

/* A tag as stored: the primary subtag in lower case ("en"), known or not; 3-letter codes of known languages become
 * 2-letter ones. Returns the length, 0 when it is not shaped like a tag (2 or 3 letters first). */
size_t xb_language_normalize(char out[16], struct xb_str tag);

/* A tag that tells the row, and not only its code: "az", "az-cyrl" for the second alphabet. Returns its length. */
size_t xb_language_row_tag(char out[16], const struct xb_language *row);

/* All rows, ending in one whose code is NULL. */
#define XB_LANGUAGES_MAX 23
extern const struct xb_language xb_languages[XB_LANGUAGES_MAX + 1];

#endif
