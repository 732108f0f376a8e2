/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "generation.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

#define MANIFEST_MAX ((size_t)16 << 20)
#define DELETIONS_MAX ((size_t)1 << 30)

char *
xb_segment_path(const char *dir, uint32_t number)
{
	return xb_path("%s/seg-%06" PRIu32, dir, number);
}

char *
xb_deletions_path(const char *dir, uint32_t number, uint32_t deletions)
{
	return xb_path("%s/seg-%06" PRIu32 ".del-%" PRIu32, dir, number, deletions);
}

char *
xb_olds_path(const char *dir, uint32_t number, uint32_t deletions)
{
	return xb_path("%s/seg-%06" PRIu32 ".old-%" PRIu32, dir, number, deletions);
}

char *
xb_ledger_path(const char *dir, uint64_t generation)
{
	return xb_path("%s/ledger/%06" PRIu64, dir, generation);
}

/* Open MANIFEST and lock it shared. A writer may replace it, and sweep the old one, between the two: then the locked file has
 * no name any more, and the new one is taken. */
static xabar_status
open_locked(int *out, const char *path, xabar_error *err)
{
	struct stat st;

	for (;;) {
		int fd = open(path, O_RDONLY | O_CLOEXEC);

		if (fd < 0)
			return xb_fail_errno(err, "cannot open '%s'", path);
		if (flock(fd, LOCK_SH) != 0 || fstat(fd, &st) != 0) {
			xb_fail_errno(err, "cannot lock '%s'", path);
			close(fd);
			return XABAR_EIO;
		}
		if (st.st_nlink > 0) {
			*out = fd;
			return XABAR_OK;
		}
		close(fd);
	}
}

/* Read through the descriptor that is locked, not through the name, which may be another file by now. */
static xabar_status
read_manifest(struct xb_generation *generation, xabar_error *err)
{
	struct xb_buf text;
	xabar_status status;
	char chunk[4096];
	ssize_t n;

	xb_buf_init(&text, MANIFEST_MAX);
	while ((n = read(generation->fd, chunk, sizeof(chunk))) > 0)
		xb_buf_add(&text, chunk, (size_t)n);
	if (n < 0)
		status = xb_fail_errno(err, "cannot read '%s/MANIFEST'", generation->dir);
	else if ((status = xb_buf_status(&text, err)) == XABAR_OK)
		status = xb_manifest_read(&generation->manifest, xb_buf_view(&text), err);
	xb_buf_release(&text);
	return status;
}

/* `n` documents of a segment of `documents`, from the file `path`, which is freed. */
static xabar_status
read_docset(struct xb_docset *out, char *path, uint64_t n, uint64_t documents, xabar_error *err)
{
	struct xb_buf bytes;
	xabar_status status;
	xabar_error why;

	if (!path)
		return xb_fail_nomem(err);
	xb_buf_init(&bytes, DELETIONS_MAX);
	status = xb_file_read(&bytes, path, &why);
	if (status == XABAR_OK)
		status = xb_docset_read(out, xb_buf_view(&bytes), n, documents, &why);
	if (status != XABAR_OK)
		status = xb_fail(err, XABAR_ECORRUPT, "'%s': %s", path, why.message);
	xb_buf_release(&bytes);
	free(path);
	return status;
}

/* What lives has no earlier version that does. */
static xabar_status
check_earlier(const struct xb_docset *earlier, const struct xb_docset *dead, const struct xb_segment_info *info, xabar_error *err)
{
	for (size_t i = 0; i < earlier->n; i++)
		if (!xb_docset_has(dead, earlier->docids[i]))
			return xb_fail(err, XABAR_ECORRUPT, "an earlier version in seg-%06" PRIu32 " is not among its deletions",
			               info->number);
	return XABAR_OK;
}

/* Its tombstones and earlier versions. */
static xabar_status
read_docsets(struct xb_docset *dead, struct xb_docset *earlier, const char *dir, const struct xb_segment_info *info,
             xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (info->deletions)
		status = read_docset(dead, xb_deletions_path(dir, info->number, info->deletions), info->tombstones,
		                     info->documents, err);
	if (status == XABAR_OK && info->earlier)
		status = read_docset(earlier, xb_olds_path(dir, info->number, info->deletions), info->earlier, info->documents, err);
	return status == XABAR_OK ? check_earlier(earlier, dead, info, err) : status;
}

static xabar_status
open_segments(struct xb_generation *generation, xabar_error *err)
{
	const struct xb_manifest *manifest = &generation->manifest;
	size_t n = manifest->nsegments;
	xabar_status status = XABAR_OK;

	generation->dead = calloc(n + 1, sizeof(*generation->dead));
	generation->earlier = calloc(n + 1, sizeof(*generation->earlier));
	generation->refs = calloc(n + 1, sizeof(*generation->refs));
	if (!generation->dead || !generation->earlier || !generation->refs)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		const struct xb_segment_info *info = &manifest->segments[i];
		struct xb_segment_ref *ref = &generation->refs[i];

		ref->path = xb_segment_path(generation->dir, info->number);
		if (!ref->path)
			return xb_fail_nomem(err);
		status = read_docsets(&generation->dead[i], &generation->earlier[i], generation->dir, info, err);
		ref->dead = generation->dead[i].docids;
		ref->ndead = generation->dead[i].n;
		ref->earlier = generation->earlier[i].docids;
		ref->nearlier = generation->earlier[i].n;
	}
	return status;
}

xabar_status
xb_generation_open(struct xb_generation **out, const char *dir, xabar_error *err)
{
	struct xb_generation *generation = calloc(1, sizeof(*generation));
	char *path = xb_path("%s/MANIFEST", dir);
	xabar_status status;

	*out = NULL;
	if (generation) {
		generation->fd = -1;
		generation->dir = strdup(dir);
	}
	if (!generation || !generation->dir || !path)
		status = xb_fail_nomem(err);
	else if ((status = open_locked(&generation->fd, path, err)) == XABAR_ENOTFOUND) {
		xb_fail(err, status, "there is no index in '%s'", dir);
		xb_hint(err, status, "name it with -d, or make it: xabar-index -d '%s' PATH...", dir);
	}
	if (status == XABAR_OK)
		status = read_manifest(generation, err);
	if (status == XABAR_OK)
		status = open_segments(generation, err);
	free(path);
	if (status == XABAR_OK)
		*out = generation;
	else
		xb_generation_free(generation);
	return status;
}

void
xb_generation_free(struct xb_generation *generation)
{
	if (!generation)
		return;
	for (size_t i = 0; i < generation->manifest.nsegments; i++) {
		if (generation->refs)
			free((char *)generation->refs[i].path);
		if (generation->dead)
			xb_docset_release(&generation->dead[i]);
		if (generation->earlier)
			xb_docset_release(&generation->earlier[i]);
	}
	free(generation->refs);
	free(generation->dead);
	free(generation->earlier);
	xb_manifest_release(&generation->manifest);
	if (generation->fd >= 0)
		close(generation->fd);
	free(generation->dir);
	free(generation);
}

bool
xb_generation_is_old(const struct xb_generation *generation)
{
	char *path = xb_path("%s/MANIFEST", generation->dir);
	struct stat mine, now;
	bool old = false;

	/* The inode that is open cannot have been given to another file. */
	if (path && stat(path, &now) == 0 && fstat(generation->fd, &mine) == 0)
		old = mine.st_ino != now.st_ino || mine.st_dev != now.st_dev;
	free(path);
	return old;
}
