/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is kept of a text to tell near-copies of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "likeness.h"

#define WORDS 200

/* Distinct words, from the `first` on. */
static void
make(struct xb_likeness *out, uint32_t first, size_t n)
{
	uint32_t words[WORDS] = { 0 };

	for (size_t i = 0; i < n; i++)
		words[i] = first + (uint32_t)i * 2654435761u;
	xb_likeness_make(out, words, n);
}

/* The words from..to-1 of a text of WORDS. */
static void
make_part(struct xb_likeness *out, size_t from, size_t to)
{
	uint32_t words[WORDS];

	for (size_t i = 0; i < WORDS; i++)
		words[i] = (uint32_t)i * 2654435761u;
	xb_likeness_make(out, words + from, to - from);
}

static void
test_same(void **state)
{
	struct xb_likeness a, b;
	struct xb_alike alike;

	(void)state;
	make(&a, 0, WORDS);
	make(&b, 0, WORDS);
	assert_true(xb_likeness_same(&a, &b));
	assert_true(xb_likeness_near(&alike, &a, &b));
	assert_true(alike.resemblance == 1 && alike.overlap == 1);
	make(&b, 0, WORDS - 1);
	assert_false(xb_likeness_same(&a, &b));
}

/* A part of a text has all of its own in the other, and resembles it as much as it is long. */
static void
test_part(void **state)
{
	struct xb_likeness whole, part;
	struct xb_alike alike;

	(void)state;
	make_part(&whole, 0, WORDS);
	make_part(&part, 0, WORDS * 6 / 10);
	assert_true(xb_likeness_near(&alike, &whole, &part));
	assert_true(alike.overlap > 0.75);
	assert_true(alike.resemblance > 0.4 && alike.resemblance < 0.8);
	make_part(&part, 10, WORDS);
	assert_true(xb_likeness_near(&alike, &part, &whole));
	assert_true(alike.overlap > 0.9);
}

static void
test_others(void **state)
{
	struct xb_likeness first, other;
	struct xb_alike alike;

	(void)state;
	make(&first, 0, WORDS);
	for (uint32_t i = 1; i <= 1000; i++) {
		make(&other, i * 7919, WORDS);
		assert_false(xb_likeness_near(&alike, &first, &other));
	}
}

/* The fewest words: none is like nothing, and a few are like the same few. */
static void
test_short(void **state)
{
	struct xb_likeness a, b;
	struct xb_alike alike;

	(void)state;
	make(&a, 0, 0);
	assert_int_equal(a.nsketch, 0);
	assert_false(xb_likeness_near(&alike, &a, &a));
	assert_false(xb_likeness_same(&a, &a));
	for (size_t n = 1; n < 8; n++) {
		make(&a, 0, n);
		make(&b, 0, n);
		assert_true(xb_likeness_near(&alike, &a, &b));
		make(&b, 1, n);
		assert_false(xb_likeness_near(&alike, &a, &b));
		make(&b, 0, WORDS);
		assert_false(n < 3 && xb_likeness_near(&alike, &a, &b));
	}
}

static void
test_bytes(void **state)
{
	struct xb_likeness a, b;
	char bytes[XB_LIKENESS_BYTES + 4] = { 0 }; /* two elements more than there are, of which one once was */

	(void)state;
	for (size_t n = 1; n <= WORDS; n++) {
		make(&a, 5, n);
		assert_true(xb_likeness_decode(&b, xb_strn(bytes, xb_likeness_encode(bytes, &a))));
		assert_true(xb_likeness_same(&a, &b));
	}
	for (size_t len = 0; len <= sizeof(bytes); len++) /* a sketch has one element at least, of two bytes each */
		assert_int_equal(xb_likeness_decode(&b, xb_strn(bytes, len)), len >= 22 && len <= 38 && len % 2 == 0);
	assert_true(xb_likeness_decode(&b, xb_strn(bytes, 38)));
	assert_true(xb_likeness_same(&a, &b));
}

static void
test_terms(void **state)
{
	char a[XB_SKETCH_TERM], b[XB_SKETCH_TERM];

	(void)state;
	for (uint32_t i = 0; i <= UINT16_MAX; i++) {
		xb_sketch_term(a, (uint16_t)i);
		for (size_t k = 0; k < XB_SKETCH_TERM; k++)
			assert_in_range(a[k], '0', '0' + 63);
		if (i)
			assert_true(memcmp(b, a, sizeof(a)) < 0); /* so no two are the same */
		memcpy(b, a, sizeof(a));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),  cmocka_unit_test(test_part),  cmocka_unit_test(test_others),
		cmocka_unit_test(test_short), cmocka_unit_test(test_bytes), cmocka_unit_test(test_terms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
