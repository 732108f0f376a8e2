/* SPDX-License-Identifier: GPL-2.0-or-later */
/* similar.h - a dispatch → a plan that finds those about the same. */
#ifndef XB_SIMILAR_H
#define XB_SIMILAR_H

#include "plan.h"
#include "searcher.h"

/* Make of a plan one of the words that tell most of what the dispatch with the id `id` is about, each weighing by how often it is
 * there; what the plan was only filters then. The dispatch itself is left out. All is in the arena. ENOTFOUND, ECORRUPT, EIO,
 * ENOMEM. */
xabar_status xb_similar_plan(struct xb_plan *plan, struct xabar_searcher *searcher, const char *id, struct xb_arena *arena,
                             xabar_error *err);

#endif
