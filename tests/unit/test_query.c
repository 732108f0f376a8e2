/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "../../searcher/query.h"
#include "buf.h"

#define QUERIES "tests/data/queries.tsv"
#define NOW 1653048000 /* 2022-05-20T12:00:00Z */
#define ARENA ((size_t)64 << 20)

/* --- Trees as text ------------------------------------------------------------------------------ */

static void
print_bound(struct xb_buf *buf, int64_t at, int64_t open)
{
	char text[32];
	time_t time = (time_t)at;
	struct tm tm;

	if (at == open)
		return;
	gmtime_r(&time, &tm);
	strftime(text, sizeof(text), at % 86400 ? "%Y-%m-%dT%H:%M:%S" : "%Y-%m-%d", &tm);
	xb_buf_add_str(buf, xb_str(text));
}

static void
print_leaf(struct xb_buf *buf, const struct xb_query *query)
{
	const char *quote = query->kind == XB_QUERY_PHRASE ? "\"" : "";

	if (query->field && query->kind != XB_QUERY_DATE)
		xb_buf_printf(buf, "(%s ", query->field->name);
	xb_buf_printf(buf, "%s%s", query->exact ? "(exact " : "", query->patterns ? "(pattern " : "");
	if (query->kind == XB_QUERY_DATE) {
		xb_buf_printf(buf, "(date ");
		print_bound(buf, query->interval.from, INT64_MIN);
		xb_buf_printf(buf, "..");
		print_bound(buf, query->interval.to, INT64_MAX);
		xb_buf_printf(buf, "%s)", query->interval.zoned ? "Z" : "");
	} else {
		xb_buf_printf(buf, "%s%.*s%s", quote, XB_STR_ARG(query->text), quote);
	}
	xb_buf_printf(buf, "%s%s", query->patterns ? ")" : "", query->exact ? ")" : "");
	if (query->field && query->kind != XB_QUERY_DATE)
		xb_buf_add_char(buf, ')');
}

static void
print_tree(struct xb_buf *buf, const struct xb_query *query)
{
	static const char *const names[] = {
		[XB_QUERY_LIST] = "list", [XB_QUERY_AND] = "and",   [XB_QUERY_OR] = "or",
		[XB_QUERY_NOT] = "not",   [XB_QUERY_NEAR] = "near",
	};

	if (query->sign)
		xb_buf_add_char(buf, query->sign);
	if (query->kind > XB_QUERY_NEAR) {
		print_leaf(buf, query);
		return;
	}
	xb_buf_printf(buf, "(%s", names[query->kind]);
	if (query->kind == XB_QUERY_NEAR)
		xb_buf_printf(buf, "/%u", query->near);
	for (size_t i = 0; i < query->nchildren; i++) {
		xb_buf_add_char(buf, ' ');
		print_tree(buf, query->children[i]);
	}
	xb_buf_add_char(buf, ')');
}

/* The tree of a query, or its error as the data file writes it. */
static void
describe(struct xb_buf *buf, struct xb_str query, bool plain, struct xb_arena *arena)
{
	struct xb_query_options options = { .plain = plain, .now = NOW };
	const struct xb_query *tree;
	xabar_error err = { 0 };
	unsigned column = 0;
	int skip = 0;

	xb_buf_clear(buf);
	xb_arena_clear(arena);
	if (xb_query_parse(&tree, query, &options, arena, &err)) {
		sscanf(err.message, "column %u: %n", &column, &skip);
		xb_buf_printf(buf, "! %u: %s", column, err.message + skip);
	} else {
		print_tree(buf, tree);
	}
	xb_buf_add_char(buf, '\0');
}

/* --- The data file ------------------------------------------------------------------------------ */

static bool
is_as_expected(const char *got, const char *expected)
{
	const char *part;

	if (*expected != '!')
		return strcmp(got, expected) == 0;
	part = strchr(expected, ':') + 2;
	return strncmp(got, expected, (size_t)(part - expected)) == 0 && strstr(got, part);
}

