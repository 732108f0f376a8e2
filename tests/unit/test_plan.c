/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "../../searcher/plan.h"
#include "buf.h"

#define NOW 1653048000 /* 2022-05-20T12:00:00Z */
#define ARENA ((size_t)256 << 20)

/* --- Plans as text ------------------------------------------------------------------------------ */

static const char *const op_names[] = {
	[XB_OP_NOTHING] = "nothing", [XB_OP_ALL] = "all",         [XB_OP_OR] = "or",
	[XB_OP_AND] = "and",         [XB_OP_MAX] = "max",         [XB_OP_SYNONYM] = "any",
	[XB_OP_AND_MAYBE] = "maybe", [XB_OP_FILTER] = "filter",   [XB_OP_AND_NOT] = "without",
	[XB_OP_PHRASE] = "phrase",   [XB_OP_NEAR] = "near",       [XB_OP_RANGE] = "range",
	[XB_OP_SCALE] = "0",
};

static void
print_bound(struct xb_buf *buf, struct xb_str bound)
{
	char text[32];
	struct tm tm;
	time_t time;

	if (!bound.len)
		return;
	assert_int_equal(bound.len, 8);
	time = (time_t)xb_sortable_decode(bound.ptr);
	gmtime_r(&time, &tm);
	strftime(text, sizeof(text), "%FT%T", &tm);
	xb_buf_add_str(buf, xb_str(text));
}

/* The first term of a tree: a stem's begins with Z, which nothing folded does. */
static const struct xb_node *
first_leaf(const struct xb_node *node)
{
	while (node->nchildren)
		node = node->children[0];
	return node;
}

static bool
is_stems(const struct xb_node *node)
{
	const struct xb_node *leaf = first_leaf(node);

	return (node->op == XB_OP_TERM || node->op == XB_OP_SYNONYM) && leaf->op == XB_OP_TERM && leaf->term.len &&
	       leaf->term.ptr[0] == 'Z';
}

/* Stems are another unit's business: what is shown of them is under which prefix they are. */
static void
print_stems(struct xb_buf *buf, const struct xb_node *node)
{
	node = first_leaf(node);
	xb_buf_add_char(buf, '~');
	for (size_t i = 1; node->term.ptr[i] >= 'A' && node->term.ptr[i] <= 'Z'; i++)
		xb_buf_add_char(buf, node->term.ptr[i]);
}

static void
print_node(struct xb_buf *buf, const struct xb_node *node)
{
	if (node->op == XB_OP_SCALE && node->factor > 0) {
		print_node(buf, node->children[0]);
		return;
	}
	if (is_stems(node)) {
		print_stems(buf, node);
		return;
	}
	if (node->op == XB_OP_TERM) {
		xb_buf_add_str(buf, node->term);
		return;
	}
	xb_buf_printf(buf, "(%s", op_names[node->op]);
	if (node->op == XB_OP_PHRASE || node->op == XB_OP_NEAR)
		xb_buf_printf(buf, "/%u", node->window);
	if (node->op == XB_OP_RANGE) {
		xb_buf_printf(buf, " %s ", node->slot == XB_SLOT_WALL ? "wall" : "utc");
		print_bound(buf, node->low);
		xb_buf_printf(buf, "..");
		print_bound(buf, node->high);
	}
	for (size_t i = 0; i < node->nchildren; i++) {
		xb_buf_add_char(buf, ' ');
		print_node(buf, node->children[i]);
	}
	xb_buf_add_char(buf, ')');
}

/* oil~ with stems, a|b two forms, [oil price]/2 a phrase, {oil gas}/12 near. */
static void
print_wanted(struct xb_buf *buf, const struct xb_wanted *wanted)
{
	bool one = wanted->nwords == 1;

	xb_buf_add_str(buf, xb_str(one ? "" : wanted->ordered ? "[" : "{"));
	for (size_t i = 0; i < wanted->nwords; i++) {
		const struct xb_wanted_word *word = &wanted->words[i];

		xb_buf_add_str(buf, xb_str(i ? " " : ""));
		for (size_t j = 0; j < word->nexact; j++)
			xb_buf_printf(buf, "%s%.*s", j ? "|" : "", XB_STR_ARG(word->exact[j]));
		xb_buf_add_str(buf, xb_str(word->nstems ? "~" : ""));
	}
	if (!one)
		xb_buf_printf(buf, "%c/%u", wanted->ordered ? ']' : '}', wanted->window);
}

