/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_lists.h - lists → the postlist and the position table.
 *
 * Postlist table, in the order of the keys: what is here, but for the first two, which glass_writer.c writes.
 *
 *     00 c0 · key       metadata
 *     00 d0 · slot      bounds of its values
 *     00 d8 · slot ...  values (glass_chunks.h)
 *     00 e0 ...         lengths of the documents
 *     term ...          its documents
 *
 * Position table: term · NUL · document, sortable → positions (glass_positions.h). */
#ifndef XB_GLASS_LISTS_H
#define XB_GLASS_LISTS_H

#include "glass_maxima.h"
#include "glass_merge.h"
#include "glass_table.h"

/* Where lists are written to: the postlist table with its maxima, or the position table, or all. */
struct xb_glass_targets {
	struct xb_glass_table *postlist, *position;
	struct xb_glass_maxima *maxima; /* NULL with the postlist table */
};

/* Write what of all lists that a merge has belongs there. ENOMEM, EIO, ELIMIT; failures to write are the targets' to tell. */
xabar_status xb_glass_lists_write(struct xb_glass_merge *merge, const struct xb_glass_targets *targets, xabar_error *err);

#endif
