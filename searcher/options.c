/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

xabar_status
options_refuse(xabar_error *err, const char *what, const char *value)
{
	*err = (xabar_error){ .status = XABAR_EINVAL };
	snprintf(err->message, sizeof(err->message), "%s '%s'", what, value);
	snprintf(err->hint, sizeof(err->hint), "--help lists the options; -- goes before a query that begins with -");
	return err->status;
}

static xabar_status
add_to(struct list *list, const char *value, xabar_error *err)
{
	if (list->n == LIST_MAX)
		return options_refuse(err, "too many values, from", value);
	list->values[list->n++] = value;
	return XABAR_OK;
}

static xabar_status
set_index(struct command *c, const char *arg, xabar_error *err)
{
	return add_to(&c->indexes, arg, err);
}

static xabar_status
set_lang(struct command *c, const char *arg, xabar_error *err)
{
	return add_to(&c->langs, arg, err);
}

static xabar_status
set_source(struct command *c, const char *arg, xabar_error *err)
{
	return add_to(&c->sources, arg, err);
}

static xabar_status
set_section(struct command *c, const char *arg, xabar_error *err)
{
	return add_to(&c->sections, arg, err);
}

static xabar_status
parse_count(uint32_t *out, const char *arg, xabar_error *err)
{
	unsigned long number;
	char *end;

	errno = 0;
	number = strtoul(arg, &end, 10);
	if (errno || end == arg || *end || *arg == '-' || number > INT32_MAX)
		return options_refuse(err, "a number is wanted, not", arg);
	*out = (uint32_t)number;
	return XABAR_OK;
}

#define TIMEOUT_MAX 3600

static xabar_status
set_timeout(struct command *c, const char *arg, xabar_error *err)
{
	uint32_t seconds = 0;
	xabar_status status = parse_count(&seconds, arg, err);

	if (status == XABAR_OK && (seconds < 1 || seconds > TIMEOUT_MAX))
		return options_refuse(err, "--timeout wants seconds from 1 to 3600, not", arg);
	c->timeout = 1000 * seconds;
	return status;
}

static xabar_status
set_limit(struct command *c, const char *arg, xabar_error *err)
{
	c->limit_given = true;
	if (strcmp(arg, "all") == 0) {
		c->request.limit = XABAR_ALL;
		return XABAR_OK;
	}
	return parse_count(&c->request.limit, arg, err);
}

static xabar_status
set_offset(struct command *c, const char *arg, xabar_error *err)
{
	return parse_count(&c->request.offset, arg, err);
}

static xabar_status
set_cursor(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->request.cursor = arg;
	return XABAR_OK;
}

static xabar_status
set_sort(struct command *c, const char *arg, xabar_error *err)
{
	static const char *const names[] = { [XABAR_RELEVANCE] = "relevance", [XABAR_NEWEST] = "newest",
	                                     [XABAR_OLDEST] = "oldest" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], arg) == 0) {
			c->request.order = (xabar_order)i;
			return XABAR_OK;
		}
	return options_refuse(err, "--sort is relevance, newest or oldest, not", arg);
}

static xabar_status
set_from(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->request.from = arg;
	return XABAR_OK;
}

static xabar_status
set_to(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->request.to = arg;
	return XABAR_OK;
}

static xabar_status
set_format(struct command *c, const char *arg, xabar_error *err)
{
	c->format_given = true;
	return xabar_format_find(&c->rendering.format, arg, err);
}

static xabar_status
set_format_version(struct command *c, const char *arg, xabar_error *err)
{
	uint32_t version;
	xabar_status status = parse_count(&version, arg, err);

	if (status == XABAR_OK && !version)
		return options_refuse(err, "versions of the output formats begin with 1, not", arg);
	c->rendering.version = version;
	return status;
}

static xabar_status
set_bom(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->rendering.bom = true;
	return XABAR_OK;
}

