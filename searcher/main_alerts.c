/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main_alerts.c - xabar-search: alerts, added, listed, removed and told. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "main.h"

/* ---- Keeping them ---- */

static int
add(const struct command *c)
{
	xabar_error err;

	if (!*c->query) {
		options_refuse(&err, "a query is wanted after --alert-add", c->alert);
		return fail(&err);
	}
	return xabar_alert_add(c->indexes.values[0], c->alert, c->query, &err) == XABAR_OK ? 0 : fail(&err);
}

static int
remove_one(const struct command *c)
{
	xabar_error err;

	return xabar_alert_remove(c->indexes.values[0], c->alert, &err) == XABAR_OK ? 0 : fail(&err);
}

static int
list(const struct command *c)
{
	xabar_alert_list *alerts;
	xabar_error err;
	int code;

	if (xabar_alert_list_read(&alerts, c->indexes.values[0], &err) != XABAR_OK)
		return fail(&err);
	for (size_t i = 0; i < alerts->n; i++) {
		const xabar_alert *alert = &alerts->alerts[i];

		printf("%s\t%s\t%" PRIu64 "\t", alert->name, alert->query, alert->seen);
		if (alert->missed)
			printf("%" PRIu64, alert->missed);
		putchar('\n');
	}
	code = alerts->n ? 0 : 1;
	xabar_alert_list_free(alerts);
	return code;
}

/* ---- Telling a command ---- */

/* Standard input of a command, which may not read all of it, or none: that is no failure of ours. */
static int
write_command(void *ctx, const char *bytes, size_t len)
{
	return fwrite(bytes, 1, len, ctx) != len && errno != EPIPE;
}

static void
set_environment(const xabar_results *results, const xabar_hit *hit)
{
	const struct { const char *name, *value; } variables[] = {
		{ "XABAR_ALERT", results->alert }, { "XABAR_QUERY", results->query },  { "XABAR_TOLD", hit->told },
		{ "XABAR_ID", hit->id },           { "XABAR_TITLE", hit->headline },   { "XABAR_DATE", hit->date },
		{ "XABAR_SOURCE", hit->source },   { "XABAR_LANG", hit->lang },        { "XABAR_URL", hit->url },
	};

	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
		setenv(variables[i].name, variables[i].value ? variables[i].value : "", 1);
}

/* 0, or 2 when the command failed, which is said. */
static int
run_command(const struct command *c, const xabar_results *results, const xabar_hit *hit)
{
	xabar_rendering rendering = c->rendering;
	xabar_results one = *results;
	xabar_error err = { .message = "" };
	FILE *pipe;
	int status;

	one.hits = hit;
	one.nhits = 1;
	rendering.format = XABAR_JSONL;
	set_environment(results, hit);
	pipe = popen(c->exec, "we");
	if (!pipe) {
		fprintf(stderr, "xabar-search: cannot run '%s': %s\n", c->exec, strerror(errno));
		return 2;
	}
	setvbuf(pipe, NULL, _IONBF, 0); /* lest pclose() fail for what the command did not read */
	status = xabar_render(&one, &rendering, write_command, pipe, &err);
	if (status != XABAR_OK && status != XABAR_ESTOPPED)
		fail(&err);
	status = pclose(pipe);
	if (status == 0)
		return 0;
	fprintf(stderr, "xabar-search: the command of the alert '%s' %s %d at '%s'\n", results->alert,
	        WIFSIGNALED(status) ? "was ended by signal" : "exited with",
	        WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), hit->id);
	return 2;
}

static void
ignore_signal(int number)
{
	(void)number; /* a handler, unlike SIG_IGN, is not inherited by the command */
}

/* ---- Telling ---- */

static int
tell_command(const struct command *c, xabar_news *news, const xabar_results *results)
{
	int code = 0;

	for (size_t i = 0; i < results->nhits; i++)
		if (run_command(c, results, &results->hits[i]) != 0)
			code = 2;
	if (code)
		xabar_news_miss(news);
	return code;
}

/* Printed is what has left us: what is to come is noted only then. */
static int
tell_output(struct command *c, const xabar_results *results)
{
	xabar_error err;

	c->rendering.more = true;
	if (xabar_render(results, &c->rendering, write_stdout, NULL, &err) != XABAR_OK)
		return fail(&err);
	c->rendering.no_header = true;
	return flush_stdout();
}

