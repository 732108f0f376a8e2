/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the writer of glass databases refuses, leaves behind, and can be asked before. */
#include "posting.h"
#include "scratch.h"

#include <sys/stat.h>

#include "glass/glass_probe.h"
#include "glass/glass_writer.h"

#define MEMORY ((size_t)64 << 20)

static const unsigned char some_uuid[XB_GLASS_UUID] = { 1 };

static void
data_may_be_given_later(void **state)
{
	static const struct xb_document empty = { .datum = { "", 0 } };
	struct xb_glass *glass;

	(void)state;
	assert_ok(xb_glass_new(&glass, scratch("ours"), MEMORY, some_uuid, NULL));
	for (size_t i = 0; i < 3; i++)
		assert_ok(xb_glass_add(glass, &empty, NULL));
	assert_ok(xb_glass_add_datum(glass, 1, xb_str("one"), NULL));
	assert_ok(xb_glass_add_datum(glass, 3, xb_str("three"), NULL));
	assert_int_equal(xb_glass_add_datum(glass, 2, xb_str("two"), NULL), XABAR_EINVAL);
	assert_int_equal(xb_glass_add_datum(glass, 4, xb_str("four"), NULL), XABAR_EINVAL);
	xb_glass_free(glass);
}

static xabar_status
add_one(const struct occurrence *words, size_t n, xabar_error *err)
{
	struct xb_document document;
	struct xb_glass *glass;
	struct xb_arena arena;
	xabar_status status;

	assert_ok(xb_glass_new(&glass, scratch("ours"), MEMORY, some_uuid, NULL));
	xb_arena_init(&arena, SIZE_MAX);
	status = document_of(&document, words, n, &arena, err);
	if (status == XABAR_OK)
		status = xb_glass_add(glass, &document, err);
	xb_arena_release(&arena);
	xb_glass_free(glass);
	return status;
}

static void
what_the_format_cannot_hold_is_refused(void **state)
{
	static char bytes[XB_GLASS_TERM_MAX + 1];
	const struct occurrence empty = { xb_strn(bytes, 0), 1, 1 }, nuls = { xb_strn(bytes, 125), 1, 1 };
	const struct occurrence over_wdf[] = { { xb_str("a"), 0, UINT32_MAX }, { xb_str("a"), 0, 1 } };
	const struct occurrence over_length[] = { { xb_str("a"), 0, UINT32_MAX }, { xb_str("b"), 0, 1 } };
	struct occurrence longest = { xb_strn(bytes, XB_GLASS_TERM_MAX), 1, 1 };
	xabar_error err = { 0 };

	(void)state;
	assert_int_equal(add_one(&empty, 1, &err), XABAR_EINVAL);
	assert_int_equal(add_one(&nuls, 1, &err), XABAR_EINVAL);
	memset(bytes, 'x', sizeof(bytes));
	assert_ok(add_one(&longest, 1, &err));
	longest.term.len++;
	assert_int_equal(add_one(&longest, 1, &err), XABAR_EINVAL);
	assert_string_not_equal(err.hint, "");
	assert_int_equal(add_one(over_wdf, 2, &err), XABAR_ELIMIT);
	assert_int_equal(add_one(over_length, 2, &err), XABAR_ELIMIT);
}

static void
one_slot_holds_one_value_of_a_document(void **state)
{
	const struct xb_value values[] = { { 1, xb_str("a") }, { 2, xb_str("b") }, { 1, xb_str("c") } };
	struct xb_glass *glass;

	(void)state;
	assert_ok(xb_glass_new(&glass, scratch("ours"), MEMORY, some_uuid, NULL));
	assert_ok(xb_glass_add(glass, &(struct xb_document){ NULL, 0, values, 2, xb_str("") }, NULL));
	assert_int_equal(xb_glass_add(glass, &(struct xb_document){ NULL, 0, values, 3, xb_str("") }, NULL), XABAR_EINVAL);
	xb_glass_free(glass);
}

static void
what_is_not_finished_leaves_nothing(void **state)
{
	struct xb_glass *glass;
	struct stat st;

	(void)state;
	assert_ok(xb_glass_new(&glass, scratch("ours"), 0, some_uuid, NULL));
	assert_ok(xb_glass_add(glass, &(struct xb_document){ .datum = xb_str("datum") }, NULL));
	xb_glass_free(glass);
	assert_int_not_equal(stat(scratch("ours"), &st), 0);
}

static void
a_folder_that_is_there_is_left_alone(void **state)
{
	struct xb_glass *glass;
	struct stat st;

	(void)state;
	assert_int_equal(mkdir(scratch("ours"), 0777), 0);
	assert_int_equal(xb_glass_new(&glass, scratch("ours"), MEMORY, some_uuid, NULL), XABAR_EIO);
	assert_null(glass);
	assert_int_equal(stat(scratch("ours"), &st), 0);
}

static void
the_libxapian_in_use_has_the_format(void **state)
{
	bool known;
	struct stat st;

	(void)state;
	assert_ok(xb_glass_probe(&known, scratch("probe"), NULL));
	assert_true(known);
	assert_int_not_equal(stat(scratch("probe"), &st), 0);
}

static void
another_format_is_told_from_it(void **state)
{
	char iamglass[64] = "\x0f\x0dXapian Glass\x04\x6e";

	(void)state;
	assert_true(xb_glass_info_known(xb_strn(iamglass, sizeof(iamglass))));
	iamglass[15]++; /* 2016-03-15 */
	assert_false(xb_glass_info_known(xb_strn(iamglass, sizeof(iamglass))));
	assert_false(xb_glass_info_known(xb_str("\x0f\x0dXapian Honey")));
	assert_false(xb_glass_info_known(xb_str("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(data_may_be_given_later),
		scratch_test(what_the_format_cannot_hold_is_refused),
		scratch_test(one_slot_holds_one_value_of_a_document),
		scratch_test(what_is_not_finished_leaves_nothing),
		scratch_test(a_folder_that_is_there_is_left_alone),
		scratch_test(the_libxapian_in_use_has_the_format),
		scratch_test(another_format_is_told_from_it),
	};

	return cmocka_run_group_tests_name("glass writer", tests, NULL, NULL);
}