static xabar_status
set_colour(struct command *c, const char *arg, xabar_error *err)
{
	static const char *const names[] = { [COLOUR_AUTO] = "auto", [COLOUR_ALWAYS] = "always", [COLOUR_NEVER] = "never" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], arg) == 0) {
			c->colour = (enum colour)i;
			return XABAR_OK;
		}
	return options_refuse(err, "--color is auto, always or never, not", arg);
}

static xabar_status
set_fields(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->rendering.fields = arg;
	return XABAR_OK;
}

static xabar_status
add_facet(struct command *c, const char *arg, xabar_error *err)
{
	return add_to(&c->facets, arg, err);
}

static xabar_status
set_histogram(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->request.histogram = arg;
	return XABAR_OK;
}

static xabar_status
set_show(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_SHOW;
	c->show = arg;
	return XABAR_OK;
}

static xabar_status
set_similar(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_SIMILAR;
	c->similar = arg;
	return XABAR_OK;
}

static xabar_status
set_topics(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_TOPICS;
	c->topics = arg;
	return XABAR_OK;
}

static xabar_status
set_batch(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_BATCH;
	c->batch = arg;
	return XABAR_OK;
}

static xabar_status
set_column(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->column = arg;
	return XABAR_OK;
}

static xabar_status
set_queries(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->queries = true;
	return XABAR_OK;
}

static xabar_status
set_resume(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->resume = arg;
	return XABAR_OK;
}

static xabar_status
set_alert_add(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_ALERT_ADD;
	c->alert = arg;
	return XABAR_OK;
}

static xabar_status
set_alert_remove(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_ALERT_REMOVE;
	c->alert = arg;
	return XABAR_OK;
}

static xabar_status
set_again(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->again = true;
	return XABAR_OK;
}

static xabar_status
set_exec(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->exec = arg;
	return XABAR_OK;
}

static xabar_status
set_plain(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->request.plain = true;
	return XABAR_OK;
}

static xabar_status
set_explain(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->request.explain = true;
	return XABAR_OK;
}

static xabar_status
set_no_names(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->request.no_names = true;
	return XABAR_OK;
}

static xabar_status
set_all(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->request.all = true;
	return XABAR_OK;
}

static xabar_status
set_as_of(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->request.as_of = arg;
	return XABAR_OK;
}

static xabar_status
set_spread(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_SPREAD;
	c->show = arg;
	return XABAR_OK;
}

static xabar_status
set_versions(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->versions = true;
	return XABAR_OK;
}

static xabar_status
set_collapse(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->collapse_given = true;
	c->request.collapse = true;
	return XABAR_OK;
}

static xabar_status
set_expand(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->request.expand = true;
	return XABAR_OK;
}

static xabar_status
set_fresh(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->request.fresh = true;
	return XABAR_OK;
}

static xabar_status
set_no_collapse(struct command *c, const char *arg, xabar_error *err)
{
	(void)arg, (void)err;
	c->collapse_given = true;
	c->request.collapse = false;
	return XABAR_OK;
}

static xabar_status
set_expand_copies(struct command *c, const char *arg, xabar_error *err)
{
	c->request.expand_copies = true;
	return set_collapse(c, arg, err);
}

