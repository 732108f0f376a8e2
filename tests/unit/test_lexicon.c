/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lexicon: its blocks, what a segment's documents put into it, and what is found of several segments. */
#include "scratch.h"
#include "metadata.h"

#include "lexicon_block.h"
#include "lexicon_writer.h"
#include "text/name.h"

static struct xb_arena arena;

static int
setup(void **state)
{
	xb_arena_init(&arena, (size_t)64 << 20);
	return scratch_setup(state);
}

static int
teardown(void **state)
{
	xb_arena_release(&arena);
	return scratch_teardown(state);
}

#define lexicon_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* ---- Blocks ---- */

static struct xb_lexicon_row
row(const char *key, const char *term, uint32_t name, uint32_t first, uint32_t shout)
{
	return (struct xb_lexicon_row){ xb_str(key), { xb_str(term), name, first, shout } };
}

static void
pack(struct xb_buf *key, struct xb_buf *value, const struct xb_lexicon_row *rows, size_t n)
{
	struct xb_lexicon_packer packer;

	xb_buf_init(key, 1 << 20);
	xb_buf_init(value, 1 << 20);
	xb_lexicon_packer_init(&packer);
	for (size_t i = 0; i < n; i++)
		xb_lexicon_pack(&packer, &rows[i]);
	assert_ok(xb_lexicon_packer_close(key, value, &packer, NULL));
	xb_lexicon_packer_release(&packer);
}

static void
assert_row(const struct xb_lexicon_row *got, const struct xb_lexicon_row *want)
{
	assert_true(xb_str_equal(got->key, want->key));
	assert_true(xb_str_equal(got->spelling.term, want->spelling.term));
	assert_int_equal(got->spelling.name, want->spelling.name);
	assert_int_equal(got->spelling.first, want->spelling.first);
	assert_int_equal(got->spelling.shout, want->spelling.shout);
}

static void
a_block_gives_back_its_rows(void **state)
{
	char longest[XB_LEXICON_KEY_MAX + 1] = "bb";

	memset(longest + 2, 'c', XB_LEXICON_KEY_MAX - 2);
	const struct xb_lexicon_row rows[] = {
		row("baliyev", "əliyev", 0, 0, 0),
		row(longest, longest + 1, 0, 0, 0),
		row("bc", longest + 2, 0, 0, 0),
		row("nALV", "aliyev", 1, 2, 3),
		row("nALV", "əliyev", UINT32_MAX, 0, UINT32_MAX),
		row("nALV", "алиев", 0, 1, 0),
		row("nALVV", "алиева", 16, 128, 0),
		row("sbaki", "bakı", 0, 0, 0),
	};
	const size_t n = sizeof(rows) / sizeof(*rows);
	struct xb_lexicon_rows reading;
	struct xb_lexicon_row got;
	struct xb_buf key, value;

	(void)state;
	pack(&key, &value, rows, n);
	assert_string_equal(key.ptr, "lexicon/sbaki");
	assert_ok(xb_lexicon_rows_init(&reading, xb_buf_view(&value), NULL));
	for (size_t i = 0; i < n; i++) {
		assert_ok(xb_lexicon_next(&got, &reading, NULL));
		assert_row(&got, &rows[i]);
	}
	assert_ok(xb_lexicon_next(&got, &reading, NULL));
	assert_int_equal(got.key.len, 0);
	xb_buf_release(&key);
	xb_buf_release(&value);
}

static void
a_block_that_was_touched_is_damaged(void **state)
{
	const struct xb_lexicon_row rows[] = { row("nALV", "aliyev", 1, 2, 3), row("nALV", "алиев", 4, 5, 6) };
	struct xb_lexicon_rows reading;
	struct xb_buf key, value;

	(void)state;
	pack(&key, &value, rows, 2);
	for (size_t i = 0; i < value.len; i++) {
		assert_int_equal(xb_lexicon_rows_init(&reading, xb_strn(value.ptr, i), NULL), XABAR_ECORRUPT);
		value.ptr[i] ^= 1;
		assert_int_equal(xb_lexicon_rows_init(&reading, xb_buf_view(&value), NULL),
		                 i ? XABAR_ECORRUPT : XABAR_EVERSION);
		value.ptr[i] ^= 1;
	}
	assert_ok(xb_lexicon_rows_init(&reading, xb_buf_view(&value), NULL));
	xb_buf_release(&key);
	xb_buf_release(&value);
}

