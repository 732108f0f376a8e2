/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "analysis.h"
#include "file.h"
#include "generation.h"
#include "glass/glass_writer.h"
#include "hidden.h"
#include "lexicon_writer.h"
#include "merge_postings.h"
#include "shard.h"

/* How the folder was made, which the next export has to agree with; also the lock of those who write to it. */
#define SETTINGS ".shards"
#define SETTINGS_MAX 256

struct exporting {
	struct xb_generation *now;
	struct xb_reader *reader;
	struct xb_docset *away;  /* of each segment: what no shard has */
	bool *chosen;            /* all segments */
	struct xb_sharding sharding;
	struct xb_lexicon_parts lexicon;
	const struct xb_build_options *options;
	const volatile sig_atomic_t *stop;
	const char *out;
	int lock;                /* -1: not held */
	bool made;               /* the folder was not there before */
};

static xabar_status
fail_old(xabar_error *err, const char *dir)
{
	xb_fail(err, XABAR_EINVAL, "the index in '%s' was written by another version, or by libxapian, and cannot be exported as it is",
	        dir);
	return xb_hint(err, XABAR_EINVAL, "make it anew with xabar-index --compact, or from the inputs with --writer bulk");
}

/* Open the index, and find what no shard has of it: the dead, earlier versions too, and what is not to be published. */
static xabar_status
open_index(struct exporting *e, const char *dir, xabar_error *err)
{
	int64_t until = INT64_MAX;
	size_t n;
	bool current = true;
	xabar_status status = xb_generation_open(&e->now, dir, err);

	if (status != XABAR_OK)
		return status;
	n = e->now->manifest.nsegments;
	e->away = calloc(n + 1, sizeof(*e->away));
	e->chosen = calloc(n + 1, sizeof(*e->chosen));
	if (!e->away || !e->chosen)
		return xb_fail_nomem(err);
	status = xb_reader_open(&e->reader, e->now->refs, n, err);
	for (size_t i = 0; i < n && current && status == XABAR_OK; i++) {
		e->chosen[i] = true;
		status = xb_segment_is_current(&current, e->reader, (uint32_t)i, err);
		if (status == XABAR_OK)
			status = xb_hidden_find(&e->away[i], &until, e->reader, (uint32_t)i, &e->now->dead[i], time(NULL), err);
		if (status == XABAR_OK)
			status = xb_docset_add_all(&e->away[i], &e->now->dead[i], err);
		xb_docset_sort(&e->away[i]);
	}
	return status == XABAR_OK && !current ? fail_old(err, dir) : status;
}

/* What is left out of a shard: all that is not dealt to it. */
static xabar_status
bury(struct xb_docset *buried, const struct exporting *e, uint32_t shard, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < e->now->manifest.nsegments; i++)
		for (uint32_t local = 1; local <= e->now->manifest.segments[i].documents && status == XABAR_OK; local++)
			if (e->sharding.of[i][local - 1] != shard)
				status = xb_docset_add(&buried[i], local, err);
	return status;
}

/* The index's MANIFEST, as if it had this segment alone. */
static xabar_status
set_manifest(struct xb_segment *segment, const struct xb_generation *now, const struct xb_built *built, uint32_t shard,
             uint64_t sum, xabar_error *err)
{
	struct xb_segment_info info = {
		.number = shard + 1, .documents = built->documents, .crc = (uint32_t)sum, .first = built->first, .last = built->last,
	};
	struct xb_manifest manifest = now->manifest;
	struct xb_buf text;
	xabar_status status;

	manifest.ledger = 0;
	manifest.next_segment = shard + 2;
	manifest.segments = &info;
	manifest.nsegments = 1;
	xb_buf_init(&text, 4096);
	xb_manifest_write(&text, &manifest);
	status = xb_buf_status(&text, err);
	if (status == XABAR_OK)
		status = xb_glass_set_metadata(xb_segment_glass(segment), xb_str(XB_SHARD_METADATA), xb_buf_view(&text), err);
	xb_buf_release(&text);
	return status;
}