/* The options: one row each, which parses it and prints its help. An option without `set` is an action. */
static const struct option_row {
	char letter;
	const char *name, *arg;
	xabar_status (*set)(struct command *c, const char *arg, xabar_error *err);
	enum action action;
	const char *help;
} option_rows[] = {
	{ 'd', "index", "DIR", set_index, 0,
	  "an index, a shard, or tcp://host:port; may be repeated (default $XABAR_INDEX, else news.xabar)" },
	{ 0, "timeout", "SECS", set_timeout, 0, "what a server has to answer in (default 10)" },
	{ 'n', "limit", "N", set_limit, 0, "hits to show, at most (default 10), or all" },
	{ 'o', "offset", "N", set_offset, 0, "hits to leave out first" },
	{ 0, "cursor", "CURSOR", set_cursor, 0, "go on behind this page, newest first; * is the first page: so, all there is" },
	{ 0, "sort", "ORDER", set_sort, 0, "relevance (the default), newest or oldest" },
	{ 0, "from", "DATE", set_from, 0, "published on DATE or later" },
	{ 0, "to", "DATE", set_to, 0, "published on DATE or earlier" },
	{ 0, "lang", "CODE", set_lang, 0, "in this language; may be repeated, as the next two" },
	{ 0, "source", "NAME", set_source, 0, "from this source" },
	{ 0, "section", "NAME", set_section, 0, "from this section" },
	{ 0, "as-of", "DATE", set_as_of, 0, "the archive as it stood at the end of DATE" },
	{ 0, "all", NULL, set_all, 0, "killed, withheld and embargoed dispatches, too" },
	{ 0, "format", "NAME", set_format, 0, "text, json, jsonl, csv, tsv, ids, trec, ris, bibtex, rss, atom or html" },
	{ 0, "fields", "A,B,...", set_fields, 0, "fields of json, jsonl, csv and tsv" },
	{ 0, "facet", "FIELD[:N]", add_facet, 0, "count what matches by source, section, byline, place, lang, tags or status" },
	{ 0, "histogram", "SPAN", set_histogram, 0, "count what matches by year, month, week or day, beside all there is" },
	{ 0, "format-version", "N", set_format_version, 0, "of json and jsonl; exit status 21 if this xabar does not know it" },
	{ 0, "bom", NULL, set_bom, 0, "begin csv or tsv with a byte order mark, for Excel" },
	{ 0, "color", "WHEN", set_colour, 0, "colours in text: auto (on a terminal), always or never" },
	{ 0, "show", "ID", set_show, 0, "print the whole dispatch with this id" },
	{ 0, "versions", NULL, set_versions, 0, "with --show: all versions that are kept, the newest first" },
	{ 0, "similar", "ID", set_similar, 0, "dispatches about the same as the one with this id" },
	{ 0, "count", NULL, NULL, ACTION_COUNT, "print only how many dispatches match, exactly" },
	{ 0, "explain", NULL, set_explain, 0, "say what was searched for, and what each hit has of it" },
	{ 0, "topics", "FILE", set_topics, 0, "run the queries of FILE, a line each: id TAB query" },
	{ 0, "batch", "FILE", set_batch, 0, "find each name of a table: csv or jsonl, a line a hit, with the place that matched" },
	{ 0, "column", "NAME|N", set_column, 0, "with --batch: the column of the names (default: query or name, else the first)" },
	{ 0, "queries", NULL, set_queries, 0, "with --batch: they are queries, of which all words are required" },
	{ 0, "resume", "FILE", set_resume, 0, "with --batch: write to FILE, going on where it ends" },
	{ 0, "alert-add", "NAME", set_alert_add, 0, "keep QUERY as an alert: all its words are required" },
	{ 0, "alert-remove", "NAME", set_alert_remove, 0, "forget an alert" },
	{ 0, "alert-list", NULL, NULL, ACTION_ALERT_LIST, "list the alerts: name, query, generations told up to and missed from" },
	{ 0, "alerts", NULL, NULL, ACTION_ALERTS, "tell what is new to each alert, or to those named, once: text, jsonl, atom" },
	{ 0, "exec", "COMMAND", set_exec, 0, "with --alerts: run it for each hit, with its JSON, instead of printing" },
	{ 0, "again", NULL, set_again, 0, "with --alerts: tell again what may have been missed, too" },
	{ 0, "plain", NULL, set_plain, 0, "the query is words, without operators" },
	{ 0, "no-names", NULL, set_no_names, 0, "words in the spelling that was typed: no other marks, scripts, names" },
	{ 0, "expand", NULL, set_expand, 0, "let what is like the best hits rise, too" },
	{ 0, "fresh", NULL, set_fresh, 0, "let newer ones among the best hits rise" },
	{ 0, "collapse", NULL, set_collapse, 0, "fold near-copies among the hits into the first of them (text: the default)" },
	{ 0, "no-collapse", NULL, set_no_collapse, 0, "show every near-copy by itself (the default of other formats)" },
	{ 0, "expand-copies", NULL, set_expand_copies, 0, "fold near-copies, and list them under their hit" },
	{ 0, "spread", "ID", set_spread, 0, "print who had the story of this dispatch first, and every copy of it" },
	{ 'h', "help", NULL, NULL, ACTION_HELP, "print this" },
	{ 'V', "version", NULL, NULL, ACTION_VERSION, "print the version" },
};

