/* SPDX-License-Identifier: GPL-2.0-or-later */
/* revision.h - which of two dispatches with the same id is the newer. */
#ifndef XB_REVISION_H
#define XB_REVISION_H

#include "dispatch.h"

/* Agencies number the versions of a dispatch (NewsML-G2 @version, NITF du-key@version, ninjs version), or only date them. */
struct xb_revision {
	uint64_t version; /* 0: not numbered */
	int64_t updated;  /* UTC seconds; INT64_MIN: not dated */
};

#define XB_REVISION_BYTES 16

void xb_revision_of(struct xb_revision *out, const struct xb_dispatch *dispatch);

/* The form of XB_SLOT_REVISION: version, then xb_sortable of the date. Of bytes that are no such form, or none, nothing is said. */
void xb_revision_encode(char out[XB_REVISION_BYTES], const struct xb_revision *revision);
void xb_revision_decode(struct xb_revision *out, struct xb_str bytes);

/* Is `a` older than `b`? By number where both have one and they differ, else by date where both have one; else no. */
bool xb_revision_older(const struct xb_revision *a, const struct xb_revision *b);

#endif
