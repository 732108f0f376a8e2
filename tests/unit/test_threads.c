/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Four threads search one index, each through its own searcher, while another process publishes generations. */
#include "scratch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "xabar.h"

#define THREADS 4
#define RUNS 12
#define DISPATCHES 5 /* that each run adds */

static atomic_bool done;
static char index_dir[128], input_dir[128], input_file[160];

struct reading {
	uint64_t searches, generations;
	const char *fault;
};

/* Run xabar-index over the input, as its own process. */
static int
run_indexer(void)
{
	const char *build = getenv("B");
	char *program = xb_path("%s/xabar-index", build ? build : "build/release");
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		execl(program, "xabar-index", "-q", "-d", index_dir, input_dir, (char *)NULL);
		_exit(127);
	}
	free(program);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The input of one run: its dispatches, and a new text for the one that every run replaces. */
static void
write_input(int run)
{
	struct xb_buf lines;

	xb_buf_init(&lines, 1 << 16);
	for (int i = 0; i < DISPATCHES; i++)
		xb_buf_printf(&lines, "{\"id\":\"%d-%d\",\"body\":\"the corridor opens, part %d\"}\n", run, i, i);
	xb_buf_printf(&lines, "{\"id\":\"same\",\"body\":\"replaced by run %d\"}\n", run);
	assert_ok(xb_file_write(input_file, xb_buf_view(&lines), NULL));
	xb_buf_release(&lines);
}

static uint64_t
total(struct reading *reading, xabar_searcher *searcher, const char *query)
{
	xabar_request request = XABAR_REQUEST_INIT;
	xabar_results *results;
	uint64_t n = 0;

	request.query = query;
	request.limit = 100;
	request.exact_total = true;
	if (xabar_search(&results, searcher, &request, NULL) != XABAR_OK) {
		reading->fault = "a search failed";
		return 0;
	}
	n = results->total;
	if (results->nhits != n || !results->exact)
		reading->fault = "the total is not the number of hits";
	for (size_t i = 0; i < results->nhits; i++)
		if (!results->hits[i].id || !results->hits[i].snippet.text)
			reading->fault = "a hit is not whole";
	xabar_results_free(results);
	reading->searches++;
	return n;
}

static void *
read_generations(void *arg)
{
	struct reading *reading = arg;
	const char *const path[] = { index_dir };
	xabar_searcher *searcher;
	uint64_t previous = 0;

	if (xabar_searcher_open(&searcher, path, 1, NULL) != XABAR_OK) {
		reading->fault = "the index did not open";
		return NULL;
	}
	while (!reading->fault && !atomic_load(&done)) {
		bool changed;
		uint64_t n;

		if (xabar_searcher_refresh(searcher, &changed, NULL) != XABAR_OK)
			reading->fault = "a refresh failed";
		reading->generations += changed;
		n = total(reading, searcher, "corridor");
		if (n % DISPATCHES || n < previous)
			reading->fault = "half a generation was seen";
		if (total(reading, searcher, "id:same") != 1)
			reading->fault = "the replaced dispatch is not there once";
		previous = n;
	}
	xabar_searcher_free(searcher);
	return NULL;
}

static void
threads_see_whole_generations(void **state)
{
	struct reading readings[THREADS] = { { 0 } };
	pthread_t threads[THREADS];
	xabar_searcher *searcher;
	struct reading last = { 0 };
	const char *const path[] = { index_dir };

	(void)state;
	snprintf(index_dir, sizeof(index_dir), "%s/i", scratch_dir);
	snprintf(input_dir, sizeof(input_dir), "%s/in", scratch_dir);
	snprintf(input_file, sizeof(input_file), "%s/news.jsonl", input_dir);
	atomic_store(&done, false);
	assert_int_equal(mkdir(input_dir, 0777), 0);
	write_input(0);
	assert_int_equal(run_indexer(), 0);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_generations, &readings[i]), 0);
	for (int run = 1; run < RUNS; run++) {
		write_input(run);
		assert_int_equal(run_indexer(), 0);
	}
	atomic_store(&done, true);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		if (readings[i].fault)
			fail_msg("thread %d: %s", i, readings[i].fault);
		assert_true(readings[i].searches > 0);
		assert_true(readings[i].generations > 0);
	}
	assert_ok(xabar_searcher_open(&searcher, path, 1, NULL));
	assert_int_equal(total(&last, searcher, "corridor"), RUNS * DISPATCHES);
	assert_int_equal(xabar_searcher_count(searcher), RUNS * DISPATCHES + 1);
	xabar_searcher_free(searcher);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { scratch_test(threads_see_whole_generations) };

	return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
