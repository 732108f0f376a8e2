/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Alias files: what a line means, and that a bad one keeps nobody from searching. */
#include "scratch.h"

#include "../../searcher/aliases_line.h"
#include "../../searcher/aliases_shipped.h"

static struct xb_aliases *aliases;

static int
setup(void **state)
{
	return xb_aliases_new(&aliases, NULL) == XABAR_OK ? scratch_setup(state) : -1;
}

static int
teardown(void **state)
{
	xb_aliases_free(aliases);
	return scratch_teardown(state);
}

#define alias_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static void
add(const char *text)
{
	assert_ok(xb_aliases_add(aliases, xb_str(text), "a.txt", NULL));
}

static void
assert_no_notes(void)
{
	assert_null(xb_aliases_next_note(aliases));
}

/* How many things are called `words`, which stand with spaces between; the first of them in *thing. */
static size_t
find(const struct xb_alias_thing **thing, const char *words)
{
	struct xb_alias_things things;
	struct xb_str list[8];
	size_t n = 0;

	while (*words) {
		size_t len = strcspn(words, " ");

		list[n++] = xb_strn(words, len);
		words += len + (words[len] == ' ');
	}
	assert_ok(xb_aliases_find(&things, aliases, list, n, NULL));
	*thing = things.n ? things.array[0] : NULL;
	return things.n;
}

static void
assert_name(const struct xb_alias *name, const char *first, const char *second)
{
	assert_int_equal(name->nwords, second ? 2 : 1);
	assert_true(xb_str_is(name->words[0], first));
	if (second)
		assert_true(xb_str_is(name->words[1], second));
}

static void
a_line_is_the_names_of_one_thing(void **state)
{
	const struct xb_alias_thing *thing;

	(void)state;
	add("Gəncə = Kirovabad=Гянджа\nSaudi Arabia = Саудовская Аравия\n");
	assert_no_notes();
	assert_int_equal(find(&thing, "kirovabad"), 1);
	assert_int_equal(thing->n, 3);
	assert_name(&thing->names[0], "gəncə", NULL);
	assert_name(&thing->names[1], "kirovabad", NULL);
	assert_name(&thing->names[2], "гянджа", NULL);
	assert_int_equal(find(&thing, "saudi arabia"), 1);
	assert_name(&thing->names[1], "саудовская", "аравия");
	assert_int_equal(find(&thing, "saudi"), 0);
	assert_int_equal(find(&thing, "arabia saudi"), 0);
}

static void
a_name_is_found_without_its_marks(void **state)
{
	const struct xb_alias_thing *thing;

	(void)state;
	add("Göygöl = Xanlar\n");
	assert_int_equal(find(&thing, "göygöl"), 1);
	assert_int_equal(find(&thing, "goygol"), 1);
}

static void
a_name_may_be_of_several_things(void **state)
{
	const struct xb_alias_thing *thing;

	(void)state;
	add("Georgia = Gürcüstan\nGeorgia = Джорджия\n");
	assert_int_equal(find(&thing, "georgia"), 2);
	assert_int_equal(find(&thing, "gürcüstan"), 1);
}

static void
comments_and_empty_lines_are_nothing(void **state)
{
	const struct xb_alias_thing *thing;

	(void)state;
	add("\xef\xbb\xbf# renamed = twice\r\n\r\n  \t\nAstana = Nur-Sultan # 2019 = 2022\r\nlast = line");
	assert_no_notes();
	assert_int_equal(find(&thing, "renamed"), 0);
	assert_int_equal(find(&thing, "2022"), 0);
	assert_int_equal(find(&thing, "nur sultan"), 1);
	assert_int_equal(thing->n, 2);
	assert_int_equal(find(&thing, "last"), 1);
}

static void
a_bad_line_is_noted_and_left_out(void **state)
{
	static const char *const notes[] = {
		"a.txt:1: this line is left out: it has one name: write ' = ' between the names of one thing",
		"a.txt:3: this line is left out: it is not UTF-8",
		"a.txt:4: this line is left out: a name has no letter or digit",
		"a.txt:5: this line is left out: a name has more than 8 words",
	};
	const struct xb_alias_thing *thing;

	(void)state;
	add("Astana\none = two\nthree = \xff\nfour = = five\nsix = a b c d e f g h i\nseven = eight\n");
	for (size_t i = 0; i < sizeof(notes) / sizeof(*notes); i++)
		assert_string_equal(xb_aliases_next_note(aliases), notes[i]);
	assert_no_notes();
	assert_int_equal(find(&thing, "two"), 1);
	assert_int_equal(find(&thing, "eight"), 1);
	assert_int_equal(find(&thing, "six"), 0);
}

