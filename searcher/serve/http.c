/* SPDX-License-Identifier: GPL-2.0-or-later */
/* http.c - one thread waits for all connections; a connection whose answer a worker makes is suspended until then. */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <microhttpd.h>

#include "metrics.h"
#include "slow_log.h"
#include "tongue.h"

/* Of a connection: its head has to fit. */
#define CONNECTION_BYTES ((size_t)24 << 10)
#define CONNECTIONS_MAX 16384
/* Bodies of the largest size that are kept at once. */
#define BODIES_MAX 64
/* Answers of the largest size that are kept at once for those who are slow to read, or of this size, where that is more. */
#define ANSWERS_MAX 16
#define ANSWER_BYTES ((size_t)4 << 20)
/* A connection that says nothing for so long is closed. */
#define SILENT_SECONDS 15

/* Nothing but what comes from here; no script or style within a page. */
#define CONTENT_POLICY \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

struct xb_http {
	struct MHD_Daemon *daemon;
	struct xb_service *service;
	struct xb_pool *pool;
	size_t held;   /* bytes of bodies */
	size_t unread; /* and of answers */
};

/* ---- Answering ---- */

static void
add_headers(struct MHD_Response *response, const struct xb_http *http, const struct xb_exchange *exchange,
            const struct xb_answer *answer)
{
	const struct xb_route *route = exchange->asked.route;
	const struct {
		bool wanted;
		const char *name, *value;
	} headers[] = {
		{ answer->code != 304, "Content-Type", answer->type },
		{ answer->packed, "Content-Encoding", "gzip" },
		{ answer->etag[0], "ETag", answer->etag },
		{ answer->missing.len, "Xabar-Incomplete", xb_buf_view(&answer->missing).ptr },
		{ true, "Cache-Control", answer->etag[0] ? http->service->tokens.n ? "private, no-cache" : "no-cache" : "no-store" },
		{ true, "Vary", xb_asked_page(&exchange->asked) ? "Accept-Encoding, Accept-Language" : "Accept-Encoding" },
		{ true, "X-Content-Type-Options", "nosniff" },
		{ true, "Content-Security-Policy", CONTENT_POLICY },
		{ answer->code == 401, "WWW-Authenticate", "Bearer realm=\"xabar\"" },
		{ answer->link.len, "Link", answer->link.ptr },
		{ answer->code == 405 && route, "Allow", route && strcmp(route->method, "GET") == 0 ? "GET, HEAD" : "POST" },
		{ answer->code == 503, "Retry-After", "1" },
		{ http->service->leaving, "Connection", "close" },
	};

	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++)
		if (headers[i].wanted)
			MHD_add_response_header(response, headers[i].name, headers[i].value);
}

/* What went wrong here, not at the client, is told; so is what took long. */
static void
note(struct xb_http *http, const struct xb_exchange *exchange, const struct xb_answer *answer)
{
	struct xb_service *service = http->service;
	const uint64_t now = xb_now();
	xabar_error err;

	xb_metrics_count(service, exchange->asked.route, answer->code, 1e-9 * (double)(now - exchange->arrived));
	if (answer->code == 500)
		fprintf(stderr, "xabar-serve: %s: %s", exchange->asked.route->path, xb_buf_view(&answer->body).ptr);
	if (service->slow_log && exchange->asked.route && now - exchange->arrived >= service->slow_ms * 1000000ull &&
	    xb_slow_log_add(service->slow_log, exchange, answer->code, now, &err) != XABAR_OK)
		fprintf(stderr, "xabar-serve: %s\n", err.message);
}

/* One that nobody reads is kept until the connection is closed. Large ones are refused first. */
static void
make_room(struct xb_http *http, struct xb_exchange *exchange, struct xb_answer *answer)
{
	const size_t bytes = http->service->limits.bytes > ANSWER_BYTES ? http->service->limits.bytes : ANSWER_BYTES;
	const size_t room = http->unread < ANSWERS_MAX * bytes ? ANSWERS_MAX * bytes - http->unread : 0;
	xabar_error err;

	if (answer->code == 200 && answer->body.len > room / (ANSWERS_MAX / 2)) {
		xb_fail(&err, XABAR_ESTOPPED, "too many answers wait for somebody to read them");
		xb_hint(&err, XABAR_ESTOPPED, "ask again later");
		xb_service_refuse(answer, 503, &err, &exchange->asked);
	}
	exchange->unread = answer->body.len;
	http->unread += exchange->unread;
}

/* The body goes to the response. */
static enum MHD_Result
send_answer(struct xb_http *http, struct xb_exchange *exchange, struct xb_answer *answer)
{
	struct MHD_Response *response;
	enum MHD_Result sent;

	make_room(http, exchange, answer);
	note(http, exchange, answer);
	response = MHD_create_response_from_buffer(answer->body.len, answer->body.ptr, MHD_RESPMEM_MUST_FREE);
	if (!response)
		return MHD_NO;
	answer->body.ptr = NULL;
	xb_buf_release(&answer->body);
	add_headers(response, http, exchange, answer);
	sent = MHD_queue_response(exchange->connection, answer->code, response);
	MHD_destroy_response(response);
	return sent;
}

