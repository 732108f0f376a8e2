/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "sweep.h"

#define POLL_NS 50000000L

/* ---- The lock ---- */

/* "process 1234, since 2024-03-01 10:54:00", as the holder wrote it. */
static void
read_holder(char *out, size_t size, int fd)
{
	ssize_t n = pread(fd, out, size - 1, 0);

	out[n > 0 ? n : 0] = '\0';
	out[strcspn(out, "\n")] = '\0';
}

static void
write_holder(int fd)
{
	char line[96], when[32];
	time_t now = time(NULL);
	struct tm tm;

	strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", localtime_r(&now, &tm));
	snprintf(line, sizeof(line), "process %ld, since %s\n", (long)getpid(), when);
	if (ftruncate(fd, 0) != 0 || pwrite(fd, line, strlen(line), 0) < 0)
		return; /* only the message of another writer would be poorer */
}

static xabar_status
take_lock(int fd, const char *dir, unsigned wait, xabar_error *err)
{
	const struct timespec pause = { 0, POLL_NS };
	const time_t until = time(NULL) + (time_t)wait;
	char holder[96];

	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return xb_fail_errno(err, "cannot lock '%s'", dir);
		if (time(NULL) >= until) {
			read_holder(holder, sizeof(holder), fd);
			xb_fail(err, XABAR_ELOCKED, "'%s' is being written by %s", dir,
			        *holder ? holder : "another process");
			return xb_hint(err, XABAR_ELOCKED, "let it finish, or wait for it with --wait SECS");
		}
		if (nanosleep(&pause, NULL) != 0)
			return xb_fail(err, XABAR_ESTOPPED, "stopped while waiting for '%s'", dir);
	}
	write_holder(fd);
	return XABAR_OK;
}

/* ---- Publishing ---- */

/* Replace MANIFEST, leaving the old one a second name by which a later sweep can find who still reads it. */
static xabar_status
replace_manifest(struct xb_index *index, const struct xb_manifest *next, xabar_error *err)
{
	char *path = xb_path("%s/MANIFEST", index->dir);
	char *old = xb_path("%s/MANIFEST.%" PRIu64, index->dir, next->generation - 1);
	struct xb_buf text;
	xabar_status status;

	xb_buf_init(&text, SIZE_MAX / 2);
	xb_manifest_write(&text, next);
	if (!path || !old)
		status = xb_fail_nomem(err);
	else
		status = xb_buf_status(&text, err);
	/* A file system without links cannot protect its readers from the sweep; they are told that their files are gone. */
	if (status == XABAR_OK && link(path, old) != 0 && errno != ENOENT && errno != EEXIST && errno != EPERM &&
	    errno != EOPNOTSUPP)
		status = xb_fail_errno(err, "cannot link '%s'", old);
	if (status == XABAR_OK)
		status = xb_file_write(path, xb_buf_view(&text), err);
	if (status == XABAR_OK)
		status = xb_file_sync(index->dir, err);
	xb_buf_release(&text);
	free(old);
	free(path);
	return status;
}

/* `path` is freed. */
static xabar_status
write_docset(char *path, const struct xb_docset *set, xabar_error *err)
{
	struct xb_buf bytes;
	xabar_status status;

	xb_buf_init(&bytes, SIZE_MAX / 2);
	xb_docset_write(&bytes, set);
	status = path ? xb_buf_status(&bytes, err) : xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = xb_file_write(path, xb_buf_view(&bytes), err);
	xb_buf_release(&bytes);
	free(path);
	return status;
}

/* Write the sets of a segment that are other ones than before. */
static xabar_status
write_docsets(const struct xb_index *index, struct xb_segment_info *info, const struct xb_docset *dead,
              const struct xb_docset *earlier, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	info->tombstones = dead->n;
	info->earlier = earlier->n;
	info->deletions += dead->n > 0;
	if (dead->n)
		status = write_docset(xb_deletions_path(index->dir, info->number, info->deletions), dead, err);
	if (status == XABAR_OK && earlier->n)
		status = write_docset(xb_olds_path(index->dir, info->number, info->deletions), earlier, err);
	return status;
}

/* Whether there is nothing in a segment any more. */
static bool
is_spent(const struct xb_segment_info *info, const struct xb_docset *dead, const struct xb_docset *earlier)
{
	return dead->n == info->documents && !earlier->n;
}

