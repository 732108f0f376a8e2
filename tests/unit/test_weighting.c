/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What occurrences count by the length of their dispatch. Expected numbers were worked out by hand from the formula. */
#include "scratch.h"

#include "document.h"
#include "sample.h"
#include "weighting.h"

/* A pivot of 200 words. */
static const struct xb_weighting usual = { 64, 75, 2000, 15 };

static uint32_t
wdf(uint64_t length, uint32_t tf)
{
	return xb_weighting_wdf(xb_weighting_factor(&usual, length), tf);
}

static void
occurrences_count_less_in_a_long_dispatch(void **state)
{
	(void)state;
	assert_int_equal(wdf(200, 1), 64);   /* 64 / (1/4 + 3/4) */
	assert_int_equal(wdf(200, 3), 192);
	assert_int_equal(wdf(400, 1), 37);   /* 64 / (1/4 + 6/4) = 36.57 */
	assert_int_equal(wdf(400, 3), 110);  /* 109.71: what is rounded is the whole, 3 * 37 would be 111 */
	assert_int_equal(wdf(1000, 2), 32);  /* 128 / 4 */
}

static void
one_is_short_at_three_twentieths_of_the_pivot(void **state)
{
	(void)state;
	assert_int_equal(wdf(30, 5), 883);   /* 320 / (1/4 + 9/80) = 882.8 */
	assert_int_equal(wdf(29, 5), 883);
	assert_int_equal(wdf(0, 5), 883);
	assert_int_equal(wdf(31, 5), 874);   /* 320 / (1/4 + 93/800) = 873.7 */
}

static void
what_occurs_has_a_wdf_and_what_filters_has_none(void **state)
{
	(void)state;
	assert_int_equal(wdf(1000000, 1), 1);   /* 64 / 3750.25 = 0.017 */
	assert_int_equal(wdf(1000000, 100), 2); /* 1.7 */
	assert_int_equal(wdf(200, 0), 0);
	assert_int_equal(wdf(1000000, 0), 0);
	assert_int_equal(wdf(200, UINT32_MAX), UINT32_MAX);
	assert_int_equal(wdf(200, UINT32_MAX / 64), UINT32_MAX - 63);
	assert_int_equal(wdf(UINT64_MAX, UINT32_MAX), 1);
}

static void
a_plain_weighting_counts_occurrences(void **state)
{
	static const struct xb_weighting plain;

	(void)state;
	assert_int_equal(xb_weighting_wdf(xb_weighting_factor(&plain, 1000), 7), 7);
	assert_int_equal(xb_weighting_wdf(xb_weighting_factor(&plain, 0), UINT32_MAX), UINT32_MAX);
}

static void
the_pivot_is_the_mean_but_for_few_dispatches(void **state)
{
	(void)state;
	assert_int_equal(xb_weighting_choose(0, 0).pivot, 2500);
	assert_int_equal(xb_weighting_choose(20, 1).pivot, 2290);          /* (20 + 2500) / 11 = 229.09 */
	assert_int_equal(xb_weighting_choose(42000, 990).pivot, 445);      /* 44500 / 1000 */
	assert_int_equal(xb_weighting_choose(600 * 99990, 99990).pivot, 5999); /* (59994000 + 2500) / 100000 = 599.965 */
	assert_true(xb_weighting_choose(UINT64_MAX / 20, 1).pivot > 1000000);
	assert_int_equal(xb_weighting_choose(0, 10000000).pivot, 1);
	assert_int_equal(xb_weighting_choose(0, 0).scale, XB_WEIGHTING_SCALE);
}

