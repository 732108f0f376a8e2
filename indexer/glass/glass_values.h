/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_values.h - the value slots of a database: their bounds, kept to the end, and their postings, kept for a run. */
#ifndef XB_GLASS_VALUES_H
#define XB_GLASS_VALUES_H

#include "buf.h"
#include "glass_list.h"
#include "xapian_shim.h"

struct xb_glass_slot {
	uint32_t slot;
	uint32_t docid;           /* of the last value in this run; 0: none */
	uint32_t documents;       /* with a value, in all runs */
	struct xb_buf low, high;  /* least and greatest value, in all runs */
	struct xb_glass_list list;
};

struct xb_glass_values {
	struct xb_glass_slot *slots; /* in the order in which they were met */
	size_t nslots, cap;
	size_t next;                 /* where the slot after the last one met is likely to be */
};

void xb_glass_values_release(struct xb_glass_values *values);

/* Begin a new run: forget the postings, which the arena held. */
void xb_glass_values_clear(struct xb_glass_values *values);

/* Add a document's value, which is not empty. ENOMEM, EINVAL when the document has one in that slot. */
xabar_status xb_glass_values_add(struct xb_glass_values *values, uint32_t docid, const struct xb_value *value,
                                 struct xb_arena *arena, xabar_error *err);

/* Count a document's value for the bounds of its slot alone. ENOMEM. */
xabar_status xb_glass_values_widen(struct xb_glass_values *values, uint32_t slot, struct xb_str value, xabar_error *err);

/* Put the slots in the order of their keys, as numbers of seven bits a byte (value chunks), or low byte first (bounds). */
enum xb_glass_slot_order { XB_GLASS_BY_CHUNK_KEY, XB_GLASS_BY_BOUNDS_KEY };
void xb_glass_values_sort(struct xb_glass_values *values, enum xb_glass_slot_order order);

#endif