static void
test_every_row_of_the_data_file_parses_as_it_says(void **state)
{
	FILE *file = fopen(QUERIES, "r");
	char *line = NULL;
	size_t cap = 0, rows = 0, wrong = 0;
	struct xb_arena arena;
	struct xb_buf got;

	(void)state;
	assert_non_null(file);
	xb_arena_init(&arena, ARENA);
	xb_buf_init(&got, 1 << 20);
	while (getline(&line, &cap, file) > 0) {
		char *rest = line, *query = strsep(&rest, "\t\n"), *expected = strsep(&rest, "\t\n");

		if (*query == '#' || !expected || !*expected)
			continue;
		rows++;
		describe(&got, xb_str(query), rest && strncmp(rest, "plain", 5) == 0, &arena);
		if (!is_as_expected(got.ptr, expected)) {
			wrong++;
			print_error("%s\n  expected %s\n  got      %s\n", query, expected, got.ptr);
		}
	}
	assert_int_equal(wrong, 0);
	assert_true(rows > 150);
	xb_buf_release(&got);
	xb_arena_release(&arena);
	free(line);
	fclose(file);
}

/* --- What a data file cannot hold --------------------------------------------------------------- */

static xabar_status
parse(const struct xb_query **out, struct xb_str query, struct xb_arena *arena, xabar_error *err)
{
	struct xb_query_options options = { .now = NOW };

	return xb_query_parse(out, query, &options, arena, err);
}

static void
test_nul_and_ill_formed_bytes_are_harmless(void **state)
{
	static const char queries[][12] = {
		"oil\0gas", "\0", "\xff\xfe oil", "oil\xd0", "\"\xc3(\"", "title:\xf0\x9f", "-\xe2\x80",
		"date:\xff", "id:\xff\0",
	};
	struct xb_arena arena;
	xabar_error err;

	(void)state;
	xb_arena_init(&arena, ARENA);
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		const struct xb_query *tree = NULL;
		xabar_status status = parse(&tree, xb_strn(queries[i], sizeof(*queries)), &arena, &err);

		assert_true(status == XABAR_OK || status == XABAR_EQUERY);
		assert_true((status == XABAR_OK) == (tree != NULL));
	}
	assert_int_equal(parse(&(const struct xb_query *){ NULL }, xb_strn("oil\0gas", 7), &arena, &err), 0);
	xb_arena_release(&arena);
}

static void
test_messages_are_one_line_of_utf8_whatever_is_quoted(void **state)
{
	const struct xb_query *tree;
	struct xb_arena arena;
	xabar_error err;

	(void)state;
	xb_arena_init(&arena, ARENA);
	assert_int_equal(parse(&tree, xb_str("date:\"a\nb\xff\""), &arena, &err), XABAR_EQUERY);
	assert_null(strchr(err.message, '\n'));
	assert_null(strchr(err.message, '\xff'));
	assert_true(err.hint[0] != '\0');
	xb_arena_release(&arena);
}

static void
test_the_offset_of_an_error_is_in_bytes(void **state)
{
	const struct xb_query *tree;
	struct xb_arena arena;
	xabar_error err;

	(void)state;
	xb_arena_init(&arena, ARENA);
	assert_int_equal(parse(&tree, xb_str("нефть \"газ"), &arena, &err), XABAR_EQUERY);
	assert_int_equal(err.offset, 11);
	assert_string_equal(err.message, "column 7: the quote that opens here is not closed");
	assert_null(tree);
	assert_int_equal(parse(&tree, xb_str("oil ~x y~"), &arena, NULL), XABAR_EQUERY);
	xb_arena_release(&arena);
}

static void
test_spans_cover_what_was_typed(void **state)
{
	const struct xb_query *tree, *child;
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, ARENA);
	assert_int_equal(parse(&tree, xb_str("a +title:\"b c\" (d OR e)"), &arena, NULL), XABAR_OK);
	assert_int_equal(tree->off, 0);
	assert_int_equal(tree->len, 23);
	child = tree->children[1];
	assert_int_equal(child->off, 2);
	assert_int_equal(child->len, 12);
	child = tree->children[2];
	assert_int_equal(child->off, 15);
	assert_int_equal(child->len, 8);
	xb_arena_release(&arena);
}

/* `n` times `unit`, then `end`. */
static void
repeat(struct xb_buf *buf, const char *unit, size_t n, const char *end)
{
	xb_buf_clear(buf);
	while (n--)
		xb_buf_add_str(buf, xb_str(unit));
	xb_buf_add_str(buf, xb_str(end));
}

