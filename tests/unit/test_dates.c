/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The newest and oldest as dates.h finds them, and totals: those of libxapian, asked to sort and count all that matches. */
#include "posting.h"
#include "scratch.h"

#include "../../searcher/dates.h"
#include "schema.h"

#define SEGMENTS 3
#define DOCUMENTS 3000

static struct xb_reader *reader;
static struct xb_arena arena;
static uint32_t seed;

static uint32_t
number_below(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* Terms a to e: a in every document, e in one of hundreds. One document in eight has no date, nor have the last; the others share
 * some hundreds of dates, before 1970 and after. */
static void
write_segment(const char *name, uint32_t ndates)
{
	struct xb_database *db;

	assert_ok(xb_database_new(&db, scratch(name), NULL));
	for (uint32_t i = 0; i < DOCUMENTS; i++) {
		static const uint32_t one_of[] = { 1, 2, 6, 30, 300 };
		struct xb_posting postings[5];
		char date[8];
		const struct xb_value value = { XB_SLOT_DATE, { date, 8 } };
		const bool dated = ndates && number_below(8) && i < DOCUMENTS - 10;
		size_t n = 0;

		for (size_t k = 0; k < 5; k++)
			if (!number_below(one_of[k]))
				postings[n++] = (struct xb_posting){ .term = { &"abcde"[k], 1 }, .wdf = 1 + number_below(20) };
		if (dated)
			xb_sortable(date, ((int64_t)number_below(ndates) - ndates / 2) * 10000000);
		assert_ok(xb_database_add(db, &(struct xb_document){ postings, n, &value, dated, { "", 0 } }, NULL));
	}
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
}

static void
open_segments(uint32_t ndates, const uint32_t *dead, size_t ndead)
{
	struct xb_segment_ref refs[SEGMENTS] = { 0 };
	char name[8];

	seed = 1;
	xb_arena_init(&arena, SIZE_MAX);
	for (size_t i = 0; i < SEGMENTS; i++) {
		snprintf(name, sizeof(name), "s%zu", i);
		write_segment(name, i == 1 ? ndates * 3 : ndates);
		refs[i] = (struct xb_segment_ref){ scratch(name), dead, ndead, NULL, 0, 0, false };
	}
	assert_ok(xb_reader_open(&reader, refs, SEGMENTS, NULL));
}

static void
close_segments(void)
{
	xb_reader_free(reader);
	xb_arena_release(&arena);
}

/* ---- Queries ---- */

static const struct xb_node terms[] = {
	{ .op = XB_OP_TERM, .term = { "a", 1 } }, { .op = XB_OP_TERM, .term = { "b", 1 } }, { .op = XB_OP_TERM, .term = { "c", 1 } },
	{ .op = XB_OP_TERM, .term = { "d", 1 } }, { .op = XB_OP_TERM, .term = { "e", 1 } }, { .op = XB_OP_TERM, .term = { "z", 1 } },
};
static const struct xb_node *const b_c[] = { &terms[1], &terms[2] }, *const c_d[] = { &terms[2], &terms[3] };
static const struct xb_node queries[] = {
	{ .op = XB_OP_ALL },
	{ .op = XB_OP_TERM, .term = { "a", 1 } },
	{ .op = XB_OP_TERM, .term = { "b", 1 } },
	{ .op = XB_OP_TERM, .term = { "d", 1 } },
	{ .op = XB_OP_TERM, .term = { "e", 1 } },
	{ .op = XB_OP_TERM, .term = { "z", 1 } },
	{ .op = XB_OP_NOTHING },
	{ .op = XB_OP_OR, .children = b_c, .nchildren = 2 },
	{ .op = XB_OP_AND, .children = b_c, .nchildren = 2 },
	{ .op = XB_OP_OR, .children = c_d, .nchildren = 2 },
	{ .op = XB_OP_FILTER, .children = b_c, .nchildren = 2 },
	{ .op = XB_OP_AND_NOT, .children = b_c, .nchildren = 2 },
};

/* All that matches, sorted by libxapian. */
static void
match_all(struct xb_matches *all, const struct xb_node *query, enum xb_order order)
{
	const struct xb_match_request request = {
		.query = query, .limit = SEGMENTS * DOCUMENTS, .exact_up_to = UINT32_MAX,
		.order = order, .date_slot = XB_SLOT_DATE, .k1 = 2,
	};

	assert_ok(xb_match(all, reader, &request, &arena, NULL));
}

static void
check_hits(struct xb_dates *dates, const struct xb_matches *all, const struct xb_node *query, enum xb_order order, uint32_t offset,
           uint32_t limit)
{
	const struct xb_match_request request = {
		.query = query, .offset = offset, .limit = limit, .order = order, .date_slot = XB_SLOT_DATE, .k1 = 2,
	};
	const size_t rest = offset < all->nhits ? all->nhits - offset : 0;
	struct xb_matches ours;

	/* What it is told of the total may be wrong by far. */
	assert_ok(xb_dates_match(&ours, dates, reader, &request, all->nhits * (1 + number_below(40)) / 8, &arena, NULL));
	assert_int_equal(ours.nhits, rest < limit ? rest : limit);
	for (size_t i = 0; i < ours.nhits; i++) {
		assert_int_equal(ours.hits[i].docid, all->hits[offset + i].docid);
		assert_true(ours.hits[i].score == all->hits[offset + i].score);
	}
}

static void
check_queries(void)
{
	static const uint32_t offsets[] = { 0, 0, 10, 200, 9000 }, limits[] = { 1, 10, 50 };
	struct xb_dates dates = { .segments = NULL };

	for (uint32_t i = 0; i < 300; i++) {
		const struct xb_node *query = &queries[i % (sizeof(queries) / sizeof(*queries))];
		const enum xb_order order = number_below(2) ? XB_ORDER_NEWEST : XB_ORDER_OLDEST;
		struct xb_matches all;

		match_all(&all, query, order);
		check_hits(&dates, &all, query, order, offsets[number_below(5)], limits[number_below(3)]);
	}
	assert_non_null(dates.segments);
	xb_dates_release(&dates);
	assert_null(dates.segments);
}

static void
the_newest_and_oldest_are_those_that_libxapian_sorts_first(void **state)
{
	(void)state;
	open_segments(300, NULL, 0);
	check_queries();
	close_segments();
}

static void
tombstones_are_not_among_them(void **state)
{
	static uint32_t dead[DOCUMENTS / 3];

	(void)state;
	for (uint32_t i = 0; i < DOCUMENTS / 3; i++)
		dead[i] = 3 * i + 1;
	open_segments(300, dead, DOCUMENTS / 3);
	check_queries();
	close_segments();
}

static void
one_date_or_none_at_all_is_an_order_too(void **state)
{
	(void)state;
	open_segments(1, NULL, 0);
	check_queries();
	close_segments();
	assert_ok(xb_remove(scratch("s0"), NULL));
	assert_ok(xb_remove(scratch("s1"), NULL));
	assert_ok(xb_remove(scratch("s2"), NULL));
	open_segments(0, NULL, 0);
	check_queries();
	close_segments();
}

static void
few_matches_do_not_have_the_dates_read(void **state)
{
	struct xb_dates dates = { .segments = NULL };
	struct xb_matches all;

	(void)state;
	open_segments(300, NULL, 0);
	match_all(&all, &terms[3], XB_ORDER_NEWEST);
	assert_true(all.nhits > 200 && all.nhits < 500);
	check_hits(&dates, &all, &terms[3], XB_ORDER_NEWEST, 0, 10);
	assert_null(dates.segments);
	close_segments();
}

static void
totals_are_exact_as_far_as_asked_for(void **state)
{
	static const uint32_t dead[] = { 1, 2, 3, 5, 8, 13, 21, 2999 };
	static const uint32_t up_to[] = { 0, 100, 1000, UINT32_MAX };

	(void)state;
	open_segments(300, dead, sizeof(dead) / sizeof(*dead));
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++)
		for (size_t k = 0; k < 4; k++) {
			struct xb_matches all;
			uint64_t total;
			bool exact;

			match_all(&all, &queries[i], XB_ORDER_NEWEST);
			assert_ok(xb_count(&total, &exact, reader, &queries[i], up_to[k], NULL));
			assert_true(exact || all.nhits > up_to[k]);
			assert_true(!exact || total == all.nhits);
		}
	close_segments();
}

