/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "notify.h"

#define WORKERS_MAX 256
#define DEFAULT_LISTEN "127.0.0.1:7171"

enum kind {
	TEXT,   /* a const char * */
	NUMBER, /* an unsigned, from .min to .max */
	SIZE,   /* a size_t, with K, M or G, likewise */
	NAMES,  /* a struct xb_names */
	FLAG,   /* a bool */
	ACTION  /* .min is the action */
};

#define AT(member) offsetof(struct xb_serve_command, member)
static const struct option_row {
	char letter;
	const char *name, *arg;
	enum kind kind;
	size_t offset;
	unsigned long min, max;
	const char *help;
} rows[] = {
	{ 'd', "index", "DIR", NAMES, AT(indexes), 0, 0,
	  "an index, a shard, or tcp://host:port; may be repeated (default $XABAR_INDEX, else news.xabar)" },
	{ 0, "timeout", "SECONDS", NUMBER, AT(timeout), 1, 3600, "that a server of a shard has to answer (default 2)" },
	{ 0, "alerts", "DIR", TEXT, AT(alerts), 0, 0, "whose alerts are fed (default: those of the indexes)" },
	{ 0, "listen", "WHERE", TEXT, AT(listen), 0, 0, "ADDRESS:PORT, unix:/PATH or LISTEN_FDS (default " DEFAULT_LISTEN ")" },
	{ 0, "token-file", "FILE", TEXT, AT(token_file), 0, 0, "answer only who sends one of the tokens in FILE" },
	{ 0, "public", NULL, FLAG, AT(public), 0, 0, "answer everybody, where other machines reach it, too" },
	{ 0, "host", "NAME", NAMES, AT(hosts), 0, 0, "what browsers call the server beside localhost; may be repeated" },
	{ 'j', "workers", "N", NUMBER, AT(workers), 1, WORKERS_MAX, "threads that search (default: a processor each, at least 2)" },
	{ 0, "max-hits", "N", NUMBER, AT(limits.hits), 1, 1000000, "hits of one answer, at most (default 1000)" },
	{ 0, "max-depth", "N", NUMBER, AT(limits.depth), 1, 100000000, "the last hit that can be asked for (default 10000)" },
	{ 0, "max-size", "SIZE", SIZE, AT(limits.bytes), 4096, 1ul << 30, "bytes of an answer, at most (default 32M)" },
	{ 0, "max-time", "MS", NUMBER, AT(limits.time_ms), 1, 3600000, "from a request to its answer, at most (default 10000)" },
	{ 0, "max-body", "SIZE", SIZE, AT(limits.body), 1024, 1ul << 28, "bytes of a table that is sent, at most (default 1M)" },
	{ 0, "max-rows", "N", NUMBER, AT(limits.rows), 1, 1000000, "rows of one, at most (default 1000)" },
	{ 0, "slow-log", "FILE", TEXT, AT(slow_log), 0, 0, "note what took long in FILE, a JSON object a line" },
	{ 0, "slow-ms", "MS", NUMBER, AT(slow_ms), 0, 3600000, "what took long (default 500)" },
	{ 'h', "help", NULL, ACTION, 0, XB_SERVE_HELP, 0, "print this" },
	{ 'V', "version", NULL, ACTION, 0, XB_SERVE_VERSION, 0, "print the version" },
};

#define NROWS (sizeof(rows) / sizeof(*rows))
#define LONG_BASE 256

static xabar_status
refuse(xabar_error *err, const char *what, const char *value)
{
	xb_fail(err, XABAR_EINVAL, "%s '%s'", what, value);
	return xb_hint(err, XABAR_EINVAL, "xabar-serve --help lists the options");
}

static xabar_status
read_number(unsigned long *out, const struct option_row *row, const char *arg, xabar_error *err)
{
	static const char units[] = "KMG";
	const size_t digits = strspn(arg, "0123456789");
	const char *unit = row->kind == SIZE && arg[digits] ? strchr(units, arg[digits] & ~0x20) : NULL;

	*out = digits && digits <= 12 ? strtoul(arg, NULL, 10) << (unit ? 10 * (unit - units + 1) : 0) : 0;
	if (digits && digits <= 12 && !arg[digits + (unit != NULL)] && *out >= row->min && *out <= row->max)
		return XABAR_OK;
	xb_fail(err, XABAR_EINVAL, "--%s wants a number from %lu to %lu, not '%s'", row->name, row->min, row->max, arg);
	return XABAR_EINVAL;
}

