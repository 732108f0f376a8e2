/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sharding.h - which dispatch of an index belongs to which shard of an export, and whether a shard has changed. */
#ifndef XB_SHARDING_H
#define XB_SHARDING_H

#include "generation.h"

#define XB_SHARDS_MAX 1000

/* How dispatches are dealt: in turn to so many shards, or each to that of its time, by the clock of its source as date: does. */
struct xb_shard_by {
	const char *name;
	unsigned months; /* that a shard is of; 0: in turn */
};

/* "turn", "decade", "year", "quarter", "month"; NULL for others. */
const struct xb_shard_by *xb_shard_by_find(const char *name);

/* Of a shard: shard-001 of those in turn, shard-2020s, shard-2022, shard-2022-q2, shard-2022-05 or shard-undated. */
#define XB_SHARD_NAME_MAX 32

struct xb_shard {
	int64_t key;                  /* ascending in the order of time */
	char name[XB_SHARD_NAME_MAX];
	char contents[33];            /* all that a shard is made of, in 128 bits of hexadecimal digits, in whatever order */
	uint64_t sum[2];
};

#define XB_SHARD_NONE UINT32_MAX

struct xb_sharding {
	struct xb_shard *shards;
	size_t n, cap;
	uint32_t **of;                /* of each segment's documents, from number 1 on: which of them; XB_SHARD_NONE: none */
	size_t nsegments;
};

/* Deal all that is not `away` (of each segment, sorted). By time, there is a shard where there is a dispatch. ELIMIT: there
 * would be more than XB_SHARDS_MAX; ENOMEM, ECORRUPT, EIO. */
xabar_status xb_sharding_deal(struct xb_sharding *out, const struct xb_generation *now, struct xb_reader *reader,
                              const struct xb_docset *away, const struct xb_shard_by *by, unsigned shards, xabar_error *err);

/* Have a shard of this name among them, which is empty if it was not there. ELIMIT, ENOMEM. */
xabar_status xb_sharding_keep(struct xb_sharding *sharding, const char *name, xabar_error *err);

/* Tell the contents of each, which every stored dispatch is read for: two of the same are the same but for the order of what
 * weighs the same. ENOMEM, ECORRUPT, EIO. */
xabar_status xb_sharding_sum(struct xb_sharding *sharding, const struct xb_generation *now, struct xb_reader *reader,
                             xabar_error *err);

void xb_sharding_release(struct xb_sharding *sharding);

#endif
