/* SPDX-License-Identifier: GPL-2.0-or-later */
/* merge.h - which segments of an index are to become one. */
#ifndef XB_MERGE_H
#define XB_MERGE_H

#include "manifest.h"

/* Segments of a size tier that make a merge. */
#define XB_MERGE_FACTOR 8

/* Mark in `chosen`, of as many as the manifest has segments, those that the next merge makes into one: XB_MERGE_FACTOR of a size
 * tier, or those half of whose documents are dead, or, if `all`, everything, unless it is one segment without dead ones. Returns
 * how many; 0 when there is nothing to do. */
size_t xb_merge_choose(bool *chosen, const struct xb_manifest *manifest, bool all);

#endif
