/* SPDX-License-Identifier: GPL-2.0-or-later */
/* batch.h - dispatches that share a block of the store → their documents, each with its datum. */
#ifndef XB_BATCH_H
#define XB_BATCH_H

#include "document.h"
#include "store.h"

/* What a thread makes documents with. */
struct xb_maker {
	struct xb_analyzer *analyzer; /* NULL until the first batch */
	struct xb_deflater deflater;
	struct xb_buf datum;
};

void xb_maker_init(struct xb_maker *maker);
void xb_maker_release(struct xb_maker *maker);

/* Make what is else made with the first batch. ENOMEM. */
xabar_status xb_maker_prepare(struct xb_maker *maker, xabar_error *err);

/* What a dispatch's document needs to be told beside its serialised form. */
struct xb_batched {
	unsigned char hash[16];  /* xb_dispatch_hash */
	bool local;              /* it has an origin: its id is a local one */
	struct xb_origin origin;
	const struct xb_language *analysed_in;
	struct xb_birth birth;
};

struct xb_batch {
	struct xb_store_block block;
	struct xb_batched batched[XB_STORE_BLOCK_DISPATCHES];
	size_t beside;           /* bytes that were in use for the segment by who filled it */

	struct xb_arena arena;   /* of what follows */
	struct xb_document documents[XB_STORE_BLOCK_DISPATCHES];
};

void xb_batch_init(struct xb_batch *batch);
void xb_batch_release(struct xb_batch *batch);

/* Empty it. Its memory is kept unless it is much. */
void xb_batch_clear(struct xb_batch *batch);

/* Add a serialised dispatch, for which the block has room. ENOMEM; ELIMIT when it is too long. */
xabar_status xb_batch_add(struct xb_batch *batch, struct xb_str encoded, const struct xb_batched *batched, xabar_error *err);

/* About what it will take of memory, its documents among it, and what most take at most. */
#define XB_BATCH_COST ((size_t)32 * XB_STORE_BLOCK_BYTES)
size_t xb_batch_cost(const struct xb_batch *batch);

/* What it does take. */
size_t xb_batch_bytes(const struct xb_batch *batch);

/* Make the documents, which last until the batch is cleared. ENOMEM, which names the dispatch. */
xabar_status xb_batch_make(struct xb_batch *batch, const struct xb_weighting *weighting, struct xb_maker *maker, xabar_error *err);

#endif
