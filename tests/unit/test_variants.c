/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How else an archive spells a word of a query, and what of that is in the plan. Each test is an archive of a few words. */
#include "held.h"

#include "../../searcher/plan.h"

#define WORDS_MAX 64

static struct xb_aliases *aliases;

static int
setup(void **state)
{
	return xb_aliases_new(&aliases, NULL) == XABAR_OK ? held_setup(state) : -1;
}

static int
teardown(void **state)
{
	xb_aliases_free(aliases);
	return held_teardown(state);
}

#define variants_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static struct xb_variants
find_under(const char *prefix, const char *word, const char *stem)
{
	const struct xb_variant_sources sources = { .reader = reader, .aliases = aliases };
	struct xb_str form = xb_str(word), root = xb_str(stem ? stem : "");
	const struct xb_varied varied = { .forms = { &form, 1 }, .stems = { &root, stem != NULL } };
	struct xb_variants variants;

	assert_ok(xb_variants_find(&variants, &sources, prefix, &varied, &arena, NULL));
	for (size_t i = 0; i < variants.n; i++) {
		assert_true(variants.array[i].weight > 0 && variants.array[i].weight < 1);
		assert_true(!i || variants.array[i].weight <= variants.array[i - 1].weight);
	}
	return variants;
}

static const char *
variants_of(const char *word)
{
	return list(find_under("", word, NULL));
}

/* ---- Marks ---- */

static void
what_is_typed_without_marks_finds_them(void **state)
{
	struct xb_variants variants;

	(void)state;
	archive({ "sisli", 1, SMALL }, { "şişli", 1, SMALL }, { "sısli", 1, SMALL }, { "sislin", 1, SMALL });
	variants = find_under("", "sisli", NULL);
	assert_string_equal(list(variants), "sısli şişli");
	assert_int_equal(variants.array[0].why, XB_VARIANT_MARKS);
	assert_int_equal(variants.array[0].documents, 1);
}

static void
what_is_typed_with_marks_finds_none_but_the_bare_form(void **state)
{
	(void)state;
	archive({ "sisli", 1, SMALL }, { "şişli", 1, SMALL }, { "sısli", 1, SMALL });
	assert_string_equal(variants_of("şişli"), "sisli");
	assert_string_equal(variants_of("sısli"), "sisli");
}

static void
what_is_typed_with_some_marks_finds_the_others(void **state)
{
	(void)state;
	archive({ "göygöl", 1, SMALL }, { "goygöl", 1, SMALL }, { "gøygöl", 1, SMALL }, { "goygol", 1, SMALL });
	assert_string_equal(variants_of("göygol"), "goygol göygöl");
}

static void
a_stem_has_marks_too(void **state)
{
	struct xb_variants variants;

	(void)state;
	archive({ "Zşehir", 1, XB_WRITTEN_STEM });
	variants = find_under("", "sehirler", "sehir");
	assert_string_equal(list(variants), "şehir");
	assert_true(variants.array[0].stem);
	assert_string_equal(list(find_under("", "şehirler", "şehir")), "");
}

static void
a_far_commoner_word_is_another(void **state)
{
	(void)state;
	archive({ "on", 40, SMALL }, { "ön", 4, SMALL }, { "uc", 8, SMALL }, { "üç", 4, SMALL });
	assert_string_equal(variants_of("on"), "");
	assert_string_equal(variants_of("ön"), "");
	assert_string_equal(variants_of("uc"), "üç");
	assert_string_equal(variants_of("üç"), "uc");
}

/* ---- Names ---- */

static void
a_name_is_found_in_its_other_spellings(void **state)
{
	struct xb_variants variants;

	(void)state;
	archive({ "mustafayev", 1, NAME }, { "мустафаев", 2, NAME }, { "мустафаева", 1, NAME }, { "مصطفییف", 1, NAME },
	        { "mustəfayev", 1, NAME }, { "məmmədov", 1, NAME });
	variants = find_under("", "mustafayev", NULL);
	assert_string_equal(list(variants), "mustəfayev мустафаев мустафаева مصطفییف");
	for (size_t i = 0; i < variants.n; i++)
		assert_int_equal(variants.array[i].why, XB_VARIANT_NAME);
	assert_string_equal(variants_of("mustafaev"), "mustafayev mustəfayev мустафаев мустафаева مصطفییف");
}

