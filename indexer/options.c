/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "text/language.h"

#define MEMORY_DEFAULT ((size_t)512 << 20)
#define MEMORY_MIN ((size_t)64 << 20)
#define JOBS_MAX 1024

static unsigned
default_jobs(void)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);

	return online < 1 ? 1 : online < JOBS_MAX ? (unsigned)online : JOBS_MAX;
}

/* A number, and what may follow it. */
static xabar_status
parse_number(unsigned long *out, const char *arg, const char *units, const char *option, xabar_error *err)
{
	char *end;

	errno = 0;
	*out = strtoul(arg, &end, 10);
	if (errno || end == arg || *arg == '-' || end[strspn(end, units)])
		return xb_fail(err, XABAR_EINVAL, "--%s wants a number, not '%s'", option, arg);
	return XABAR_OK;
}

/* "512M", "2G", "65536". */
static xabar_status
parse_size(size_t *out, const char *arg, xabar_error *err)
{
	static const char units[] = "KMGT";
	unsigned long number;
	size_t digits = strspn(arg, "0123456789");
	const char *unit = arg[digits] ? strchr(units, arg[digits] & ~0x20) : units;
	unsigned shift = arg[digits] && unit ? 10 * (unsigned)(unit - units + 1) : 0;
	xabar_status status = parse_number(&number, arg, "KMGTkmgt", "memory", err);

	if (status != XABAR_OK)
		return status;
	if (!unit || (arg[digits] && arg[digits + 1]) || number > SIZE_MAX >> shift)
		return xb_fail(err, XABAR_EINVAL, "--memory wants a size such as 512M or 2G, not '%s'", arg);
	*out = (size_t)number << shift;
	if (*out < MEMORY_MIN)
		return xb_fail(err, XABAR_EINVAL, "--memory %s is too little: at least 64M", arg);
	return XABAR_OK;
}

typedef xabar_status (*option_fn)(struct xb_command *c, const char *arg, xabar_error *err);

static xabar_status
set_index(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->dir = arg;
	return XABAR_OK;
}

static xabar_status
set_format(struct xb_command *c, const char *arg, xabar_error *err)
{
	if (strcmp(arg, "auto") == 0) {
		c->run.format = NULL;
		return XABAR_OK;
	}
	c->run.format = xb_format_find(arg);
	if (c->run.format)
		return XABAR_OK;
	xb_fail(err, XABAR_EINVAL, "there is no format '%s'", arg);
	return xb_hint(err, XABAR_EINVAL, "--formats lists them");
}

static xabar_status
set_map(struct xb_command *c, const char *arg, xabar_error *err)
{
	return xb_normalize_map(&c->run.normalize, arg, err);
}

static xabar_status
set_charset(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->run.charset = arg;
	return XABAR_OK;
}

static xabar_status
set_charset_map(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->run.charset_map = arg;
	return XABAR_OK;
}

static xabar_status
set_lang(struct xb_command *c, const char *arg, xabar_error *err)
{
	char tag[16];

	if (!xb_language_normalize(tag, xb_str(arg)))
		return xb_fail(err, XABAR_EINVAL, "--lang wants a language code such as az, not '%s'", arg);
	c->run.normalize.lang = arg;
	return XABAR_OK;
}

static xabar_status
set_zone(struct xb_command *c, const char *arg, xabar_error *err)
{
	c->run.normalize.have_zone = true;
	return xb_date_set_zone(arg, err);
}

static xabar_status
set_source(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->run.normalize.source = arg;
	return XABAR_OK;
}

static xabar_status
set_memory(struct xb_command *c, const char *arg, xabar_error *err)
{
	return parse_size(&c->run.build.memory, arg, err);
}

static xabar_status
set_jobs(struct xb_command *c, const char *arg, xabar_error *err)
{
	unsigned long jobs = 0;
	xabar_status status = parse_number(&jobs, arg, "", "jobs", err);

	if (status == XABAR_OK && (jobs < 1 || jobs > JOBS_MAX))
		return xb_fail(err, XABAR_EINVAL, "--jobs wants a number from 1 to %d, not '%s'", JOBS_MAX, arg);
	c->run.build.jobs = (unsigned)jobs;
	return status;
}

static xabar_status
set_writer(struct xb_command *c, const char *arg, xabar_error *err)
{
	if (xb_segment_writer_find(&c->run.build.how, arg))
		return XABAR_OK;
	return xb_fail(err, XABAR_EINVAL, "--writer is auto, bulk or xapian, not '%s'", arg);
}

