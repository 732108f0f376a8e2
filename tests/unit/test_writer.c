/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writer and the ledger: identity, replacement, deletion, merging. */
#include "glass_pair.h"

#include "document.h"
#include "fetch.h"
#include "ledger.h"
#include "lexicon.h"
#include "merge.h"
#include "writer.h"

static struct xb_index *index_;
static struct xb_writer *writer;
static struct xb_fetcher fetcher; /* one for all readers, as a searcher has */

static int
setup(void **state)
{
	const struct xb_build_options *options = *state;

	if (scratch_setup(state) != 0 || xb_index_open(&index_, scratch("i"), true, 0, NULL) != XABAR_OK)
		return -1;
	xb_fetcher_init(&fetcher);
	return xb_writer_new(&writer, index_, options, NULL) == XABAR_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	xb_writer_free(writer);
	xb_index_free(index_);
	xb_fetcher_release(&fetcher);
	return scratch_teardown(state);
}

static enum xb_outcome
put_dispatch(struct xb_dispatch *dispatch, const char *id, const char *body, const char *input)
{
	enum xb_outcome outcome;

	dispatch->text[XB_FIELD_ID] = xb_str(id);
	dispatch->text[XB_FIELD_BODY] = xb_str(body);
	assert_ok(xb_writer_put(&outcome, writer, dispatch, xb_str(input), NULL));
	return outcome;
}

static enum xb_outcome
put(const char *id, const char *body)
{
	struct xb_dispatch dispatch = { 0 };

	return put_dispatch(&dispatch, id, body, "test");
}

static enum xb_outcome
put_version(const char *id, const char *body, const char *version, const char *updated)
{
	struct xb_dispatch dispatch = { 0 };

	dispatch.text[XB_FIELD_VERSION] = xb_str(version);
	dispatch.text[XB_FIELD_UPDATED] = xb_str(updated);
	return put_dispatch(&dispatch, id, body, "test");
}

/* A row of a table, which has a number for an id. */
static enum xb_outcome
put_row(const char *id, const char *title, const char *input)
{
	struct xb_dispatch dispatch = { 0 };

	dispatch.text[XB_FIELD_TITLE] = xb_str(title);
	return put_dispatch(&dispatch, id, title, input);
}

static bool
delete(const char *id)
{
	bool found;

	assert_ok(xb_writer_delete(&found, writer, xb_str(id), NULL));
	return found;
}

static void
publish(void)
{
	assert_ok(xb_writer_publish(writer, (struct xb_str){ 0 }, NULL));
}

static uint64_t
living(void)
{
	struct xb_reader *reader;
	uint64_t live;

	assert_ok(xb_reader_open(&reader, index_->now->refs, index_->now->manifest.nsegments, NULL));
	assert_ok(xb_reader_live(&live, reader, NULL));
	xb_reader_free(reader);
	return live;
}

/* The body that the dispatch with an id has in the newest generation; "" when there is none. */
static const char *
body_of(const char *id)
{
	static char body[1024];
	struct xb_reader *reader;
	struct xb_arena arena;
	struct xb_buf encoded;
	struct xb_dispatch dispatch;
	char term[XB_TERM_MAX];
	uint32_t docid;

	*body = '\0';
	xb_arena_init(&arena, 1 << 20);
	xb_buf_init(&encoded, 1 << 20);
	assert_ok(xb_reader_open(&reader, index_->now->refs, index_->now->manifest.nsegments, NULL));
	assert_ok(xb_reader_find(&docid, reader, xb_strn(term, xb_term_make(term, "Q", xb_str(id))), NULL));
	if (docid) {
		assert_ok(xb_fetch(&encoded, &fetcher, reader, docid, NULL));
		assert_ok(xb_dispatch_decode(&dispatch, xb_buf_view(&encoded), &arena, NULL));
		assert_true(xb_str_is(dispatch.text[XB_FIELD_ID], id));
		snprintf(body, sizeof(body), "%.*s", XB_STR_ARG(dispatch.text[XB_FIELD_BODY]));
	}
	xb_reader_free(reader);
	xb_buf_release(&encoded);
	xb_arena_release(&arena);
	return body;
}

