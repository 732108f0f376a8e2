/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>

#include "fingerprint.h"
#include "reading.h"
#include "walk.h"

/* Make the entry describe the file as it is now. When it cannot be read the entry is left as it was. */
static xabar_status
renew(struct xb_run_state *run, struct xb_ledger_input *entry, enum xb_input_state state, const char *path, const struct stat *st,
      xabar_error *err)
{
	unsigned char hash[16];
	xabar_status status = xb_fingerprint(hash, path, (uint64_t)st->st_size, err);

	if (status != XABAR_OK)
		return status;
	if (state == XB_INPUT_DIFFERS) {
		if (run->prune)
			status = xb_prune_candidates(run->prune, entry->ids, entry->nids, err);
		entry->nids = 0;
		entry->done = 0;
		entry->found.len = 0;
		entry->format[0] = '\0';
	}
	entry->complete = false;
	entry->settings = run->settings;
	entry->size = (uint64_t)st->st_size;
	entry->mtime_ns = xb_mtime_ns(st);
	memcpy(entry->hash, hash, sizeof(entry->hash));
	run->ledger.changed = true;
	return status;
}

static xabar_status
take_file(void *ctx, const char *path, const char *real, const struct stat *st, xabar_error *err)
{
	struct xb_run_state *run = ctx;
	struct xb_ledger_input *entry;
	enum xb_input_state state;
	xabar_error why;

	if (xb_run_stopped(run))
		return XABAR_OK;
	if (!run->index)
		return xb_reading_file(run, path, real, NULL, 0, err);
	entry = xb_ledger_find(&run->ledger, real);
	state = entry ? xb_input_state(entry, run->settings, run->options->format, real, st) : XB_INPUT_DIFFERS;
	if (!entry && !(entry = xb_ledger_get(&run->ledger, real)))
		return xb_fail_nomem(err);
	entry->seen = true;
	if (state == XB_INPUT_SAME) {
		run->counts->unchanged += entry->nids;
		run->ledger.changed |= entry->mtime_ns != xb_mtime_ns(st);
		entry->mtime_ns = xb_mtime_ns(st);
		return XABAR_OK;
	}
	run->counts->unchanged += state == XB_INPUT_DIFFERS ? 0 : entry->nids;
	if (renew(run, entry, state, real, st, &why) != XABAR_OK)
		return xb_run_reject(run, path, 0, why.message, err);
	return xb_reading_file(run, path, real, entry, state == XB_INPUT_DIFFERS ? 0 : entry->done, err);
}

static xabar_status
take_trouble(void *ctx, const char *path, const char *reason, xabar_error *err)
{
	struct xb_run_state *run = ctx;

	run->trouble = true;
	return xb_run_reject(run, path, 0, reason, err);
}

/* ---- The run ---- */

xabar_status
xb_run_check_paths(const struct xb_run_options *options, xabar_error *err)
{
	struct stat st;

	for (size_t i = 0; i < options->npaths; i++)
		if (strcmp(options->paths[i], "-") != 0 && stat(options->paths[i], &st) != 0)
			return xb_fail_errno(err, "cannot open '%s'", options->paths[i]);
	return XABAR_OK;
}

static xabar_status
take_paths(struct xb_run_state *run, xabar_error *err)
{
	const struct xb_walk_visitor visitor = { take_file, take_trouble, run };
	struct xb_walk *walk;
	xabar_status status = xb_walk_new(&walk, err);

	for (size_t i = 0; i < run->options->npaths && status == XABAR_OK && !xb_run_stopped(run); i++) {
		const char *path = run->options->paths[i];

		status = strcmp(path, "-") == 0 ? xb_reading_file(run, "-", "-", NULL, 0, err)
		                                : xb_walk_path(walk, path, &visitor, err);
	}
	xb_walk_free(walk);
	return status;
}

static xabar_status
finish(struct xb_run_state *run, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (run->prune && run->trouble)
		fputs("xabar-index: nothing is pruned, since some of the paths could not be read\n", stderr);
	else if (run->prune && !run->counts->stopped)
		status = xb_prune_run(&run->counts->deleted, run->prune, &run->ledger, run->writer, run->options->paths,
		                      run->options->npaths, err);
	if (status == XABAR_OK)
		status = xb_run_publish(run, err);
	if (status == XABAR_OK && !run->counts->stopped)
		status = xb_writer_merge(run->writer, false, run->options->stop, err);
	/* All of the run is published: what is left undone is for the next one. */
	return status == XABAR_ESTOPPED && xb_run_stopped(run) ? XABAR_OK : status;
}

xabar_status
xb_run(struct xb_run_counts *counts, struct xb_index *index, const struct xb_run_options *options, xabar_error *err)
{
	struct xb_run_state run = { .options = options, .counts = counts, .index = index };
	xabar_status status;

	*counts = (struct xb_run_counts){ 0 };
	status = xb_run_open(&run, err);
	if (status == XABAR_OK)
		status = take_paths(&run, err);
	if (status == XABAR_OK && index)
		status = finish(&run, err);
	if (run.rejects)
		counts->reasons = *xb_rejects_reasons(run.rejects);
	counts->seconds = xb_progress_seconds(&run.progress);
	xb_progress_clear(&run.progress);
	xb_run_release(&run);
	return status;
}
