/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shim: every class of error through the guard, documents in and out, tombstones over several segments. */
#define XB_TESTING
#include "scratch.h"

#include "posting.h"
#include "schema.h"
#include "xapian_shim.h"

static void
every_class_of_error_becomes_its_status(void **state)
{
	static const xabar_status want[] = {
		XABAR_ENOTFOUND, XABAR_ENOTFOUND, XABAR_ELOCKED, XABAR_ESTALE, XABAR_EVERSION, XABAR_ECORRUPT, XABAR_EQUERY,
		XABAR_EIO, XABAR_EINVAL, XABAR_ESTALE, XABAR_ENOMEM, XABAR_EINTERNAL, XABAR_EINTERNAL, XABAR_EINTERNAL,
		XABAR_ESTOPPED, XABAR_OK,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		xabar_error err = { 0 };

		assert_int_equal(xb_shim_throw((int)i, &err), want[i]);
		if (want[i] != XABAR_OK)
			assert_true(err.message[0] != '\0');
		assert_int_equal(xb_shim_throw((int)i, NULL), want[i]);
	}
}

static void
what_is_not_a_database_is_not_found(void **state)
{
	const struct xb_segment_ref ref = { scratch("nosuch"), NULL, 0, NULL, 0, 0, false };
	struct xb_reader *reader;
	xabar_error err;

	(void)state;
	assert_int_equal(xb_reader_open(&reader, &ref, 1, &err), XABAR_ENOTFOUND);
	assert_null(reader);
}

/* Segment `name` of `n` documents; document i has the terms "all", "odd" if it is, and its number's name. */
static void
make_segment(const char *name, uint32_t n)
{
	struct xb_database *db;

	assert_ok(xb_database_new(&db, scratch(name), NULL));
	for (uint32_t i = 1; i <= n; i++) {
		char own[32] = "", date[8];
		const struct occurrence words[] = { { xb_str("all"), 1, 1 }, { xb_str(own), 2, 1 }, { xb_str("odd"), 0, 1 } };
		struct xb_posting postings[] = { posting_of(&words[0]), posting_of(&words[1]), posting_of(&words[2]) };
		struct xb_value value = { XB_SLOT_DATE, xb_strn(date, 8) };
		struct xb_document document = { postings, i % 2 ? 3 : 2, &value, 1, xb_str(own) };

		snprintf(own, sizeof(own), "%s%u", name, i);
		postings[1].term = document.datum = xb_str(own);
		xb_sortable(date, i);
		assert_ok(xb_database_add(db, &document, NULL));
	}
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
}

static uint64_t
count(struct xb_reader *reader, const struct xb_node *query)
{
	const struct xb_match_request request = { .query = query, .limit = 100, .exact_up_to = UINT32_MAX, .k1 = 1, .b = 0.5 };
	struct xb_matches matches;
	struct xb_arena arena;
	uint64_t n;

	xb_arena_init(&arena, 1 << 20);
	assert_ok(xb_match(&matches, reader, &request, &arena, NULL));
	assert_true(matches.exact);
	assert_int_equal(matches.total, matches.nhits);
	n = matches.total;
	xb_arena_release(&arena);
	return n;
}

static void
tombstones_hold_in_each_of_several_segments(void **state)
{
	/* Three segments of different sizes: document 2 of one is not document 2 of another. */
	static const uint32_t dead_a[] = { 2, 5 }, dead_c[] = { 1, 3, 4 };
	const struct xb_node all = { .op = XB_OP_TERM, .term = xb_str("all") }, every = { .op = XB_OP_ALL },
	                     odd = { .op = XB_OP_TERM, .term = xb_str("odd") };
	struct xb_reader *reader;
	uint64_t live;
	uint32_t docid;

	(void)state;
	make_segment("a", 5);
	make_segment("b", 9);
	make_segment("c", 4);
	const struct xb_segment_ref refs[] = { { scratch("a"), dead_a, 2, NULL, 0, 0, false }, { scratch("b"), NULL, 0, NULL, 0, 0, false },
	                                       { scratch("c"), dead_c, 3, NULL, 0, 0, false } };
	assert_ok(xb_reader_open(&reader, refs, 3, NULL));
	assert_ok(xb_reader_live(&live, reader, NULL));
	assert_int_equal(live, 13);
	assert_int_equal(count(reader, &all), 13);
	assert_int_equal(count(reader, &every), 13);
	assert_int_equal(count(reader, &odd), 2 + 5 + 0); /* a1 a3, b1 b3 b5 b7 b9 */

	assert_ok(xb_reader_find(&docid, reader, xb_str("a2"), NULL));
	assert_int_equal(docid, 0);
	assert_ok(xb_reader_find(&docid, reader, xb_str("c2"), NULL));
	assert_int_equal(xb_reader_segment(3, docid), 2);
	assert_int_equal(xb_reader_local(3, docid), 2);
	assert_int_equal(xb_reader_docid(3, 2, 2), docid);
	xb_reader_free(reader);
}

