/* SPDX-License-Identifier: GPL-2.0-or-later */
/* prune.h - forgetting dispatches that no input holds any more. */
#ifndef XB_PRUNE_H
#define XB_PRUNE_H

#include "ledger.h"
#include "writer.h"

struct xb_prune;

xabar_status xb_prune_new(struct xb_prune **out, xabar_error *err);
void xb_prune_free(struct xb_prune *prune);

/* These ids stood in an input that has changed: they go unless they are found in one again. */
xabar_status xb_prune_candidates(struct xb_prune *prune, const uint64_t *ids, size_t n, xabar_error *err);

/* After all inputs were read: the inputs below `paths` that were not seen leave the ledger, and the dispatches that only they,
 * or only changed inputs, held are deleted; *n counts them. */
xabar_status xb_prune_run(uint64_t *n, struct xb_prune *prune, struct xb_ledger *ledger, struct xb_writer *writer,
                          const char *const *paths, size_t npaths, xabar_error *err);

#endif
