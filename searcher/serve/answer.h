/* SPDX-License-Identifier: GPL-2.0-or-later */
/* answer.h - what goes back to a client, apart from how it is sent. */
#ifndef XB_ANSWER_H
#define XB_ANSWER_H

#include "buf.h"
#include "xabar.h"

#define XB_TYPE_JSON "application/json"
#define XB_TYPE_PROBLEM "application/problem+json"
#define XB_TYPE_HTML "text/html; charset=utf-8"
#define XB_TYPE_PLAIN "text/plain; charset=utf-8"

struct xb_answer {
	unsigned code;          /* HTTP's status code */
	const char *type;       /* of the body */
	struct xb_buf body;
	char etag[64];          /* "": it has none */
	struct xb_buf missing;  /* servers that have no part in it, with commas between; empty: none */
	uint64_t salt;          /* what else than the index the tag stands for; 0: nothing */
	bool packed;            /* the body is in gzip */
	uint64_t total;         /* what matches, of a search */
	struct xb_buf link;     /* the header that leads to the next page; empty: there is none */
};

/* With a limit to the body. */
void xb_answer_init(struct xb_answer *answer, size_t limit);
void xb_answer_release(struct xb_answer *answer);

/* An error as the answer, in place of what there is (RFC 9457): its status and code, the message as the detail, the hint, and the
 * column of the query, whose text may be NULL. */
void xb_answer_problem(struct xb_answer *answer, unsigned code, const xabar_error *err, const char *query);

/* The phrase of a status code of ours (RFC 9110). */
const char *xb_code_phrase(unsigned code);

/* An entity tag for what a searcher answers now. It is a weak one, for how long a search took is in its answer. Answers depend on
 * the clock, too ("date:yesterday", embargoes): every five minutes it is another. */
void xb_etag_make(char out[64], uint64_t fingerprint, uint64_t now);

/* The same of a page in a language. */
void xb_etag_speak(char etag[64], const char *tongue);

/* Whether an If-None-Match header, which may be NULL, names it (RFC 9110, 13.1.2: weak comparison). */
bool xb_etag_matches(const char *etag, const char *if_none_match);

/* Whether an Accept-Encoding header, which may be NULL, lets gzip through (RFC 9110, 12.5.3). */
bool xb_accepts_gzip(const char *accept_encoding);

/* Put the body into gzip, where that is worth it. ENOMEM. */
xabar_status xb_answer_pack(struct xb_answer *answer, xabar_error *err);

#endif
