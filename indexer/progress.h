/* SPDX-License-Identifier: GPL-2.0-or-later */
/* progress.h - how far a run is: a line that is rewritten on a terminal, or JSON lines, on standard error. */
#ifndef XB_PROGRESS_H
#define XB_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

enum xb_progress_mode { XB_PROGRESS_AUTO, XB_PROGRESS_ALWAYS, XB_PROGRESS_NEVER, XB_PROGRESS_JSON };

struct xb_progress {
	enum xb_progress_mode mode; /* never AUTO once begun */
	double begun, shown;        /* seconds */
	bool visible;               /* a line stands on the terminal */
};

/* "auto", "always", "never" or "json"; false for anything else. */
bool xb_progress_mode_find(enum xb_progress_mode *out, const char *name);

/* AUTO shows on a terminal only. */
void xb_progress_begin(struct xb_progress *progress, enum xb_progress_mode mode);

/* Seconds since it began. */
double xb_progress_seconds(const struct xb_progress *progress);

/* Show how far it is, at most five times a second. */
void xb_progress_show(struct xb_progress *progress, uint64_t dispatches, uint64_t rejected, uint64_t bytes,
                      const char *input);

/* Clear the line, so that something else can be printed. */
void xb_progress_clear(struct xb_progress *progress);

#endif
