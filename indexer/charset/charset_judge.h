/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_judge.h - which encoding a text is in that is not UTF-8: what its bytes show, what is declared, what the input was in so far. */
#ifndef XB_CHARSET_JUDGE_H
#define XB_CHARSET_JUDGE_H

#include "charset_east.h"
#include "charset_rank.h"

/* Candidates that somebody speaks for; -1 for none. */
struct xb_claims {
	int user;     /* --charset */
	int map;      /* --charset-map */
	int document; /* the record says so itself, which counts for more than what came before it */
	bool user_utf8, document_utf8; /* they say that it is UTF-8 */
};

struct xb_judge {
	struct xb_rank rank;
	struct xb_evidence evidence;
	int32_t lean[XB_CANDIDATES]; /* what the input so far says against each, 0 for its favourite */
	int favourite;               /* what it was in so far, or -1 */
	int32_t usual;               /* what a pair of bytes costs in it, on average */
	struct xb_east *east;        /* made when it is first needed */
	int east_favourite;          /* the xb_east_pages[] that the input was in so far, or -1 */

	/* Of the last decision: what the bytes say and said against each, and that with all that speaks for and against. */
	int32_t plain[XB_CANDIDATES], cost[XB_CANDIDATES];
};

/* NULL when out of memory. */
struct xb_judge *xb_judge_new(void);
void xb_judge_free(struct xb_judge *judge);

/* A new input: what the last one was in says nothing about it. */
void xb_judge_forget(struct xb_judge *judge);

/* Whether somebody claims that text is in this candidate. */
bool xb_judge_claimed(const struct xb_judge *judge, const struct xb_claims *claims, int candidate);

/* What judge->evidence is in; -1 when it looks like no text in any of them. Remembered for what comes next. */
int xb_judge_decide(struct xb_judge *judge, const struct xb_claims *claims);

/* Which of xb_east_pages[] the text is in; -1 when it may well be in one of the candidates, or damaged UTF-8. Remembered, too. */
int xb_judge_east(struct xb_judge *judge, const struct xb_claims *claims, struct xb_str text);

/* The same as xb_judge_decide for a few bytes within UTF-8, which must look like text whoever claims what. */
int xb_judge_strays(struct xb_judge *judge, const struct xb_claims *claims);

/* Whether the text may be one in what the input was in so far: words without ASCII letters. */
bool xb_judge_expects(struct xb_judge *judge, struct xb_str text);

/* What a part of a text is in that was decided to be in `whole`: that, unless the part, which judge->evidence is of, clearly
 * disagrees. */
int xb_judge_part(struct xb_judge *judge, const struct xb_claims *claims, int whole);

#endif
