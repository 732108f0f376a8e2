/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "file.h"
#include "fingerprint.h"
#include "preview.h"
#include "prune.h"
#include "rejects.h"
#include "walk.h"
#include "writer.h"

/* A long run publishes when this much text or time has gone by since the last generation. */
#define PUBLISH_BYTES ((uint64_t)1 << 30)
#define PUBLISH_SECONDS 300.0

#define RECORD_ARENA_MAX ((size_t)2 << 30)
#define HEAD_BYTES ((size_t)64 << 10)

struct run {
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
	struct xb_buf line;
	uint64_t settings;           /* hash of the options that inputs are read with */
	double published;            /* when, in seconds of the run */
	bool trouble;                /* a folder or file could not be read: what it held has not vanished */
};

/* One input while it is read. */
struct reading {
	struct run *run;
	const char *name;                /* as the user wrote it */
	struct xb_input *input;
	const struct xb_format *format;
	struct xb_ledger_input *entry;   /* NULL: standard input or a dry run */
	struct xb_charset_found charset; /* of its least ordinary record */
	uint64_t from;                   /* records before this offset are indexed already */
	uint64_t records, rejects, replaced;
	struct xb_notes notes;
};

/* ---- The ledger ---- */

/* A damaged ledger costs reading the inputs again, and nothing else. */
static void
load_ledger(struct run *run)
{
	xabar_error why;

	if (xb_ledger_load(&run->ledger, run->index->now, &why) != XABAR_OK)
		fprintf(stderr, "xabar-index: %s: every input is read again\n", why.message);
}

static xabar_status
publish(struct run *run, xabar_error *err)
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

static xabar_status
publish_if_due(struct run *run, xabar_error *err)
{
	if (!run->writer || (xb_writer_pending_bytes(run->writer) < PUBLISH_BYTES &&
	                     xb_progress_seconds(&run->progress) - run->published < PUBLISH_SECONDS))
		return XABAR_OK;
	return publish(run, err);
}

/* ---- Records ---- */

static xabar_status
reject(struct run *run, const char *name, uint64_t offset, const char *reason, xabar_error *err)
{
	run->counts->rejected++;
	xb_progress_clear(&run->progress);
	return xb_rejects_add(run->rejects, name, offset, reason, err);
}

static xabar_status
reject_record(struct reading *reading, uint64_t offset, const xabar_error *why, xabar_error *err)
{
	reading->rejects++;
	return reject(reading->run, reading->name, offset, why->message, err);
}

static xabar_status
print_dispatch(struct reading *reading, const struct xb_dispatch *dispatch, const struct xb_record *record,
               xabar_error *err)
{
	struct run *run = reading->run;
	xabar_status status;

	xb_buf_clear(&run->line);
	xb_preview(&run->line, dispatch, record, reading->name, reading->format->name);
	status = xb_buf_status(&run->line, err);
	if (status == XABAR_OK && fwrite(run->line.ptr, 1, run->line.len, stdout) != run->line.len)
		status = xb_fail_errno(err, "cannot write to standard output");
	run->counts->created++;
	return status;
}

static xabar_status
take_dispatch(struct reading *reading, struct xb_dispatch *dispatch, xabar_error *err)
{
	struct xb_run_counts *counts = reading->run->counts;
	enum xb_outcome outcome;
	xabar_status status = xb_writer_put(&outcome, reading->run->writer, dispatch,
	                                    xb_str(reading->entry ? reading->entry->path : reading->name), err);

	if (status != XABAR_OK)
		return status;
	counts->created += outcome == XB_NEW;
	counts->updated += outcome == XB_UPDATED;
	counts->unchanged += outcome == XB_UNCHANGED || outcome == XB_OUTDATED;
	if (outcome == XB_OUTDATED)
		xb_note(&reading->notes, "older versions");
	return reading->entry ? xb_ledger_add_id(reading->entry, dispatch->text[XB_FIELD_ID], err) : XABAR_OK;
}

static xabar_status
take_record(struct reading *reading, const struct xb_record *record, xabar_error *err)
{
	struct run *run = reading->run;
	struct xb_dispatch dispatch;
	xabar_error why;
	xabar_status status;

	xb_arena_clear(&run->dispatch_arena);
	status = xb_normalize(&dispatch, record, &run->options->normalize, &run->dispatch_arena, &why);
	if (status == XABAR_ERECORD)
		return reject_record(reading, record->offset, &why, err);
	if (status != XABAR_OK) {
		xb_fail(err, status, "%s", why.message);
		return status;
	}
	reading->records++;
	reading->replaced += record->charset.replaced;
	if (record->charset.how > reading->charset.how || !reading->charset.charset)
		reading->charset = record->charset;
	return run->index ? take_dispatch(reading, &dispatch, err) : print_dispatch(reading, &dispatch, record, err);
}

static bool
stopped(struct run *run)
{
	if (run->options->stop && *run->options->stop)
		run->counts->stopped = true;
	return run->counts->stopped;
}

