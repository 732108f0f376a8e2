/* SPDX-License-Identifier: GPL-2.0-or-later */
/* export.h - an index → shards: stock glass databases, for other machines to serve. */
#ifndef XB_EXPORT_H
#define XB_EXPORT_H

#include <signal.h>

#include "builder.h"

#define XB_SHARDS_MAX 1000

/* Write what may be published of the index in `dir` to `shards` databases, OUT/shard-001 and so on, by their postings: nothing is
 * analysed again. Dispatches are dealt to them in turn, so that read together in this order, they are in the order that they have
 * in an index of one segment. `out` must not exist; on failure there is none. EINVAL: `out` exists, or the index needs to be made
 * anew first; ENOTFOUND, ECORRUPT, EIO, ENOMEM, ESTOPPED. */
xabar_status xb_export(const char *dir, const char *out, unsigned shards, const struct xb_build_options *options,
                       const volatile sig_atomic_t *stop, xabar_error *err);

#endif