static xabar_status
set_versions(struct xb_command *c, const char *arg, xabar_error *err)
{
	if (xb_versions_find(&c->run.build.versions, arg))
		return XABAR_OK;
	return xb_fail(err, XABAR_EINVAL, "--versions is all, numbered or none, not '%s'", arg);
}

static xabar_status
set_export(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_EXPORT;
	c->export.out = arg;
	return XABAR_OK;
}

static xabar_status
set_shards(struct xb_command *c, const char *arg, xabar_error *err)
{
	unsigned long shards = 0;
	xabar_status status = parse_number(&shards, arg, "", "shards", err);

	if (status == XABAR_OK && (shards < 1 || shards > XB_SHARDS_MAX))
		return xb_fail(err, XABAR_EINVAL, "--shards wants a number from 1 to %d, not '%s'", XB_SHARDS_MAX, arg);
	c->export.shards = (unsigned)shards;
	return status;
}

static xabar_status
set_shard_by(struct xb_command *c, const char *arg, xabar_error *err)
{
	c->export.by = xb_shard_by_find(arg);
	if (c->export.by)
		return XABAR_OK;
	return xb_fail(err, XABAR_EINVAL, "--shard-by is turn, decade, year, quarter or month, not '%s'", arg);
}

static xabar_status
set_prune(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->run.prune = true;
	return XABAR_OK;
}

static xabar_status
set_wait(struct xb_command *c, const char *arg, xabar_error *err)
{
	unsigned long seconds = 0;
	xabar_status status = parse_number(&seconds, arg, "", "wait", err);

	c->wait = (unsigned)seconds;
	return status;
}

static xabar_status
set_dry_run(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->run.dry_run = true;
	return XABAR_OK;
}

static xabar_status
set_quiet(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->quiet = true;
	return XABAR_OK;
}

static xabar_status
set_verbose(struct xb_command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->run.verbose = c->said = true;
	return XABAR_OK;
}

static xabar_status
set_progress(struct xb_command *c, const char *arg, xabar_error *err)
{
	if (xb_progress_mode_find(&c->run.progress, arg))
		return XABAR_OK;
	return xb_fail(err, XABAR_EINVAL, "--progress is auto, always, never or json, not '%s'", arg);
}

/* The options: one row each, which parses it and prints its help. An option without `set` is an action. */
static const struct option_row {
	char letter;
	const char *name, *arg;
	option_fn set;
	enum xb_action action;
	const char *help;
} option_rows[] = {
	{ 'd', "index", "DIR", set_index, 0, "the index, made if missing (default $XABAR_INDEX, else news.xabar)" },
	{ 'f', "format", "NAME", set_format, 0, "of the inputs: auto (by content, the default) or a name from --formats" },
	{ 'm', "map", "FIELD=NAME,...", set_map, 0,
	  "names of fields that are not found by themselves; a date's form: date=NAME:%d.%m.%Y" },
	{ 0, "charset", "NAME", set_charset, 0, "what to take the encoding for, where the bytes leave a doubt" },
	{ 0, "charset-map", "FILE", set_charset_map, 0, "a table of bytes and characters, for an encoding of your own" },
	{ 0, "lang", "CODE", set_lang, 0, "language of records that do not say" },
	{ 0, "zone", "ZONE", set_zone, 0, "time zone of dates that do not say, such as Asia/Baku" },
	{ 0, "source", "NAME", set_source, 0, "outlet of records that do not say" },
	{ 'j', "jobs", "N", set_jobs, 0, "threads that work (default: as many as there are processors)" },
	{ 0, "memory", "SIZE", set_memory, 0, "what a run may use at most (default 512M)" },
	{ 0, "writer", "HOW", set_writer, 0, "who writes segments: auto (bulk if it can, the default), bulk or xapian" },
	{ 0, "versions", "WHICH", set_versions, 0, "which earlier versions are kept: all (the default), numbered or none" },
	{ 0, "prune", NULL, set_prune, 0, "forget dispatches that have vanished from under the PATHs" },
	{ 0, "wait", "SECS", set_wait, 0, "wait that long for another run to finish" },
	{ 'n', "dry-run", NULL, set_dry_run, 0, "print the dispatches that would be indexed, as JSON lines" },
	{ 'q', "quiet", NULL, set_quiet, 0, "say nothing but errors" },
	{ 'v', "verbose", NULL, set_verbose, 0, "say a line an input" },
	{ 0, "progress", "WHEN", set_progress, 0, "auto (on a terminal), always, never or json" },
	{ 0, "delete", NULL, NULL, ACTION_DELETE, "delete the dispatches with the IDs that follow" },
	{ 0, "status", NULL, NULL, ACTION_STATUS, "print what the index holds, and what to mend in it" },
	{ 0, "check", NULL, NULL, ACTION_CHECK, "check every file of the index" },
	{ 0, "compact", NULL, NULL, ACTION_COMPACT, "merge all segments into one" },
	{ 0, "export", "DIR", set_export, 0, "write the index to shards in DIR, for other machines to serve" },
	{ 0, "shards", "N", set_shards, 0, "how many (default 1)" },
	{ 0, "shard-by", "WHAT", set_shard_by, 0, "to which: turn (the default), decade, year, quarter or month" },
	{ 0, "formats", NULL, NULL, ACTION_FORMATS, "list the formats that are read" },
	{ 0, "analyze", NULL, NULL, ACTION_ANALYZE, "print what is made of each word of the TEXTs that follow, or, with -, of lines" },
	{ 'h', "help", NULL, NULL, ACTION_HELP, "print this" },
	{ 'V', "version", NULL, NULL, ACTION_VERSION, "print the version" },
};

