/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What words with wildcards, and words that may be misspelt, stand for. Each test is an archive of a few words; which of them
 * fit is told by hand. */
#include "held.h"

#include "../../searcher/plan.h"

static struct xb_plan plan;

/* Plan a query, without names. */
static void
make(const char *text)
{
	const struct xb_variant_sources sources = { .reader = reader, .patterns_only = true };
	const struct xb_query_options options = { 0 };
	const struct xb_query *query;

	assert_ok(xb_query_parse(&query, xb_str(text), &options, &arena, NULL));
	assert_ok(xb_plan_make(&plan, query, analyzer, &sources, &arena, NULL));
}

/* What the first word of a query stands for, by the bytes. */
static const char *
words_of(const char *text)
{
	make(text);
	return list(plan.asked[0]->variants);
}

static const char *
plan_of(const char *text)
{
	struct xb_str description;

	make(text);
	assert_ok(xb_node_describe(&description, plan.root, &arena, NULL));
	return description.ptr;
}

static double
weight_of(const char *text, const char *word)
{
	make(text);
	for (size_t i = 0; i < plan.asked[0]->variants.n; i++)
		if (xb_str_is(plan.asked[0]->variants.array[i].term, word))
			return plan.asked[0]->variants.array[i].weight;
	return 0;
}

/* ---- Wildcards ---- */

static void
a_star_is_any_letters_and_a_question_mark_is_one(void **state)
{
	(void)state;
	archive({ "color", 1, SMALL }, { "colour", 1, SMALL }, { "cold", 1, SMALL }, { "woman", 1, SMALL }, { "women", 1, SMALL },
	        { "womn", 1, SMALL }, { "womaan", 1, SMALL }, { "kazakhstan", 1, SMALL }, { "stan", 1, SMALL }, { "stand", 1, SMALL });
	assert_string_equal(words_of("col*r"), "color colour");
	assert_string_equal(words_of("col*"), "cold color colour");
	assert_string_equal(words_of("wom?n"), "woman women");
	assert_string_equal(words_of("wom??n"), "womaan");
	assert_string_equal(words_of("*stan"), "kazakhstan stan");
	assert_string_equal(words_of("?tan*"), "stan stand");
	assert_string_equal(words_of("*o*o*r"), "color colour");
	assert_string_equal(words_of("*a*a*"), "kazakhstan womaan");
	assert_string_equal(words_of("**ol?**"), "cold color colour");
	assert_string_equal(words_of("COL*R"), "color colour");
	assert_string_equal(words_of("xyz*"), "");
}

static void
a_question_mark_is_a_letter_of_any_script(void **state)
{
	(void)state;
	archive({ "şəki", 1, NAME }, { "şki", 1, NAME }, { "тест", 1, SMALL }, { "تهران", 1, NAME }, { "تران", 1, SMALL });
	assert_string_equal(words_of("ş?ki"), "şəki");
	assert_string_equal(words_of("т?ст"), "тест");
	assert_string_equal(words_of("ت?ران"), "تهران");
	assert_string_equal(words_of("?ران"), "تران");
	assert_string_equal(words_of("*ان"), "تران تهران");
}

static void
a_pattern_begins_as_any_folding_of_it(void **state)
{
	(void)state;
	archive({ "ilham", 1, NAME }, { "ıraq", 1, NAME }, { "bakı", 1, NAME }, { "baki", 1, NAME });
	assert_string_equal(words_of("I*"), "ilham ıraq");
	assert_string_equal(words_of("BAK*I"), "baki bakı");
	assert_int_equal(plan.asked[0]->variants.n, 2); /* each once, though both foldings begin with bak */
	assert_int_equal(plan.asked[0]->fitting, 2);
	assert_string_equal(words_of("bak?"), ""); /* a question mark at the end is punctuation */
}

static void
a_pattern_is_of_words_of_its_field(void **state)
{
	(void)state;
	archive({ "oil", 1, SMALL }, { "Soil", 1, SMALL }, { "Sboil", 1, SMALL }, { "Zoil", 1, XB_WRITTEN_STEM }, { "XPfoil", 1, NAME },
	        { "Qil", 1, XB_WRITTEN_UNSAID }, { "2nd", 1, SMALL }, { "XTcanceled", 1, XB_WRITTEN_UNSAID },
	        { "XTcorrected", 1, XB_WRITTEN_UNSAID }, { "Len", 1, XB_WRITTEN_UNSAID }, { "Lel", 1, XB_WRITTEN_UNSAID });
	assert_string_equal(words_of("*il"), "oil");
	assert_string_equal(words_of("?nd"), "2nd");
	assert_string_equal(words_of("title:*il"), "boil oil");
	assert_string_equal(words_of("place:f*"), "foil");
	assert_string_equal(words_of("status:*ed"), "canceled corrected");
	assert_string_equal(words_of("lang:e?"), "el en");
}

