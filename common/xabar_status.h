/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xabar_status.h - status codes and the error struct; installed beside xabar.h, which includes it. */
#ifndef XABAR_STATUS_H
#define XABAR_STATUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of the library and the commands: the one place. */
#define XABAR_VERSION "0.1.0"

#if defined(__GNUC__)
#define XABAR_API __attribute__((visibility("default")))
#define XABAR_MUSTUSE __attribute__((warn_unused_result))
#else
#define XABAR_API
#define XABAR_MUSTUSE
#endif

/* 0 is success and every failure is negative. Numbers are never reused. */
typedef enum xabar_status {
	XABAR_OK = 0,
	XABAR_ENOMEM = -1,     /* out of memory, or over a limit given at init */
	XABAR_EINVAL = -2,     /* an argument or option that makes no sense */
	XABAR_ENOTFOUND = -3,  /* no such index, file, id */
	XABAR_ELOCKED = -4,    /* another writer holds the index */
	XABAR_ESTALE = -5,     /* the generation read from is gone: refresh */
	XABAR_ECORRUPT = -6,   /* the index is damaged: xabar-index --check says where */
	XABAR_EVERSION = -7,   /* the index has a newer format than this program reads */
	XABAR_EIO = -8,        /* the system said no: disk full, permission, read error */
	XABAR_ERECORD = -9,    /* one record of an input cannot be used; the run goes on */
	XABAR_EQUERY = -10,    /* the query cannot be parsed; error.offset is the byte */
	XABAR_ELIMIT = -11,    /* larger than a stated limit */
	XABAR_EINTERNAL = -12, /* a bug in xabar or below it */
	XABAR_ESTOPPED = -13,  /* a callback or a signal asked to stop */
	XABAR_EAWAY = -14      /* a server does not answer, or no longer */
} xabar_status;

/* What went wrong, in the caller's hand: nothing to free, works when memory is out. Written only on failure. */
typedef struct xabar_error {
	xabar_status status;
	size_t offset;     /* byte offset in the query or input, where that makes sense */
	char message[320]; /* one line, lower case, the culprit quoted */
	char hint[192];    /* what to do next, or "" */
} xabar_error;

/* The stable name of a status ("locked"): for logs, JSON and tests. Any thread. */
XABAR_API const char *xabar_status_name(xabar_status status);

/* The exit code that the commands give for a status: 0, 2 or 75. Any thread. */
XABAR_API int xabar_status_exit_code(xabar_status status);

/* The status code that a server answers with: 200, 400, 404, 422, 500 or 503. Any thread. */
XABAR_API int xabar_status_http_code(xabar_status status);

#ifdef __cplusplus
}
#endif
#endif
