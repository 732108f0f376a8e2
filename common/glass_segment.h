/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_segment.h - a segment that we wrote, read past libxapian: what a search reads most. */
#ifndef XB_GLASS_SEGMENT_H
#define XB_GLASS_SEGMENT_H

#include "xapian_shim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* May be read by several threads at once. */
struct xb_glass_segment;

/* *out is NULL where libxapian wrote the one in the folder `path`. ECORRUPT, EIO, ENOMEM, ENOTFOUND. */
xabar_status xb_glass_segment_open(struct xb_glass_segment **out, const char *path, xabar_error *err);
void xb_glass_segment_free(struct xb_glass_segment *segment);

/* A term's postings; *out is NULL where there are none. The segment must outlive them. ECORRUPT, ENOMEM. */
xabar_status xb_glass_segment_postings(struct xb_posting_list **out, const struct xb_glass_segment *segment, struct xb_str term,
                                       xabar_error *err);

/* Append a document's datum to `out`; *found is false where it has none, or is none. ECORRUPT, ENOMEM. */
xabar_status xb_glass_segment_datum(bool *found, struct xb_buf *out, const struct xb_glass_segment *segment, uint32_t docid,
                                    xabar_error *err);

#ifdef __cplusplus
}
#endif

#endif
