/* SPDX-License-Identifier: GPL-2.0-or-later */
/* notify.h - what systemd is told, and gives: sd_notify(3), sd_listen_fds(3). */
#ifndef XB_NOTIFY_H
#define XB_NOTIFY_H

#include "error.h"

/* Tell the service manager "READY=1" and the like; nothing where there is none. EIO. */
xabar_status xb_notify(const char *state, xabar_error *err);

/* Nanoseconds within which it wants to hear "WATCHDOG=1"; 0: it does not. */
unsigned long long xb_watchdog(void);

/* How many sockets it opened for this process, from descriptor 3 on. */
int xb_listen_fds(void);

#endif
