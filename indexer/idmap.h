/* SPDX-License-Identifier: GPL-2.0-or-later */
/* idmap.h - the ids of the segment being built: where each is, and what it says. */
#ifndef XB_IDMAP_H
#define XB_IDMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "normalize/identity.h"
#include "revision.h"

struct xb_idmap_entry {
	uint64_t id;      /* hash of the id; 0 marks a free slot (a hash of 0 is kept as 1) */
	uint64_t content; /* hash of what it says */
	struct xb_revision revision;
	struct xb_origin origin;
	uint32_t docid;   /* 0: deleted in this run */
	bool replaces;    /* a published one */
};

struct xb_idmap {
	struct xb_idmap_entry *slots;
	size_t n, cap;
};

/* Forget all entries. */
void xb_idmap_release(struct xb_idmap *map);

/* The entry for an id, or NULL. Valid until the next put. */
struct xb_idmap_entry *xb_idmap_find(const struct xb_idmap *map, uint64_t id);

/* Bytes that it takes, and that it takes while it grows, if the next entry makes it. */
size_t xb_idmap_bytes(const struct xb_idmap *map);
size_t xb_idmap_bytes_next(const struct xb_idmap *map);

/* Set the entry for entry->id. ENOMEM. */
xabar_status xb_idmap_put(struct xb_idmap *map, const struct xb_idmap_entry *entry, xabar_error *err);

#endif
