/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_writer.h - documents → a Xapian glass database, written by ourselves: inverted in memory (glass_inverter.h), spilled as
 * sorted runs where memory is short (glass_run.h), and its tables written once, from front to back (glass_table.h).
 *
 * It equals what libxapian makes of the same documents, compacted, but for the term lists, which it does not have: documents
 * cannot be deleted or replaced in place, nor asked for their terms. Same documents, same bytes, however much memory.
 *
 * The wdf of a term in all documents is told modulo 2^32, as libxapian counts it and xapian-check wants it: what is scaled
 * (weighting.h) gets there with a common word of some millions of documents. Only libxapian reads that number, for a bound of the
 * term's wdf: it would have to end below a few thousand to be one that matters, with odds of one to a million. */
#ifndef XB_GLASS_WRITER_H
#define XB_GLASS_WRITER_H

#include "glass_stored.h"

struct xb_glass;

/* Begin a database in the folder `path`, which must not exist. About `memory` bytes are used for what is not written yet, beside
 * what the largest document takes. Two databases that are ever read together must have different UUIDs. ENOMEM, EIO. */
xabar_status xb_glass_new(struct xb_glass **out, const char *path, size_t memory, const unsigned char uuid[XB_GLASS_UUID],
                          xabar_error *err);

/* Change how many bytes, with the next document. */
void xb_glass_bound(struct xb_glass *glass, size_t memory);

/* Add a document under the next number: 1, 2 ... Each value slot is used once. Nothing is borrowed after the call. After a
 * failure of this or of what follows only free is allowed. ENOMEM; EIO; EINVAL for a term that is empty or too long; ELIMIT where
 * a limit of the format is reached. */
xabar_status xb_glass_add(struct xb_glass *glass, const struct xb_document *document, xabar_error *err);

/* Give the datum of a document that was added without one; in the order of their numbers. EINVAL when it is not. */
xabar_status xb_glass_add_datum(struct xb_glass *glass, uint32_t docid, struct xb_str datum, xabar_error *err);

/* What libxapian gives for `key` (at most 253 bytes) as the database's metadata; each key once. ENOMEM, EINVAL. */
xabar_status xb_glass_set_metadata(struct xb_glass *glass, struct xb_str key, struct xb_str value, xabar_error *err);

/* Called for a term of a database, under which `listed` documents are, `living` of them not dead. */
typedef void (*xb_glass_heard)(void *ctx, struct xb_str term, uint32_t living, uint32_t listed);

/* Take the documents of n databases, in their order, for those of this one, to which none is added: each gets its numbers in
 * stored[i]->docs. Their lists, which are read once for this, and `heard` called, are written by finish; until then they are
 * borrowed. What can be given beside is data and metadata. ECORRUPT, EIO, ENOMEM, ESTOPPED; ELIMIT when they are too many. */
xabar_status xb_glass_take(struct xb_glass *glass, struct xb_glass_stored *const *stored, size_t n, xb_glass_heard heard,
                           void *ctx, xabar_error *err);

/* The bounds of a slot's values, in what was added or taken; false: there are none. Borrowed. */
bool xb_glass_bounds(struct xb_str *low, struct xb_str *high, const struct xb_glass *glass, uint32_t slot);

/* Write the tables, fsync every file and the folder; with two `jobs`, or more, two tables at a time where there are runs. Nothing more
 * can be added. */
xabar_status xb_glass_finish(struct xb_glass *glass, unsigned jobs, xabar_error *err);

/* Removes the folder unless it was finished. */
void xb_glass_free(struct xb_glass *glass);

#endif