/* --- One query ---------------------------------------------------------------------------------- */

struct bench {
	struct xb_analyzer *analyzer;
	struct xb_arena arena;
	struct xb_buf root, wanted;
	struct xb_plan plan;
};

static int
set_up(void **state)
{
	static struct bench bench;

	xb_arena_init(&bench.arena, ARENA);
	xb_buf_init(&bench.root, 1 << 20);
	xb_buf_init(&bench.wanted, 1 << 20);
	*state = &bench;
	return xb_analyzer_new(&bench.analyzer, NULL);
}

static int
tear_down(void **state)
{
	struct bench *bench = *state;

	xb_analyzer_free(bench->analyzer);
	xb_arena_release(&bench->arena);
	xb_buf_release(&bench->root);
	xb_buf_release(&bench->wanted);
	return 0;
}

static void
make(struct bench *bench, struct xb_str text, bool plain)
{
	struct xb_query_options options = { .plain = plain, .now = NOW };
	const struct xb_query *query;

	xb_arena_clear(&bench->arena);
	assert_int_equal(xb_query_parse(&query, text, &options, &bench->arena, NULL), XABAR_OK);
	assert_int_equal(xb_plan_make(&bench->plan, query, bench->analyzer, NULL, &bench->arena, NULL), XABAR_OK);
}

/* Plan `query` and compare. `wanted` NULL: nothing. */
static void
check_as(void **state, bool plain, const char *query, const char *root, const char *wanted)
{
	struct bench *bench = *state;

	make(bench, xb_str(query), plain);
	xb_buf_clear(&bench->root);
	xb_buf_clear(&bench->wanted);
	print_node(&bench->root, bench->plan.root);
	for (size_t i = 0; i < bench->plan.nwanted; i++) {
		xb_buf_add_str(&bench->wanted, xb_str(i ? " " : ""));
		print_wanted(&bench->wanted, &bench->plan.wanted[i]);
	}
	xb_buf_add_char(&bench->root, '\0');
	xb_buf_add_char(&bench->wanted, '\0');
	assert_string_equal(bench->root.ptr, root);
	assert_string_equal(bench->wanted.ptr, wanted ? wanted : "");
}

static void
check(void **state, const char *query, const char *root, const char *wanted)
{
	check_as(state, false, query, root, wanted);
}

/* --- Words -------------------------------------------------------------------------------------- */

static void
test_a_word_is_its_stems_and_for_less_its_exact_form(void **state)
{
	struct bench *bench = *state;
	const struct xb_wanted_word *word;
	bool found = false;

	check(state, "Ministers", "(or ministers ~)", "ministers~");
	assert_true(bench->plan.scored);
	assert_true(bench->plan.root->children[1]->factor < 1);
	word = &bench->plan.wanted[0].words[0];
	for (size_t i = 0; i < word->nstems; i++)
		found |= xb_str_is(word->stems[i], "minist"); /* Porter's own example */
	assert_true(found);
}

static void
test_an_exact_word_is_its_exact_form_alone(void **state)
{
	check(state, "=ministers", "ministers", "ministers");
}

static void
test_a_word_of_several_tokens_is_a_phrase(void **state)
{
	check(state, "Nagorno-Karabakh", "(maybe (phrase/2 nagorno karabakh) ~ ~)", "[nagorno karabakh]/2");
	check(state, "foo:bar", "(maybe (phrase/2 foo bar) ~ ~)", "[foo bar]/2");
	check_as(state, true, "oil-rich", "(maybe (phrase/2 oil rich) ~ ~)", "[oil rich]/2");
}

static void
test_a_phrase_has_no_stems(void **state)
{
	check(state, "\"prices of oil\"", "(phrase/3 prices of oil)", "[prices of oil]/3");
	check(state, "\"prices\"", "prices", "prices");
}

