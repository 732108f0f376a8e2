/* SPDX-License-Identifier: GPL-2.0-or-later */
/* service.h - what all requests share: limits, tokens, counts. */
#ifndef XB_SERVICE_H
#define XB_SERVICE_H

#include <stdatomic.h>

#include "token.h"
#include "xabar.h"

struct xb_limits {
	uint32_t hits;       /* of one answer */
	uint32_t depth;      /* the last hit that can be asked for */
	size_t bytes;        /* of an answer's body, before it is packed */
	unsigned time_ms;    /* from a request to its answer */
	uint32_t rows;       /* of a table that is sent */
	size_t body;         /* bytes of one */
};

/* Names, ended by NULL. */
#define XB_NAMES_MAX 64
struct xb_names {
	const char *values[XB_NAMES_MAX + 1];
	size_t n;
};

/* Upper bounds of the buckets that latencies are counted in, in seconds; the last bucket has none. */
#define XB_LATENCIES { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 }
#define XB_NLATENCIES 13
#define XB_CODE_MAX 600

/* Of a route. */
struct xb_tally {
	atomic_ulong codes[XB_CODE_MAX];
	atomic_ulong latencies[XB_NLATENCIES + 1]; /* not yet summed */
	atomic_ulong microseconds;
};

struct xb_service {
	struct xb_limits limits;
	struct xb_tokens tokens;
	struct xb_names hosts;     /* what the server may be called beside localhost */
	bool any_host;             /* it may be called anything */
	struct xb_names indexes;   /* that are searched */
	const char *alerts;        /* the folder of those that are fed; NULL: of the indexes */
	unsigned timeout_ms;       /* that a server of one has to answer */
	atomic_uint away[XB_NAMES_MAX]; /* of each, workers that go on without, as it is a server that does not answer */
	struct xb_tally *tallies;  /* of each route, then of what was none */
	atomic_ulong generation, documents; /* as the worker that looked last found them */
	atomic_ulong refreshes, refresh_errors;
	atomic_uint open;          /* requests that are being read, or are not answered yet */
	atomic_uint waiting;       /* of these, such as no worker took yet */
	unsigned workers;
	atomic_bool leaving;       /* it ends: nothing new should come */
	const char *slow_log;      /* NULL: none is kept */
	unsigned slow_ms;
};

/* ENOMEM. */
xabar_status xb_service_init(struct xb_service *service, xabar_error *err);
void xb_service_release(struct xb_service *service);

/* Note what a worker's searcher has, and which servers it goes on without, also in `lacks`, which is the worker's and as it was noted
 * last; whether there are any. */
bool xb_service_note(struct xb_service *service, bool lacks[XB_NAMES_MAX], const xabar_searcher *searcher);

struct xb_answer;
struct xb_asked;

/* What a client said beside the target: each NULL where it did not. */
struct xb_headers {
	const char *host, *authorization, *if_none_match, *accept_encoding, *accept_language;
};

/* Whether a client may ask. *code is HTTP's status code. EINVAL. */
xabar_status xb_service_admit(const struct xb_service *service, unsigned *code, const struct xb_asked *asked,
                              const struct xb_headers *headers, xabar_error *err);

/* What is wrong as the answer, in place of what there is: a page, where one was asked for, else a problem. */
void xb_service_refuse(struct xb_answer *out, unsigned code, const xabar_error *err, const struct xb_asked *asked);

/* Answer what was understood: what the route says, that nothing changed, or what is wrong. The searcher is NULL where
 * the route needs none. */
void xb_service_answer(struct xb_answer *out, struct xb_service *service, const struct xb_asked *asked,
                       const struct xb_headers *headers, xabar_searcher *searcher);

#endif
