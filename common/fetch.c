/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fetch.h"

#include "store.h"

#define DATUM_MAX ((size_t)256 << 20)

void
xb_fetcher_init(struct xb_fetcher *fetcher)
{
	xb_buf_init(&fetcher->datum, DATUM_MAX);
	xb_buf_init(&fetcher->leader, DATUM_MAX);
	xb_buf_init(&fetcher->packed, DATUM_MAX);
	xb_buf_init(&fetcher->block, DATUM_MAX);
}

void
xb_fetcher_release(struct xb_fetcher *fetcher)
{
	xb_buf_release(&fetcher->datum);
	xb_buf_release(&fetcher->leader);
	xb_buf_release(&fetcher->packed);
	xb_buf_release(&fetcher->block);
}

/* Have the block of a leader's datum unpacked. */
static xabar_status
unpack(struct xb_fetcher *fetcher, struct xb_str leader, xabar_error *err)
{
	xabar_status status;

	if (leader.len && xb_str_equal(leader, xb_buf_view(&fetcher->packed)))
		return XABAR_OK;
	xb_buf_clear(&fetcher->packed);
	status = xb_store_unpack_block(&fetcher->block, leader, err);
	if (status == XABAR_OK)
		xb_buf_add_str(&fetcher->packed, leader);
	return status == XABAR_OK ? xb_buf_status(&fetcher->packed, err) : status;
}

xabar_status
xb_fetch(struct xb_buf *out, struct xb_fetcher *fetcher, struct xb_reader *reader, uint32_t docid, xabar_error *err)
{
	/* A neighbour within the segment is this many numbers away in the reader. */
	const uint32_t step = xb_reader_nsegments(reader);
	struct xb_str leader, one;
	uint32_t distance;
	xabar_status status;

	xb_buf_clear(out);
	xb_buf_clear(&fetcher->datum);
	xb_buf_clear(&fetcher->leader);
	status = xb_reader_datum(&fetcher->datum, reader, docid, err);
	if (status == XABAR_OK)
		status = xb_store_distance(&distance, xb_buf_view(&fetcher->datum), err);
	if (status != XABAR_OK)
		return status;
	leader = xb_buf_view(&fetcher->datum);
	if (distance) {
		if (xb_reader_local(step, docid) <= distance)
			return xb_fail(err, XABAR_ECORRUPT, "a stored dispatch points before the first");
		status = xb_reader_datum(&fetcher->leader, reader, docid - distance * step, err);
		leader = xb_buf_view(&fetcher->leader);
	}
	if (status == XABAR_OK)
		status = unpack(fetcher, leader, err);
	if (status == XABAR_OK)
		status = xb_store_take(&one, xb_buf_view(&fetcher->block), distance, err);
	if (status != XABAR_OK)
		return status;
	xb_buf_add_str(out, one);
	return xb_buf_status(out, err);
}
