/* SPDX-License-Identifier: GPL-2.0-or-later */
/* error.h - how every function in the tree says no. */
#ifndef XB_ERROR_H
#define XB_ERROR_H

#include "xabar_status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fill *err (which may be NULL) with a message and return `status`, so that callers write
 * `return xb_fail(err, XABAR_EINVAL, "no such field '%s'", name);`. The hint and offset are cleared. */
xabar_status xb_fail(xabar_error *err, xabar_status status, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for a failed system call: appends what errno means; ENOENT becomes XABAR_ENOTFOUND, ENOMEM
 * XABAR_ENOMEM, every other XABAR_EIO. errno is read first. */
xabar_status xb_fail_errno(xabar_error *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Add what to do next to a filled error, and return its status. err may be NULL: returns `status`. */
xabar_status xb_hint(xabar_error *err, xabar_status status, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* "out of memory", the one way it is said. */
xabar_status xb_fail_nomem(xabar_error *err);

#ifdef __cplusplus
}
#endif
#endif
