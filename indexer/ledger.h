/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ledger.h - which inputs are indexed already, and what they held. */
#ifndef XB_LEDGER_H
#define XB_LEDGER_H

#include "generation.h"

/* One input file. Strings are owned by the ledger. */
struct xb_ledger_input {
	char *path;              /* absolute, without links */
	uint64_t size;           /* bytes, when it was read */
	int64_t mtime_ns;
	unsigned char hash[16];  /* XXH3-128 of its first `size` bytes */
	uint64_t done;           /* unpacked bytes whose records are indexed */
	bool complete;           /* all of it was read */
	uint64_t settings;       /* hash of the options that it was read with */
	char format[24];         /* of the records; "": none was recognised, or there are several */
	struct xb_str found;     /* what was found in it, packed (found.h) */
	uint64_t *ids;           /* XXH3-64 of the ids of its dispatches */
	size_t nids, ids_cap;
	bool seen;               /* in this run; not kept */
};

struct xb_ledger {
	struct xb_ledger_input **inputs; /* a hash table by path; NULL: free */
	size_t n, slots;
	bool changed;            /* differs from what was read */
};

void xb_ledger_release(struct xb_ledger *ledger);

/* The entry for a path, or NULL. */
struct xb_ledger_input *xb_ledger_find(const struct xb_ledger *ledger, const char *path);

/* The entry for a path, new if need be. NULL when out of memory. */
struct xb_ledger_input *xb_ledger_get(struct xb_ledger *ledger, const char *path);

void xb_ledger_remove(struct xb_ledger *ledger, const char *path);

/* Note that a dispatch with this id came from the input. ENOMEM. */
xabar_status xb_ledger_add_id(struct xb_ledger_input *input, struct xb_str id, xabar_error *err);

/* Set input->found to a copy of `bytes`. ENOMEM. */
xabar_status xb_ledger_set_found(struct xb_ledger_input *input, struct xb_str bytes, xabar_error *err);

/* The number by which ids are noted. */
uint64_t xb_ledger_id_hash(struct xb_str id);

/* Serialise; and read back. ECORRUPT. */
void xb_ledger_write(struct xb_buf *out, const struct xb_ledger *ledger);
xabar_status xb_ledger_read(struct xb_ledger *out, struct xb_str bytes, xabar_error *err);

/* Bytes that a serialised ledger may have. */
#define XB_LEDGER_MAX ((size_t)1 << 40)

/* The ledger that a generation names; an empty one when it names none. ECORRUPT, EIO. */
xabar_status xb_ledger_load(struct xb_ledger *out, const struct xb_generation *generation, xabar_error *err);

#endif
