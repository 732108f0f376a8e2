/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facets and histograms as bars: widths of terminals, scripts, and what is left out where there is no room. */
#include "scratch.h"

#include "buf.h"
#include "xabar.h"

static struct xb_buf printed;

static int
write_printed(void *ctx, const char *bytes, size_t len)
{
	(void)ctx;
	xb_buf_add(&printed, bytes, len);
	return printed.failed;
}

/* The total stands first, on a line of its own, and an empty line follows. */
static void
prints(const xabar_results *results, unsigned columns, bool blocks, bool colour, const char *want)
{
	xabar_rendering rendering = XABAR_RENDERING_INIT;
	xabar_error err;
	const char *bars;

	rendering.sums = true;
	rendering.columns = columns;
	rendering.blocks = blocks;
	rendering.colour = colour;
	xb_buf_init(&printed, 1 << 20);
	assert_ok(xabar_render(results, &rendering, write_printed, NULL, &err));
	bars = strstr(printed.ptr, "\n\n");
	assert_non_null(bars);
	assert_string_equal(bars + 2, want);
	xb_buf_release(&printed);
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const xabar_facet_value wires[] = { { "Caspian Wire", 80 }, { "Gilavar", 40 }, { "Pristan", 1 } };
static const xabar_facet sources = { "source", wires, COUNT(wires), 5, 7 };
static const xabar_results by_source = { .total = 130, .facets = &sources, .nfacets = 1 };

static void
the_longest_bar_ends_where_the_line_does(void **state)
{
	(void)state;
	prints(&by_source, 40, true, false,
	       "source (3 of 5)\n"
	       "    Caspian Wire  80  ██████████████████\n"
	       "    Gilavar       40  █████████\n"
	       "    Pristan        1  ▎\n"
	       "    (none)         7\n");
}

static void
without_blocks_bars_are_of_ascii(void **state)
{
	(void)state;
	prints(&by_source, 40, false, false,
	       "source (3 of 5)\n"
	       "    Caspian Wire  80  ##################\n"
	       "    Gilavar       40  #########\n"
	       "    Pristan        1  #\n"
	       "    (none)         7\n");
}

static void
twenty_columns_are_enough(void **state)
{
	(void)state;
	prints(&by_source, 20, true, false,
	       "source (3 of 5)\n"
	       "Caspian Wi…  80  ███\n"
	       "Gilavar      40  █▌\n"
	       "Pristan       1  ▏\n"
	       "(none)        7\n");
	prints(&by_source, 20, false, false,
	       "source (3 of 5)\n"
	       "Caspian Wi~  80  ###\n"
	       "Gilavar      40  ##\n"
	       "Pristan       1  #\n"
	       "(none)        7\n");
}

static void
in_less_there_are_no_bars_but_labels_and_counts(void **state)
{
	(void)state;
	prints(&by_source, 10, true, false, "source (3 of 5)\nCaspi…  80\nGilav…  40\nPrist…   1\n(none)   7\n");
	prints(&by_source, 1, true, false, "source (3 of 5)\n…  80\n…  40\n…   1\n…   7\n");
}

static const xabar_bucket months[] = { { "2021-12", 1, 400 }, { "2022-01", 0, 0 }, { "2022-02", 0, 12 }, { "2022-03", 30, 40 } };
static const xabar_histogram by_month = { "month", months, COUNT(months), { NULL, 2, 3 } };
static const xabar_results in_months = { .total = 33, .histogram = &by_month };

static void
a_histogram_has_of_how_many_and_which_part(void **state)
{
	(void)state;
	prints(&in_months, 50, true, false,
	       "month\n"
	       "    2021-12   1 of 400    0.2%  ▋\n"
	       "    2022-01   0 of   0\n"
	       "    2022-02   0 of  12    0.0%\n"
	       "    2022-03  30 of  40   75.0%  ██████████████████\n"
	       "    undated   2 of   3   66.7%\n");
}

static void
in_twenty_columns_these_are_left_out(void **state)
{
	(void)state;
	prints(&in_months, 20, true, false,
	       "month\n"
	       "2021-12   1  ▎\n"
	       "2022-01   0\n"
	       "2022-02   0\n"
	       "2022-03  30  ███████\n"
	       "undated   2\n");
}

static void
many_spans_in_a_row_without_anything_are_one_line(void **state)
{
	xabar_bucket days[40] = { 0 };
	const xabar_histogram histogram = { "day", days, COUNT(days), { NULL, 0, 0 } };
	const xabar_results results = { .total = 2, .histogram = &histogram };

	(void)state;
	for (size_t i = 0; i < COUNT(days); i++)
		days[i].key = i < 3 ? "2021-06-01" : i < 36 ? "2021-06-02" : "2021-06-03";
	days[0].count = days[39].count = days[0].of = days[39].of = 1;
	days[1].of = days[38].of = 9;
	prints(&results, 20, false, false,
	       "day\n"
	       "2021-06-01  1  #####\n"
	       "2021-06-01  0\n"
	       "(36 days empty)\n"
	       "2021-06-03  0\n"
	       "2021-06-03  1  #####\n");
}

static void
letters_have_the_columns_that_a_terminal_gives_them(void **state)
{
	static const xabar_facet_value values[] = { { "Bakı", 4 }, { "e\xcc\x81t\xc3\xa9", 4 }, { "新华社", 2 }, { "a\nb\x1b[1m", 2 } };
	static const xabar_facet facet = { "place", values, COUNT(values), 4, 0 };
	const xabar_results results = { .total = 4, .facets = &facet, .nfacets = 1 };

	(void)state;
	prints(&results, 20, false, false,
	       "place\n"
	       "Bakı     4  ########\n"
	       "e\xcc\x81t\xc3\xa9      4  ########\n"
	       "新华社   2  ####\n"
	       "a b [1m  2  ####\n");
	prints(&results, 8, true, false, "place\nBakı   4\ne\xcc\x81t\xc3\xa9    4\n新华…  2\na b …  2\n");
}

static void
on_a_terminal_right_to_left_names_are_isolated(void **state)
{
	static const xabar_facet_value values[] = { { "رشت", 2 }, { "Rasht", 1 } };
	static const xabar_facet facet = { "place", values, COUNT(values), 2, 0 };
	const xabar_results results = { .total = 3, .facets = &facet, .nfacets = 1 };

	(void)state;
	prints(&results, 20, true, true,
	       "\033[1mplace\033[0m\n"
	       "\xe2\x81\xa8رشت\xe2\x81\xa9    2  ██████████\n"
	       "Rasht  1  █████\n");
}

static void
nothing_found_has_no_bars(void **state)
{
	static const xabar_facet facet = { "place", NULL, 0, 0, 0 };
	static const xabar_histogram histogram = { "year", NULL, 0, { NULL, 0, 5 } };
	const xabar_results results = { .facets = &facet, .nfacets = 1, .histogram = &histogram };

	(void)state;
	prints(&results, 80, true, false, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_bar_ends_where_the_line_does),
		cmocka_unit_test(without_blocks_bars_are_of_ascii),
		cmocka_unit_test(twenty_columns_are_enough),
		cmocka_unit_test(in_less_there_are_no_bars_but_labels_and_counts),
		cmocka_unit_test(a_histogram_has_of_how_many_and_which_part),
		cmocka_unit_test(in_twenty_columns_these_are_left_out),
		cmocka_unit_test(many_spans_in_a_row_without_anything_are_one_line),
		cmocka_unit_test(letters_have_the_columns_that_a_terminal_gives_them),
		cmocka_unit_test(on_a_terminal_right_to_left_names_are_isolated),
		cmocka_unit_test(nothing_found_has_no_bars),
	};

	return cmocka_run_group_tests_name("bars", tests, NULL, NULL);
}
