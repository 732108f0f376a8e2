/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Batches through threads: each is worked on and taken once, in order, within bounds, and what fails first ends it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "pipeline.h"

#define SLOTS 8
#define NONE UINT64_MAX

struct batch {
	uint64_t number, square;
	size_t cost;
};

/* What the stages do, and what they saw. */
struct run {
	struct batch batches[SLOTS];
	pthread_t caller;
	atomic_bool aside, many;        /* a stage ran on another thread; on one with another's number */
	unsigned jobs;
	uint64_t fails_work[2], fails_take;
	atomic_bool failed[2];          /* the first waits for the second */
	uint64_t taken;                 /* in order: which is next */
	bool disordered, several;       /* taken out of order; two at once */
	atomic_uint taking;
	atomic_uint at[16];             /* threads with that number that are in a stage */
	atomic_size_t cost, cost_most;  /* in the pipeline */
	atomic_size_t n, n_most;
};

static void
enter(struct run *run, unsigned thread)
{
	if (thread >= run->jobs || atomic_fetch_add(&run->at[thread], 1))
		atomic_store(&run->many, true);
	if (!pthread_equal(pthread_self(), run->caller))
		atomic_store(&run->aside, true);
}

static xabar_status
work(void *ctx, void *arg, unsigned thread, xabar_error *err)
{
	struct run *run = ctx;
	struct batch *batch = arg;
	xabar_status status = XABAR_OK;

	enter(run, thread);
	batch->square = batch->number * batch->number;
	for (int i = 0; i < 2; i++)
		if (batch->number == run->fails_work[i]) {
			while (i == 0 && run->fails_work[1] != NONE && !atomic_load(&run->failed[1]))
				;
			atomic_store(&run->failed[i], true);
			status = xb_fail(err, XABAR_EINTERNAL, "batch %d is bad", (int)batch->number);
			xb_hint(err, status, "mend it");
		}
	atomic_fetch_sub(&run->at[thread], 1);
	return status;
}

static xabar_status
take(void *ctx, void *arg, unsigned thread, xabar_error *err)
{
	struct run *run = ctx;
	const struct batch *batch = arg;
	xabar_status status = XABAR_OK;

	enter(run, thread);
	run->several |= atomic_fetch_add(&run->taking, 1) > 0;
	run->disordered |= batch->number != run->taken || batch->square != run->taken * run->taken;
	if (batch->number == run->fails_take)
		status = xb_fail(err, XABAR_EIO, "batch %d cannot be taken", (int)batch->number);
	else
		run->taken++;
	atomic_fetch_sub(&run->cost, batch->cost);
	atomic_fetch_sub(&run->n, 1);
	atomic_fetch_sub(&run->taking, 1);
	atomic_fetch_sub(&run->at[thread], 1);
	return status;
}

static const struct xb_pipeline_stages stages = { work, take };

static struct run *
new_run(struct xb_pipeline **pipeline, unsigned jobs, size_t limit)
{
	struct run *run = calloc(1, sizeof(*run));

	assert_non_null(run);
	run->caller = pthread_self();
	run->jobs = jobs;
	run->fails_work[0] = run->fails_work[1] = run->fails_take = NONE;
	assert_int_equal(xb_pipeline_new(pipeline, &stages, run, run->batches, SLOTS, sizeof(*run->batches), jobs, limit, NULL), XABAR_OK);
	return run;
}

static void
note_most(atomic_size_t *most, size_t now)
{
	if (now > atomic_load(most))
		atomic_store(most, now);
}

/* Push the batches up to `n`, of which every hundredth costs as much as `dear`, the others 1. */
static xabar_status
push(struct xb_pipeline *pipeline, struct run *run, uint64_t n, size_t dear, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	void *room;

	for (uint64_t i = 0; i < n && status == XABAR_OK; i++) {
		struct batch *batch;

		status = xb_pipeline_room(&room, pipeline, err);
		if (status != XABAR_OK)
			break;
		batch = room;
		*batch = (struct batch){ i, 0, i % 100 == 99 ? dear : 1 };
		status = xb_pipeline_push(pipeline, batch->cost, err);
		/* It may be taken before it is counted here, so that this is less than there were, never more. */
		note_most(&run->cost_most, atomic_fetch_add(&run->cost, batch->cost) + batch->cost);
		note_most(&run->n_most, atomic_fetch_add(&run->n, 1) + 1);
	}
	return status == XABAR_OK ? xb_pipeline_drain(pipeline, err) : status;
}

static void
assert_well(const struct run *run)
{
	assert_false(run->disordered);
	assert_false(run->several);
	assert_false(run->many);
}

static const unsigned all_jobs[] = { 1, 2, 4, 16 };