static void
test_limits_are_said_and_kept(void **state)
{
	static const struct {
		const char *unit;
		size_t n;
		const char *end;
		xabar_status status;
		const char *message;
	} rows[] = {
		{ "(", XB_QUERY_DEPTH_MAX, "", XABAR_EQUERY, "column 64:" },
		{ "(", XB_QUERY_DEPTH_MAX + 1, "", XABAR_ELIMIT, "column 65:" },
		{ "a(", 30000, "", XABAR_ELIMIT, "column 130:" },
		{ "() ", 20000, "a", XABAR_OK, "" },
		{ "NOT ", 16000, "a", XABAR_OK, "" },
		{ "a ", XB_QUERY_WORDS_MAX, "", XABAR_OK, "" },
		{ "a ", 10000, "", XABAR_ELIMIT, "column 8193: the query has more than 4096 words" },
		{ "a-", 10000, "", XABAR_ELIMIT, "column 1:" },
		{ "a", XB_QUERY_BYTES_MAX, "", XABAR_OK, "" },
		{ "a", 1 << 20, "", XABAR_ELIMIT, "the query has 1048576 bytes" },
	};
	struct xb_arena arena;
	struct xb_buf query;
	xabar_error err;

	(void)state;
	xb_arena_init(&arena, ARENA);
	xb_buf_init(&query, 2 << 20);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct xb_query *tree;

		err.message[0] = '\0';
		repeat(&query, rows[i].unit, rows[i].n, rows[i].end);
		assert_int_equal(parse(&tree, xb_buf_view(&query), &arena, &err), rows[i].status);
		assert_int_equal(strncmp(err.message, rows[i].message, strlen(rows[i].message)), 0);
		xb_arena_clear(&arena);
	}
	xb_buf_release(&query);
	xb_arena_release(&arena);
}

static void
test_out_of_memory_is_an_error_at_any_point(void **state)
{
	struct xb_str query = xb_str("+a (b OR c) -\"d e\" NOT f NEAR g AND h title:(i j) k* date:2022");
	const struct xb_query *tree = NULL;
	xabar_status status = XABAR_ENOMEM;
	size_t limit = 0;

	(void)state;
	for (; status != XABAR_OK && limit < (1 << 20); limit += 16) {
		struct xb_arena arena;

		xb_arena_init(&arena, limit);
		status = parse(&tree, query, &arena, NULL);
		assert_true(status == XABAR_OK || (status == XABAR_ENOMEM && !tree));
		xb_arena_release(&arena);
	}
	assert_int_equal(status, XABAR_OK);
	assert_true(limit > 1000);
}

/* --- Filters from options ----------------------------------------------------------------------- */

static void
test_a_filter_takes_its_value_as_it_is(void **state)
{
	const struct xb_query *tree;
	struct xb_arena arena;
	struct xb_buf buf;

	(void)state;
	xb_arena_init(&arena, ARENA);
	xb_buf_init(&buf, 1 << 16);
	assert_int_equal(xb_query_field(&tree, XB_FIELD_SOURCE, xb_str("OR \"x (1*"), NOW, &arena, NULL), 0);
	print_tree(&buf, tree);
	assert_int_equal(xb_query_field(&tree, XB_FIELD_DATE, xb_str("2022-05.."), NOW, &arena, NULL), 0);
	print_tree(&buf, tree);
	xb_buf_add_char(&buf, '\0');
	assert_string_equal(buf.ptr, "(source \"OR \"x (1*\")(date 2022-05-01..)");
	xb_buf_release(&buf);
	xb_arena_release(&arena);
}

static void
test_a_filter_without_a_value_is_refused(void **state)
{
	const struct xb_query *tree;
	struct xb_arena arena;
	xabar_error err;

	(void)state;
	xb_arena_init(&arena, ARENA);
	assert_int_equal(xb_query_field(&tree, XB_FIELD_LANG, xb_str(" - "), NOW, &arena, &err),
	                 XABAR_EQUERY);
	assert_string_equal(err.message, "the lang to search for is empty");
	assert_null(tree);
	assert_int_equal(xb_query_field(&tree, XB_FIELD_DATE, xb_str("soon"), NOW, &arena, &err),
	                 XABAR_EQUERY);
	assert_null(tree);
	xb_arena_release(&arena);
}

