/* SPDX-License-Identifier: GPL-2.0-or-later */
/* found.h - where a text holds what a plan wants. */
#ifndef XB_FOUND_H
#define XB_FOUND_H

#include "plan.h"

/* A place to mark: a whole surface word, or a phrase whose words adjoin. */
struct xb_found {
	uint32_t wanted;     /* of the plan, by its index; of equal ones the first */
	uint32_t begin, end; /* bytes of the text */
	uint32_t reach;      /* where the last word ends of the phrase or NEAR that this word counts with */
};

/* Borrowed from the arena. */
struct xb_findings {
	const struct xb_found *found; /* by .begin, each once; they may overlap */
	size_t n;
};

/* At most this many are noted; the text after them is not looked at. */
#define XB_FOUND_MAX 16384

/* Find in `text`, which is under 4 GiB, what `plan` wants. XABAR_ENOMEM. */
xabar_status xb_find_wanted(struct xb_findings *out, struct xb_str text, const struct xb_language *language,
                            const struct xb_plan *plan, struct xb_analyzer *analyzer, struct xb_arena *arena,
                            xabar_error *err);

#endif
