/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pipeline.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* The deepest call, in libxapian, takes a tenth of it. The default, 8 MiB of addresses a thread, is felt under ulimit -v. */
#define STACK_BYTES ((size_t)1 << 20)

struct slot {
	void *batch;
	size_t cost;
	bool worked;
	xabar_status status;
	xabar_error err;
};

struct thread {
	pthread_t id;
	struct xb_pipeline *pipeline;
	unsigned number;
};

struct xb_pipeline {
	const struct xb_pipeline_stages *stages;
	void *ctx;
	size_t nslots, limit;
	unsigned jobs;

	/* Under the lock, but for the batches. */
	pthread_mutex_t lock;
	pthread_cond_t work, room;       /* what the threads wait for, and what the caller does */
	struct slot *slots;              /* a ring */
	uint64_t taken, begun, pushed;   /* batches since the beginning: so many are taken, at least begun, at least pushed */
	size_t cost;                     /* of those that are pushed and not taken */
	bool taking, ending;
	xabar_status status;             /* the first failure */
	xabar_error err;
	struct thread *threads;          /* but the caller, which is number 0 */
	unsigned nthreads, idle;
};

static struct slot *
slot_of(struct xb_pipeline *pipeline, uint64_t number)
{
	return &pipeline->slots[number % pipeline->nslots];
}

/* ---- Steps, of any thread; the lock is held, and let go of for what takes long ---- */

static void
take(struct xb_pipeline *pipeline, unsigned thread)
{
	struct slot *slot = slot_of(pipeline, pipeline->taken);

	pipeline->taking = true;
	if (slot->status == XABAR_OK) {
		pthread_mutex_unlock(&pipeline->lock);
		slot->status = pipeline->stages->take(pipeline->ctx, slot->batch, thread, &slot->err);
		pthread_mutex_lock(&pipeline->lock);
	}
	pipeline->taking = false;
	pipeline->status = slot->status;
	pipeline->err = slot->err;
	pipeline->taken++;
	pipeline->cost -= slot->cost;
}

static void
work(struct xb_pipeline *pipeline, unsigned thread)
{
	struct slot *slot = slot_of(pipeline, pipeline->begun++);

	pthread_mutex_unlock(&pipeline->lock);
	slot->status = pipeline->stages->work(pipeline->ctx, slot->batch, thread, &slot->err);
	pthread_mutex_lock(&pipeline->lock);
	slot->worked = true;
}

/* Do one thing, if there is one to do. What is to be taken goes first: it makes room. */
static bool
step(struct xb_pipeline *pipeline, unsigned thread)
{
	if (pipeline->status != XABAR_OK)
		return false;
	if (!pipeline->taking && pipeline->taken < pipeline->begun && slot_of(pipeline, pipeline->taken)->worked)
		take(pipeline, thread);
	else if (pipeline->begun < pipeline->pushed)
		work(pipeline, thread);
	else
		return false;
	/* Whoever did it may go on with something else. */
	pthread_cond_signal(&pipeline->work);
	pthread_cond_signal(&pipeline->room);
	return true;
}

/* ---- Threads ---- */

static void *
run_thread(void *arg)
{
	const struct thread *self = arg;
	struct xb_pipeline *pipeline = self->pipeline;

	pthread_mutex_lock(&pipeline->lock);
	while (!pipeline->ending)
		if (!step(pipeline, self->number)) {
			pipeline->idle++;
			pthread_cond_wait(&pipeline->work, &pipeline->lock);
			pipeline->idle--;
		}
	pthread_mutex_unlock(&pipeline->lock);
	return NULL;
}

/* Start a thread. Signals are the caller's, whom they wake from reading. Where there is room for no more of them, those that there
 * are do it all. */
static void
start_thread(struct xb_pipeline *pipeline)
{
	struct thread *thread = &pipeline->threads[pipeline->nthreads];
	pthread_attr_t attributes;
	sigset_t all, before;

	*thread = (struct thread){ .pipeline = pipeline, .number = pipeline->nthreads + 1 };
	if (pthread_attr_init(&attributes) != 0)
		return;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_attr_setstacksize(&attributes, STACK_BYTES) == 0 &&
	    pthread_create(&thread->id, &attributes, run_thread, thread) == 0)
		pipeline->nthreads++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
}

