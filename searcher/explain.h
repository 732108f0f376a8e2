/* SPDX-License-Identifier: GPL-2.0-or-later */
/* explain.h - how each word of a query was searched for, as the public interface tells it. */
#ifndef XB_EXPLAIN_H
#define XB_EXPLAIN_H

#include "plan.h"
#include "xabar.h"

/* Fill results->expanded, in the arena: each word once, whatever fields it was searched for in. ENOMEM. */
xabar_status xb_explain_expanded(xabar_results *results, const struct xb_plan *plan, struct xb_arena *arena,
                                 xabar_error *err);

/* Fill results->words likewise. */
xabar_status xb_explain_words(xabar_results *results, const struct xb_plan *plan, struct xb_analyzer *analyzer,
                              struct xb_arena *arena, xabar_error *err);

#endif