/* While a worker may still be at the exchange's own answer. */
static enum MHD_Result
send_problem(struct xb_http *http, struct xb_exchange *exchange, unsigned code, const xabar_error *err)
{
	struct xb_answer answer;
	enum MHD_Result sent;

	xb_answer_init(&answer, http->service->limits.bytes);
	xb_service_refuse(&answer, code, err, &exchange->asked);
	sent = send_answer(http, exchange, &answer);
	xb_answer_release(&answer);
	return sent;
}

static enum MHD_Result
send_late(struct xb_http *http, struct xb_exchange *exchange)
{
	xabar_error err;

	if (http->service->leaving && xb_now() < exchange->deadline) {
		xb_fail(&err, XABAR_ESTOPPED, "the server is about to end");
		return send_problem(http, exchange, 503, &err);
	}
	xb_fail(&err, XABAR_ESTOPPED, exchange->ran ? "the answer took longer than %u ms" : "no worker was free for %u ms",
	        http->service->limits.time_ms);
	xb_hint(&err, err.status, exchange->ran ? "ask for less: fewer words with many forms, a shorter span of time" : "ask again later");
	return send_problem(http, exchange, exchange->ran ? 504 : 503, &err);
}

/* ---- Requests ---- */

static void
wake(struct xb_exchange *exchange)
{
	MHD_resume_connection(exchange->connection);
}

static void
take_headers(struct xb_headers *out, struct MHD_Connection *connection)
{
	const struct {
		const char *name, **value;
	} wanted[] = { { "Host", &out->host }, { "Authorization", &out->authorization }, { "If-None-Match", &out->if_none_match },
	               { "Accept-Encoding", &out->accept_encoding }, { "Accept-Language", &out->accept_language } };

	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
		*wanted[i].value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, wanted[i].name);
}

/* What the head says of where the request goes, and where it ends. */
struct framing {
	unsigned hosts, lengths, codings;
	bool odd;
};

static enum MHD_Result
add_to_framing(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct framing *framing = cls;
	const bool coding = strcasecmp(name, "Transfer-Encoding") == 0;

	(void)kind;
	framing->hosts += strcasecmp(name, "Host") == 0;
	framing->lengths += strcasecmp(name, "Content-Length") == 0;
	framing->codings += coding;
	framing->odd |= (coding && (!value || strcasecmp(value, "chunked") != 0)) || !*name || name[strcspn(name, " \t")];
	return MHD_YES;
}

/* Whether a proxy may read it as another request, or as two: libmicrohttpd takes what RFC 9112 (3.2, 5.1, 6.1, 6.3) has refused. */
static bool
is_ambiguous(struct MHD_Connection *connection)
{
	struct framing framing = { 0 };

	MHD_get_connection_values(connection, MHD_HEADER_KIND, add_to_framing, &framing);
	return framing.odd || framing.hosts > 1 || framing.lengths + framing.codings > 1;
}

/* Give it to the pool. */
static enum MHD_Result
suspend(struct xb_http *http, struct xb_exchange *exchange)
{
	xabar_error err;

	if (xb_exchange_keep(exchange, &err) != XABAR_OK)
		return send_problem(http, exchange, 503, &err);
	MHD_suspend_connection(exchange->connection);
	if (xb_pool_submit(http->pool, exchange))
		return MHD_YES;
	MHD_resume_connection(exchange->connection);
	exchange->state = XB_LATE;
	return MHD_YES;
}

/* Its head is there: who asks, and for what. What is wrong is answered behind the body, of which nothing is kept then. False: it is
 * not known where that is; an answer now closes the connection. */
static bool
understand(struct xb_http *http, struct xb_exchange *exchange, const char *method)
{
	struct xb_service *service = http->service;
	unsigned admitted;
	xabar_error why;

	exchange->head = true;
	take_headers(&exchange->headers, exchange->connection);
	xb_answer_init(&exchange->answer, service->limits.bytes);
	xb_buf_init(&exchange->body, service->limits.body);
	(void)xb_route_read(&exchange->asked, &exchange->code, method, exchange->target, &service->limits, &exchange->err);
	exchange->asked.host = exchange->headers.host;
	exchange->asked.accepted = xb_tongue_accepted(exchange->headers.accept_language);
	if (xb_service_admit(service, &admitted, &exchange->asked, &exchange->headers, &why) != XABAR_OK)
		xb_exchange_refuse(exchange, admitted, &why);
	if (!is_ambiguous(exchange->connection))
		return true;
	xb_fail(&why, XABAR_EINVAL, "it is not sure where the request goes, or where it ends");
	xb_hint(&why, XABAR_EINVAL, "one Host, and one Content-Length or Transfer-Encoding: chunked, say so");
	xb_exchange_refuse(exchange, 400, &why);
	return false;
}

