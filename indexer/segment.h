/* SPDX-License-Identifier: GPL-2.0-or-later */
/* segment.h - documents in, a segment's folder out. The one place that knows how a segment is written. */
#ifndef XB_SEGMENT_H
#define XB_SEGMENT_H

#include "docset.h"
#include "xapian_shim.h"

struct xb_segment;
struct xb_glass;
struct xb_lexicon_writer;

/* By our own writer (glass/glass_writer.h), many times as fast, without term lists; or through libxapian's WritableDatabase,
 * then compacted. AUTO: the former where libxapian has the format that it writes. */
enum xb_segment_writer { XB_SEGMENT_AUTO, XB_SEGMENT_BULK, XB_SEGMENT_XAPIAN };

/* "auto", "bulk", "xapian"; false for others. */
bool xb_segment_writer_find(enum xb_segment_writer *out, const char *name);

/* Settle AUTO, and whether BULK may be: libxapian makes an empty database in the folder `scratch`, which must not exist and is
 * removed again. EVERSION when BULK is asked for and libxapian has another format; EIO. */
xabar_status xb_segment_writer_settle(enum xb_segment_writer *writer, const char *scratch, xabar_error *err);

/* Begin a segment in the folder `path`, which must not exist and whose name ends in ".tmp". About `memory` bytes may be
 * used before what was added is written out. `writer` is not AUTO. */
xabar_status xb_segment_new(struct xb_segment **out, const char *path, size_t memory, enum xb_segment_writer writer,
                            xabar_error *err);

/* Add a document and the serialised dispatch that the store keeps for it (its datum is made here). It gets the next number
 * within the segment: *docid is 1, 2 ... Nothing is borrowed after the call. */
xabar_status xb_segment_add(uint32_t *docid, struct xb_segment *segment, const struct xb_document *document,
                            struct xb_str encoded, xabar_error *err);

/* For a merge by postings (merge_postings.h), in place of documents: the parts of a segment by BULK, borrowed; */
struct xb_glass *xb_segment_glass(struct xb_segment *segment);
struct xb_lexicon_writer *xb_segment_lexicon(struct xb_segment *segment);

/* what the store keeps for the next document; and for the next n, whose block there is already, `leader` being the datum of its
 * first. */
xabar_status xb_segment_store(struct xb_segment *segment, struct xb_str encoded, xabar_error *err);
xabar_status xb_segment_store_block(struct xb_segment *segment, struct xb_str leader, size_t n, xabar_error *err);

uint32_t xb_segment_documents(const struct xb_segment *segment);

/* Write the lexicon of what was added, and complete the folder. On failure it is removed. No more can be added. */
xabar_status xb_segment_finish(struct xb_segment *segment, xabar_error *err);

/* Remove what is not finished. */
void xb_segment_free(struct xb_segment *segment);

#endif
