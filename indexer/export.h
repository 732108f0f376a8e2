/* SPDX-License-Identifier: GPL-2.0-or-later */
/* export.h - an index → shards: stock glass databases, for other machines to serve. */
#ifndef XB_EXPORT_H
#define XB_EXPORT_H

#include <signal.h>

#include "builder.h"
#include "sharding.h"

struct xb_export_options {
	const char *out; /* the folder */
	const struct xb_shard_by *by;
	unsigned shards; /* of those in turn */
};

struct xb_export_counts {
	size_t shards, written; /* the others are as they were */
};

/* Write what may be published of the index in `dir` to databases, OUT/shard-001 and so on, by their postings: nothing is
 * analysed again. Read together in this order, what is dealt in turn is in the order that it has in an index of one segment.
 *
 * A shard is a folder of versions, named for what they hold, with a stub that says which of them is shown. In a folder of an
 * export only those whose contents changed are written again, beside the old ones; the stubs follow at the end. The version
 * before the one that is shown is there until the next one is written. On failure a folder that was not there is not, and one
 * that was is as it was, but for shards that were shown already. EINVAL: `out` is something else, or the index needs to be
 * made anew first; ELOCKED: another export writes to it; ELIMIT, ENOTFOUND, ECORRUPT, EIO, ENOMEM, ESTOPPED. */
xabar_status xb_export(struct xb_export_counts *counts, const char *dir, const struct xb_export_options *options,
                       const struct xb_build_options *build, const volatile sig_atomic_t *stop, xabar_error *err);

#endif
