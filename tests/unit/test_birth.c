/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The form in which a document keeps when it came into its index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "birth.h"

static void
births_are_kept_as_short_big_endian_numbers(void **state)
{
	/* twice the generation, by hand */
	static const struct { struct xb_birth birth; const char *bytes; size_t len; } cases[] = {
		{ { 0, false }, "", 0 },
		{ { 0, true }, "", 0 },
		{ { 1, false }, "\x02", 1 },
		{ { 127, true }, "\xff", 1 },
		{ { 128, false }, "\x01\x00", 2 },
		{ { 0x123456, true }, "\x24\x68\xad", 3 },
		{ { UINT64_MAX >> 1, true }, "\xff\xff\xff\xff\xff\xff\xff\xff", 8 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char bytes[XB_BIRTH_BYTES_MAX];
		struct xb_birth back;

		assert_int_equal(xb_birth_encode(bytes, &cases[i].birth), cases[i].len);
		assert_memory_equal(bytes, cases[i].bytes, cases[i].len);
		xb_birth_decode(&back, xb_strn(cases[i].bytes, cases[i].len));
		assert_true(back.generation == cases[i].birth.generation);
		assert_true(back.replaces == (cases[i].len && cases[i].birth.replaces));
	}
}

static void
of_bytes_that_are_no_birth_nothing_is_known(void **state)
{
	struct xb_birth back = { 5, true };

	(void)state;
	xb_birth_decode(&back, xb_str("nine bytes"));
	assert_true(back.generation == 0);
	assert_false(back.replaces);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(births_are_kept_as_short_big_endian_numbers),
		cmocka_unit_test(of_bytes_that_are_no_birth_nothing_is_known),
	};

	return cmocka_run_group_tests_name("birth", tests, NULL, NULL);
}
