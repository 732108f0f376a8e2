/* SPDX-License-Identifier: GPL-2.0-or-later */
/* query_error.h - what is wrong with a query, and in which column. */
#ifndef XB_QUERY_ERROR_H
#define XB_QUERY_ERROR_H

#include "error.h"
#include "str.h"

/* xb_fail for the byte `off` of a query: the message begins with its column, in characters from 1,
 * and is made one line of well-formed UTF-8, whatever was quoted in it. */
xabar_status xb_query_fail(xabar_error *err, xabar_status status, struct xb_str query, size_t off,
                           const char *fmt, ...) __attribute__((format(printf, 5, 6)));

#endif
