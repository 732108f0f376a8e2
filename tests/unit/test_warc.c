/* SPDX-License-Identifier: GPL-2.0-or-later */
/* WARC, WET and ARC. Pages are texts here wherever what is in a page does not matter: test_html_page.c is about HTML. */
#include "reading.h"

/* All that a reader says of an archive: a line for each record, "name=value name=value", or "! why", what was noted as the
 * last. Offsets are checked here: each begins where it should, none goes back. */
static struct xb_buf
read_archive(struct xb_str bytes, const char *format_name)
{
	char path[64];
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	const struct xb_format *format;
	struct xb_record record;
	struct xb_buf out;
	struct xb_str head;
	uint64_t last = 0;
	bool more = true;

	close(make_file(path, bytes.ptr, bytes.len));
	xb_arena_init(&arena, READING_LIMIT);
	xb_buf_init(&out, READING_LIMIT);
	assert_int_equal(xb_input_open(&ctx.input, path, NULL), XABAR_OK);
	assert_int_equal(xb_charset_new(&ctx.charset, NULL, NULL, NULL), XABAR_OK);
	assert_int_equal(xb_input_window(&head, ctx.input, (size_t)64 << 10, NULL), XABAR_OK);
	format = format_name ? xb_format_find(format_name) : xb_format_detect(head);
	assert_non_null(format);
	assert_int_equal(format->open(&ctx, NULL), XABAR_OK);
	while (more) {
		xabar_error err;
		xabar_status status = format->next(&record, &more, &ctx, &err);

		assert_true(status == XABAR_OK || status == XABAR_ERECORD);
		assert_true(record.offset >= last && record.end >= record.offset);
		last = record.offset;
		if (status == XABAR_ERECORD)
			xb_buf_printf(&out, "! %s\n", err.message);
		for (size_t i = 0; status == XABAR_OK && i < record.npairs; i++)
			xb_buf_printf(&out, "%.*s=%.*s%s", XB_STR_ARG(record.pairs[i].name), XB_STR_ARG(record.pairs[i].value),
			              i + 1 < record.npairs ? " " : "\n");
	}
	for (size_t i = 0; i < notes.n; i++)
		xb_buf_printf(&out, "%s%d %s", i ? ", " : "noted: ", (int)notes.rows[i].n, notes.rows[i].what);
	format->close(&ctx);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
	unlink(path);
	return out;
}

static void
assert_archive(struct xb_str bytes, const char *format, const char *want)
{
	struct xb_buf got = read_archive(bytes, format);

	assert_string_equal(got.len ? got.ptr : "", want);
	xb_buf_release(&got);
}

static struct xb_buf archive;

static int
begin(void **state)
{
	(void)state;
	archive.limit = READING_LIMIT;
	xb_buf_clear(&archive);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	xb_buf_release(&archive);
	return 0;
}

/* Add a record to the archive, of which Content-Length is off by `wrong`. */
static void
add_wrong(const char *type, const char *fields, const char *block, int wrong)
{
	xb_buf_printf(&archive, "WARC/1.1\r\nWARC-Type: %s\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", type, fields,
	              (int)strlen(block) + wrong, block);
}

static void
add(const char *type, const char *fields, const char *block)
{
	add_wrong(type, fields, block, 0);
}

/* Read the archive as WARC, and empty it. */
static void
assert_warc(const char *want)
{
	assert_archive(xb_buf_view(&archive), "warc", want);
	xb_buf_clear(&archive);
}

#define URL(path) "WARC-Target-URI: http://gilavar.example/" path "\r\n"
#define HTTP "HTTP/1.1 200 OK\r\n"
#define TEXT "Content-Type: text/plain; charset=utf-8\r\n"
#define HTML "Content-Type: text/html; charset=utf-8\r\n"
#define PAIRS(path, body) "id=http://gilavar.example/" path " url=http://gilavar.example/" path " body=" body "\n"

