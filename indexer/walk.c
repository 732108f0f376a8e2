/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "idmap.h"

#include <xxhash.h>

/* Devices and inodes seen, by hash. */
struct xb_walk {
	struct xb_idmap seen;
};

xabar_status
xb_walk_new(struct xb_walk **out, xabar_error *err)
{
	*out = calloc(1, sizeof(**out));
	return *out ? XABAR_OK : xb_fail_nomem(err);
}

void
xb_walk_free(struct xb_walk *walk)
{
	if (walk)
		xb_idmap_release(&walk->seen);
	free(walk);
}

/* Whether this is the first visit; notes it. */
static xabar_status
first_visit(bool *first, struct xb_walk *walk, const struct stat *st, xabar_error *err)
{
	uint64_t key[2] = { (uint64_t)st->st_dev, (uint64_t)st->st_ino };
	uint64_t id = XXH3_64bits(key, sizeof(key));

	*first = !xb_idmap_find(&walk->seen, id);
	return *first ? xb_idmap_put(&walk->seen, &(struct xb_idmap_entry){ .id = id }, err) : XABAR_OK;
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Whether a folder is an index, ours or another's: what it holds was indexed once and is no input. */
static bool
is_index(const char *path)
{
	static const char begin[] = "xabar-index ";
	char head[sizeof(begin) - 1];
	char *manifest = xb_path("%s/MANIFEST", path);
	FILE *file = manifest ? fopen(manifest, "re") : NULL;
	bool is = file && fread(head, 1, sizeof(head), file) == sizeof(head) && memcmp(head, begin, sizeof(head)) == 0;

	if (file)
		fclose(file);
	free(manifest);
	return is;
}

static xabar_status visit(struct xb_walk *walk, const char *path, const struct xb_walk_visitor *visitor,
                          xabar_error *err);

static xabar_status
visit_folder(struct xb_walk *walk, const char *path, const struct xb_walk_visitor *visitor, xabar_error *err)
{
	struct dirent **entries;
	int n = scandir(path, &entries, is_visible, by_name);
	const char *slash = path[0] && path[strlen(path) - 1] == '/' ? "" : "/";
	xabar_status status = XABAR_OK;

	if (n < 0)
		return visitor->trouble(visitor->ctx, path, strerror(errno), err);
	for (int i = 0; i < n; i++) {
		char *entry = xb_path("%s%s%s", path, slash, entries[i]->d_name);

		if (status == XABAR_OK)
			status = entry ? visit(walk, entry, visitor, err) : xb_fail_nomem(err);
		free(entry);
		free(entries[i]);
	}
	free(entries);
	return status;
}

static xabar_status
visit_file(const char *path, const struct stat *st, const struct xb_walk_visitor *visitor, xabar_error *err)
{
	char *real = realpath(path, NULL);
	xabar_status status = real ? visitor->file(visitor->ctx, path, real, st, err)
	                           : visitor->trouble(visitor->ctx, path, strerror(errno), err);

	free(real);
	return status;
}

static xabar_status
visit(struct xb_walk *walk, const char *path, const struct xb_walk_visitor *visitor, xabar_error *err)
{
	struct stat st;
	bool first;
	xabar_status status;

	if (stat(path, &st) != 0)
		return visitor->trouble(visitor->ctx, path, strerror(errno), err);
	status = first_visit(&first, walk, &st, err);
	if (status != XABAR_OK || !first)
		return status;
	if (S_ISDIR(st.st_mode))
		return is_index(path) ? XABAR_OK : visit_folder(walk, path, visitor, err);
	if (S_ISREG(st.st_mode))
		return visit_file(path, &st, visitor, err);
	return visitor->trouble(visitor->ctx, path, "neither a file nor a folder", err);
}

xabar_status
xb_walk_path(struct xb_walk *walk, const char *path, const struct xb_walk_visitor *visitor, xabar_error *err)
{
	return visit(walk, path, visitor, err);
}
