/* SPDX-License-Identifier: GPL-2.0-or-later */
/* language_guess.h - which language a text is in. */
#ifndef XB_LANGUAGE_GUESS_H
#define XB_LANGUAGE_GUESS_H

#include "text/language.h"
#include "text/language_model.h"

/* The margin where the script alone tells, and the most that there is. */
#define XB_MARGIN_MAX 1000

struct xb_language_found {
	const struct xb_language *language; /* NULL: none of ours (margin > 0), or nothing tells */
	const struct xb_language *second;   /* the next likely; NULL: none of ours, or none in that script */
	unsigned margin; /* how much likelier a letter of the text is, on average, in the language than in the second: in
	                  * hundredths of a nat. 0 where `language` is the prior and the text does not speak for it */
};

/* What several texts, or parts of one, tell together. Zero it to begin. */
struct xb_language_evidence {
	unsigned scripts[XB_SCRIPT_COUNT];                     /* letters of each */
	unsigned letters[XB_LANGUAGE_MODELS];                  /* letters and gaps that were weighed in each model */
	uint32_t cost[XB_LANGUAGE_MODELS][XB_COLUMNS_MAX];     /* and what they cost in each language of it */
};

/* The language of a text, by its script and the letters that follow each other in it: at most its first 512 letters are looked
 * at, mostly far fewer, so that it can be asked of every paragraph. `prior` (NULL: none) is what the record, or whatever
 * the text is part of, says: it stays unless the text clearly tells of another language, or of none of xb_languages. Without a
 * prior a language is given where it is sure enough. Any thread.
 *
 * Measured (tests/shared/language.t, sib200 and lingua, no prior): 99.4 % right at 50 characters, all at 200. */
void xb_language_identify(struct xb_language_found *out, struct xb_str text, const struct xb_language *prior);

/* The same in two steps, for a text in parts. */
void xb_language_look(struct xb_language_evidence *evidence, struct xb_str text);
void xb_language_decide(struct xb_language_found *out, const struct xb_language_evidence *evidence,
                        const struct xb_language *prior);

#endif