/* A database of all that is not buried. */
static xabar_status
write_database(struct exporting *e, uint32_t shard, const struct xb_docset *buried, const char *path, xabar_error *err)
{
	const size_t n = e->now->manifest.nsegments, memory = e->options->memory / 2;
	struct xb_merge_postings *postings = NULL;
	struct xb_segment *segment = NULL;
	struct xb_built built = { 0 };
	xabar_status status = xb_merge_postings_open(&postings, e->now->refs, buried, e->chosen, n, memory, e->stop, err);

	if (status == XABAR_OK && !postings)
		status = fail_old(err, e->now->dir);
	if (status == XABAR_OK)
		status = xb_segment_new(&segment, path, memory, XB_SEGMENT_BULK, err);
	if (status == XABAR_OK) {
		xb_lexicon_writer_deal(xb_segment_lexicon(segment), &e->lexicon);
		status = xb_merge_postings_into(segment, &built, postings, err);
	}
	if (status == XABAR_OK)
		status = set_manifest(segment, e->now, &built, shard, e->sharding.shards[shard].sum[0], err);
	if (status == XABAR_OK)
		status = xb_segment_finish(segment, e->options->jobs, err);
	xb_segment_free(segment);
	xb_merge_postings_free(postings);
	return status;
}

/* A server opens the term lists of a database before it sends a document. There are none (glass/glass_writer.h): an empty file
 * says so, where none at all is refused. */
static xabar_status
add_termlist(const char *path, xabar_error *err)
{
	char *file = xb_path("%s/termlist.glass", path);
	xabar_status status = file ? xb_file_write(file, xb_str(""), err) : xb_fail_nomem(err);

	free(file);
	return status == XABAR_OK ? xb_file_sync(path, err) : status;
}

/* A version of a shard, which is there once it is whole. */
static xabar_status
write_version(struct exporting *e, uint32_t shard, const char *path, xabar_error *err)
{
	const size_t n = e->now->manifest.nsegments;
	struct xb_docset *buried = calloc(n + 1, sizeof(*buried));
	char *unfinished = xb_path("%s.tmp", path);
	xabar_status status = buried && unfinished ? bury(buried, e, shard, err) : xb_fail_nomem(err);

	if (status == XABAR_OK)
		status = write_database(e, shard, buried, unfinished, err);
	if (status == XABAR_OK)
		status = add_termlist(unfinished, err);
	if (status == XABAR_OK && rename(unfinished, path) != 0)
		status = xb_fail_errno(err, "cannot rename '%s'", unfinished);
	for (size_t i = 0; buried && i < n; i++)
		xb_docset_release(&buried[i]);
	free(buried);
	free(unfinished);
	return status;
}

/* ---- Versions ---- */

struct sweeping {
	const char *shown, *wanted;
	bool found; /* the wanted one, whole, as a run left it that ended before it was shown */
};

/* What is half removed must not have the name of what is whole, which a later export may want again. */
static xabar_status
remove_version(const char *path, xabar_error *err)
{
	char *unnamed = xb_path("%s.tmp", path);
	xabar_status status = unnamed ? xb_remove(unnamed, err) : xb_fail_nomem(err);

	if (status == XABAR_OK && rename(path, unnamed) != 0)
		status = xb_fail_errno(err, "cannot rename '%s'", path);
	if (status == XABAR_OK)
		status = xb_remove(unnamed, err);
	free(unnamed);
	return status;
}

/* What was shown before the last export, or was never finished. */
static xabar_status
sweep_version(void *ctx, const char *path, const char *name, xabar_error *err)
{
	struct sweeping *s = ctx;

	s->found |= strcmp(name, s->wanted) == 0;
	if (strcmp(name, s->shown) == 0 || strcmp(name, s->wanted) == 0 || strcmp(name, XB_SHARD_STUB) == 0)
		return XABAR_OK;
	return strchr(name, '.') ? xb_remove(path, err) : remove_version(path, err);
}

