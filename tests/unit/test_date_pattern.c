/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates of a form that --map says, and how --map says it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "date_pattern.h"
#include "../../indexer/normalize/normalize.h"

static void
dates_are_read_by_their_pattern(void **state)
{
	static const struct { const char *pattern, *text, *date; } rows[] = {
		{ "%d.%m.%Y", "Bakı, 03.04.2024 10:00", "2024-04-03" },
		{ "%m/%d/%Y %I:%M %p", "03/24/2019 05:30 PM", "2019-03-24T17:30:00" },
		{ "%d/%m/%y", "1/2/51", "1951-02-01" },
		{ "%d %B %Y", "5 Հունիսի 2020 թ.", "2020-06-05" },
		{ "%B %d, %Y", "January 1, 1989, Sunday", "1989-01-01" },
		{ "%Y", "nr 12, 1993", "1993" },
		{ "%b %Y", "mart 2024", "2024-03" },
		{ "%d%m%Y", "01022024", "2024-02-01" },
		{ "%Y-%m-%dT%H:%M:%S%z", "2024-03-11T09:30:15+04:00", "2024-03-11T09:30:15+04:00" },
		{ "%J%y%m%d", "hamshahri/820710_3.txt", "2003-10-02" },
		{ "%J%Y/%m/%d", "۱۳۸۲/۰۷/۱۰", "2003-10-02" },
		{ "%J%y/%m/%d", "03/01/01", "2024-03-20" },
		{ "AP%y%m%d-", "AP880212-0007", "1988-02-12" },
		{ "%%%Y%%", "100%1989%", "1989" },
		{ "%d.%m.%y", "11.03.2024", "" },
		{ "%y%m%d", "18820710", "" },
		{ "%d.%m.%Y", "31.02.2024", "" },
		{ "%d %b %Y", "5 foo 2024", "" },
		{ "%Y", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char got[XB_DATE_TEXT_MAX];
		struct xb_date date;
		bool ok = xb_date_pattern_parse(&date, xb_str(rows[i].text), xb_str(rows[i].pattern), NULL);

		xb_date_format(got, &date);
		assert_string_equal(got, rows[i].date);
		assert_int_equal(ok, *rows[i].date != '\0');
	}
}

static void
a_map_may_say_the_form_of_a_date(void **state)
{
	struct xb_normalize_options options = { 0 };

	(void)state;
	assert_int_equal(xb_normalize_map(&options, "date=dc:date:%B %d, %Y,title=dc:title,date=Tarix:%d.%m.%Y,", NULL), XABAR_OK);
	assert_int_equal(options.nmap, 3);
	assert_true(xb_str_is(options.map[0].name, "dc:date"));
	assert_true(xb_str_is(options.map[0].pattern, "%B %d, %Y"));
	assert_true(xb_str_is(options.map[1].name, "dc:title"));
	assert_int_equal(options.map[1].pattern.len, 0);
	assert_true(xb_str_is(options.map[2].name, "Tarix"));
	assert_true(xb_str_is(options.map[2].pattern, "%d.%m.%Y"));
}

static void
a_wrong_pattern_is_named(void **state)
{
	static const struct { const char *arg, *message; } rows[] = {
		{ "date=Tarix:%d.%Q", "'%Q' means nothing in '%d.%Q'" },
		{ "date=Tarix:%d.%", "'%' means nothing in '%d.%'" },
		{ "date=Tarix:%d.%m", "no year in '%d.%m'" },
		{ "title=Ad:%Y", "'title=Ad:%Y' has the form of a date: only for date=" },
		{ "date=:%Y", "no name in 'date=:%Y'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct xb_normalize_options options = { 0 };
		xabar_error err;

		assert_int_equal(xb_normalize_map(&options, rows[i].arg, &err), XABAR_EINVAL);
		assert_string_equal(err.message, rows[i].message);
	}
}

static void
a_mapped_date_is_read_so_and_no_other_way(void **state)
{
	static const struct { const char *text, *date; } rows[] = { { "03/04/2024", "2024-03-04" }, { "13/04/2024", "" } };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct xb_pair pairs[] = { { xb_str("Tarix"), xb_str(rows[i].text), false, 0 },
		                           { xb_str("title"), xb_str("A"), false, 0 } };
		struct xb_record record = { .pairs = pairs, .npairs = 2 };
		struct xb_normalize_options options = { 0 };
		struct xb_dispatch dispatch;
		struct xb_arena arena;
		char got[XB_DATE_TEXT_MAX];

		xb_arena_init(&arena, (size_t)1 << 20);
		assert_int_equal(xb_normalize_map(&options, "date=Tarix:%m/%d/%Y", NULL), XABAR_OK);
		assert_int_equal(xb_normalize(&dispatch, &record, &options, &arena, NULL), XABAR_OK);
		xb_date_format(got, &dispatch.date);
		assert_string_equal(got, rows[i].date);
		assert_int_equal(dispatch.nextras, *rows[i].date ? 0 : 1);
		xb_arena_release(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_read_by_their_pattern),
		cmocka_unit_test(a_map_may_say_the_form_of_a_date),
		cmocka_unit_test(a_wrong_pattern_is_named),
		cmocka_unit_test(a_mapped_date_is_read_so_and_no_other_way),
	};

	return cmocka_run_group_tests_name("date_pattern", tests, NULL, NULL);
}
