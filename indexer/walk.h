/* SPDX-License-Identifier: GPL-2.0-or-later */
/* walk.h - paths → files, in the order of their names, each once. */
#ifndef XB_WALK_H
#define XB_WALK_H

#include <sys/stat.h>

#include "error.h"

struct xb_walk; /* what was visited already */

/* What a walk calls. `path` is as the user would write it, `real` absolute and without links. */
struct xb_walk_visitor {
	/* A regular file. What is not XABAR_OK ends the walk. */
	xabar_status (*file)(void *ctx, const char *path, const char *real, const struct stat *st, xabar_error *err);
	/* Something that cannot be read, with the reason. */
	xabar_status (*trouble)(void *ctx, const char *path, const char *reason, xabar_error *err);
	void *ctx;
};

xabar_status xb_walk_new(struct xb_walk **out, xabar_error *err);
void xb_walk_free(struct xb_walk *walk);

/* Visit a file, or every file below a folder: names that begin with a dot are passed over, and so are
 * folders that are an index; links are followed, a folder or file
 * that was visited before (a loop, a second name) is not visited again. */
xabar_status xb_walk_path(struct xb_walk *walk, const char *path, const struct xb_walk_visitor *visitor,
                          xabar_error *err);

#endif