static void
responses_resources_and_conversions_are_read(void **state)
{
	(void)state;
	add("warcinfo", "", "software: hand\r\n");
	add("request", URL("1"), "GET /1 HTTP/1.1\r\n\r\n");
	add("response", URL("1"), HTTP TEXT "\r\nThe ferry sailed.");
	add("metadata", URL("1"), "fetchTimeMs: 1\r\n");
	add("resource", URL("2") TEXT, "The bridge is closed.");
	add("revisit", URL("1"), HTTP "\r\n");
	add("conversion", URL("3") TEXT "WARC-Identified-Content-Language: rus\r\n", "Паром\nПаром снова ходит.");
	add("continuation", URL("1"), "more");
	add("x-other", URL("1"), "?");
	assert_warc(PAIRS("1", "The ferry sailed.") PAIRS("2", "The bridge is closed.")
	            "id=http://gilavar.example/3 url=http://gilavar.example/3 title=Паром body=Паром снова ходит. lang=rus\n"
	            "noted: 1 warcinfo, 1 requests, 1 metadata, 1 revisits, 1 continuations, 1 records of other types");
}

static void
what_the_head_says_is_kept(void **state)
{
	(void)state;
	add("response", "WARC-Target-URI: <HTTP://Gilavar.example:80/a b?utm_source=x&n=1#top>\r\nWARC-Date: 2024-03-11T05:30:00Z\r\n"
	    "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Payload-Digest: sha1:A\r\nWARC-Truncated: length\r\n",
	    HTTP "Last-Modified: Mon, 11 Mar 2024 05:00:00 GMT\r\n" TEXT "\r\nFerry sails again\n\nIt sailed.");
	assert_warc("id=http://gilavar.example/a%20b?n=1 url=HTTP://Gilavar.example:80/a%20b?utm_source=x&n=1#top "
	            "title=Ferry sails again body=It sailed. warc-record-id=urn:uuid:1 warc-date=2024-03-11T05:30:00Z "
	            "warc-payload-digest=sha1:A warc-truncated=length "
	            "http-last-modified=Mon, 11 Mar 2024 05:00:00 GMT\n");
}

static void
what_is_no_page_is_counted(void **state)
{
	(void)state;
	add("response", URL("a.png"), HTTP "Content-Type: image/png\r\n\r\n\x89PNG");
	add("response", URL("feed"), HTTP "Content-Type: application/rss+xml\r\n\r\n<rss/>");
	add("response", URL("robots.txt"), HTTP TEXT "\r\nUser-agent: *");
	add("response", "WARC-Target-URI: dns:gilavar.example\r\nContent-Type: text/dns\r\n", "20240311 1.2.3.4");
	add("resource", "WARC-Target-URI: metadata://wget/log.txt\r\n" TEXT, "Saving to");
	add("response", URL("gone"), "HTTP/1.1 404 Not Found\r\n" HTML "\r\n<html>Gone</html>");
	add("response", URL("moved"), "HTTP/1.1 301 Moved\r\n" HTML "\r\n");
	add("response", URL("none"), HTTP HTML "\r\n");
	add("response", URL("blank"), HTTP TEXT "\r\n \n ");
	assert_warc("noted: 5 not pages, 2 not 200, 2 empty pages");
}

static void
a_page_is_decoded_and_read(void **state)
{
	struct xb_buf got;

	(void)state;
	add("response", URL("1"), HTTP "Transfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n"
	    "36\r\n<!doctype html><html><head><title>Ferry</title></head>\r\n"
	    "74\r\n<body><article><h1>Ferry sails</h1><p>The ferry between Gilavar and Tarqan sailed again on Monday.</p></article>\n</b\r\n"
	    "a\r\nody></html\r\n0\r\n\r\n");
	add("response", URL("2"), HTTP "\r\n<!DOCTYPE html><title>No type</title><h1>No type</h1><p>It has none, but it is a page all the same.</p>");
	got = read_archive(xb_buf_view(&archive), NULL);
	assert_non_null(strstr(got.ptr, "id=http://gilavar.example/1 "));
	assert_non_null(strstr(got.ptr, "sailed again on Monday."));
	assert_null(strstr(got.ptr, "\r\n"));
	assert_non_null(strstr(got.ptr, "id=http://gilavar.example/2 "));
	xb_buf_release(&got);
	xb_buf_clear(&archive);
}

