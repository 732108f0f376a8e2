/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_run.h - what did not fit in memory: sorted runs of lists, one behind the other in a file without a name, so that nothing
 * is left of it however the program ends.
 *
 *     run:   list ... · XB_GLASS_END 1
 *     list:  kind 1 · length of the key 1 · key · documents · occurrences · span ... · 0
 *     span:  length · whole postings
 *
 * Numbers are seven bits a byte. */
#ifndef XB_GLASS_RUN_H
#define XB_GLASS_RUN_H

#include "glass_cursor.h"
#include "glass_output.h"

struct xb_glass_run {
	uint64_t off, len;
};

struct xb_glass_runs {
	struct xb_glass_output output; /* not open before the first run */
	struct xb_glass_run *runs;
	size_t nruns, cap;
};

/* Write all that a cursor has as the next run. The first one makes the file, which is at `path` for a moment. ENOMEM, EIO. */
xabar_status xb_glass_runs_add(struct xb_glass_runs *runs, const char *path, struct xb_glass_cursor *cursor, xabar_error *err);

/* Zeroed memory is no runs. */
void xb_glass_runs_release(struct xb_glass_runs *runs);

/* A run, read through a buffer. */
struct xb_glass_run_cursor {
	struct xb_glass_cursor cursor;
	const struct xb_glass_runs *runs;
	uint64_t off, end;     /* in the file, of what is not in the buffer yet */
	unsigned char *buffer;
	size_t cap, at, have;
	char key[XB_GLASS_TERM_MAX];
};

/* Before the first list. The buffer has `memory` bytes, or more when a span is longer. ENOMEM. */
xabar_status xb_glass_run_cursor_init(struct xb_glass_run_cursor *cursor, const struct xb_glass_runs *runs, size_t number,
                                      size_t memory, xabar_error *err);
void xb_glass_run_cursor_release(struct xb_glass_run_cursor *cursor);

#endif