static void
rows_out_of_order_are_damage(void **state)
{
	const struct xb_lexicon_row twice[] = { row("nALV", "aliyev", 1, 0, 0), row("nALV", "aliyev", 1, 0, 0) },
	                            terms[] = { row("nALV", "b", 1, 0, 0), row("nALV", "a", 1, 0, 0) },
	                            keys[] = { row("nB", "a", 1, 0, 0), row("nA", "b", 1, 0, 0) },
	                            shorter[] = { row("nAB", "a", 1, 0, 0), row("nA", "b", 1, 0, 0) };
	const struct xb_lexicon_row *const all[] = { twice, terms, keys, shorter };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct xb_lexicon_rows reading;
		struct xb_lexicon_row got;
		struct xb_buf key, value;

		pack(&key, &value, all[i], 2);
		assert_ok(xb_lexicon_rows_init(&reading, xb_buf_view(&value), NULL));
		assert_ok(xb_lexicon_next(&got, &reading, NULL));
		assert_int_equal(xb_lexicon_next(&got, &reading, NULL), XABAR_ECORRUPT);
		xb_buf_release(&key);
		xb_buf_release(&value);
	}
}

/* ---- Segments ---- */

/* A word of a document, and how it is written. */
struct written {
	const char *word;
	enum xb_written how;
};

/* Count a document of `n` words, each under a prefix of one letter or, if it is a stem, under none of interest. */
static void
add(struct xb_lexicon_writer *lexicon, const struct written *words, size_t n)
{
	struct xb_posting postings[16];
	char terms[16][64];

	assert_true(n <= 16);
	for (size_t i = 0; i < n; i++) {
		snprintf(terms[i], sizeof(terms[i]), "%c%s", words[i].how == XB_WRITTEN_STEM ? 'Z' : 'A', words[i].word);
		postings[i] = (struct xb_posting){ .term = xb_str(terms[i]), .written = (uint8_t)words[i].how, .prefix = 1 };
	}
	assert_ok(xb_lexicon_writer_add(lexicon, &(struct xb_document){ .postings = postings, .npostings = n }, NULL));
}

#define add_document(lexicon, ...) \
	add(lexicon, (const struct written[]){ __VA_ARGS__ }, \
	    sizeof((const struct written[]){ __VA_ARGS__ }) / sizeof(struct written))

/* Write the lexicon into a new segment of that name. */
static struct xb_segment_ref
write_segment(struct xb_lexicon_writer *lexicon, const char *name)
{
	struct xb_segment_ref ref = { scratch(name), NULL, 0, NULL, 0, 0, false };
	struct xb_database *db;

	assert_ok(xb_database_new(&db, ref.path, NULL));
	if (lexicon)
		assert_ok(xb_lexicon_writer_write(lexicon, put_metadata, db, NULL));
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
	xb_lexicon_writer_free(lexicon);
	return ref;
}

static struct xb_lexicon_writer *
new_lexicon(void)
{
	struct xb_lexicon_writer *lexicon;

	assert_ok(xb_lexicon_writer_new(&lexicon, NULL));
	return lexicon;
}

static struct xb_reader *
read_segments(const struct xb_segment_ref *refs, size_t n)
{
	struct xb_reader *reader;

	assert_ok(xb_reader_open(&reader, refs, n, NULL));
	for (size_t i = 0; i < n; i++)
		assert_ok(xb_lexicon_check(reader, (uint32_t)i, NULL));
	return reader;
}

static struct xb_spellings
find(struct xb_reader *reader, enum xb_lexicon_kind kind, const char *key)
{
	struct xb_spellings found;

	assert_ok(xb_lexicon_find(&found, reader, kind, xb_str(key), &arena, NULL));
	return found;
}

/* The word as it is found under its own first name key; NULL when it is not. */
static const struct xb_spelling *
find_name(struct xb_reader *reader, const char *word)
{
	struct xb_name_key keys[XB_NAME_KEYS_MAX];
	struct xb_spellings found;

	assert_true(xb_name_keys(keys, xb_str(word)) > 0);
	assert_ok(xb_lexicon_find(&found, reader, XB_LEXICON_NAME, xb_strn(keys[0].text, keys[0].len), &arena, NULL));
	for (size_t i = 0; i < found.n; i++)
		if (xb_str_is(found.array[i].term, word))
			return &found.array[i];
	return NULL;
}

