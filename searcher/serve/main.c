/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main.c - xabar-serve: from the options to the end of the server. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "http.h"
#include "listen.h"
#include "notify.h"
#include "options.h"

#define TICK_NS 100000000ull
/* After that it ends, whoever still has something to send or to read. */
#define LEAVING_NS 20000000000ull
#define TELLING_NS 1000000000ull

static int
fail(const xabar_error *err)
{
	fprintf(stderr, "xabar-serve: %s\n", err->message);
	if (err->hint[0])
		fprintf(stderr, "xabar-serve: %s\n", err->hint);
	return 2;
}

/* An archive is shown to this machine alone, unless it is said who else may see it. */
static xabar_status
check_access(const struct xb_serve_command *c, const struct xb_listener *listener, xabar_error *err)
{
	if (listener->local || c->token_file || c->public)
		return XABAR_OK;
	xb_fail(err, XABAR_EINVAL, "other machines reach %s", listener->name);
	return xb_hint(err, XABAR_EINVAL, "--token-file FILE says who is answered; --public answers everybody");
}

static xabar_status
check_alerts(const struct xb_serve_command *c, xabar_error *err)
{
	if (!c->alerts || access(c->alerts, R_OK | X_OK) == 0)
		return XABAR_OK;
	xb_fail(err, XABAR_EINVAL, "cannot read the folder '%s': %s", c->alerts, strerror(errno));
	return xb_hint(err, XABAR_EINVAL, "--alerts is an index, or a folder with a copy of its file alerts");
}

static void
tell(const char *state)
{
	xabar_error err;

	if (xb_notify(state, &err) != XABAR_OK)
		fail(&err);
}

static struct timespec
as_timespec(uint64_t ns)
{
	return (struct timespec){ (time_t)(ns / 1000000000u), (long)(ns % 1000000000u) };
}

/* Until a signal of `ends` comes. */
static void
stay(struct xb_pool *pool, const sigset_t *ends)
{
	const uint64_t watchdog = xb_watchdog() / 2, tick_ns = watchdog && watchdog < TICK_NS ? watchdog : TICK_NS;
	const struct timespec tick = as_timespec(tick_ns);
	uint64_t told = xb_now();

	while (sigtimedwait(ends, NULL, &tick) < 0) {
		xb_pool_tick(pool);
		if (watchdog && xb_now() - told >= watchdog - tick_ns / 2) {
			tell("WATCHDOG=1");
			told = xb_now();
		}
	}
}

/* Until nothing is asked any more, it is `until`, or, if there are `ends`, a signal of them comes. */
static void
drain(const struct xb_service *service, struct xb_pool *pool, const sigset_t *ends, uint64_t until)
{
	const struct timespec nap = as_timespec(TICK_NS / 10);

	while (service->open && xb_now() < until && !(ends && sigtimedwait(ends, NULL, &nap) >= 0)) {
		if (!ends)
			nanosleep(&nap, NULL);
		xb_pool_tick(pool);
	}
}

/* What was asked is answered; whoever is connected may ask once more. What takes too long, or longer than a second signal, is given
 * up, which those who wait for it are told. False: a worker is at it still. */
static bool
leave(const struct xb_service *service, struct xb_listener *listener, struct xb_http *http, struct xb_pool *pool, const sigset_t *ends)
{
	bool idle;

	tell("STOPPING=1");
	xb_http_leave(http);
	xb_listener_close(listener);
	drain(service, pool, ends, xb_now() + LEAVING_NS);
	idle = xb_pool_end(pool);
	drain(service, pool, NULL, xb_now() + TELLING_NS);
	return idle;
}

static xabar_status
serve(struct xb_service *service, const struct xb_serve_command *c, struct xb_listener *listener, const sigset_t *ends,
      xabar_error *err)
{
	struct xb_pool *pool;
	struct xb_http *http;
	bool idle = true;
	xabar_status status = xb_pool_new(&pool, service, c->workers, err);

	if (status != XABAR_OK)
		return status;
	status = xb_http_start(&http, listener->fd, service, pool, err);
	if (status == XABAR_OK) {
		fprintf(stderr, "xabar-serve: %lu dispatches at %s\n", service->documents, listener->name);
		tell("READY=1");
		stay(pool, ends);
		idle = leave(service, listener, http, pool, ends);
		xb_http_free(http);
	}
	if (!idle) /* it uses what would be freed */
		_exit(0);
	xb_pool_free(pool);
	return status;
}

static xabar_status
run(const struct xb_serve_command *c, xabar_error *err)
{
	struct xb_service service = { .limits = c->limits, .hosts = c->hosts, .indexes = c->indexes, .timeout_ms = 1000 * c->timeout,
	                              .alerts = c->alerts, .slow_log = c->slow_log, .slow_ms = c->slow_ms };
	struct xb_listener listener = { .fd = -1 };
	sigset_t ends;
	xabar_status status = xb_service_init(&service, err);

	/* Before there are threads, which get what this one has. */
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (status == XABAR_OK)
		status = check_alerts(c, err);
	if (status == XABAR_OK && c->token_file)
		status = xb_tokens_read(&service.tokens, c->token_file, err);
	if (status == XABAR_OK)
		status = xb_listen(&listener, c->listen, err);
	if (status == XABAR_OK)
		status = check_access(c, &listener, err);
	service.any_host = c->public || service.tokens.n || listener.socket;
	if (status == XABAR_OK)
		status = serve(&service, c, &listener, &ends, err);
	xb_listener_close(&listener);
	xb_service_release(&service);
	return status;
}

int
main(int argc, char **argv)
{
	struct xb_serve_command c;
	xabar_error err = { 0 };

	if (xb_serve_options(&c, argc, argv, &err) != XABAR_OK)
		return fail(&err);
	if (c.action == XB_SERVE_HELP)
		return xb_serve_print_help();
	if (c.action == XB_SERVE_VERSION)
		return printf("xabar-serve %s\n", xabar_version()) < 0;
	return run(&c, &err) == XABAR_OK ? 0 : fail(&err);
}
