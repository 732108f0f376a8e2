/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "batch.h"

#include <stdlib.h>

/* A document is a hundred times the largest record, at most. */
#define ARENA_MAX ((size_t)8 << 30)

/* What the documents of a byte take: 25 for the news of Reuters, most of it for the postings. */
#define COST_FACTOR (XB_BATCH_COST / XB_STORE_BLOCK_BYTES)

void
xb_maker_init(struct xb_maker *maker)
{
	maker->analyzer = NULL;
	xb_store_deflater_init(&maker->deflater);
	xb_buf_init(&maker->datum, ARENA_MAX);
}

void
xb_maker_release(struct xb_maker *maker)
{
	xb_analyzer_free(maker->analyzer);
	xb_deflater_release(&maker->deflater);
	xb_buf_release(&maker->datum);
}

xabar_status
xb_maker_prepare(struct xb_maker *maker, xabar_error *err)
{
	xabar_status status;

	if (maker->analyzer)
		return XABAR_OK;
	status = xb_analyzer_new(&maker->analyzer, err);
	if (status == XABAR_OK)
		status = xb_analyzer_make_all(maker->analyzer, err);
	if (status != XABAR_OK) {
		xb_analyzer_free(maker->analyzer);
		maker->analyzer = NULL;
	}
	return status;
}

void
xb_batch_init(struct xb_batch *batch)
{
	xb_store_block_init(&batch->block);
	xb_arena_init(&batch->arena, ARENA_MAX);
}

void
xb_batch_release(struct xb_batch *batch)
{
	xb_store_block_release(&batch->block);
	xb_arena_release(&batch->arena);
}

void
xb_batch_clear(struct xb_batch *batch)
{
	if (xb_batch_bytes(batch) > XB_BATCH_COST) {
		xb_batch_release(batch);
		xb_batch_init(batch);
	}
	xb_store_block_clear(&batch->block);
	xb_arena_recycle(&batch->arena);
}

xabar_status
xb_batch_add(struct xb_batch *batch, struct xb_str encoded, const struct xb_batched *batched, xabar_error *err)
{
	size_t place;
	xabar_status status = xb_store_block_add(&batch->block, encoded, &place, err);

	if (status == XABAR_OK)
		batch->batched[place] = *batched;
	return status;
}

size_t
xb_batch_cost(const struct xb_batch *batch)
{
	return COST_FACTOR * batch->block.raw.len;
}

size_t
xb_batch_bytes(const struct xb_batch *batch)
{
	return batch->block.raw.cap + batch->arena.used;
}

/* The i-th document, of a dispatch of the block, and its datum. */
static xabar_status
make_document(struct xb_batch *batch, size_t i, struct xb_dispatch *dispatch, const struct xb_weighting *weighting,
              struct xb_maker *maker, xabar_error *err)
{
	const struct xb_batched *batched = &batch->batched[i];
	struct xb_document *document = &batch->documents[i];
	xabar_status status;

	dispatch->analysed_in = batched->analysed_in;
	dispatch->birth = batched->birth;
	status = xb_document_make(document, dispatch, batched->hash, batched->local ? &batched->origin : NULL, weighting,
	                          maker->analyzer, &batch->arena, err);
	if (status == XABAR_OK)
		status = xb_store_datum(&maker->datum, &batch->block, i, &maker->deflater, err);
	if (status != XABAR_OK)
		return status;
	document->datum = xb_arena_str(&batch->arena, xb_buf_view(&maker->datum));
	if (maker->datum.cap > XB_BATCH_COST)
		xb_buf_release(&maker->datum);
	return document->datum.ptr ? XABAR_OK : xb_fail_nomem(err);
}

xabar_status
xb_batch_make(struct xb_batch *batch, const struct xb_weighting *weighting, struct xb_maker *maker, xabar_error *err)
{
	struct xb_str cursor = xb_buf_view(&batch->block.raw), bytes;
	xabar_status status = xb_maker_prepare(maker, err);

	for (size_t i = 0; i < batch->block.n && status == XABAR_OK && xb_take_counted(&cursor, &bytes); i++) {
		struct xb_dispatch dispatch = { 0 };

		status = xb_dispatch_decode(&dispatch, bytes, &batch->arena, err);
		if (status == XABAR_OK)
			status = make_document(batch, i, &dispatch, weighting, maker, err);
		if (status == XABAR_ENOMEM)
			xb_fail(err, status, "out of memory at the dispatch '%.*s' of %zu bytes",
			        XB_STR_ARG(dispatch.text[XB_FIELD_ID]), bytes.len);
	}
	return status;
}
