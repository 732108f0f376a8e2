/* SPDX-License-Identifier: GPL-2.0-or-later */
/* builder.h - dispatches → a segment: theirs is the order and the numbers, threads make the documents (pipeline.h).
 *
 *     add: a number, a place in a batch  →  any thread: documents, a block of the store  →  in order: the segment
 *
 * The same dispatches give the same segment, however many threads there are and however much memory. */
#ifndef XB_BUILDER_H
#define XB_BUILDER_H

#include "batch.h"
#include "segment.h"
#include "versions.h"

struct xb_builder;

/* How segments are built, and of what. */
struct xb_build_options {
	size_t memory;              /* bytes that the whole process may use */
	unsigned jobs;              /* threads, at least one; fewer are used where there is no memory for them */
	enum xb_segment_writer how; /* AUTO is settled with the first segment */
	enum xb_versions versions;  /* which are kept of a dispatch that has a newer one */
};

/* What was built. */
struct xb_built {
	const char *path;    /* of the folder; borrowed until clear */
	uint32_t documents;
	int64_t first, last; /* dates; first is the greater when there are none */
};

/* A builder of segments in the folder `dir`, one after the other. ENOMEM. */
xabar_status xb_builder_new(struct xb_builder **out, const char *dir, const struct xb_build_options *options, xabar_error *err);

/* What was built, too, is removed, unless it was renamed. */
void xb_builder_free(struct xb_builder *builder);

/* Say by what weighting the segment is made, before its first dispatch; again, it must be the same. */
void xb_builder_weight(struct xb_builder *builder, const struct xb_weighting *weighting);

/* Add a dispatch, whose serialised form is `encoded`, to the segment; the first begins it. Its document gets the next number,
 * *docid: 1, 2 ... `origin` is that of a local id, or NULL. `beside` bytes are in use for the segment by the caller. Nothing is
 * borrowed after the call. An error may be that of a dispatch before; after one, only free is allowed. */
xabar_status xb_builder_add(uint32_t *docid, struct xb_builder *builder, const struct xb_dispatch *dispatch, struct xb_str encoded,
                            const unsigned char hash[16], const struct xb_origin *origin, size_t beside, xabar_error *err);

/* Of the segment so far: dispatches, and bytes of them. */
uint32_t xb_builder_documents(const struct xb_builder *builder);
uint64_t xb_builder_bytes(const struct xb_builder *builder);

/* Whether the segment should be finished before `beside` bytes are in use for it by the caller, since only that gives memory
 * back. */
bool xb_builder_crowded(const struct xb_builder *builder, size_t beside);

/* Begin the segment, by BULK, for the caller to fill in place of add, and to say in *built what with. *out is NULL where libxapian
 * writes segments. `memory` is what it may use beside. */
xabar_status xb_builder_fill(struct xb_segment **out, struct xb_built **built, size_t *memory, struct xb_builder *builder,
                             xabar_error *err);

/* Complete the segment, which has been begun. */
xabar_status xb_builder_finish(struct xb_built *built, struct xb_builder *builder, xabar_error *err);

/* Forget the segment, which is finished or not even begun: the next dispatch begins another. */
void xb_builder_clear(struct xb_builder *builder);

#endif
