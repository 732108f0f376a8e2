/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table of names: RFC 4180, in UTF-8. */
#include "scratch.h"

#include "../../searcher/table.h"

/* The rows of a table as text: number, cells with | between, a newline; a status in place of one that cannot be used. */
static const char *
rows_of(struct xb_str text)
{
	static char rows[4096];
	struct xb_table table;
	size_t len = 0;
	bool any = true;

	assert_ok(xb_file_write(scratch("table"), text, NULL));
	assert_ok(xb_table_open(&table, scratch("table"), NULL));
	*rows = '\0';
	while (any) {
		const xabar_status status = xb_table_next(&any, &table, NULL);

		if (status != XABAR_OK)
			len += (size_t)snprintf(rows + len, sizeof(rows) - len, "%d %s\n", (int)table.row, xabar_status_name(status));
		if (status == XABAR_EINVAL)
			break;
		for (size_t i = 0; status == XABAR_OK && any && i < table.ncells; i++) {
			const struct xb_str cell = xb_table_cell(&table, i);

			if (i == 0)
				len += (size_t)snprintf(rows + len, sizeof(rows) - len, "%d ", (int)table.row);
			len += (size_t)snprintf(rows + len, sizeof(rows) - len, "%.*s%s", XB_STR_ARG(cell),
			                        i + 1 < table.ncells ? "|" : "\n");
		}
	}
	xb_table_close(&table);
	return rows;
}

static void
rows_are_as_rfc_4180_says(void **state)
{
	(void)state;
	assert_string_equal(rows_of(xb_str("a,b,c\r\n\"x, y\",\"\"\"q\"\"\",\r\n\"two\r\nlines\",,z\r\n")),
	                    "1 a|b|c\n2 x, y|\"q\"|\n3 two\r\nlines||z\n");
	assert_string_equal(rows_of(xb_str("one\ntwo")), "1 one\n2 two\n");
	assert_string_equal(rows_of(xb_str("a,b\n,\n")), "1 a|b\n2 |\n");
}

static void
empty_lines_are_counted_and_passed_over(void **state)
{
	(void)state;
	assert_string_equal(rows_of(xb_str("\n\r\na\n\n\nb\n\n")), "3 a\n6 b\n");
	assert_string_equal(rows_of(xb_str("")), "");
	assert_string_equal(rows_of(xb_str("\xef\xbb\xbf")), "");
}

static void
the_first_line_tells_the_delimiter(void **state)
{
	(void)state;
	assert_string_equal(rows_of(xb_str("a;b\nc,d;e\n")), "1 a|b\n2 c,d|e\n");
	assert_string_equal(rows_of(xb_str("\xef\xbb\xbf" "a\tb\nc;d\te\n")), "1 a|b\n2 c;d|e\n");
	assert_string_equal(rows_of(xb_str("\"a;b;c\",d\n")), "1 a;b;c|d\n");
}

static void
a_quote_within_a_cell_without_quotes_is_itself(void **state)
{
	(void)state;
	assert_string_equal(rows_of(xb_str("Al \"Scarface\" Capone,x\n")), "1 Al \"Scarface\" Capone|x\n");
}

static void
what_cannot_be_used_is_told_by_its_row(void **state)
{
	(void)state;
	assert_string_equal(rows_of(xb_str("a\n\"b\" c\nd\n")), "1 a\n2 bad-record\n3 d\n");
	assert_string_equal(rows_of(xb_str("a\n\xe0\xe1\nd\n")), "1 a\n2 bad-record\n3 d\n");
	assert_string_equal(rows_of(xb_str("a,b\n\xd0,\xb0\nd\n")), "1 a|b\n2 bad-record\n3 d\n"); /* together they were a letter */
	assert_string_equal(rows_of(xb_strn("a\n\0b\nd\n", 7)), "1 a\n2 bad-record\n3 d\n");
	assert_string_equal(rows_of(xb_str("a\nb,\"c\nd\n")), "1 a\n2 invalid\n");
}

static void
what_is_no_table_of_ours_cannot_be_opened(void **state)
{
	struct xb_table table;

	(void)state;
	assert_int_equal(xb_table_open(&table, scratch("nowhere"), NULL), XABAR_ENOTFOUND);
	assert_ok(xb_file_write(scratch("utf16"), xb_strn("\xff\xfe" "a\0", 4), NULL));
	assert_int_equal(xb_table_open(&table, scratch("utf16"), NULL), XABAR_EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		scratch_test(rows_are_as_rfc_4180_says),
		scratch_test(empty_lines_are_counted_and_passed_over),
		scratch_test(the_first_line_tells_the_delimiter),
		scratch_test(a_quote_within_a_cell_without_quotes_is_itself),
		scratch_test(what_cannot_be_used_is_told_by_its_row),
		scratch_test(what_is_no_table_of_ours_cannot_be_opened),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
