/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store.h"

#include <zlib.h>

/* Over reuters-1987, bytes of data to bytes of titles and bodies, and MB/s packed on one core: level 1 0.524 and 58,
 * level 6 0.486 and 40, level 9 0.486 and 35; any of them unpacks a dispatch in 50 us (tests/bench/bench_store.c). */
#define LEVEL 6

/* Deflate makes at most 1032 bytes out of one (zlib.net/zlib_tech.html): a length above that is a lie, and is not
 * allocated. */
#define DEFLATE_RATIO 1032

/* Inflated at a time when not straight into place. A few dispatches are skipped for every one read, so this is near the
 * size of one. */
#define CHUNK 2048

/* The counted lengths of a block. */
#define RAW_MAX (XB_STORE_DISPATCH_MAX + 16)

void
xb_store_block_init(struct xb_store_block *block)
{
	xb_buf_init(&block->raw, RAW_MAX);
	block->n = 0;
	block->level = LEVEL;
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

/* Append the zlib stream of `raw`. */
static xabar_status
compress_into(struct xb_buf *out, struct xb_str raw, int level, xabar_error *err)
{
	z_stream z = { .next_in = (z_const Bytef *)raw.ptr, .avail_in = (uInt)raw.len };
	int ret = deflateInit(&z, level);

	while (ret == Z_OK) {
		size_t room = deflateBound(&z, z.avail_in) + 64, used = out->len;

		z.next_out = (Bytef *)xb_buf_extend(out, room);
		if (!z.next_out)
			break;
		z.avail_out = (uInt)room;
		ret = deflate(&z, Z_FINISH);
		out->len = used + room - z.avail_out;
	}
	deflateEnd(&z);
	return ret == Z_STREAM_END ? XABAR_OK : xb_fail_nomem(err);
}

xabar_status
xb_store_datum(struct xb_buf *out, const struct xb_store_block *block, size_t place, xabar_error *err)
{
	xb_buf_clear(out);
	xb_buf_add_varint(out, place);
	if (out->failed || place > 0)
		return xb_buf_status(out, err);
	return compress_into(out, xb_buf_view(&block->raw), block->level, err);
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

/* A block being inflated. */
struct reading {
	z_stream z;
	int state;            /* what zlib said last */
	size_t read;          /* bytes given out */
	size_t compressed;
	struct xb_str ready;  /* inflated and not given out, in the chunk */
	unsigned char chunk[CHUNK];
};

static xabar_status
reading_init(struct reading *r, struct xb_str leader, xabar_error *err)
{
	uint32_t distance;
	xabar_status status = xb_store_distance(&distance, leader, err);

	r->z = (z_stream){ 0 };
	r->read = 0;
	r->ready = xb_str("");
	if (status == XABAR_OK && distance > 0)
		status = fail_corrupt(err, "it begins elsewhere");
	if (status != XABAR_OK)
		return status;
	leader = xb_str_from(leader, 1);
	if (leader.len > RAW_MAX + RAW_MAX / 2)
		return fail_corrupt(err, "too long");
	r->compressed = leader.len;
	r->z.next_in = (z_const Bytef *)leader.ptr;
	r->z.avail_in = (uInt)leader.len;
	r->state = inflateInit(&r->z);
	return r->state == Z_OK ? XABAR_OK : xb_fail_nomem(err);
}

static void
reading_release(struct reading *r)
{
	inflateEnd(&r->z);
}

/* Inflate up to `len` bytes to `to`; how many there were, 0 at the end or at damage. */
static size_t
inflate_some(struct reading *r, void *to, size_t len)
{
	r->z.next_out = to;
	r->z.avail_out = (uInt)len;
	if (r->state == Z_OK)
		r->state = inflate(&r->z, Z_SYNC_FLUSH);
	return r->state == Z_OK || r->state == Z_STREAM_END ? len - r->z.avail_out : 0;
}

/* Have something ready, if there is anything left. */
static bool
refill(struct reading *r)
{
	if (r->ready.len == 0)
		r->ready = xb_strn((char *)r->chunk, inflate_some(r, r->chunk, sizeof(r->chunk)));
	return r->ready.len > 0;
}

/* The next `len` bytes go to `to` (NULL: nowhere). */
static bool
read_bytes(struct reading *r, char *to, size_t len)
{
	r->read += len;
	while (len > 0) {
		size_t n;

		if (to && r->ready.len == 0 && len >= sizeof(r->chunk)) {
			n = inflate_some(r, to, len);
			if (n == 0)
				return false;
		} else {
			if (!refill(r))
				return false;
			n = len < r->ready.len ? len : r->ready.len;
			if (to)
				memcpy(to, r->ready.ptr, n);
			r->ready = xb_str_from(r->ready, n);
		}
		to = to ? to + n : NULL;
		len -= n;
	}
	return true;
}

/* The length of the dispatch that comes next, if it can be true: several share XB_STORE_BLOCK_BYTES, a larger one is
 * alone. */
static bool
read_length(struct reading *r, size_t *len)
{
	uint64_t value = 0;
	size_t before = r->read;

	for (unsigned shift = 0; shift < 35; shift += 7) {
		unsigned char byte;

		if (!read_bytes(r, (char *)&byte, 1))
			return false;
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte >= 0x80)
			continue;
		*len = value;
		if (before > 0 && (before >= XB_STORE_BLOCK_BYTES || value > XB_STORE_BLOCK_BYTES - before))
			return false;
		return value <= XB_STORE_DISPATCH_MAX && value / DEFLATE_RATIO <= r->compressed;
	}
	return false;
}

/* Append the next dispatch, `counted` with its length. */
static xabar_status
read_dispatch(struct reading *r, struct xb_buf *out, bool counted, xabar_error *err)
{
	size_t len;
	char *to;

	if (!read_length(r, &len))
		return fail_corrupt(err, "a length is wrong");
	if (counted)
		xb_buf_add_varint(out, len);
	to = xb_buf_extend(out, len);
	if (!to)
		return xb_buf_status(out, err);
	if (!read_bytes(r, to, len))
		return fail_corrupt(err, "it does not inflate");
	return XABAR_OK;
}

/* Whether everything was read; settles whether the checksum agrees. */
static bool
at_end(struct reading *r)
{
	return !refill(r) && r->state == Z_STREAM_END;
}

xabar_status
xb_store_unpack(struct xb_buf *out, struct xb_str leader, uint32_t place, xabar_error *err)
{
	struct reading r;
	xabar_status status;
	size_t len;

	xb_buf_clear(out);
	status = reading_init(&r, leader, err);
	for (uint32_t i = 0; status == XABAR_OK && i < place; i++)
		if (!read_length(&r, &len) || !read_bytes(&r, NULL, len))
			status = fail_corrupt(err, "a dispatch is missing");
	if (status == XABAR_OK)
		status = read_dispatch(&r, out, false, err);
	if (status == XABAR_OK && r.ready.len == 0 && !refill(&r) && r.state != Z_STREAM_END)
		status = fail_corrupt(err, "its checksum is wrong");
	reading_release(&r);
	if (status != XABAR_OK)
		xb_buf_clear(out);
	return status;
}

xabar_status
xb_store_unpack_block(struct xb_buf *out, struct xb_str leader, xabar_error *err)
{
	struct reading r;
	xabar_status status;
	size_t n = 0;

	xb_buf_clear(out);
	status = reading_init(&r, leader, err);
	while (status == XABAR_OK && refill(&r)) {
		if (n++ == XB_STORE_BLOCK_DISPATCHES)
			status = fail_corrupt(err, "too many dispatches");
		else
			status = read_dispatch(&r, out, true, err);
	}
	if (status == XABAR_OK && (n == 0 || !at_end(&r) || r.z.avail_in > 0))
		status = fail_corrupt(err, "its checksum is wrong");
	reading_release(&r);
	if (status != XABAR_OK)
		xb_buf_clear(out);
	return status;
}
