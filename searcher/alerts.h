/* SPDX-License-Identifier: GPL-2.0-or-later */
/* alerts.h - the file `alerts` of an index: queries that are asked again, each with what it was told of already. */
#ifndef XB_ALERTS_H
#define XB_ALERTS_H

#include "arena.h"
#include "xabar.h"

struct xb_alert {
	xabar_alert alert;
	uint64_t telling; /* what came after this generation is being told, or was when that was broken off; 0: nothing is */
};

/* As a file it is text, a line an alert, with a tab after each but the last of: told up to generation, telling from, missed from,
 * name, query. It is replaced as a whole, under a lock of its own: the indexer has nothing to do with it. */
struct xb_alerts {
	char *dir;
	int lock_fd; /* -1: they are read only */
	struct xb_arena arena;
	struct xb_alert *array; /* in the order in which they were added */
	size_t n, cap;
};

/* Read the alerts of the index in `dir`: none where there is no file. With `lock`, nobody else changes them until release: ELOCKED,
 * EIO where the folder cannot be written. ECORRUPT. */
xabar_status xb_alerts_open(struct xb_alerts *out, const char *dir, bool lock, xabar_error *err);
void xb_alerts_release(struct xb_alerts *alerts);

/* The alert of that name, or NULL. */
struct xb_alert *xb_alerts_find(const struct xb_alerts *alerts, const char *name);

/* ENOTFOUND: there is none of that name. */
xabar_status xb_alerts_fail_unknown(const struct xb_alerts *alerts, const char *name, xabar_error *err);

/* Make what they are now durable. EIO. */
xabar_status xb_alerts_write(const struct xb_alerts *alerts, xabar_error *err);

#endif
