/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "dates.h"

#include <stdlib.h>

#include "column.h"
#include "source.h"

/* Dates are read when so many times the matches that had theirs looked up are more than all documents. */
#define LOOK_UP_COST 3

/* A span has, if it can be told, so many times the documents that are wanted, and is so many times as long at the next try; not
 * more than this part of all, whose dates are as well looked up. */
#define SPAN_FOR 2
#define SPAN_GROWS 8
#define SPAN_MOST 0.25

/* ---- Reading ---- */

static int
earlier(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Every so many-th date of all. */
static void
take_sample(struct xb_dates *dates)
{
	uint64_t all = 0, step, at = 0;

	for (uint32_t i = 0; i < dates->nsegments; i++)
		all += dates->segments[i].n;
	step = all / XB_DATES_SAMPLE + 1;
	for (uint32_t i = 0; i < dates->nsegments; i++) {
		const struct xb_column *segment = &dates->segments[i];

		for (; at < segment->n; at += step)
			if (segment->values[at] != XB_COLUMN_NONE)
				dates->sample[dates->nsample++] = segment->values[at];
		at -= segment->n;
	}
	qsort(dates->sample, dates->nsample, sizeof(*dates->sample), earlier);
}

static xabar_status
read_dates(struct xb_dates *dates, struct xb_reader *reader, uint32_t slot, xabar_error *err)
{
	xabar_status status = xb_columns_read(&dates->segments, reader, slot, err);

	dates->nsegments = xb_reader_nsegments(reader);
	if (status == XABAR_OK)
		take_sample(dates);
	return status;
}

void
xb_dates_release(struct xb_dates *dates)
{
	xb_columns_free(dates->segments, dates->nsegments);
	*dates = (struct xb_dates){ .segments = NULL };
}

/* ---- A span of time as a source ---- */

struct span {
	const struct xb_dates *dates;
	int64_t first, last;
};

struct walk {
	const struct span *span;
	const struct xb_column *segment;
};

static xabar_status
open_walk(void **out, double *most, const void *of, uint32_t segment, xabar_error *err)
{
	const struct span *span = of;
	const struct walk walk = { span, &span->dates->segments[segment] };

	return xb_source_walk(out, most, &walk, sizeof(walk), err);
}

static xabar_status
seek(uint32_t *docid, double *weight, void *ctx, uint32_t from, double at_least, xabar_error *err)
{
	const struct walk *walk = ctx;
	const int64_t first = walk->span->first, last = walk->span->last, *dates = walk->segment->values;
	const uint32_t n = walk->segment->n;
	uint32_t i = from - 1;

	(void)at_least;
	(void)err;
	while (i < n && (dates[i] < first || dates[i] > last))
		i++;
	*docid = i < n ? i + 1 : 0;
	*weight = 0;
	return XABAR_OK;
}

static const struct xb_source_class span_class = { open_walk, seek, free, NULL };

/* The span of about this part of the dated documents, from the end that is asked for. */
static struct span
make_span(const struct xb_dates *dates, enum xb_order order, double part)
{
	const size_t n = dates->nsample, at = (size_t)(part * (double)n);

	if (order == XB_ORDER_NEWEST)
		return (struct span){ dates, dates->sample[n - 1 - at], INT64_MAX };
	return (struct span){ dates, XB_COLUMN_NONE + 1, dates->sample[at] };
}

/* ---- Matching ---- */

static xabar_status
match_span(struct xb_matches *out, const struct span *span, double part, struct xb_reader *reader,
           const struct xb_match_request *request, struct xb_arena *arena, xabar_error *err)
{
	const struct xb_source source = { &span_class, span, part };
	const struct xb_node within = { .op = XB_OP_SOURCE, .source = &source };
	const struct xb_node *const both[] = { request->query, &within };
	const struct xb_node query = { .op = XB_OP_FILTER, .children = both, .nchildren = 2 };
	struct xb_match_request spanned = *request;

	spanned.query = &query;
	return xb_match(out, reader, &spanned, arena, err);
}

/* *worth is false where dates are not read, and are better looked up. */
static xabar_status
read_if_worth(bool *worth, struct xb_dates *dates, struct xb_reader *reader, uint32_t slot, uint64_t total, uint64_t documents,
              xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (!dates->segments) {
		dates->matched += total;
		if (dates->matched > documents / LOOK_UP_COST)
			status = read_dates(dates, reader, slot, err);
	}
	*worth = dates->segments && dates->nsample;
	return status;
}

xabar_status
xb_dates_match(struct xb_matches *out, struct xb_dates *dates, struct xb_reader *reader, const struct xb_match_request *request,
               uint64_t total, struct xb_arena *arena, xabar_error *err)
{
	const double wanted = (double)request->offset + request->limit;
	double part = total ? SPAN_FOR * wanted / (double)total : 1;
	uint64_t documents;
	bool worth = false;
	xabar_status status = xb_reader_documents(&documents, reader, xb_str(""), err);

	if (status == XABAR_OK && part < SPAN_MOST)
		status = read_if_worth(&worth, dates, reader, request->date_slot, total, documents, err);
	for (; worth && part < SPAN_MOST && status == XABAR_OK; part *= SPAN_GROWS) {
		const struct span span = make_span(dates, request->order, part);

		status = match_span(out, &span, part, reader, request, arena, err);
		if (out->nhits == request->limit)
			return status;
	}
	return status == XABAR_OK ? xb_match(out, reader, request, arena, err) : status;
}
