/* SPDX-License-Identifier: GPL-2.0-or-later */
/* claims.h - within normalize: which pairs of a record could be which field, and a dispatch while it is made of them. */
#ifndef XB_CLAIMS_H
#define XB_CLAIMS_H

#include "normalize.h"

/* Where a record offers several values for one field, --map's come first, in its order. */
#define XB_RANK_MAPPED (-1000)

/* So many values of a field are tried, where the first may not do: a list of a million of them is no news. */
#define XB_CLAIMS_TRIED 64

/* A pair that could be a field. */
struct xb_claim {
	size_t pair;
	enum xb_field field;
	int rank;
};

struct xb_work {
	struct xb_dispatch *out;
	const struct xb_record *record;
	const struct xb_normalize_options *options;
	struct xb_arena *arena;
	struct xb_claim *claims;
	size_t nclaims, claims_cap;
	bool *used; /* by pair: it is in a field, so it is no extra */
	size_t tags_cap;
	const char *date_flag; /* NULL, or why a date was not believed */
	bool full;  /* the arena is; checked once at the end, all that was made is safe to go on with */
};

/* What was made in the arena; an empty text, noted in .full, when it could not be. */
struct xb_str xb_work_checked(struct xb_work *work, struct xb_str made);

/* A pair's value without markup: as it is, as one line, as paragraphs. */
struct xb_str xb_work_text(struct xb_work *work, const struct xb_pair *pair);
struct xb_str xb_work_line(struct xb_work *work, const struct xb_pair *pair);
struct xb_str xb_work_paragraphs(struct xb_work *work, const struct xb_pair *pair);

/* Add the claims of pair `i`: --map's, else those of its name. */
void xb_work_claim(struct xb_work *work, size_t i);

/* Claims to a field are taken by rank, then in the record's order. The first one after `after` (NULL: of all) whose rank is
 * from <= rank < below; NULL when there is none. */
const struct xb_claim *xb_claim_next(const struct xb_work *work, enum xb_field field, int from, int below,
                                     const struct xb_claim *after);
const struct xb_claim *xb_claim_best(const struct xb_work *work, enum xb_field field);

const struct xb_pair *xb_claim_pair(const struct xb_work *work, const struct xb_claim *claim);

/* The pair, which is then in a field. */
const struct xb_pair *xb_claim_take(struct xb_work *work, size_t pair);

/* ---- normalize_date.c ---- */

/* The date of publication: the first, best names first, that can be read and believed. */
void xb_work_fill_date(struct xb_work *work);

/* A date beside it, in ISO 8601 where it can be read. */
void xb_work_fill_other_date(struct xb_work *work, enum xb_field field);

#endif
