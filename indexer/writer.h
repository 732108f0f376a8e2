/* SPDX-License-Identifier: GPL-2.0-or-later */
/* writer.h - dispatches → published generations: identity, replacement, segments, merging. */
#ifndef XB_WRITER_H
#define XB_WRITER_H

#include <signal.h>

#include "builder.h"
#include "index.h"

struct xb_writer;

/* XB_OUTDATED: a newer version of it is held, and stays; it is kept as an earlier one, unless it is already. */
enum xb_outcome { XB_NEW, XB_UPDATED, XB_UNCHANGED, XB_OUTDATED };

/* A writer over an index held for writing, which must outlive it; segments are built as `options` say. */
xabar_status xb_writer_new(struct xb_writer **out, struct xb_index *index, const struct xb_build_options *options,
                           xabar_error *err);

/* What was not published is dropped. */
void xb_writer_free(struct xb_writer *writer);

/* Take a dispatch for the next generation. The same id again replaces the older version, published or not, which is kept as an
 * earlier version where the options say so (versions.h), each that says something else once; one that says the same is left alone.
 * `input` is what it was read from: an id that is a row's number and is held already for a dispatch of another origin
 * (identity.h) is changed in `dispatch`, borrowed until the next put. */
xabar_status xb_writer_put(enum xb_outcome *outcome, struct xb_writer *writer, struct xb_dispatch *dispatch,
                           struct xb_str input, xabar_error *err);

/* Take away the dispatch with an id, published or not, and all its versions; *found tells whether there was one. */
xabar_status xb_writer_delete(bool *found, struct xb_writer *writer, struct xb_str id, xabar_error *err);

/* Take away every published dispatch, with all its versions, for which `gone` says so of xb_ledger_id_hash(its id); *n counts
 * dispatches. */
xabar_status xb_writer_delete_where(uint64_t *n, struct xb_writer *writer, bool (*gone)(void *ctx, uint64_t id_hash),
                                    void *ctx, xabar_error *err);

/* Dispatches and bytes of text taken since the last generation. */
uint64_t xb_writer_pending(const struct xb_writer *writer);
uint64_t xb_writer_pending_bytes(const struct xb_writer *writer);

/* Whether they take so much memory that they should be published. */
bool xb_writer_crowded(const struct xb_writer *writer);

/* Publish what was taken, with the ledger that says so (.ptr NULL: the ledger stays). Nothing taken, no ledger: nothing done. */
xabar_status xb_writer_publish(struct xb_writer *writer, struct xb_str ledger, xabar_error *err);

/* Merge the segments that xb_merge_choose chooses, earlier versions with them unless none are kept, publishing after each merge,
 * until it chooses none: by their postings where all are of the bulk writer and of this analysis (merge_postings.h), which takes an
 * eighth of the time (a third where one dispatch in ten is dead), else from the stored dispatches. `all` also sees to the
 * weighting: everything is made from the stored dispatches where it is not near that which they tell (weighting.h). Nothing may
 * be pending. ESTOPPED once *stop is not 0: the merges that were published stay, and the writer can only be freed. */
xabar_status xb_writer_merge(struct xb_writer *writer, bool all, const volatile sig_atomic_t *stop, xabar_error *err);

#endif