static void
what_is_mostly_small_is_no_name(void **state)
{
	(void)state;
	archive({ "bakery", 3, SMALL }, { "bakery", 2, NAME }, { "baqeri", 1, NAME });
	assert_string_equal(variants_of("bagheri"), "baqeri");
	assert_string_equal(variants_of("bakery"), "");
}

static void
the_beginning_of_a_sentence_tells_when_nothing_else_does(void **state)
{
	(void)state;
	archive({ "baqeri", 1, FIRST }, { "bakery", 1, FIRST }, { "bakery", 1, SMALL });
	assert_string_equal(variants_of("bagheri"), "baqeri");
}

static void
a_line_of_capitals_tells_of_what_is_not_there(void **state)
{
	(void)state;
	archive({ "baqeri", 1, SHOUT }, { "baghiri", 1, NAME });
	assert_string_equal(variants_of("bagheri"), "baghiri baqeri");
	assert_string_equal(variants_of("baghiri"), "");
	assert_string_equal(variants_of("baqeri"), "");
}

static void
a_script_without_capitals_needs_one_with_them(void **state)
{
	(void)state;
	archive({ "مصطفییف", 9, NAME }, { "მუსტაფაევი", 1, NAME }, { "mustafayev", 2, NAME });
	assert_string_equal(variants_of("مصطفییف"), "mustafayev მუსტაფაევი");
	assert_string_equal(variants_of("მუსტაფაევი"), "mustafayev مصطفییف");
	xb_reader_free(reader);
	assert_ok(xb_remove(scratch("a"), NULL));
	archive({ "دولت", 9, NAME }, { "დილით", 1, NAME }, { "döwlet", 1, NAME });
	assert_string_equal(variants_of("دولت"), "döwlet");
}

/* More must be alike in a script that has no capitals to tell a name by. */
static void
a_word_of_a_script_without_capitals_is_doubted(void **state)
{
	(void)state;
	archive({ "tokayev", 3, NAME }, { "توکایف", 1, NAME }, { "توقف", 9, NAME }, { "united", 5, NAME }, { "انتهت", 2, NAME },
	        { "юнайтед", 1, NAME });
	assert_string_equal(variants_of("tokayev"), "توکایف");
	assert_string_equal(variants_of("united"), "юнайтед");
}

static void
a_variant_is_in_the_field(void **state)
{
	(void)state;
	archive({ "Amustafayev", 1, NAME }, { "Aмустафаев", 1, NAME }, { "mustəfayev", 1, NAME });
	assert_string_equal(list(find_under("A", "mustafayev", NULL)), "мустафаев");
	assert_string_equal(list(find_under("", "mustafayev", NULL)), "mustəfayev");
}

static void
no_word_has_more_variants_than_the_limit(void **state)
{
	char terms[WORDS_MAX][32];
	struct held held[WORDS_MAX];
	struct xb_variants variants;

	(void)state;
	for (unsigned i = 0; i < WORDS_MAX; i++) {
		static const char vowels[] = "aeiouy";

		snprintf(terms[i], sizeof(terms[i]), "m%cst%cfa%cev", vowels[i % 6], vowels[i / 6 % 6], vowels[i / 36]);
		held[i] = (struct held){ terms[i], 1, NAME };
	}
	hold(held, WORDS_MAX);
	variants = find_under("", "mustafajev", NULL);
	assert_true(variants.n > 1 && variants.n <= XB_VARIANTS_MAX);
}

/* ---- Aliases ---- */

static void
add_aliases(const char *text)
{
	assert_ok(xb_aliases_add(aliases, xb_str(text), "a.txt", NULL));
}

static void
an_alias_is_found_as_the_archive_spells_it(void **state)
{
	struct xb_variants variants;

	(void)state;
	add_aliases("Xankəndi = Stepanakert\n");
	archive({ "степанакерте", 1, NAME }, { "stepanakert", 1, NAME }, { "ханкенди", 1, NAME });
	variants = find_under("", "xankəndi", NULL);
	assert_string_equal(list(variants), "stepanakert степанакерте ханкенди");
	assert_string_equal(variants_of("stepanakert"), "степанакерте ханкенди");
	assert_string_equal(list(find_under("", "ханкендии", "xankəndi")), "stepanakert степанакерте ханкенди");
}

