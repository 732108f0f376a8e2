/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fetch.h"

#include "store.h"

#define DATUM_MAX ((size_t)256 << 20)

void
xb_fetcher_init(struct xb_fetcher *fetcher)
{
	xb_buf_init(&fetcher->datum, DATUM_MAX);
	xb_buf_init(&fetcher->leader, DATUM_MAX);
}

void
xb_fetcher_release(struct xb_fetcher *fetcher)
{
	xb_buf_release(&fetcher->datum);
	xb_buf_release(&fetcher->leader);
}

xabar_status
xb_fetch(struct xb_buf *out, struct xb_fetcher *fetcher, struct xb_reader *reader, uint32_t docid, xabar_error *err)
{
	/* A neighbour within the segment is this many numbers away in the reader. */
	const uint32_t step = xb_reader_nsegments(reader);
	struct xb_str block;
	uint32_t distance;
	xabar_status status;

	xb_buf_clear(&fetcher->datum);
	xb_buf_clear(&fetcher->leader);
	status = xb_reader_datum(&fetcher->datum, reader, docid, err);
	if (status == XABAR_OK)
		status = xb_store_distance(&distance, xb_buf_view(&fetcher->datum), err);
	if (status != XABAR_OK)
		return status;
	block = xb_buf_view(&fetcher->datum);
	if (distance) {
		if (xb_reader_local(step, docid) <= distance)
			return xb_fail(err, XABAR_ECORRUPT, "a stored dispatch points before the first");
		status = xb_reader_datum(&fetcher->leader, reader, docid - distance * step, err);
		block = xb_buf_view(&fetcher->leader);
	}
	return status == XABAR_OK ? xb_store_unpack(out, block, distance, err) : status;
}
