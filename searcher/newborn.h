/* SPDX-License-Identifier: GPL-2.0-or-later */
/* newborn.h - the documents that came into an index after a generation, and what matches among them. */
#ifndef XB_NEWBORN_H
#define XB_NEWBORN_H

#include "manifest.h"
#include "xapian_shim.h"

struct xb_newborn_segment;

struct xb_newborn {
	struct xb_newborn_segment *segments; /* as many as the reader has */
	size_t nsegments;
};

/* Read which documents were born (birth.h) after generation `since`; only the segments that say they have such are looked at. The
 * reader is over those of the manifest. ENOMEM, ECORRUPT, EIO. */
xabar_status xb_newborn_read(struct xb_newborn *out, const struct xb_manifest *manifest, struct xb_reader *reader, uint64_t since,
                             xabar_error *err);
void xb_newborn_release(struct xb_newborn *newborn);

/* How many were born after `since`, dead ones too; it is not before what they were read since. */
uint64_t xb_newborn_count(const struct xb_newborn *newborn, uint64_t since);

/* All living ones born after `since` that match, the oldest by date first, those without a date last. */
xabar_status xb_newborn_match(struct xb_matches *out, const struct xb_newborn *newborn, uint64_t since, struct xb_reader *reader,
                              const struct xb_node *query, struct xb_arena *arena, xabar_error *err);

#endif
