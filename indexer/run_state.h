/* SPDX-License-Identifier: GPL-2.0-or-later */
/* run_state.h - what all inputs of a run share. */
#ifndef XB_RUN_STATE_H
#define XB_RUN_STATE_H

#include "prune.h"
#include "rejects.h"
#include "run.h"
#include "writer.h"

struct xb_run_state {
	const struct xb_run_options *options;
	struct xb_run_counts *counts;
	struct xb_index *index;      /* NULL in a dry run, as the next three */
	struct xb_writer *writer;
	struct xb_ledger ledger;
	struct xb_prune *prune;      /* NULL: no --prune */
	struct xb_rejects *rejects;
	struct xb_charset *charset;
	struct xb_progress progress;
	struct xb_arena record_arena, dispatch_arena;
	struct xb_buf line;          /* for what is printed or packed */
	uint64_t settings;           /* hash of the options that inputs are read with */
	double published;            /* when, in seconds of the run */
	bool trouble;                /* a folder or file could not be read: what it held has not vanished */
};

/* Released, whether or not it could be opened. */
xabar_status xb_run_open(struct xb_run_state *run, xabar_error *err);
void xb_run_release(struct xb_run_state *run);

/* Whether a signal has asked to leave; counts->stopped is set then. */
bool xb_run_stopped(struct xb_run_state *run);

/* Count something that was turned away, and log it. */
xabar_status xb_run_reject(struct xb_run_state *run, const char *input, uint64_t offset, const char *reason,
                           xabar_error *err);

/* Publish what is whole. It is due when much text or time has gone by since the last generation. */
bool xb_run_publish_due(const struct xb_run_state *run);
xabar_status xb_run_publish(struct xb_run_state *run, xabar_error *err);

#endif