/* What is dead, and what an earlier version, when more are: one that is deleted is no version any more. */
static xabar_status
add_docsets(struct xb_docset *dead, struct xb_docset *earlier, const struct xb_generation *now, size_t i,
            const struct xb_change *change, xabar_error *err)
{
	struct xb_docset all = { 0 };
	xabar_status status = xb_docset_add_all(dead, &now->dead[i], err);

	if (status == XABAR_OK)
		status = xb_docset_add_all(&all, &now->earlier[i], err);
	if (status == XABAR_OK && change->dead)
		status = xb_docset_add_all(dead, &change->dead[i], err);
	if (status == XABAR_OK && change->earlier)
		status = xb_docset_add_all(dead, &change->earlier[i], err);
	if (status == XABAR_OK && change->earlier)
		status = xb_docset_add_all(&all, &change->earlier[i], err);
	xb_docset_sort(dead);
	xb_docset_sort(&all);
	if (status == XABAR_OK)
		status = xb_docset_subtract(earlier, &all, change->dead ? &change->dead[i] : &(struct xb_docset){ 0 }, err);
	xb_docset_release(&all);
	return status;
}

/* A segment of the current generation, with its new tombstones, into the next. */
static xabar_status
carry_segment(struct xb_index *index, struct xb_manifest *next, size_t i, const struct xb_change *change, xabar_error *err)
{
	struct xb_segment_info info = index->now->manifest.segments[i];
	struct xb_docset dead = { 0 }, earlier = { 0 };
	xabar_status status = XABAR_OK;
	bool spent = false;

	if ((change->dead && change->dead[i].n) || (change->earlier && change->earlier[i].n)) {
		status = add_docsets(&dead, &earlier, index->now, i, change, err);
		spent = is_spent(&info, &dead, &earlier);
		if (status == XABAR_OK && !spent)
			status = write_docsets(index, &info, &dead, &earlier, err);
		xb_docset_release(&dead);
		xb_docset_release(&earlier);
	}
	if (!spent)
		next->segments[next->nsegments++] = info;
	return status;
}

/* A new segment gets its number and its name, and is made durable. */
static xabar_status
adopt_segment(struct xb_index *index, struct xb_manifest *next, const struct xb_change *change, size_t i,
              xabar_error *err)
{
	struct xb_segment_info info = {
		.number = next->next_segment++,
		.documents = change->added[i].documents,
		.first = change->added[i].first,
		.last = change->added[i].last,
		.newest = change->added[i].newest,
	};
	char *path = xb_segment_path(index->dir, info.number);
	xabar_status status = path ? xb_folder_sync(change->added[i].path, err) : xb_fail_nomem(err);

	if (status == XABAR_OK)
		status = xb_folder_sum(&info.bytes, &info.crc, change->added[i].path, err);
	if (status == XABAR_OK && rename(change->added[i].path, path) != 0)
		status = xb_fail_errno(err, "cannot name '%s'", path);
	if (status == XABAR_OK)
		status = write_docsets(index, &info, &change->added[i].dead, &change->added[i].earlier, err);
	next->segments[next->nsegments++] = info;
	free(path);
	return status;
}

static xabar_status
write_ledger(struct xb_index *index, struct xb_manifest *next, struct xb_str bytes, xabar_error *err)
{
	char *folder = xb_path("%s/ledger", index->dir);
	char *path = xb_ledger_path(index->dir, next->generation);
	xabar_status status = folder && path ? XABAR_OK : xb_fail_nomem(err);

	if (status == XABAR_OK && mkdir(folder, 0777) != 0 && errno != EEXIST)
		status = xb_fail_errno(err, "cannot make '%s'", folder);
	if (status == XABAR_OK)
		status = xb_file_write(path, bytes, err);
	if (status == XABAR_OK)
		status = xb_file_sync(folder, err);
	next->ledger = next->generation;
	free(path);
	free(folder);
	return status;
}

/* Write out all that the next generation names. */
static xabar_status
prepare(struct xb_index *index, struct xb_manifest *next, const struct xb_change *change, xabar_error *err)
{
	const struct xb_manifest *now = &index->now->manifest;
	xabar_status status = XABAR_OK;

	*next = (struct xb_manifest){ .generation = now->generation + 1, .next_segment = now->next_segment,
	                              .ledger = now->ledger,
	                              .weighting = change->weighting ? *change->weighting : now->weighting };
	next->segments = calloc(now->nsegments + change->nadded + 1, sizeof(*next->segments));
	if (!next->segments)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < now->nsegments && status == XABAR_OK; i++)
		if (!change->dropped || !change->dropped[i])
			status = carry_segment(index, next, i, change, err);
	for (size_t i = 0; i < change->nadded && status == XABAR_OK; i++)
		status = adopt_segment(index, next, change, i, err);
	if (status == XABAR_OK && change->ledger.ptr)
		status = write_ledger(index, next, change->ledger, err);
	return status;
}

