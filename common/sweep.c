/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sweep.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "file.h"

#define HELD_MAX 63

struct sweep {
	const struct xb_generation *now;
	struct xb_manifest held[HELD_MAX]; /* of older generations that a reader has open */
	size_t nheld;
};

static bool
names_segment(const struct xb_manifest *manifest, uint32_t number, const uint32_t *deletions)
{
	for (size_t i = 0; i < manifest->nsegments; i++) {
		const struct xb_segment_info *segment = &manifest->segments[i];

		if (segment->number == number && (!deletions || segment->deletions == *deletions))
			return true;
	}
	return false;
}

/* Whether a segment, or these tombstones of it (NULL: not asked), and what of them are earlier versions, is needed. */
static bool
is_needed(const struct sweep *sweep, uint32_t number, const uint32_t *deletions)
{
	bool needed = names_segment(&sweep->now->manifest, number, deletions);

	for (size_t i = 0; i < sweep->nheld && !needed; i++)
		needed = names_segment(&sweep->held[i], number, deletions);
	return needed;
}

static bool
read_manifest(struct xb_manifest *out, const char *path)
{
	struct xb_buf text;
	bool ok;

	*out = (struct xb_manifest){ 0 };
	xb_buf_init(&text, SIZE_MAX / 2);
	ok = xb_file_read(&text, path, NULL) == XABAR_OK && xb_manifest_read(out, xb_buf_view(&text), NULL) == XABAR_OK;
	xb_buf_release(&text);
	return ok;
}

/* An old MANIFEST that nobody reads any more is removed; what one that is read names is noted. ESTOPPED when there is no
 * telling, so that nothing may be swept. */
static xabar_status
visit_old_manifest(void *ctx, const char *path, const char *name, xabar_error *err)
{
	struct sweep *sweep = ctx;
	struct xb_manifest manifest;
	xabar_status status = XABAR_ESTOPPED;
	uint64_t generation;
	bool readable;
	char rest;
	int fd;

	(void)err;
	if (sscanf(name, "MANIFEST.%" SCNu64 "%c", &generation, &rest) != 1)
		return XABAR_OK;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? XABAR_OK : XABAR_ESTOPPED;
	readable = read_manifest(&manifest, path);
	/* The newest one under its second name (a run that died between link and rename) may be locked, and goes all the same. */
	if ((readable && manifest.generation == sweep->now->manifest.generation) || flock(fd, LOCK_EX | LOCK_NB) == 0) {
		if (unlink(path) == 0)
			status = XABAR_OK;
	} else if (readable && sweep->nheld < HELD_MAX) {
		sweep->held[sweep->nheld++] = manifest;
		manifest = (struct xb_manifest){ 0 };
		status = XABAR_OK;
	}
	xb_manifest_release(&manifest);
	close(fd);
	return status;
}

static bool
ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), elen = strlen(end);

	return len >= elen && strcmp(s + len - elen, end) == 0;
}

/* Whether a file of the index directory is ours and no longer needed. Names that we do not know are never touched. */
static bool
is_litter(const struct sweep *sweep, const char *name)
{
	uint32_t number, deletions;
	char rest;

	if (ends_with(name, ".tmp"))
		return strncmp(name, "seg-", 4) == 0 || strncmp(name, "MANIFEST", 8) == 0;
	if (sscanf(name, "seg-%" SCNu32 ".del-%" SCNu32 "%c", &number, &deletions, &rest) == 2)
		return !is_needed(sweep, number, &deletions);
	if (sscanf(name, "seg-%" SCNu32 ".old-%" SCNu32 "%c", &number, &deletions, &rest) == 2)
		return !is_needed(sweep, number, &deletions);
	if (sscanf(name, "seg-%" SCNu32 "%c", &number, &rest) == 1)
		return !is_needed(sweep, number, NULL);
	return false;
}

static xabar_status
visit_litter(void *ctx, const char *path, const char *name, xabar_error *err)
{
	(void)err;
	if (is_litter(ctx, name))
		(void)xb_remove(path, NULL); /* what cannot go now goes with a later run */
	return XABAR_OK;
}

static bool
is_ledger_needed(const struct sweep *sweep, uint64_t generation)
{
	bool needed = sweep->now->manifest.ledger == generation;

	for (size_t i = 0; i < sweep->nheld && !needed; i++)
		needed = sweep->held[i].ledger == generation;
	return needed;
}

static xabar_status
visit_ledger(void *ctx, const char *path, const char *name, xabar_error *err)
{
	const struct sweep *sweep = ctx;
	uint64_t generation;

	(void)err;
	if (sscanf(name, "%" SCNu64, &generation) == 1 &&
	    (!is_ledger_needed(sweep, generation) || ends_with(name, ".tmp")))
		(void)unlink(path);
	return XABAR_OK;
}

void
xb_sweep(const struct xb_generation *now)
{
	struct sweep sweep = { .now = now };
	char *ledgers = xb_path("%s/ledger", now->dir);

	if (xb_each_entry(now->dir, visit_old_manifest, &sweep, NULL) == XABAR_OK) {
		(void)xb_each_entry(now->dir, visit_litter, &sweep, NULL);
		if (ledgers)
			(void)xb_each_entry(ledgers, visit_ledger, &sweep, NULL);
	}
	for (size_t i = 0; i < sweep.nheld; i++)
		xb_manifest_release(&sweep.held[i]);
	free(ledgers);
}