static void
the_same_id_replaces_within_a_run_and_across_runs(void **state)
{
	(void)state;
	assert_int_equal(put("a", "one"), XB_NEW);
	assert_int_equal(put("a", "one"), XB_UNCHANGED);
	assert_int_equal(put("a", "two"), XB_UPDATED);
	publish();
	assert_int_equal(living(), 1);
	assert_string_equal(body_of("a"), "two");
	assert_int_equal(put("a", "two"), XB_UNCHANGED);
	assert_int_equal(put("a", "three"), XB_UPDATED);
	assert_int_equal(put("a", "two"), XB_UPDATED);
	publish();
	assert_int_equal(living(), 1);
	assert_string_equal(body_of("a"), "two");
}

static void
an_older_version_does_not_replace_a_newer_one(void **state)
{
	(void)state;
	assert_int_equal(put_version("a", "two", "2", ""), XB_NEW);
	assert_int_equal(put_version("a", "one", "1", ""), XB_OUTDATED);
	publish();
	assert_int_equal(put_version("a", "one", "1", ""), XB_OUTDATED);
	assert_int_equal(put_version("a", "ten", "10", ""), XB_UPDATED);
	assert_int_equal(put_version("a", "later", "", "2022-05-20T11:00:00Z"), XB_UPDATED);
	assert_int_equal(put_version("a", "earlier", "", "2022-05-20T10:59:59Z"), XB_OUTDATED);
	publish();
	assert_string_equal(body_of("a"), "later");
}

static void
rows_of_different_tables_are_different_dispatches(void **state)
{
	(void)state;
	assert_int_equal(put_row("1", "Port opens", "ports.csv"), XB_NEW);
	assert_int_equal(put_row("1", "Rain ahead", "weather.csv"), XB_NEW);
	publish();
	assert_int_equal(living(), 2);
	assert_int_equal(put_row("1", "Rain ahead", "weather.csv"), XB_UNCHANGED);
	assert_int_equal(put_row("1", "Snow ahead", "weather.csv"), XB_UPDATED);
	assert_int_equal(put_row("1", "Port closes", "ports.csv"), XB_UPDATED);
	assert_int_equal(put_row("1", "Port closes", "ports-may.csv"), XB_UNCHANGED);
	publish();
	assert_int_equal(living(), 2);
	assert_string_equal(body_of("1"), "Port closes");
	xb_writer_merge(writer, true, NULL, NULL);
	assert_int_equal(put_row("1", "Rain at last", "rain.csv"), XB_NEW);
	assert_int_equal(put_row("1", "Port for sale", "ports.csv"), XB_UPDATED);
}

static void
deleting_takes_published_and_unpublished_ones(void **state)
{
	(void)state;
	put("a", "one");
	put("b", "one");
	publish();
	put("c", "one");
	assert_true(delete("a"));
	assert_false(delete("a"));
	assert_true(delete("c"));
	assert_false(delete("nosuch"));
	publish();
	assert_int_equal(living(), 1);
	assert_string_equal(body_of("a"), "");
	assert_int_equal(put("a", "again"), XB_NEW);
	publish();
	assert_string_equal(body_of("a"), "again");
}

static void
a_dispatch_deleted_and_put_again_in_one_run_is_there(void **state)
{
	(void)state;
	put("a", "one");
	publish();
	assert_true(delete("a"));
	assert_int_equal(put("a", "one"), XB_NEW);
	publish();
	assert_int_equal(living(), 1);
	assert_string_equal(body_of("a"), "one");
}

static void
nothing_taken_publishes_nothing(void **state)
{
	uint64_t generation = index_->now->manifest.generation;

	(void)state;
	publish();
	assert_int_equal(index_->now->manifest.generation, generation);
	put("a", "one");
	publish();
	put("a", "one");
	publish();
	assert_int_equal(index_->now->manifest.generation, generation + 1);
}