static void
assert_counts(const struct xb_spelling *spelling, uint32_t name, uint32_t first, uint32_t shout)
{
	assert_non_null(spelling);
	assert_int_equal(spelling->name, name);
	assert_int_equal(spelling->first, first);
	assert_int_equal(spelling->shout, shout);
}

static void
a_document_counts_once_as_the_greatest(void **state)
{
	struct xb_lexicon_writer *lexicon = new_lexicon();
	struct xb_segment_ref ref;
	struct xb_reader *reader;

	(void)state;
	add_document(lexicon, { "qafarov", XB_WRITTEN_NAME }, { "qafarov", XB_WRITTEN_NAME }, { "qafarov", XB_WRITTEN_FIRST });
	add_document(lexicon, { "qafarov", XB_WRITTEN_SHOUT }, { "qafarov", XB_WRITTEN_FIRST });
	add_document(lexicon, { "qafarov", XB_WRITTEN_SHOUT });
	add_document(lexicon, { "qafarov", XB_WRITTEN_FIRST }, { "qafarov", XB_WRITTEN_SMALL });
	add_document(lexicon, { "qafarov", XB_WRITTEN_SMALL }, { "qafarov", XB_WRITTEN_NAME });
	ref = write_segment(lexicon, "a");
	reader = read_segments(&ref, 1);
	assert_counts(find_name(reader, "qafarov"), 2, 1, 1);
	xb_reader_free(reader);
}

static void
common_words_are_no_names(void **state)
{
	struct xb_lexicon_writer *lexicon = new_lexicon();
	struct xb_segment_ref ref;
	struct xb_reader *reader;

	(void)state;
	for (int i = 0; i < 20; i++)
		add_document(lexicon, { "tomorrow", i ? XB_WRITTEN_SMALL : XB_WRITTEN_NAME },
		             { "seldom", i ? XB_WRITTEN_FIRST : XB_WRITTEN_SMALL },
		             { "market", XB_WRITTEN_SMALL }, { "baker", i % 4 ? XB_WRITTEN_SMALL : XB_WRITTEN_NAME });
	ref = write_segment(lexicon, "a");
	reader = read_segments(&ref, 1);
	assert_null(find_name(reader, "tomorrow"));
	assert_null(find_name(reader, "seldom"));
	assert_null(find_name(reader, "market"));
	assert_counts(find_name(reader, "baker"), 5, 0, 0);
	xb_reader_free(reader);
}

static void
words_with_marks_are_under_their_bare_form(void **state)
{
	struct xb_lexicon_writer *lexicon = new_lexicon();
	struct xb_spellings found;
	struct xb_segment_ref ref;
	struct xb_reader *reader;

	(void)state;
	add_document(lexicon, { "şişli", XB_WRITTEN_NAME }, { "sişli", XB_WRITTEN_SMALL }, { "sisli", XB_WRITTEN_SMALL },
	             { "şiş", XB_WRITTEN_STEM });
	ref = write_segment(lexicon, "a");
	reader = read_segments(&ref, 1);
	found = find(reader, XB_LEXICON_BARE, "sisli");
	assert_int_equal(found.n, 2);
	assert_true(xb_str_is(found.array[0].term, "sişli"));
	assert_true(xb_str_is(found.array[1].term, "şişli"));
	found = find(reader, XB_LEXICON_STEM, "sis");
	assert_int_equal(found.n, 1);
	assert_true(xb_str_is(found.array[0].term, "şiş"));
	assert_int_equal(find(reader, XB_LEXICON_BARE, "sis").n, 0);
	assert_int_equal(find(reader, XB_LEXICON_STEM, "sisli").n, 0);
	xb_reader_free(reader);
}

