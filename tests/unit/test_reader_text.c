/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain-text dispatches, and the rule that tells a header from prose. */
#include "reading.h"

#include "../../indexer/formats/text_header.h"

static void
the_seed_form_has_a_date_and_paragraphs(void **state)
{
	(void)state;
	assert_file_reads("tests/data/records/one.txt", NULL, NULL,
	                  "0-190 date=2024-03-11 11 March 2024 09:30 (UTC+04:00) "
	                  "body=The ferry between Gilavar and Tarqan sailed again on Monday after nine days of storm.\n"
	                  "\n"
	                  "Forty lorries were waiting, the harbour office said.\n\n");
}

static void
a_header_after_an_empty_line_starts_the_next_dispatch(void **state)
{
	(void)state;
	assert_file_reads("tests/data/records/three.txt", NULL, NULL,
	                  "0-204 Title=Ferry sails again Date=11 March 2024 09:30 (UTC+04:00) Source=Gilavar Wire "
	                  "Desk=Harbour body=The ferry sailed on Monday.\n"
	                  "\n"
	                  "Date: 20 May 2024\n"
	                  "Venue: the harbour hall\n"
	                  "\n"
	                  "That is when the captains meet.\n"
	                  "\n\n"
	                  "204-328 Title=Bridge closed Date=12 March 2024 body=The old bridge is closed.\n"
	                  "\n"
	                  "Source close to the ministry said it would open soon.\n"
	                  "\n\n"
	                  "328-368 Title=No text here Date=13 March 2024\n");
	assert_text_reads(" date 2022-05-20\n\nA.\n\n date 2022-05-21\n\nB.\n", NULL,
	                  "0-22 date=2022-05-20 body=A.\n\n\n"
	                  "22-43 date=2022-05-21 body=B.\n\n");
}

static void
lines_may_end_in_crlf_and_bytes_be_of_a_code_page(void **state)
{
	(void)state;
	assert_file_reads("tests/data/records/cp1251.txt", NULL, "windows-1251",
	                  "0-66 Title=Паром Date=2024-03-11 body=Первый абзац.\r\n\r\nВторой абзац.\r\n\n");
}

static void
a_text_without_a_header_is_one_dispatch(void **state)
{
	(void)state;
	assert_text_reads("A headline.\n\nDate: 20 May 2024\n\nMore.", NULL,
	                  "0-37 body=A headline.\n\nDate: 20 May 2024\n\nMore.\n");
	assert_text_reads("\n\n \nOne line\n", NULL, "4-13 body=One line\n\n");
	assert_text_reads(" \n", NULL, "");
	assert_text_reads("", "text", "");
}

static void
an_absurd_date_is_still_a_header(void **state)
{
	(void)state;
	assert_text_reads("date 0000-99-99\n\nText.", NULL, "0-22 date=0000-99-99 body=Text.\n");
}

/* A dispatch over the limit is turned away, and the one after it is read. */
static void
a_dispatch_over_the_limit_is_skipped(void **state)
{
	char path[64];
	int fd = make_file(path, "date 2024-01-01\n\nx", 18);

	(void)state;
	assert_int_equal(pwrite(fd, "\n\ndate 2024-01-02\n\ny", 20, 100000000), 20);
	close(fd);
	assert_file_reads(path, "text", NULL,
	                  "0-100000002 ! the dispatch is over 64 MiB\n"
	                  "100000002-100000020 date=2024-01-02 body=y\n");
	unlink(path);
}

static bool
is_header(const char *block, const char *after)
{
	struct xb_header_style style = { 0 };

	if (after)
		xb_header_style_set(&style, xb_str(after));
	return xb_header_block(xb_str(block), &style);
}

static void
headers_are_headers(void **state)
{
	static const char *const blocks[] = {
		" date 2022-05-20 20 May 2022 10:54 (UTC+04:00)",
		"DATE: 20.05.2022\r\nsource: Wire",
		"title: A\nlang: en",
		"Headline: A\nBy line of ours: B\nslug-line: c",
		"Заголовок: Паром\nДата: 11 марта 2024",
		"başlıq: Bərə\ntarix: 11 mart 2024",
		"تاریخ: ۱۴۰۲/۱۲/۲۱\nعنوان: کشتی",
		"id: 42",
		"date:2022-05-20",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		assert_true(is_header(blocks[i], NULL));
}

static void
prose_is_no_header(void **state)
{
	static const char *const blocks[] = {
		"Date with destiny",
		"Date 20 people will not forget",
		"Source close to the ministry said on 20 May 2022.",
		"Title fight ends in a draw",
		"He said: nothing has changed.",
		"Time 10 most influential people",
		"http://example.org/a: a link",
		"date 2022-05-20\nand then a line of prose",
		"Source: Wire",
		"Date: to be announced",
		"10:54 the ferry sails",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		assert_false(is_header(blocks[i], NULL));
}

static void
a_later_header_is_of_a_piece_with_the_first(void **state)
{
	(void)state;
	assert_true(is_header("date 2022-05-21", "date 2022-05-20"));
	assert_false(is_header("Date: 20 May 2022", "date 2022-05-20"));
	assert_false(is_header("Date 2022-05-21", "date 2022-05-20"));
	assert_false(is_header("Date: 20 May 2022\nVenue: Baku", "Title: A\nDate: 2022-05-20"));
	assert_true(is_header("Title: B\nSource: C", "Title: A\nDate: 2022-05-20"));
	assert_true(is_header("Id: 4\nDate: 2022-05-20", "Title: A\nDate: 2022-05-20"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_seed_form_has_a_date_and_paragraphs),
		cmocka_unit_test(a_header_after_an_empty_line_starts_the_next_dispatch),
		cmocka_unit_test(lines_may_end_in_crlf_and_bytes_be_of_a_code_page),
		cmocka_unit_test(a_text_without_a_header_is_one_dispatch),
		cmocka_unit_test(an_absurd_date_is_still_a_header),
		cmocka_unit_test(a_dispatch_over_the_limit_is_skipped),
		cmocka_unit_test(headers_are_headers),
		cmocka_unit_test(prose_is_no_header),
		cmocka_unit_test(a_later_header_is_of_a_piece_with_the_first),
	};

	return cmocka_run_group_tests_name("reader_text", tests, NULL, NULL);
}
