/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_merge.h - several cursors as one: the lists under the same key follow on one another, in the order of the cursors. */
#ifndef XB_GLASS_MERGE_H
#define XB_GLASS_MERGE_H

#include "glass_cursor.h"

/* A cursor in the heap; of those at the same key the one of lower rank is first. */
struct xb_glass_source {
	struct xb_glass_cursor *cursor;
	size_t rank;
};

struct xb_glass_merge {
	struct xb_glass_source *heap;  /* by next key */
	size_t nheap;
	struct xb_glass_source *group; /* those that have the current key, in their order */
	size_t ngroup;
	size_t at;                     /* in the group: whose spans are read */
	bool at_first;                 /* none of them has been */
	struct xb_glass_entry entry;   /* with the sums */
};

/* Merge n cursors, each before its first entry; they are borrowed. ENOMEM, EIO. After a failure only release is allowed. */
xabar_status xb_glass_merge_init(struct xb_glass_merge *merge, struct xb_glass_cursor *const *cursors, size_t n,
                                 xabar_error *err);
void xb_glass_merge_release(struct xb_glass_merge *merge);

/* Go to the next entry; all spans of the one before have been read. ENOMEM, EIO; ELIMIT when a term occurs too often. */
xabar_status xb_glass_merge_next(struct xb_glass_merge *merge, xabar_error *err);

/* The next bytes of the entry, .len 0 at its end. *anew: they are the first of a cursor's, so document numbers count from 0
 * again. Otherwise as struct xb_glass_cursor says. */
xabar_status xb_glass_merge_span(struct xb_glass_merge *merge, struct xb_str *span, bool *anew, xabar_error *err);

#endif
