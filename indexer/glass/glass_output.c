/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

xabar_status
xb_glass_output_open(struct xb_glass_output *output, const char *path, xabar_error *err)
{
	*output = (struct xb_glass_output){ .path = strdup(path), .fd = -1, .buffer = malloc(XB_GLASS_OUTPUT_BUFFER) };
	if (!output->path || !output->buffer)
		return xb_fail_nomem(err);
	output->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	return output->fd < 0 ? xb_fail_errno(err, "cannot make '%s'", path) : XABAR_OK;
}

static void
write_out(struct xb_glass_output *output, const unsigned char *bytes, size_t len)
{
	while (len && !output->failure) {
		ssize_t n = write(output->fd, bytes, len);

		if (n < 0 && errno != EINTR)
			output->failure = errno;
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
}

void
xb_glass_output_flush(struct xb_glass_output *output)
{
	write_out(output, output->buffer, output->used);
	output->used = 0;
}

unsigned char *
xb_glass_output_extend(struct xb_glass_output *output, size_t len)
{
	unsigned char *room;

	if (output->used + len > XB_GLASS_OUTPUT_BUFFER)
		xb_glass_output_flush(output);
	room = output->buffer + output->used;
	output->used += len;
	output->len += len;
	return room;
}

void
xb_glass_output_add(struct xb_glass_output *output, const void *bytes, size_t len)
{
	if (len <= XB_GLASS_OUTPUT_BUFFER) {
		memcpy(xb_glass_output_extend(output, len), bytes, len);
		return;
	}
	xb_glass_output_flush(output);
	write_out(output, bytes, len);
	output->len += len;
}

xabar_status
xb_glass_output_status(const struct xb_glass_output *output, xabar_error *err)
{
	if (!output->failure)
		return XABAR_OK;
	errno = output->failure;
	return xb_fail_errno(err, "cannot write '%s'", output->path);
}

xabar_status
xb_glass_output_finish(struct xb_glass_output *output, xabar_error *err)
{
	xb_glass_output_flush(output);
	if (!output->failure && fsync(output->fd) != 0)
		output->failure = errno;
	if (close(output->fd) != 0 && !output->failure)
		output->failure = errno;
	output->fd = -1;
	return xb_glass_output_status(output, err);
}

void
xb_glass_output_release(struct xb_glass_output *output)
{
	if (output->path && output->fd >= 0)
		close(output->fd);
	free(output->path);
	free(output->buffer);
	*output = (struct xb_glass_output){ .fd = -1 };
}
