/* SPDX-License-Identifier: GPL-2.0-or-later */
/* charset_rank.h - how well each 8-bit encoding would make text of bytes. */
#ifndef XB_CHARSET_RANK_H
#define XB_CHARSET_RANK_H

#include "charset_evidence.h"
#include "charset_model.h"
#include "charset_page.h"

/* Candidates: the pages, then those made at run time: the user's map, and what a document declares and iconv knows. */
#define XB_CANDIDATES (XB_PAGES + 8)

struct xb_candidate {
	char name[XB_ENCODING_NAME];
	uint16_t high[128];
	uint8_t lower[256], upper[256]; /* 1 for bytes that are such letters */
	struct xb_reading *readings;    /* one for each language that may be written in it */
	size_t nreadings;
	int32_t doubt;  /* cost of being unlikely from the start */
	int wider;      /* the candidate that has this one's letters, and characters for its controls; -1 when there is none */
	bool latin;     /* its readings are of languages in Latin letters */
	bool modelled;  /* most of its letters are those of a language that we have a model of */
};

struct xb_rank {
	struct xb_candidate candidates[XB_CANDIDATES];
	int n;
};

/* All pages as candidates. False when out of memory. */
bool xb_rank_init(struct xb_rank *rank);
void xb_rank_release(struct xb_rank *rank);

/* One more, in which any of our languages may be written. Its number; -1 when out of memory or of places. */
int xb_rank_add(struct xb_rank *rank, const char *name, const uint16_t high[128]);

/* The encoding of that name among those made at run time; -1 when it is not there. */
int xb_rank_find(const struct xb_rank *rank, const char *name);

/* What the text costs when it is read in this candidate, in parts of a nat (XB_NAT): the least of its languages' costs. */
int32_t xb_rank_cost(const struct xb_candidate *candidate, const struct xb_evidence *evidence);

/* Whether it costs at most `limit`. */
bool xb_rank_fits(const struct xb_candidate *candidate, const struct xb_evidence *evidence, int32_t limit);

/* What it would cost if its bytes were no text at all. */
int32_t xb_rank_noise(const struct xb_evidence *evidence);

#endif
