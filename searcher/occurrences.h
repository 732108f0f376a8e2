/* SPDX-License-Identifier: GPL-2.0-or-later */
/* occurrences.h - how often a dispatch has the terms of a query, and how long it is: what its postings tell of both is but their
 * quotient (weighting.h), so the text is analysed again. */
#ifndef XB_OCCURRENCES_H
#define XB_OCCURRENCES_H

#include "dispatch.h"
#include "text/analyzer.h"
#include "xabar.h"

/* Fill .occurrences of each term; each counts as often as its field weighs, as in xb_document_make. Returns the length. */
uint64_t xb_occurrences_count(xabar_term *terms, size_t nterms, const struct xb_dispatch *dispatch,
                              struct xb_analyzer *analyzer);

#endif
