/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_output.h - a file written from front to back through a buffer. A failure is remembered, later writes do nothing, and
 * xb_glass_output_status tells. */
#ifndef XB_GLASS_OUTPUT_H
#define XB_GLASS_OUTPUT_H

#include <stdint.h>

#include "error.h"
#include "str.h"

#define XB_GLASS_OUTPUT_BUFFER ((size_t)256 * 1024)

struct xb_glass_output {
	char *path;
	int fd;
	unsigned char *buffer;
	size_t used;
	uint64_t len; /* of all that was added */
	int failure;  /* an errno, or 0 */
};

/* Make a new file at `path`, which is copied, readable too. ENOMEM, EIO. After a failure only release is allowed. */
xabar_status xb_glass_output_open(struct xb_glass_output *output, const char *path, xabar_error *err);

void xb_glass_output_add(struct xb_glass_output *output, const void *bytes, size_t len);

/* Room for `len` bytes, at most XB_GLASS_OUTPUT_BUFFER, that count as added; to be filled before the next call. */
unsigned char *xb_glass_output_extend(struct xb_glass_output *output, size_t len);

/* Hand the buffer to the system. */
void xb_glass_output_flush(struct xb_glass_output *output);

/* XABAR_OK, or the first failure. */
xabar_status xb_glass_output_status(const struct xb_glass_output *output, xabar_error *err);

/* Flush, fsync and close. */
xabar_status xb_glass_output_finish(struct xb_glass_output *output, xabar_error *err);

/* Close, and forget the buffer. Safe on zeroed memory that was never opened, and after finish. */
void xb_glass_output_release(struct xb_glass_output *output);

#endif