xabar_status
xb_index_publish(struct xb_index *index, const struct xb_change *change, xabar_error *err)
{
	struct xb_generation *newest;
	struct xb_manifest next;
	xabar_status status = prepare(index, &next, change, err), opened;

	/* The names of the segments must be durable before the manifest that says them. */
	if (status == XABAR_OK)
		status = xb_file_sync(index->dir, err);
	if (status == XABAR_OK)
		status = replace_manifest(index, &next, err);
	xb_manifest_release(&next);
	/* A failure may come after the rename: what MANIFEST says now, and not what was meant, decides what may be swept. */
	opened = xb_generation_open(&newest, index->dir, status == XABAR_OK ? err : NULL);
	if (opened != XABAR_OK)
		return status == XABAR_OK ? opened : status;
	xb_generation_free(index->now);
	index->now = newest;
	xb_sweep(index->now);
	return status;
}

/* ---- Opening ---- */

/* Publish generation 1, of nothing, where there is no MANIFEST. */
static xabar_status
publish_nothing(struct xb_index *index, xabar_error *err)
{
	const struct xb_manifest nothing = { .generation = 1, .next_segment = 1 };

	return replace_manifest(index, &nothing, err);
}

/* ESTOPPED at a name that is not of an index that holds nothing yet. */
static xabar_status
visit_stranger(void *ctx, const char *path, const char *name, xabar_error *err)
{
	static const char *const ours[] = { "lock", "ledger", "rejects.log", "MANIFEST.tmp", "aliases.txt", "alerts", "alerts.lock" };

	(void)ctx, (void)path, (void)err;
	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (strcmp(name, ours[i]) == 0)
			return XABAR_OK;
	return XABAR_ESTOPPED;
}

/* A folder without MANIFEST becomes an index only when it is as good as empty: neither somebody's documents nor the segments
 * of an index that has lost its manifest may be swept away. */
static xabar_status
make_folder(const char *dir, bool create, xabar_error *err)
{
	struct stat st;
	char *manifest = xb_path("%s/MANIFEST", dir);
	bool is_index = manifest && stat(manifest, &st) == 0;

	free(manifest);
	if (is_index)
		return XABAR_OK;
	if (!create) {
		xb_fail(err, XABAR_ENOTFOUND, "there is no index in '%s'", dir);
		return xb_hint(err, XABAR_ENOTFOUND, "name it with -d");
	}
	if (mkdir(dir, 0777) != 0 && errno != EEXIST)
		return xb_fail_errno(err, "cannot make '%s'", dir);
	if (xb_each_entry(dir, visit_stranger, NULL, NULL) != XABAR_OK) {
		xb_fail(err, XABAR_EINVAL, "'%s' is not an index and not empty", dir);
		return xb_hint(err, XABAR_EINVAL, "name another folder with -d; an index that lost its MANIFEST has to be "
		               "restored from its backup");
	}
	return XABAR_OK;
}

static xabar_status
open_under_lock(struct xb_index *index, unsigned wait, xabar_error *err)
{
	char *path = xb_path("%s/lock", index->dir);
	xabar_status status;

	if (!path)
		return xb_fail_nomem(err);
	index->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	status = index->lock_fd < 0 ? xb_fail_errno(err, "cannot open '%s'", path)
	                            : take_lock(index->lock_fd, index->dir, wait, err);
	free(path);
	if (status != XABAR_OK)
		return status;
	status = xb_generation_open(&index->now, index->dir, err);
	if (status == XABAR_ENOTFOUND && (status = publish_nothing(index, err)) == XABAR_OK)
		status = xb_generation_open(&index->now, index->dir, err);
	return status;
}

xabar_status
xb_index_open(struct xb_index **out, const char *dir, bool create, unsigned wait, xabar_error *err)
{
	struct xb_index *index = calloc(1, sizeof(*index));
	xabar_status status = make_folder(dir, create, err);

	*out = NULL;
	if (index) {
		index->lock_fd = -1;
		index->dir = strdup(dir);
	}
	if (status == XABAR_OK && (!index || !index->dir))
		status = xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = open_under_lock(index, wait, err);
	if (status != XABAR_OK) {
		xb_index_free(index);
		return status;
	}
	xb_sweep(index->now);
	*out = index;
	return XABAR_OK;
}

void
xb_index_free(struct xb_index *index)
{
	if (!index)
		return;
	xb_generation_free(index->now);
	if (index->lock_fd >= 0)
		close(index->lock_fd);
	free(index->dir);
	free(index);
}
