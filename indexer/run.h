/* SPDX-License-Identifier: GPL-2.0-or-later */
/* run.h - one indexing run: inputs, in their order, through readers into the writer. */
#ifndef XB_RUN_H
#define XB_RUN_H

#include <signal.h>

#include "builder.h"
#include "index.h"
#include "ledger.h"
#include "normalize/normalize.h"
#include "progress.h"
#include "reader.h"
#include "tally.h"

struct xb_run_options {
	const char *const *paths; /* "-" is standard input */
	size_t npaths;
	const struct xb_format *format; /* NULL: by content */
	const char *charset;            /* --charset, or NULL */
	const char *charset_map;        /* --charset-map, or NULL */
	struct xb_normalize_options normalize;
	struct xb_build_options build;  /* --memory, --jobs, --writer */
	bool prune;
	bool dry_run;                   /* print, and leave the index alone */
	bool verbose;                   /* a line an input */
	enum xb_progress_mode progress;
	const volatile sig_atomic_t *stop; /* becomes not 0: publish what is whole and leave */
};

struct xb_run_counts {
	uint64_t created, updated, unchanged, deleted, rejected;
	uint64_t bytes;    /* read, unpacked */
	struct xb_tally reasons; /* of the rejects (rejects.h) */
	double seconds;
	bool stopped;
};

/* Whether every path is there: asked before an index is made for them. ENOTFOUND, EIO. */
xabar_status xb_run_check_paths(const struct xb_run_options *options, xabar_error *err);

/* Run. `index` is NULL for a dry run. On failure nothing more was published than what *counts says. */
xabar_status xb_run(struct xb_run_counts *counts, struct xb_index *index, const struct xb_run_options *options,
                    xabar_error *err);

#endif
