/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "merge_postings.h"

#include <stdlib.h>

#include "glass/glass_writer.h"
#include "lexicon_writer.h"
#include "schema.h"
#include "store.h"

/* Three tables of a segment are read through buffers of this size, or of less when there are many. */
#define BUFFER_MAX ((size_t)256 * 1024)
#define TABLES 3

#define DATUM_MAX ((size_t)256 << 20)

struct xb_merge_postings {
	struct xb_glass_stored **stored;
	size_t n;
	struct xb_buf leader, block; /* of the block at hand of what is merged, packed and not */

	/* The store of the new segment. */
	struct xb_glass *glass;
	uint32_t documents;          /* whose data it has */
	struct xb_store_block open;  /* those behind them */
	struct xb_deflater deflater;
	struct xb_buf datum;
};

xabar_status
xb_merge_postings_open(struct xb_merge_postings **out, const struct xb_segment_ref *segments,
                       const struct xb_docset *buried, const bool *chosen, size_t n, size_t memory,
                       const volatile sig_atomic_t *stop, xabar_error *err)
{
	struct xb_merge_postings *merge = calloc(1, sizeof(*merge));
	xabar_status status = XABAR_OK;
	bool ours = true;

	*out = NULL;
	if (!merge)
		return xb_fail_nomem(err);
	xb_buf_init(&merge->leader, DATUM_MAX);
	xb_buf_init(&merge->block, DATUM_MAX);
	xb_buf_init(&merge->datum, DATUM_MAX);
	xb_store_block_init(&merge->open);
	xb_store_deflater_init(&merge->deflater);
	merge->stored = calloc(n, sizeof(*merge->stored));
	if (!merge->stored)
		status = xb_fail_nomem(err);
	memory /= 2 * TABLES * (n + 1);
	for (size_t i = 0; i < n && ours && status == XABAR_OK; i++) {
		if (!chosen[i])
			continue;
		status = xb_glass_stored_open(&merge->stored[merge->n], segments[i].path, buried[i].docids, buried[i].n,
		                              memory < BUFFER_MAX ? memory : BUFFER_MAX, stop, err);
		ours = merge->stored[merge->n];
		merge->n += ours;
	}
	if (status == XABAR_OK && ours)
		*out = merge;
	else
		xb_merge_postings_free(merge);
	return status;
}

void
xb_merge_postings_free(struct xb_merge_postings *merge)
{
	if (!merge)
		return;
	for (size_t i = 0; i < merge->n; i++)
		xb_glass_stored_free(merge->stored[i]);
	xb_buf_release(&merge->leader);
	xb_buf_release(&merge->block);
	xb_buf_release(&merge->datum);
	xb_store_block_release(&merge->open);
	xb_deflater_release(&merge->deflater);
	free(merge->stored);
	free(merge);
}

/* ---- The lexicon ---- */

static xabar_status
take_rows(struct xb_lexicon_writer *lexicon, uint32_t segment, struct xb_str block, xabar_error *err)
{
	struct xb_lexicon_rows rows;
	struct xb_lexicon_row row;
	xabar_status status = xb_lexicon_rows_init(&rows, block, err);

	while (status == XABAR_OK && (status = xb_lexicon_next(&row, &rows, err)) == XABAR_OK && row.key.len)
		status = xb_lexicon_writer_take(lexicon, segment, &row, err);
	return status;
}

static xabar_status
take_lexicon(struct xb_lexicon_writer *lexicon, uint32_t segment, struct xb_glass_stored *stored, xabar_error *err)
{
	struct xb_str key, value;
	xabar_status status;

	while ((status = xb_glass_stored_metadata(&key, &value, stored, err)) == XABAR_OK && key.len) {
		if (xb_str_starts(key, XB_LEXICON_METADATA))
			status = take_rows(lexicon, segment, value, err);
		if (status != XABAR_OK)
			break;
	}
	return status;
}

static void
hear_term(void *ctx, struct xb_str term, uint32_t living, uint32_t listed)
{
	xb_lexicon_writer_hear(ctx, term, living, listed);
}

/* ---- The store ---- */

/* Pack what waits for its block to be complete. */
static xabar_status
close_block(struct xb_merge_postings *merge, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < merge->open.n && status == XABAR_OK; i++) {
		status = xb_store_datum(&merge->datum, &merge->open, i, &merge->deflater, err);
		if (status == XABAR_OK)
			status = xb_glass_add_datum(merge->glass, ++merge->documents, xb_buf_view(&merge->datum), err);
	}
	xb_store_block_clear(&merge->open);
	return status;
}

static xabar_status
store_dispatch(struct xb_merge_postings *merge, struct xb_str encoded, xabar_error *err)
{
	size_t place;
	xabar_status status = XABAR_OK;

	if (merge->open.n && xb_store_block_full(&merge->open, encoded.len))
		status = close_block(merge, err);
	return status == XABAR_OK ? xb_store_block_add(&merge->open, encoded, &place, err) : status;
}