/* Note in the ledger's entry what is indexed so far. */
static void
note(struct reading *reading, uint64_t done, bool complete)
{
	struct xb_ledger_input *entry = reading->entry;

	if (!entry)
		return;
	entry->done = done;
	entry->complete = complete;
	entry->records += reading->records;
	entry->rejects += reading->rejects;
	entry->replaced += reading->replaced;
	reading->records = reading->rejects = reading->replaced = 0;
	reading->run->ledger.changed = true;
}

/* All records of an opened reader, to the end, the first failure, or a stop. */
static xabar_status
read_records(struct reading *reading, struct xb_reader_context *ctx, xabar_error *err)
{
	struct run *run = reading->run;
	struct xb_run_counts *counts = run->counts;
	uint64_t done = reading->from;
	xabar_status status = XABAR_OK;
	bool more = true;

	while (status == XABAR_OK && !stopped(run)) {
		struct xb_record record = { 0 };
		xabar_error why;

		xb_arena_clear(&run->record_arena);
		status = reading->format->next(&record, &more, ctx, &why);
		if (status == XABAR_ERECORD) {
			status = XABAR_OK;
			if (record.offset < reading->from)
				continue;
			status = reject_record(reading, record.offset, &why, err);
			done = record.end; /* of a last line that is still being written: its beginning */
			continue;
		}
		if (status != XABAR_OK) {
			status = xb_fail(err, status, "%s", why.message);
			break;
		}
		if (!more)
			break;
		if (record.offset < reading->from)
			continue;
		status = take_record(reading, &record, err);
		done = record.end;
		note(reading, done, false);
		if (status == XABAR_OK)
			status = publish_if_due(run, err);
		xb_progress_show(&run->progress, counts->created + counts->updated + counts->unchanged, counts->rejected,
		                 counts->bytes + xb_input_offset(reading->input), reading->name);
	}
	if (status == XABAR_OK && xb_input_damage(reading->input)) {
		run->trouble = true;
		status = reject_record(reading, xb_input_damage(reading->input)->offset, xb_input_damage(reading->input),
		                       err);
	}
	note(reading, done, status == XABAR_OK && !stopped(run));
	return status;
}

/* ---- Inputs ---- */

static void
say_input(const struct reading *reading, const struct xb_ledger_input *entry)
{
	fprintf(stderr, "%s: %s, %s (%s), %" PRIu64 " dispatches, %" PRIu64 " rejected", reading->name,
	        reading->format->name, reading->charset.charset ? reading->charset.charset : "empty",
	        xb_charset_how_name(reading->charset.how), entry->records, entry->rejects);
	if (entry->replaced)
		fprintf(stderr, ", %" PRIu64 " bytes replaced", entry->replaced);
	fputc('\n', stderr);
}

/* Choose the format; *usable is false, the input being rejected, when there is none. */
static xabar_status
choose_format(bool *usable, struct reading *reading, xabar_error *err)
{
	struct run *run = reading->run;
	struct xb_str head;
	const size_t want = run->options->format ? 1 : HEAD_BYTES; /* what comes through a pipe may come slowly */
	xabar_status status = xb_input_window(&head, reading->input, want, err);

	*usable = false;
	if (status != XABAR_OK)
		return status;
	reading->format = run->options->format ? run->options->format : xb_format_detect(head);
	*usable = reading->format != NULL;
	if (*usable || (!head.len && !xb_input_damage(reading->input)))
		return XABAR_OK; /* an empty file holds nothing, which is no fault */
	reading->rejects++;
	if (xb_input_damage(reading->input))
		return reject(run, reading->name, 0, xb_input_damage(reading->input)->message, err);
	return reject(run, reading->name, 0, "not a format that is read here: see --formats, or say which with --format", err);
}

static xabar_status
read_with_format(struct reading *reading, xabar_error *err)
{
	struct run *run = reading->run;
	struct xb_reader_context ctx = { .input = reading->input, .charset = run->charset,
	                                 .arena = &run->record_arena, .notes = &reading->notes };
	struct xb_ledger_input unnoted = { 0 };
	xabar_status status = reading->format->open ? reading->format->open(&ctx, err) : XABAR_OK;

	if (reading->entry)
		snprintf(reading->entry->format, sizeof(reading->entry->format), "%s", reading->format->name);
	if (status == XABAR_OK && reading->from && reading->format->growable)
		status = xb_input_skip_to(reading->input, reading->from, err);
	if (status == XABAR_OK)
		status = read_records(reading, &ctx, err);
	if (reading->format->close)
		reading->format->close(&ctx);
	if (run->options->verbose) {
		unnoted.records = reading->records;
		unnoted.rejects = reading->rejects;
		unnoted.replaced = reading->replaced;
		xb_progress_clear(&run->progress);
		say_input(reading, reading->entry ? reading->entry : &unnoted);
	}
	return status;
}

