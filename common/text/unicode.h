/* SPDX-License-Identifier: GPL-2.0-or-later */
/* unicode.h - code points, and what folding and tokenising know of each: one generated two-stage table. */
#ifndef XB_UNICODE_H
#define XB_UNICODE_H

#include <stdint.h>

#include "str.h"

enum xb_script {
	XB_SCRIPT_COMMON, /* digits, marks, punctuation */
	XB_SCRIPT_LATIN,
	XB_SCRIPT_CYRILLIC,
	XB_SCRIPT_ARABIC,
	XB_SCRIPT_GEORGIAN,
	XB_SCRIPT_ARMENIAN,
	XB_SCRIPT_GREEK,
	XB_SCRIPT_HEBREW,
	XB_SCRIPT_CJK, /* no spaces between words: each character is a token */
	XB_SCRIPT_OTHER,
	XB_SCRIPT_COUNT,
};

/* Whether its letters have two cases, and news is written in both. */
static inline bool
xb_script_has_case(uint8_t script)
{
	return script == XB_SCRIPT_LATIN || script == XB_SCRIPT_CYRILLIC || script == XB_SCRIPT_GREEK ||
	       script == XB_SCRIPT_ARMENIAN;
}

/* What a code point is to the tokenizer. */
enum xb_class {
	XB_CLASS_BREAK,      /* ends a token */
	XB_CLASS_LETTER,
	XB_CLASS_DIGIT,
	XB_CLASS_MARK,       /* combining: belongs to the letter before it */
	XB_CLASS_IGNORE,     /* soft hyphen, ZWJ, bidi marks, tatweel, harakat ...: as if it were not there */
	XB_CLASS_ZWNJ,       /* joins, and marks a place where the word may be split */
	XB_CLASS_APOSTROPHE, /* any of its forms: joins two letters */
	XB_CLASS_MIDLETTER,  /* joins two letters: middle dot */
	XB_CLASS_MIDNUM,     /* joins two digits: comma, Arabic decimal marks */
	XB_CLASS_MIDBOTH,    /* joins two letters or two digits: full stop */
	XB_CLASS_IDEOGRAPH,  /* a token by itself */
};

struct xb_char {
	uint8_t class;   /* enum xb_class */
	uint8_t script;  /* enum xb_script */
	uint8_t fold_len; /* bytes of `fold`, or one of the two below */
	bool upper;      /* a capital */
	char fold[8];    /* folded form, UTF-8 */
};

#define XB_FOLD_SELF 0xfe /* a code point that folds to itself */
#define XB_FOLD_LONG 0xff /* too long for the table: what it folds to is asked of utf8proc */

/* What the tables know of a code point. Any thread. */
const struct xb_char *xb_char(uint32_t cp);

/* The code point at *p, which is before `end`, and *p moved past it. An ill-formed sequence gives U+FFFD and moves
 * past its longest well-formed beginning (Unicode 15, 3.9, "maximal subpart"). */
uint32_t xb_utf8_next(const char **p, const char *end);

/* Bytes of `s` that are well-formed UTF-8 from its start. Equal to s.len: all of it. */
size_t xb_utf8_valid(struct xb_str s);

/* Code points of well-formed UTF-8. */
static inline size_t
xb_utf8_count(struct xb_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* UTF-8 of a code point; returns the length, 1 to 4. */
size_t xb_utf8_encode(char out[4], uint32_t cp);

/* Fold a whole string as the tokenizer folds a word (for codes and keys, not for words): at most `cap` bytes are
 * written; returns the length written, cut at a code point. `turkic` makes I into ı. */
size_t xb_fold(char *out, size_t cap, struct xb_str s, bool turkic);

#endif
