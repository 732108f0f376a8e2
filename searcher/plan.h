/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan.h - a parsed query → finished terms: what the matcher runs, and what the snippet marks. */
#ifndef XB_PLAN_H
#define XB_PLAN_H

#include "query.h"
#include "text/analyzer.h"
#include "patterns.h"

/* One word that a text may answer with: any of its exact forms or stems. */
struct xb_wanted_word {
	const struct xb_str *exact;
	size_t nexact;
	const struct xb_str *stems; /* without the Z */
	size_t nstems;
};

/* A word to mark, or several that count only together. */
struct xb_wanted {
	const struct xb_wanted_word *words;
	size_t nwords;
	uint32_t window; /* positions that they must fit in: nwords for a phrase */
	bool ordered;
};

/* A word of the query, or several that are one name, and how it is searched for. */
struct xb_asked {
	struct xb_str text;           /* as it was typed */
	const struct xb_token *forms; /* in each of its foldings: .term is the exact term; NULL of several words, and with wildcards */
	size_t nforms;
	const char *prefix;           /* of the terms of its field */
	bool stemmed;                 /* for its stems, too */
	bool exact;                   /* this spelling alone */
	struct xb_variants variants;  /* and what it stands for, as a pattern */
	uint64_t fitting;             /* words of the archive that it fits, as a pattern */
	size_t nfitting;              /* of these, how many are among .variants */
};

struct xb_plan {
	const struct xb_node *root;
	const struct xb_wanted *wanted; /* of the text, in the order of the query; nothing that is excluded */
	size_t nwanted;
	const struct xb_asked *const *asked; /* each word once for each prefix, in the order of the query */
	size_t nasked;
	bool scored; /* false: only filters, so every hit weighs the same */
	bool name;   /* what is wanted is a name */
};

/* Make the plan in the arena. ENOMEM; ECORRUPT and EIO where variants are looked up.
 *
 * A word is its exact form OR its stems, the exact form weighing more; =word its exact form alone; a word of several tokens
 * is a phrase; one with wildcards is the words of the archive that it fits, as one term. Where there are variants (`sources` not
 * NULL), all but =word are also their variants, for less (plan_variants.h). Fields of kind TEXT are asked for under their prefix,
 * the others filter; several filters on a field that has one value a dispatch are alternatives, else all must hold. date:
 * compares with what the source printed, or, when a zone was written, with UTC. */
xabar_status xb_plan_make(struct xb_plan *out, const struct xb_query *query, struct xb_analyzer *analyzer,
                          const struct xb_variant_sources *sources, struct xb_arena *arena, xabar_error *err);

#endif
