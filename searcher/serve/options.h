/* SPDX-License-Identifier: GPL-2.0-or-later */
/* options.h - the command line of xabar-serve. */
#ifndef XB_SERVE_OPTIONS_H
#define XB_SERVE_OPTIONS_H

#include "service.h"

enum xb_serve_action { XB_SERVE, XB_SERVE_HELP, XB_SERVE_VERSION };

struct xb_serve_command {
	enum xb_serve_action action;
	struct xb_names indexes, hosts;
	const char *listen, *alerts, *token_file, *slow_log;
	bool public;
	unsigned workers, slow_ms;
	unsigned timeout; /* seconds */
	struct xb_limits limits;
};

/* EINVAL for what makes no sense. What it points to is argv's, or the environment's. */
xabar_status xb_serve_options(struct xb_serve_command *out, int argc, char **argv, xabar_error *err);

/* To standard output; the exit code. */
int xb_serve_print_help(void);

#endif
