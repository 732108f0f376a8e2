/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strings, arena, buffer, errors. */
#include "scratch.h"

#include <errno.h>

#include "arena.h"
#include "schema.h"

static void
an_arena_refuses_more_than_its_limit(void **state)
{
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, 256);
	assert_null(xb_arena_alloc(&arena, 257));
	assert_null(xb_arena_alloc(&arena, SIZE_MAX));
	assert_null(xb_arena_calloc(&arena, SIZE_MAX / 2, 3));
	assert_string_equal(xb_arena_strndup(&arena, "Ankara!", 6), "Ankara");
	xb_arena_release(&arena);
}

static void
a_cleared_arena_gives_the_same_room_again(void **state)
{
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, 1024);
	assert_non_null(xb_arena_alloc(&arena, 1000));
	assert_null(xb_arena_alloc(&arena, 1000));
	xb_arena_clear(&arena);
	assert_non_null(xb_arena_alloc(&arena, 1000));
	xb_arena_release(&arena);
}

static void
a_recycled_arena_keeps_its_memory_but_not_what_is_larger_than_a_block(void **state)
{
	struct xb_arena arena;
	char *first, *large;

	(void)state;
	xb_arena_init_huge(&arena, SIZE_MAX);
	first = xb_arena_alloc(&arena, 100);
	large = xb_arena_alloc(&arena, (size_t)5 << 20);
	assert_true(first && large);
	memset(first, 'a', 100);
	memset(large, 'b', (size_t)5 << 20);
	xb_arena_recycle(&arena);
	assert_int_equal(arena.used, 0);
	assert_ptr_equal(xb_arena_alloc(&arena, 100), first);
	xb_arena_release(&arena);
	assert_non_null(xb_arena_alloc(&arena, 100));
	xb_arena_release(&arena);
}

static void
an_array_grows_and_keeps_what_it_held(void **state)
{
	struct xb_arena arena;
	size_t cap = 0;
	int *numbers = NULL;

	(void)state;
	xb_arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < 1000; i++) {
		numbers = xb_arena_grow(&arena, numbers, &cap, i + 1, sizeof(*numbers));
		assert_non_null(numbers);
		numbers[i] = (int)i;
	}
	assert_int_equal(numbers[0], 0);
	assert_int_equal(numbers[999], 999);
	xb_arena_release(&arena);
}

/* Beside others, through every size from a few bytes to many pages. */
static void
a_large_array_grows_in_its_place(void **state)
{
	const uint32_t n = 3000000;
	struct xb_arena arena;
	uint32_t *numbers = NULL;
	char *beside = NULL;
	size_t cap = 0;

	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	for (uint32_t i = 0; i < n; i++) {
		if (i % 10000 == 0)
			beside = xb_arena_strndup(&arena, "between", 7);
		numbers = xb_arena_grow(&arena, numbers, &cap, i + 1, sizeof(*numbers));
		assert_non_null(numbers);
		numbers[i] = i;
	}
	for (uint32_t i = 0; i < n; i++)
		if (numbers[i] != i)
			fail_msg("%u became %u", i, numbers[i]);
	assert_string_equal(beside, "between");
	/* The array, the small ones that it was before, and what is beside it. */
	assert_true(arena.used < cap * sizeof(*numbers) + 200000);
	xb_arena_recycle(&arena);
	assert_int_equal(arena.used, 0);
	assert_non_null(xb_arena_alloc(&arena, 100));
	xb_arena_release(&arena);
}

static void
a_large_array_grows_no_further_than_the_limit(void **state)
{
	struct xb_arena arena;
	size_t cap = 0;
	char *bytes;

	(void)state;
	xb_arena_init(&arena, (size_t)5 << 20);
	bytes = xb_arena_grow(&arena, NULL, &cap, (size_t)4 << 20, 1);
	assert_non_null(bytes);
	memset(bytes, 'x', cap);
	assert_null(xb_arena_grow(&arena, bytes, &cap, cap + 1, 1));
	assert_int_equal(bytes[cap - 1], 'x');
	xb_arena_release(&arena);
}

static void
a_buffer_keeps_its_failure_until_cleared(void **state)
{
	struct xb_buf buf;

	(void)state;
	xb_buf_init(&buf, 4);
	xb_buf_add_str(&buf, xb_str("Bakı"));
	assert_true(buf.failed);
	xb_buf_add_char(&buf, 'x');
	assert_int_equal(xb_buf_status(&buf, NULL), XABAR_ENOMEM);
	xb_buf_clear(&buf);
	xb_buf_add_char(&buf, 'x');
	assert_ok(xb_buf_status(&buf, NULL));
	assert_string_equal(buf.ptr, "x");
	xb_buf_release(&buf);
}

static void
varints_come_back(void **state)
{
	static const uint64_t numbers[] = { 0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX };
	struct xb_str cursor;
	struct xb_buf buf;
	uint64_t value;

	(void)state;
	xb_buf_init(&buf, 1024);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		xb_buf_add_varint(&buf, numbers[i]);
	cursor = xb_buf_view(&buf);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		assert_true(xb_take_varint(&cursor, &value));
		assert_true(value == numbers[i]);
	}
	assert_false(xb_take_varint(&cursor, &value));
	xb_buf_release(&buf);
}

static void
a_counted_string_that_is_cut_is_not_taken(void **state)
{
	struct xb_str cursor = xb_strn("\x05" "abc", 4), s;

	(void)state;
	assert_false(xb_take_counted(&cursor, &s));
	assert_int_equal(cursor.len, 4);
}

static void
trimming_takes_no_break_spaces_too(void **state)
{
	(void)state;
	assert_true(xb_str_is(xb_str_trim(xb_str(" \t\xc2\xa0 Bakı \xc2\xa0\r\n")), "Bakı"));
	assert_int_equal(xb_str_trim(xb_str(" \xc2\xa0 ")).len, 0);
}

