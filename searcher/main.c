/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.c - xabar-search: actions, exit codes. Uses the public header only. */
#include <errno.h>
#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "main.h"

#define COLUMNS_MAX 100

/* More hits than this are made one by one, as they are printed. */
#define STREAMED_OVER 1000

/* notmuch's, for the same. */
#define EXIT_VERSION_TOO_NEW 21

int
fail(const xabar_error *err)
{
	fprintf(stderr, "xabar-search: %s\n", err->message);
	if (err->hint[0])
		fprintf(stderr, "xabar-search: %s\n", err->hint);
	return xabar_status_exit_code(err->status);
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

int
write_stdout(void *ctx, const char *bytes, size_t len)
{
	(void)ctx;
	return fwrite(bytes, 1, len, stdout) != len;
}

void
print_missing(const char *server)
{
	fprintf(stderr, "xabar-search: incomplete: '%s' does not answer\n", server);
}

/* The exit code of an answer, which tells on standard error what it lacks. */
static int
conclude(const char *const *incomplete, size_t n, uint64_t found)
{
	for (size_t i = 0; i < n; i++)
		print_missing(incomplete[i]);
	return n ? EXIT_INCOMPLETE : found ? 0 : 1;
}

static int
print(const struct command *c, const xabar_results *results, xabar_error *err)
{
	xabar_status status = xabar_render(results, &c->rendering, write_stdout, NULL, err);

	if (status != XABAR_OK)
		return fail(err);
	if (results->next && c->rendering.format != XABAR_JSON)
		fprintf(stderr, "xabar-search: there is more: --cursor %s\n", results->next);
	return conclude(results->incomplete, results->nincomplete, results->total);
}

int
flush_stdout(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	fprintf(stderr, "xabar-search: cannot write the results: %s\n", strerror(errno));
	return 2;
}

void
print_notes(const char *const *notes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fprintf(stderr, "xabar-search: %s\n", notes[i]);
}

static int
search(const struct command *c, xabar_searcher *searcher)
{
	xabar_results *results;
	xabar_error err;
	xabar_status status;
	int code;

	if (c->action == ACTION_SIMILAR)
		status = xabar_similar(&results, searcher, c->similar, &c->request, &err);
	else
		status = xabar_search(&results, searcher, &c->request, &err);
	if (status != XABAR_OK) {
		code = fail(&err);
		return status == XABAR_ENOTFOUND ? 1 : code;
	}
	print_notes(results->notes, results->nnotes);
	code = print(c, results, &err);
	xabar_results_free(results);
	return code;
}

static int
count(struct command *c, xabar_searcher *searcher)
{
	xabar_request request = c->request;
	xabar_results *results;
	xabar_error err;
	int code;

	request.limit = 0;
	request.exact_total = true;
	c->rendering.sums = c->facets.n || c->request.histogram;
	request.no_suggestion = true;
	if (xabar_search(&results, searcher, &request, &err) != XABAR_OK)
		return fail(&err);
	print_notes(results->notes, results->nnotes);
	if (c->rendering.sums) {
		code = print(c, results, &err);
	} else {
		printf("%" PRIu64 "\n", results->total);
		code = conclude(results->incomplete, results->nincomplete, results->total);
	}
	xabar_results_free(results);
	return code;
}

static int
show(struct command *c, xabar_searcher *searcher)
{
	xabar_results *results;
	xabar_error err;
	xabar_status status;
	int code;

	c->rendering.whole = true;
	if (c->versions)
		status = xabar_versions(&results, searcher, c->show, &c->request, &err);
	else
		status = xabar_show_as(&results, searcher, c->show, &c->request, &err);
	if (status != XABAR_OK) {
		fail(&err);
		return err.status == XABAR_ENOTFOUND ? 1 : 2;
	}
	code = print(c, results, &err);
	xabar_results_free(results);
	return code;
}

static int
spread(const struct command *c, xabar_searcher *searcher)
{
	xabar_story *story;
	xabar_error err;
	xabar_status status = xabar_spread(&story, searcher, c->show, &err);
	int code = 0;

	if (status == XABAR_OK) {
		print_notes(story->notes, story->nnotes);
		status = xabar_render_story(story, &c->rendering, write_stdout, NULL, &err);
		code = conclude(story->incomplete, story->nincomplete, story->ncopies);
		xabar_story_free(story);
	}
	if (status == XABAR_OK)
		return code;
	fail(&err);
	return status == XABAR_ENOTFOUND ? 1 : 2;
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
		options_refuse(&err, "a topic is 'id TAB query', not", line);
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

	c->request.no_snippets = c->rendering.format != XABAR_JSONL;
	c->request.no_suggestion = c->rendering.format != XABAR_TEXT && c->rendering.format != XABAR_JSON;
	if (!file) {
		fprintf(stderr, "xabar-search: cannot open '%s': %s\n", c->topics, strerror(errno));
		return 2;
	}
	while (one != 2 && getline(&line, &cap, file) > 0) {
		one = run_topic(c, searcher, line);
		code = one > 1 || (one < code && code == 1) ? one : code;
		c->rendering.no_header = true;
	}
	free(line);
	if (file != stdin)
		fclose(file);
	return code;
}

/* Columns of the terminal, or what COLUMNS says; 0: no terminal. */
static unsigned
terminal_columns(bool terminal)
{
	const char *columns = getenv("COLUMNS");
	unsigned long said = columns ? strtoul(columns, NULL, 10) : 0;
	struct winsize size;

	if (!terminal)
		return 0;
	if (!said && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		said = size.ws_col;
	return said < COLUMNS_MAX ? (unsigned)said : COLUMNS_MAX;
}

/* Whether a variable is set, and not to nothing. */
static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

/* https://no-color.org, https://bixense.com/clicolors; an option goes before both. What is coloured is laid out for a terminal. */
static void
fit_terminal(struct command *c)
{
	const char *term = getenv("TERM"), *force = getenv("CLICOLOR_FORCE");
	const bool terminal = isatty(STDOUT_FILENO), forced = is_set("CLICOLOR_FORCE") && strcmp(force, "0") != 0;

	c->rendering.colour = c->colour == COLOUR_ALWAYS;
	if (c->colour == COLOUR_AUTO && !is_set("NO_COLOR"))
		c->rendering.colour = forced || (terminal && !(term && strcmp(term, "dumb") == 0));
	c->rendering.columns = terminal_columns(terminal || c->rendering.colour);
}

/* What a format shows of a hit beside its fields: what it does not show need not be made. */
static bool
shows_snippets(const xabar_rendering *rendering)
{
	static const xabar_format without[] = { XABAR_CSV, XABAR_TSV, XABAR_IDS, XABAR_TREC, XABAR_BIBTEX };

	if (rendering->fields)
		return strstr(rendering->fields, "snippet") != NULL;
	for (size_t i = 0; i < sizeof(without) / sizeof(*without); i++)
		if (rendering->format == without[i])
			return false;
	return true;
}

/* Whether bars may be of block elements: the locale's encoding has them. */
static bool
writes_utf8(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	bool utf8 = locale && strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;

	if (locale)
		freelocale(locale);
	return utf8;
}

static bool
asks_for_something(const struct command *c)
{
	const xabar_request *r = &c->request;

	return *c->query || r->from || r->to || c->langs.n || c->sources.n || c->sections.n ||
	       c->facets.n || r->histogram || r->order != XABAR_RELEVANCE || r->as_of || c->action != ACTION_SEARCH;
}

/* A format of a line a hit has no place for facets beside them, and none for lines of another kind. */
static void
leave_out_sums(struct command *c)
{
	const xabar_format format = c->rendering.format;
	const bool beside = format == XABAR_TEXT || format == XABAR_JSON;
	const bool alone = beside || format == XABAR_JSONL || format == XABAR_CSV || format == XABAR_TSV;

	if ((!c->facets.n && !c->request.histogram) || beside || (alone && c->action == ACTION_COUNT))
		return;
	fprintf(stderr, "xabar-search: facets and histograms are left out: %s\n",
	        alone ? "with --count this format has them, in place of the hits"
	                      : "they are in the formats text and json, and with --count in csv, tsv and jsonl");
	c->facets.n = 0;
	c->facets.values[0] = NULL;
	c->request.histogram = NULL;
}

static void
complete(struct command *c)
{
	const char *dir = getenv("XABAR_INDEX");

	if (!c->indexes.n)
		c->indexes.values[c->indexes.n++] = dir && *dir ? dir : "news.xabar";
	if (c->action == ACTION_TOPICS && !c->format_given)
		c->rendering.format = XABAR_TREC;
	leave_out_sums(c);
	c->request.query = c->query;
	c->request.langs = c->langs.values;
	c->request.sources = c->sources.values;
	c->request.sections = c->sections.values;
	c->request.facets = c->facets.values;
	c->rendering.blocks = writes_utf8();
	c->request.no_snippets = !shows_snippets(&c->rendering);
	c->request.full_text = c->rendering.fields || c->rendering.format == XABAR_RSS || c->rendering.format == XABAR_ATOM;
	c->request.streamed = c->request.limit > STREAMED_OVER;
	if (!c->collapse_given)
		c->request.collapse = c->action == ACTION_SEARCH && c->rendering.format == XABAR_TEXT && !c->request.cursor;
	fit_terminal(c);
}

static int
act_on_searcher(struct command *c)
{
	xabar_searcher *searcher;
	xabar_error err;
	int code;

	if (!asks_for_something(c)) {
		fputs("xabar-search: what to search for? xabar-search --help tells how to ask\n", stderr);
		return 2;
	}
	if (c->versions && c->action != ACTION_SHOW) {
		fputs("xabar-search: --versions is of one dispatch: --show ID --versions\n", stderr);
		return 2;
	}
	if (xabar_searcher_open_within(&searcher, c->indexes.values, c->indexes.n, c->timeout, &err) != XABAR_OK)
		return fail(&err);
	if (c->action == ACTION_SHOW)
		code = show(c, searcher);
	else if (c->action == ACTION_SPREAD)
		code = spread(c, searcher);
	else if (c->action == ACTION_COUNT)
		code = count(c, searcher);
	else if (c->action == ACTION_TOPICS)
		code = run_topics(c, searcher);
	else if (c->action == ACTION_BATCH)
		code = act_on_batch(c, searcher);
	else
		code = search(c, searcher);
	xabar_searcher_free(searcher);
	return code;
}

static int
act(struct command *c)
{
	const int code = c->action >= ACTION_ALERT_ADD ? act_on_alerts(c) : act_on_searcher(c);

	return flush_stdout() == 0 ? code : 2;
}

int
main(int argc, char **argv)
{
	static struct command c = { .timeout = 10000, .request = XABAR_REQUEST_INIT, .rendering = XABAR_RENDERING_INIT };
	xabar_error err = { 0 };
	int code;

	if (options_parse(&c, argc, argv, &err) != XABAR_OK)
		return fail(&err);
	if (c.action == ACTION_HELP)
		return options_print_help();
	if (c.action == ACTION_VERSION)
		return printf("xabar-search %s\n", xabar_version()) < 0;
	c.operands = argv + optind;
	c.query = join(argv + optind, (size_t)(argc - optind));
	if (!c.query) {
		fputs("xabar-search: out of memory\n", stderr);
		return 2;
	}
	complete(&c);
	if (c.rendering.version > XABAR_FORMAT_VERSION) {
		fprintf(stderr, "xabar-search: there is no version %u of the output formats\n"
		                "xabar-search: the newest that is known here is %d: ask for that, or install a newer xabar\n",
		        c.rendering.version, XABAR_FORMAT_VERSION);
		code = EXIT_VERSION_TOO_NEW;
	} else {
		code = act(&c);
	}
	free(c.query);
	return code;
}
