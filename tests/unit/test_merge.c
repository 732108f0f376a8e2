/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Segments that become one: which, and what it says. */
#include "glass_pair.h"
#include "writing.h"

#include "birth.h"
#include "lexicon.h"
#include "merge.h"

static void
eight_small_segments_become_one_without_the_dead(void **state)
{
	(void)state;
	for (int i = 0; i < XB_MERGE_FACTOR; i++) {
		char id[16];

		snprintf(id, sizeof(id), "d%d", i);
		put(id, "text");
		put("every", id);
		publish();
		assert_ok(xb_writer_merge(writer, false, NULL, NULL));
		assert_int_equal(index_->now->manifest.nsegments, i + 1 < XB_MERGE_FACTOR ? i + 1 : 1);
	}
	assert_int_equal(living(), XB_MERGE_FACTOR + 1);
	assert_int_equal(index_->now->manifest.segments[0].documents, XB_MERGE_FACTOR + 1);
	assert_int_equal(index_->now->manifest.segments[0].tombstones, 0);
	assert_string_equal(body_of("every"), "d7");
	assert_string_equal(body_of("d0"), "text");
}

static void
a_half_dead_segment_is_written_again(void **state)
{
	(void)state;
	put("a", "one");
	put("b", "one");
	put("c", "one");
	publish();
	assert_true(delete("a"));
	publish();
	assert_ok(xb_writer_merge(writer, false, NULL, NULL));
	assert_int_equal(index_->now->manifest.segments[0].documents, 3);
	assert_true(delete("b"));
	publish();
	assert_ok(xb_writer_merge(writer, false, NULL, NULL));
	assert_int_equal(index_->now->manifest.segments[0].documents, 1);
	assert_string_equal(body_of("c"), "one");
}

static void
merging_all_leaves_one_segment_and_has_then_nothing_to_do(void **state)
{
	uint64_t generation;

	(void)state;
	put("a", "one");
	publish();
	put("b", "two");
	publish();
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.nsegments, 1);
	generation = index_->now->manifest.generation;
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.generation, generation);
	assert_int_equal(living(), 2);
}

struct item {
	const char *id, *lang, *title, *body, *byline, *section;
};

static void
put_item(const struct item *item)
{
	struct xb_dispatch dispatch = { 0 };
	struct xb_str tag = xb_str(item->section);

	dispatch.text[XB_FIELD_LANG] = xb_str(item->lang);
	dispatch.text[XB_FIELD_TITLE] = xb_str(item->title);
	dispatch.text[XB_FIELD_BYLINE] = xb_str(item->byline);
	dispatch.text[XB_FIELD_SECTION] = xb_str(item->section);
	dispatch.tags = &tag;
	dispatch.ntags = 1;
	dispatch.date.utc = 1600000000 + (int64_t)strlen(item->body);
	dispatch.date.precision = XB_DATE_SECOND;
	put_dispatch(&dispatch, item->id, item->body, "test");
}

/* An index of its own that is given the items at once. Returns the folder of its one segment. */
static const char *
index_at_once(const struct item *const *items, size_t n, const struct xb_build_options *options)
{
	struct xb_writer *kept = writer;
	struct xb_index *index;

	assert_ok(xb_index_open(&index, scratch("once"), true, 0, NULL));
	assert_ok(xb_writer_new(&writer, index, options, NULL));
	for (size_t i = 0; i < n; i++)
		put_item(items[i]);
	publish();
	xb_writer_free(writer);
	xb_index_free(index);
	writer = kept;
	return scratch("once/seg-000001");
}

