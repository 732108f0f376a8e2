/* SPDX-License-Identifier: GPL-2.0-or-later */
/* manifest.h - MANIFEST: what an index is made of at one generation, as text. */
#ifndef XB_MANIFEST_H
#define XB_MANIFEST_H

#include "weighting.h"

/* Raised when an older program could no longer read what a newer one writes. 2: with a weighting; a plain index is still 1. */
#define XB_MANIFEST_FORMAT 2

struct xb_segment_info {
	uint32_t number;         /* 17: the folder seg-000017 */
	uint32_t deletions;      /* 3: tombstones are in seg-000017.del-3; 0: there are none */
	uint64_t documents;      /* dead ones too */
	uint64_t tombstones;
	uint64_t bytes;
	uint32_t crc;            /* xb_folder_sum */
	int64_t first, last;     /* UTC seconds of its earliest and latest dispatch; first > last: none is dated */
	uint64_t earlier;        /* of the tombstones, kept as earlier versions of dispatches: in seg-000017.old-3, if any */
	uint64_t newest;         /* none of its documents was born (birth.h) in a later generation; 0: it is not known of any */
};

struct xb_manifest {
	uint64_t generation;     /* 0: nothing was published yet */
	uint32_t next_segment;
	uint64_t ledger;         /* 17: ledger/000017; 0: none */
	struct xb_segment_info *segments; /* in the order of reading */
	size_t nsegments;
	struct xb_weighting weighting; /* of the postings of all segments */
};

void xb_manifest_release(struct xb_manifest *manifest);

/* Append the text of a manifest:
 *
 *	xabar-index 2
 *	generation 17
 *	next-segment 18
 *	ledger 17
 *	weighting scale 64 b 0.75 pivot 123.4
 *	segment 17 documents 1000 tombstones 3 deletions 2 bytes 123456 crc 1a2b3c4d first 1620000000 last 1650000000 earlier 2 newest 17
 *	end 5d3e77aa
 *
 * the last line being the CRC-32 of all before it. A segment's last two are left out where they are 0. A program that knows
 * nothing of them finds the same, since earlier versions are tombstoned, and drops them when it merges. */
void xb_manifest_write(struct xb_buf *out, const struct xb_manifest *manifest);

/* Read it back. EVERSION: written by a newer program; ECORRUPT: anything else. */
xabar_status xb_manifest_read(struct xb_manifest *out, struct xb_str text, xabar_error *err);

#endif