static void
segments_are_summed_and_those_without_have_none(void **state)
{
	struct xb_lexicon_writer *a = new_lexicon(), *b = new_lexicon();
	struct xb_segment_ref refs[3];
	struct xb_reader *reader;

	(void)state;
	add_document(a, { "rəhimov", XB_WRITTEN_NAME });
	add_document(b, { "rəhimov", XB_WRITTEN_NAME }, { "rəhimova", XB_WRITTEN_FIRST });
	add_document(b, { "rəhimov", XB_WRITTEN_SHOUT });
	refs[0] = write_segment(a, "a");
	refs[1] = write_segment(NULL, "none");
	refs[2] = write_segment(b, "b");
	reader = read_segments(refs, 3);
	assert_counts(find_name(reader, "rəhimov"), 2, 0, 1);
	assert_counts(find_name(reader, "rəhimova"), 0, 1, 0);
	assert_int_equal(find(reader, XB_LEXICON_BARE, "rehimov").n, 1);
	xb_reader_free(reader);
}

/* Enough words for many blocks: each is found, and only what is there. */
static void
every_key_is_found_whatever_its_block(void **state)
{
	struct xb_lexicon_writer *lexicon = new_lexicon();
	struct xb_segment_ref ref;
	struct xb_reader *reader;
	char word[32], bare[32];

	(void)state;
	for (unsigned i = 0; i < 5000; i += 2) {
		snprintf(word, sizeof(word), "ş%04uə", i);
		add_document(lexicon, { word, XB_WRITTEN_SMALL });
	}
	for (unsigned i = 0; i < 500; i++) { /* under one key, which is in one block */
		snprintf(word, sizeof(word), "%cşşşşşşşşş", 'a' + (char)(i % 26));
		for (unsigned bit = 0; bit < 9; bit++)
			if (i >> bit & 1)
				memcpy(word + 1 + 2 * bit, "\xc5\xa1", 2); /* š */
		word[0] = 'q';
		add_document(lexicon, { word, XB_WRITTEN_SMALL });
	}
	ref = write_segment(lexicon, "a");
	reader = read_segments(&ref, 1);
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(bare, sizeof(bare), "s%04ue", i);
		assert_int_equal(find(reader, XB_LEXICON_BARE, bare).n, i % 2 ? 0 : 1);
	}
	assert_int_equal(find(reader, XB_LEXICON_BARE, "qsssssssss").n, 500);
	assert_int_equal(find(reader, XB_LEXICON_BARE, "zzz").n, 0);
	assert_int_equal(find(reader, XB_LEXICON_NAME, "").n, 0);
	xb_reader_free(reader);
}

static void
what_segments_say_is_summed_and_judged_again(void **state)
{
	const struct xb_lexicon_row rows[] = {
		/* of the first segment: a name, as four keys have it; a word that begins a sentence; one of a byline alone */
		row("nKFRF", "qafarov", 3, 1, 0), row("nXFRF", "qafarov", 3, 1, 0), row("nX", "ferry", 0, 2, 0),
		row("nY", "günay", 1, 0, 0), row("bgunay", "günay", 1, 0, 0), row("ssisl", "şişl", 0, 0, 0),
		row("nGN", "gone", 4, 0, 0), row("nHLF", "half", 8, 0, 4),
	};
	struct xb_lexicon_writer *lexicon = new_lexicon();
	const struct xb_lexicon_row again = row("nKFRF", "qafarov", 2, 0, 5);
	struct xb_segment_ref ref;
	struct xb_reader *reader;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_ok(xb_lexicon_writer_take(lexicon, 1, &rows[i], NULL));
	assert_ok(xb_lexicon_writer_take(lexicon, 2, &again, NULL));
	xb_lexicon_writer_hear(lexicon, xb_str("qafarov"), 5, 5);
	xb_lexicon_writer_hear(lexicon, xb_str("qafarov"), 6, 6);
	xb_lexicon_writer_hear(lexicon, xb_str("ferry"), 2, 2);
	xb_lexicon_writer_hear(lexicon, xb_str("ferry"), 40, 40); /* in small letters, says the other segment by its silence */
	xb_lexicon_writer_hear(lexicon, xb_str("Agünay"), 1, 1);
	xb_lexicon_writer_hear(lexicon, xb_str("Zşişl"), 1, 1);
	xb_lexicon_writer_hear(lexicon, xb_str("half"), 10, 20);
	xb_lexicon_writer_hear(lexicon, xb_str("unheard-of"), 10, 20);
	ref = write_segment(lexicon, "merged");
	reader = read_segments(&ref, 1);
	assert_counts(find_name(reader, "qafarov"), 5, 1, 5);
	assert_null(find_name(reader, "ferry"));
	assert_counts(find_name(reader, "günay"), 1, 0, 0);
	assert_int_equal(find(reader, XB_LEXICON_BARE, "gunay").n, 1);
	assert_int_equal(find(reader, XB_LEXICON_STEM, "sisl").n, 1);
	assert_null(find_name(reader, "gone"));
	assert_counts(find_name(reader, "half"), 4, 0, 2);
	xb_reader_free(reader);
}

