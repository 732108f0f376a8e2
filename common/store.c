/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store.h"

/* Over reuters-1987, bytes of data to bytes of titles and bodies, and MB/s of them packed on one core, with libdeflate and with
 * zlib: level 1 0.510 and 151, 0.534 and 74; level 6 0.497 and 71, 0.497 and 39; level 9 0.495 and 51, 0.497 and 39. A dispatch
 * is unpacked in 28 us, or 59 (tests/bench/bench_store.c). */
#define LEVEL 6

/* The counted lengths of a block. */
#define RAW_MAX (XB_STORE_DISPATCH_MAX + 16)

void
xb_store_deflater_init(struct xb_deflater *deflater)
{
	xb_deflater_init(deflater, LEVEL);
}

void
xb_store_block_init(struct xb_store_block *block)
{
	xb_buf_init(&block->raw, RAW_MAX);
	block->n = 0;
}

void
xb_store_block_release(struct xb_store_block *block)
{
	xb_buf_release(&block->raw);
	block->n = 0;
}

void
xb_store_block_clear(struct xb_store_block *block)
{
	xb_buf_clear(&block->raw);
	block->n = 0;
}

bool
xb_store_block_full(const struct xb_store_block *block, size_t len)
{
	if (block->n == 0)
		return false;
	return block->n >= XB_STORE_BLOCK_DISPATCHES || block->raw.len >= XB_STORE_BLOCK_BYTES ||
	       len > XB_STORE_BLOCK_BYTES - block->raw.len;
}

xabar_status
xb_store_block_add(struct xb_store_block *block, struct xb_str encoded, size_t *place, xabar_error *err)
{
	if (encoded.len > XB_STORE_DISPATCH_MAX)
		return xb_fail(err, XABAR_ELIMIT, "a dispatch of %zu bytes is over the limit of %zu", encoded.len,
		               XB_STORE_DISPATCH_MAX);
	if (xb_store_block_full(block, encoded.len))
		return xb_fail(err, XABAR_EINVAL, "the block is full");
	xb_buf_add_counted(&block->raw, encoded);
	if (block->raw.failed)
		return xb_buf_status(&block->raw, err);
	*place = block->n++;
	return XABAR_OK;
}

xabar_status
xb_store_datum(struct xb_buf *out, const struct xb_store_block *block, size_t place, struct xb_deflater *deflater, xabar_error *err)
{
	xb_buf_clear(out);
	xb_buf_add_varint(out, place);
	if (out->failed || place > 0)
		return xb_buf_status(out, err);
	return xb_deflate(out, deflater, xb_buf_view(&block->raw), err);
}

static xabar_status
fail_corrupt(xabar_error *err, const char *what)
{
	return xb_fail(err, XABAR_ECORRUPT, "a block of stored dispatches is damaged: %s", what);
}

xabar_status
xb_store_distance(uint32_t *out, struct xb_str datum, xabar_error *err)
{
	uint64_t distance;

	*out = 0;
	if (!xb_take_varint(&datum, &distance) || distance >= XB_STORE_BLOCK_DISPATCHES ||
	    (distance == 0) != (datum.len > 0))
		return fail_corrupt(err, "no place in it");
	*out = (uint32_t)distance;
	return XABAR_OK;
}

xabar_status
xb_store_unpack_block(struct xb_buf *out, struct xb_str leader, xabar_error *err)
{
	uint32_t distance;
	xabar_status status = xb_store_distance(&distance, leader, err);
	struct xb_str cursor, one;
	size_t n = 0;

	xb_buf_clear(out);
	if (status == XABAR_OK && distance > 0)
		status = fail_corrupt(err, "it begins elsewhere");
	if (status == XABAR_OK)
		status = xb_inflate(out, xb_str_from(leader, 1), RAW_MAX, err);
	cursor = xb_buf_view(out);
	while (status == XABAR_OK && cursor.len > 0)
		if (n++ == XB_STORE_BLOCK_DISPATCHES || !xb_take_counted(&cursor, &one))
			status = fail_corrupt(err, "a length is wrong");
	if (status == XABAR_OK && n == 0)
		status = fail_corrupt(err, "nothing is in it");
	if (status != XABAR_OK)
		xb_buf_clear(out);
	return status;
}

xabar_status
xb_store_take(struct xb_str *out, struct xb_str block, uint32_t place, xabar_error *err)
{
	for (uint32_t i = 0; i <= place; i++)
		if (!xb_take_counted(&block, out))
			return fail_corrupt(err, "a dispatch is missing");
	return XABAR_OK;
}

bool
xb_store_worth_keeping(struct xb_str leader, size_t n)
{
	return n >= XB_STORE_BLOCK_DISPATCHES - 2 || leader.len >= XB_STORE_BLOCK_BYTES / 4;
}
