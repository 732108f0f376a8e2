/* SPDX-License-Identifier: GPL-2.0-or-later */
/* doctor.h - what an archivist should look at in an index, and what to do about it. */
#ifndef XB_DOCTOR_H
#define XB_DOCTOR_H

#include "ledger.h"
#include "survey.h"

#define XB_FINDING_IDS 3

struct xb_finding {
	const char *kind;    /* "gap", "few", "undated", ...: the rows of doctor_kinds.c */
	const char *subject; /* a source or an input; "" for the whole index */
	uint64_t count;      /* dispatches, bytes or records it is about; of a gap, about how many are missing */
	uint64_t usual;      /* few: in a month; 0 else */
	int32_t first, last; /* days that it is about; XB_UNDATED: none */
	const char *ids[XB_FINDING_IDS]; /* of some of the dispatches */
	size_t nids;
};

struct xb_findings_list {
	struct xb_finding *items;
	size_t n, cap;
};

/* Look for them, in the survey's arena; with `texts` also for what only the stored texts tell, all of which are then read. They
 * are in the order of xb_doctor_compare. ENOMEM, ECORRUPT. */
xabar_status xb_doctor_examine(struct xb_findings_list *out, struct xb_survey *survey, const struct xb_ledger *ledger, bool texts,
                               xabar_error *err);

/* For qsort: the worst first of each kind, the kinds in the order of doctor_kinds.c. */
int xb_doctor_compare(const void *a, const void *b);

/* Whether the kind is about a source, else about an input. */
bool xb_doctor_is_of_input(const struct xb_finding *finding);

/* What it is, and what to do, as sentences. Appended. */
void xb_doctor_say(struct xb_buf *out, const struct xb_finding *finding);
const char *xb_doctor_advice(const struct xb_finding *finding);

#endif