/* What the alias file does not have in a script may be spelt there as it is elsewhere; of what it has, only forms count. */
static void
an_alias_is_not_guessed_at(void **state)
{
	(void)state;
	add_aliases("Iran = Persia = ایران\nKabul = کابل\n");
	archive({ "iran", 9, NAME }, { "persia", 3, NAME }, { "persia's", 1, NAME }, { "percy", 2, NAME }, { "یاران", 2, NAME },
	        { "kabul", 9, NAME }, { "قبل", 9, NAME }, { "کابل", 1, NAME }, { "кабул", 1, NAME });
	assert_string_equal(variants_of("iran"), "persia persia's");
	assert_string_equal(variants_of("kabul"), "кабул کابل");
}

static void
a_common_word_has_no_aliases(void **state)
{
	(void)state;
	add_aliases("Turkey = Türkiyə\n");
	archive({ "turkey", 2, SMALL }, { "türkiyə", 1, NAME });
	assert_string_equal(variants_of("turkey"), "");
}

static void
an_alias_of_several_words_is_a_phrase(void **state)
{
	struct xb_variants variants;

	(void)state;
	add_aliases("ABŞ = United States = Соединённые Штаты\n");
	archive({ "united", 9, SMALL }, { "states", 2, SMALL }, { "соединенные", 1, NAME });
	variants = find_under("", "abş", NULL);
	assert_int_equal(variants.n, 1);
	assert_true(xb_str_is(variants.array[0].term, "united states"));
	assert_int_equal(variants.array[0].nwords, 2);
	assert_int_equal(variants.array[0].documents, 2);
}

static void
several_words_have_aliases(void **state)
{
	const struct xb_str name[] = { xb_str("united"), xb_str("states") }, other[] = { xb_str("united"), xb_str("kingdom") };
	struct xb_variants variants;

	(void)state;
	add_aliases("ABŞ = United States\n");
	archive({ "abş", 1, NAME });
	assert_ok(xb_variants_find_phrase(&variants, &(struct xb_variant_sources){ .reader = reader, .aliases = aliases }, "",
	                                  (struct xb_terms){ name, 2 }, &arena, NULL));
	assert_string_equal(list(variants), "abş");
	assert_ok(xb_variants_find_phrase(&variants, &(struct xb_variant_sources){ .reader = reader, .aliases = aliases }, "",
	                                  (struct xb_terms){ other, 2 }, &arena, NULL));
	assert_int_equal(variants.n, 0);
}

/* ---- Plans ---- */

/* The plan of a query, as libxapian describes it. */
static const char *
plan_of(const char *text)
{
	const struct xb_variant_sources sources = { .reader = reader, .aliases = aliases };
	const struct xb_query_options options = { 0 };
	const struct xb_query *query;
	struct xb_str description;
	struct xb_plan plan;

	assert_ok(xb_query_parse(&query, xb_str(text), &options, &arena, NULL));
	assert_ok(xb_plan_make(&plan, query, analyzer, &sources, &arena, NULL));
	assert_ok(xb_node_describe(&description, plan.root, &arena, NULL));
	return description.ptr;
}

static void
make_names(void)
{
	add_aliases("Bakı = Bad Kubeh\n");
	archive({ "sisli", 1, SMALL }, { "şişli", 1, SMALL }, { "hava", 1, SMALL }, { "bad", 1, SMALL }, { "kubeh", 1, NAME },
	        { "bakı", 1, NAME }, { "XPsisli", 1, SMALL }, { "XPşişli", 1, SMALL });
}

static void
an_exact_word_has_no_variants(void **state)
{
	(void)state;
	make_names();
	assert_string_equal(plan_of("=sisli"), "Query(sisli)");
	assert_string_equal(plan_of("=\"sisli hava\""), "Query((sisli PHRASE 2 hava))");
	assert_string_equal(plan_of("=(sisli OR hava)"), "Query((sisli OR hava))");
	assert_string_equal(plan_of("sisl*"), "Query(sisli)");
}

static void
the_asked_spelling_is_in_every_part_of_the_sum(void **state)
{
	(void)state;
	make_names();
	assert_string_equal(plan_of("\"sisli\""), "Query((0.25 * sisli OR 0.75 * (sisli SYNONYM şişli)))");
}