/* Each of three dispatches has the one word in another way, so that a third of each count is less than a half. */
static void
parts_have_together_what_the_whole_has(void **state)
{
	const struct xb_lexicon_row rows[] = {
		row("nKFRF", "qafarov", 1, 1, 1), row("nHLF", "half", 8, 5, 1), row("bsis", "şiş", 2, 0, 0),
	};
	const uint32_t living[3][3] = { { 1, 3, 40 }, { 1, 0, 30 }, { 1, 17, 30 } };
	struct xb_lexicon_parts parts = { NULL };
	struct xb_segment_ref refs[3];
	struct xb_reader *reader;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = { "one", "two", "three" };
		struct xb_lexicon_writer *lexicon = new_lexicon();

		xb_lexicon_writer_deal(lexicon, &parts);
		for (size_t k = 0; k < 3; k++)
			assert_ok(xb_lexicon_writer_take(lexicon, 1, &rows[k], NULL));
		xb_lexicon_writer_hear(lexicon, xb_str("qafarov"), living[i][0], 3);
		xb_lexicon_writer_hear(lexicon, xb_str("half"), living[i][1], 20);
		xb_lexicon_writer_hear(lexicon, xb_str("şiş"), living[i][2], 100);
		refs[i] = write_segment(lexicon, names[i]);
	}
	xb_lexicon_parts_release(&parts);
	reader = read_segments(refs, 3);
	assert_counts(find_name(reader, "qafarov"), 1, 1, 1);
	assert_counts(find_name(reader, "half"), 8, 5, 1);
	assert_null(find_name(reader, "şiş"));
	assert_int_equal(find(reader, XB_LEXICON_BARE, "sis").n, 1);
	xb_reader_free(reader);
}

static void
a_damaged_segment_says_so(void **state)
{
	const struct xb_lexicon_row good = row("bsisli", "şişli", 0, 0, 0);
	struct xb_segment_ref ref = { scratch("a"), NULL, 0, NULL, 0, 0, false };
	struct xb_spellings found;
	struct xb_buf key, value;
	struct xb_reader *reader;
	struct xb_database *db;

	(void)state;
	pack(&key, &value, &good, 1);
	assert_ok(xb_database_new(&db, ref.path, NULL));
	assert_ok(xb_database_set_metadata(db, xb_str("lexicon/bsiz"), xb_buf_view(&value), NULL));
	value.ptr[value.len - 1]++;
	assert_ok(xb_database_set_metadata(db, xb_str("lexicon/bt"), xb_buf_view(&value), NULL));
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
	assert_ok(xb_reader_open(&reader, &ref, 1, NULL));
	assert_ok(xb_lexicon_find(&found, reader, XB_LEXICON_BARE, xb_str("sisli"), &arena, NULL));
	assert_int_equal(found.n, 1);
	assert_int_equal(xb_lexicon_find(&found, reader, XB_LEXICON_BARE, xb_str("t"), &arena, NULL), XABAR_ECORRUPT);
	assert_int_equal(found.n, 0);
	assert_int_equal(xb_lexicon_check(reader, 0, NULL), XABAR_ECORRUPT);
	xb_reader_free(reader);
	xb_buf_release(&key);
	xb_buf_release(&value);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_block_gives_back_its_rows),
		cmocka_unit_test(a_block_that_was_touched_is_damaged),
		cmocka_unit_test(rows_out_of_order_are_damage),
		lexicon_test(a_document_counts_once_as_the_greatest),
		lexicon_test(common_words_are_no_names),
		lexicon_test(words_with_marks_are_under_their_bare_form),
		lexicon_test(segments_are_summed_and_those_without_have_none),
		lexicon_test(every_key_is_found_whatever_its_block),
		lexicon_test(what_segments_say_is_summed_and_judged_again),
		lexicon_test(parts_have_together_what_the_whole_has),
		lexicon_test(a_damaged_segment_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