/* A block of n as it is. */
static xabar_status
store_block(struct xb_merge_postings *merge, struct xb_str leader, size_t n, xabar_error *err)
{
	xabar_status status = close_block(merge, err);

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		struct xb_str datum = leader;

		if (i) {
			xb_buf_clear(&merge->datum);
			xb_buf_add_varint(&merge->datum, i);
			datum = xb_buf_view(&merge->datum);
			status = xb_buf_status(&merge->datum, err);
		}
		if (status == XABAR_OK)
			status = xb_glass_add_datum(merge->glass, ++merge->documents, datum, err);
	}
	return status;
}

/* The living dispatches of a block of n that begins with the document `first`. */
static xabar_status
copy_block(struct xb_merge_postings *merge, const struct xb_glass_docs *docs, uint32_t first,
           size_t n, xabar_error *err)
{
	const struct xb_str leader = xb_buf_view(&merge->leader);
	struct xb_str rest, one;
	size_t living = 0;
	xabar_status status;

	for (size_t i = 0; i < n; i++)
		living += xb_glass_docs_new(docs, first + (uint32_t)i) != 0;
	if (!living)
		return XABAR_OK;
	if (living == n && xb_store_worth_keeping(leader, n))
		return store_block(merge, leader, n, err);
	status = xb_store_unpack_block(&merge->block, leader, err);
	rest = xb_buf_view(&merge->block);
	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		if (!xb_take_counted(&rest, &one))
			return xb_fail(err, XABAR_ECORRUPT, "a stored dispatch is missing");
		if (xb_glass_docs_new(docs, first + (uint32_t)i))
			status = store_dispatch(merge, one, err);
	}
	return status;
}

static xabar_status
copy_store(struct xb_merge_postings *merge, struct xb_glass_stored *stored, xabar_error *err)
{
	uint32_t docid, before = 0, first = 0, distance;
	struct xb_str datum;
	xabar_status status;

	while ((status = xb_glass_stored_datum(&docid, &datum, stored, err)) == XABAR_OK && docid) {
		status = xb_store_distance(&distance, datum, err);
		if (status == XABAR_OK && (docid != before + 1 || (distance && (!first || docid - distance != first))))
			status = xb_glass_read_corrupt(&stored->docdata, "a stored dispatch is not where its block is", err);
		if (status == XABAR_OK && !distance) {
			if (first)
				status = copy_block(merge, &stored->docs, first, docid - first, err);
			first = docid;
			xb_buf_clear(&merge->leader);
			xb_buf_add_str(&merge->leader, datum);
		}
		if (status == XABAR_OK)
			status = xb_buf_status(&merge->leader, err);
		if (status != XABAR_OK)
			return status;
		before = docid;
	}
	if (status == XABAR_OK && before != stored->info.documents)
		return xb_glass_read_corrupt(&stored->docdata, "stored dispatches are missing", err);
	return status == XABAR_OK && first ? copy_block(merge, &stored->docs, first, before - first + 1, err) : status;
}

/* ---- All of it ---- */

static void
find_dates(int64_t *first, int64_t *last, const struct xb_glass *glass)
{
	struct xb_str low, high;

	*first = INT64_MAX;
	*last = INT64_MIN;
	if (!xb_glass_bounds(&low, &high, glass, XB_SLOT_DATE) || low.len != 8 || high.len != 8)
		return;
	*first = xb_sortable_decode(low.ptr);
	*last = xb_sortable_decode(high.ptr);
}

xabar_status
xb_merge_postings_into(struct xb_segment *segment, struct xb_built *built, struct xb_merge_postings *merge, xabar_error *err)
{
	struct xb_lexicon_writer *lexicon = xb_segment_lexicon(segment);
	xabar_status status = XABAR_OK;

	merge->glass = xb_segment_glass(segment);
	for (size_t i = 0; i < merge->n && status == XABAR_OK; i++)
		status = take_lexicon(lexicon, (uint32_t)i + 1, merge->stored[i], err);
	if (status == XABAR_OK)
		status = xb_glass_take(merge->glass, merge->stored, merge->n, hear_term, lexicon, err);
	for (size_t i = 0; i < merge->n && status == XABAR_OK; i++)
		status = copy_store(merge, merge->stored[i], err);
	if (status == XABAR_OK)
		status = close_block(merge, err);
	if (status == XABAR_OK)
		find_dates(&built->first, &built->last, merge->glass);
	built->documents = merge->documents;
	return status;
}

uint32_t
xb_merge_postings_new(const struct xb_merge_postings *merge, size_t which, uint32_t docid)
{
	return xb_glass_docs_new(&merge->stored[which]->docs, docid);
}
