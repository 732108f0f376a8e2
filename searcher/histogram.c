/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "histogram.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "date.h"
#include "schema.h"

#define DAY_SECS 86400
#define KEY_MAX 32

/* No date that xabar reads is so far from 1970 (date.h), and no more days than that are ever counted. */
#define DAY_MAX 1000000

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* ---- The days of all ---- */

/* From which day on there are how many. */
static xabar_status
find_span(struct xb_days *days, xabar_error *err)
{
	int64_t first = INT64_MAX, last = INT64_MIN;

	for (uint32_t i = 0; i < days->nsegments; i++)
		for (uint32_t k = 0; k < days->segments[i].n; k++) {
			const int64_t wall = days->segments[i].values[k];

			if (wall != XB_COLUMN_NONE && wall < first)
				first = wall;
			if (wall > last)
				last = wall;
		}
	if (first == INT64_MAX)
		return XABAR_OK;
	days->first = floor_div(first, DAY_SECS);
	last = floor_div(last, DAY_SECS);
	if (days->first < -DAY_MAX || last > DAY_MAX)
		return xb_fail(err, XABAR_ECORRUPT, "a dispatch has a date %" PRId64 " days from 1970",
		               last > DAY_MAX ? last : days->first);
	days->n = (size_t)(last - days->first) + 1;
	return XABAR_OK;
}

/* The place of a time's day among the days, or SIZE_MAX. */
static size_t
place_of(const struct xb_days *days, int64_t wall)
{
	return wall == XB_COLUMN_NONE ? SIZE_MAX : (size_t)(floor_div(wall, DAY_SECS) - days->first);
}

/* That of a document's day. */
static size_t
day_of(const struct xb_days *days, uint32_t segment, uint32_t local)
{
	const struct xb_column *column = &days->segments[segment];

	return local > column->n ? SIZE_MAX : place_of(days, column->values[local - 1]);
}

/* All, then without the dead. */
static void
count_living(struct xb_days *days, const struct xb_reader *reader)
{
	for (uint32_t i = 0; i < days->nsegments; i++) {
		size_t ndead, day;
		const uint32_t *dead = xb_reader_dead(reader, i, &ndead);

		for (uint32_t local = 1; local <= days->segments[i].n; local++)
			if ((day = day_of(days, i, local)) != SIZE_MAX)
				days->living[day]++;
		for (size_t k = 0; k < ndead; k++)
			if ((day = day_of(days, i, dead[k])) != SIZE_MAX)
				days->living[day]--;
	}
}

/* Servers count days, or times, of which there are many more, where an earlier version made any of what is there. */
static xabar_status
choose_slot(struct xb_days *days, struct xb_reader *reader, xabar_error *err)
{
	uint64_t timed = 0, on_days = 0;
	xabar_status status = XABAR_OK;

	days->slot = XB_SLOT_WALL;
	if (!xb_reader_is_remote(reader))
		return XABAR_OK;
	status = xb_reader_valued(&timed, reader, XB_SLOT_WALL, err);
	if (status == XABAR_OK)
		status = xb_reader_valued(&on_days, reader, XB_SLOT_DAY, err);
	if (timed == on_days)
		days->slot = XB_SLOT_DAY;
	return status;
}

xabar_status
xb_days_read(struct xb_days *days, struct xb_reader *reader, xabar_error *err)
{
	xabar_status status = choose_slot(days, reader, err);

	if (status == XABAR_OK)
		status = xb_columns_read(&days->segments, reader, days->slot, err);
	days->nsegments = xb_reader_nsegments(reader);
	if (status == XABAR_OK)
		status = find_span(days, err);
	if (status == XABAR_OK)
		status = xb_reader_live(&days->undated, reader, err);
	if (status == XABAR_OK && !(days->living = calloc(days->n + 1, sizeof(*days->living))))
		status = xb_fail_nomem(err);
	if (status != XABAR_OK) {
		xb_days_release(days);
		return status;
	}
	count_living(days, reader);
	for (size_t i = 0; i < days->n; i++)
		days->undated -= days->living[i];
	return XABAR_OK;
}

void
xb_days_release(struct xb_days *days)
{
	xb_columns_free(days->segments, days->nsegments);
	free(days->living);
	*days = (struct xb_days){ .segments = NULL };
}

/* ---- Intervals ---- */

/* How time is cut: from a day to the first of the same bucket and of the next one, and to its name. */
struct xb_interval_class {
	const char *name;
	int64_t (*begin)(int64_t day);
	int64_t (*next)(int64_t begin);
	void (*key)(char out[KEY_MAX], int64_t begin);
};

/* A day as far as its year, its month or itself: that is, the first of three parts, two of them, or all. */
static void
key_date(char out[KEY_MAX], int64_t at, int parts)
{
	int date[3], len;

	xb_civil_from_days(&date[0], &date[1], &date[2], at);
	len = snprintf(out, KEY_MAX, "%04d", date[0]);
	for (int i = 1; i < parts; i++)
		len += snprintf(out + len, (size_t)(KEY_MAX - len), "-%02d", date[i]);
}

static int64_t
begin_year(int64_t at)
{
	int year, month, day;

	xb_civil_from_days(&year, &month, &day, at);
	return xb_days_from_civil(year, 1, 1);
}

static int64_t
next_year(int64_t begin)
{
	return begin_year(begin + 366);
}

static void
key_year(char out[KEY_MAX], int64_t begin)
{
	key_date(out, begin, 1);
}

