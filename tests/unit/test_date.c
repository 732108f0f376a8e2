/* SPDX-License-Identifier: GPL-2.0-or-later */
/* test_date.c - dates of records and of queries. Most cases are in tests/data/dates.tsv and date-queries.tsv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "date.h"
#include "date_fields.h"
#include "date_names.h"

/* The columns of the next line of a table that is not a comment. False at the end. */
static bool
next_row(FILE *file, char *line, int size, char **column, size_t columns)
{
	while (fgets(line, size, file)) {
		char *rest = line;

		line[strcspn(line, "\n")] = '\0';
		if (*line == '#' || *line == '\0')
			continue;
		for (size_t i = 0; i < columns; i++)
			assert_non_null(column[i] = strsep(&rest, "\t"));
		assert_null(rest);
		return true;
	}
	return false;
}

static FILE *
open_table(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		fail_msg("no %s: run the tests from the top of the tree", path);
	return file;
}

static void
use_zone(const char *name)
{
	xabar_error err;

	assert_int_equal(xb_date_set_zone(name, &err), XABAR_OK);
}

static struct xb_date
parse(const char *text, const char *lang, bool have_zone)
{
	struct xb_date_defaults defaults = { .lang = xb_str(lang), .have_zone = have_zone };
	struct xb_date date;

	if (!xb_date_parse(&date, xb_str(text), &defaults))
		assert_int_equal(date.precision, XB_DATE_NONE);
	return date;
}

static const char *
format(char out[XB_DATE_TEXT_MAX], const struct xb_date *date)
{
	size_t len = xb_date_format(out, date);

	assert_int_equal(len, strlen(out));
	return date->precision == XB_DATE_NONE ? "-" : out;
}

static void
test_records_are_read_as_the_table_says(void **state)
{
	FILE *file = open_table("tests/data/dates.tsv");
	char line[1024], *column[3], out[XB_DATE_TEXT_MAX];
	int wrong = 0, rows = 0;

	(void)state;
	for (; next_row(file, line, sizeof(line), column, 3); rows++) {
		struct xb_date date = parse(column[0], column[1], false);

		if (strcmp(format(out, &date), column[2]) == 0)
			continue;
		print_error("'%s' (%s) is %s, wanted %s\n", column[0], column[1], format(out, &date), column[2]);
		wrong++;
	}
	fclose(file);
	assert_int_equal(wrong, 0);
	assert_true(rows > 100);
}

/* "2022-05-20T10:54:00", with Z or without, as the seconds it stands for. */
static int64_t
seconds_of(const char *iso)
{
	struct tm tm = { 0 };

	assert_non_null(strptime(iso, "%Y-%m-%dT%H:%M:%S", &tm));
	return timegm(&tm);
}

static bool
is_end(int64_t got, const char *want, int64_t open)
{
	return got == (strcmp(want, "-") == 0 ? open : seconds_of(want));
}

static bool
query_is(const char *query, const char *now, const char *from, const char *to)
{
	struct xb_interval span;
	xabar_error err = { 0 };
	xabar_status status = xb_date_interval(&span, xb_str(query), (time_t)seconds_of(now), &err);

	if (status != XABAR_OK || strcmp(from, "error") == 0)
		return status == XABAR_EQUERY && strcmp(from, "error") == 0 && err.status == XABAR_EQUERY && *err.message;
	return is_end(span.from, from, INT64_MIN) && is_end(span.to, to, INT64_MAX) &&
	       span.zoned == (strchr(from, 'Z') || strchr(to, 'Z'));
}

static void
test_queries_mean_what_the_table_says(void **state)
{
	FILE *file = open_table("tests/data/date-queries.tsv");
	char line[1024], *column[4];
	int wrong = 0, rows = 0;

	(void)state;
	use_zone("Asia/Baku");
	for (; next_row(file, line, sizeof(line), column, 4); rows++) {
		if (query_is(column[0], column[1], column[2], column[3]))
			continue;
		print_error("'%s' at %s is not %s to %s\n", column[0], column[1], column[2], column[3]);
		wrong++;
	}
	fclose(file);
	use_zone("UTC");
	assert_int_equal(wrong, 0);
	assert_true(rows > 100);
}