/* Have the version beside the one that is shown, which whoever is about to open it still finds. */
static xabar_status
prepare_shard(struct exporting *e, uint32_t number, bool *changed, xabar_error *err)
{
	const struct xb_shard *shard = &e->sharding.shards[number];
	char *path = xb_path("%s/%s", e->out, shard->name), *version = xb_path("%s/%s/%s", e->out, shard->name, shard->contents);
	char *shown = NULL;
	struct sweeping sweeping = { .wanted = shard->contents };
	xabar_status status = path && version ? xb_shard_version(&shown, path, err) : xb_fail_nomem(err);

	*changed = status == XABAR_OK && strcmp(shown, shard->contents) != 0;
	if (*changed && mkdir(path, 0777) != 0 && errno != EEXIST)
		status = xb_fail_errno(err, "cannot make '%s'", path);
	sweeping.shown = shown;
	if (status == XABAR_OK && *changed)
		status = xb_each_entry(path, sweep_version, &sweeping, err);
	if (status == XABAR_OK && *changed && !sweeping.found)
		status = write_version(e, number, version, err);
	if (status == XABAR_OK && *changed)
		status = xb_file_sync(path, err);
	free(shown);
	free(path);
	free(version);
	return status;
}

static xabar_status
show_shard(const struct exporting *e, const struct xb_shard *shard, xabar_error *err)
{
	char *path = xb_path("%s/%s", e->out, shard->name), *stub = xb_path("%s/%s/" XB_SHARD_STUB, e->out, shard->name);
	char line[XB_SHARD_NAME_MAX + sizeof(shard->contents)];
	xabar_status status = path && stub ? XABAR_OK : xb_fail_nomem(err);

	snprintf(line, sizeof(line), "auto %s\n", shard->contents);
	if (status == XABAR_OK)
		status = xb_file_write(stub, xb_str(line), err);
	if (status == XABAR_OK)
		status = xb_file_sync(path, err);
	free(path);
	free(stub);
	return status;
}

/* First all that changed is written, then all of it is shown, one right after the other, so that a dispatch that went from one
 * shard to another is in both or in none of them for a moment alone. */
static xabar_status
write_all(struct exporting *e, struct xb_export_counts *counts, xabar_error *err)
{
	enum xb_segment_writer bulk = XB_SEGMENT_BULK;
	char *scratch = xb_path("%s/probe", e->out);
	bool *changed = calloc(e->sharding.n + 1, sizeof(*changed));
	xabar_status status = scratch && changed ? xb_remove(scratch, err) : xb_fail_nomem(err);

	if (status == XABAR_OK)
		status = xb_segment_writer_settle(&bulk, scratch, err);
	for (size_t i = 0; i < e->sharding.n && status == XABAR_OK; i++)
		status = prepare_shard(e, (uint32_t)i, &changed[i], err);
	if (status == XABAR_OK)
		status = xb_file_sync(e->out, err);
	for (size_t i = 0; i < e->sharding.n && status == XABAR_OK; i++) {
		if (changed[i])
			status = show_shard(e, &e->sharding.shards[i], err);
		counts->written += changed[i];
	}
	counts->shards = e->sharding.n;
	free(changed);
	free(scratch);
	return status;
}

/* ---- The folder ---- */

static xabar_status
fail_settings(const char *out, struct xb_str theirs, struct xb_str ours, xabar_error *err)
{
	xb_fail(err, XABAR_EINVAL, "'%s' has shards '%.*s', not '%.*s'", out, (int)theirs.len - 1, theirs.ptr,
	        (int)ours.len - 1, ours.ptr);
	return xb_hint(err, XABAR_EINVAL, "export as before, or to another folder");
}

