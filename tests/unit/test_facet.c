/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting by the values of a field: which are one, how they are shown, in which order; and the walk over what matches. */
#include "posting.h"
#include "scratch.h"

#include "../../searcher/facet.h"

static struct xb_analyzer *analyzer;
static struct xb_arena arena;
static struct xb_facet facet;
static xabar_facet found;

static int
setup(void **state)
{
	(void)state;
	xb_arena_init(&arena, SIZE_MAX);
	return xb_analyzer_new(&analyzer, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	xb_analyzer_free(analyzer);
	xb_arena_release(&arena);
	return 0;
}

static void
begin(const char *wanted)
{
	assert_ok(xb_facet_init(&facet, wanted, analyzer, &arena, NULL));
}

/* A document that has `value`, "" for none. */
static void
count(const char *value)
{
	assert_ok(xb_facet_count(&facet, xb_str(value), NULL));
}

/* One that has the values between bars: "oil|gas". */
static void
count_many(const char *values)
{
	struct xb_buf counted;

	xb_buf_init(&counted, 4096);
	for (size_t len; *values; values += len + (values[len] == '|')) {
		len = strcspn(values, "|");
		xb_buf_add_counted(&counted, xb_strn(values, len));
	}
	assert_ok(xb_facet_count(&facet, xb_buf_view(&counted), NULL));
	xb_buf_release(&counted);
}

/* The facet is "value count, value count". */
static void
finds(const char *want)
{
	struct xb_buf got;

	assert_ok(xb_facet_finish(&found, &facet, &arena, NULL));
	xb_buf_init(&got, 65536);
	for (size_t i = 0; i < found.nvalues; i++)
		xb_buf_printf(&got, "%s%s %d", i ? ", " : "", found.values[i].value, (int)found.values[i].count);
	assert_string_equal(xb_buf_view(&got).ptr, want);
	xb_buf_release(&got);
}

static void
the_commonest_come_first_then_those_of_the_least_bytes(void **state)
{
	static const char *const values[] = { "Turan", "AZERTAC", "Trend", "Turan", "", "Trend", "Report" };

	(void)state;
	begin("source");
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		count(values[i]);
	finds("Trend 2, Turan 2, AZERTAC 1, Report 1");
	assert_string_equal(found.field, "source");
	assert_int_equal(found.distinct, 4);
	assert_int_equal(found.without, 1);
}

static void
what_a_search_takes_for_the_same_is_one_as_most_write_it(void **state)
{
	static const char *const values[] = { "CASPIAN WIRE", "Caspian Wire", "Caspian-Wire", "Caspian Wire", "Caspian", "Wire Caspian",
	                                      "Yeni Səs",     "YENİ SƏS",     "Звезда",       "ЗВЕЗДА",       "ЗВЕЗДА" };

	(void)state;
	begin("source");
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		count(values[i]);
	finds("Caspian Wire 4, ЗВЕЗДА 3, YENİ SƏS 2, Caspian 1, Wire Caspian 1");
}

static void
of_spellings_that_as_many_have_the_least_bytes_are_shown(void **state)
{
	(void)state;
	begin("section");
	count("sport");
	count("Sport");
	count("SPORT");
	finds("SPORT 3");
}

static void
values_without_a_word_are_themselves(void **state)
{
	(void)state;
	begin("section");
	count("***");
	count("---");
	count("***");
	finds("*** 2, --- 1");
}

static void
codes_are_told_apart_by_all_they_have(void **state)
{
	(void)state;
	begin("lang");
	count("en");
	count("en-us");
	count("EN");
	finds("EN 2, en-us 1");
}

static void
a_document_counts_once_for_each_of_its_tags(void **state)
{
	(void)state;
	begin("tags");
	count_many("oil|gas|Oil|OIL");
	count_many("OIL");
	count_many("Caspian Sea|gas");
	count_many("");
	finds("OIL 2, gas 2, Caspian Sea 1");
	assert_int_equal(found.without, 1);
}

static void
as_many_are_given_as_are_asked_for(void **state)
{
	char value[16];

	(void)state;
	begin("byline:3");
	for (int i = 0; i < 5000; i++) {
		snprintf(value, sizeof(value), "Reporter %d", i % 1000);
		count(value);
	}
	count("Reporter 7");
	finds("Reporter 7 6, Reporter 0 5, Reporter 1 5");
	assert_int_equal(found.distinct, 1000);
	begin("byline");
	for (int i = 0; i < 11; i++) {
		snprintf(value, sizeof(value), "%d", i);
		count(value);
	}
	finds("0 1, 1 1, 10 1, 2 1, 3 1, 4 1, 5 1, 6 1, 7 1, 8 1");
}

static void
what_is_no_facet_is_refused(void **state)
{
	static const char *const fields[] = { "", ":", "nonsense", "url", "title", "date", "version", "sources", "source " };
	static const char *const limits[] = { "source:", "source:0", "source:-1", "source:ten", "source:1x", "source:1:2",
	                                      "source:4294967296", "source:99999999999999999999" };
	xabar_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		assert_int_equal(xb_facet_init(&facet, fields[i], analyzer, &arena, &err), XABAR_EINVAL);
		assert_string_equal(err.hint, "there are source section byline place lang tags status; :N behind one asks for N values");
	}
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		assert_int_equal(xb_facet_init(&facet, limits[i], analyzer, &arena, &err), XABAR_EINVAL);
	assert_string_equal(err.message, "a facet has 1 value or more, not 'source:99999999999999999999'");
	assert_ok(xb_facet_init(&facet, "Source:4294967295", analyzer, &arena, &err));
}