static void
test_filters_stand_beside_a_required_query(void **state)
{
	const struct xb_query *query, *filters[2];
	struct xb_arena arena;
	struct xb_buf buf;

	(void)state;
	xb_arena_init(&arena, ARENA);
	xb_buf_init(&buf, 1 << 16);
	assert_int_equal(parse(&query, xb_str("oil gas"), &arena, NULL), XABAR_OK);
	assert_int_equal(xb_query_field(&filters[0], XB_FIELD_LANG, xb_str("en"), NOW, &arena, NULL), 0);
	assert_int_equal(xb_query_field(&filters[1], XB_FIELD_LANG, xb_str("fa"), NOW, &arena, NULL), 0);
	print_tree(&buf, xb_query_with(query, filters, 2, &arena));
	print_tree(&buf, xb_query_with(NULL, filters, 1, &arena));
	print_tree(&buf, xb_query_with(query, NULL, 0, &arena));
	print_tree(&buf, xb_query_with(NULL, NULL, 0, &arena));
	xb_buf_add_char(&buf, '\0');
	assert_string_equal(buf.ptr, "(list +(list oil gas) (lang \"en\") (lang \"fa\"))"
	                             "(list (lang \"en\"))(list oil gas)(and)");
	xb_buf_release(&buf);
	xb_arena_release(&arena);
}

static void
test_all_words_of_a_list_are_required_where_no_plus_says_which(void **state)
{
	const struct xb_query_options options = { .now = NOW, .all = true };
	const struct xb_query *tree;
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, ARENA);
	assert_int_equal(xb_query_parse(&tree, xb_str("oil -gas lang:en"), &options, &arena, NULL), XABAR_OK);
	assert_true(tree->kind == XB_QUERY_LIST && tree->all);
	assert_int_equal(xb_query_parse(&tree, xb_str("+oil gas"), &options, &arena, NULL), XABAR_OK);
	assert_true(tree->kind == XB_QUERY_LIST && !tree->all);
	assert_int_equal(xb_query_parse(&tree, xb_str("(oil gas) OR coal"), &options, &arena, NULL), XABAR_OK);
	assert_true(tree->kind == XB_QUERY_OR && tree->children[0]->all);
	assert_int_equal(parse(&tree, xb_str("oil gas"), &arena, NULL), XABAR_OK);
	assert_false(tree->all);
	xb_arena_release(&arena);
}

static void
test_a_name_is_a_name_whatever_is_in_it(void **state)
{
	const struct xb_query_options options = { .now = NOW, .name = true };
	char longest[XB_NAME_BYTES_MAX + 1];
	const struct xb_query *tree;
	struct xb_arena arena;

	(void)state;
	xb_arena_init(&arena, ARENA);
	assert_int_equal(xb_query_parse(&tree, xb_str("AND \"Co (title:x"), &options, &arena, NULL), XABAR_OK);
	assert_int_equal(tree->kind, XB_QUERY_NAME);
	assert_true(xb_str_is(tree->text, "AND \"Co (title:x"));
	memset(longest, 'x', sizeof(longest));
	assert_int_equal(xb_query_parse(&tree, xb_strn(longest, XB_NAME_BYTES_MAX), &options, &arena, NULL), XABAR_OK);
	assert_int_equal(xb_query_parse(&tree, xb_strn(longest, sizeof(longest)), &options, &arena, NULL), XABAR_ELIMIT);
	xb_arena_release(&arena);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row_of_the_data_file_parses_as_it_says),
		cmocka_unit_test(test_nul_and_ill_formed_bytes_are_harmless),
		cmocka_unit_test(test_messages_are_one_line_of_utf8_whatever_is_quoted),
		cmocka_unit_test(test_the_offset_of_an_error_is_in_bytes),
		cmocka_unit_test(test_all_words_of_a_list_are_required_where_no_plus_says_which),
		cmocka_unit_test(test_a_name_is_a_name_whatever_is_in_it),
		cmocka_unit_test(test_spans_cover_what_was_typed),
		cmocka_unit_test(test_limits_are_said_and_kept),
		cmocka_unit_test(test_out_of_memory_is_an_error_at_any_point),
		cmocka_unit_test(test_a_filter_takes_its_value_as_it_is),
		cmocka_unit_test(test_a_filter_without_a_value_is_refused),
		cmocka_unit_test(test_filters_stand_beside_a_required_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
