/* SPDX-License-Identifier: GPL-2.0-or-later */
/* merge_postings.h - segments → one, from their tables: nothing is analysed, and what is stored is copied as it is packed, as
 * far as no dead dispatch is with it. The result is what adding the living dispatches again would have made, in every term,
 * position, value and length; the lexicon is nearly that (lexicon_writer.h), and the store has its blocks cut elsewhere. */
#ifndef XB_MERGE_POSTINGS_H
#define XB_MERGE_POSTINGS_H

#include <signal.h>

#include "builder.h"

/* Segments opened for it. */
struct xb_merge_postings;

/* Open the `chosen` ones of n segments, whose `buried` documents are left out. *out is NULL when one of them was not written by
 * xb_segment_new's BULK; of the current analysis they all have to be. Once *stop is not 0 all that reads them returns ESTOPPED.
 * ENOMEM, EIO, ECORRUPT. */
xabar_status xb_merge_postings_open(struct xb_merge_postings **out, const struct xb_segment_ref *segments,
                                    const struct xb_docset *buried, const bool *chosen, size_t n, size_t memory,
                                    const volatile sig_atomic_t *stop, xabar_error *err);
void xb_merge_postings_free(struct xb_merge_postings *merge);

/* Give what is in them to a new segment by BULK, which reads on in them until it is finished. *built is told all but its path. */
xabar_status xb_merge_postings_into(struct xb_segment *segment, struct xb_built *built, struct xb_merge_postings *merge,
                                    xabar_error *err);

/* After that: the new number of a document of the which-th (from 0) of the chosen segments, that was not buried. */
uint32_t xb_merge_postings_new(const struct xb_merge_postings *merge, size_t which, uint32_t docid);

#endif