static void
both_orders_have_the_dated_first(void **state)
{
	const struct xb_node all = { .op = XB_OP_TERM, .term = xb_str("all") };
	struct xb_match_request request = { .query = &all, .limit = 10, .exact_up_to = 100, .k1 = 1, .b = 0.5,
	                                    .date_slot = XB_SLOT_DATE };
	const struct occurrence word = { xb_str("all"), 1, 1 };
	const struct xb_posting posting = posting_of(&word);
	const struct xb_document undated = { &posting, 1, NULL, 0, xb_str("undated") };
	const struct xb_segment_ref ref = { scratch("d"), NULL, 0, NULL, 0, 0, false };
	struct xb_database *db;
	struct xb_matches matches;
	struct xb_reader *reader;
	struct xb_arena arena;

	(void)state;
	assert_ok(xb_database_new(&db, scratch("d"), NULL));
	assert_ok(xb_database_add(db, &undated, NULL));
	for (int i = 0; i < 2; i++) {
		char date[8];
		const struct xb_value value = { XB_SLOT_DATE, xb_strn(date, 8) };
		const struct xb_document document = { &posting, 1, &value, 1, xb_str("dated") };

		xb_sortable(date, 1000 + i);
		assert_ok(xb_database_add(db, &document, NULL));
	}
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
	assert_ok(xb_reader_open(&reader, &ref, 1, NULL));
	xb_arena_init(&arena, 1 << 20);
	request.order = XB_ORDER_NEWEST;
	assert_ok(xb_match(&matches, reader, &request, &arena, NULL));
	assert_int_equal(matches.hits[0].docid, 3);
	assert_int_equal(matches.hits[2].docid, 1);
	request.order = XB_ORDER_OLDEST;
	assert_ok(xb_match(&matches, reader, &request, &arena, NULL));
	assert_int_equal(matches.hits[0].docid, 2);
	assert_int_equal(matches.hits[2].docid, 1);
	assert_null(matches.hits[0].values);
	xb_arena_release(&arena);
	xb_reader_free(reader);
}

static void
hits_bring_their_values(void **state)
{
	static const uint32_t slots[] = { XB_SLOT_LANG, XB_SLOT_DATE };
	const struct xb_node every = { .op = XB_OP_TERM, .term = xb_str("all") };
	const struct xb_match_request request = { .query = &every, .limit = 3, .order = XB_ORDER_NEWEST, .date_slot = XB_SLOT_DATE,
	                                          .exact_up_to = UINT32_MAX, .k1 = 1, .slots = slots, .nslots = 2 };
	struct xb_segment_ref refs[2] = { { .path = NULL }, { .path = NULL } };
	char paths[2][4096], date[8];
	struct xb_matches matches;
	struct xb_reader *reader;
	struct xb_arena arena;

	(void)state;
	make_segment("e", 2);
	make_segment("f", 4);
	for (size_t i = 0; i < 2; i++)
		refs[i].path = strcpy(paths[i], scratch(i ? "f" : "e"));
	assert_ok(xb_reader_open(&reader, refs, 2, NULL));
	xb_arena_init(&arena, 1 << 20);
	assert_ok(xb_match(&matches, reader, &request, &arena, NULL));
	assert_int_equal(matches.total, 6);
	assert_int_equal(matches.nhits, 3);
	for (size_t i = 0; i < 3; i++) { /* the days 4, 3 and, of either segment, 2 */
		xb_sortable(date, 4 - (int64_t)i);
		assert_int_equal(matches.hits[i].values[0].len, 0);
		assert_true(xb_str_equal(matches.hits[i].values[1], xb_strn(date, 8)));
	}
	xb_arena_release(&arena);
	xb_reader_free(reader);
}

static void
as_many_documents_as_have_terms_and_values(void **state)
{
	const struct xb_str terms[] = { xb_str("odd"), xb_str("none"), xb_str("all") };
	const struct xb_segment_ref ref = { scratch("g"), NULL, 0, NULL, 0, 0, false };
	uint64_t documents[3], valued;
	struct xb_reader *reader;

	(void)state;
	make_segment("g", 5);
	assert_ok(xb_reader_open(&reader, &ref, 1, NULL));
	assert_ok(xb_reader_documents_each(documents, reader, terms, 3, NULL));
	assert_int_equal(documents[0], 3);
	assert_int_equal(documents[1], 0);
	assert_int_equal(documents[2], 5);
	assert_ok(xb_reader_valued(&valued, reader, XB_SLOT_DATE, NULL));
	assert_int_equal(valued, 5);
	assert_ok(xb_reader_valued(&valued, reader, XB_SLOT_TAGS, NULL));
	assert_int_equal(valued, 0);
	xb_reader_free(reader);
}

