/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a searcher sees as time goes by: the clock is this test's. */
#include <time.h>

#include "chain.h"
#include "writing.h"

static time_t clock_now;

/* In place of libc's. */
time_t
time(time_t *out)
{
	if (out)
		*out = clock_now;
	return clock_now;
}

#define SECOND_OF_JUNE ((time_t)1717286400) /* 2024-06-02T00:00:00Z: date -u -d 2024-06-02 +%s */

static xabar_searcher *searcher;

static int
setup_view(void **state)
{
	clock_now = SECOND_OF_JUNE;
	return setup(state);
}

static int
teardown_view(void **state)
{
	xabar_searcher_free(searcher);
	searcher = NULL;
	return teardown(state);
}

static void
put_with(const char *id, enum xb_field field, const char *value)
{
	struct xb_dispatch dispatch = { .date = { .utc = 1704103200, .precision = XB_DATE_SECOND } }; /* 2024-01-01T10:00:00Z */

	dispatch.text[field] = xb_str(value);
	put_dispatch(&dispatch, id, "train", "test");
}

static void
put_version(const char *id, const char *number, const char *updated)
{
	struct xb_dispatch dispatch = { .date = { .utc = 1704103200, .precision = XB_DATE_SECOND } };

	dispatch.text[XB_FIELD_VERSION] = xb_str(number);
	dispatch.text[XB_FIELD_UPDATED] = xb_str(updated);
	put_dispatch(&dispatch, id, number, "test");
}

static void
open_searcher(void)
{
	const char *const path = scratch("i");

	publish();
	assert_ok(xabar_searcher_open(&searcher, &path, 1, NULL));
}

/* How many are found, of those that there are. */
static uint64_t
found(uint64_t *hidden, bool all, const char *as_of)
{
	xabar_request request = XABAR_REQUEST_INIT;
	xabar_results *results;
	uint64_t total;

	request.query = "train";
	request.all = all;
	request.as_of = as_of;
	assert_ok(xabar_search(&results, searcher, &request, NULL));
	total = results->total;
	*hidden = results->hidden;
	assert_int_equal(results->nhits, total);
	xabar_results_free(results);
	return total;
}

static void
an_embargo_ends_by_itself(void **state)
{
	uint64_t hidden;

	(void)state;
	put_with("first", XB_FIELD_EMBARGO, "2024-06-02T06:00:00Z");
	put_with("second", XB_FIELD_EMBARGO, "2024-06-02T09:00:00Z");
	put_with("none", XB_FIELD_TITLE, "Train");
	put_with("unread", XB_FIELD_EMBARGO, "until the minister has spoken");
	open_searcher();
	assert_int_equal(found(&hidden, false, NULL), 2);
	assert_int_equal(hidden, 2);
	assert_int_equal(xabar_searcher_count(searcher), 2);
	clock_now = SECOND_OF_JUNE + 6 * 3600 - 1;
	assert_int_equal(found(&hidden, false, NULL), 2);
	clock_now++;
	assert_int_equal(found(&hidden, false, NULL), 3);
	assert_int_equal(hidden, 1);
	clock_now = SECOND_OF_JUNE + 9 * 3600;
	assert_int_equal(found(&hidden, false, NULL), 4);
	assert_int_equal(hidden, 0);
	assert_int_equal(xabar_searcher_count(searcher), 4);
}

static void
a_day_to_come_ends_no_embargo(void **state)
{
	uint64_t hidden;

	(void)state;
	put_with("a", XB_FIELD_EMBARGO, "2024-06-02T06:00:00Z");
	open_searcher();
	assert_int_equal(found(&hidden, false, "2024-07-01"), 0);
	assert_int_equal(hidden, 1);
	clock_now = SECOND_OF_JUNE + 6 * 3600;
	assert_int_equal(found(&hidden, false, "2024-07-01"), 1);
	assert_int_equal(found(&hidden, false, "2024-06-01"), 0);
	assert_int_equal(found(&hidden, true, "2024-06-01"), 1);
}

static void
a_request_leaves_no_trace(void **state)
{
	uint64_t hidden;

	(void)state;
	put_with("a", XB_FIELD_STATUS, "canceled");
	put_with("b", XB_FIELD_STATUS, "usable");
	open_searcher();
	assert_int_equal(found(&hidden, true, NULL), 2);
	assert_int_equal(xabar_searcher_count(searcher), 1);
	assert_int_equal(found(&hidden, false, "2023"), 0);
	assert_int_equal(xabar_searcher_count(searcher), 1);
	assert_int_equal(found(&hidden, false, NULL), 1);
	assert_int_equal(hidden, 1);
}

/* Of how many dispatches the first bucket of a histogram is. */
static uint64_t
first_bucket(bool all, const char *as_of)
{
	xabar_request request = XABAR_REQUEST_INIT;
	xabar_results *results;
	uint64_t of;

	request.histogram = "year";
	request.all = all;
	request.as_of = as_of;
	assert_ok(xabar_search(&results, searcher, &request, NULL));
	of = results->histogram->nbuckets ? results->histogram->buckets[0].of : 0;
	xabar_results_free(results);
	return of;
}

