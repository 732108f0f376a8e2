/* SPDX-License-Identifier: GPL-2.0-or-later */
/* chain.h - the versions of a dispatch, in their order. */
#ifndef XB_CHAIN_H
#define XB_CHAIN_H

#include "revision.h"
#include "searcher.h"

struct xb_version {
	uint32_t docid;
	uint32_t index;              /* the number of the index that has it */
	struct xb_revision revision;
	int64_t made;                /* UTC seconds: when it was updated, else its date, else when the version before it was made;
	                              * INT64_MIN: nothing tells */
	bool newest;                 /* in its index: what is found where no versions are asked for */
};

/* Borrowed from the arena. */
struct xb_chain {
	struct xb_version *versions; /* of the first index, the newest first, then those of the next */
	size_t n;
};

/* The versions of the dispatch with an id, hidden or not. Which of two is the newer is told by their numbers, else by when they
 * were updated (revision.h), else by their dates, else by where they stand; but what is found without asking is the newest.
 * ENOMEM; ECORRUPT, EIO. */
xabar_status xb_chain_find(struct xb_chain *out, struct xabar_searcher *searcher, struct xb_str id, struct xb_arena *arena,
                           xabar_error *err);

#endif
