/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options.h - the command line of xabar-search. Like main.c it knows the public header only. */
#ifndef XABAR_SEARCH_OPTIONS_H
#define XABAR_SEARCH_OPTIONS_H

#include <stddef.h>

#include "xabar.h"

#define LIST_MAX 256

/* Those of alerts come last. */
enum action { ACTION_SEARCH, ACTION_SHOW, ACTION_SPREAD, ACTION_SIMILAR, ACTION_COUNT, ACTION_TOPICS, ACTION_BATCH,
              ACTION_HELP, ACTION_VERSION, ACTION_ALERT_ADD, ACTION_ALERT_LIST, ACTION_ALERT_REMOVE, ACTION_ALERTS };

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* Values of an option that may be repeated, ended by NULL. */
struct list {
	const char *values[LIST_MAX + 1];
	size_t n;
};

struct command {
	enum action action;
	unsigned timeout; /* milliseconds */
	struct list indexes, langs, sources, sections, facets;
	const char *show; /* the id, of --spread, too */
	const char *similar, *topics, *alert, *exec;
	const char *batch, *column, *resume;
	bool queries;     /* the column has queries, not names */
	bool again;       /* tell what may have been missed */
	xabar_request request;
	xabar_rendering rendering;
	bool format_given, limit_given, collapse_given;
	enum colour colour;
	bool versions;    /* of what is shown */
	char **operands;  /* ended by NULL */
	char *query;      /* the operands, joined */
};

/* Read the options; the operands, from argv[optind] on, are left to the caller. EINVAL for what makes no sense. What it points to
 * is argv's. */
xabar_status options_parse(struct command *c, int argc, char **argv, xabar_error *err);

/* EINVAL: `what` is wrong with `value`; with a hint where to look. */
xabar_status options_refuse(xabar_error *err, const char *what, const char *value);

/* To standard output; the exit code. */
int options_print_help(void);

#endif