static void
each_is_worked_on_and_taken_once_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(all_jobs) / sizeof(*all_jobs); i++) {
		struct xb_pipeline *pipeline;
		struct run *run = new_run(&pipeline, all_jobs[i], SIZE_MAX);

		assert_int_equal(push(pipeline, run, 5000, 1, NULL), XABAR_OK);
		assert_int_equal(run->taken, 5000);
		assert_well(run);
		if (all_jobs[i] == 1)
			assert_false(run->aside);
		xb_pipeline_free(pipeline);
		free(run);
	}
}

static void
what_is_in_it_is_bounded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(all_jobs) / sizeof(*all_jobs); i++) {
		struct xb_pipeline *pipeline;
		struct run *run = new_run(&pipeline, all_jobs[i], 5);

		assert_int_equal(push(pipeline, run, 2000, 4, NULL), XABAR_OK);
		assert_int_equal(run->taken, 2000);
		assert_true(run->cost_most <= 5);
		assert_true(run->n_most <= SLOTS);
		assert_well(run);
		xb_pipeline_free(pipeline);
		free(run);
	}
}

static void
one_that_is_over_the_bound_goes_through_alone(void **state)
{
	struct xb_pipeline *pipeline;
	struct run *run = new_run(&pipeline, 4, 5);

	(void)state;
	assert_int_equal(push(pipeline, run, 1000, 1000000, NULL), XABAR_OK);
	assert_int_equal(run->taken, 1000);
	assert_true(run->cost_most <= 1000000);
	assert_well(run);
	xb_pipeline_free(pipeline);
	free(run);
}

static void
what_fails_ends_it_where_it_is_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * sizeof(all_jobs) / sizeof(*all_jobs); i++) {
		struct xb_pipeline *pipeline;
		struct run *run = new_run(&pipeline, all_jobs[i / 2], SIZE_MAX);
		const bool in_work = i % 2;
		xabar_error err;
		void *room;

		*(in_work ? &run->fails_work[0] : &run->fails_take) = 700;
		assert_int_equal(push(pipeline, run, 2000, 1, &err), in_work ? XABAR_EINTERNAL : XABAR_EIO);
		assert_string_equal(err.message, in_work ? "batch 700 is bad" : "batch 700 cannot be taken");
		assert_string_equal(err.hint, in_work ? "mend it" : "");
		assert_int_equal(run->taken, 700);
		assert_well(run);
		assert_int_equal(xb_pipeline_room(&room, pipeline, NULL), in_work ? XABAR_EINTERNAL : XABAR_EIO);
		xb_pipeline_free(pipeline);
		assert_int_equal(run->taken, 700);
		free(run);
	}
}

static void
of_two_that_fail_the_first_in_order_is_told(void **state)
{
	struct xb_pipeline *pipeline;
	struct run *run = new_run(&pipeline, 4, SIZE_MAX);
	xabar_error err;

	(void)state;
	/* The first fails when the second has; there is room for all, or the caller might wait for it before it is pushed. */
	run->fails_work[0] = 2;
	run->fails_work[1] = 4;
	assert_int_equal(push(pipeline, run, SLOTS - 1, 1, &err), XABAR_EINTERNAL);
	assert_true(atomic_load(&run->failed[1]));
	assert_string_equal(err.message, "batch 2 is bad");
	assert_int_equal(run->taken, 2);
	xb_pipeline_free(pipeline);
	free(run);
}

static void
it_may_be_left_with_batches_in_it(void **state)
{
	(void)state;
	for (unsigned jobs = 1; jobs <= 4; jobs++) {
		struct xb_pipeline *pipeline;
		struct run *run = new_run(&pipeline, jobs, SIZE_MAX);
		void *room, *again;

		for (uint64_t i = 0; i < SLOTS / 2; i++) {
			assert_int_equal(xb_pipeline_room(&room, pipeline, NULL), XABAR_OK);
			assert_int_equal(xb_pipeline_room(&again, pipeline, NULL), XABAR_OK);
			assert_ptr_equal(room, again);
			*(struct batch *)room = (struct batch){ .number = i };
			assert_int_equal(xb_pipeline_push(pipeline, 1, NULL), XABAR_OK);
		}
		xb_pipeline_free(pipeline);
		assert_true(run->taken <= SLOTS / 2);
		assert_well(run);
		free(run);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_worked_on_and_taken_once_in_order),
		cmocka_unit_test(what_is_in_it_is_bounded),
		cmocka_unit_test(one_that_is_over_the_bound_goes_through_alone),
		cmocka_unit_test(what_fails_ends_it_where_it_is_in_order),
		cmocka_unit_test(of_two_that_fail_the_first_in_order_is_told),
		cmocka_unit_test(it_may_be_left_with_batches_in_it),
	};

	return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
