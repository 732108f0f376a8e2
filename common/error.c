/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The one table of statuses: name, exit code (sysexits' EX_TEMPFAIL for a lock), HTTP's status code (RFC 9110). */
static const struct {
	xabar_status status;
	const char *name;
	int exit_code;
	int http_code;
} statuses[] = {
	{ XABAR_OK, "ok", 0, 200 },
	{ XABAR_ENOMEM, "no-memory", 2, 503 },
	{ XABAR_EINVAL, "invalid", 2, 400 },
	{ XABAR_ENOTFOUND, "not-found", 2, 404 },
	{ XABAR_ELOCKED, "locked", 75, 503 },
	{ XABAR_ESTALE, "stale", 2, 503 },
	{ XABAR_ECORRUPT, "corrupt", 2, 500 },
	{ XABAR_EVERSION, "version", 2, 500 },
	{ XABAR_EIO, "io", 2, 500 },
	{ XABAR_ERECORD, "bad-record", 1, 422 },
	{ XABAR_EQUERY, "bad-query", 2, 400 },
	{ XABAR_ELIMIT, "limit", 2, 422 },
	{ XABAR_EINTERNAL, "internal", 2, 500 },
	{ XABAR_ESTOPPED, "stopped", 2, 503 },
	{ XABAR_EAWAY, "away", 2, 503 },
};

const char *
xabar_status_name(xabar_status status)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		if (statuses[i].status == status)
			return statuses[i].name;
	return "unknown";
}

int
xabar_status_exit_code(xabar_status status)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		if (statuses[i].status == status)
			return statuses[i].exit_code;
	return 2;
}

int
xabar_status_http_code(xabar_status status)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		if (statuses[i].status == status)
			return statuses[i].http_code;
	return 500;
}

static void
fill(xabar_error *err, xabar_status status, const char *fmt, va_list ap)
{
	err->status = status;
	err->offset = 0;
	err->hint[0] = '\0';
	vsnprintf(err->message, sizeof(err->message), fmt, ap);
}

xabar_status
xb_fail(xabar_error *err, xabar_status status, const char *fmt, ...)
{
	va_list ap;

	if (err) {
		va_start(ap, fmt);
		fill(err, status, fmt, ap);
		va_end(ap);
	}
	return status;
}

xabar_status
xb_fail_errno(xabar_error *err, const char *fmt, ...)
{
	int saved = errno;
	xabar_status status = saved == ENOENT ? XABAR_ENOTFOUND
	                    : saved == ENOMEM ? XABAR_ENOMEM : XABAR_EIO;
	va_list ap;
	size_t used;

	if (!err)
		return status;
	va_start(ap, fmt);
	fill(err, status, fmt, ap);
	va_end(ap);
	used = strlen(err->message);
	snprintf(err->message + used, sizeof(err->message) - used, ": %s", strerror(saved));
	return status;
}

xabar_status
xb_hint(xabar_error *err, xabar_status status, const char *fmt, ...)
{
	va_list ap;

	if (err) {
		va_start(ap, fmt);
		vsnprintf(err->hint, sizeof(err->hint), fmt, ap);
		va_end(ap);
	}
	return status;
}

xabar_status
xb_fail_nomem(xabar_error *err)
{
	return xb_fail(err, XABAR_ENOMEM, "out of memory");
}