static void
a_date_of_another_length_is_damage(void **state)
{
	const struct xb_value value = { XB_SLOT_DATE, { "123456789", 9 } };
	const struct xb_posting posting = { .term = { "a", 1 }, .wdf = 1 };
	const struct xb_segment_ref ref = { scratch("s"), NULL, 0, NULL, 0, 0, false };
	const struct xb_match_request request = {
		.query = &terms[0], .limit = 1, .order = XB_ORDER_NEWEST, .date_slot = XB_SLOT_DATE, .k1 = 2,
	};
	struct xb_dates dates = { .segments = NULL };
	struct xb_database *db;
	struct xb_matches matches;
	xabar_error err;

	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	assert_ok(xb_database_new(&db, scratch("s"), NULL));
	for (int i = 0; i < 100; i++)
		assert_ok(xb_database_add(db, &(struct xb_document){ &posting, 1, &value, 1, { "", 0 } }, NULL));
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
	assert_ok(xb_reader_open(&reader, &ref, 1, NULL));
	assert_int_equal(xb_dates_match(&matches, &dates, reader, &request, 100, &arena, &err), XABAR_ECORRUPT);
	assert_string_equal(err.message, "the date of a dispatch has 9 bytes, not 8");
	assert_null(dates.segments);
	close_segments();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(the_newest_and_oldest_are_those_that_libxapian_sorts_first),
		scratch_test(tombstones_are_not_among_them),
		scratch_test(one_date_or_none_at_all_is_an_order_too),
		scratch_test(few_matches_do_not_have_the_dates_read),
		scratch_test(totals_are_exact_as_far_as_asked_for),
		scratch_test(a_date_of_another_length_is_damage),
	};

	return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