static int64_t
begin_month(int64_t at)
{
	int year, month, day;

	xb_civil_from_days(&year, &month, &day, at);
	return at - day + 1;
}

static int64_t
next_month(int64_t begin)
{
	return begin_month(begin + 31);
}

static void
key_month(char out[KEY_MAX], int64_t begin)
{
	key_date(out, begin, 2);
}

/* 1970-01-01 was a Thursday; weeks begin on Monday. */
static int64_t
begin_week(int64_t at)
{
	return 7 * floor_div(at + 3, 7) - 3;
}

static int64_t
next_week(int64_t begin)
{
	return begin + 7;
}

/* ISO 8601: a week is of the year that its Thursday is in. */
static void
key_week(char out[KEY_MAX], int64_t begin)
{
	const int64_t thursday = begin + 3, first = begin_year(thursday);
	int year, month, day;

	xb_civil_from_days(&year, &month, &day, thursday);
	snprintf(out, KEY_MAX, "%04d-W%02d", year, (int)((thursday - first) / 7 + 1));
}

static int64_t
begin_day(int64_t at)
{
	return at;
}

static int64_t
next_day(int64_t begin)
{
	return begin + 1;
}

static void
key_day(char out[KEY_MAX], int64_t begin)
{
	key_date(out, begin, 3);
}

static const struct xb_interval_class intervals[] = {
	{ "year", begin_year, next_year, key_year },
	{ "month", begin_month, next_month, key_month },
	{ "week", begin_week, next_week, key_week },
	{ "day", begin_day, next_day, key_day },
};

/* ---- Counting ---- */

xabar_status
xb_histogram_init(struct xb_histogram *histogram, const char *interval, xabar_error *err)
{
	*histogram = (struct xb_histogram){ .days = NULL };
	for (size_t i = 0; i < sizeof(intervals) / sizeof(*intervals); i++)
		if (strcmp(intervals[i].name, interval) == 0)
			histogram->interval = &intervals[i];
	if (histogram->interval)
		return XABAR_OK;
	xb_fail(err, XABAR_EINVAL, "there is no histogram by '%s'", interval);
	return xb_hint(err, XABAR_EINVAL, "there are year, month, week and day");
}

xabar_status
xb_histogram_start(struct xb_histogram *histogram, const struct xb_days *days, struct xb_arena *arena, xabar_error *err)
{
	histogram->days = days;
	histogram->hits = xb_arena_calloc(arena, days->n, sizeof(*histogram->hits));
	return histogram->hits ? XABAR_OK : xb_fail_nomem(err);
}

static void
count_day(struct xb_histogram *histogram, size_t day)
{
	if (day == SIZE_MAX)
		histogram->undated++;
	else
		histogram->hits[day]++;
}

void
xb_histogram_count(struct xb_histogram *histogram, uint32_t segment, uint32_t local)
{
	count_day(histogram, day_of(histogram->days, segment, local));
}

xabar_status
xb_histogram_count_value(struct xb_histogram *histogram, struct xb_str value, xabar_error *err)
{
	int64_t wall = XB_COLUMN_NONE;
	xabar_status status = value.len ? xb_wall_read(&wall, value, err) : XABAR_OK;
	const size_t day = place_of(histogram->days, wall);

	if (status == XABAR_OK && day != SIZE_MAX && day >= histogram->days->n)
		return xb_fail(err, XABAR_ECORRUPT, "a dispatch has a date that none is said to have");
	if (status == XABAR_OK)
		count_day(histogram, day);
	return status;
}

/* The bucket of the days from `begin` to before `end`; its key is NULL where there is no memory. */
static xabar_bucket
sum(const struct xb_histogram *histogram, int64_t begin, int64_t end, struct xb_arena *arena)
{
	const struct xb_days *days = histogram->days;
	const size_t from = begin > days->first ? (size_t)(begin - days->first) : 0;
	xabar_bucket bucket = { .count = 0 };
	char key[KEY_MAX];

	histogram->interval->key(key, begin);
	bucket.key = xb_arena_strndup(arena, key, strlen(key));
	for (size_t i = from; i < days->n && (int64_t)i < end - days->first; i++) {
		bucket.count += histogram->hits[i];
		bucket.of += days->living[i];
	}
	return bucket;
}

xabar_status
xb_histogram_finish(xabar_histogram *out, const struct xb_histogram *histogram, struct xb_arena *arena, xabar_error *err)
{
	const struct xb_interval_class *interval = histogram->interval;
	size_t first = 0, last = histogram->days->n, n = 0;
	int64_t begin, end;
	xabar_bucket *buckets;

	*out = (xabar_histogram){ .interval = interval->name, .undated = { NULL, histogram->undated, histogram->days->undated } };
	while (first < last && !histogram->hits[first])
		first++;
	while (last > first && !histogram->hits[last - 1])
		last--;
	begin = interval->begin(histogram->days->first + (int64_t)first);
	end = first < last ? histogram->days->first + (int64_t)last : begin;
	for (int64_t at = begin; at < end; at = interval->next(at))
		n++;
	buckets = xb_arena_calloc(arena, n, sizeof(*buckets));
	if (!buckets)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n; i++, begin = interval->next(begin)) {
		buckets[i] = sum(histogram, begin, interval->next(begin), arena);
		if (!buckets[i].key)
			return xb_fail_nomem(err);
	}
	out->buckets = buckets;
	out->nbuckets = n;
	return XABAR_OK;
}
