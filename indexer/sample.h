/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sample.h - how long an index's dispatches are, by some of them: the pivot of its weighting (weighting.h), which must be known
 * before the first posting is made. Of an index that has nothing yet the first to come are held back until they tell it. What is stored
 * tells it when all is made anew. */
#ifndef XB_SAMPLE_H
#define XB_SAMPLE_H

#include "normalize/identity.h"
#include "weighting.h"
#include "xapian_shim.h"

struct xb_sampled {
	struct xb_str encoded;
	struct xb_origin origin;
	bool local; /* there is an origin */
};

struct xb_sample {
	struct xb_arena arena;
	struct xb_sampled *array; /* in the order in which they came */
	size_t n, cap;
	size_t bytes;             /* of their serialised forms */
	uint64_t length;          /* of all */
};

void xb_sample_init(struct xb_sample *sample);
void xb_sample_clear(struct xb_sample *sample);
void xb_sample_release(struct xb_sample *sample);

/* Take a dispatch, of which copies are made. `origin` as for xb_document_make. ENOMEM. */
xabar_status xb_sample_add(struct xb_sample *sample, const struct xb_dispatch *dispatch, struct xb_str encoded,
                           const struct xb_origin *origin, xabar_error *err);

/* Whether there are enough: some megabytes. */
bool xb_sample_is_full(const struct xb_sample *sample);

/* The weighting of what is stored, told by dispatches from all over it. ECORRUPT, EIO, ENOMEM. */
xabar_status xb_sample_stored(struct xb_weighting *out, struct xb_reader *reader, xabar_error *err);

#endif
