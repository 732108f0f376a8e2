/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tokenizer.h - text → folded tokens, with their positions and byte spans. */
#ifndef XB_TOKENIZER_H
#define XB_TOKENIZER_H

#include "schema.h"
#include "text/unicode.h"

enum xb_token_flags {
	XB_TOKEN_TURKIC_I = 1, /* has a capital I or İ, or ı: folding depends on `turkic` */
	XB_TOKEN_PART = 2,     /* a part of the joined token before it (ZWNJ): it starts at the same place */
	XB_TOKEN_UPPER = 4,    /* begins with a capital letter */
	XB_TOKEN_LONG = 8,     /* was longer than XB_TERM_MAX: ends in a hash of the whole */
	XB_TOKEN_DIGITS = 16,  /* has no letter */
};

/* The most parts of one token: a longer chain is several tokens. */
#define XB_TOKEN_PARTS 16

struct xb_token {
	struct xb_str term;  /* folded; borrowed from the tokenizer until the token after the next is read */
	uint32_t pos;        /* 0, 1, 2 ...; a split word takes a position for each of its parts */
	size_t off, len;     /* byte span of the surface form in the text */
	struct xb_str surface; /* that form; borrowed from the text */
	uint8_t script;      /* enum xb_script of its first letter */
	uint8_t flags;
};

/* The rules are those of UAX #29 for words, with what regional news needs of its own: apostrophe forms are one, hyphens
 * split, ZWNJ joins and splits, digits of all scripts are one, see languages.md §2 and tests/data/tokens.tsv. */
struct xb_tokenizer {
	struct xb_str text;
	size_t at;
	uint32_t pos;
	bool turkic; /* I is ı: the text is Turkish, Azerbaijani or the like */
	bool split_dots; /* a full stop between letters ends a token (urls and host names) */
	char terms[2][4 * XB_TERM_MAX], *term; /* the folded token before, and that being built */
	/* parts of a ZWNJ-joined word that are still to be given out */
	struct { size_t off, len; } part[XB_TOKEN_PARTS];
	unsigned nparts, next_part;
};

/* `text` must outlive the tokenizer. Nothing to release. Sets split_dots to false. */
void xb_tokenizer_init(struct xb_tokenizer *tokenizer, struct xb_str text, bool turkic);

/* The next token; false at the end of the text. Never fails: ill-formed bytes break tokens. */
bool xb_tokenizer_next(struct xb_tokenizer *tokenizer, struct xb_token *token);

#endif