/* A feed is whole, whatever there was to tell. */
static int
end_output(struct command *c)
{
	const xabar_results nothing = { .query = "", .alert = "" };
	xabar_error err;

	c->rendering.more = false;
	if (c->exec || c->rendering.format != XABAR_ATOM)
		return 0;
	return xabar_render(&nothing, &c->rendering, write_stdout, NULL, &err) == XABAR_OK ? 0 : fail(&err);
}

/* Tell one page; *done at the end. 0: something was told, 1: not, 2: it could not be, or a query not be run. */
static int
tell_next(bool *done, bool *broken, struct command *c, xabar_news *news)
{
	xabar_results *results;
	xabar_error err;
	xabar_status status = xabar_news_next(&results, news, &err);
	int code = 1;

	*done = status == XABAR_OK && !results;
	*broken = status != XABAR_OK && status != XABAR_EQUERY && status != XABAR_ELIMIT;
	if (status != XABAR_OK)
		return fail(&err), 2;
	if (*done)
		return 1;
	print_notes(results->notes, results->nnotes);
	if (results->nhits && c->exec) {
		code = tell_command(c, news, results);
	} else if (results->nhits) {
		code = tell_output(c, results);
		*broken = code != 0;
	}
	xabar_results_free(results);
	return code;
}

static int
tell_all(struct command *c, xabar_news *news)
{
	bool done = false, broken = false;
	int code = 1;

	while (!done && !broken) {
		const int one = tell_next(&done, &broken, c, news);

		code = one == 2 || (one == 0 && code == 1) ? one : code;
	}
	return !broken && end_output(c) != 0 ? 2 : code;
}

static int
tell(struct command *c)
{
	const struct sigaction pipe_action = { .sa_handler = ignore_signal, .sa_flags = SA_RESTART };
	xabar_news_options options = XABAR_NEWS_OPTIONS_INIT;
	xabar_news *news;
	xabar_error err;
	int code;

	options.names = *c->operands ? (const char *const *)c->operands : NULL;
	options.limit = c->limit_given ? c->request.limit : 0;
	options.again = c->again;
	options.full_text = c->request.full_text;
	if (c->exec)
		sigaction(SIGPIPE, &pipe_action, NULL);
	if (xabar_news_open(&news, c->indexes.values[0], &options, &err) != XABAR_OK)
		return fail(&err);
	code = tell_all(c, news);
	xabar_news_free(news);
	return code;
}

/* ---- Which of them ---- */

/* What would be passed over in silence is refused. */
static xabar_status
check(const struct command *c, xabar_error *err)
{
	const xabar_request *r = &c->request;
	const xabar_format format = c->rendering.format;

	if (strncmp(c->indexes.values[0], "tcp://", 6) == 0)
		return options_refuse(err, "alerts are told where the index is that a shard is of, not by", c->indexes.values[0]);
	if (c->indexes.n > 1)
		return options_refuse(err, "alerts are those of one index, which leaves no room for", c->indexes.values[1]);
	if (c->langs.n || c->sources.n || c->sections.n || r->from || r->to || r->plain || r->no_names || r->order != XABAR_RELEVANCE)
		return options_refuse(err, "an alert is its query alone: --lang, --source, --from and the like go into it, as in",
		                      "lang:en");
	if (r->as_of || r->all || c->collapse_given)
		return options_refuse(err, "alerts tell every dispatch that is published now, which leaves no room for",
		                      r->as_of ? "--as-of" : r->all ? "--all" : "--collapse");
	if (c->facets.n || r->histogram)
		return options_refuse(err, "alerts are not counted by --facet or --histogram", c->facets.n ? c->facets.values[0] : r->histogram);
	if (c->action == ACTION_ALERTS && c->exec && c->format_given && format != XABAR_JSONL)
		return options_refuse(err, "--exec hands out", "jsonl");
	if (c->action == ACTION_ALERTS && format != XABAR_TEXT && format != XABAR_JSONL && format != XABAR_ATOM)
		return options_refuse(err, "--alerts are told as text, jsonl or atom, not", xabar_format_name(format));
	return XABAR_OK;
}

int
act_on_alerts(struct command *c)
{
	xabar_error err;

	if (check(c, &err) != XABAR_OK)
		return fail(&err);
	switch (c->action) {
	case ACTION_ALERT_ADD:
		return add(c);
	case ACTION_ALERT_REMOVE:
		return remove_one(c);
	case ACTION_ALERT_LIST:
		return list(c);
	default:
		return tell(c);
	}
}
