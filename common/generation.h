/* SPDX-License-Identifier: GPL-2.0-or-later */
/* generation.h - one published state of an index, opened to be read: it stays as it is until it is freed. */
#ifndef XB_GENERATION_H
#define XB_GENERATION_H

#include "docset.h"
#include "manifest.h"
#include "xapian_shim.h"

struct xb_generation {
	char *dir;
	int fd; /* MANIFEST, under a shared flock that keeps a writer from sweeping what it names; -1: nothing published */
	struct xb_manifest manifest;
	bool shard;                    /* made by an export: a database alone, which tells what MANIFEST does */
	int64_t asked;                 /* of a server: when it was last asked for its version, in milliseconds of the monotonic clock */
	struct xb_docset *dead;        /* of each segment */
	struct xb_docset *earlier;     /* likewise: those of them that are earlier versions of dispatches, and are kept */
	struct xb_segment_ref *refs;   /* of each segment: paths and tombstones, for xb_reader_open */
};

/* What a shard has as metadata: the text of a MANIFEST. */
#define XB_SHARD_METADATA "xabar-manifest"

/* Open the newest generation of the index in `dir`, or the shard that is there. Never waits for a writer. ENOTFOUND: no index
 * there; EVERSION, ECORRUPT, EIO. */
xabar_status xb_generation_open(struct xb_generation **out, const char *dir, xabar_error *err);
void xb_generation_free(struct xb_generation *generation);

/* Whether a newer one was published: one stat. An index that has vanished has nothing newer. */
bool xb_generation_is_old(const struct xb_generation *generation);

/* Path of a segment's folder, of its tombstones, of its earlier versions, of a generation's ledger; the caller frees, NULL when out
 * of memory. */
char *xb_segment_path(const char *dir, uint32_t number);
char *xb_deletions_path(const char *dir, uint32_t number, uint32_t deletions);
char *xb_olds_path(const char *dir, uint32_t number, uint32_t deletions);
char *xb_ledger_path(const char *dir, uint64_t generation);

#endif
