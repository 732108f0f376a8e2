/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How an index comes by its weighting, and keeps it. */
#include "writing.h"

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
	assert_int_equal(wdf_in_all("ferry"), 353);                    /* 128 / (1/4 + 9/80) = 353.1 */
	put("c", "ferry and so many words more than there were in those that told how long a dispatch is");
	publish();
	assert_int_equal(index_->now->manifest.weighting.pivot, 2090);
	assert_int_equal(wdf_in_all("ferry"), 353 + 177);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.weighting.pivot, 2090); /* near enough to (26 + 2500) / 13 */
	assert_int_equal(wdf_in_all("ferry"), 353 + 177);
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
	assert_int_equal(wdf_in_all("ferry"), 177 + 2);                /* 64 / (1/4 + 3/4 * 7999 / 227.3) = 2.4 */
	assert_ok(xb_writer_merge(writer, false, NULL, NULL));
	assert_int_equal(index_->now->manifest.weighting.pivot, 2273);
	assert_ok(xb_writer_merge(writer, true, NULL, NULL));
	assert_int_equal(index_->now->manifest.weighting.pivot, 8750); /* (8000 + 2500) / 12 */
	assert_int_equal(wdf_in_all("ferry"), 177 + 9);                /* 64 / (1/4 + 3/4 * 7999 / 875) = 9.006 */
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
	assert_int_equal(wdf_in_all("ferry"), 353 + 530); /* 192 / (1/4 + 9/80) = 529.7 */
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
	assert_int_equal(wdf_in_all("ferry"), 353);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		writer_test(an_index_is_weighted_by_the_length_of_its_first_dispatches),
		writer_test(merging_all_weights_anew_where_lengths_have_changed),
		writer_test(an_index_of_which_nothing_is_left_is_weighted_anew),
		writer_test(a_plain_index_stays_so_until_all_of_it_is_merged),
		writer_test(merging_all_weights_a_plain_segment),
		writer_test(a_sample_is_taken_in_its_order),
	};

	return cmocka_run_group_tests_name("sample", tests, NULL, NULL);
}
