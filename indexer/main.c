/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.c - xabar-index: actions, exit codes. */
#include <inttypes.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <time.h>

#include "analyze.h"
#include "options.h"
#include "rejects.h"
#include "status.h"
#include "text/language.h"
#include "writer.h"

static volatile sig_atomic_t stop_signal;

static void
on_signal(int number)
{
	stop_signal = number;
}

static int
print_formats(void)
{
	for (size_t i = 0; xb_formats[i]; i++)
		printf("%-10s %-24s %s\n", xb_formats[i]->name, xb_formats[i]->suffixes, xb_formats[i]->help);
	return 0;
}

static int
fail(const xabar_error *err)
{
	fprintf(stderr, "xabar-index: %s\n", err->message);
	if (err->hint[0])
		fprintf(stderr, "xabar-index: %s\n", err->hint);
	return xabar_status_exit_code(err->status);
}

static void
print_summary(const struct xb_command *c, const struct xb_run_counts *n)
{
	double megabytes = (double)n->bytes / 1e6;

	if (n->rejected && !c->quiet && !c->run.dry_run) {
		fprintf(stderr, "xabar-index: %" PRIu64 " rejected: '%s/rejects.log' says which and why\n", n->rejected,
		        c->dir);
		xb_rejects_print_reasons(stderr, &n->reasons);
	}
	if (c->said && !c->quiet)
		fprintf(stderr, "%" PRIu64 " new, %" PRIu64 " updated, %" PRIu64 " unchanged, %" PRIu64 " deleted, %" PRIu64
		        " rejected in %.1f s (%.1f MB/s)\n", n->created, n->updated, n->unchanged, n->deleted,
		        n->rejected, n->seconds, n->seconds > 0 ? megabytes / n->seconds : 0.0);
}

static int
index_paths(struct xb_command *c)
{
	struct xb_index *index = NULL;
	struct xb_run_counts counts = { 0 };
	xabar_error err = { 0 };
	xabar_status status = XABAR_OK;

	c->run.paths = (const char *const *)c->operands;
	c->run.npaths = c->noperands;
	c->run.stop = &stop_signal;
	c->run.normalize.now = time(NULL);
	if (!c->noperands)
		status = xb_usage_error(&err, "no PATH after", "xabar-index");
	else
		status = xb_run_check_paths(&c->run, &err);
	if (status == XABAR_OK && !c->run.dry_run)
		status = xb_index_open(&index, c->dir, true, c->wait, &err);
	if (status == XABAR_OK)
		status = xb_run(&counts, index, &c->run, &err);
	xb_index_free(index);
	if (status != XABAR_OK)
		return fail(&err);
	print_summary(c, &counts);
	if (counts.stopped)
		return 128 + (int)stop_signal;
	return counts.rejected ? 1 : 0;
}

/* Open the index, which must be there, and do something with a writer on it. */
static int
with_writer(struct xb_command *c, xabar_status (*act)(struct xb_command *c, struct xb_writer *writer, xabar_error *err))
{
	struct xb_index *index;
	struct xb_writer *writer = NULL;
	xabar_error err = { 0 };
	xabar_status status = xb_index_open(&index, c->dir, false, c->wait, &err);

	if (status == XABAR_OK)
		status = xb_writer_new(&writer, index, &c->run.build, &err);
	if (status == XABAR_OK)
		status = act(c, writer, &err);
	xb_writer_free(writer);
	xb_index_free(index);
	if (status == XABAR_ESTOPPED && stop_signal)
		return 128 + (int)stop_signal;
	return status == XABAR_OK ? 0 : fail(&err);
}

static xabar_status
delete_ids(struct xb_command *c, struct xb_writer *writer, xabar_error *err)
{
	struct xb_run_counts counts = { 0 };
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < c->noperands && status == XABAR_OK; i++) {
		bool found;

		status = xb_writer_delete(&found, writer, xb_str(c->operands[i]), err);
		counts.deleted += found;
		if (status == XABAR_OK && !found)
			status = xb_fail(err, XABAR_ENOTFOUND, "there is no dispatch with the id '%s'", c->operands[i]);
	}
	if (status == XABAR_OK)
		status = xb_writer_publish(writer, (struct xb_str){ 0 }, err);
	else
		xb_hint(err, status, "nothing was deleted");
	if (status == XABAR_OK)
		print_summary(c, &counts);
	return status;
}