static void
lines_may_end_in_lf_and_records_in_less_or_more(void **state)
{
	static const char text[] = "\n\nWARC/0.18\nWARC-Type: resource\nContent-Type:\n text/plain\nwarc-target-uri: http://gilavar.example/1\n"
	                           "content-length: 3\n\nOne"
	                           "WARC/1.0\nWARC-Type: resource\nContent-Type: text/plain\nWARC-Target-URI: http://gilavar.example/2\n"
	                           "Content-Length: 4\n\nTwo\n\r\n\r\n\r\n\n"
	                           "WARC/1.0\nWARC-Type: resource\nContent-Type: text/plain\nWARC-Target-URI: http://gilavar.example/3\n"
	                           "Content-Length: 5\n\nThree";

	(void)state;
	assert_archive(xb_str(text), NULL, PAIRS("1", "One") PAIRS("2", "Two") PAIRS("3", "Three"));
}

static void
a_wrong_length_costs_nothing(void **state)
{
	(void)state;
	add_wrong("response", URL("1"), HTTP TEXT "\r\nThe ferry sailed.", -8);
	add_wrong("response", URL("2"), HTTP TEXT "\r\nThe bridge is closed.", 60);
	xb_buf_printf(&archive, "WARC/1.1\r\nWARC-Type: resource\r\n" URL("3") TEXT "\r\nNo length.\r\n\r\n");
	xb_buf_printf(&archive, "WARC/1.1\r\nWARC-Type: resource\r\n" URL("4") TEXT "Content-Length: -1\r\n\r\n");
	add("response", URL("5"), HTTP TEXT "\r\nThe last.");
	assert_warc(PAIRS("1", "The ferry sailed.") PAIRS("2", "The bridge is closed.") PAIRS("3", "No length.")
	            "! the record's length is wrong or missing, and nothing follows its head\n"
	            PAIRS("5", "The last.")
	            "noted: 2 wrong lengths, 1 cut pages");
}

static void
after_garbage_the_next_record_is_found(void **state)
{
	(void)state;
	xb_buf_printf(&archive, "left over WARC/1.1 not a head\r\n\r\n");
	add("response", URL("1"), HTTP TEXT "\r\nThe ferry sailed.");
	xb_buf_printf(&archive, "WARC/1.1\r\nno head at all");
	xb_buf_printf(&archive, "\xff\xfe half of a rec");
	add("response", URL("2"), HTTP TEXT "\r\nThe bridge is closed.");
	xb_buf_printf(&archive, "and more");
	assert_warc("! 33 bytes that are no record\n" PAIRS("1", "The ferry sailed.") "! 40 bytes that are no record\n"
	            PAIRS("2", "The bridge is closed.") "! 8 bytes that are no record\n");
}

/* The next record begins in the midst of one, as after a member of gzip that is damaged. */
static void
a_record_that_another_cuts_keeps_what_it_has(void **state)
{
	(void)state;
	xb_buf_printf(&archive, "WARC/1.1\r\nWARC-Type: resource\r\n" URL("1") TEXT "Content-Length: 1000\r\n\r\nThe ferry sai");
	add("resource", URL("2") TEXT, "The bridge is closed.");
	xb_buf_printf(&archive, "WARC/1.1\r\nWARC-Type: resource\r\n" URL("3") TEXT "Content-Length: 1000\r\n\r\n");
	add("resource", URL("4") TEXT, "Four.");
	xb_buf_printf(&archive, "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: http://gilavar");
	add("resource", URL("5") TEXT, "The last.");
	assert_warc(PAIRS("1", "The ferry sai") PAIRS("2", "The bridge is closed.")
	            "! the page is cut, and what is left of it holds no text\n" PAIRS("4", "Four.")
	            "! the record's head does not end\n" PAIRS("5", "The last.") "noted: 1 cut pages");
}

