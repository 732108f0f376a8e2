/* SPDX-License-Identifier: GPL-2.0-or-later */
/* index.h - an index directory held by its one writer: lock, publish, sweep. */
#ifndef XB_INDEX_H
#define XB_INDEX_H

#include "generation.h"

struct xb_index {
	char *dir;
	int lock_fd;
	struct xb_generation *now; /* the newest generation */
};

/* Hold the index in `dir` for writing: made, as an empty generation, when it is missing and `create`. Waits up to `wait`
 * seconds for another writer, then ELOCKED, naming its process. Sweeps what an earlier run left unfinished. */
xabar_status xb_index_open(struct xb_index **out, const char *dir, bool create, unsigned wait, xabar_error *err);
void xb_index_free(struct xb_index *index);

/* What the next generation changes. */
struct xb_change {
	/* Segments that were built as folders: they are given their number and name. */
	struct { const char *path; uint64_t documents, newest; int64_t first, last; struct xb_docset dead, earlier; } *added;
	size_t nadded;
	struct xb_docset *dead;  /* of each segment of index->now: more tombstones (sorted), earlier versions among them or not */
	struct xb_docset *earlier; /* likewise: more that are earlier versions, and no tombstones before. NULL: none, as .dead may be */
	const bool *dropped;     /* of each segment of index->now: left out, its dispatches being in an added one */
	const struct xb_weighting *weighting; /* of all segments that it has then; NULL: as it was */
	struct xb_str ledger;    /* the new ledger; .ptr NULL: keep the old one */
};

/* Make the next generation durable and visible, with one rename: until then, nothing of it can be seen. A failure before the
 * rename leaves nothing of it, one after (the folder cannot be synced) all of it: index->now is what is there. Segments all of
 * whose documents are dead, none being an earlier version that is kept, are dropped. Then sweeps. */
xabar_status xb_index_publish(struct xb_index *index, const struct xb_change *change, xabar_error *err);

#endif
