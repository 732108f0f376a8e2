/* SPDX-License-Identifier: GPL-2.0-or-later */
/* merge.h - which segments of an index are to become one, and what is made good on the way. */
#ifndef XB_MERGE_H
#define XB_MERGE_H

#include "dispatch.h"
#include "manifest.h"
#include "versions.h"

/* Segments of a size tier that make a merge. */
#define XB_MERGE_FACTOR 8

/* Mark in `chosen`, of as many as the manifest has segments, those that the next merge makes into one: XB_MERGE_FACTOR of a size
 * tier, or those half of whose documents are dead, or, if `all`, everything, unless it is one segment without dead ones that is not
 * `outdated`. Earlier versions are dead ones where none are kept. Returns how many; 0 when there is nothing to do. */
size_t xb_merge_choose(bool *chosen, const struct xb_manifest *manifest, bool all, bool outdated,
                       enum xb_versions versions);

/* Give a dispatch of an older version what it lacks: its language, where neither its record told it nor the version that took it.
 * Its serialised form is then appended to `again`, which is else left empty. ENOMEM. */
xabar_status xb_merge_complete(struct xb_buf *again, struct xb_dispatch *dispatch, xabar_error *err);

#endif
