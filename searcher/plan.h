/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan.h - a parsed query → finished terms: what the matcher runs, and what the snippet marks. */
#ifndef XB_PLAN_H
#define XB_PLAN_H

#include "query.h"
#include "text/analyzer.h"
#include "xapian_shim.h"

/* One word that a text may answer with: any of its exact forms, stems or beginnings. */
struct xb_wanted_word {
	const struct xb_str *exact;
	size_t nexact;
	const struct xb_str *stems; /* without the Z */
	size_t nstems;
	struct xb_str prefix;       /* .len 0: none */
};

/* A word to mark, or several that count only together. */
struct xb_wanted {
	const struct xb_wanted_word *words;
	size_t nwords;
	uint32_t window; /* positions that they must fit in: nwords for a phrase */
	bool ordered;
};

struct xb_plan {
	const struct xb_node *root;
	const struct xb_wanted *wanted; /* of the text, in the order of the query; nothing that is excluded */
	size_t nwanted;
	bool scored; /* false: only filters, so every hit weighs the same */
};

/* Make the plan in the arena. XABAR_ENOMEM.
 *
 * A word is its exact form OR its stems, the exact form weighing more; =word its exact form alone; a word of several tokens
 * is a phrase. Fields of kind TEXT are asked for under their prefix, the others filter; several filters on a field that
 * has one value a dispatch are alternatives, else all must hold. date: compares with what the source printed, or, when a
 * zone was written, with UTC. */
xabar_status xb_plan_make(struct xb_plan *out, const struct xb_query *query, struct xb_analyzer *analyzer,
                          struct xb_arena *arena, xabar_error *err);

#endif
