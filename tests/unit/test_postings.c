/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The postings of a document: a distinct term each, whatever comes, and in whatever order. That libxapian makes the same of it is
 * for test_glass.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "postings.h"

static void
check_posting(const struct xb_posting *posting, const char *term, uint32_t wdf, const uint32_t *positions, size_t n)
{
	assert_true(xb_str_is(posting->term, term));
	assert_int_equal(posting->wdf, wdf);
	assert_int_equal(posting->npositions, n);
	if (n)
		assert_memory_equal(posting->positions, positions, n * sizeof(*positions));
}

static void
each_term_has_one_posting(void **state)
{
	struct xb_postings postings;
	struct xb_arena arena;
	uint32_t baku, title;

	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	xb_postings_init(&postings, &arena);
	baku = xb_postings_find(&postings, "", xb_str("baku"));
	title = xb_postings_find(&postings, "S", xb_str("baku"));
	assert_int_not_equal(baku, title);
	assert_int_equal(xb_postings_find(&postings, "", xb_str("baku")), baku);
	xb_postings_add(&postings, baku, 3, 3, XB_WRITTEN_FIRST);
	xb_postings_add(&postings, title, 0, 1, XB_WRITTEN_UNSAID);
	xb_postings_add(&postings, baku, 7, 1, XB_WRITTEN_NAME);
	xb_postings_add(&postings, baku, 9, 1, XB_WRITTEN_SMALL);
	assert_int_equal(xb_postings_finish(&postings, NULL), XABAR_OK);
	assert_int_equal(postings.n, 2);
	check_posting(&postings.rows[baku], "baku", 5, (const uint32_t[]){ 3, 7, 9 }, 3);
	check_posting(&postings.rows[title], "Sbaku", 1, NULL, 0);
	assert_int_equal(postings.rows[baku].written, XB_WRITTEN_NAME);
	assert_int_equal(postings.rows[baku].prefix, 0);
	assert_int_equal(postings.rows[title].prefix, 1);
	xb_arena_release(&arena);
}

static void
positions_ascend_and_none_stands_twice(void **state)
{
	static const uint32_t as_they_come[] = { 5, 5, 2, 9, 2, 4294967295, 1, 9 };
	struct xb_postings postings;
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	xb_postings_init(&postings, &arena);
	for (size_t i = 0; i < sizeof(as_they_come) / sizeof(*as_they_come); i++)
		xb_postings_add(&postings, xb_postings_find(&postings, "", xb_str("a")), as_they_come[i], 1, XB_WRITTEN_UNSAID);
	assert_int_equal(xb_postings_finish(&postings, NULL), XABAR_OK);
	check_posting(&postings.rows[0], "a", 8, (const uint32_t[]){ 1, 2, 5, 9, 4294967295 }, 5);
	xb_arena_release(&arena);
}

/* More than there is room for at first, in every array. */
static void
a_document_may_have_many_terms(void **state)
{
	struct xb_postings postings;
	struct xb_arena arena;
	char term[16];

	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	xb_postings_init(&postings, &arena);
	for (uint32_t i = 0; i < 40000; i++) {
		sprintf(term, "%x", i % 20000);
		xb_postings_add(&postings, xb_postings_find(&postings, "", xb_str(term)), i + 1, 1, XB_WRITTEN_UNSAID);
	}
	assert_int_equal(xb_postings_finish(&postings, NULL), XABAR_OK);
	assert_int_equal(postings.n, 20000);
	for (uint32_t i = 0; i < 20000; i++) {
		sprintf(term, "%x", i);
		check_posting(&postings.rows[i], term, 2, (const uint32_t[]){ i + 1, i + 20001 }, 2);
	}
	xb_arena_release(&arena);
}

static void
what_does_not_fit_is_told_at_the_end(void **state)
{
	struct xb_postings postings;
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	xb_postings_init(&postings, &arena);
	xb_postings_add(&postings, xb_postings_find(&postings, "", xb_str("a")), 0, UINT32_MAX, XB_WRITTEN_UNSAID);
	xb_postings_add(&postings, xb_postings_find(&postings, "", xb_str("a")), 0, 1, XB_WRITTEN_UNSAID);
	assert_int_equal(xb_postings_finish(&postings, NULL), XABAR_ELIMIT);
	xb_arena_release(&arena);

	for (size_t limit = 0; limit < 60000; limit += 5000) {
		xb_arena_init(&arena, limit);
		xb_postings_init(&postings, &arena);
		for (uint32_t i = 1; i < 5000; i++)
			xb_postings_add(&postings, xb_postings_find(&postings, "", xb_str("a")), i, 1, XB_WRITTEN_UNSAID);
		assert_int_equal(xb_postings_finish(&postings, NULL), XABAR_ENOMEM);
		xb_arena_release(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_term_has_one_posting),
		cmocka_unit_test(positions_ascend_and_none_stands_twice),
		cmocka_unit_test(a_document_may_have_many_terms),
		cmocka_unit_test(what_does_not_fit_is_told_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