/* Read an input from `from` on. `entry`, which may be NULL, gets what was found. */
static xabar_status
read_input(struct run *run, const char *name, const char *path, struct xb_ledger_input *entry, uint64_t from,
           xabar_error *err)
{
	struct reading reading = { .run = run, .name = name, .entry = entry, .from = from };
	xabar_status status;
	xabar_error why;
	bool usable;

	status = xb_input_open(&reading.input, path, &why);
	if (status == XABAR_ESTOPPED && stopped(run))
		return XABAR_OK;
	if (status != XABAR_OK) {
		run->trouble = true;
		run->counts->rejected++;
		return xb_rejects_add(run->rejects, name, 0, why.message, err);
	}
	status = choose_format(&usable, &reading, err);
	if (status == XABAR_OK && usable)
		status = read_with_format(&reading, err);
	else if (status == XABAR_OK)
		note(&reading, 0, true);
	run->counts->bytes += xb_input_offset(reading.input) - (reading.format && reading.format->growable ? from : 0);
	xb_input_free(reading.input);
	/* A signal that came while an input was waited for: what is whole is published, as by any other stop. */
	return status == XABAR_ESTOPPED && stopped(run) ? XABAR_OK : status;
}

/* Make the entry describe the file as it is now. When it cannot be read the entry is left as it was. */
static xabar_status
renew(struct run *run, struct xb_ledger_input *entry, enum xb_input_state state, const char *path, const struct stat *st,
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
		entry->done = entry->records = entry->rejects = entry->replaced = 0;
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
	struct run *run = ctx;
	struct xb_ledger_input *entry;
	enum xb_input_state state;
	xabar_error why;

	if (stopped(run))
		return XABAR_OK;
	if (!run->index)
		return read_input(run, path, path, NULL, 0, err);
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
		return reject(run, path, 0, why.message, err);
	return read_input(run, path, real, entry, state == XB_INPUT_DIFFERS ? 0 : entry->done, err);
}

static xabar_status
take_trouble(void *ctx, const char *path, const char *reason, xabar_error *err)
{
	struct run *run = ctx;

	run->trouble = true;
	return reject(run, path, 0, reason, err);
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
take_paths(struct run *run, xabar_error *err)
{
	const struct xb_walk_visitor visitor = { take_file, take_trouble, run };
	struct xb_walk *walk;
	xabar_status status = xb_walk_new(&walk, err);

	for (size_t i = 0; i < run->options->npaths && status == XABAR_OK && !stopped(run); i++) {
		const char *path = run->options->paths[i];

		status = strcmp(path, "-") == 0 ? read_input(run, "-", "-", NULL, 0, err)
		                                : xb_walk_path(walk, path, &visitor, err);
	}
	xb_walk_free(walk);
	return status;
}

static xabar_status
open_run(struct run *run, xabar_error *err)
{
	xabar_status status = xb_charset_new(&run->charset, run->options->charset, run->options->charset_map, err);

	if (status == XABAR_OK)
		status = xb_rejects_new(&run->rejects, run->index ? run->index->dir : NULL, err);
	if (status != XABAR_OK || !run->index)
		return status;
	load_ledger(run);
	status = xb_writer_new(&run->writer, run->index, run->options->memory, err);
	if (status == XABAR_OK && run->options->prune)
		status = xb_prune_new(&run->prune, err);
	return status;
}

static xabar_status
finish(struct run *run, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (run->prune && run->trouble)
		fputs("xabar-index: nothing is pruned, since some of the paths could not be read\n", stderr);
	else if (run->prune && !run->counts->stopped)
		status = xb_prune_run(&run->counts->deleted, run->prune, &run->ledger, run->writer, run->options->paths,
		                      run->options->npaths, err);
	if (status == XABAR_OK)
		status = publish(run, err);
	if (status == XABAR_OK && !run->counts->stopped)
		status = xb_writer_merge(run->writer, false, err);
	return status;
}

xabar_status
xb_run(struct xb_run_counts *counts, struct xb_index *index, const struct xb_run_options *options, xabar_error *err)
{
	struct run run = { .options = options, .counts = counts, .index = index, .settings = xb_settings(options->charset, options->charset_map, &options->normalize) };
	xabar_status status;

	*counts = (struct xb_run_counts){ 0 };
	xb_progress_begin(&run.progress, options->progress);
	xb_arena_init(&run.record_arena, RECORD_ARENA_MAX);
	xb_arena_init(&run.dispatch_arena, RECORD_ARENA_MAX);
	xb_buf_init(&run.line, RECORD_ARENA_MAX);
	status = open_run(&run, err);
	if (status == XABAR_OK)
		status = take_paths(&run, err);
	if (status == XABAR_OK && index)
		status = finish(&run, err);
	counts->seconds = xb_progress_seconds(&run.progress);
	xb_progress_clear(&run.progress);
	xb_prune_free(run.prune);
	xb_writer_free(run.writer);
	xb_ledger_release(&run.ledger);
	xb_rejects_free(run.rejects);
	xb_charset_free(run.charset);
	xb_buf_release(&run.line);
	xb_arena_release(&run.dispatch_arena);
	xb_arena_release(&run.record_arena);
	return status;
}
