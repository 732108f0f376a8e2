/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query_lex.h - a query → lexemes: operators, parentheses, and words and phrases with all that is
 * written before and after them. */
#ifndef XB_QUERY_LEX_H
#define XB_QUERY_LEX_H

#include "error.h"
#include "schema.h"

enum xb_lexeme_kind {
	XB_LEX_END,
	XB_LEX_WORD,
	XB_LEX_PHRASE,
	XB_LEX_OPEN,
	XB_LEX_CLOSE,
	XB_LEX_AND,
	XB_LEX_OR,
	XB_LEX_NOT,
	XB_LEX_NEAR,
};

struct xb_lexeme {
	enum xb_lexeme_kind kind;
	char sign;                         /* '+', '-' or 0 */
	bool exact;                        /* =word, or inside =( ) */
	bool patterns;                     /* .text has words with * ? or ~ (query_pattern.h) */
	unsigned near;                     /* NEAR/5: 5 */
	const struct xb_field_info *field; /* written before it, or that of its group */
	struct xb_str text;                /* the word; what is between the quotes */
	size_t off, len;                   /* all of it in the query */
};

/* What as-of: is lexed as: a date, and no field of a dispatch. */
extern const struct xb_field_info xb_as_of_field;

struct xb_lexer {
	struct xb_str query;
	size_t at;
	bool plain;                        /* words, no operators */
	const struct xb_field_info *field; /* of the group that is open: set by the parser */
	bool exact;                        /* likewise */
	size_t nwords;                     /* so far, in tokens */
	size_t npatterns;                  /* so far */
};

/* The next lexeme; XB_LEX_END for ever at the end. Words and phrases without a letter or a digit are
 * punctuation and left out. EQUERY, ELIMIT (words), as xb_query_parse. */
xabar_status xb_lexer_next(struct xb_lexer *lexer, struct xb_lexeme *out, xabar_error *err);

/* Tokens of a text as `field` (NULL: the text) has them; the parts of joined words are not counted. */
size_t xb_query_count_tokens(struct xb_str text, const struct xb_field_info *field);

#endif
