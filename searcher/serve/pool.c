/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "json.h"

/* More than can be answered within any deadline that people set. */
#define WAITING_MAX 4096
/* An idle worker looks so often whether servers are back, and whether there is a newer generation: what it has open of an old one
 * stays on the disk. */
#define BACK_NS 250000000ull
#define NEWER_NS 2000000000ull

struct worker {
	struct xb_pool *pool;
	xabar_searcher *searcher;
	pthread_t thread;
	bool started, failing; /* failing: the newest generation cannot be opened, which was told */
	bool lacking, lacks[XB_NAMES_MAX]; /* servers do not answer; which of the indexes they are */
};

struct xb_pool {
	struct xb_service *service;
	pthread_mutex_t mutex;
	pthread_cond_t come;
	struct xb_exchange *first, *last; /* waiting or running, oldest first */
	bool ended;  /* nothing more is taken */
	bool ending; /* workers shall end */
	unsigned running;
	struct worker *workers;
	unsigned n;
};

/* ---- The list, under the mutex ---- */

static void
append(struct xb_pool *pool, struct xb_exchange *exchange)
{
	exchange->prev = pool->last;
	exchange->next = NULL;
	*(pool->last ? &pool->last->next : &pool->first) = exchange;
	pool->last = exchange;
}

static void
take_off(struct xb_pool *pool, struct xb_exchange *exchange)
{
	*(exchange->prev ? &exchange->prev->next : &pool->first) = exchange->next;
	*(exchange->next ? &exchange->next->prev : &pool->last) = exchange->prev;
}

static struct xb_exchange *
first_waiting(struct xb_pool *pool)
{
	struct xb_exchange *exchange = pool->first;

	while (exchange && exchange->state != XB_WAITING)
		exchange = exchange->next;
	return exchange;
}

/* ---- A worker ---- */

/* A client has nothing to do with this: what is known is answered. The first worker tells, once, as all have the same. */
static void
tell(struct worker *worker, const char *message)
{
	struct xb_buf line;

	if (worker != worker->pool->workers)
		return;
	xb_buf_init(&line, 4096);
	xb_json_string(&line, xb_str(message));
	fprintf(stderr, "xabar-serve: generation %lu is answered still, for the newest cannot be opened: %s\n",
	        (unsigned long)xabar_searcher_generation(worker->searcher), xb_buf_view(&line).ptr);
	xb_buf_release(&line);
}

static void
go_on_with_newest(struct worker *worker)
{
	struct xb_service *service = worker->pool->service;
	bool changed;
	xabar_error err;

	if (xabar_searcher_refresh(worker->searcher, &changed, &err) != XABAR_OK) {
		service->refresh_errors++;
		if (!worker->failing)
			tell(worker, err.message);
		worker->failing = true;
		return;
	}
	worker->failing = false;
	service->refreshes += changed;
	if (changed)
		worker->lacking = xb_service_note(service, worker->lacks, worker->searcher);
}

/* Wait for an exchange, or for some time. */
static void
wait_for_one(struct worker *worker)
{
	struct xb_pool *pool = worker->pool;
	const uint64_t until = xb_now() + (worker->lacking ? BACK_NS : NEWER_NS);
	const struct timespec at = { (time_t)(until / 1000000000u), (long)(until % 1000000000u) };

	pthread_cond_timedwait(&pool->come, &pool->mutex, &at);
}

/* The next exchange, taken; NULL: there is none, but what is searched is to be looked after. False at the end. */
static bool
take(struct xb_exchange **out, struct worker *worker)
{
	struct xb_pool *pool = worker->pool;
	struct xb_exchange *exchange;
	bool ending;

	pthread_mutex_lock(&pool->mutex);
	exchange = first_waiting(pool);
	if (!exchange && !pool->ending) {
		wait_for_one(worker);
		exchange = first_waiting(pool);
	}
	ending = pool->ending && !exchange;
	if (exchange) {
		exchange->state = XB_RUNNING;
		exchange->ran = true;
		exchange->taken = xb_now();
		pool->running++;
		pool->service->waiting--;
	}
	pthread_mutex_unlock(&pool->mutex);
	*out = exchange;
	return !ending;
}

/* False: it was late. */
static bool
finish(struct xb_pool *pool, struct xb_exchange *exchange)
{
	bool in_time;

	pthread_mutex_lock(&pool->mutex);
	pool->running--;
	in_time = exchange->state == XB_RUNNING;
	if (in_time) {
		take_off(pool, exchange);
		exchange->state = XB_ANSWERED;
	}
	pthread_mutex_unlock(&pool->mutex);
	return in_time;
}

static void *
work(void *arg)
{
	struct worker *worker = arg;
	struct xb_pool *pool = worker->pool;
	struct xb_exchange *exchange;

	while (take(&exchange, worker)) {
		go_on_with_newest(worker);
		if (!exchange)
			continue;
		xb_service_answer(&exchange->answer, pool->service, &exchange->asked, &exchange->headers, worker->searcher);
		worker->lacking = xb_service_note(pool->service, worker->lacks, worker->searcher);
		if (finish(pool, exchange))
			exchange->wake(exchange);
		xb_pool_release(pool, exchange);
	}
	return NULL;
}

