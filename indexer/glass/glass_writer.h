/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_writer.h - documents → a Xapian glass database, written by ourselves: inverted in memory (glass_inverter.h), spilled as
 * sorted runs where memory is short (glass_run.h), and its tables written once, from front to back (glass_table.h).
 *
 * It equals what libxapian makes of the same documents, compacted, but for the term lists, which it does not have: documents
 * cannot be deleted or replaced in place, nor asked for their terms. Same documents, same bytes, however much memory. */
#ifndef XB_GLASS_WRITER_H
#define XB_GLASS_WRITER_H

#include "glass_version.h"

struct xb_glass;

/* Begin a database in the folder `path`, which must not exist. About `memory` bytes are used for what is not written yet, beside
 * what the largest document takes. Two databases that are ever read together must have different UUIDs. ENOMEM, EIO. */
xabar_status xb_glass_new(struct xb_glass **out, const char *path, size_t memory, const unsigned char uuid[XB_GLASS_UUID],
                          xabar_error *err);

/* Add a document under the next number: 1, 2 ... Each value slot is used once. Nothing is borrowed after the call. After a
 * failure of this or of what follows only free is allowed. ENOMEM; EIO; EINVAL for a term that is empty or too long; ELIMIT where
 * a limit of the format is reached. */
xabar_status xb_glass_add(struct xb_glass *glass, const struct xb_document *document, xabar_error *err);

/* Give the datum of a document that was added without one; in the order of their numbers. EINVAL when it is not. */
xabar_status xb_glass_add_datum(struct xb_glass *glass, uint32_t docid, struct xb_str datum, xabar_error *err);

/* What libxapian gives for `key` (at most 253 bytes) as the database's metadata; each key once. ENOMEM, EINVAL. */
xabar_status xb_glass_set_metadata(struct xb_glass *glass, struct xb_str key, struct xb_str value, xabar_error *err);

/* Write the tables, fsync every file and the folder. Nothing more can be added. */
xabar_status xb_glass_finish(struct xb_glass *glass, xabar_error *err);

/* Removes the folder unless it was finished. */
void xb_glass_free(struct xb_glass *glass);

#endif
