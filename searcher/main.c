/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.c - xabar-search: options, exit codes. Uses the public header only. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "xabar.h"

#define LIST_MAX 256
#define COLUMNS_MAX 100

enum action { ACTION_SEARCH, ACTION_SHOW, ACTION_COUNT, ACTION_TOPICS, ACTION_HELP, ACTION_VERSION };

/* Values of an option that may be repeated, ended by NULL. */
struct list {
	const char *values[LIST_MAX + 1];
	size_t n;
};

struct command {
	enum action action;
	struct list indexes, langs, sources, sections;
	const char *show, *topics;
	xabar_request request;
	xabar_rendering rendering;
	bool format_given;
	char *query; /* the operands, joined */
};

static int
fail(const xabar_error *err)
{
	fprintf(stderr, "xabar-search: %s\n", err->message);
	if (err->hint[0])
		fprintf(stderr, "xabar-search: %s\n", err->hint);
	return xabar_status_exit_code(err->status);
}

static xabar_status
refuse(xabar_error *err, const char *what, const char *value)
{
	*err = (xabar_error){ .status = XABAR_EINVAL };
	snprintf(err->message, sizeof(err->message), "%s '%s'", what, value);
	snprintf(err->hint, sizeof(err->hint), "--help lists the options; -- goes before a query that begins with -");
	return err->status;
}

/* ---- Options ---- */

static xabar_status
add_to(struct list *list, const char *value, xabar_error *err)
{
	if (list->n == LIST_MAX)
		return refuse(err, "too many values, from", value);
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
		return refuse(err, "a number is wanted, not", arg);
	*out = (uint32_t)number;
	return XABAR_OK;
}

static xabar_status
set_limit(struct command *c, const char *arg, xabar_error *err)
{
	return parse_count(&c->request.limit, arg, err);
}