static void
ids_with_any_bytes_and_any_length_are_kept_apart(void **state)
{
	static char long_a[10001], long_b[10001];

	(void)state;
	memset(long_a, 'x', 10000);
	memset(long_b, 'x', 10000);
	long_b[9999] = 'y';
	put(long_a, "first");
	put(long_b, "second");
	put("a b\tc\x01", "third");
	publish();
	assert_int_equal(living(), 3);
	assert_string_equal(body_of(long_a), "first");
	assert_string_equal(body_of(long_b), "second");
	assert_string_equal(body_of("a b\tc\x01"), "third");
}

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
	                                  XB_SLOT_LANG, XB_SLOT_STATUS, XB_SLOT_EMBARGO, XB_SLOT_REVISION, XB_SLOT_ORIGIN };
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

static bool
is_a(void *ctx, uint64_t id)
{
	(void)ctx;
	return id == xb_ledger_id_hash(xb_str("a"));
}

static void
deleting_by_the_hash_of_the_id_takes_that_one(void **state)
{
	uint64_t n;

	(void)state;
	put("a", "one");
	put("b", "two");
	publish();
	assert_ok(xb_writer_delete_where(&n, writer, is_a, NULL, NULL));
	assert_int_equal(n, 1);
	publish();
	assert_string_equal(body_of("a"), "");
	assert_string_equal(body_of("b"), "two");
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

/* The wdf of a term in all documents. */
static uint64_t
wdf_in_all(const char *term)
{
	struct xb_posting_list *postings;
	struct xb_reader *reader;
	uint64_t wdf = 0;

	assert_ok(xb_reader_open(&reader, index_->now->refs, index_->now->manifest.nsegments, NULL));
	for (uint32_t i = 0; i < xb_reader_nsegments(reader); i++) {
		assert_ok(xb_posting_list_open(&postings, reader, i, xb_str(term), NULL));
		while (postings && postings->docid != UINT32_MAX) {
			wdf += postings->wdf;
			assert_ok(xb_posting_list_seek(postings, postings->docid + 1, NULL));
		}
		xb_posting_list_free(postings);
	}
	xb_reader_free(reader);
	return wdf;
}

static void
an_index_is_weighted_by_the_length_of_its_first_dispatches(void **state)
{
	(void)state;
	put("a", "ferry ferry storm");
	put("b", "one two three four five");
	publish();
	assert_int_equal(index_->now->manifest.weighting.scale, 64);
	assert_int_equal(index_->now->manifest.weighting.b, 75);
	assert_int_equal(index_->now->manifest.weighting.pivot, 2090); /* (8 + 2500) / 12 */
	assert_int_equal(wdf_in_all("ferry"), 205);                    /* 128 / (1/4 + 3/8) = 204.8 */
	put("c", "ferry and so many words more than there were in those that told how long a dispatch is");
	publish();
	assert_int_equal(index_->now->manifest.weighting.pivot, 2090);
	assert_int_equal(wdf_in_all("ferry"), 205 + 102);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.weighting.pivot, 2090); /* near enough to (26 + 2500) / 13 */
	assert_int_equal(wdf_in_all("ferry"), 205 + 102);
}

static void
merging_all_weights_anew_where_lengths_have_changed(void **state)
{
	static char body[8000 * 5];

	(void)state;
	put("a", "ferry");
	publish();
	assert_int_equal(index_->now->manifest.weighting.pivot, 2273); /* (1 + 2500) / 11 */
	for (size_t i = 0; i < sizeof(body); i += 5)
		memcpy(body + i, "word ", 5);
	memcpy(body, "ferry    ", 9); /* in place of two words */
	body[sizeof(body) - 1] = '\0';
	put("b", body);
	publish();
	assert_int_equal(wdf_in_all("ferry"), 102 + 2);                /* 64 / (1/4 + 3/4 * 7999 / 227.3) = 2.4 */
	assert_ok(xb_writer_merge(writer, false, NULL, NULL));
	assert_int_equal(index_->now->manifest.weighting.pivot, 2273);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.weighting.pivot, 8750); /* (8000 + 2500) / 12 */
	assert_int_equal(wdf_in_all("ferry"), 102 + 9);                /* 64 / (1/4 + 3/4 * 7999 / 875) = 9.006 */
}

