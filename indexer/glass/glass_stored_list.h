/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_stored_list.h - the list at which a cursor over a stored database is, chunk by chunk (glass_chunks.h): what
 * glass_stored.c does not find by keys. */
#ifndef XB_GLASS_STORED_LIST_H
#define XB_GLASS_STORED_LIST_H

#include "glass_stored.h"

/* Begin the list at whose first entry the postlist table is: the entry's kind and .key, .key_len are set. ECORRUPT. */
xabar_status xb_glass_stored_begin(struct xb_glass_stored *stored, xabar_error *err);

/* Find the document of the position table's entry, if that is of the term. ECORRUPT. */
xabar_status xb_glass_stored_match(struct xb_glass_stored *stored, xabar_error *err);

/* Read a term's postings to their end without giving them; *documents and *occurrences are those of the living ones. */
xabar_status xb_glass_stored_count(uint32_t *documents, uint32_t *occurrences, struct xb_glass_stored *stored, xabar_error *err);

/* The cursor's .span. */
xabar_status xb_glass_stored_span(struct xb_glass_cursor *base, struct xb_str *out, xabar_error *err);

#endif
