/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.h - what the parts of xabar-search that act have from one another. */
#ifndef XABAR_SEARCH_MAIN_H
#define XABAR_SEARCH_MAIN_H

#include <stdio.h>

#include "options.h"

/* Print an error, and what to do next; the exit code. */
int fail(const xabar_error *err);

/* A server did not answer: there may be more. */
#define EXIT_INCOMPLETE 3

/* Print that a server is missing from an answer. */
void print_missing(const char *server);

/* Print what the user should mend, though it keeps nobody from searching. */
void print_notes(const char *const *notes, size_t n);

/* A xabar_write to standard output. */
int write_stdout(void *ctx, const char *bytes, size_t len);

/* 0, or 2 when what was written could not be, which is said. */
int flush_stdout(void);

/* --alert-add, --alert-list, --alert-remove, --alerts; the exit code. */
int act_on_alerts(struct command *c);

/* --batch; the exit code. */
int act_on_batch(struct command *c, xabar_searcher *searcher);

#endif
