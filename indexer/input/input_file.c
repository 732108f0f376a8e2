/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input_layer.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct file {
	struct xb_layer layer;
	struct xb_meter *meter;
	int fd;
	bool own_fd;
	bool regular;
	off_t begin; /* standard input may have been read from already */
};

/* ESTOPPED when a signal whose handler does not restart system calls arrives: that is how a reader that waits on a pipe is
 * told to leave. */
static xabar_status
file_read(size_t *got, struct xb_layer *layer, void *to, size_t room, xabar_error *err)
{
	struct file *file = (struct file *)layer;
	struct pollfd ready = { .fd = file->fd, .events = POLLIN };
	ssize_t n = read(file->fd, to, room);

	while (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && poll(&ready, 1, -1) > 0)
		n = read(file->fd, to, room);
	*got = n > 0 ? (size_t)n : 0;
	if (n < 0 && errno == EINTR)
		return xb_fail(err, XABAR_ESTOPPED, "stopped while reading");
	if (n < 0)
		return xb_fail(err, XABAR_EIO, "read error at byte %" PRIu64 " of the file: %s", file->meter->packed,
		               strerror(errno));
	file->meter->packed += *got;
	return XABAR_OK;
}

static void
file_free(struct xb_layer *layer)
{
	struct file *file = (struct file *)layer;

	if (file->own_fd && file->fd >= 0)
		close(file->fd);
	free(file);
}

static xabar_status
check_kind(struct file *file, const char *path, xabar_error *err)
{
	struct stat st;

	if (fstat(file->fd, &st) != 0)
		return xb_fail_errno(err, "cannot open '%s'", path);
	if (S_ISDIR(st.st_mode))
		return xb_fail(err, XABAR_EIO, "'%s' is a directory", path);
	if (file->own_fd && !S_ISREG(st.st_mode))
		return xb_hint(err, xb_fail(err, XABAR_EIO, "'%s' is not a regular file", path),
		               "a pipe or device is read as standard input, whose name is -");
	file->begin = S_ISREG(st.st_mode) ? lseek(file->fd, 0, SEEK_CUR) : -1;
	file->regular = file->begin >= 0;
	return XABAR_OK;
}

xabar_status
xb_layer_file(struct xb_layer **out, const char *path, struct xb_meter *meter, xabar_error *err)
{
	struct file *file = calloc(1, sizeof(*file));
	xabar_status status;

	if (!file)
		return xb_fail_nomem(err);
	*file = (struct file){ .layer = { file_read, file_free }, .meter = meter, .own_fd = strcmp(path, "-") != 0 };
	/* O_NONBLOCK: to open a pipe without a writer would wait for one, only to refuse it. */
	file->fd = file->own_fd ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) : STDIN_FILENO;
	if (file->fd < 0)
		status = xb_fail_errno(err, "cannot open '%s'", path);
	else
		status = check_kind(file, path, err);
	if (status == XABAR_OK)
		*out = &file->layer;
	else
		file_free(&file->layer);
	return status;
}

bool
xb_layer_file_seekable(const struct xb_layer *layer)
{
	return layer->read == file_read && ((const struct file *)layer)->regular;
}

xabar_status
xb_layer_file_seek(uint64_t *at, struct xb_layer *layer, uint64_t offset, xabar_error *err)
{
	struct file *file = (struct file *)layer;
	off_t end = lseek(file->fd, 0, SEEK_END);

	if (end < file->begin)
		end = file->begin;
	*at = offset < (uint64_t)(end - file->begin) ? offset : (uint64_t)(end - file->begin);
	if (lseek(file->fd, file->begin + (off_t)*at, SEEK_SET) < 0)
		return xb_fail_errno(err, "cannot seek to byte %" PRIu64, offset);
	return XABAR_OK;
}