static void
words_of_other_scripts_are_passed_over(void **state)
{
	(void)state;
	archive({ "1стан", 1, SMALL }, { "astan", 1, SMALL }, { "стан", 1, SMALL }, { "узстан", 1, SMALL }, { "ցստան", 1, SMALL });
	assert_string_equal(words_of("*стан"), "1стан стан узстан");
	assert_string_equal(words_of("*stan"), "astan");
}

static void
of_too_many_the_commonest_are_taken(void **state)
{
	static char names[600][8];
	static struct held held[600];

	(void)state;
	for (int i = 0; i < 600; i++) {
		snprintf(names[i], sizeof(names[i]), "w%03d", i);
		held[i] = (struct held){ names[i], i % 7 == 3 ? 2 : 1, SMALL };
	}
	hold(held, 600);
	make("w* =w001");
	assert_int_equal(plan.asked[0]->fitting, 600);
	assert_int_equal(plan.asked[0]->nfitting, XB_WILDCARD_WORDS_MAX);
	assert_int_equal(plan.asked[0]->variants.n, XB_WILDCARD_WORDS_MAX);
	for (size_t i = 0; i < XB_WILDCARD_WORDS_MAX; i++) /* 86 of them are in two */
		assert_int_equal(plan.asked[0]->variants.array[i].documents, i < 86 ? 2 : 1);
	assert_true(xb_str_is(plan.asked[0]->variants.array[86].term, "w000"));
	assert_int_equal(plan.asked[1]->fitting, 0);
}

/* ---- Similar words ---- */

static void
an_edit_is_a_letter_more_less_or_other_or_a_change_of_places(void **state)
{
	(void)state;
	archive({ "corridor", 1, SMALL }, { "coridor", 1, SMALL }, { "corrridor", 1, SMALL }, { "corrigor", 1, SMALL },
	        { "corrdior", 1, SMALL }, { "coridro", 1, SMALL }, { "corrida", 1, SMALL }, { "korridor", 1, SMALL },
	        { "cordr", 1, SMALL });
	assert_string_equal(words_of("corridor~1"), "coridor corrdior corrigor corrridor");
	assert_string_equal(words_of("corridor~2"), "coridor coridro corrdior corrida corrigor corrridor");
	assert_string_equal(words_of("corridor~"), words_of("corridor~2"));
	assert_true(weight_of("corridor~", "coridor") < 1);
	assert_true(weight_of("corridor~", "coridro") > 0);
	assert_true(weight_of("corridor~", "coridor") > weight_of("corridor~", "coridro"));
}

static void
edits_are_of_letters_and_not_of_bytes(void **state)
{
	(void)state;
	archive({ "министр", 1, SMALL }, { "министор", 1, SMALL }, { "миистр", 1, SMALL }, { "нистр", 1, SMALL },
	        { "نیویورک", 1, NAME }, { "نیویرک", 1, NAME }, { "əliyev", 1, NAME }, { "əlizev", 1, NAME });
	assert_string_equal(words_of("министр~1"), "миистр министор");
	assert_string_equal(words_of("نیویورک~1"), "نیویرک");
	assert_string_equal(words_of("Əliyev~1"), "əlizev");
}

static void
a_short_word_may_differ_in_one_letter(void **state)
{
	(void)state;
	archive({ "baki", 1, SMALL }, { "bakin", 1, SMALL }, { "bakins", 1, SMALL }, { "ba", 1, SMALL }, { "bi", 1, SMALL },
	        { "b", 1, SMALL });
	assert_string_equal(words_of("baku~"), "baki");
	assert_string_equal(words_of("baku~2"), "ba baki bakin");
	assert_string_equal(words_of("bu~"), "b ba bi");
}

static void
each_folding_has_its_similar_words(void **state)
{
	(void)state;
	archive({ "bakin", 1, SMALL }, { "bakın", 1, SMALL }, { "iraqi", 1, SMALL }, { "ıraqi", 1, SMALL }, { "baki", 1, NAME },
	        { "bakı", 1, NAME });
	assert_string_equal(words_of("BAKI~1"), "bakin bakın");
	assert_int_equal(plan.asked[0]->variants.n, 2);
	assert_string_equal(words_of("IRAQ~1"), "iraqi ıraqi");
}

