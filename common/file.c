/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "deflate.h"

#define CHUNK ((size_t)256 * 1024)

char *
xb_path(const char *fmt, ...)
{
	char *path;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&path, fmt, ap);
	va_end(ap);
	return len < 0 ? NULL : path;
}

/* Give each chunk of a file to `take`. */
static xabar_status
each_chunk(const char *path, void (*take)(void *ctx, const char *bytes, size_t len), void *ctx, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	char *chunk = malloc(CHUNK);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = 0;

	if (!chunk)
		status = xb_fail_nomem(err);
	else if (fd < 0)
		status = xb_fail_errno(err, "cannot open '%s'", path);
	while (status == XABAR_OK && (n = read(fd, chunk, CHUNK)) > 0)
		take(ctx, chunk, (size_t)n);
	if (status == XABAR_OK && n < 0)
		status = xb_fail_errno(err, "cannot read '%s'", path);
	if (fd >= 0)
		close(fd);
	free(chunk);
	return status;
}

static void
take_into_buf(void *ctx, const char *bytes, size_t len)
{
	xb_buf_add(ctx, bytes, len);
}

xabar_status
xb_file_read(struct xb_buf *out, const char *path, xabar_error *err)
{
	xabar_status status = each_chunk(path, take_into_buf, out, err);

	return status == XABAR_OK ? xb_buf_status(out, err) : status;
}

static bool
write_all(int fd, struct xb_str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			bytes = xb_str_from(bytes, (size_t)n);
	}
	return true;
}

xabar_status
xb_file_write(const char *path, struct xb_str bytes, xabar_error *err)
{
	char *temporary = xb_path("%s.tmp", path);
	xabar_status status = XABAR_OK;
	int fd = -1;

	if (!temporary)
		return xb_fail_nomem(err);
	fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0 || !write_all(fd, bytes) || fsync(fd) != 0)
		status = xb_fail_errno(err, "cannot write '%s'", temporary);
	if (fd >= 0 && close(fd) != 0 && status == XABAR_OK)
		status = xb_fail_errno(err, "cannot write '%s'", temporary);
	if (status == XABAR_OK && rename(temporary, path) != 0)
		status = xb_fail_errno(err, "cannot name '%s'", path);
	if (status != XABAR_OK && fd >= 0)
		unlink(temporary);
	free(temporary);
	return status;
}

xabar_status
xb_file_sync(const char *path, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) != 0)
		status = xb_fail_errno(err, "cannot sync '%s'", path);
	if (fd >= 0)
		close(fd);
	return status;
}

static int
not_dots(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

xabar_status
xb_each_entry(const char *path, xabar_status (*visit)(void *ctx, const char *path, const char *name, xabar_error *err),
              void *ctx, xabar_error *err)
{
	struct dirent **entries;
	int n = scandir(path, &entries, not_dots, by_name);
	xabar_status status = XABAR_OK;

	if (n < 0)
		return xb_fail_errno(err, "cannot list '%s'", path);
	for (int i = 0; i < n; i++) {
		char *entry = xb_path("%s/%s", path, entries[i]->d_name);

		if (!entry && status == XABAR_OK)
			status = xb_fail_nomem(err);
		if (status == XABAR_OK)
			status = visit(ctx, entry, entries[i]->d_name, err);
		free(entry);
		free(entries[i]);
	}
	free(entries);
	return status;
}

struct sum {
	uint64_t bytes;
	uint32_t crc;
};

static void
take_into_sum(void *ctx, const char *bytes, size_t len)
{
	struct sum *sum = ctx;

	sum->bytes += len;
	sum->crc = xb_crc32(sum->crc, xb_strn(bytes, len));
}

static xabar_status
sum_entry(void *ctx, const char *path, const char *name, xabar_error *err)
{
	struct sum *sum = ctx;

	sum->crc = xb_crc32(sum->crc, xb_str(name));
	return each_chunk(path, take_into_sum, sum, err);
}

xabar_status
xb_folder_sum(uint64_t *bytes, uint32_t *crc, const char *path, xabar_error *err)
{
	struct sum sum = { 0 };
	xabar_status status = xb_each_entry(path, sum_entry, &sum, err);

	*bytes = sum.bytes;
	*crc = sum.crc;
	return status;
}

static xabar_status
sync_entry(void *ctx, const char *path, const char *name, xabar_error *err)
{
	(void)ctx, (void)name;
	return xb_file_sync(path, err);
}

xabar_status
xb_folder_sync(const char *path, xabar_error *err)
{
	xabar_status status = xb_each_entry(path, sync_entry, NULL, err);

	return status == XABAR_OK ? xb_file_sync(path, err) : status;
}

static xabar_status
remove_entry(void *ctx, const char *path, const char *name, xabar_error *err)
{
	(void)ctx, (void)name;
	return xb_remove(path, err);
}

xabar_status
xb_remove(const char *path, xabar_error *err)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return errno == ENOENT ? XABAR_OK : xb_fail_errno(err, "cannot remove '%s'", path);
	if (S_ISDIR(st.st_mode)) {
		xabar_status status = xb_each_entry(path, remove_entry, NULL, err);

		if (status != XABAR_OK)
			return status;
	}
	if (remove(path) != 0 && errno != ENOENT)
		return xb_fail_errno(err, "cannot remove '%s'", path);
	return XABAR_OK;
}
