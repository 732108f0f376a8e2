/* SPDX-License-Identifier: GPL-2.0-or-later */
/* overview.h - all that --status tells of an index, however it is printed. */
#ifndef XB_OVERVIEW_H
#define XB_OVERVIEW_H

#include "doctor.h"
#include "tally.h"

struct xb_overview_month {
	int32_t day; /* in it */
	size_t n;
};

struct xb_overview_source {
	const char *name;
	size_t n, undated;
	int32_t first, last; /* days; of none where all are undated */
	struct xb_overview_month *months; /* those that have any */
	size_t nmonths;
};

struct xb_overview_lang {
	const char *name;
	size_t n;
};

struct xb_overview {
	struct xb_generation *generation;
	struct xb_ledger ledger;
	struct xb_survey survey;   /* in whose arena the following are */
	struct xb_overview_source *sources; /* the largest first, as languages */
	size_t nsources;
	struct xb_overview_month *months;
	size_t nmonths;
	struct xb_overview_lang *langs;
	size_t nlangs;
	struct xb_tally charsets;  /* of inputs, by records */
	struct xb_findings_list findings;
};

/* Read the newest generation of the index in `dir`, with `texts` also its texts. ENOTFOUND, ECORRUPT, ENOMEM. Release it
 * also after a failure. */
xabar_status xb_overview_init(struct xb_overview *overview, const char *dir, bool texts, xabar_error *err);
void xb_overview_release(struct xb_overview *overview);

/* Of all segments. */
uint64_t xb_overview_bytes(const struct xb_overview *overview);

#endif