static void
a_file_may_end_early(void **state)
{
	size_t first;

	(void)state;
	add("resource", URL("1") TEXT, "The ferry sailed.");
	first = archive.len;
	add("resource", URL("2") TEXT, "The bridge is closed.");
	/* Its text, its head, its first line. */
	assert_archive((struct xb_str){ archive.ptr, archive.len - 12 }, "warc",
	               PAIRS("1", "The ferry sailed.") PAIRS("2", "The bridge is") "noted: 1 cut pages");
	assert_archive((struct xb_str){ archive.ptr, first + 40 }, "warc",
	               PAIRS("1", "The ferry sailed.") "! the record's head does not end\n");
	assert_archive((struct xb_str){ archive.ptr, first + 6 }, "warc",
	               PAIRS("1", "The ferry sailed.") "! the record's head does not end\n");
	/* Within what would not have been indexed: it is told all the same. */
	archive.len = first;
	add("request", "", "GET / HTTP/1.1\r\n\r\n");
	assert_archive((struct xb_str){ archive.ptr, archive.len - 12 }, "warc",
	               PAIRS("1", "The ferry sailed.") "! a record that is not indexed (requests) is cut after 10 bytes\n");
	xb_buf_clear(&archive);
}

static void
the_last_record_is_read_again_if_it_was_in_writing(void **state)
{
	char want[256];
	size_t first;

	(void)state;
	add("resource", URL("1") TEXT, "One.");
	first = archive.len;
	add("resource", URL("2") TEXT, "Two, and more.");
	snprintf(want, sizeof(want), "0-%d " PAIRS("1", "One.") "%d-%d " PAIRS("2", "Two,"), (int)first - 4, (int)first, (int)first);
	assert_bytes_read(archive.ptr, archive.len - 14, "warc", NULL, want);
	xb_buf_clear(&archive);
}

static void
a_record_over_the_limit_is_skipped(void **state)
{
	static const struct { const char *type, *want; } cases[] = {
		{ "video/mp4", "noted: 1 not pages" },
		{ "text/html", "! the page is over 64 MiB\n" },
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct xb_buf want;

		xb_buf_init(&want, 1000);
		xb_buf_printf(&archive, "WARC/1.1\r\nWARC-Type: response\r\n" URL("1") "Content-Length: 100000000\r\n\r\n"
		              HTTP "Content-Type: %s\r\n\r\n", cases[i].type);
		memset(xb_buf_extend(&archive, 100000000), 'x', 100000000);
		xb_buf_printf(&archive, "\r\n\r\n");
		add("resource", URL("2") TEXT, "The last.");
		xb_buf_printf(&want, i ? "%s%s" : "%2$s%1$s", cases[i].want, PAIRS("2", "The last."));
		assert_warc(want.ptr);
		xb_buf_release(&want);
	}
}

static void
many_pages_without_an_article_take_no_memory(void **state)
{
	(void)state;
	for (int i = 0; i < 20000; i++)
		add("response", URL("x"), HTTP "Content-Type: image/png\r\nX-Folded: a\r\n b\r\n\r\nx");
	add("resource", URL("2") TEXT, "The last.");
	assert_warc(PAIRS("2", "The last.") "noted: 20000 not pages");
}