static xabar_status
set(struct xb_serve_command *c, const struct option_row *row, const char *arg, xabar_error *err)
{
	void *at = (char *)c + row->offset;
	unsigned long number;
	xabar_status status = XABAR_OK;

	switch (row->kind) {
	case TEXT:
		*(const char **)at = arg;
		break;
	case NUMBER:
		status = read_number(&number, row, arg, err);
		if (status == XABAR_OK)
			*(unsigned *)at = (unsigned)number;
		break;
	case SIZE:
		status = read_number(&number, row, arg, err);
		if (status == XABAR_OK)
			*(size_t *)at = number;
		break;
	case NAMES: {
		struct xb_names *names = at;

		if (names->n == XB_NAMES_MAX)
			return refuse(err, "too many values, from", arg);
		names->values[names->n++] = arg;
		break;
	}
	case FLAG:
		*(bool *)at = true;
		break;
	case ACTION:
		c->action = (enum xb_serve_action)row->min;
		break;
	}
	return status;
}

/* Every option is its row's number, from LONG_BASE on. */
static int
next_option(int argc, char **argv)
{
	struct option longs[NROWS + 1] = { 0 };
	char shorts[2 * NROWS + 2] = ":";
	size_t end = 1;
	int code;

	for (size_t i = 0; i < NROWS; i++) {
		longs[i] = (struct option){ rows[i].name, rows[i].arg ? required_argument : no_argument, NULL, LONG_BASE + (int)i };
		if (rows[i].letter)
			shorts[end++] = rows[i].letter;
		if (rows[i].letter && rows[i].arg)
			shorts[end++] = ':';
	}
	code = getopt_long(argc, argv, shorts, longs, NULL);
	for (size_t i = 0; i < NROWS && code > 0; i++)
		if (rows[i].letter == code)
			return LONG_BASE + (int)i;
	return code;
}

static void
complete(struct xb_serve_command *c)
{
	const char *dir = getenv("XABAR_INDEX");
	const long online = sysconf(_SC_NPROCESSORS_ONLN);

	if (!c->indexes.n)
		c->indexes.values[c->indexes.n++] = dir && *dir ? dir : "news.xabar";
	if (!c->workers)
		c->workers = online < 2 ? 2 : online > WORKERS_MAX ? WORKERS_MAX : (unsigned)online;
	if (!c->listen)
		c->listen = xb_listen_fds() ? "LISTEN_FDS" : DEFAULT_LISTEN;
}

xabar_status
xb_serve_options(struct xb_serve_command *out, int argc, char **argv, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	int code;

	*out = (struct xb_serve_command){ .slow_ms = 500, .timeout = 2,
	                                  .limits = { 1000, 10000, (size_t)32 << 20, 10000, 1000, (size_t)1 << 20 } };
	opterr = 0;
	while (status == XABAR_OK && (code = next_option(argc, argv)) != -1) {
		if (code == ':')
			return refuse(err, "an argument is missing after", argv[optind - 1]);
		if (code < LONG_BASE) { /* a letter is in optopt, a long name behind optind */
			const char letter[] = { '-', (char)optopt, '\0' };

			return refuse(err, "no such option", optopt ? letter : argv[optind - 1]);
		}
		status = set(out, &rows[code - LONG_BASE], optarg, err);
	}
	if (status == XABAR_OK && optind < argc)
		return refuse(err, "what to do with", argv[optind]);
	complete(out);
	return status;
}

int
xb_serve_print_help(void)
{
	puts("usage: xabar-serve [options]\n"
	     "\n"
	     "Answer searches over HTTP, in indexes made by xabar-index.\n");
	for (size_t i = 0; i < NROWS; i++) {
		const char letter[] = { '-', rows[i].letter, ',', '\0' };

		printf("  %3s --%s%s%-*s %s\n", rows[i].letter ? letter : "", rows[i].name, rows[i].arg ? " " : "",
		       (int)(18 - strlen(rows[i].name) - (rows[i].arg != NULL)), rows[i].arg ? rows[i].arg : "", rows[i].help);
	}
	puts("\nIt ends on SIGTERM, when what was asked is answered. GET /openapi.json says what can be asked. "
	     "The manual: man xabar-serve");
	return 0;
}