static void
an_empty_reader_finds_nothing(void **state)
{
	const struct xb_node every = { .op = XB_OP_ALL };
	struct xb_reader *reader;

	(void)state;
	assert_ok(xb_reader_open(&reader, NULL, 0, NULL));
	assert_int_equal(count(reader, &every), 0);
	xb_reader_free(reader);
}

static void
compacting_keeps_numbers_and_the_check_finds_no_fault(void **state)
{
	const struct xb_segment_ref ref = { scratch("packed"), NULL, 0, NULL, 0, 0, false };
	struct xb_reader *reader;
	struct xb_buf datum;

	(void)state;
	make_segment("a", 5);
	assert_ok(xb_database_compact(scratch("a"), scratch("packed"), NULL));
	assert_ok(xb_database_check(scratch("packed"), NULL));
	assert_ok(xb_reader_open(&reader, &ref, 1, NULL));
	xb_buf_init(&datum, 100);
	assert_ok(xb_reader_datum(&datum, reader, 4, NULL));
	assert_string_equal(datum.ptr, "a4");
	assert_int_equal(xb_reader_datum(&datum, reader, 6, NULL), XABAR_ENOTFOUND);
	xb_buf_release(&datum);
	xb_reader_free(reader);
}

static void
a_term_over_the_limit_of_glass_is_refused(void **state)
{
	char term[300];
	const struct occurrence word = { { term, sizeof(term) }, 1, 1 };
	struct xb_posting posting = posting_of(&word);
	const struct xb_document document = { &posting, 1, NULL, 0, xb_str("") };
	struct xb_database *db;

	(void)state;
	memset(term, 'x', sizeof(term));
	assert_ok(xb_database_new(&db, scratch("a"), NULL));
	assert_int_equal(xb_database_add(db, &document, NULL), XABAR_EINVAL);
	posting.term.len = XB_TERM_MAX;
	assert_ok(xb_database_add(db, &document, NULL));
	xb_database_free(db);
}

/* The key of a segment's metadata under "x/" from `from` on, with its value; "" when there is none. */
static const char *
metadata_from(struct xb_reader *reader, uint32_t segment, const char *from)
{
	static char found[64];
	struct xb_buf key, value;

	xb_buf_init(&key, 100);
	xb_buf_init(&value, 100);
	assert_ok(xb_reader_metadata_from(&key, &value, reader, segment, xb_str("x/"), xb_str(from), NULL));
	snprintf(found, sizeof(found), "%.*s%.*s", XB_STR_ARG(xb_buf_view(&key)), XB_STR_ARG(xb_buf_view(&value)));
	xb_buf_release(&key);
	xb_buf_release(&value);
	return found;
}

static void
metadata_is_of_its_segment_and_prefix(void **state)
{
	static const char *const keys[] = { "w", "x/b", "x/d", "y" };
	struct xb_database *db;
	struct xb_reader *reader;

	(void)state;
	make_segment("a", 2);
	assert_ok(xb_database_new(&db, scratch("b"), NULL));
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		assert_ok(xb_database_set_metadata(db, xb_str(keys[i]), xb_str("!"), NULL));
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
	const struct xb_segment_ref refs[] = { { scratch("a"), NULL, 0, NULL, 0, 0, false }, { scratch("b"), NULL, 0, NULL, 0, 0, false } };
	assert_ok(xb_reader_open(&reader, refs, 2, NULL));
	assert_string_equal(metadata_from(reader, 0, "x/a"), "");
	assert_string_equal(metadata_from(reader, 1, ""), "x/b!");
	assert_string_equal(metadata_from(reader, 1, "x/a"), "x/b!");
	assert_string_equal(metadata_from(reader, 1, "x/b"), "x/b!");
	assert_string_equal(metadata_from(reader, 1, "x/c"), "x/d!");
	assert_string_equal(metadata_from(reader, 1, "x/e"), "");
	xb_reader_free(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_class_of_error_becomes_its_status),
		scratch_test(what_is_not_a_database_is_not_found),
		scratch_test(tombstones_hold_in_each_of_several_segments),
		scratch_test(both_orders_have_the_dated_first),
		scratch_test(hits_bring_their_values),
		scratch_test(as_many_documents_as_have_terms_and_values),
		scratch_test(an_empty_reader_finds_nothing),
		scratch_test(compacting_keeps_numbers_and_the_check_finds_no_fault),
		scratch_test(metadata_is_of_its_segment_and_prefix),
		scratch_test(a_term_over_the_limit_of_glass_is_refused),
	};

	return cmocka_run_group_tests_name("shim", tests, NULL, NULL);
}