static void
an_index_of_which_nothing_is_left_is_weighted_anew(void **state)
{
	(void)state;
	put("a", "ferry");
	publish();
	assert_true(delete("a"));
	publish();
	assert_int_equal(index_->now->manifest.nsegments, 0);
	put("b", "one two three four five");
	publish();
	assert_int_equal(index_->now->manifest.weighting.pivot, 2277); /* (5 + 2500) / 11 */
}

/* A segment as versions before the weighting made it. */
static void
publish_plain(const struct xb_build_options *options, const char *id, const char *body)
{
	static const unsigned char hash[16];
	static const struct xb_weighting plain;
	struct xb_change change = { .nadded = 1 };
	__typeof__(*change.added) added = { .documents = 1, .first = 1 };
	struct xb_dispatch dispatch = { .text = { [XB_FIELD_ID] = xb_str(id), [XB_FIELD_BODY] = xb_str(body) } };
	struct xb_builder *builder;
	struct xb_built built;
	struct xb_buf encoded;
	uint32_t docid;

	xb_buf_init(&encoded, 1 << 20);
	xb_dispatch_encode(&encoded, &dispatch);
	assert_ok(xb_builder_new(&builder, scratch("i"), options, NULL));
	xb_builder_weight(builder, &plain);
	assert_ok(xb_builder_add(&docid, builder, &dispatch, xb_buf_view(&encoded), hash, NULL, 0, NULL));
	assert_ok(xb_builder_finish(&built, builder, NULL));
	added.path = built.path;
	change.added = &added;
	assert_ok(xb_index_publish(index_, &change, NULL));
	xb_builder_free(builder);
	xb_buf_release(&encoded);
}

static void
a_plain_index_stays_so_until_all_of_it_is_merged(void **state)
{
	const struct xb_build_options *options = *state;

	xb_writer_free(writer);
	publish_plain(options, "a", "ferry ferry storm");
	assert_ok(xb_writer_new(&writer, index_, options, NULL));
	put("b", "ferry ferry ferry");
	publish();
	assert_int_equal(index_->now->manifest.nsegments, 2);
	assert_int_equal(index_->now->manifest.weighting.scale, 0);
	assert_int_equal(wdf_in_all("ferry"), 5);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.nsegments, 1);
	assert_int_equal(index_->now->manifest.weighting.scale, 64);
	assert_int_equal(wdf_in_all("ferry"), 205 + 307); /* 192 / (1/4 + 3/8) = 307.2 */
	assert_string_equal(body_of("a"), "ferry ferry storm");
}

/* A single segment has nothing to be merged with, and is still made anew. */
static void
merging_all_weights_a_plain_segment(void **state)
{
	const struct xb_build_options *options = *state;

	xb_writer_free(writer);
	publish_plain(options, "a", "ferry ferry storm");
	assert_ok(xb_writer_new(&writer, index_, options, NULL));
	assert_ok(xb_writer_merge(writer, false, NULL, NULL));
	assert_int_equal(wdf_in_all("ferry"), 2);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(wdf_in_all("ferry"), 205);
}

/* Dispatches of the sample are replaced and deleted as others are, while it is held and when it is in the segment. */
static void
a_sample_is_taken_in_its_order(void **state)
{
	static char dashes[500001];
	char id[16];

	(void)state;
	memset(dashes, '-', sizeof(dashes) - 1);
	for (int i = 0; i < 12; i++) {
		snprintf(id, sizeof(id), "%d", i);
		assert_int_equal(put(id, dashes), XB_NEW);
		if (i == 2)
			assert_int_equal(put("1", "revised at once"), XB_UPDATED);
		if (i == 4)
			assert_true(delete("3"));
	}
	assert_int_equal(put("0", "revised later"), XB_UPDATED);
	assert_int_equal(put("2", dashes), XB_UNCHANGED);
	assert_true(delete("5"));
	publish();
	assert_int_equal(living(), 10);
	assert_string_equal(body_of("0"), "revised later");
	assert_string_equal(body_of("1"), "revised at once");
	assert_string_equal(body_of("3"), "");
	assert_string_equal(body_of("5"), "");
	assert_int_equal(index_->now->manifest.weighting.pivot, 1251); /* 0 to 8 and the first revision: (3 + 2500) / 20 */
}

