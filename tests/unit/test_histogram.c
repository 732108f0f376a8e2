/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting by spans of time: the C library's strftime() names the spans, over days before 1970, leap years and ends of years. */
#include <time.h>

#include "posting.h"
#include "scratch.h"

#include "../../searcher/histogram.h"
#include "schema.h"

#define DAY 86400
#define NONE INT64_MIN

static struct xb_arena arena;
static struct xb_reader *reader;
static struct xb_days days;

static void
write_segment(const char *name, const int64_t *walls, size_t n)
{
	struct xb_database *db;

	assert_ok(xb_database_new(&db, scratch(name), NULL));
	for (size_t i = 0; i < n; i++) {
		const struct xb_posting posting = { .term = { "a", 1 }, .wdf = 1 };
		char wall[8];
		const struct xb_value value = { XB_SLOT_WALL, { wall, 8 } };

		xb_sortable(wall, walls[i]);
		assert_ok(xb_database_add(db, &(struct xb_document){ &posting, 1, &value, walls[i] != NONE, { "", 0 } }, NULL));
	}
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
}

/* Two segments; of the first there are dead documents. */
static void
open_segments(const int64_t *first, size_t nfirst, const uint32_t *dead, size_t ndead, const int64_t *second, size_t nsecond)
{
	const struct xb_segment_ref refs[] = { { scratch("s0"), dead, ndead, NULL, 0, 0, false }, { scratch("s1"), NULL, 0, NULL, 0, 0, false } };

	xb_arena_init(&arena, SIZE_MAX);
	write_segment("s0", first, nfirst);
	write_segment("s1", second, nsecond);
	assert_ok(xb_reader_open(&reader, refs, 2, NULL));
	days = (struct xb_days){ .segments = NULL };
	assert_ok(xb_days_read(&days, reader, NULL));
}

static void
close_segments(void)
{
	xb_days_release(&days);
	xb_reader_free(reader);
	xb_arena_release(&arena);
}

static void
start(struct xb_histogram *histogram, const char *interval)
{
	assert_ok(xb_histogram_init(histogram, interval, NULL));
	assert_ok(xb_histogram_start(histogram, &days, &arena, NULL));
}

/* The buckets are "key count/of, key count/of". */
static void
finds(xabar_histogram *found, const struct xb_histogram *histogram, const char *want)
{
	struct xb_buf got;

	assert_ok(xb_histogram_finish(found, histogram, &arena, NULL));
	xb_buf_init(&got, 65536);
	for (size_t i = 0; i < found->nbuckets; i++)
		xb_buf_printf(&got, "%s%s %d/%d", i ? ", " : "", found->buckets[i].key, (int)found->buckets[i].count,
		              (int)found->buckets[i].of);
	assert_string_equal(xb_buf_view(&got).ptr ? xb_buf_view(&got).ptr : "", want);
	xb_buf_release(&got);
}

static int64_t
at(int year, int month, int day, int seconds)
{
	struct tm tm = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day };

	return timegm(&tm) + seconds;
}

/* ---- Counts ---- */

static void
hits_and_all_are_counted_those_between_included(void **state)
{
	const int64_t first[] = { at(2022, 5, 18, 0), NONE, at(2022, 5, 18, DAY - 1), at(2022, 7, 31, 5), at(2021, 1, 1, 0) };
	const int64_t second[] = { at(2022, 5, 31, 9), at(2022, 8, 1, 0), NONE, NONE };
	static const uint32_t dead[] = { 3 };
	struct xb_histogram histogram;
	xabar_histogram found;

	(void)state;
	open_segments(first, 5, dead, 1, second, 4);
	start(&histogram, "month");
	xb_histogram_count(&histogram, 0, 1);
	xb_histogram_count(&histogram, 1, 2);
	xb_histogram_count(&histogram, 0, 2);
	finds(&found, &histogram, "2022-05 1/2, 2022-06 0/0, 2022-07 0/1, 2022-08 1/1");
	assert_string_equal(found.interval, "month");
	assert_int_equal(found.undated.count, 1);
	assert_int_equal(found.undated.of, 3);

	start(&histogram, "year");
	xb_histogram_count(&histogram, 1, 1);
	finds(&found, &histogram, "2022 1/4");
	start(&histogram, "day");
	xb_histogram_count(&histogram, 0, 4);
	xb_histogram_count(&histogram, 1, 2);
	finds(&found, &histogram, "2022-07-31 1/1, 2022-08-01 1/1");
	start(&histogram, "week");
	xb_histogram_count(&histogram, 1, 4);
	finds(&found, &histogram, "");
	assert_int_equal(found.undated.count, 1);
	close_segments();
}

static void
a_dead_document_without_a_date_is_not_undated(void **state)
{
	const int64_t first[] = { NONE, NONE, at(2022, 1, 1, 0), NONE }, second[] = { NONE };
	static const uint32_t dead[] = { 1, 4 };

	(void)state;
	open_segments(first, 4, dead, 2, second, 1);
	assert_int_equal(days.undated, 2);
	close_segments();
}

static void
where_nothing_has_a_date_all_is_undated(void **state)
{
	static const int64_t none[] = { NONE, NONE };
	struct xb_histogram histogram;
	xabar_histogram found;

	(void)state;
	open_segments(none, 2, NULL, 0, none, 1);
	start(&histogram, "day");
	xb_histogram_count(&histogram, 0, 2);
	finds(&found, &histogram, "");
	assert_int_equal(found.undated.count, 1);
	assert_int_equal(found.undated.of, 3);
	close_segments();
}

