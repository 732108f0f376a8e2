/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of news in JSON: from the file to the fields of the dispatches. */
#include "reading.h"

#include "../../indexer/normalize/normalize.h"

#define DATA "tests/data/formats/"

static void
say_dispatch(struct xb_buf *out, const struct xb_dispatch *dispatch)
{
	char date[XB_DATE_TEXT_MAX];

	for (int field = 0; field < XB_FIELD_COUNT; field++) {
		struct xb_str value = dispatch->text[field];

		if (field == XB_FIELD_DATE)
			value = (struct xb_str){ date, xb_date_format(date, &dispatch->date) };
		for (size_t i = 0; field == XB_FIELD_TAGS && i < dispatch->ntags; i++)
			xb_buf_printf(out, "tag=%.*s\n", XB_STR_ARG(dispatch->tags[i]));
		if (field != XB_FIELD_TAGS && value.len)
			xb_buf_printf(out, "%s=%.*s\n", xb_fields[field].name, XB_STR_ARG(value));
	}
	xb_buf_printf(out, "\n");
}

static void
say_file(struct xb_buf *out, const char *path)
{
	static const struct xb_normalize_options options;
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	struct xb_str head;
	xabar_error err;
	bool more = true;

	xb_buf_printf(out, "# %s\n", strrchr(path, '/') + 1);
	xb_arena_init(&arena, READING_LIMIT);
	assert_int_equal(xb_input_open(&ctx.input, path, &err), XABAR_OK);
	assert_int_equal(xb_charset_new(&ctx.charset, NULL, NULL, &err), XABAR_OK);
	assert_int_equal(xb_input_window(&head, ctx.input, (size_t)64 << 10, &err), XABAR_OK);
	const struct xb_format *format = xb_format_detect(head);
	assert_non_null(format);
	if (format->open)
		assert_int_equal(format->open(&ctx, &err), XABAR_OK);
	while (more) {
		struct xb_record record;
		struct xb_dispatch dispatch;

		xb_arena_clear(&arena);
		assert_int_equal(format->next(&record, &more, &ctx, &err), XABAR_OK);
		if (!more)
			break;
		assert_int_equal(xb_normalize(&dispatch, &record, &options, &arena, &err), XABAR_OK);
		say_dispatch(out, &dispatch);
	}
	for (size_t i = 0; i < notes.n; i++)
		xb_buf_printf(out, "%d %s\n\n", (int)notes.rows[i].n, notes.rows[i].what);
	if (format->close)
		format->close(&ctx);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
}

static void
assert_folder_is_read(const char *const *files, const char *expected)
{
	struct xb_buf got;
	FILE *file = fopen(expected, "r");
	char *want = NULL;
	size_t cap = 0;

	assert_non_null(file);
	assert_true(getdelim(&want, &cap, '\0', file) > 0);
	fclose(file);
	xb_buf_init(&got, READING_LIMIT);
	for (; *files; files++)
		say_file(&got, *files);
	assert_string_equal(got.ptr, want);
	xb_buf_release(&got);
	free(want);
}

static void
sets_are_known_by_their_members(void **state)
{
	static const char *const files[] = {
		DATA "jsonsets/mediacloud.jsonl", DATA "jsonsets/webz.json", DATA "jsonsets/eventregistry.json",
		DATA "jsonsets/gdelt.json", DATA "jsonsets/trafilatura.json", DATA "jsonsets/fundus.json",
		DATA "jsonsets/ccnews.jsonl", DATA "jsonsets/solrwayback.jsonl", DATA "jsonsets/ftm.jsonl",
		DATA "jsonsets/newsapi.json", DATA "jsonsets/guardian.json", DATA "jsonsets/nytimes.json",
		DATA "jsonsets/wordpress.json", DATA "jsonsets/telegram.json", DATA "jsonsets/elastic.jsonl",
		DATA "jsonsets/mongo.jsonl", NULL,
	};

	(void)state;
	assert_folder_is_read(files, DATA "jsonsets/expected.txt");
}

static void
items_of_a_feed_have_what_the_feed_says(void **state)
{
	static const char *const files[] = { DATA "jsonfeed/feed.json", DATA "jsonfeed/empty.json", NULL };

	(void)state;
	assert_folder_is_read(files, DATA "jsonfeed/expected.txt");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_are_known_by_their_members),
		cmocka_unit_test(items_of_a_feed_have_what_the_feed_says),
	};

	return cmocka_run_group_tests_name("json_sets", tests, NULL, NULL);
}
