/* SPDX-License-Identifier: GPL-2.0-or-later */
/* name_case.h - where a name may end and an ending of its language begin. */
#ifndef XB_NAME_CASE_H
#define XB_NAME_CASE_H

#include "text/unicode.h"

/* The most endings that a word is tried without. */
#define XB_NAME_CASES_MAX 6

struct xb_name_case {
	uint16_t len;  /* bytes of the word without it */
	uint8_t least; /* letters that its key must have then */
	uint8_t doubt; /* hundredths that are taken off the similarity: it ends names, too */
	bool sure;     /* an apostrophe sets it off: the word with it is no name */
};

/* The endings that a folded word of a script (enum xb_script) may have, by the grammars of its languages; after an apostrophe an
 * ending is sure. Returns how many. Any thread. */
size_t xb_name_cases(struct xb_name_case out[XB_NAME_CASES_MAX], struct xb_str word, uint8_t script);

/* Is a folded word a name of its own script, or a form of it, with or without their marks: Франции of Франция? Any thread. */
bool xb_name_is_form(struct xb_str word, struct xb_str name, uint8_t script);

#endif
