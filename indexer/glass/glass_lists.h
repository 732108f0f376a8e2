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

#include "glass_merge.h"
#include "glass_table.h"

/* Write all lists that a merge has into both tables, or what one of them has of them, the other being NULL. ENOMEM, EIO, ELIMIT;
 * failures to write are the tables' to tell. */
xabar_status xb_glass_lists_write(struct xb_glass_merge *merge, struct xb_glass_table *postlist, struct xb_glass_table *position,
                                  xabar_error *err);

#endif
