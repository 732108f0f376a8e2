/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "deflate.h"

#include <stdlib.h>

#ifdef XB_HAVE_LIBDEFLATE
#include <libdeflate.h>
#else
#include <zlib.h>
#endif

/* Deflate makes at most 1032 bytes out of one (zlib.net/zlib_tech.html): no more than that is ever allocated for them. */
#define RATIO_MAX 1032

/* What is made room for at first: a block of the store, all but those of one large dispatch. */
#define ROOM_FIRST (33 * 1024)

/* How many bytes to try for where `tried`, 0 at first, were too few; no more than `packed` can make, nor than `max`. */
static size_t
next_room(size_t tried, size_t packed, size_t max)
{
	size_t most = packed < max / RATIO_MAX ? packed * RATIO_MAX : max;
	size_t room = tried ? 4 * tried : ROOM_FIRST;

	return room < most ? room : most;
}

static xabar_status
fail_damaged(xabar_error *err)
{
	return xb_fail(err, XABAR_ECORRUPT, "a compressed block is damaged");
}

void
xb_deflater_init(struct xb_deflater *deflater, int level)
{
	*deflater = (struct xb_deflater){ level, NULL };
}

#ifdef XB_HAVE_LIBDEFLATE

uint32_t
xb_crc32(uint32_t crc, struct xb_str bytes)
{
	return libdeflate_crc32(crc, bytes.ptr, bytes.len);
}

void
xb_deflater_release(struct xb_deflater *deflater)
{
	libdeflate_free_compressor(deflater->memory);
	deflater->memory = NULL;
}

xabar_status
xb_deflate(struct xb_buf *out, struct xb_deflater *deflater, struct xb_str raw, xabar_error *err)
{
	size_t used = out->len, room, len;
	char *to;

	if (!deflater->memory)
		deflater->memory = libdeflate_alloc_compressor(deflater->level);
	if (!deflater->memory)
		return xb_fail_nomem(err);
	room = libdeflate_zlib_compress_bound(deflater->memory, raw.len);
	to = xb_buf_extend(out, room);
	if (!to)
		return xb_buf_status(out, err);
	len = libdeflate_zlib_compress(deflater->memory, raw.ptr, raw.len, to, room);
	out->len = used + len;
	return len ? XABAR_OK : xb_fail_nomem(err);
}

xabar_status
xb_inflate(struct xb_buf *out, struct xb_str packed, size_t max, xabar_error *err)
{
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
	size_t used = out->len, room = 0, read = 0, len = 0;
	bool whole;

	if (!inflater)
		return xb_fail_nomem(err);
	while (result == LIBDEFLATE_INSUFFICIENT_SPACE && next_room(room, packed.len, max) > room) {
		char *to;

		room = next_room(room, packed.len, max);
		out->len = used;
		to = xb_buf_extend(out, room);
		if (!to)
			break;
		result = libdeflate_zlib_decompress_ex(inflater, packed.ptr, packed.len, to, room, &read, &len);
	}
	libdeflate_free_decompressor(inflater);
	if (out->failed)
		return xb_buf_status(out, err);
	whole = result == LIBDEFLATE_SUCCESS && read == packed.len;
	out->len = whole ? used + len : used;
	return whole ? XABAR_OK : fail_damaged(err);
}

#else

uint32_t
xb_crc32(uint32_t crc, struct xb_str bytes)
{
	return (uint32_t)crc32_z(crc, (const Bytef *)bytes.ptr, bytes.len);
}

void
xb_deflater_release(struct xb_deflater *deflater)
{
	if (deflater->memory)
		deflateEnd(deflater->memory);
	free(deflater->memory);
	deflater->memory = NULL;
}

/* The stream to deflate with, as new. NULL when memory is out. */
static z_stream *
fresh_stream(struct xb_deflater *deflater)
{
	z_stream *z = deflater->memory;

	if (z)
		return deflateReset(z) == Z_OK ? z : NULL;
	z = calloc(1, sizeof(*z));
	if (z && deflateInit(z, deflater->level) != Z_OK) {
		free(z);
		z = NULL;
	}
	deflater->memory = z;
	return z;
}

xabar_status
xb_deflate(struct xb_buf *out, struct xb_deflater *deflater, struct xb_str raw, xabar_error *err)
{
	z_stream *z = fresh_stream(deflater);
	size_t used = out->len, room;
	int ret;

	if (!z)
		return xb_fail_nomem(err);
	room = deflateBound(z, raw.len);
	z->next_in = (z_const Bytef *)raw.ptr;
	z->avail_in = (uInt)raw.len;
	z->next_out = (Bytef *)xb_buf_extend(out, room);
	z->avail_out = (uInt)room;
	if (!z->next_out)
		return xb_buf_status(out, err);
	ret = deflate(z, Z_FINISH);
	out->len = used + room - z->avail_out;
	return ret == Z_STREAM_END ? XABAR_OK : xb_fail_nomem(err);
}

xabar_status
xb_inflate(struct xb_buf *out, struct xb_str packed, size_t max, xabar_error *err)
{
	z_stream z = { .next_in = (z_const Bytef *)packed.ptr, .avail_in = (uInt)packed.len };
	size_t used = out->len, room = 0;
	int ret = inflateInit(&z);
	bool whole;

	if (ret != Z_OK)
		return xb_fail_nomem(err);
	while (ret == Z_OK && next_room(room, packed.len, max) > room) {
		size_t more = next_room(room, packed.len, max) - room;

		z.next_out = (Bytef *)xb_buf_extend(out, more);
		if (!z.next_out)
			break;
		z.avail_out = (uInt)more;
		room += more;
		ret = inflate(&z, Z_SYNC_FLUSH);
	}
	inflateEnd(&z);
	if (out->failed)
		return xb_buf_status(out, err);
	whole = ret == Z_STREAM_END && z.avail_in == 0;
	out->len = whole ? used + room - z.avail_out : used;
	return whole ? XABAR_OK : fail_damaged(err);
}

#endif