static void
a_phrase_and_near_take_variants(void **state)
{
	(void)state;
	make_names();
	assert_string_equal(plan_of("\"sisli hava\""),
	                    "Query((0.5 * (sisli PHRASE 2 hava) OR"
	                    " 0.5 * ((sisli PHRASE 2 hava) SYNONYM ((sisli OR şişli) PHRASE 2 hava))))");
	assert_string_equal(plan_of("hava NEAR/1 sisli"),
	                    "Query((0.5 * (hava NEAR 3 sisli) OR"
	                    " 0.5 * ((hava NEAR 3 sisli) SYNONYM (hava NEAR 3 (sisli OR şişli)))))");
	assert_string_equal(plan_of("\"hava\""), "Query(hava)");
}

static void
a_field_takes_the_variants_that_it_has(void **state)
{
	(void)state;
	make_names();
	assert_string_equal(plan_of("place:sisli"),
	                    "Query((<alldocuments> FILTER (0.25 * XPsisli OR 0.75 * (XPsisli SYNONYM XPşişli))))");
	assert_string_equal(plan_of("byline:sisli"), "Query((<alldocuments> FILTER Asisli))");
}

static void
a_name_of_several_words_counts_beside_its_words(void **state)
{
	(void)state;
	make_names();
	assert_string_equal(plan_of("\"bakı\""), "Query((0.5 * bakı OR 0.5 * (bakı SYNONYM (bad PHRASE 2 kubeh))))");
	assert_non_null(strstr(plan_of("hava bad kubeh"), "OR 0.5 * ((bad AND kubeh) SYNONYM bakı)"));
	assert_null(strstr(plan_of("hava bad =kubeh"), "bakı"));
	assert_null(strstr(plan_of("hava bad +kubeh"), "bakı"));
	assert_null(strstr(plan_of("bad hava kubeh"), "bakı"));
}

/* Every query that has variants can be planned in any amount of memory. */
static void
out_of_memory_is_an_error_at_any_point(void **state)
{
	struct xb_str text = xb_str("sisli \"sisli hava\" sisli NEAR hava bakı \"bad kubeh\" bad kubeh place:sisli -SISLI "
	                              "s*i \"sisli h*\" hawa~ place:\"s?sli\"");
	const struct xb_query_options options = { 0 };
	const struct xb_query *query;
	xabar_status status = XABAR_ENOMEM;
	size_t limit = 0;

	(void)state;
	make_names();
	assert_ok(xb_query_parse(&query, text, &options, &arena, NULL));
	for (; status != XABAR_OK && limit < (1 << 20); limit += 256) {
		const struct xb_variant_sources sources = { .reader = reader, .aliases = aliases };
		struct xb_arena small;
		struct xb_plan plan;

		xb_arena_init(&small, limit);
		status = xb_plan_make(&plan, query, analyzer, &sources, &small, NULL);
		assert_true(status == XABAR_OK || (status == XABAR_ENOMEM && !plan.root));
		xb_arena_release(&small);
	}
	assert_ok(status);
	assert_true(limit > 4000);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		variants_test(what_is_typed_without_marks_finds_them),
		variants_test(what_is_typed_with_marks_finds_none_but_the_bare_form),
		variants_test(what_is_typed_with_some_marks_finds_the_others),
		variants_test(a_stem_has_marks_too),
		variants_test(a_far_commoner_word_is_another),
		variants_test(a_name_is_found_in_its_other_spellings),
		variants_test(what_is_mostly_small_is_no_name),
		variants_test(the_beginning_of_a_sentence_tells_when_nothing_else_does),
		variants_test(a_line_of_capitals_tells_of_what_is_not_there),
		variants_test(a_script_without_capitals_needs_one_with_them),
		variants_test(a_word_of_a_script_without_capitals_is_doubted),
		variants_test(a_variant_is_in_the_field),
		variants_test(no_word_has_more_variants_than_the_limit),
		variants_test(an_alias_is_found_as_the_archive_spells_it),
		variants_test(an_alias_is_not_guessed_at),
		variants_test(a_common_word_has_no_aliases),
		variants_test(an_alias_of_several_words_is_a_phrase),
		variants_test(several_words_have_aliases),
		variants_test(an_exact_word_has_no_variants),
		variants_test(the_asked_spelling_is_in_every_part_of_the_sum),
		variants_test(a_phrase_and_near_take_variants),
		variants_test(a_field_takes_the_variants_that_it_has),
		variants_test(a_name_of_several_words_counts_beside_its_words),
		variants_test(out_of_memory_is_an_error_at_any_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