static void
test_a_capital_i_is_folded_in_both_ways(void **state)
{
	check(state, "=IRAQ", "(any iraq ıraq)", "iraq|ıraq");
	check(state, "IRAQ", "(or (any iraq ıraq) ~)", "iraq|ıraq~");
	check(state, "\"BAKI IRAQ\"", "(phrase/2 (or baki bakı) (or iraq ıraq))", "[baki|bakı iraq|ıraq]/2");
}

static void
test_a_word_with_zwnj_is_joined_or_its_parts(void **state)
{
	check(state, "\"کتاب‌های\"", "(max کتابهای (phrase/2 کتاب های))", "کتابهای [کتاب های]/2");
	check(state, "=کتاب‌های", "کتابهای", "کتابهای");
	/* joined, it takes the positions of its parts, so what follows is two away */
	check(state, "\"کتاب‌های تازه\"", "(max (phrase/3 کتابهای تازه) (phrase/3 کتاب های تازه))",
	      "[کتابهای تازه]/3 [کتاب های تازه]/3");
	check(state, "\"تازه کتاب‌های\"", "(max (phrase/2 تازه کتابهای) (phrase/3 تازه کتاب های))",
	      "[تازه کتابهای]/2 [تازه کتاب های]/3");
}

/* --- NEAR --------------------------------------------------------------------------------------- */

static void
test_near_counts_the_words_between(void **state)
{
	check(state, "oil NEAR/5 gas", "(near/7 oil gas)", "{oil gas}/7");
	check(state, "oil NEAR/0 gas", "(near/2 oil gas)", "{oil gas}/2");
	check(state, "oil NEAR gas NEAR coal", "(near/13 oil gas coal)", "{oil gas coal}/13");
	check(state, "title:(oil NEAR/1 gas)", "(near/3 Soil Sgas)", "{oil gas}/3");
}

static void
test_a_phrase_near_a_word_is_asked_for_beside(void **state)
{
	check(state, "\"oil price\" NEAR/3 opec", "(filter (near/6 oil price opec) (phrase/2 oil price))",
	      "{oil price opec}/6");
}

static void
test_near_has_both_readings_of_a_joined_word(void **state)
{
	check(state, "کتاب‌های NEAR/2 تازه", "(max (near/5 کتابهای تازه) (near/5 کتاب های تازه))",
	      "{کتابهای تازه}/5 {کتاب های تازه}/5");
}

static void
test_near_never_spans_two_fields(void **state)
{
	check(state, "oil NEAR/90 \"a b c d e f g h i j k l m n\"",
	      "(filter (near/100 oil a b c d e f g h i j k l m n)"
	      " (phrase/14 a b c d e f g h i j k l m n))",
	      "{oil a b c d e f g h i j k l m n}/100");
}

/* --- Lists and operators ------------------------------------------------------------------------ */

static void
test_a_list_is_ranked_with_conditions(void **state)
{
	check(state, "=a =b", "(or a b)", "a b");
	check(state, "=a +=b", "(maybe b a)", "a b");
	check(state, "+=a +=b =c =d", "(maybe (and a b) c d)", "a b c d");
	check(state, "=a -=b", "(without a b)", "a");
	check(state, "=a NOT =b -=c", "(without a b c)", "a");
	check(state, "-=a", "(without (all) a)", NULL);
	check(state, "NOT =a", "(without (all) a)", NULL);
	check(state, "+=a =b -=c lang:en", "(without (filter (maybe a b) Len) c)", "a b");
}

static void
test_operators_are_boolean(void **state)
{
	check(state, "=a AND =b", "(and a b)", "a b");
	check(state, "=a AND NOT =b", "(without a b)", "a");
	check(state, "=a OR =b", "(or a b)", "a b");
	check(state, "=a OR NOT =b", "(or a (0 (without (all) b)))", "a");
	check(state, "=a AND lang:en", "(filter a Len)", "a");
	check(state, "=a OR lang:en", "(or a (0 Len))", "a");
	check(state, "=a (=b AND =c)", "(or a (and b c))", "a b c");
	check(state, "=a -(NOT =b)", "(without a (without (all) b))", "a");
	check(state, "NOT lang:en OR NOT lang:fa",
	      "(filter (all) (or (0 (without (all) Len)) (0 (without (all) Lfa))))", NULL);
}