static void
take_piece(struct xb_http *http, struct xb_exchange *exchange, const char *piece, size_t len)
{
	const size_t before = exchange->body.len;
	xabar_error err;

	xb_exchange_add(exchange, piece, len);
	if (http->held + exchange->body.len - before > BODIES_MAX * http->service->limits.body) {
		xb_fail(&err, XABAR_ESTOPPED, "too many tables are being sent");
		xb_hint(&err, XABAR_ESTOPPED, "ask again later");
		xb_exchange_refuse(exchange, 503, &err);
	}
	http->held += exchange->body.len - before;
}

/* All of it is there. */
static enum MHD_Result
begin(struct xb_http *http, struct xb_exchange *exchange)
{
	struct xb_service *service = http->service;

	exchange->arrived = xb_now();
	exchange->deadline = exchange->arrived + service->limits.time_ms * 1000000ull;
	exchange->wake = wake;
	exchange->asked.body = xb_buf_view(&exchange->body);
	if (exchange->code != 200)
		return send_problem(http, exchange, exchange->code, &exchange->err);
	if (exchange->asked.route->searches)
		return suspend(http, exchange);
	xb_service_answer(&exchange->answer, service, &exchange->asked, &exchange->headers, NULL);
	return send_answer(http, exchange, &exchange->answer);
}

/* ---- What libmicrohttpd calls ---- */

/* Where a connection keeps the exchange that it is at. */
static struct xb_exchange **
place_of(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* Once the connection is done with it. */
static void
let_go(struct xb_http *http, struct xb_exchange **place)
{
	struct xb_exchange *exchange = *place;

	if (!exchange)
		return;
	*place = NULL;
	http->held -= exchange->body.len;
	http->unread -= exchange->unread;
	http->service->open--;
	xb_pool_release(http->pool, exchange);
}

static void *
on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct xb_http *http = cls;
	struct xb_exchange **place = place_of(connection), *exchange = place ? xb_exchange_new(target) : NULL;

	if (!exchange)
		return NULL;
	let_go(http, place);
	*place = exchange;
	exchange->connection = connection;
	http->service->open++;
	return exchange;
}

/* Once when the head has come, for each piece of a body, at its end, and when the connection is resumed. */
static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *target, const char *method, const char *version,
           const char *piece, size_t *len, void **state)
{
	struct xb_http *http = cls;
	struct xb_exchange *exchange = *state;

	(void)connection, (void)target, (void)version;
	if (!exchange)
		return MHD_NO;
	switch (xb_pool_state(http->pool, exchange)) {
	case XB_ANSWERED:
		/* What stopped by itself since its time was over is late, whatever else it says. */
		if (exchange->answer.code >= 400 && xb_now() > exchange->deadline)
			return send_late(http, exchange);
		return send_answer(http, exchange, &exchange->answer);
	case XB_LATE:
		return send_late(http, exchange);
	default:
		break;
	}
	if (exchange->head && !*len)
		return begin(http, exchange);
	if (!exchange->head)
		return understand(http, exchange, method) ? MHD_YES : begin(http, exchange);
	take_piece(http, exchange, piece, *len);
	*len = 0;
	return MHD_YES;
}

static void
on_end(void *cls, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
	(void)how;
	if (*state)
		let_go(cls, place_of(connection));
	*state = NULL;
}

/* Of a request whose head it cannot hold, after the target, libmicrohttpd tells no end but that of the connection. */
static void
on_connection(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
	(void)connection;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = calloc(1, sizeof(struct xb_exchange *));
	} else if (*context) {
		let_go(cls, *context);
		free(*context);
	}
}

/* ---- Starting and ending ---- */

/* As many as the system lets us have, some descriptors being for the indexes. */
static unsigned
connections_allowed(void)
{
	struct rlimit files = { 1024, 1024 };
	rlim_t n;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
		getrlimit(RLIMIT_NOFILE, &files);
	}
	n = files.rlim_cur / 4 * 3;
	return n < CONNECTIONS_MAX ? (unsigned)n : CONNECTIONS_MAX;
}

xabar_status
xb_http_start(struct xb_http **out, int fd, struct xb_service *service, struct xb_pool *pool, xabar_error *err)
{
	struct xb_http *http = calloc(1, sizeof(*http));

	*out = NULL;
	if (!http)
		return xb_fail_nomem(err);
	http->service = service;
	http->pool = pool;
	http->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, http,
	                                MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_URI_LOG_CALLBACK, on_target, http,
	                                MHD_OPTION_NOTIFY_COMPLETED, on_end, http,
	                                MHD_OPTION_NOTIFY_CONNECTION, on_connection, http, MHD_OPTION_CONNECTION_LIMIT,
	                                connections_allowed(), MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_SECONDS,
	                                MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
	                                MHD_OPTION_END);
	if (!http->daemon) {
		free(http);
		return xb_fail(err, XABAR_EIO, "libmicrohttpd cannot start");
	}
	*out = http;
	return XABAR_OK;
}

void
xb_http_leave(struct xb_http *http)
{
	http->service->leaving = true;
	MHD_quiesce_daemon(http->daemon);
}

void
xb_http_free(struct xb_http *http)
{
	if (!http)
		return;
	MHD_stop_daemon(http->daemon);
	free(http);
}
