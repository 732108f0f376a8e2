/* SPDX-License-Identifier: GPL-2.0-or-later */
/* exchange.h - one request and its answer, on their way through the pool. */
#ifndef XB_EXCHANGE_H
#define XB_EXCHANGE_H

#include "route.h"

enum xb_exchange_state {
	XB_ARRIVING, /* with the connection */
	XB_WAITING,  /* in the queue */
	XB_RUNNING,  /* with a worker */
	XB_ANSWERED, /* the answer is there */
	XB_LATE      /* its time is over: the answer is the worker's, and nobody will read it */
};

struct xb_exchange {
	struct xb_exchange *prev, *next; /* in the pool's list of such as are waiting or running, in the order of their deadlines */
	enum xb_exchange_state state;
	bool head;                       /* its head was seen */
	bool ran;                        /* late: a worker had taken it */
	unsigned holders;                /* the connection, the pool */
	char *said, *target;             /* the target as the client wrote it, and as it is being read */
	char *copies[4];                 /* of headers */
	struct xb_headers headers;
	struct xb_asked asked;
	unsigned code;                   /* HTTP's of the request; when it is not 200, .err says what is wrong with it */
	xabar_error err;
	struct xb_buf body;              /* of the request, if its route takes one */
	struct xb_answer answer;
	size_t unread;                   /* bytes of what was answered */
	uint64_t arrived, taken;         /* nanoseconds of the monotonic clock */
	uint64_t deadline;
	void *connection;
	void (*wake)(struct xb_exchange *exchange); /* it is answered, or late; called once, from any thread */
};

/* With one holder. NULL: out of memory. */
struct xb_exchange *xb_exchange_new(const char *target);
void xb_exchange_free(struct xb_exchange *exchange);

/* Keep the headers, which live as long as the connection wants, for the worker. ENOMEM. */
xabar_status xb_exchange_keep(struct xb_exchange *exchange, xabar_error *err);

/* Note what is wrong with it; its body is of no use then. */
void xb_exchange_refuse(struct xb_exchange *exchange, unsigned code, const xabar_error *err);

/* Keep a piece of its body, if it is of use; one that has too much is refused. */
void xb_exchange_add(struct xb_exchange *exchange, const char *piece, size_t len);

/* Nanoseconds of the monotonic clock. */
uint64_t xb_now(void);

#endif
