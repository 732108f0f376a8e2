/* SPDX-License-Identifier: GPL-2.0-or-later */
/* slow_log.h - what took long, a JSON object a line. */
#ifndef XB_SLOW_LOG_H
#define XB_SLOW_LOG_H

#include "exchange.h"

/* Append a line of an exchange that is answered with `code` now. The file is opened anew each time, so that it may
 * be moved away. EIO. */
xabar_status xb_slow_log_add(const char *path, const struct xb_exchange *exchange, unsigned code, uint64_t now, xabar_error *err);

#endif