static void
arc_lines_have_five_fields_or_ten(void **state)
{
	static const char text[] =
		"filedesc://a.arc 0.0.0.0 20080430204825 text/plain 69\n1 0 Gilavar\nURL IP-address Archive-date Content-type Archive-length\n\n\n"
		"http://gilavar.example/a b 127.0.0.1 20080430204826 text/plain 62\n" HTTP "Content-Type: text/plain\r\n\r\nThe ferry sailed.\n\n\n"
		"http://gilavar.example/2 127.0.0.1 20080430204827 text/plain 200 ABC - 123 a.arc 59\n" HTTP "Content-Type: text/plain\r\n\r\nBridge closed.\n\n"
		"dns:gilavar.example 1.2.3.4 20080430204825 text/dns 5\n1.2.3\n"
		"http://gilavar.example/3 127.0.0.1 20080430204828 text/plain 6\nBefore\n";

	(void)state;
	assert_archive(xb_str(text), NULL,
	               "id=http://gilavar.example/a%20b url=http://gilavar.example/a%20b body=The ferry sailed. warc-date=2008-04-30T20:48:26Z\n"
	               "id=http://gilavar.example/2 url=http://gilavar.example/2 body=Bridge closed. warc-date=2008-04-30T20:48:27Z\n"
	               "id=http://gilavar.example/3 url=http://gilavar.example/3 body=Before warc-date=2008-04-30T20:48:28Z\n"
	               "noted: 1 filedesc, 1 not pages");
}

static void
a_wrong_length_in_arc_costs_nothing(void **state)
{
	static const char text[] =
		"http://gilavar.example/1 127.0.0.1 20080430204826 text/plain 3\nThe ferry sailed.\n"
		"http://gilavar.example/2 127.0.0.1 20080430204827 text/plain 999\nBridge closed.\n"
		"http://gilavar.example/3 127.0.0.1 20080430204828 text/plain abc\n\n"
		"http://gilavar.example/4 127.0.0.1 20080430204828 text/plain 9\nThe last.\n";

	(void)state;
	assert_archive(xb_str(text), "arc",
	               "id=http://gilavar.example/1 url=http://gilavar.example/1 body=The ferry sailed. warc-date=2008-04-30T20:48:26Z\n"
	               "id=http://gilavar.example/2 url=http://gilavar.example/2 body=Bridge closed. warc-date=2008-04-30T20:48:27Z\n"
	               "! the record's length is wrong or missing, and nothing follows its head\n"
	               "id=http://gilavar.example/4 url=http://gilavar.example/4 body=The last. warc-date=2008-04-30T20:48:28Z\n"
	               "noted: 1 wrong lengths, 1 cut pages");
}

static void
archives_are_told_by_their_first_line(void **state)
{
	(void)state;
	assert_string_equal(xb_format_detect(xb_str("WARC/1.0\r\nWARC-Type: warcinfo\r\n"))->name, "warc");
	assert_string_equal(xb_format_detect(xb_str("filedesc://a.arc 0.0.0.0 20080430204825 text/plain 5\n1 0 x"))->name, "arc");
	assert_true(xb_format_find("warc")->detect(xb_str("WARC/ is a format.\n\nIt is.")) == 0);
	assert_true(xb_format_find("arc")->detect(xb_str("http://gilavar.example/ is where it is\n")) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(responses_resources_and_conversions_are_read, begin),
		cmocka_unit_test_setup(what_the_head_says_is_kept, begin),
		cmocka_unit_test_setup(what_is_no_page_is_counted, begin),
		cmocka_unit_test_setup(a_page_is_decoded_and_read, begin),
		cmocka_unit_test_setup(lines_may_end_in_lf_and_records_in_less_or_more, begin),
		cmocka_unit_test_setup(a_wrong_length_costs_nothing, begin),
		cmocka_unit_test_setup(after_garbage_the_next_record_is_found, begin),
		cmocka_unit_test_setup(a_record_that_another_cuts_keeps_what_it_has, begin),
		cmocka_unit_test_setup(a_file_may_end_early, begin),
		cmocka_unit_test_setup(the_last_record_is_read_again_if_it_was_in_writing, begin),
		cmocka_unit_test_setup(a_record_over_the_limit_is_skipped, begin),
		cmocka_unit_test_setup(many_pages_without_an_article_take_no_memory, begin),
		cmocka_unit_test_setup(arc_lines_have_five_fields_or_ten, begin),
		cmocka_unit_test_setup(a_wrong_length_in_arc_costs_nothing, begin),
		cmocka_unit_test_setup(archives_are_told_by_their_first_line, begin),
	};

	return cmocka_run_group_tests_name("warc", tests, NULL, end);
}
