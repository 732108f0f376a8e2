/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fuse.h - a plan's sums of weighted terms → sources (blockmax.h), which find the best documents fast; a phrase that is all of
 * a query, too (phrase.h). */
#ifndef XB_FUSE_H
#define XB_FUSE_H

#include "blockmax.h"

struct xb_fusing {
	struct xb_reader *reader;
	struct xb_maxima *const *maxima; /* of each segment of the reader */
	double k1;                       /* of BM25, whose b is 0 */
	size_t wanted;                   /* how many of the best will be shown; 0: not the best are */
};

/* The same query, each OR of terms, of terms that count as one, and of such at a fraction of their weight, being one
 * XB_OP_SOURCE, also where some of them are required: it matches the same documents, and they weigh the same. What only filters, and
 * phrases beside others, stay as they are. All is in the arena. ENOMEM; ECORRUPT, EIO. */
xabar_status xb_fuse(const struct xb_node **out, const struct xb_node *query, const struct xb_fusing *fusing,
                     struct xb_arena *arena, xabar_error *err);

#endif
