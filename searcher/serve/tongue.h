/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tongue.h - the languages that the page speaks, and what it says in them. */
#ifndef XB_TONGUE_H
#define XB_TONGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Their codes, ended by NULL: English is the first. */
extern const char *const xb_tongues[];

enum xb_word {
#define XB_WORD(name, en, az, ru, tr, fa) XB_##name##_WORD,
#include "../web/words.def"
#undef XB_WORD
	XB_NWORDS
};

/* What stands for a word in the language with a code of xb_tongues; NULL is English. */
const char *xb_word_in(enum xb_word word, const char *tongue);

/* The one of xb_tongues that an Accept-Language header, which may be NULL, likes best (RFC 9110, 12.5.4); English where it likes none. */
const char *xb_tongue_accepted(const char *accept_language);

/* Which of three words in a row goes with a number (CLDR): 0 one, 1 few, 2 many. */
unsigned xb_tongue_plural(const char *tongue, uint64_t n);

bool xb_tongue_is_right_to_left(const char *tongue);

/* What a language calls itself, the code where we do not know. */
const char *xb_lang_name(const char *code);

#endif