static void
a_weighting_stays_while_lengths_are_about_the_same(void **state)
{
	static const struct xb_weighting plain, longer = { 64, 75, 3000, 15 }, longest = { 64, 75, 3001, 15 },
	                                 finer = { 128, 75, 2000, 15 }, steeper = { 64, 80, 2000, 15 }, higher = { 64, 75, 2000, 50 };

	(void)state;
	assert_true(xb_weighting_is_near(&usual, &usual));
	assert_true(xb_weighting_is_near(&usual, &longer));
	assert_true(xb_weighting_is_near(&longer, &usual));
	assert_false(xb_weighting_is_near(&usual, &longest));
	assert_false(xb_weighting_is_near(&longest, &usual));
	assert_false(xb_weighting_is_near(&plain, &usual));
	assert_false(xb_weighting_is_near(&finer, &usual));
	assert_false(xb_weighting_is_near(&steeper, &usual));
	assert_false(xb_weighting_is_near(&higher, &usual));
}

static void
its_text_is_read_as_it_was_written(void **state)
{
	static const struct xb_weighting cases[] = {
		{ 64, 75, 1234, 15 }, { 64, 75, 1234, 50 }, { 128, 5, 1, 0 }, { 1, 100, 999999999, 100 }, { 65536, 0, 10, 9 },
	};
	static const char *const texts[] = {
		"scale 64 b 0.75 pivot 123.4 shortest 0.15", "scale 64 b 0.75 pivot 123.4", "scale 128 b 0.05 pivot 0.1 shortest 0.00",
		"scale 1 b 1.00 pivot 99999999.9 shortest 1.00", "scale 65536 b 0.00 pivot 1.0 shortest 0.09",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct xb_weighting back;
		struct xb_buf text;

		xb_buf_init(&text, 1000);
		xb_weighting_write(&text, &cases[i]);
		assert_true(xb_str_is(xb_buf_view(&text), texts[i]));
		assert_true(xb_weighting_read(&back, xb_buf_view(&text)));
		assert_memory_equal(&back, &cases[i], sizeof(back));
		xb_buf_release(&text);
	}
}

static void
nothing_else_is_read(void **state)
{
	static const char *const texts[] = {
		"", "scale", "scale 64", "scale 64 b 0.75", "scale 64 b 0.75 pivot", "scale 64 b 0.75 pivot 1",
		"scale 0 b 0.75 pivot 1.0", "scale 65537 b 0.75 pivot 1.0", "scale -64 b 0.75 pivot 1.0", "scale 064 b 0.75 pivot 1.0",
		"scale 64 b 1.01 pivot 1.0", "scale 64 b 0.7 pivot 1.0", "scale 64 b .75 pivot 1.0", "scale 64 b 0,75 pivot 1.0",
		"scale 64 b 0.75 pivot 0.0", "scale 64 b 0.75 pivot 1.00", "scale 64 b 0.75 pivot 100000000.0",
		"scale 64 b 0.75 pivot 1.0 ", "scale 64  b 0.75 pivot 1.0", " scale 64 b 0.75 pivot 1.0",
		"scale 64 b 0.75 pivot 1.0 shortest", "scale 64 b 0.75 pivot 1.0 shortest 0", "scale 64 b 0.75 pivot 1.0 shortest 1.01",
		"scale 64 b 0.75 pivot 1.0 shortest 0.5", "scale 64 b 0.75 pivot 1.0 shortest 0.50",
		"scale 64 b 0.75 pivot 1.0 and much more than ever stands in such a line, which is short",
	};
	struct xb_weighting back;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(xb_weighting_read(&back, xb_str(texts[i])));
}

/* ---- Lengths ---- */

static void
words_of_a_title_are_longer_and_stems_are_none(void **state)
{
	struct xb_dispatch dispatch = { 0 };
	const unsigned title = xb_fields[XB_FIELD_TITLE].weight;

	(void)state;
	assert_int_equal(xb_dispatch_length(&dispatch), 0);
	dispatch.text[XB_FIELD_TITLE] = xb_str("Trains leave");
	dispatch.text[XB_FIELD_SOURCE] = xb_str("Caspian Wire");
	assert_int_equal(xb_dispatch_length(&dispatch), 2 * title);
	dispatch.text[XB_FIELD_BODY] = xb_str("Trains left Baku, and ferries too.");
	assert_int_equal(xb_dispatch_length(&dispatch), 2 * title + 6);
}