/* ---- Names ---- */

static const char *const spans[] = { "year", "month", "week", "day" };

static void
name_span(char out[32], size_t span, const struct tm *tm)
{
	switch (span) {
	case 0: strftime(out, 32, "%Y", tm); break;
	case 1: strftime(out, 32, "%Y-%m", tm); break;
	case 2: strftime(out, 32, "%G-W%V", tm); break;
	default: strftime(out, 32, "%Y-%m-%d", tm); break;
	}
}

static void
spans_are_named_as_strftime_names_them(void **state)
{
	const int64_t from = at(1890, 12, 20, 0) / DAY, n = at(2110, 1, 10, 0) / DAY - from;
	int64_t *walls = malloc((size_t)n * sizeof(*walls));

	(void)state;
	assert_non_null(walls);
	for (int64_t i = 0; i < n; i++) /* at any time of the day */
		walls[i] = (from + i) * DAY + i * 7919 % DAY;
	open_segments(walls, (size_t)n, NULL, 0, walls, 1);
	for (size_t k = 0; k < sizeof(spans) / sizeof(*spans); k++) {
		struct xb_histogram histogram;
		xabar_histogram found;
		size_t bucket = 0;
		uint64_t total = 0;

		start(&histogram, spans[k]);
		for (int64_t i = 0; i < n; i++)
			xb_histogram_count(&histogram, 0, (uint32_t)i + 1);
		assert_ok(xb_histogram_finish(&found, &histogram, &arena, NULL));
		for (int64_t i = 0; i < n; i++) {
			const time_t day = (from + i) * DAY;
			char name[32];

			name_span(name, k, gmtime(&day));
			if (strcmp(name, found.buckets[bucket].key) != 0)
				bucket++;
			assert_true(bucket < found.nbuckets);
			assert_string_equal(found.buckets[bucket].key, name);
		}
		assert_int_equal(bucket + 1, found.nbuckets);
		for (size_t i = 0; i < found.nbuckets; i++)
			total += found.buckets[i].count;
		assert_int_equal(total, n);
	}
	close_segments();
	free(walls);
}

/* The examples of Wikipedia's "ISO week date", section "Relation with the Gregorian calendar". */
static void
weeks_at_the_ends_of_years_are_those_of_iso_8601(void **state)
{
	static const struct {
		int year, month, day;
		const char *week;
	} cases[] = {
		{ 1977, 1, 1, "1976-W53" },   { 1977, 12, 31, "1977-W52" }, { 1978, 1, 2, "1978-W01" },  { 1979, 12, 31, "1980-W01" },
		{ 1980, 12, 28, "1980-W52" }, { 1980, 12, 31, "1981-W01" }, { 1981, 12, 31, "1981-W53" }, { 1982, 1, 3, "1981-W53" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const int64_t wall = at(cases[i].year, cases[i].month, cases[i].day, 43200);
		struct xb_histogram histogram;
		xabar_histogram found;
		char want[32];

		open_segments(&wall, 1, NULL, 0, &wall, 1);
		start(&histogram, "week");
		xb_histogram_count(&histogram, 0, 1);
		snprintf(want, sizeof(want), "%s 1/2", cases[i].week);
		finds(&found, &histogram, want);
		close_segments();
		assert_ok(xb_remove(scratch("s0"), NULL));
		assert_ok(xb_remove(scratch("s1"), NULL));
	}
}

/* ---- Bad input ---- */

static void
what_is_no_span_is_refused(void **state)
{
	static const char *const intervals[] = { "", "hour", "months", "Month", "month:2" };
	struct xb_histogram histogram;
	xabar_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(intervals) / sizeof(*intervals); i++) {
		assert_int_equal(xb_histogram_init(&histogram, intervals[i], &err), XABAR_EINVAL);
		assert_string_equal(err.hint, "there are year, month, week and day");
	}
	assert_string_equal(err.message, "there is no histogram by 'month:2'");
}

static void
a_date_that_no_record_has_is_damage(void **state)
{
	static const int64_t far[] = { 0, INT64_MAX }, before[] = { INT64_MIN + 1 };
	const struct xb_segment_ref refs[] = { { scratch("s0"), NULL, 0, NULL, 0, 0, false }, { scratch("s1"), NULL, 0, NULL, 0, 0, false } };
	xabar_error err;

	(void)state;
	write_segment("s0", far, 2);
	write_segment("s1", before, 1);
	for (size_t i = 0; i < 2; i++) {
		assert_ok(xb_reader_open(&reader, &refs[i], 1, NULL));
		days = (struct xb_days){ .segments = NULL };
		assert_int_equal(xb_days_read(&days, reader, &err), XABAR_ECORRUPT);
		assert_null(days.segments);
		xb_reader_free(reader);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(hits_and_all_are_counted_those_between_included),
		scratch_test(a_dead_document_without_a_date_is_not_undated),
		scratch_test(where_nothing_has_a_date_all_is_undated),
		scratch_test(spans_are_named_as_strftime_names_them),
		scratch_test(weeks_at_the_ends_of_years_are_those_of_iso_8601),
		scratch_test(what_is_no_span_is_refused),
		scratch_test(a_date_that_no_record_has_is_damage),
	};

	return cmocka_run_group_tests_name("histogram", tests, NULL, NULL);
}