static void
tags_that_are_cut_off_are_damage(void **state)
{
	xabar_error err;

	(void)state;
	begin("tags");
	assert_int_equal(xb_facet_count(&facet, xb_str("\003oil\004gas"), &err), XABAR_ECORRUPT);
	assert_string_equal(err.message, "the tags of a dispatch are cut off");
}

/* ---- The walk ---- */

#define SEGMENTS 3
#define DOCUMENTS 1000

/* Document i of segment s has the terms "all" and, every third, "third"; its source is "s.i", but every fifth has none. */
static void
write_segment(uint32_t s)
{
	char name[8], source[16];
	struct xb_database *db;

	snprintf(name, sizeof(name), "s%u", s);
	assert_ok(xb_database_new(&db, scratch(name), NULL));
	for (uint32_t i = 1; i <= DOCUMENTS; i++) {
		const struct xb_posting postings[] = { { .term = { "all", 3 }, .wdf = 1 }, { .term = { "third", 5 }, .wdf = 1 } };
		const struct xb_value value = { XB_SLOT_SOURCE, { source, (size_t)snprintf(source, sizeof(source), "%u.%u", s, i) } };

		assert_ok(xb_database_add(db, &(struct xb_document){ postings, i % 3 ? 1 : 2, &value, i % 5 > 0, { "", 0 } }, NULL));
	}
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
}

static const uint32_t dead[] = { 1, 3, 6, 500, 999, 1000 };

static bool
is_dead(uint32_t i)
{
	for (size_t k = 0; k < sizeof(dead) / sizeof(*dead); k++)
		if (dead[k] == i)
			return true;
	return false;
}

/* What comes next, of every `step`-th document. */
struct walk {
	uint32_t segment, local, step, stop;
};

static xabar_status
visit(void *ctx, uint32_t segment, uint32_t local, const struct xb_str *values, xabar_error *err)
{
	struct walk *walk = ctx;
	char source[16];

	do {
		walk->local += walk->step;
		if (walk->local > DOCUMENTS) {
			walk->segment++;
			walk->local = walk->step;
		}
	} while (walk->segment == 1 && is_dead(walk->local));
	assert_int_equal(segment, walk->segment);
	assert_int_equal(local, walk->local);
	snprintf(source, sizeof(source), "%u.%u", segment, local);
	assert_true(xb_str_is(values[0], local % 5 ? source : ""));
	assert_int_equal(values[1].len, 0);
	return walk->stop && local == walk->stop ? xb_fail(err, XABAR_ESTOPPED, "enough") : XABAR_OK;
}

static void
every_living_match_is_seen_in_order_with_its_values(void **state)
{
	static const uint32_t slots[] = { XB_SLOT_SOURCE, XB_SLOT_PLACE };
	static const struct xb_node third = { .op = XB_OP_TERM, .term = { "third", 5 } }, all = { .op = XB_OP_ALL },
	                            nothing = { .op = XB_OP_NOTHING }, other = { .op = XB_OP_TERM, .term = { "other", 5 } };
	struct xb_segment_ref refs[SEGMENTS] = { 0 };
	struct walk walk = { .step = 3 };
	struct xb_reader *reader;
	char name[8];
	xabar_error err;

	(void)state;
	for (uint32_t i = 0; i < SEGMENTS; i++) {
		write_segment(i);
		snprintf(name, sizeof(name), "s%u", i);
		refs[i].path = scratch(name);
	}
	refs[1].dead = dead;
	refs[1].ndead = sizeof(dead) / sizeof(*dead);
	assert_ok(xb_reader_open(&reader, refs, SEGMENTS, NULL));
	assert_ok(xb_match_each(reader, &third, slots, 2, visit, &walk, NULL));
	assert_true(walk.segment == 2 && walk.local == 999);
	walk = (struct walk){ .step = 1 };
	assert_ok(xb_match_each(reader, &all, slots, 2, visit, &walk, NULL));
	assert_true(walk.segment == 2 && walk.local == 1000);
	walk = (struct walk){ .step = 1, .stop = 7 };
	assert_int_equal(xb_match_each(reader, &all, slots, 2, visit, &walk, &err), XABAR_ESTOPPED);
	assert_string_equal(err.message, "enough");
	assert_true(walk.segment == 0 && walk.local == 7);
	assert_ok(xb_match_each(reader, &nothing, slots, 2, visit, NULL, NULL));
	assert_ok(xb_match_each(reader, &other, slots, 2, visit, NULL, NULL));
	xb_reader_free(reader);
	assert_ok(xb_reader_open(&reader, NULL, 0, NULL));
	assert_ok(xb_match_each(reader, &all, slots, 2, visit, NULL, NULL));
	xb_reader_free(reader);
}

int
main(void)
{
#define facet_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		facet_test(the_commonest_come_first_then_those_of_the_least_bytes),
		facet_test(what_a_search_takes_for_the_same_is_one_as_most_write_it),
		facet_test(of_spellings_that_as_many_have_the_least_bytes_are_shown),
		facet_test(values_without_a_word_are_themselves),
		facet_test(codes_are_told_apart_by_all_they_have),
		facet_test(a_document_counts_once_for_each_of_its_tags),
		facet_test(as_many_are_given_as_are_asked_for),
		facet_test(what_is_no_facet_is_refused),
		facet_test(tags_that_are_cut_off_are_damage),
		scratch_test(every_living_match_is_seen_in_order_with_its_values),
	};

	return cmocka_run_group_tests_name("facet", tests, NULL, NULL);
}
