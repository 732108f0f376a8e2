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

/* Begin a segment in the folder `path`, which must not exist and whose name ends in ".tmp". At most `memory` bytes are used before
 * what was added is written out, beside what the lexicon and the largest document take. `writer` is not AUTO. */
xabar_status xb_segment_new(struct xb_segment **out, const char *path, size_t memory, enum xb_segment_writer writer,
                            xabar_error *err);

/* Add a document, its datum with it. It gets the next number within the segment: 1, 2 ... Of the memory, `beside` bytes are in use for
 * something else. Nothing is borrowed after the call. */
xabar_status xb_segment_add(struct xb_segment *segment, const struct xb_document *document, size_t beside, xabar_error *err);

/* For a merge by postings (merge_postings.h), in place of documents: the parts of a segment by BULK, borrowed. */
struct xb_glass *xb_segment_glass(struct xb_segment *segment);
struct xb_lexicon_writer *xb_segment_lexicon(struct xb_segment *segment);

/* Bytes in use that only finishing gives back: those of the lexicon. */
size_t xb_segment_kept(const struct xb_segment *segment);

/* Write the lexicon of what was added, and complete the folder, on up to `jobs` threads. On failure it is removed. No more can be
 * added. */
xabar_status xb_segment_finish(struct xb_segment *segment, unsigned jobs, xabar_error *err);

/* Remove what is not finished. */
void xb_segment_free(struct xb_segment *segment);

#endif