static void
merging_makes_what_the_living_would_have_made_at_once(void **state)
{
	static const struct item items[] = {
		{ "a", "en", "Ferry to Aktau", "The ferry left Baku. Rəhimov was on it, with the mail.", "Günay Həsənova",
		  "transport" },
		{ "b", "en", "Rain", "It rained in Şuşa, and the ferry waited.", "", "weather" },
		{ "17", "en", "Row", "A row of a table; Quliyev counted it twice, and twice the ferry.", "", "tables" },
		{ "c", "ru", "Паром", "Паром вышел из Баку. Рагимов был на борту.", "Мадина Керимханова",
		  "transport" },
		{ "b", "en", "Rain again", "It rained in Şuşa again; the ferry did not wait.", "Kamran Veli", "weather" },
		{ "d", "tr", "Tren", "Tren Ankara'dan kalktı ve Bakü'ye geldi.", "", "transport" },
		{ "a", "en", "Ferry to Aktau, late", "The ferry left late. MAIL WAS LOST. Rəhimov stayed.", "Günay Həsənova",
		  "transport" },
		{ "e", "en", "Nothing", "The Nothing of the north is no name.", "", "culture" },
	};
	static const struct item *const alive[] = { &items[2], &items[4], &items[5], &items[6], &items[7] };
	static const uint32_t slots[] = { XB_SLOT_DATE, XB_SLOT_WALL, XB_SLOT_CONTENT, XB_SLOT_SOURCE, XB_SLOT_SECTION,
	                                  XB_SLOT_LANG, XB_SLOT_STATUS, XB_SLOT_EMBARGO, XB_SLOT_REVISION, XB_SLOT_ORIGIN, XB_SLOT_DAY };
	const struct xb_build_options *options = *state;
	const struct xb_segment_info *segment;
	const size_t ends[] = { 4, 6, 8 };

	for (size_t i = 0, k = 0; k < 3; k++) {
		for (; i < ends[k]; i++)
			put_item(&items[i]);
		publish();
	}
	assert_true(delete("c"));
	publish();
	assert_int_equal(index_->now->manifest.nsegments, 3);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	segment = &index_->now->manifest.segments[0];
	assert_int_equal(segment->documents, 5);
	assert_int_equal(segment->first, 1600000000 + (int64_t)strlen(items[7].body));
	assert_int_equal(segment->last, 1600000000 + (int64_t)strlen(items[2].body));
	assert_ok(xb_database_check(index_->now->refs[0].path, NULL));
	assert_true(pair_compare(index_->now->refs[0].path, index_at_once(alive, 5, options), slots,
	                         sizeof(slots) / sizeof(*slots)) > 0);
	assert_string_equal(body_of("b"), items[4].body);
	assert_string_equal(body_of("a"), items[6].body);
}

static void
a_merge_that_is_stopped_leaves_the_generation(void **state)
{
	const volatile sig_atomic_t stop = 15;
	const uint64_t generation = index_->now->manifest.generation;

	(void)state;
	put("a", "one");
	publish();
	put("b", "two");
	publish();
	assert_int_equal(xb_writer_merge(writer, true, &stop, NULL), XABAR_ESTOPPED);
	assert_int_equal(index_->now->manifest.generation, generation + 2);
	assert_int_equal(index_->now->manifest.nsegments, 2);
	assert_int_equal(living(), 2);
}

/* When the dispatch with an id came, by the newest generation, in which it is. */
static struct xb_birth
birth_of(const char *id)
{
	struct xb_reader *reader;
	struct xb_birth birth;
	struct xb_buf value;
	char term[XB_TERM_MAX];
	uint32_t docid;

	xb_buf_init(&value, 64);
	assert_ok(xb_reader_open(&reader, index_->now->refs, index_->now->manifest.nsegments, NULL));
	assert_ok(xb_reader_find(&docid, reader, xb_strn(term, xb_term_make(term, "Q", xb_str(id))), NULL));
	assert_ok(xb_reader_value(&value, reader, docid, XB_SLOT_GENERATION, NULL));
	xb_birth_decode(&birth, xb_buf_view(&value));
	xb_reader_free(reader);
	xb_buf_release(&value);
	return birth;
}