xabar_status
xb_pipeline_new(struct xb_pipeline **out, const struct xb_pipeline_stages *stages, void *ctx, void *batches, size_t n, size_t size,
                unsigned jobs, size_t limit, xabar_error *err)
{
	struct xb_pipeline *pipeline = calloc(1, sizeof(*pipeline));

	*out = NULL;
	if (!pipeline)
		return xb_fail_nomem(err);
	*pipeline = (struct xb_pipeline){ .stages = stages, .ctx = ctx, .nslots = n, .limit = limit, .jobs = jobs };
	pthread_mutex_init(&pipeline->lock, NULL);
	pthread_cond_init(&pipeline->work, NULL);
	pthread_cond_init(&pipeline->room, NULL);
	pipeline->slots = calloc(n, sizeof(*pipeline->slots));
	pipeline->threads = calloc(jobs, sizeof(*pipeline->threads));
	if (!pipeline->slots || !pipeline->threads) {
		xb_pipeline_free(pipeline);
		return xb_fail_nomem(err);
	}
	for (size_t i = 0; i < n; i++)
		pipeline->slots[i].batch = (char *)batches + i * size;
	*out = pipeline;
	return XABAR_OK;
}

void
xb_pipeline_free(struct xb_pipeline *pipeline)
{
	if (!pipeline)
		return;
	pthread_mutex_lock(&pipeline->lock);
	pipeline->ending = true;
	pthread_cond_broadcast(&pipeline->work);
	pthread_mutex_unlock(&pipeline->lock);
	for (unsigned i = 0; i < pipeline->nthreads; i++)
		pthread_join(pipeline->threads[i].id, NULL);
	pthread_cond_destroy(&pipeline->room);
	pthread_cond_destroy(&pipeline->work);
	pthread_mutex_destroy(&pipeline->lock);
	free(pipeline->threads);
	free(pipeline->slots);
	free(pipeline);
}

/* ---- The caller ---- */

/* Help until no more than so many batches, at so much cost, are in the pipeline, or nothing is; the first failure. */
static xabar_status
help_until(struct xb_pipeline *pipeline, size_t batches, size_t cost, xabar_error *err)
{
	while (pipeline->status == XABAR_OK && pipeline->pushed > pipeline->taken &&
	       (pipeline->pushed - pipeline->taken > batches || pipeline->cost > cost))
		if (!step(pipeline, 0))
			pthread_cond_wait(&pipeline->room, &pipeline->lock);
	if (pipeline->status != XABAR_OK && err)
		*err = pipeline->err;
	return pipeline->status;
}

xabar_status
xb_pipeline_room(void **batch, struct xb_pipeline *pipeline, xabar_error *err)
{
	xabar_status status;

	pthread_mutex_lock(&pipeline->lock);
	status = help_until(pipeline, pipeline->nslots - 1, SIZE_MAX, err);
	*batch = slot_of(pipeline, pipeline->pushed)->batch;
	pthread_mutex_unlock(&pipeline->lock);
	return status;
}

xabar_status
xb_pipeline_push(struct xb_pipeline *pipeline, size_t cost, xabar_error *err)
{
	xabar_status status;
	struct slot *slot;

	pthread_mutex_lock(&pipeline->lock);
	status = help_until(pipeline, pipeline->nslots - 1, cost < pipeline->limit ? pipeline->limit - cost : 0, err);
	if (status == XABAR_OK) {
		slot = slot_of(pipeline, pipeline->pushed++);
		slot->cost = cost;
		slot->worked = false;
		pipeline->cost += cost;
		if (!pipeline->idle && pipeline->pushed - pipeline->begun > 1 && pipeline->nthreads + 1 < pipeline->jobs)
			start_thread(pipeline);
		pthread_cond_signal(&pipeline->work);
	}
	pthread_mutex_unlock(&pipeline->lock);
	return status;
}

xabar_status
xb_pipeline_drain(struct xb_pipeline *pipeline, xabar_error *err)
{
	xabar_status status;

	pthread_mutex_lock(&pipeline->lock);
	status = help_until(pipeline, 0, 0, err);
	pthread_mutex_unlock(&pipeline->lock);
	return status;
}
