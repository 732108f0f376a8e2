/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_postings.h - the postings of a term, in a postlist table that we wrote (glass/glass_chunks.h). */
#ifndef XB_GLASS_POSTINGS_H
#define XB_GLASS_POSTINGS_H

#include "glass_tree.h"
#include "xapian_shim.h"

/* *out is NULL where the table, which may be NULL, does not have the term. Its positions are in another, or in none (NULL). The
 * trees must outlive it. ECORRUPT, ENOMEM. */
xabar_status xb_glass_postings_open(struct xb_posting_list **out, const struct xb_glass_tree *tree,
                                    const struct xb_glass_tree *positions, struct xb_str term, xabar_error *err);

#endif