static void
a_file_of_nothing_but_bad_lines_is_noted_shortly(void **state)
{
	const char *note, *last = NULL;
	struct xb_buf text;
	size_t n = 0;

	(void)state;
	xb_buf_init(&text, 1 << 20);
	for (int i = 0; i < 1000; i++)
		xb_buf_add_str(&text, xb_str("name,other\n"));
	xb_buf_add_char(&text, '\0');
	add(text.ptr);
	xb_buf_release(&text);
	for (; (note = xb_aliases_next_note(aliases)); n++)
		last = note;
	assert_int_equal(n, 11);
	assert_string_equal(last, "a.txt: 990 more lines are left out");
}

static void
a_file_need_not_be_there(void **state)
{
	const struct xb_alias_thing *thing;

	(void)state;
	assert_ok(xb_aliases_read(aliases, scratch("none"), false, NULL));
	assert_no_notes();
	assert_ok(xb_aliases_read(aliases, scratch("none"), true, NULL));
	assert_non_null(xb_aliases_next_note(aliases));
	assert_no_notes();
	assert_ok(xb_file_write(scratch("f"), xb_str("one = two\nthree\n"), NULL));
	assert_ok(xb_aliases_read(aliases, scratch("f"), false, NULL));
	assert_int_equal(find(&thing, "one"), 1);
	assert_non_null(strstr(xb_aliases_next_note(aliases), "/f:2: "));
}

static void
the_shipped_file_is_read_unless_another_takes_its_place(void **state)
{
	const struct xb_alias_thing *thing;

	(void)state;
	assert_int_equal(unsetenv("XABAR_ALIASES"), 0);
	assert_ok(xb_aliases_read_shipped(aliases, NULL));
	assert_no_notes();
	assert_int_equal(find(&thing, "stepanakert"), 1);
	xb_aliases_free(aliases);
	assert_ok(xb_aliases_new(&aliases, NULL));
	assert_ok(xb_file_write(scratch("f"), xb_str("one = two\n"), NULL));
	setenv("XABAR_ALIASES", scratch("f"), 1);
	assert_ok(xb_aliases_read_shipped(aliases, NULL));
	assert_int_equal(find(&thing, "one"), 1);
	assert_int_equal(find(&thing, "stepanakert"), 0);
	setenv("XABAR_ALIASES", "", 1);
	assert_ok(xb_aliases_read_shipped(aliases, NULL));
	assert_no_notes();
	unsetenv("XABAR_ALIASES");
}

/* One name of a shipped line: as many things are called so, in the same order, as when the file is read line by line. */
static void
check_shipped_name(struct xb_aliases *shipped, const struct xb_alias *name)
{
	struct xb_alias_things got, want;

	assert_ok(xb_aliases_find(&want, aliases, name->words, name->nwords, NULL));
	assert_ok(xb_aliases_find(&got, shipped, name->words, name->nwords, NULL));
	assert_int_not_equal(want.n, 0);
	assert_int_equal(got.n, want.n);
	for (size_t i = 0; i < want.n; i++) {
		assert_int_equal(got.array[i]->n, want.array[i]->n);
		for (size_t k = 0; k < got.array[i]->n; k++)
			assert_true(xb_str_equal(got.array[i]->names[k].words[0], want.array[i]->names[k].words[0]));
	}
}

static void
the_table_of_the_shipped_file_has_all_its_names(void **state)
{
	struct xb_str text = xb_str(xb_aliases_shipped);
	struct xb_aliases *shipped;
	struct xb_arena arena;

	(void)state;
	unsetenv("XABAR_ALIASES");
	xb_arena_init(&arena, 64 << 20);
	assert_ok(xb_aliases_new(&shipped, NULL));
	assert_ok(xb_aliases_read_shipped(shipped, NULL));
	add(xb_aliases_shipped);
	assert_no_notes();
	while (text.len) {
		const struct xb_alias_thing *thing;

		assert_ok(xb_alias_line_read(&thing, xb_alias_line_next(&text), &arena, NULL));
		for (size_t i = 0; thing && i < thing->n; i++)
			check_shipped_name(shipped, &thing->names[i]);
	}
	xb_aliases_free(shipped);
	xb_arena_release(&arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		alias_test(a_line_is_the_names_of_one_thing),
		alias_test(a_name_is_found_without_its_marks),
		alias_test(a_name_may_be_of_several_things),
		alias_test(comments_and_empty_lines_are_nothing),
		alias_test(a_bad_line_is_noted_and_left_out),
		alias_test(a_file_of_nothing_but_bad_lines_is_noted_shortly),
		alias_test(a_file_need_not_be_there),
		alias_test(the_shipped_file_is_read_unless_another_takes_its_place),
		alias_test(the_table_of_the_shipped_file_has_all_its_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