static void
a_histogram_is_of_what_is_seen(void **state)
{
	(void)state;
	put_with("a", XB_FIELD_STATUS, "canceled");
	put_with("b", XB_FIELD_STATUS, "usable");
	put_with("c", XB_FIELD_EMBARGO, "2024-06-02T06:00:00Z");
	open_searcher();
	assert_int_equal(first_bucket(false, NULL), 1);
	assert_int_equal(first_bucket(true, NULL), 3);
	assert_int_equal(first_bucket(false, NULL), 1);
	assert_int_equal(first_bucket(false, "2023"), 0);
	clock_now = SECOND_OF_JUNE + 6 * 3600;
	assert_int_equal(first_bucket(false, NULL), 2);
}

/* "3 1 2": the bodies of a chain, as the tests say them. */
static const char *
versions_of(const char *id)
{
	static char said[256];
	xabar_request request = XABAR_REQUEST_INIT;
	xabar_results *results;

	*said = '\0';
	assert_ok(xabar_versions(&results, searcher, id, &request, NULL));
	for (size_t i = 0; i < results->nhits; i++) {
		strcat(said, i ? " " : "");
		strcat(said, results->hits[i].body);
	}
	xabar_results_free(results);
	return said;
}

static void
versions_stand_in_their_order_however_they_come(void **state)
{
	(void)state;
	put_version("pending", "4", "2024-04-01");
	put_version("pending", "2", "2024-02-01");
	put_version("pending", "10", "2024-10-01");
	put_version("pending", "3", "2024-03-01");
	put_version("pending", "2", "2024-02-01");
	put_version("published", "4", "2024-04-01");
	publish();
	put_version("published", "2", "2024-02-01");
	publish();
	put_version("published", "10", "2024-10-01");
	publish();
	put_version("published", "3", "2024-03-01");
	publish();
	put_version("published", "2", "2024-02-01");
	open_searcher();
	assert_string_equal(versions_of("pending"), "10 4 3 2");
	assert_string_equal(versions_of("published"), "10 4 3 2");
	xabar_searcher_free(searcher);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.nsegments, 1);
	assert_int_equal(index_->now->manifest.segments[0].earlier, 6);
	open_searcher();
	assert_string_equal(versions_of("pending"), "10 4 3 2");
	assert_string_equal(versions_of("published"), "10 4 3 2");
}

static void
what_is_deleted_before_it_is_published_has_no_versions(void **state)
{
	(void)state;
	put_version("a", "1", "2024-01-01");
	publish();
	put_version("a", "2", "2024-02-01");
	put_version("a", "3", "2024-03-01");
	assert_true(delete("a"));
	put_version("a", "4", "2024-04-01");
	open_searcher();
	assert_string_equal(versions_of("a"), "4");
}

static void
a_difference_is_what_is_in_one_set_alone(void **state)
{
	struct xb_docset all = { 0 }, without = { 0 }, rest = { 0 };

	(void)state;
	for (uint32_t i = 1; i <= 9; i++)
		assert_ok(xb_docset_add(i % 3 ? &all : &without, i, NULL));
	assert_ok(xb_docset_add_all(&all, &without, NULL));
	xb_docset_sort(&all);
	assert_int_equal(all.n, 9);
	assert_ok(xb_docset_subtract(&rest, &all, &without, NULL));
	assert_int_equal(rest.n, 6);
	for (size_t i = 0; i < rest.n; i++)
		assert_int_not_equal(rest.docids[i] % 3, 0);
	xb_docset_release(&all);
	xb_docset_release(&without);
	xb_docset_release(&rest);
}

/* All versions are kept. */
static const struct xb_build_options bulk_all = { (size_t)64 << 20, 2, XB_SEGMENT_BULK, XB_VERSIONS_ALL },
                                     xapian_all = { (size_t)64 << 20, 1, XB_SEGMENT_XAPIAN, XB_VERSIONS_ALL };

#define view_test(f)                                                                         \
	{ #f ", bulk", f, setup_view, teardown_view, (void *)(uintptr_t)&bulk_all }, \
	{ #f ", libxapian", f, setup_view, teardown_view, (void *)(uintptr_t)&xapian_all }

int
main(void)
{
	const struct CMUnitTest tests[] = {
		view_test(an_embargo_ends_by_itself),
		view_test(a_day_to_come_ends_no_embargo),
		view_test(a_request_leaves_no_trace),
		view_test(a_histogram_is_of_what_is_seen),
		view_test(versions_stand_in_their_order_however_they_come),
		view_test(what_is_deleted_before_it_is_published_has_no_versions),
		cmocka_unit_test(a_difference_is_what_is_in_one_set_alone),
	};

	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
