/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cursors as text and back, and what is none. */
#include "scratch.h"

#include "../../searcher/cursor.h"

static struct xb_arena arena;

static xabar_request
make_request(const char *query)
{
	xabar_request request = XABAR_REQUEST_INIT;

	request.query = query;
	request.order = XABAR_NEWEST;
	return request;
}

static const char *
write_cursor(int64_t date, const char *term, uint32_t shown, const xabar_request *request)
{
	const struct xb_cursor cursor = { { date, xb_str(term) }, shown };
	const char *text;

	assert_ok(xb_cursor_write(&text, &cursor, request, &arena, NULL));
	return text;
}

static xabar_status
read_cursor(struct xb_cursor *out, xabar_request request, const char *text)
{
	request.cursor = text;
	return xb_cursor_read(out, &request, &arena, NULL);
}

static void
comes_back(void **state)
{
	static const struct {
		int64_t date;
		const char *term;
		uint32_t shown;
	} cases[] = { { 0, "Qa", 1 }, { -86400, "Qab", 2 }, { 1652345678, "Qhttps://gilavar.example/az/2022/05/18/rəşt", 300 },
		      { XB_UNDATED, "Qabcd", UINT32_MAX } };
	const xabar_request request = make_request("ferry");
	struct xb_cursor cursor;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = write_cursor(cases[i].date, cases[i].term, cases[i].shown, &request);

		assert_int_equal(text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")], 0);
		assert_ok(read_cursor(&cursor, request, text));
		assert_true(cursor.place.date == cases[i].date);
		assert_true(xb_str_is(cursor.place.term, cases[i].term));
		assert_int_equal(cursor.shown, cases[i].shown);
	}
	assert_ok(read_cursor(&cursor, request, "*"));
	assert_int_equal(cursor.shown, 0);
}

static void
changed_letters_are_refused(void **state)
{
	const xabar_request request = make_request("ferry");
	const char *written = write_cursor(1652345678, "Qabc", 1, &request);
	char *text = xb_arena_strndup(&arena, written, strlen(written));
	struct xb_cursor cursor;

	(void)state;
	for (char *letter = text; *letter; letter++) {
		const char was = *letter;

		*letter = was == 'A' ? 'q' : 'A'; /* another in its highest bit or so, whichever it was */
		assert_int_equal(read_cursor(&cursor, request, text), XABAR_EINVAL);
		*letter = '\0';
		assert_int_equal(read_cursor(&cursor, request, text), XABAR_EINVAL);
		*letter = was;
	}
	assert_ok(read_cursor(&cursor, request, text));
}

static void
another_request_is_refused(void **state)
{
	static const char *const langs[] = { "az", NULL };
	const xabar_request request = make_request("ferry");
	const char *text = write_cursor(1652345678, "Qabc", 1, &request);
	xabar_request others[] = { request, request, request, request, request, request, request, request };
	struct xb_cursor cursor;

	(void)state;
	others[0].query = "ferries";
	others[1].order = XABAR_OLDEST;
	others[2].from = "2020";
	others[3].to = "2020";
	others[4].langs = langs;
	others[5].sources = langs;
	others[6].sections = langs;
	others[7].as_of = "2020";
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_int_equal(read_cursor(&cursor, others[i], text), XABAR_EINVAL);
}

/* Not even the request's limit makes it another. */
static void
another_length_of_pages_is_not(void **state)
{
	xabar_request request = make_request("ferry");
	const char *text = write_cursor(1652345678, "Qabc", 1, &request);
	struct xb_cursor cursor;

	(void)state;
	request.limit = 1000;
	request.explain = true;
	assert_ok(read_cursor(&cursor, request, text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back),
		cmocka_unit_test(changed_letters_are_refused),
		cmocka_unit_test(another_request_is_refused),
		cmocka_unit_test(another_length_of_pages_is_not),
	};
	int failed;

	xb_arena_init(&arena, 1 << 20);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	xb_arena_release(&arena);
	return failed;
}
