/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rejects.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "file.h"

struct xb_rejects {
	char *path;
	FILE *file;
	uint64_t n;
};

xabar_status
xb_rejects_new(struct xb_rejects **out, const char *dir, xabar_error *err)
{
	struct xb_rejects *rejects = calloc(1, sizeof(*rejects));

	*out = NULL;
	if (rejects)
		rejects->path = dir ? xb_path("%s/rejects.log", dir) : strdup("");
	if (!rejects || !rejects->path) {
		free(rejects);
		return xb_fail_nomem(err);
	}
	*out = rejects;
	return XABAR_OK;
}

void
xb_rejects_free(struct xb_rejects *rejects)
{
	if (!rejects)
		return;
	if (rejects->file && rejects->file != stderr)
		fclose(rejects->file);
	free(rejects->path);
	free(rejects);
}

xabar_status
xb_rejects_add(struct xb_rejects *rejects, const char *input, uint64_t offset, const char *reason, xabar_error *err)
{
	char when[32];
	time_t now = time(NULL);
	struct tm tm;

	if (!rejects->file)
		rejects->file = *rejects->path ? fopen(rejects->path, "ae") : stderr;
	if (!rejects->file)
		return xb_fail_errno(err, "cannot open '%s'", rejects->path);
	rejects->n++;
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
	/* Flushed a line at a time: a killed run has said what it turned away. */
	if (fprintf(rejects->file, "%s\t%s\t%" PRIu64 "\t%s\n", when, input, offset, reason) < 0 ||
	    fflush(rejects->file) != 0)
		return xb_fail_errno(err, "cannot write '%s'", rejects->path);
	return XABAR_OK;
}

uint64_t
xb_rejects_count(const struct xb_rejects *rejects)
{
	return rejects->n;
}

const char *
xb_rejects_path(const struct xb_rejects *rejects)
{
	return rejects->path;
}
