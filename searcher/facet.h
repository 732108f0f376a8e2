/* SPDX-License-Identifier: GPL-2.0-or-later */
/* facet.h - how many of what matches have each value of a field.
 *
 * Values that a search for one of them takes for the same are one: such as differ in capitals, marks or punctuation only. They are
 * shown as most of the dispatches write them. */
#ifndef XB_FACET_H
#define XB_FACET_H

#include "distinct.h"
#include "schema.h"
#include "text/analyzer.h"
#include "xabar.h"

/* What is being counted. */
struct xb_facet {
	const struct xb_field_info *field;
	uint32_t limit;                    /* values wanted, at most */
	struct xb_analyzer *analyzer;
	struct xb_arena *arena;
	struct xb_distinct spellings;      /* values as they are written */
	struct xb_facet_spelling *spelt;   /* what is known of each */
	struct xb_distinct keys;           /* values as a search takes them */
	struct xb_facet_value *values;     /* likewise */
	size_t spelt_cap, values_cap;
	uint64_t documents, without;       /* counted; such as have no value */
};

/* "source" or "source:20". All that it needs is in the arena. EINVAL, with the fields that there are. */
xabar_status xb_facet_init(struct xb_facet *facet, const char *wanted, struct xb_analyzer *analyzer, struct xb_arena *arena,
                           xabar_error *err);

/* Count a document, by what it has in the field's slot. ENOMEM, ECORRUPT. */
xabar_status xb_facet_count(struct xb_facet *facet, struct xb_str value, xabar_error *err);

/* The values that most have, in another arena. ENOMEM. */
xabar_status xb_facet_finish(xabar_facet *out, const struct xb_facet *facet, struct xb_arena *arena, xabar_error *err);

#endif