/* So that each word more or less in a length shows in a wdf. */
static const struct xb_weighting fine = { 65536, 75, 20, 15 };

static uint32_t
wdf_of(const struct xb_document *document, const char *term)
{
	for (size_t i = 0; i < document->npostings; i++)
		if (xb_str_is(document->postings[i].term, term))
			return document->postings[i].wdf;
	return 0;
}

static uint32_t
expected_wdf(const struct xb_dispatch *dispatch)
{
	return xb_weighting_wdf(xb_weighting_factor(&fine, xb_dispatch_length(dispatch)), xb_fields[XB_FIELD_TITLE].weight);
}

static void
the_length_told_by_the_tokenizer_is_that_of_the_document(void **state)
{
	static const unsigned char hash[16];
	static const char *const bodies[] = {
		"One, two; 3.5 and e-mails from news.example: it's all counted.\nA second line.",
		"Я ҳам келдим. Бугун Тошкентда йиғилиш бўлди.",
		"می‌خواهم و کتاب‌های ایران",
		"İstanbul'da ılık ve IŞIK",
		"2022 1,000 3.14",
	};
	struct xb_analyzer *analyzer;
	struct xb_arena arena;

	(void)state;
	assert_ok(xb_analyzer_new(&analyzer, NULL));
	xb_arena_init(&arena, (size_t)64 << 20);
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		struct xb_dispatch dispatch = { 0 };
		struct xb_document document;

		dispatch.text[XB_FIELD_TITLE] = xb_str("A headline");
		dispatch.text[XB_FIELD_BODY] = xb_str(bodies[i]);
		assert_ok(xb_document_make(&document, &dispatch, hash, NULL, &fine, analyzer, &arena, NULL));
		assert_true(xb_dispatch_length(&dispatch) > 2 * xb_fields[XB_FIELD_TITLE].weight);
		assert_int_equal(wdf_of(&document, "headline"), expected_wdf(&dispatch));
	}
	xb_arena_release(&arena);
	xb_analyzer_free(analyzer);
}

static void
a_sample_is_full_after_some_megabytes(void **state)
{
	static char body[100000];
	struct xb_dispatch dispatch = { 0 };
	struct xb_sample sample;

	(void)state;
	memset(body, 'x', sizeof(body));
	for (size_t i = 9; i < sizeof(body); i += 10)
		body[i] = ' ';
	dispatch.text[XB_FIELD_BODY] = xb_strn(body, sizeof(body));
	xb_sample_init(&sample);
	while (!xb_sample_is_full(&sample)) {
		assert_true(sample.n < 100);
		assert_ok(xb_sample_add(&sample, &dispatch, xb_strn(body, sizeof(body)), NULL, NULL));
	}
	assert_true(sample.n > 10);
	assert_int_equal(sample.length, 10000 * sample.n);
	assert_true(xb_str_equal(sample.array[0].encoded, xb_strn(body, sizeof(body))));
	xb_sample_clear(&sample);
	assert_int_equal(sample.n, 0);
	xb_sample_release(&sample);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(occurrences_count_less_in_a_long_dispatch),
		cmocka_unit_test(one_is_short_at_three_twentieths_of_the_pivot),
		cmocka_unit_test(what_occurs_has_a_wdf_and_what_filters_has_none),
		cmocka_unit_test(a_plain_weighting_counts_occurrences),
		cmocka_unit_test(the_pivot_is_the_mean_but_for_few_dispatches),
		cmocka_unit_test(a_weighting_stays_while_lengths_are_about_the_same),
		cmocka_unit_test(its_text_is_read_as_it_was_written),
		cmocka_unit_test(nothing_else_is_read),
		cmocka_unit_test(words_of_a_title_are_longer_and_stems_are_none),
		cmocka_unit_test(the_length_told_by_the_tokenizer_is_that_of_the_document),
		cmocka_unit_test(a_sample_is_full_after_some_megabytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