static void
test_query_errors_say_what_and_what_else(void **state)
{
	struct xb_interval span;
	xabar_error err;

	(void)state;
	assert_int_equal(xb_date_interval(&span, xb_str("soonish"), 0, &err), XABAR_EQUERY);
	assert_string_equal(err.message, "cannot read the date 'soonish'");
	assert_non_null(strstr(err.hint, "\"last 7 days\"")); /* its end: the hint fits */
	assert_int_equal(xb_date_interval(&span, xb_str("2022..2021"), 0, &err), XABAR_EQUERY);
	assert_string_equal(err.message, "the range '2022..2021' ends before it begins");
	assert_int_equal(xb_date_interval(&span, xb_str("x"), 0, NULL), XABAR_EQUERY);
	/* a quotation ends with a whole character */
	assert_int_equal(xb_date_interval(&span, xb_str("aЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ"), 0, &err), XABAR_EQUERY);
	assert_string_equal(err.message, "cannot read the date 'aЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ'");
}

static void
test_precision_is_what_was_said(void **state)
{
	static const struct {
		const char *text;
		enum xb_precision precision;
	} cases[] = {
		{ "2022", XB_DATE_YEAR }, { "May 2022", XB_DATE_MONTH }, { "20.05.2022", XB_DATE_DAY },
		{ "20.05.2022 10:54", XB_DATE_MINUTE }, { "2022-05-20T10:54:00Z", XB_DATE_SECOND }, { "?", XB_DATE_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(parse(cases[i].text, "", false).precision, cases[i].precision);
}

static void
test_zone_of_the_process_is_that_of_the_date_in_question(void **state)
{
	/* tzdata: Baku kept summer time until 2015, Tehran until 2022, Almaty moved west on 2024-03-01 */
	static const struct {
		const char *zone, *text, *want;
	} cases[] = {
		{ "Asia/Baku", "2015-07-01 12:00", "2015-07-01T12:00:00+05:00" },
		{ "Asia/Baku", "2016-07-01 12:00", "2016-07-01T12:00:00+04:00" },
		{ "Asia/Tehran", "۱۰ تیر ۱۴۰۱ ۱۲:۰۰", "2022-07-01T12:00:00+04:30" },
		{ "Asia/Tehran", "2023-07-01 12:00", "2023-07-01T12:00:00+03:30" },
		{ "Asia/Almaty", "2024-02-29 12:00", "2024-02-29T12:00:00+06:00" },
		{ "Asia/Almaty", "2024-03-02 12:00", "2024-03-02T12:00:00+05:00" },
		{ "Asia/Baku", "2022-05-20T10:54:00Z", "2022-05-20T10:54:00Z" },
		{ "UTC", "1969-12-31 23:59:59", "1969-12-31T23:59:59Z" }, /* -1 is a time, too */
		{ "Asia/Baku", "2022-05-20", "2022-05-20" },
	};
	char out[XB_DATE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct xb_date date;

		use_zone(cases[i].zone);
		date = parse(cases[i].text, "", true);
		assert_string_equal(format(out, &date), cases[i].want);
		if (date.precision == XB_DATE_DAY)
			assert_false(date.zoned);
	}
	use_zone("UTC");
}

static void
test_unknown_zones_are_refused(void **state)
{
	static const char *const names[] = { "", "Asia/Bakoo", "../../etc/passwd", "/etc/localtime", "Asia", "AZT-4" };
	xabar_error err;

	(void)state;
	use_zone("Asia/Baku");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_int_equal(xb_date_set_zone(names[i], &err), XABAR_EINVAL);
	assert_string_equal(err.message, "no such zone 'AZT-4'");
	assert_string_equal(getenv("TZ"), "Asia/Baku");
	use_zone("UTC");
}

static void
test_civil_days_are_those_of_the_c_library(void **state)
{
	(void)state;
	for (int64_t days = xb_days_from_civil(1500, 1, 1); days < xb_days_from_civil(2201, 1, 1); days++) {
		time_t t = (time_t)days * 86400;
		struct tm tm;
		int year, month, day;

		gmtime_r(&t, &tm);
		xb_civil_from_days(&year, &month, &day, days);
		assert_true(year == tm.tm_year + 1900 && month == tm.tm_mon + 1 && day == tm.tm_mday);
		assert_int_equal(xb_days_from_civil(year, month, day), days);
	}
}

static void
test_jalali_years_begin_on_the_published_days(void **state)
{
	/* 1399 to 1404 as the calendars printed in Iran had it, the rest as ICU 72 has */
	static const struct {
		int jalali, year, day; /* of March */
	} nowruz[] = {
		{ 1300, 1921, 21 }, { 1309, 1930, 21 }, { 1310, 1931, 22 }, { 1342, 1963, 21 }, { 1343, 1964, 21 },
		{ 1375, 1996, 20 }, { 1376, 1997, 21 }, { 1399, 2020, 20 }, { 1400, 2021, 21 }, { 1401, 2022, 21 },
		{ 1402, 2023, 21 }, { 1403, 2024, 20 }, { 1404, 2025, 21 }, { 1408, 2029, 20 }, { 1409, 2030, 21 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(nowruz) / sizeof(nowruz[0]); i++)
		assert_int_equal(xb_days_from_jalali(nowruz[i].jalali, 1, 1),
		                 xb_days_from_civil(nowruz[i].year, 3, nowruz[i].day));
	assert_int_equal(xb_days_from_jalali(1403, 12, 30), xb_days_from_civil(2025, 3, 20));
	assert_int_equal(xb_days_from_jalali(1401, 7, 1), xb_days_from_civil(2022, 9, 23));
}

static void
test_what_is_printed_is_read_back(void **state)
{
	struct xb_date date = { .zoned = true }, back;
	char out[XB_DATE_TEXT_MAX];

	(void)state;
	for (int64_t utc = -14000000000; utc < 7000000000; utc += 86399 * 7 + 13) {
		date.utc = utc;
		date.offset = (int16_t)(utc / 86399 % 56 * 15); /* -13:45 to 13:45 */
		date.precision = XB_DATE_SECOND;
		assert_true(xb_date_parse(&back, xb_strn(out, xb_date_format(out, &date)), NULL));
		assert_true(back.utc == date.utc && back.offset == date.offset && back.zoned && back.precision == date.precision);
		for (int p = XB_DATE_YEAR; p <= XB_DATE_DAY; p++) {
			char again[XB_DATE_TEXT_MAX];

			date.precision = (uint8_t)p;
			assert_true(xb_date_parse(&back, xb_strn(out, xb_date_format(out, &date)), NULL));
			assert_int_equal(back.precision, p);
			assert_string_equal(format(again, &back), out);
		}
	}
}

/* Does the word mean one thing in all rows? A month is one month; the rest may not be a month too. */
static bool
means_one_thing(struct xb_str word, const struct xb_date_name *what, int nth)
{
	struct xb_date_name found;

	if (!xb_date_name_find(&found, word) || found.what != what->what)
		return false;
	return what->what != XB_NAME_MONTH || (found.calendar == what->calendar && found.month == nth);
}

static void
test_words_of_the_tables_are_their_own_keys(void **state)
{
	struct xb_date_name what;
	const char *row;

	(void)state;
	for (size_t i = 0; (row = xb_date_names_row(i, &what)) || (row = xb_date_zones_row(i)); i++) {
		char key[XB_DATE_KEY_MAX];
		size_t len = xb_date_key(key, sizeof(key), xb_str(row));

		if (!xb_str_is(xb_strn(key, len), row))
			fail_msg("write it as its key:\n%.*s\nand not\n%s", (int)len, key, row);
	}
	for (size_t i = 0; (row = xb_date_names_row(i, &what)); i++) {
		int nth = 0;

		for (const char *word = row, *end; *word; word = end + (*end == ' ')) {
			end = word + strcspn(word, " ");
			if (!means_one_thing(xb_strn(word, (size_t)(end - word)), &what, ++nth))
				fail_msg("'%.*s' means two things, or is not of its row's script", (int)(end - word), word);
		}
		assert_true(nth > 0 && (what.what != XB_NAME_MONTH || nth == 12));
	}
}

static void
test_text_is_not_read_past_its_length(void **state)
{
	static const char text[] = "2022-05-20T10:54:00+04:00";
	struct xb_date date;

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		char *copy = malloc(len + 1); /* for the sanitizers: what is beyond is not ours */

		assert_non_null(copy);
		memcpy(copy, text, len);
		xb_date_parse(&date, xb_strn(copy, len), NULL);
		assert_true(len != 10 || date.precision == XB_DATE_DAY);
		free(copy);
	}
	assert_false(xb_date_parse(&date, xb_strn(NULL, 0), NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records_are_read_as_the_table_says),
		cmocka_unit_test(test_queries_mean_what_the_table_says),
		cmocka_unit_test(test_query_errors_say_what_and_what_else),
		cmocka_unit_test(test_precision_is_what_was_said),
		cmocka_unit_test(test_zone_of_the_process_is_that_of_the_date_in_question),
		cmocka_unit_test(test_unknown_zones_are_refused),
		cmocka_unit_test(test_civil_days_are_those_of_the_c_library),
		cmocka_unit_test(test_jalali_years_begin_on_the_published_days),
		cmocka_unit_test(test_what_is_printed_is_read_back),
		cmocka_unit_test(test_words_of_the_tables_are_their_own_keys),
		cmocka_unit_test(test_text_is_not_read_past_its_length),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
