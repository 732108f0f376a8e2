/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "json.h"

#define INTERVAL 0.2

static const char *const modes[] = {
	[XB_PROGRESS_AUTO] = "auto",
	[XB_PROGRESS_ALWAYS] = "always",
	[XB_PROGRESS_NEVER] = "never",
	[XB_PROGRESS_JSON] = "json",
};

bool
xb_progress_mode_find(enum xb_progress_mode *out, const char *name)
{
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (strcmp(modes[i], name) == 0) {
			*out = (enum xb_progress_mode)i;
			return true;
		}
	return false;
}

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + 1e-9 * (double)ts.tv_nsec;
}

void
xb_progress_begin(struct xb_progress *progress, enum xb_progress_mode mode)
{
	if (mode == XB_PROGRESS_AUTO)
		mode = isatty(STDERR_FILENO) ? XB_PROGRESS_ALWAYS : XB_PROGRESS_NEVER;
	*progress = (struct xb_progress){ .mode = mode, .begun = now() };
}

double
xb_progress_seconds(const struct xb_progress *progress)
{
	return now() - progress->begun;
}

static void
show_json(double seconds, uint64_t dispatches, uint64_t rejected, uint64_t bytes, const char *input)
{
	struct xb_buf line;

	xb_buf_init(&line, 1 << 16);
	xb_buf_printf(&line, "{\"seconds\":%.1f,\"dispatches\":%" PRIu64 ",\"rejected\":%" PRIu64 ",\"bytes\":%" PRIu64,
	              seconds, dispatches, rejected, bytes);
	xb_json_member(&line, "input", xb_strn(input, strlen(input)));
	xb_buf_add_char(&line, '}');
	if (!line.failed)
		fprintf(stderr, "%s\n", line.ptr);
	xb_buf_release(&line);
}

void
xb_progress_show(struct xb_progress *progress, uint64_t dispatches, uint64_t rejected, uint64_t bytes,
                 const char *input)
{
	double seconds, megabytes = (double)bytes / 1e6;

	if (progress->mode == XB_PROGRESS_NEVER)
		return;
	seconds = xb_progress_seconds(progress);
	if (seconds - progress->shown < INTERVAL)
		return;
	progress->shown = seconds;
	if (progress->mode == XB_PROGRESS_JSON) {
		show_json(seconds, dispatches, rejected, bytes, input);
		return;
	}
	fprintf(stderr, "\r\033[K%" PRIu64 " dispatches, %.1f MB/s, %.0f s  %.40s", dispatches, megabytes / seconds,
	        seconds, input);
	progress->visible = true;
}

void
xb_progress_clear(struct xb_progress *progress)
{
	if (progress->visible)
		fputs("\r\033[K", stderr);
	progress->visible = false;
}