static void
a_system_error_says_why_and_which(void **state)
{
	xabar_error err;

	(void)state;
	errno = ENOENT;
	assert_int_equal(xb_fail_errno(&err, "cannot open '%s'", "x"), XABAR_ENOTFOUND);
	assert_string_equal(err.message, "cannot open 'x': No such file or directory");
	errno = EACCES;
	assert_int_equal(xb_fail_errno(&err, "cannot open '%s'", "x"), XABAR_EIO);
	assert_int_equal(xb_fail(NULL, XABAR_EINVAL, "nobody listens"), XABAR_EINVAL);
}

static void
a_lock_exits_75_and_other_failures_2(void **state)
{
	(void)state;
	assert_int_equal(xabar_status_exit_code(XABAR_ELOCKED), 75);
	assert_int_equal(xabar_status_exit_code(XABAR_ECORRUPT), 2);
	assert_int_equal(xabar_status_exit_code(XABAR_OK), 0);
	assert_string_equal(xabar_status_name(XABAR_ELOCKED), "locked");
}

/* RFC 9110, 15: what the client did wrong is 4xx, what the server did is 5xx. */
static void
a_server_tells_whose_fault_a_failure_is(void **state)
{
	(void)state;
	assert_int_equal(xabar_status_http_code(XABAR_OK), 200);
	assert_int_equal(xabar_status_http_code(XABAR_EQUERY), 400);
	assert_int_equal(xabar_status_http_code(XABAR_ENOTFOUND), 404);
	assert_int_equal(xabar_status_http_code(XABAR_ELIMIT), 422);
	assert_int_equal(xabar_status_http_code(XABAR_ECORRUPT), 500);
	assert_int_equal(xabar_status_http_code(XABAR_ENOMEM), 503);
}

static void
days_begin_at_midnight(void **state)
{
	/* 1500-01-01, 1969-12-31, 1970-01-01 and 2022-05-20, by date(1). */
	static const struct { int64_t wall, day; } ascending[] = {
		{ -14831769600, -14831769600 }, { -1, -86400 }, { 0, 0 }, { 86399, 0 }, { 1653042896, 1653004800 }
	};
	char previous[XB_DAY_BYTES] = "", now[XB_DAY_BYTES], time[8];
	int64_t got;

	(void)state;
	for (size_t i = 0; i < sizeof(ascending) / sizeof(*ascending); i++) {
		xb_day_encode(now, ascending[i].wall);
		assert_int_equal(xb_wall_read(&got, xb_strn(now, sizeof(now)), NULL), XABAR_OK);
		assert_true(got == ascending[i].day);
		assert_true(memcmp(previous, now, sizeof(now)) <= 0);
		memcpy(previous, now, sizeof(now));
	}
	xb_sortable(time, -5);
	assert_int_equal(xb_wall_read(&got, xb_strn(time, 8), NULL), XABAR_OK);
	assert_true(got == -5);
	assert_int_equal(xb_wall_read(&got, xb_strn(time, 4), NULL), XABAR_ECORRUPT);
}

static void
numbers_sort_as_bytes(void **state)
{
	static const int64_t ascending[] = { INT64_MIN, -5000000000, -1, 0, 1, 255, 256, 1652993640, INT64_MAX };
	char previous[8], now[8];

	(void)state;
	for (size_t i = 0; i < sizeof(ascending) / sizeof(*ascending); i++) {
		xb_sortable(now, ascending[i]);
		assert_true(xb_sortable_decode(now) == ascending[i]);
		if (i)
			assert_true(memcmp(previous, now, 8) < 0);
		memcpy(previous, now, 8);
	}
}

static void
a_long_term_keeps_its_beginning_and_stays_apart(void **state)
{
	char word[1000], a[XB_TERM_MAX], b[XB_TERM_MAX];
	size_t alen, blen;

	(void)state;
	memset(word, 'a', sizeof(word));
	alen = xb_term_make(a, "Q", xb_strn(word, 999));
	blen = xb_term_make(b, "Q", xb_strn(word, 1000));
	assert_int_equal(alen, XB_TERM_MAX);
	assert_int_equal(blen, XB_TERM_MAX);
	assert_memory_equal(a, b, 100);
	assert_memory_not_equal(a, b, XB_TERM_MAX);
	assert_int_equal(xb_term_make(a, "S", xb_str("bakı")), 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_arena_refuses_more_than_its_limit),
		cmocka_unit_test(a_cleared_arena_gives_the_same_room_again),
		cmocka_unit_test(a_recycled_arena_keeps_its_memory_but_not_what_is_larger_than_a_block),
		cmocka_unit_test(a_large_array_grows_in_its_place),
		cmocka_unit_test(a_large_array_grows_no_further_than_the_limit),
		cmocka_unit_test(an_array_grows_and_keeps_what_it_held),
		cmocka_unit_test(a_buffer_keeps_its_failure_until_cleared),
		cmocka_unit_test(varints_come_back),
		cmocka_unit_test(a_counted_string_that_is_cut_is_not_taken),
		cmocka_unit_test(trimming_takes_no_break_spaces_too),
		cmocka_unit_test(a_system_error_says_why_and_which),
		cmocka_unit_test(a_lock_exits_75_and_other_failures_2),
		cmocka_unit_test(a_server_tells_whose_fault_a_failure_is),
		cmocka_unit_test(numbers_sort_as_bytes),
		cmocka_unit_test(days_begin_at_midnight),
		cmocka_unit_test(a_long_term_keeps_its_beginning_and_stays_apart),
	};

	return cmocka_run_group_tests_name("foundations", tests, NULL, NULL);
}
