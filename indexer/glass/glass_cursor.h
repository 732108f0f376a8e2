/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_cursor.h - lists in the order of their keys, wherever they lie: in memory (glass_inverter.h), in a run (glass_run.h). */
#ifndef XB_GLASS_CURSOR_H
#define XB_GLASS_CURSOR_H

#include "error.h"
#include "glass_list.h"

/* A list as a whole. The key of VALUES is the slot's number, seven bits a byte; of LENGTHS nothing; of TERM the term. */
struct xb_glass_entry {
	enum xb_glass_kind kind; /* XB_GLASS_END: there are no more */
	struct xb_str key;       /* good until the next one */
	uint32_t documents, occurrences;
};

struct xb_glass_cursor {
	struct xb_glass_entry entry;
	/* Go to the next entry, all of whose predecessor's spans have been read. ENOMEM, EIO. */
	xabar_status (*next)(struct xb_glass_cursor *cursor, xabar_error *err);
	/* The next bytes of the entry's list, whole postings; .len 0 at its end. Good until the next call, XB_GLASS_SLACK bytes
	 * behind them may be read. ENOMEM, EIO. */
	xabar_status (*span)(struct xb_glass_cursor *cursor, struct xb_str *span, xabar_error *err);
};

/* In the order of the postlist table. */
static inline int
xb_glass_entry_compare(const struct xb_glass_entry *a, const struct xb_glass_entry *b)
{
	size_t len = a->key.len < b->key.len ? a->key.len : b->key.len;
	int order;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	order = len ? memcmp(a->key.ptr, b->key.ptr, len) : 0;
	return order ? order : (a->key.len > b->key.len) - (a->key.len < b->key.len);
}

#endif