static void
test_filters_on_one_value_are_alternatives(void **state)
{
	check(state, "=a lang:en lang:fa", "(filter a (or Len Lfa))", "a");
	check(state, "=a lang:en source:tass", "(filter a XOtass Len)", "a");
	check(state, "=a +lang:en +lang:fa", "(filter a Len Lfa)", "a");
	check(state, "=a -lang:en -lang:fa", "(without a Len Lfa)", "a");
	check(state, "=a tags:oil tags:gas", "(filter a Koil Kgas)", "a");
	check(state, "=a (source:tass OR lang:en)", "(filter a (or (0 XOtass) (0 Len)))", "a");
}

static void
test_only_filters_do_not_score(void **state)
{
	struct bench *bench = *state;

	check(state, "lang:en", "(filter (all) Len)", NULL);
	assert_false(bench->plan.scored);
	check(state, "-=a lang:en", "(without (filter (all) Len) a)", NULL);
	assert_false(bench->plan.scored);
	check(state, "lang:en =a", "(filter a Len)", "a");
	assert_true(bench->plan.scored);
}

/* --- Fields ------------------------------------------------------------------------------------- */

static void
test_a_text_field_is_required_and_ranked(void **state)
{
	struct bench *bench = *state;

	check(state, "title:Ministers", "(or Sministers ~S)", "ministers~");
	assert_true(bench->plan.scored);
	check(state, "=a title:=b", "(maybe Sb a)", "a b");
	check(state, "title:=(a b)", "(and Sa Sb)", "a b");
	check(state, "=a title:=(b OR c)", "(maybe (or Sb Sc) a)", "a b c");
	check(state, "body:=a =b", "(maybe a b)", "a b");
	check(state, "title:\"oil price\"", "(phrase/2 Soil Sprice)", "[oil price]/2");
}

static void
test_a_words_field_is_a_phrase_under_its_prefix(void **state)
{
	check(state, "source:\"Caspian Wire\"", "(filter (all) (phrase/2 XOcaspian XOwire))", NULL);
	check(state, "url:example.org", "(filter (all) (phrase/2 Uexample Uorg))", NULL);
	check(state, "byline:(john NEAR/1 smith)", "(filter (all) (near/3 Ajohn Asmith))", NULL);
}

static void
test_a_language_may_be_a_code_or_a_name(void **state)
{
	check(state, "lang:en", "(filter (all) Len)", NULL);
	check(state, "lang:ENG", "(filter (all) Len)", NULL);
	check(state, "lang:en-US", "(filter (all) Len)", NULL);
	check(state, "lang:English", "(filter (all) Len)", NULL);
	check(state, "lang:\"persian\"", "(filter (all) Lfa)", NULL);
}

static void
test_an_id_is_one_term_as_it_is(void **state)
{
	check(state, "id:http://x/Y?z=(1)", "(filter (all) Qhttp://x/Y?z=(1))", NULL);
	check(state, "id:a id:b", "(filter (all) (or Qa Qb))", NULL);
}

static void
test_a_date_is_a_range_of_the_printed_clock(void **state)
{
	check(state, "date:2022-05", "(filter (all) (range wall 2022-05-01T00:00:00..2022-05-31T23:59:59))",
	      NULL);
	check(state, "=a date:2022..", "(filter a (range wall 2022-01-01T00:00:00..))", "a");
	check(state, "=a date:..2021", "(filter a (range wall ..2021-12-31T23:59:59))", "a");
	check(state, "date:2021 date:2023",
	      "(filter (all) (or (range wall 2021-01-01T00:00:00..2021-12-31T23:59:59)"
	      " (range wall 2023-01-01T00:00:00..2023-12-31T23:59:59)))",
	      NULL);
}

static void
test_a_zoned_date_is_a_range_of_utc(void **state)
{
	struct bench *bench = *state;
	struct xb_query date = {
		.kind = XB_QUERY_DATE,
		.field = &xb_fields[XB_FIELD_DATE],
		.interval = { 0, 60, true },
	};

	xb_arena_clear(&bench->arena);
	assert_int_equal(xb_plan_make(&bench->plan, &date, bench->analyzer, NULL, &bench->arena, NULL), 0);
	xb_buf_clear(&bench->root);
	print_node(&bench->root, bench->plan.root);
	xb_buf_add_char(&bench->root, '\0');
	assert_string_equal(bench->root.ptr,
	                    "(filter (all) (range utc 1970-01-01T00:00:00..1970-01-01T00:00:59))");
}