static xabar_status
compact(struct xb_command *c, struct xb_writer *writer, xabar_error *err)
{
	(void)c;
	return xb_writer_merge(writer, true, &stop_signal, err);
}

static int
analyze(const struct xb_command *c)
{
	const char *lang = c->run.normalize.lang;
	xabar_error err = { 0 };
	xabar_status status;

	if (lang && !xb_language_find(xb_str(lang)))
		fprintf(stderr, "xabar-index: nothing is known of '%s': the texts tell their language\n", lang);
	status = c->noperands ? xb_analyze_print(stdout, stdin, (const char *const *)c->operands, c->noperands,
	                                         lang ? xb_language_find(xb_str(lang)) : NULL, c->run.verbose, &err)
	                      : xb_usage_error(&err, "no TEXT after", "--analyze");
	return status == XABAR_OK ? 0 : fail(&err);
}

static int
print_with(xabar_status (*print)(FILE *out, const char *dir, xabar_error *err), const char *dir)
{
	xabar_error err = { 0 };

	return print(stdout, dir, &err) == XABAR_OK ? 0 : fail(&err);
}

static int
print_status(const struct xb_command *c)
{
	const struct xb_status_options options = { .json = c->run.format != NULL, .verbose = c->run.verbose };
	xabar_error err = { 0 };
	xabar_status status;

	if (c->run.format && strcmp(c->run.format->name, "json") != 0)
		status = xb_usage_error(&err, "--status is printed as text or, with --format json, as JSON: not as", c->run.format->name);
	else
		status = xb_status_print(stdout, c->dir, &options, &err);
	return status == XABAR_OK ? 0 : fail(&err);
}

static int
export_shards(const struct xb_command *c)
{
	struct xb_export_options options = c->export;
	struct xb_export_counts counts = { 0 };
	xabar_error err = { 0 };
	xabar_status status;

	if (c->noperands)
		status = xb_usage_error(&err, "--export takes the whole index, not", c->operands[0]);
	else if (options.by->months && options.shards)
		status = xb_usage_error(&err, "--shards says how many there are, and so does --shard-by", options.by->name);
	else {
		options.shards += !options.shards;
		status = xb_export(&counts, c->dir, &options, &c->run.build, &stop_signal, &err);
	}
	if (status == XABAR_ESTOPPED && stop_signal)
		return 128 + (int)stop_signal;
	if (status == XABAR_OK && c->said && !c->quiet)
		fprintf(stderr, "shards: %zu written, %zu as they were\n", counts.written, counts.shards - counts.written);
	return status == XABAR_OK ? 0 : fail(&err);
}

/* A run that is told to stop publishes what is whole, a merge leaves the index as it was, an export the
 * folder. The other actions may be killed at any moment. */
static void
catch_signals(enum xb_action action)
{
	const struct sigaction stop = { .sa_handler = on_signal }, ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGXFSZ, &ignore, NULL); /* a file-size limit is told as a full disk is */
	if (action != ACTION_INDEX && action != ACTION_COMPACT && action != ACTION_EXPORT)
		return;
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
}

/* So that --memory is kept: what one thread frees is to be had by all, and large buffers go back to the system. */
static void
bound_malloc(void)
{
#ifdef __GLIBC__
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

int
main(int argc, char **argv)
{
	struct xb_command c;
	xabar_error err = { 0 };

	bound_malloc();
	if (xb_options_parse(&c, argc, argv, &err) != XABAR_OK)
		return fail(&err);
	catch_signals(c.action);
	switch (c.action) {
	case ACTION_INDEX:   return index_paths(&c);
	case ACTION_DELETE:  return with_writer(&c, delete_ids);
	case ACTION_COMPACT: return with_writer(&c, compact);
	case ACTION_STATUS:  return print_status(&c);
	case ACTION_CHECK:   return print_with(xb_check_print, c.dir);
	case ACTION_EXPORT:  return export_shards(&c);
	case ACTION_FORMATS: return print_formats();
	case ACTION_ANALYZE: return analyze(&c);
	case ACTION_HELP:    return xb_options_print_help();
	case ACTION_VERSION: return printf("xabar-index %s (libxapian %s)\n", XABAR_VERSION, xb_xapian_version()) < 0;
	}
	return 2;
}
