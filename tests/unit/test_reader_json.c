/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON texts: arrays, objects around arrays, objects. */
#include "reading.h"

static void
each_element_is_a_record(void **state)
{
	(void)state;
	assert_text_reads("[{\"a\":1},\n {\"a\":\"]}\\\"{\"} ]\n", NULL,
	                  "1-8 a=1\n"
	                  "11-24 a=]}\"{\n");
	assert_text_reads("\xef\xbb\xbf[{\"a\":1}]", NULL, "4-11 a=1\n");
	assert_text_reads("[]", NULL, "");
	assert_text_reads(" \n", "json", "");
	assert_text_reads("", "json", "");
}

static void
an_object_is_a_record(void **state)
{
	(void)state;
	assert_text_reads("{\n \"a\": 1,\n \"b\": [{\"c\": 2}]\n}\n", NULL, "0-29 a=1 b.c=2\n");
	/* One after another, as jq prints them. */
	assert_text_reads("{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", "json",
	                  "0-11 a=1\n"
	                  "12-23 a=2\n");
}

static void
an_object_around_a_list_gives_the_list(void **state)
{
	(void)state;
	assert_file_reads("tests/data/records/wrapped.json", NULL, NULL,
	                  "61-102 title=One, two tags=a tags=b\n"
	                  "108-166 title=Three source.name=Wire\n");
	assert_text_reads("{\"response\":{\"n\":{\"x\":1},\"docs\":[{\"a\":1},{\"a\":2}],\"z\":[]},\"t\":1}", NULL,
	                  "33-40 a=1\n"
	                  "41-48 a=2\n");
	/* A list of scalars is no list of records. */
	assert_text_reads("{\"items\":[1,2],\"a\":3}", "json", "0-21 items=1 items=2 a=3\n");
}

static void
an_array_that_ends_early_gives_what_it_has(void **state)
{
	(void)state;
	assert_text_reads("[{\"a\":1},{\"a\":\"xy", NULL,
	                  "1-8 a=1\n"
	                  "9-17 ! the last object ends early\n");
	assert_text_reads("[{\"a\":1},", NULL,
	                  "1-8 a=1\n"
	                  "9-9 ! the array ends early\n");
	assert_text_reads("[{\"a\":1}", NULL,
	                  "1-8 a=1\n"
	                  "8-8 ! the array ends early\n");
	assert_text_reads("{\"items\":[{\"a\":1}],\"n\":", NULL,
	                  "10-17 a=1\n"
	                  "17-23 ! the object around the list ends early\n");
	assert_text_reads("{\"a\":1,\n\"b\":", "json", "0-12 ! the last object ends early\n");
}

static void
garbage_between_elements_costs_itself(void **state)
{
	(void)state;
	assert_text_reads("[{\"a\":1}, oops {\"a\":2}, \"{\", [{\"a\":9}], 7, {\"a\":3}]", NULL,
	                  "1-8 a=1\n"
	                  "10-15 ! an object is wanted, but there is something else\n"
	                  "15-22 a=2\n"
	                  "24-27 ! an object is wanted, but there is a string\n"
	                  "29-38 ! an object is wanted, but there is an array\n"
	                  "40-43 ! an object is wanted, but there is something else\n"
	                  "43-50 a=3\n");
	assert_text_reads("[{\"a\" 1},{\"a\":2}]", NULL,
	                  "1-8 ! bad json at column 6: a colon is wanted\n"
	                  "9-16 a=2\n");
	assert_text_reads("[{\"a\":1}] and more", "json",
	                  "1-8 a=1\n"
	                  "10-18 ! an object is wanted, but there is something else\n");
	assert_text_reads("nothing here", "json", "0-12 ! an object is wanted, but there is something else\n");
	assert_bytes_read("[{\"a\":1},\0{\"a\":2}]", 18, "json", NULL,
	                  "1-8 a=1\n"
	                  "9-10 ! an object is wanted, but there is something else\n"
	                  "10-17 a=2\n");
}

static void
commas_too_many_or_too_few_lose_nothing(void **state)
{
	(void)state;
	assert_text_reads("[,{\"a\":1}{\"a\":2},,{\"a\":3},]", "json",
	                  "2-9 a=1\n"
	                  "9-16 a=2\n"
	                  "18-25 a=3\n");
}

static void
deep_elements_are_bad_records(void **state)
{
	enum { DEEP = 100000 };
	char *text = malloc(2 * DEEP + 32), *p = text;

	(void)state;
	p = stpcpy(p, "[{\"a\":");
	p = (char *)memset(p, '[', DEEP) + DEEP;
	p = (char *)memset(p, ']', DEEP) + DEEP;
	strcpy(p, "},{\"a\":1}]");
	assert_text_reads(text, "json",
	                  "1-200007 ! bad json at column 261: nested too deep\n"
	                  "200008-200015 a=1\n");
	text[100] = '\0';
	memset(text, '[', 100);
	assert_text_reads(text, "json", "1-100 ! an object is wanted, but there is an array\n"
	                                "100-100 ! the array ends early\n");
	free(text);
}

static void
an_element_over_the_limit_is_skipped(void **state)
{
	char path[64];
	int fd = make_file(path, "[{\"a\":1},{\"a\":\"", 15);

	(void)state;
	assert_int_equal(pwrite(fd, "\"},{\"a\":2}]", 11, 100000000), 11);
	close(fd);
	assert_file_reads(path, "json", NULL,
	                  "1-8 a=1\n"
	                  "9-100000002 ! the object is over 64 MiB\n"
	                  "100000003-100000010 a=2\n");
	unlink(path);
}

static void
a_list_longer_than_the_window_is_read(void **state)
{
	char path[64];
	int fd = make_file(path, "[", 1);
	FILE *file = fdopen(fd, "a");
	struct xb_buf got;

	(void)state;
	for (int i = 0; i < 100000; i++)
		fprintf(file, "%s{\"n\":%d}", i ? "," : "", i);
	fputs("]", file);
	fclose(file);
	got = read_file(path, NULL, NULL);
	assert_non_null(strstr(got.ptr, " n=0\n"));
	assert_non_null(strstr(got.ptr, " n=65432\n"));
	assert_non_null(strstr(got.ptr, " n=99999\n"));
	assert_null(strchr(got.ptr, '!'));
	xb_buf_release(&got);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_element_is_a_record),
		cmocka_unit_test(an_object_is_a_record),
		cmocka_unit_test(an_object_around_a_list_gives_the_list),
		cmocka_unit_test(an_array_that_ends_early_gives_what_it_has),
		cmocka_unit_test(garbage_between_elements_costs_itself),
		cmocka_unit_test(commas_too_many_or_too_few_lose_nothing),
		cmocka_unit_test(deep_elements_are_bad_records),
		cmocka_unit_test(an_element_over_the_limit_is_skipped),
		cmocka_unit_test(a_list_longer_than_the_window_is_read),
	};

	return cmocka_run_group_tests_name("reader_json", tests, NULL, NULL);
}
