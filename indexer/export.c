/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "export.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "analysis.h"
#include "file.h"
#include "generation.h"
#include "glass/glass_writer.h"
#include "hidden.h"
#include "lexicon_writer.h"
#include "merge_postings.h"

struct exporting {
	struct xb_generation *now;
	struct xb_reader *reader;
	struct xb_docset *away;  /* of each segment: what no shard has */
	bool *chosen;            /* all segments */
	const struct xb_build_options *options;
	const volatile sig_atomic_t *stop;
	char *tmp;               /* the folder until it is whole */
	struct xb_lexicon_parts lexicon;
	unsigned shards;
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

/* What is left out of a shard: all but every so manieth of what there is, counted through the segments. */
static xabar_status
bury(struct xb_docset *buried, const struct exporting *e, unsigned shard, xabar_error *err)
{
	unsigned turn = 0;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < e->now->manifest.nsegments; i++)
		for (uint32_t local = 1; local <= e->now->manifest.segments[i].documents && status == XABAR_OK; local++) {
			const bool away = xb_docset_has(&e->away[i], local);

			if (away || turn != shard)
				status = xb_docset_add(&buried[i], local, err);
			turn = (turn + !away) % e->shards;
		}
	return status;
}

/* The index's MANIFEST, as if it had this segment alone. */
static xabar_status
set_manifest(struct xb_segment *segment, const struct xb_generation *now, const struct xb_built *built, unsigned shard,
             xabar_error *err)
{
	struct xb_segment_info info = {
		.number = shard + 1, .documents = built->documents, .first = built->first, .last = built->last,
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
write_database(struct exporting *e, unsigned shard, const struct xb_docset *buried, const char *path, xabar_error *err)
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
		status = set_manifest(segment, e->now, &built, shard, err);
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

static xabar_status
write_shard(struct exporting *e, unsigned shard, xabar_error *err)
{
	const size_t n = e->now->manifest.nsegments;
	struct xb_docset *buried = calloc(n + 1, sizeof(*buried));
	char *path = xb_path("%s/shard-%03u", e->tmp, shard + 1), *unfinished = xb_path("%s/shard-%03u.tmp", e->tmp, shard + 1);
	xabar_status status = buried && path && unfinished ? bury(buried, e, shard, err) : xb_fail_nomem(err);

	if (status == XABAR_OK)
		status = write_database(e, shard, buried, unfinished, err);
	if (status == XABAR_OK)
		status = add_termlist(unfinished, err);
	if (status == XABAR_OK && rename(unfinished, path) != 0)
		status = xb_fail_errno(err, "cannot rename '%s'", unfinished);
	for (size_t i = 0; buried && i < n; i++)
		xb_docset_release(&buried[i]);
	free(buried);
	free(path);
	free(unfinished);
	return status;
}

/* The folder gets its name once all of it is there. */
static xabar_status
write_all(struct exporting *e, const char *out, xabar_error *err)
{
	enum xb_segment_writer bulk = XB_SEGMENT_BULK;
	char *scratch = xb_path("%s/probe", e->tmp);
	xabar_status status = scratch ? xb_remove(e->tmp, err) : xb_fail_nomem(err);

	if (status == XABAR_OK && mkdir(e->tmp, 0777) != 0)
		status = xb_fail_errno(err, "cannot make '%s'", e->tmp);
	if (status == XABAR_OK)
		status = xb_segment_writer_settle(&bulk, scratch, err);
	for (unsigned i = 0; i < e->shards && status == XABAR_OK; i++)
		status = write_shard(e, i, err);
	if (status == XABAR_OK)
		status = xb_file_sync(e->tmp, err);
	if (status == XABAR_OK && rename(e->tmp, out) != 0)
		status = xb_fail_errno(err, "cannot rename '%s'", e->tmp);
	if (status != XABAR_OK)
		(void)xb_remove(e->tmp, NULL);
	free(scratch);
	return status;
}

static void
release(struct exporting *e)
{
	for (size_t i = 0; e->away && i < e->now->manifest.nsegments; i++)
		xb_docset_release(&e->away[i]);
	xb_reader_free(e->reader);
	xb_generation_free(e->now);
	xb_lexicon_parts_release(&e->lexicon);
	free(e->away);
	free(e->chosen);
	free(e->tmp);
}

xabar_status
xb_export(const char *dir, const char *out, unsigned shards, const struct xb_build_options *options,
          const volatile sig_atomic_t *stop, xabar_error *err)
{
	struct exporting e = { .options = options, .stop = stop, .tmp = xb_path("%s.tmp", out), .shards = shards };
	struct stat st;
	xabar_status status = e.tmp ? XABAR_OK : xb_fail_nomem(err);

	if (status == XABAR_OK && lstat(out, &st) == 0) {
		status = xb_fail(err, XABAR_EINVAL, "'%s' exists", out);
		xb_hint(err, status, "name a folder that does not: --export DIR");
	}
	if (status == XABAR_OK)
		status = open_index(&e, dir, err);
	if (status == XABAR_OK)
		status = write_all(&e, out, err);
	release(&e);
	return status;
}