#define NOPTIONS (sizeof(option_rows) / sizeof(*option_rows))

/* What getopt_long wants: every option is its row's number, from 256 on, under its long name. */
#define LONG_BASE 256

static int
next_option(int argc, char **argv)
{
	struct option longs[NOPTIONS + 1] = { 0 };
	char shorts[2 * NOPTIONS + 2] = ":";
	size_t end = 1;
	int code;

	for (size_t i = 0; i < NOPTIONS; i++) {
		longs[i].name = option_rows[i].name;
		longs[i].has_arg = option_rows[i].arg ? required_argument : no_argument;
		longs[i].val = LONG_BASE + (int)i;
		if (option_rows[i].letter)
			shorts[end++] = option_rows[i].letter;
		if (option_rows[i].letter && option_rows[i].arg)
			shorts[end++] = ':';
	}
	code = getopt_long(argc, argv, shorts, longs, NULL);
	for (size_t i = 0; i < NOPTIONS && code > 0; i++)
		if (option_rows[i].letter == code)
			return LONG_BASE + (int)i;
	return code;
}

xabar_status
options_parse(struct command *c, int argc, char **argv, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	int code;

	opterr = 0;
	while (status == XABAR_OK && (code = next_option(argc, argv)) != -1) {
		if (code == ':')
			return options_refuse(err, "an argument is missing after", argv[optind - 1]);
		if (code < LONG_BASE) { /* a letter is in optopt, a long name behind optind */
			const char letter[] = { '-', (char)optopt, '\0' };

			return options_refuse(err, "no such option", optopt ? letter : argv[optind - 1]);
		}
		if (option_rows[code - LONG_BASE].set)
			status = option_rows[code - LONG_BASE].set(c, optarg, err);
		else
			c->action = option_rows[code - LONG_BASE].action;
	}
	if (status == XABAR_OK && c->action == ACTION_SHOW && (c->facets.n || c->request.histogram))
		return options_refuse(err, "--facet and --histogram count what a query matches: leave out --show", c->show);
	return status;
}

int
options_print_help(void)
{
	puts("usage: xabar-search [options] QUERY...\n"
	     "       xabar-search [options] --similar ID [QUERY...]\n"
	     "       xabar-search [options] --show ID | --spread ID | --topics FILE\n"
	     "       xabar-search [options] --batch FILE [--column NAME|N] [--queries] [--resume FILE]\n"
	     "       xabar-search [options] --alert-add NAME QUERY... | --alert-list | --alert-remove NAME | --alerts [NAME...]\n"
	     "\n"
	     "Search the news dispatches of an index made by xabar-index.\n");
	for (size_t i = 0; i < NOPTIONS; i++) {
		const char letter[] = { '-', option_rows[i].letter, ',', '\0' };

		printf("  %3s --%s%s%-*s %s\n", option_rows[i].letter ? letter : "", option_rows[i].name,
		       option_rows[i].arg ? " " : "",
		       (int)(20 - strlen(option_rows[i].name) - (option_rows[i].arg != NULL)),
		       option_rows[i].arg ? option_rows[i].arg : "", option_rows[i].help);
	}
	puts("\nA query: words \"a phrase\" +must -mustnot AND OR NOT () NEAR/5 begin* =exact field:word date:2022-05..2022-06\n"
	     "Exit status: 0 found, 1 nothing found, 2 error, 3 a server is missing, 21 no such format version. "
	     "The manuals: man xabar-search, man xabar-query");
	return 0;
}