static void
a_ledger_is_read_as_it_was_written(void **state)
{
	struct xb_ledger ledger = { 0 }, back;
	struct xb_ledger_input *input;
	struct xb_buf bytes;
	char path[32];

	(void)state;
	for (int i = 0; i < 500; i++) {
		snprintf(path, sizeof(path), "/archive/%d.jsonl", i);
		input = xb_ledger_get(&ledger, path);
		assert_non_null(input);
		input->size = (uint64_t)i;
		input->mtime_ns = -i;
		assert_ok(xb_ledger_add_id(input, xb_str(path), NULL));
	}
	for (int i = 0; i < 500; i += 2) {
		snprintf(path, sizeof(path), "/archive/%d.jsonl", i);
		xb_ledger_remove(&ledger, path);
	}
	xb_buf_init(&bytes, 1 << 20);
	xb_ledger_write(&bytes, &ledger);
	assert_ok(xb_ledger_read(&back, xb_buf_view(&bytes), NULL));
	assert_int_equal(back.n, 250);
	for (int i = 0; i < 500; i++) {
		snprintf(path, sizeof(path), "/archive/%d.jsonl", i);
		input = xb_ledger_find(&back, path);
		assert_int_equal(input != NULL, i % 2);
		if (input) {
			assert_int_equal(input->size, i);
			assert_true(input->mtime_ns == -i);
			assert_true(input->nids == 1 && input->ids[0] == xb_ledger_id_hash(xb_str(path)));
		}
	}
	xb_ledger_release(&back);
	bytes.ptr[bytes.len / 2] ^= 1;
	assert_int_equal(xb_ledger_read(&back, xb_buf_view(&bytes), NULL), XABAR_ECORRUPT);
	xb_buf_release(&bytes);
	xb_ledger_release(&ledger);
}

/* Each is made for both ways of writing a segment. */
#define writer_test(f)                                                                                                        \
	{ #f ", bulk", f, setup, teardown, (void *)&bulk }, { #f ", libxapian", f, setup, teardown, (void *)&xapian }

int
main(void)
{
	static const struct xb_build_options bulk = { (size_t)64 << 20, 2, XB_SEGMENT_BULK },
	                                     xapian = { (size_t)64 << 20, 1, XB_SEGMENT_XAPIAN };
	const struct CMUnitTest tests[] = {
		writer_test(the_same_id_replaces_within_a_run_and_across_runs),
		writer_test(an_older_version_does_not_replace_a_newer_one),
		writer_test(rows_of_different_tables_are_different_dispatches),
		writer_test(deleting_takes_published_and_unpublished_ones),
		writer_test(a_dispatch_deleted_and_put_again_in_one_run_is_there),
		writer_test(nothing_taken_publishes_nothing),
		writer_test(ids_with_any_bytes_and_any_length_are_kept_apart),
		writer_test(eight_small_segments_become_one_without_the_dead),
		writer_test(a_half_dead_segment_is_written_again),
		writer_test(merging_all_leaves_one_segment_and_has_then_nothing_to_do),
		writer_test(merging_makes_what_the_living_would_have_made_at_once),
		writer_test(a_merge_that_is_stopped_leaves_the_generation),
		writer_test(deleting_by_the_hash_of_the_id_takes_that_one),
		writer_test(the_lexicon_is_published_and_merged_with_its_segment),
		{ "merging_tells_the_language_of_what_has_none", merging_tells_the_language_of_what_has_none, setup, teardown,
		  (void *)&xapian },
		writer_test(an_index_is_weighted_by_the_length_of_its_first_dispatches),
		writer_test(merging_all_weights_anew_where_lengths_have_changed),
		writer_test(an_index_of_which_nothing_is_left_is_weighted_anew),
		writer_test(a_plain_index_stays_so_until_all_of_it_is_merged),
		writer_test(merging_all_weights_a_plain_segment),
		writer_test(a_sample_is_taken_in_its_order),
		cmocka_unit_test(a_ledger_is_read_as_it_was_written),
	};

	return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
