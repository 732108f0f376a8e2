/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dates.h - the newest or oldest documents of a query, found without looking up the date of each.
 *
 * libxapian looks up the date of every document that matches, which costs more than matching it. With the dates of all documents
 * at hand, only those within a span of time are matched at first, from the end that is asked for: as long a span as should have
 * twice the documents that are wanted. Where it has too few, one eight times as long is tried. All outside is older (newer) than
 * all inside, and libxapian orders and weighs what is inside as ever: the result is the same.
 *
 * Reading the dates costs about what looking up a third as many does: they are read when queries have matched so many. */
#ifndef XB_DATES_H
#define XB_DATES_H

#include "xapian_shim.h"

#define XB_DATES_SAMPLE 1024

/* Of the documents of a reader; zeroed before first use. */
struct xb_dates {
	struct xb_column *segments;        /* NULL: they were not read yet */
	uint32_t nsegments;
	int64_t sample[XB_DATES_SAMPLE];   /* of the dates, in order */
	size_t nsample;
	uint64_t matched;                  /* by queries that looked up their dates */
};

/* xb_match() for an order by date, of a query that about `total` documents match: the same hits, but .total and .exact are not
 * to be used. ENOMEM; ECORRUPT, EIO. */
xabar_status xb_dates_match(struct xb_matches *out, struct xb_dates *dates, struct xb_reader *reader,
                            const struct xb_match_request *request, uint64_t total, struct xb_arena *arena, xabar_error *err);

/* To be called when the reader is another. */
void xb_dates_release(struct xb_dates *dates);

#endif