/* ---- What others call ---- */

static xabar_status
start(struct worker *worker, xabar_error *err)
{
	struct xb_service *service = worker->pool->service;
	xabar_status status = xabar_searcher_open_within(&worker->searcher, service->indexes.values, service->indexes.n,
	                                                 service->timeout_ms, err);

	if (status != XABAR_OK)
		return status;
	worker->lacking = xb_service_note(service, worker->lacks, worker->searcher);
	worker->started = pthread_create(&worker->thread, NULL, work, worker) == 0;
	return worker->started ? XABAR_OK : xb_fail(err, XABAR_EIO, "cannot start a thread");
}

xabar_status
xb_pool_new(struct xb_pool **out, struct xb_service *service, unsigned workers, xabar_error *err)
{
	struct xb_pool *pool = calloc(1, sizeof(*pool));
	pthread_condattr_t monotonic;
	xabar_status status = XABAR_OK;

	*out = NULL;
	if (!pool || !(pool->workers = calloc(workers, sizeof(*pool->workers)))) {
		free(pool);
		return xb_fail_nomem(err);
	}
	pool->service = service;
	pool->n = service->workers = workers;
	pthread_mutex_init(&pool->mutex, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&pool->come, &monotonic);
	pthread_condattr_destroy(&monotonic);
	for (unsigned i = 0; i < workers && status == XABAR_OK; i++) {
		pool->workers[i].pool = pool;
		status = start(&pool->workers[i], err);
	}
	if (status != XABAR_OK) {
		xb_pool_free(pool);
		return status;
	}
	*out = pool;
	return XABAR_OK;
}

void
xb_pool_free(struct xb_pool *pool)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->mutex);
	pool->ending = true;
	pthread_cond_broadcast(&pool->come);
	pthread_mutex_unlock(&pool->mutex);
	for (unsigned i = 0; i < pool->n; i++) {
		if (pool->workers[i].started)
			pthread_join(pool->workers[i].thread, NULL);
		xabar_searcher_free(pool->workers[i].searcher);
	}
	pthread_cond_destroy(&pool->come);
	pthread_mutex_destroy(&pool->mutex);
	free(pool->workers);
	free(pool);
}

bool
xb_pool_submit(struct xb_pool *pool, struct xb_exchange *exchange)
{
	bool room;

	pthread_mutex_lock(&pool->mutex);
	room = !pool->ended && pool->service->waiting < WAITING_MAX;
	if (room) {
		exchange->state = XB_WAITING;
		exchange->holders++;
		pool->service->waiting++;
		append(pool, exchange);
		pthread_cond_signal(&pool->come);
	}
	pthread_mutex_unlock(&pool->mutex);
	return room;
}

enum xb_exchange_state
xb_pool_state(struct xb_pool *pool, const struct xb_exchange *exchange)
{
	enum xb_exchange_state state;

	pthread_mutex_lock(&pool->mutex);
	state = exchange->state;
	pthread_mutex_unlock(&pool->mutex);
	return state;
}

void
xb_pool_release(struct xb_pool *pool, struct xb_exchange *exchange)
{
	bool last;

	pthread_mutex_lock(&pool->mutex);
	last = --exchange->holders == 0;
	pthread_mutex_unlock(&pool->mutex);
	if (last)
		xb_exchange_free(exchange);
}

/* The first that is past its deadline, off the list; of one that no worker took the pool's hold goes to the caller. */
static struct xb_exchange *
take_late(struct xb_pool *pool, uint64_t now)
{
	struct xb_exchange *exchange;

	pthread_mutex_lock(&pool->mutex);
	exchange = pool->first && pool->first->deadline <= now ? pool->first : NULL;
	if (exchange) {
		take_off(pool, exchange);
		exchange->holders += exchange->ran; /* until it is woken */
		pool->service->waiting -= !exchange->ran;
		exchange->state = XB_LATE;
	}
	pthread_mutex_unlock(&pool->mutex);
	return exchange;
}

static void
wake_late(struct xb_pool *pool, uint64_t now)
{
	struct xb_exchange *exchange;

	while ((exchange = take_late(pool, now))) {
		exchange->wake(exchange);
		xb_pool_release(pool, exchange);
	}
}

void
xb_pool_tick(struct xb_pool *pool)
{
	wake_late(pool, xb_now());
}

bool
xb_pool_end(struct xb_pool *pool)
{
	bool idle;

	pthread_mutex_lock(&pool->mutex);
	pool->ended = true;
	idle = !pool->running;
	pthread_mutex_unlock(&pool->mutex);
	wake_late(pool, UINT64_MAX);
	return idle;
}
