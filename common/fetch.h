/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fetch.h - a document's number → its stored dispatch. */
#ifndef XB_FETCH_H
#define XB_FETCH_H

#include "dispatch.h"
#include "xapian_shim.h"

/* Buffers that are reused from one fetch to the next. Neighbours are mostly in the block that was unpacked last: it is kept,
 * and known by its bytes, whatever reader they come from. */
struct xb_fetcher {
	struct xb_buf datum;
	struct xb_buf leader; /* of the block at hand */
	struct xb_buf packed; /* the leader of the block below */
	struct xb_buf block;  /* unpacked */
};

void xb_fetcher_init(struct xb_fetcher *fetcher);
void xb_fetcher_release(struct xb_fetcher *fetcher);

/* The serialised dispatch of a document, into `out` (cleared first). ECORRUPT, ENOTFOUND. */
xabar_status xb_fetch(struct xb_buf *out, struct xb_fetcher *fetcher, struct xb_reader *reader, uint32_t docid,
                      xabar_error *err);

#endif