#define NOPTIONS (sizeof(option_rows) / sizeof(*option_rows))
#define LONG_BASE 256

static void
build_getopt(struct option longs[NOPTIONS + 1], char shorts[2 * NOPTIONS + 2])
{
	*shorts++ = ':';
	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option_row *row = &option_rows[i];

		longs[i] = (struct option){ row->name, row->arg ? required_argument : no_argument, NULL,
		                            LONG_BASE + (int)i };
		if (row->letter)
			*shorts++ = row->letter;
		if (row->letter && row->arg)
			*shorts++ = ':';
	}
	longs[NOPTIONS] = (struct option){ 0 };
	*shorts = '\0';
}

static const struct option_row *
row_of(int code)
{
	if (code >= LONG_BASE)
		return &option_rows[code - LONG_BASE];
	for (size_t i = 0; i < NOPTIONS; i++)
		if (option_rows[i].letter == code)
			return &option_rows[i];
	return NULL;
}

xabar_status
xb_usage_error(xabar_error *err, const char *what, const char *option)
{
	xb_fail(err, XABAR_EINVAL, "%s '%s'", what, option);
	return xb_hint(err, XABAR_EINVAL, "xabar-index --help lists the options");
}

xabar_status
xb_options_parse(struct xb_command *c, int argc, char **argv, xabar_error *err)
{
	const char *dir = getenv("XABAR_INDEX");
	struct option longs[NOPTIONS + 1];
	char shorts[2 * NOPTIONS + 2];
	xabar_status status = XABAR_OK;
	int code;

	*c = (struct xb_command){ .dir = dir && *dir ? dir : "news.xabar",
	                          .run.build = { MEMORY_DEFAULT, default_jobs(), XB_SEGMENT_AUTO, XB_VERSIONS_ALL },
	                          .export.by = xb_shard_by_find("turn"), .said = isatty(STDERR_FILENO) };
	build_getopt(longs, shorts);
	opterr = 0;
	while (status == XABAR_OK && (code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct option_row *row = row_of(code);

		if (code == ':')
			return xb_usage_error(err, "an argument is missing after", argv[optind - 1]);
		if (!row) { /* a letter is in optopt, a long name behind optind */
			const char letter[] = { '-', (char)optopt, '\0' };

			return xb_usage_error(err, "no such option", optopt ? letter : argv[optind - 1]);
		}
		if (row->set)
			status = row->set(c, optarg, err);
		else
			c->action = row->action;
	}
	c->operands = argv + optind;
	c->noperands = (size_t)(argc - optind);
	return status;
}

int
xb_options_print_help(void)
{
	puts("usage: xabar-index [options] PATH...\n"
	     "       xabar-index [-d DIR] --delete ID...\n"
	     "       xabar-index [-d DIR] --status | --check | --compact\n"
	     "       xabar-index [-d DIR] --export DIR [--shards N | --shard-by WHAT]\n"
	     "       xabar-index [--lang CODE] --analyze TEXT...\n"
	     "\n"
	     "Index the news dispatches in files and folders; - is standard input.\n");
	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option_row *row = &option_rows[i];
		char left[64];

		snprintf(left, sizeof(left), "%c%c%c --%s%s%s", row->letter ? '-' : ' ', row->letter ? row->letter : ' ',
		         row->letter ? ',' : ' ', row->name, row->arg ? " " : "", row->arg ? row->arg : "");
		printf("  %-28s %s\n", left, row->help);
	}
	puts("\nExit status: 0 clean, 1 some records were rejected (see rejects.log in the index), 2 failure,\n"
	     "75 another run holds the index. The manual: man xabar-index");
	return 0;
}
