/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of a text, word by word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "buf.h"
#include "diff.h"

/* The edits as wdiff(1) shows them: "a [-b-] {+c+}". */
static const char *
shown(const char *from, const char *to)
{
	static const char *const begin[] = { "", "[-", "{+" }, *const end[] = { "", "-]", "+}" };
	static char text[4096];
	struct xb_arena arena;
	const xabar_edit *edits;
	size_t n, at = 0;

	xb_arena_init(&arena, (size_t)64 << 20);
	assert_int_equal(xb_diff_words(&edits, &n, xb_str(from), xb_str(to), &arena, NULL), XABAR_OK);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%s%s%s", i ? " " : "", begin[edits[i].change], edits[i].text,
		                       end[edits[i].change]);
	xb_arena_release(&arena);
	return text;
}

static void
test_edits(void **state)
{
	static const struct {
		const char *from, *to, *shown;
	} cases[] = {
		{ "", "", "" },
		{ "a", "", "[-a-]" },
		{ "", "a b", "{+a b+}" },
		{ "a b c", "a b c", "a b c" },
		{ "a b  c\n\nd", "a b c d", "a b c d" },
		{ "a b c", "a c", "a [-b-] c" },
		{ "a c", "a b c", "a {+b+} c" },
		{ "a b c", "a x c", "a [-b-] {+x+} c" },
		{ "a b c d e f", "a x y d f", "a [-b c-] {+x y+} d [-e-] f" },
		{ "a b c d", "c d", "[-a b-] c d" },
		{ "a b c d", "a b", "a b [-c d-]" },
		{ "a b", "x y", "[-a b-] {+x y+}" },
		{ "a a a", "a a", "a a [-a-]" },
		{ "x a b c y", "1 a b c 2", "[-x-] {+1+} a b c [-y-] {+2+}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(shown(cases[i].from, cases[i].to), cases[i].shown);
}

/* Whatever the edits are, what was kept and removed is the one text, and what was kept and added the other. */
static void
test_random(void **state)
{
	(void)state;
	srand(1);
	for (int round = 0; round < 2000; round++) {
		char texts[2][256];

		for (int t = 0; t < 2; t++) {
			int n = rand() % 40, at = 0;

			texts[t][0] = '\0';
			for (int i = 0; i < n; i++)
				at += sprintf(texts[t] + at, "%s%c", i ? " " : "", 'a' + rand() % 5);
		}
		for (int t = 0; t < 2; t++) {
			const xabar_change other = t ? XABAR_REMOVED : XABAR_ADDED;
			struct xb_arena arena;
			const xabar_edit *edits;
			char text[256] = "";
			size_t n;

			xb_arena_init(&arena, (size_t)64 << 20);
			assert_int_equal(xb_diff_words(&edits, &n, xb_str(texts[0]), xb_str(texts[1]), &arena, NULL), XABAR_OK);
			for (size_t i = 0; i < n; i++)
				if (edits[i].change != other)
					sprintf(text + strlen(text), "%s%s", *text ? " " : "", edits[i].text);
			assert_string_equal(text, texts[t]);
			xb_arena_release(&arena);
		}
	}
}

/* So many differ that they are told as one. */
static void
test_many(void **state)
{
	struct xb_arena arena;
	const xabar_edit *edits;
	struct xb_buf texts[2];
	size_t n;

	(void)state;
	xb_arena_init(&arena, (size_t)64 << 20);
	for (int t = 0; t < 2; t++) {
		xb_buf_init(&texts[t], (size_t)1 << 20);
		xb_buf_add_str(&texts[t], xb_str("first "));
		for (int i = 0; i < 3000; i++)
			xb_buf_printf(&texts[t], "%c%d ", 'a' + t, i);
		xb_buf_add_str(&texts[t], xb_str("last"));
	}
	assert_int_equal(xb_diff_words(&edits, &n, xb_buf_view(&texts[0]), xb_buf_view(&texts[1]), &arena, NULL), XABAR_OK);
	assert_int_equal(n, 4);
	assert_int_equal(edits[0].change, XABAR_KEPT);
	assert_string_equal(edits[0].text, "first");
	assert_int_equal(edits[1].change, XABAR_REMOVED);
	assert_int_equal(edits[2].change, XABAR_ADDED);
	assert_string_equal(edits[3].text, "last");
	for (int t = 0; t < 2; t++)
		xb_buf_release(&texts[t]);
	xb_arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_edits), cmocka_unit_test(test_random), cmocka_unit_test(test_many) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
