/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of formats, JSON Lines, and what a JSON object is as a record. */
#include "reading.h"

#include <sys/resource.h>

static const char *
detected(const char *head, size_t len)
{
	const struct xb_format *format = xb_format_detect((struct xb_str){ head, len });

	return format ? format->name : "none";
}

static void
formats_are_told_by_content(void **state)
{
	static const struct { const char *head, *want; } cases[] = {
		{ "{\"a\":1}\n{\"a\":2}\n", "jsonl" },
		{ "\xef\xbb\xbf{\"a\":1}\n", "jsonl" },
		{ "{\"a\":1}", "jsonl" },
		{ "\n{\"a\":1}\n{\"a\":", "jsonl" },
		{ "{\"a\": broken}\n{\"a\":2}\n", "jsonl" },
		{ "{\"a\":\n{\"a\":2}\n{\"a\":3}\n", "jsonl" },
		{ "[{\"a\":1}]", "json" },
		{ " [\n  {\n", "json" },
		{ "[]", "json" },
		{ "{\n  \"a\": 1\n}\n", "json" },
		{ "{\"articles\":[{\"a\":1}]}\n", "json" },
		{ "{\"response\":{\"docs\":[{\"a\":1}]}}", "json" },
		{ " date 2022-05-20 20 May 2022 10:54 (UTC+04:00)\n\nText.\n", "text" },
		{ "Title: A\nDate: 2022-05-20\n\nText.\n", "text" },
		{ "Just a text.\n", "text" },
		{ "[1] A note, which is no JSON.\n", "text" },
		{ "{curly} words\n", "text" },
		{ "\xcf\xf0\xe8\xe2\xe5\xf2\n", "text" }, /* cp1251 */
		{ "<?xml version='1.0'?><rss/>", "feed" },
		{ "<html><body>x", "html" },
		{ "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "none" },
		{ "\x7f" "ELF\2\1\1\3\4\5\6\7", "none" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(detected(cases[i].head, strlen(cases[i].head)), cases[i].want);
	assert_string_equal(detected("", 0), "none");
	assert_string_equal(detected("\0\0\1\2junk\0\0", 10), "none");
	assert_string_equal(detected("a\0b\0c\0d\0", 8), "none"); /* UTF-16 */
}

static void
formats_are_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(xb_format_find("jsonl"), &xb_format_jsonl);
	assert_ptr_equal(xb_format_find("json"), &xb_format_json);
	assert_ptr_equal(xb_format_find("text"), &xb_format_dispatch_text);
	assert_null(xb_format_find("yaml"));
}

static void
each_line_is_a_record(void **state)
{
	(void)state;
	assert_text_reads("{\"id\":\"1\",\"n\":2}\n{\"id\":\"3\"}\n", NULL,
	                  "0-17 id=1 n=2\n"
	                  "17-28 id=3\n");
	assert_text_reads("\xef\xbb\xbf{\"id\":1}\r\n\r\n \n{\"id\":2}", NULL,
	                  "0-13 id=1\n"
	                  "17-25 id=2\n");
	assert_text_reads("", "jsonl", "");
	assert_text_reads("\n\n", "jsonl", "");
}

static void
a_bad_line_costs_itself(void **state)
{
	(void)state;
	assert_file_reads("tests/data/records/bad.jsonl", NULL, NULL,
	                  "0-28 id=1 title=One\n"
	                  "29-56 ! json ends early, after column 26\n"
	                  "56-63 ! bad json at column 1: an object is wanted\n"
	                  "63-105 ! bad json at column 30: a comma or '}' is wanted\n"
	                  "105-134 id=4 title=Four\n");
}

/* So the next run reads it again, whole. */
static void
a_last_line_still_in_writing_ends_where_it_begins(void **state)
{
	(void)state;
	assert_text_reads("{\"id\":1}\n{\"id\":2,\"ti", "jsonl",
	                  "0-9 id=1\n"
	                  "9-9 ! the last line ends early, after column 11\n");
	assert_text_reads("{\"id\":1}\n{\"id\":tru", "jsonl",
	                  "0-9 id=1\n"
	                  "9-9 ! the last line ends early, after column 9\n");
	assert_text_reads("{\"id\":1}\n{\"id\" 2}", "jsonl",
	                  "0-9 id=1\n"
	                  "9-17 ! bad json at column 7: a colon is wanted\n");
}

static void
objects_become_dotted_names_and_arrays_repeat_theirs(void **state)
{
	(void)state;
	assert_text_reads("{\"a\":{\"b\":{\"c\":1},\"d\":[2,3]},\"e\":[{\"f\":4},{\"f\":5}],\"g\":[[6],[7,8]]}", "jsonl",
	                  "0-67 a.b.c=1 a.d=2 a.d=3 e.f=4 e.f=5 g=6 g=7 g=8\n");
	assert_text_reads("{\"a\":null,\"b\":true,\"c\":false,\"d\":[],\"e\":{},\"f\":\"\",\"g\":NaN}", "jsonl",
	                  "0-58 b=true c=false f=\n");
}

/* Ids are often larger than a double or an int64 holds. */
static void
numbers_stay_as_written(void **state)
{
	(void)state;
	assert_text_reads("{\"id\":18446744073709551617,\"x\":-0.10e+2,\"y\":1e999}", "jsonl",
	                  "0-50 id=18446744073709551617 x=-0.10e+2 y=1e999\n");
	assert_text_reads("{\"id\":01}\n{\"id\":1.}\n{\"id\":-}\n{\"id\":+1}\n", "jsonl",
	                  "0-10 ! bad json at column 7: not a value\n"
	                  "10-20 ! bad json at column 9: the number does not end\n"
	                  "20-29 ! bad json at column 7: not a value\n"
	                  "29-39 ! bad json at column 7: not a value\n");
}

static void
escapes_are_what_they_mean(void **state)
{
	(void)state;
	assert_text_reads("{\"a\":\"\\\"\\\\\\/\\b\\f\\r\\t|\\u0041\\u0259\\u20ac\\ud83d\\ude00\"}", "jsonl",
	                  "0-53 a=\"\\/\b\f\r\t|A\u0259\u20ac\U0001f600\n");
	/* Half a surrogate pair is no character (RFC 8259, 8.2): U+FFFD, and the record lives. */
	assert_text_reads("{\"a\":\"\\ud83d!\\ude00\\ud83d\\u0041\"}", "jsonl",
	                  "0-33 a=\ufffd!\ufffd\ufffdA\n");
	assert_text_reads("{\"a\":\"\\x41\"}\n{\"a\":\"\\u12g4\"}\n{\"a\":\"\\u12\"}\n", "jsonl",
	                  "0-13 ! bad json at column 7: no such escape\n"
	                  "13-28 ! bad json at column 7: no such escape\n"
	                  "28-41 ! bad json at column 7: no such escape\n");
	assert_text_reads("{\"\\u0061b\":\"x\"}", "jsonl", "0-15 ab=x\n");
}

static void
nul_bytes_are_kept_by_the_reader(void **state)
{
	static const char line[] = "{\"a\":\"x\\u0000y\",\"b\":\"p\0q\"}\n";
	char path[64];
	struct xb_buf got;

	(void)state;
	close(make_file(path, line, sizeof(line) - 1));
	got = read_file(path, "jsonl", NULL);
	assert_int_equal(got.len, 17);
	assert_memory_equal(got.ptr, "0-27 a=x\0y b=p\0q\n", 17);
	xb_buf_release(&got);
	unlink(path);
}

static void
a_line_of_nuls_is_no_record(void **state)
{
	(void)state;
	assert_bytes_read("\0\0\0\0{\"a\":1}\n{\"a\":2}\n", 20, "jsonl", NULL,
	                  "0-12 ! bad json at column 1: an object is wanted\n"
	                  "12-20 a=2\n");
}

static void
invalid_utf8_costs_a_character(void **state)
{
	(void)state;
	assert_text_reads("{\"a\":\"x\xffy\"}\n", "jsonl", "0-12 a=x\ufffdy\n");
	/* "Привет" in windows-1251, declared; the line before it is UTF-8 and stays so. */
	assert_bytes_read("{\"a\":\"\xd0\x9f\"}\n{\"a\":\"\xcf\xf0\xe8\xe2\xe5\xf2\"}\n", 26, "jsonl", "cp1251",
	                  "0-11 a=П\n"
	                  "11-26 a=Привет\n");
}

static void
a_hundred_thousand_levels_are_a_bad_record(void **state)
{
	enum { DEEP = 100000 };
	static const char before[] = "{\"a\":", after[] = "\n{\"a\":1}\n";
	size_t len = sizeof(before) - 1 + 2 * DEEP + sizeof(after) - 1 + 1;
	char *text = malloc(len + 1), *p = text;

	(void)state;
	p = stpcpy(p, before);
	p = (char *)memset(p, '[', DEEP) + DEEP;
	p = (char *)memset(p, ']', DEEP) + DEEP;
	*p++ = '}';
	strcpy(p, after);
	assert_text_reads(text, "jsonl",
	                  "0-200007 ! bad json at column 261: nested too deep\n"
	                  "200007-200015 a=1\n");
	memset(text + 5, '{', DEEP);
	text[6 + DEEP] = '\0'; /* and one that ends in its depths */
	assert_text_reads(text, "jsonl", "0-100006 ! bad json at column 7: a name in quotes is wanted\n");
	free(text);
}

/* 300 MB between two lines, in bounded memory: the file is sparse, and reads as NULs. */
static void
a_line_of_300_mb_is_skipped(void **state)
{
	char path[64];
	int fd = make_file(path, "{\"id\":1}\n", 9);
	struct rusage before, after;

	(void)state;
	assert_int_equal(pwrite(fd, "\n{\"id\":2}\n", 10, 300000009), 10);
	close(fd);
	getrusage(RUSAGE_SELF, &before);
	assert_file_reads(path, "jsonl", NULL,
	                  "0-9 id=1\n"
	                  "9-300000010 ! the line is over 64 MiB\n"
	                  "300000010-300000019 id=2\n");
	getrusage(RUSAGE_SELF, &after);
#ifndef __SANITIZE_ADDRESS__
	assert_true(after.ru_maxrss - before.ru_maxrss < 200 << 10);
#endif
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_are_told_by_content),
		cmocka_unit_test(formats_are_found_by_name),
		cmocka_unit_test(each_line_is_a_record),
		cmocka_unit_test(a_bad_line_costs_itself),
		cmocka_unit_test(a_last_line_still_in_writing_ends_where_it_begins),
		cmocka_unit_test(objects_become_dotted_names_and_arrays_repeat_theirs),
		cmocka_unit_test(numbers_stay_as_written),
		cmocka_unit_test(escapes_are_what_they_mean),
		cmocka_unit_test(nul_bytes_are_kept_by_the_reader),
		cmocka_unit_test(a_line_of_nuls_is_no_record),
		cmocka_unit_test(invalid_utf8_costs_a_character),
		cmocka_unit_test(a_hundred_thousand_levels_are_a_bad_record),
		cmocka_unit_test(a_line_of_300_mb_is_skipped),
	};

	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