static void
of_too_many_similar_ones_the_nearest_are_taken(void **state)
{
	static char names[200][8];
	static struct held held[200];

	(void)state;
	for (int i = 0; i < 200; i++) { /* the first ten are one letter away, the others two, and commoner */
		if (i < 10)
			snprintf(names[i], sizeof(names[i]), "abcde%c", 'g' + i);
		else
			snprintf(names[i], sizeof(names[i]), "abcd%c%c", 'g' + i / 20, 'g' + i % 20);
		held[i] = (struct held){ names[i], i < 10 ? 1 : 2, SMALL };
	}
	hold(held, 200);
	make("abcdef~2");
	assert_int_equal(plan.asked[0]->nfitting, XB_FUZZY_WORDS_MAX);
	assert_int_equal(plan.asked[0]->fitting, 200);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(plan.asked[0]->variants.array[i].documents, 1);
	assert_int_equal(plan.asked[0]->variants.array[10].documents, 2);
}

static void
a_word_beyond_measure_is_like_none(void **state)
{
	char query[128] = "";

	(void)state;
	archive({ "aaa", 1, SMALL });
	for (int i = 0; i < 100; i++)
		strcat(query, "a");
	strcat(query, "~");
	assert_string_equal(words_of(query), "");
}

/* ---- Plans ---- */

static void
make_prices(void)
{
	archive({ "oil", 1, SMALL }, { "price", 1, SMALL }, { "prices", 1, SMALL }, { "ail", 1, SMALL }, { "Soil", 1, SMALL },
	        { "Sprice", 1, SMALL }, { "ois", 1, SMALL });
}

static void
a_pattern_is_its_words_as_one_term(void **state)
{
	(void)state;
	make_prices();
	assert_string_equal(plan_of("pri*"), "Query((price SYNONYM prices))");
	assert_string_equal(plan_of("=pri*"), "Query((price SYNONYM prices))");
	assert_string_equal(plan_of("title:pr*e"), "Query(Sprice)");
	assert_string_equal(plan_of("xyz*"), "Query()");
	assert_string_equal(plan_of("source:xyz*"), "Query()");
	assert_true(plan.nwanted == 0);
}

static void
a_phrase_and_near_take_patterns(void **state)
{
	(void)state;
	make_prices();
	assert_string_equal(plan_of("\"oil pri*\""), "Query((oil PHRASE 2 (price OR prices)))");
	assert_string_equal(plan_of("oil-pri*"), "Query((oil PHRASE 2 (price OR prices)))");
	assert_string_equal(plan_of("title:\"oil p*\""), "Query((Soil PHRASE 2 Sprice))");
	assert_string_equal(plan_of("pri?es NEAR/3 =oil"), "Query((prices NEAR 5 oil))");
	assert_string_equal(plan_of("\"oil xyz*\""), "Query()");
	assert_string_equal(plan_of("\"oil~ price\""),
	                    "Query((0.5 * (oil PHRASE 2 price) OR"
	                    " 0.5 * ((oil PHRASE 2 price) SYNONYM ((oil OR ois) PHRASE 2 price))))");
}

static void
a_similar_word_weighs_less_than_the_word(void **state)
{
	(void)state;
	make_prices();
	assert_string_equal(plan_of("\"oil~\""), "Query((0.5 * oil OR 0.5 * (oil SYNONYM ois)))");
	assert_string_equal(plan_of("title:oil~"), "Query((0.25 * Soil OR ZSoil))"); /* no title has another like it */
}

/* What is marked in a hit is what was found. */
static void
what_a_pattern_fits_is_wanted(void **state)
{
	const struct xb_wanted_word *word;

	(void)state;
	make_prices();
	make("pri*");
	assert_int_equal(plan.nwanted, 1);
	word = &plan.wanted[0].words[0];
	assert_int_equal(word->nexact, 2);
	assert_true(xb_str_is(word->exact[0], "price") && xb_str_is(word->exact[1], "prices"));
	make("\"oil pri*\"");
	assert_int_equal(plan.wanted[0].nwords, 2);
	assert_int_equal(plan.wanted[0].words[1].nexact, 2);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		held_test(a_star_is_any_letters_and_a_question_mark_is_one),
		held_test(a_question_mark_is_a_letter_of_any_script),
		held_test(a_pattern_begins_as_any_folding_of_it),
		held_test(a_pattern_is_of_words_of_its_field),
		held_test(words_of_other_scripts_are_passed_over),
		held_test(of_too_many_the_commonest_are_taken),
		held_test(an_edit_is_a_letter_more_less_or_other_or_a_change_of_places),
		held_test(edits_are_of_letters_and_not_of_bytes),
		held_test(a_short_word_may_differ_in_one_letter),
		held_test(each_folding_has_its_similar_words),
		held_test(of_too_many_similar_ones_the_nearest_are_taken),
		held_test(a_word_beyond_measure_is_like_none),
		held_test(a_pattern_is_its_words_as_one_term),
		held_test(a_phrase_and_near_take_patterns),
		held_test(a_similar_word_weighs_less_than_the_word),
		held_test(what_a_pattern_fits_is_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