static void
a_merge_keeps_when_a_dispatch_came(void **state)
{
	const uint64_t before = index_->now->manifest.generation;

	(void)state;
	put("a", "one");
	put("b", "one");
	publish();
	put("b", "two");
	put("b", "three");
	put("c", "one");
	put("c", "two");
	publish();
	assert_int_equal(index_->now->manifest.segments[0].newest, before + 1);
	assert_int_equal(index_->now->manifest.segments[1].newest, before + 2);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.nsegments, 1);
	assert_int_equal(index_->now->manifest.segments[0].newest, before + 2);
	assert_int_equal(birth_of("a").generation, before + 1);
	assert_false(birth_of("a").replaces);
	assert_int_equal(birth_of("b").generation, before + 2);
	assert_true(birth_of("b").replaces);
	assert_int_equal(birth_of("c").generation, before + 2);
	assert_false(birth_of("c").replaces);
}

/* Whether the newest generation's lexicon has a word with marks under its bare form. */
static bool
has_spelling(const char *bare, const char *word)
{
	struct xb_spellings found;
	struct xb_reader *reader;
	struct xb_arena arena;
	bool has = false;

	xb_arena_init(&arena, 1 << 20);
	assert_ok(xb_reader_open(&reader, index_->now->refs, index_->now->manifest.nsegments, NULL));
	assert_ok(xb_lexicon_find(&found, reader, XB_LEXICON_BARE, xb_str(bare), &arena, NULL));
	for (size_t i = 0; i < found.n; i++)
		has |= xb_str_is(found.array[i].term, word);
	xb_reader_free(reader);
	xb_arena_release(&arena);
	return has;
}

static void
the_lexicon_is_published_and_merged_with_its_segment(void **state)
{
	struct xb_dispatch dispatch = { 0 };

	(void)state;
	put("a", "Dünən Rəhimov Şuşada olub");
	publish();
	dispatch.text[XB_FIELD_BYLINE] = xb_str("Günay Həsənova");
	put_dispatch(&dispatch, "b", "Dünən Quliyev Ağdamda olub", "test");
	publish();
	assert_true(has_spelling("rehimov", "rəhimov"));
	assert_true(has_spelling("susada", "şuşada"));
	assert_true(has_spelling("agdamda", "ağdamda"));
	assert_true(has_spelling("hesenova", "həsənova"));
	assert_false(has_spelling("quliyev", "quliyev"));
	assert_int_equal(put("a", "Dünən heç kim olmayıb"), XB_UPDATED);
	publish();
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.nsegments, 1);
	assert_true(has_spelling("agdamda", "ağdamda"));
	assert_true(has_spelling("olmayib", "olmayıb"));
	assert_false(has_spelling("rehimov", "rəhimov"));
}

/* Only what earlier versions made has none. What libxapian wrote is made anew by a merge, as that is. */
static void
merging_tells_the_language_of_what_has_none(void **state)
{
	struct xb_dispatch dispatch = { 0 };
	uint64_t documents;
	struct xb_reader *reader;

	(void)state;
	put("a", "Cumhurbaşkanı bugün Ankara'da önemli açıklamalar yaptı ve soruları yanıtladı.");
	publish();
	dispatch.text[XB_FIELD_LANG] = xb_str("en");
	put_dispatch(&dispatch, "b", "Toplantının ardından taraflar işbirliği anlaşmasını imzaladı.", "test");
	publish();
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_ok(xb_reader_open(&reader, index_->now->refs, index_->now->manifest.nsegments, NULL));
	assert_ok(xb_reader_documents(&documents, reader, xb_str("Ltr"), NULL));
	xb_reader_free(reader);
	assert_int_equal(documents, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		writer_test(eight_small_segments_become_one_without_the_dead),
		writer_test(a_half_dead_segment_is_written_again),
		writer_test(merging_all_leaves_one_segment_and_has_then_nothing_to_do),
		writer_test(merging_makes_what_the_living_would_have_made_at_once),
		writer_test(a_merge_that_is_stopped_leaves_the_generation),
		writer_test(a_merge_keeps_when_a_dispatch_came),
		writer_test(the_lexicon_is_published_and_merged_with_its_segment),
		{ "merging_tells_the_language_of_what_has_none", merging_tells_the_language_of_what_has_none, setup, teardown,
		  (void *)(uintptr_t)&xapian_options },
	};

	return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
