/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rejects.h - rejects.log: every record turned away, with its input, offset and reason. */
#ifndef XB_REJECTS_H
#define XB_REJECTS_H

#include <stdint.h>

#include "error.h"

struct xb_rejects;

/* The log of the index in `dir`; NULL: standard error (--dry-run). Nothing is made until the first reject. */
xabar_status xb_rejects_new(struct xb_rejects **out, const char *dir, xabar_error *err);
void xb_rejects_free(struct xb_rejects *rejects);

/* Add a line: when, input, byte offset, reason, tab between. EIO. */
xabar_status xb_rejects_add(struct xb_rejects *rejects, const char *input, uint64_t offset, const char *reason,
                            xabar_error *err);

/* Lines added. */
uint64_t xb_rejects_count(const struct xb_rejects *rejects);

/* Path of the log; "" for standard error. Borrowed. */
const char *xb_rejects_path(const struct xb_rejects *rejects);

#endif
