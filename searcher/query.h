/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query.h - what a person typed → a tree. Knows the query language (xabar-query(7)) and nothing of the index. */
#ifndef XB_QUERY_H
#define XB_QUERY_H

#include "arena.h"
#include "date.h"
#include "schema.h"

enum xb_query_kind {
	XB_QUERY_LIST,   /* children side by side, each with its sign: ranked OR of the unsigned, unless .all */
	XB_QUERY_AND,    /* all children; a child of kind NOT excludes */
	XB_QUERY_OR,     /* any child */
	XB_QUERY_NOT,    /* one child, which must not match */
	XB_QUERY_NEAR,   /* children (words, phrases) within .near words of each other, in any order */
	XB_QUERY_WORD,   /* .text as typed, which may tokenise to several terms: then a phrase */
	XB_QUERY_PHRASE, /* .text between the quotes */
	XB_QUERY_DATE,   /* .interval */
	XB_QUERY_NAME,   /* .text is a name: its words near each other, in any order and form, or another name of the same */
};

struct xb_query {
	enum xb_query_kind kind;
	struct xb_str text;
	size_t off, len;                   /* span in the query, for messages and --explain */
	const struct xb_field_info *field; /* of a WORD, PHRASE or DATE; NULL: the dispatch's text */
	char sign;                         /* '+', '-' or 0: of a child of a LIST */
	bool all;                          /* a LIST: what is unsigned has to match, too */
	bool exact;                        /* =word: this spelling alone */
	bool patterns;                     /* .text has words with * ? or ~ (query_pattern.h) */
	unsigned near;                     /* NEAR/5: 5 */
	struct xb_interval interval;
	const struct xb_query *const *children;
	size_t nchildren;
};

struct xb_query_options {
	bool plain;   /* the query is words, no operators */
	time_t now;   /* what date:yesterday is relative to */
	int64_t *as_of; /* told what as-of: says (as_of.h), where it is in the query */
	bool all;     /* all words are required, where no + says which are */
	bool name;    /* the query is a name */
};

#define XB_QUERY_BYTES_MAX 65536
#define XB_NAME_BYTES_MAX 1024
#define XB_QUERY_WORDS_MAX 4096
#define XB_QUERY_DEPTH_MAX 64
#define XB_QUERY_PATTERNS_MAX 32 /* each costs a walk over words of the archive, and stands for up to XB_PATTERN_WORDS_MAX */
#define XB_NEAR_DEFAULT 10
#define XB_NEAR_MAX 90 /* XB_FIELD_GAP less room for the words themselves: never across two fields */

/* Parse. The tree is made in the arena and borrows from `text`. Fails with EQUERY, err->offset being the byte and the
 * message naming the column (in characters, from 1): an unclosed quote or parenthesis, an operator without its operand,
 * an unreadable date, nothing to search for, a pattern of too few letters, as-of: where it is not a clause of the whole query;
 * ELIMIT over the sizes above. */
xabar_status xb_query_parse(const struct xb_query **out, struct xb_str text, const struct xb_query_options *options,
                            struct xb_arena *arena, xabar_error *err);

/* A query of one `field:value`, as the options --lang, --source and --section ask for. */
xabar_status xb_query_field(const struct xb_query **out, enum xb_field field, struct xb_str value, time_t now,
                            struct xb_arena *arena, xabar_error *err);

/* `query` with `filters` required beside it. `query` may be NULL: all dispatches. */
const struct xb_query *xb_query_with(const struct xb_query *query, const struct xb_query *const *filters, size_t n,
                                     struct xb_arena *arena);

#endif
