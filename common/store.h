/* SPDX-License-Identifier: GPL-2.0-or-later */
/* store.h - the compressed stored form: dispatches share a deflate block, a document's datum tells where.
 *
 * A block is at most sixteen dispatches or 32 KiB of them, whichever comes first; one larger dispatch is a block.
 * The first document of a block (the leader) has the datum 0, block; the others have their distance to it, so the
 * store survives a renumbering that keeps the order (xapian-compact). The block is a zlib stream (deflate.h) of
 * {varint length, serialised dispatch}... */
#ifndef XB_STORE_H
#define XB_STORE_H

#include "deflate.h"

#define XB_STORE_BLOCK_DISPATCHES 16
#define XB_STORE_BLOCK_BYTES (32 * 1024)

/* The longest serialised dispatch. */
#define XB_STORE_DISPATCH_MAX ((size_t)80 * 1024 * 1024)

/* What blocks are packed with, one at a time. */
void xb_store_deflater_init(struct xb_deflater *deflater);

/* Packing. */
struct xb_store_block {
	struct xb_buf raw; /* counted serialised dispatches */
	size_t n;
};

void xb_store_block_init(struct xb_store_block *block);
void xb_store_block_release(struct xb_store_block *block);

/* True when the block, which is not empty, should be closed before a dispatch of `len` bytes is added. */
bool xb_store_block_full(const struct xb_store_block *block, size_t len);

/* Add a serialised dispatch; its datum is then known to be its place, *place, in the block (0: leader). XABAR_ELIMIT
 * when it is over XB_STORE_DISPATCH_MAX, XABAR_EINVAL when the block is full for it. */
xabar_status xb_store_block_add(struct xb_store_block *block, struct xb_str encoded, size_t *place, xabar_error *err);

/* The datum of the document at `place`; for place 0 this compresses the block. `out` is cleared first. */
xabar_status xb_store_datum(struct xb_buf *out, const struct xb_store_block *block, size_t place, struct xb_deflater *deflater,
                            xabar_error *err);

void xb_store_block_clear(struct xb_store_block *block);

/* Reading: the distance of a datum to its leader (0: this is the leader). XABAR_ECORRUPT. */
xabar_status xb_store_distance(uint32_t *out, struct xb_str datum, xabar_error *err);

/* Unpack a whole block: each dispatch as xb_take_counted reads it. `out` is cleared first. Its checksum is compared; the limit
 * of `out` must have room for it. XABAR_ECORRUPT, XABAR_ENOMEM. */
xabar_status xb_store_unpack_block(struct xb_buf *out, struct xb_str leader, xabar_error *err);

/* Dispatch `place` of an unpacked block, borrowed from it. XABAR_ECORRUPT. */
xabar_status xb_store_take(struct xb_str *out, struct xb_str block, uint32_t place, xabar_error *err);

/* Whether a block of n dispatches, of which this is the leader's datum, is as full as they come, so that packing it anew
 * together with others would make it no smaller. */
bool xb_store_worth_keeping(struct xb_str leader, size_t n);

#endif
