/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run_state.h"

#include <stdio.h>

#include "fingerprint.h"

#define PUBLISH_BYTES ((uint64_t)1 << 30)
#define PUBLISH_SECONDS 300.0

#define RECORD_ARENA_MAX ((size_t)2 << 30)

/* A damaged ledger costs reading the inputs again, and nothing else. */
static void
load_ledger(struct xb_run_state *run)
{
	xabar_error why;

	if (xb_ledger_load(&run->ledger, run->index->now, &why) != XABAR_OK)
		fprintf(stderr, "xabar-index: %s: every input is read again\n", why.message);
}

xabar_status
xb_run_open(struct xb_run_state *run, xabar_error *err)
{
	const struct xb_run_options *options = run->options;
	xabar_status status;

	run->settings = xb_settings(options->charset, options->charset_map, &options->normalize);
	xb_progress_begin(&run->progress, options->progress);
	xb_arena_init(&run->record_arena, RECORD_ARENA_MAX);
	xb_arena_init(&run->dispatch_arena, RECORD_ARENA_MAX);
	xb_buf_init(&run->line, RECORD_ARENA_MAX);
	status = xb_charset_new(&run->charset, options->charset, options->charset_map, err);
	if (status == XABAR_OK)
		status = xb_rejects_new(&run->rejects, run->index ? run->index->dir : NULL, err);
	if (status != XABAR_OK || !run->index)
		return status;
	load_ledger(run);
	status = xb_writer_new(&run->writer, run->index, &options->build, err);
	if (status == XABAR_OK && options->prune)
		status = xb_prune_new(&run->prune, err);
	return status;
}

void
xb_run_release(struct xb_run_state *run)
{
	xb_prune_free(run->prune);
	xb_writer_free(run->writer);
	xb_ledger_release(&run->ledger);
	xb_rejects_free(run->rejects);
	xb_charset_free(run->charset);
	xb_buf_release(&run->line);
	xb_arena_release(&run->dispatch_arena);
	xb_arena_release(&run->record_arena);
}

bool
xb_run_stopped(struct xb_run_state *run)
{
	if (run->options->stop && *run->options->stop)
		run->counts->stopped = true;
	return run->counts->stopped;
}

xabar_status
xb_run_reject(struct xb_run_state *run, const char *input, uint64_t offset, const char *reason, xabar_error *err)
{
	run->counts->rejected++;
	xb_progress_clear(&run->progress);
	return xb_rejects_add(run->rejects, input, offset, reason, err);
}

bool
xb_run_publish_due(const struct xb_run_state *run)
{
	return run->writer && (xb_writer_pending_bytes(run->writer) >= PUBLISH_BYTES || xb_writer_crowded(run->writer) ||
	                       xb_progress_seconds(&run->progress) - run->published >= PUBLISH_SECONDS);
}

xabar_status
xb_run_publish(struct xb_run_state *run, xabar_error *err)
{
	struct xb_str ledger = { 0 };
	struct xb_buf bytes;
	xabar_status status = XABAR_OK;

	xb_buf_init(&bytes, XB_LEDGER_MAX);
	if (run->ledger.changed) {
		xb_ledger_write(&bytes, &run->ledger);
		ledger = xb_buf_view(&bytes);
		status = xb_buf_status(&bytes, err);
	}
	if (status == XABAR_OK)
		status = xb_writer_publish(run->writer, ledger, err);
	run->ledger.changed &= status != XABAR_OK;
	run->published = xb_progress_seconds(&run->progress);
	xb_buf_release(&bytes);
	return status;
}
