/* SPDX-License-Identifier: GPL-2.0-or-later */
/* summary.h - all that matches, counted in one walk: facets, the histogram, the total. */
#ifndef XB_SUMMARY_H
#define XB_SUMMARY_H

#include "plan.h"
#include "searcher.h"

/* Whether a request asks for any. */
static inline bool
xb_summary_wanted(const xabar_request *request)
{
	return (request->facets && *request->facets) || request->histogram;
}

/* Fill results->facets, .nfacets, .histogram, .total and .exact, in the arena. EINVAL for a facet or an interval that there is not;
 * ENOMEM; ECORRUPT, EIO. */
xabar_status xb_summary_make(xabar_results *results, struct xabar_searcher *searcher, const struct xb_plan *plan,
                             const xabar_request *request, struct xb_arena *arena, xabar_error *err);

#endif