/* --- Edges -------------------------------------------------------------------------------------- */

static void
test_no_words_find_nothing_and_no_conditions_everything(void **state)
{
	struct bench *bench = *state;
	struct xb_query all = { .kind = XB_QUERY_AND };

	check_as(state, true, " ... ", "(nothing)", NULL);
	assert_int_equal(xb_plan_make(&bench->plan, &all, bench->analyzer, NULL, &bench->arena, NULL), 0);
	assert_int_equal(bench->plan.root->op, XB_OP_ALL);
}

static void
test_the_longest_queries_can_be_planned(void **state)
{
	static const char *const units[] = { "Ill ", "a-", "-a ", "title:a ", "a NEAR ", "date:2022 " };
	struct bench *bench = *state;
	struct xb_buf text;

	xb_buf_init(&text, 1 << 20);
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		xb_buf_clear(&text);
		for (int j = 0; j < XB_QUERY_WORDS_MAX - 1; j++)
			xb_buf_add_str(&text, xb_str(units[i]));
		xb_buf_add_char(&text, 'z');
		make(bench, xb_buf_view(&text), false);
	}
	xb_buf_release(&text);
}

static void
test_out_of_memory_is_an_error_at_any_point(void **state)
{
	struct xb_str text = xb_str("IRAQ +b \"c d\" -e f NEAR \"g h\" title:i j* lang:en date:2022 (id:k OR l)");
	struct xb_query_options options = { .now = NOW };
	struct bench *bench = *state;
	const struct xb_query *query;
	xabar_status status = XABAR_ENOMEM;
	size_t limit = 0;

	xb_arena_clear(&bench->arena);
	assert_int_equal(xb_query_parse(&query, text, &options, &bench->arena, NULL), XABAR_OK);
	for (; status != XABAR_OK && limit < (1 << 20); limit += 64) {
		struct xb_arena arena;
		struct xb_plan plan;

		xb_arena_init(&arena, limit);
		status = xb_plan_make(&plan, query, bench->analyzer, NULL, &arena, NULL);
		assert_true(status == XABAR_OK || (status == XABAR_ENOMEM && !plan.root));
		xb_arena_release(&arena);
	}
	assert_int_equal(status, XABAR_OK);
	assert_true(limit > 1000);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_word_is_its_stems_and_for_less_its_exact_form),
		cmocka_unit_test(test_an_exact_word_is_its_exact_form_alone),
		cmocka_unit_test(test_a_word_of_several_tokens_is_a_phrase),
		cmocka_unit_test(test_a_phrase_has_no_stems),
		cmocka_unit_test(test_a_capital_i_is_folded_in_both_ways),
		cmocka_unit_test(test_a_word_with_zwnj_is_joined_or_its_parts),
		cmocka_unit_test(test_near_counts_the_words_between),
		cmocka_unit_test(test_a_phrase_near_a_word_is_asked_for_beside),
		cmocka_unit_test(test_near_has_both_readings_of_a_joined_word),
		cmocka_unit_test(test_near_never_spans_two_fields),
		cmocka_unit_test(test_a_list_is_ranked_with_conditions),
		cmocka_unit_test(test_operators_are_boolean),
		cmocka_unit_test(test_filters_on_one_value_are_alternatives),
		cmocka_unit_test(test_only_filters_do_not_score),
		cmocka_unit_test(test_a_text_field_is_required_and_ranked),
		cmocka_unit_test(test_a_words_field_is_a_phrase_under_its_prefix),
		cmocka_unit_test(test_a_language_may_be_a_code_or_a_name),
		cmocka_unit_test(test_an_id_is_one_term_as_it_is),
		cmocka_unit_test(test_a_date_is_a_range_of_the_printed_clock),
		cmocka_unit_test(test_a_zoned_date_is_a_range_of_utc),
		cmocka_unit_test(test_no_words_find_nothing_and_no_conditions_everything),
		cmocka_unit_test(test_the_longest_queries_can_be_planned),
		cmocka_unit_test(test_out_of_memory_is_an_error_at_any_point),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
