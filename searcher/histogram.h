/* SPDX-License-Identifier: GPL-2.0-or-later */
/* histogram.h - how many of what matches, and of all, were published in each year, month, week or day.
 *
 * Days are those of the clock that the source printed, as date: compares. All dispatches' are read once a searcher, which takes as
 * long as matching some tens of thousands. */
#ifndef XB_HISTOGRAM_H
#define XB_HISTOGRAM_H

#include "column.h"
#include "xabar.h"

/* On which days the dispatches of a reader were published; zeroed before first use. */
struct xb_days {
	struct xb_column *segments; /* when each was, in seconds; NULL: they were not read yet */
	uint32_t nsegments;
	uint32_t slot;              /* that tells the day */
	int64_t first;              /* day, since 1970-01-01 */
	size_t n;                   /* days from that on */
	uint32_t *living;           /* dispatches on each that can be found */
	uint64_t undated;           /* such as have no date */
};

/* ENOMEM; ECORRUPT, EIO. */
xabar_status xb_days_read(struct xb_days *days, struct xb_reader *reader, xabar_error *err);

/* To be called when the reader is another. */
void xb_days_release(struct xb_days *days);

/* What is being counted. */
struct xb_histogram {
	const struct xb_days *days;
	const struct xb_interval_class *interval;
	uint32_t *hits;             /* on each of the days */
	uint64_t undated;
};

/* By "year", "month", "week" or "day"; EINVAL, with what there is, for another. */
xabar_status xb_histogram_init(struct xb_histogram *histogram, const char *interval, xabar_error *err);

/* Begin to count, in the arena. The days must outlive that. ENOMEM. */
xabar_status xb_histogram_start(struct xb_histogram *histogram, const struct xb_days *days, struct xb_arena *arena,
                                xabar_error *err);

/* Count a document. */
void xb_histogram_count(struct xb_histogram *histogram, uint32_t segment, uint32_t local);

/* Count one by its value of days->slot, "" for none: which one it is is not told by a server. ECORRUPT. */
xabar_status xb_histogram_count_value(struct xb_histogram *histogram, struct xb_str value, xabar_error *err);

/* The buckets from the first that has a match to the last, those between included, in the arena. ENOMEM. */
xabar_status xb_histogram_finish(xabar_histogram *out, const struct xb_histogram *histogram, struct xb_arena *arena,
                                 xabar_error *err);

#endif