static xabar_status
set_offset(struct command *c, const char *arg, xabar_error *err)
{
	return parse_count(&c->request.offset, arg, err);
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
	return refuse(err, "--sort is relevance, newest or oldest, not", arg);
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
set_fields(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->rendering.fields = arg;
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
set_topics(struct command *c, const char *arg, xabar_error *err)
{
	(void)err;
	c->action = ACTION_TOPICS;
	c->topics = arg;
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

/* Every hit stands for itself, which is all there is so far. */
static xabar_status
set_no_collapse(struct command *c, const char *arg, xabar_error *err)
{
	(void)c, (void)arg, (void)err;
	return XABAR_OK;
}

/* The options: one row each, which parses it and prints its help. An option without `set` is an action. */
static const struct option_row {
	char letter;
	const char *name, *arg;
	xabar_status (*set)(struct command *c, const char *arg, xabar_error *err);
	enum action action;
	const char *help;
} option_rows[] = {
	{ 'd', "index", "DIR", set_index, 0, "an index; may be repeated (default $XABAR_INDEX, else news.xabar)" },
	{ 'n', "limit", "N", set_limit, 0, "hits to show, at most (default 10)" },
	{ 'o', "offset", "N", set_offset, 0, "hits to leave out first" },
	{ 0, "sort", "ORDER", set_sort, 0, "relevance (the default), newest or oldest" },
	{ 0, "from", "DATE", set_from, 0, "published on DATE or later" },
	{ 0, "to", "DATE", set_to, 0, "published on DATE or earlier" },
	{ 0, "lang", "CODE", set_lang, 0, "in this language; may be repeated, as the next two" },
	{ 0, "source", "NAME", set_source, 0, "from this source" },
	{ 0, "section", "NAME", set_section, 0, "from this section" },
	{ 0, "format", "NAME", set_format, 0, "text, json, jsonl, csv, ids or trec" },
	{ 0, "fields", "A,B,...", set_fields, 0, "fields of json, jsonl and csv" },
	{ 0, "show", "ID", set_show, 0, "print the whole dispatch with this id" },
	{ 0, "count", NULL, NULL, ACTION_COUNT, "print only how many dispatches match, exactly" },
	{ 0, "explain", NULL, set_explain, 0, "say what was searched for, and what each hit has of it" },
	{ 0, "topics", "FILE", set_topics, 0, "run the queries of FILE, a line each: id TAB query" },
	{ 0, "plain", NULL, set_plain, 0, "the query is words, without operators" },
	{ 0, "no-names", NULL, set_no_names, 0, "words in the spelling that was typed: no other marks, scripts, names" },
	{ 0, "no-collapse", NULL, set_no_collapse, 0, "show every near-copy by itself" },
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

static xabar_status
parse_options(struct command *c, int argc, char **argv, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	int code;

	opterr = 0;
	while (status == XABAR_OK && (code = next_option(argc, argv)) != -1) {
		if (code == ':')
			return refuse(err, "an argument is missing after", argv[optind - 1]);
		if (code < LONG_BASE) { /* a letter is in optopt, a long name behind optind */
			const char letter[] = { '-', (char)optopt, '\0' };

			return refuse(err, "no such option", optopt ? letter : argv[optind - 1]);
		}
		if (option_rows[code - LONG_BASE].set)
			status = option_rows[code - LONG_BASE].set(c, optarg, err);
		else
			c->action = option_rows[code - LONG_BASE].action;
	}
	return status;
}

static char *
join(char *const *words, size_t n)
{
	size_t len = 1;
	char *joined;

	for (size_t i = 0; i < n; i++)
		len += strlen(words[i]) + 1;
	joined = calloc(1, len);
	for (size_t i = 0, at = 0; joined && i < n; i++)
		at += (size_t)sprintf(joined + at, "%s%s", i ? " " : "", words[i]);
	return joined;
}

/* ---- Actions ---- */

static int
write_stdout(void *ctx, const char *bytes, size_t len)
{
	(void)ctx;
	return fwrite(bytes, 1, len, stdout) != len;
}

static int
print(const struct command *c, const xabar_results *results, xabar_error *err)
{
	xabar_status status = xabar_render(results, &c->rendering, write_stdout, NULL, err);

	return status == XABAR_OK ? (results->total ? 0 : 1) : fail(err);
}

/* What the user should mend, though it keeps nobody from searching. */
static void
print_notes(const xabar_results *results)
{
	for (size_t i = 0; i < results->nnotes; i++)
		fprintf(stderr, "xabar-search: %s\n", results->notes[i]);
}

static int
search(const struct command *c, xabar_searcher *searcher)
{
	xabar_results *results;
	xabar_error err;
	int code;

	if (xabar_search(&results, searcher, &c->request, &err) != XABAR_OK)
		return fail(&err);
	print_notes(results);
	code = print(c, results, &err);
	xabar_results_free(results);
	return code;
}

static int
count(const struct command *c, xabar_searcher *searcher)
{
	xabar_request request = c->request;
	xabar_results *results;
	xabar_error err;
	int code;

	request.limit = 0;
	request.exact_total = true;
	if (xabar_search(&results, searcher, &request, &err) != XABAR_OK)
		return fail(&err);
	print_notes(results);
	printf("%" PRIu64 "\n", results->total);
	code = results->total ? 0 : 1;
	xabar_results_free(results);
	return code;
}

static int
show(struct command *c, xabar_searcher *searcher)
{
	xabar_results *results;
	xabar_error err;
	int code;

	c->rendering.whole = true;
	if (xabar_show(&results, searcher, c->show, &err) != XABAR_OK) {
		fail(&err);
		return err.status == XABAR_ENOTFOUND ? 1 : 2;
	}
	code = print(c, results, &err);
	xabar_results_free(results);
	return code;
}

/* One line of a topics file. */
static int
run_topic(struct command *c, xabar_searcher *searcher, char *line)
{
	char *tab = strchr(line, '\t');
	xabar_error err;

	line[strcspn(line, "\r\n")] = '\0';
	if (!*line)
		return 1;
	if (!tab) {
		refuse(&err, "a topic is 'id TAB query', not", line);
		return fail(&err);
	}
	*tab = '\0';
	c->rendering.topic = line;
	c->request.query = tab + 1;
	return search(c, searcher);
}

/* 0: something was found for some topic; the first failure ends it. */
static int
run_topics(struct command *c, xabar_searcher *searcher)
{
	FILE *file = strcmp(c->topics, "-") == 0 ? stdin : fopen(c->topics, "re");
	char *line = NULL;
	size_t cap = 0;
	int code = 1, one = 1;

	if (!c->format_given)
		c->rendering.format = XABAR_TREC;
	c->request.no_snippets = c->rendering.format != XABAR_JSONL;
	if (!file) {
		fprintf(stderr, "xabar-search: cannot open '%s': %s\n", c->topics, strerror(errno));
		return 2;
	}
	while (one != 2 && getline(&line, &cap, file) > 0) {
		one = run_topic(c, searcher, line);
		code = one < code || one == 2 ? one : code;
		c->rendering.no_header = true;
	}
	free(line);
	if (file != stdin)
		fclose(file);
	return code;
}

static int
print_help(void)
{
	puts("usage: xabar-search [options] QUERY...\n"
	     "       xabar-search [options] --show ID | --topics FILE\n"
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
	     "Exit status: 0 found, 1 nothing found, 2 error. The manuals: man xabar-search, man xabar-query");
	return 0;
}

/* Colour and wrapping are for terminals (https://no-color.org). */
static void
fit_terminal(xabar_rendering *rendering)
{
	const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
	struct winsize size;

	if (!isatty(STDOUT_FILENO))
		return;
	rendering->colour = !(no_colour && *no_colour) && !(term && strcmp(term, "dumb") == 0);
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		rendering->columns = size.ws_col < COLUMNS_MAX ? size.ws_col : COLUMNS_MAX;
}

static bool
asks_for_something(const struct command *c)
{
	const xabar_request *r = &c->request;

	return *c->query || r->from || r->to || c->langs.n || c->sources.n || c->sections.n ||
	       r->order != XABAR_RELEVANCE || c->action != ACTION_SEARCH;
}

static void
complete(struct command *c)
{
	const char *dir = getenv("XABAR_INDEX");

	if (!c->indexes.n)
		c->indexes.values[c->indexes.n++] = dir && *dir ? dir : "news.xabar";
	c->request.query = c->query;
	c->request.langs = c->langs.values;
	c->request.sources = c->sources.values;
	c->request.sections = c->sections.values;
	/* What a format does not show need not be made; --fields may name anything. */
	c->request.no_snippets = !c->rendering.fields &&
	                         (c->rendering.format == XABAR_CSV || c->rendering.format == XABAR_IDS ||
	                          c->rendering.format == XABAR_TREC);
	c->request.full_text = c->rendering.fields != NULL;
	fit_terminal(&c->rendering);
}

static int
act(struct command *c)
{
	xabar_searcher *searcher;
	xabar_error err;
	int code = 2;

	if (!asks_for_something(c)) {
		fputs("xabar-search: what to search for? xabar-search --help tells how to ask\n", stderr);
		return 2;
	}
	if (xabar_searcher_open(&searcher, c->indexes.values, c->indexes.n, &err) != XABAR_OK)
		return fail(&err);
	if (c->action == ACTION_SHOW)
		code = show(c, searcher);
	else if (c->action == ACTION_COUNT)
		code = count(c, searcher);
	else if (c->action == ACTION_TOPICS)
		code = run_topics(c, searcher);
	else
		code = search(c, searcher);
	xabar_searcher_free(searcher);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "xabar-search: cannot write the results: %s\n", strerror(errno));
		return 2;
	}
	return code;
}

int
main(int argc, char **argv)
{
	static struct command c = { .request = XABAR_REQUEST_INIT, .rendering = XABAR_RENDERING_INIT };
	xabar_error err = { 0 };
	int code;

	if (parse_options(&c, argc, argv, &err) != XABAR_OK)
		return fail(&err);
	if (c.action == ACTION_HELP)
		return print_help();
	if (c.action == ACTION_VERSION)
		return printf("xabar-search %s\n", xabar_version()) < 0;
	c.query = join(argv + optind, (size_t)(argc - optind));
	if (!c.query) {
		fputs("xabar-search: out of memory\n", stderr);
		return 2;
	}
	complete(&c);
	code = act(&c);
	free(c.query);
	return code;
}
