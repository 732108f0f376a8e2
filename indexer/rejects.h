/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rejects.h - rejects.log: every record turned away, with its input, offset and reason. */
#ifndef XB_REJECTS_H
#define XB_REJECTS_H

#include <stdio.h>

#include "error.h"
#include "tally.h"

struct xb_rejects;

/* The log of the index in `dir`; NULL: standard error (--dry-run). Nothing is made until the first reject. */
xabar_status xb_rejects_new(struct xb_rejects **out, const char *dir, xabar_error *err);
void xb_rejects_free(struct xb_rejects *rejects);

/* Add a line: when, input, byte offset, reason, tab between. EIO. */
xabar_status xb_rejects_add(struct xb_rejects *rejects, const char *input, uint64_t offset, const char *reason,
                            xabar_error *err);

/* The reasons so far without their details (numbers, what is quoted, what follows a colon), counted. Borrowed. */
const struct xb_tally *xb_rejects_reasons(const struct xb_rejects *rejects);

/* Print the most frequent reasons, a line each, where there was more than one reject: thousands can be understood so. */
void xb_rejects_print_reasons(FILE *out, const struct xb_tally *reasons);

#endif
