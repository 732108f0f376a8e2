/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options.h - the command line of xabar-index. */
#ifndef XB_OPTIONS_H
#define XB_OPTIONS_H

#include "export.h"
#include "run.h"

enum xb_action {
	ACTION_INDEX, ACTION_DELETE, ACTION_STATUS, ACTION_CHECK, ACTION_COMPACT, ACTION_EXPORT, ACTION_FORMATS, ACTION_ANALYZE,
	ACTION_HELP, ACTION_VERSION
};

struct xb_command {
	enum xb_action action;
	const char *dir;
	struct xb_run_options run;
	const char *zone;
	unsigned wait;
	struct xb_export_options export;
	bool quiet, said;        /* -q; -v, or a terminal to talk to */
	char *const *operands;
	size_t noperands;
};

/* Read the command line, or the defaults where it does not say. EINVAL for what makes no sense. What it points to is argv's and
 * the environment's. */
xabar_status xb_options_parse(struct xb_command *c, int argc, char **argv, xabar_error *err);

/* EINVAL: `what` is wrong with an option; with a hint where to look. */
xabar_status xb_usage_error(xabar_error *err, const char *what, const char *option);

/* To standard output; the exit code. */
int xb_options_print_help(void);

#endif