static xabar_status
take_lock(struct exporting *e, const char *path, xabar_error *err)
{
	e->lock = open(path, O_RDONLY | O_CLOEXEC);
	if (e->lock >= 0 && flock(e->lock, LOCK_EX | LOCK_NB) == 0)
		return XABAR_OK;
	if (errno != EWOULDBLOCK)
		return xb_fail_errno(err, "cannot lock '%s'", path);
	xb_fail(err, XABAR_ELOCKED, "'%s' is being written by another export", e->out);
	return xb_hint(err, XABAR_ELOCKED, "let it finish");
}

/* A folder that is there has to be of an export like this one. */
static xabar_status
take_folder(struct exporting *e, struct xb_str settings, xabar_error *err)
{
	char *path = xb_path("%s/" SETTINGS, e->out);
	struct xb_buf theirs;
	xabar_status status = path ? XABAR_OK : xb_fail_nomem(err);

	xb_buf_init(&theirs, SETTINGS_MAX);
	e->made = status == XABAR_OK && mkdir(e->out, 0777) == 0;
	if (status == XABAR_OK && !e->made && errno != EEXIST)
		status = xb_fail_errno(err, "cannot make '%s'", e->out);
	if (status == XABAR_OK && e->made)
		status = xb_file_write(path, settings, err);
	if (status == XABAR_OK && xb_file_read(&theirs, path, err) != XABAR_OK) {
		status = xb_fail(err, XABAR_EINVAL, "'%s' exists, and is no export", e->out);
		xb_hint(err, status, "name a folder that --export made, or one that does not exist");
	}
	if (status == XABAR_OK && !xb_str_equal(xb_buf_view(&theirs), settings))
		status = fail_settings(e->out, xb_buf_view(&theirs), settings, err);
	if (status == XABAR_OK)
		status = take_lock(e, path, err);
	xb_buf_release(&theirs);
	free(path);
	return status;
}

/* A shard that was there before stays, if need be with nothing in it: it may be served. */
static xabar_status
keep_shard(void *ctx, const char *path, const char *name, xabar_error *err)
{
	(void)path;
	return strncmp(name, "shard-", 6) == 0 ? xb_sharding_keep(ctx, name, err) : XABAR_OK;
}

static void
release(struct exporting *e)
{
	for (size_t i = 0; e->away && i < e->now->manifest.nsegments; i++)
		xb_docset_release(&e->away[i]);
	xb_sharding_release(&e->sharding);
	xb_lexicon_parts_release(&e->lexicon);
	xb_reader_free(e->reader);
	xb_generation_free(e->now);
	free(e->away);
	free(e->chosen);
	if (e->lock >= 0)
		close(e->lock);
}

xabar_status
xb_export(struct xb_export_counts *counts, const char *dir, const struct xb_export_options *options,
          const struct xb_build_options *build, const volatile sig_atomic_t *stop, xabar_error *err)
{
	struct exporting e = { .options = build, .stop = stop, .out = options->out, .lock = -1 };
	char settings[SETTINGS_MAX];
	xabar_status status = open_index(&e, dir, err);

	*counts = (struct xb_export_counts){ 0 };
	snprintf(settings, sizeof(settings), options->by->months ? "by %s\n" : "by %s, %u\n", options->by->name, options->shards);
	if (status == XABAR_OK)
		status = take_folder(&e, xb_str(settings), err);
	if (status == XABAR_OK)
		status = xb_sharding_deal(&e.sharding, e.now, e.reader, e.away, options->by, options->shards, err);
	if (status == XABAR_OK)
		status = xb_each_entry(e.out, keep_shard, &e.sharding, err);
	if (status == XABAR_OK)
		status = xb_sharding_sum(&e.sharding, e.now, e.reader, err);
	if (status == XABAR_OK)
		status = write_all(&e, counts, err);
	if (status != XABAR_OK && e.made)
		(void)xb_remove(e.out, NULL);
	release(&e);
	return status;
}
