/* SPDX-License-Identifier: GPL-2.0-or-later */
/* deflate.h - zlib streams (RFC 1950) in memory, by libdeflate where the build found it, else by zlib.
 *
 * Either reads what the other wrote. And checksums. The one place that knows which library it is. */
#ifndef XB_DEFLATE_H
#define XB_DEFLATE_H

#include "buf.h"

/* Compresses one run of bytes after the other. One thread at a time. */
struct xb_deflater {
	int level; /* 0 to 9; not changed after the first stream */
	void *memory; /* the library's, from the first stream on */
};

void xb_deflater_init(struct xb_deflater *deflater, int level);
void xb_deflater_release(struct xb_deflater *deflater);

/* Append the stream of `raw` to `out`. XABAR_ENOMEM, XABAR_ELIMIT (that of `out`). */
xabar_status xb_deflate(struct xb_buf *out, struct xb_deflater *deflater, struct xb_str raw, xabar_error *err);

/* Append what the stream `packed`, all of it and nothing after it, was made of, its checksum compared. XABAR_ECORRUPT when it is
 * damaged or longer than `max`, XABAR_ENOMEM. No more is allocated than a few times what there is. From any thread. */
xabar_status xb_inflate(struct xb_buf *out, struct xb_str packed, size_t max, xabar_error *err);

/* The CRC-32 (that of zlib and gzip) of what had `crc`, 0 at first, with `bytes` behind it. From any thread. */
uint32_t xb_crc32(uint32_t crc, struct xb_str bytes);

#endif
