/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The index directory: manifest, deletions, generations, lock, sweep. */
#include "scratch.h"

#include <sys/stat.h>
#include <zlib.h>

#include "check.h"
#include "index.h"
#include "posting.h"

/* A folder with a Xapian database of n documents whose terms are "all". */
static void
make_segment(const char *path, int n)
{
	const struct occurrence all = { xb_str("all"), 1, 1 };
	const struct xb_posting posting = posting_of(&all);
	const struct xb_document document = { &posting, 1, NULL, 0, xb_str("") };
	struct xb_database *db;

	assert_ok(xb_database_new(&db, path, NULL));
	for (int i = 0; i < n; i++)
		assert_ok(xb_database_add(db, &document, NULL));
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
}

/* Publish one more segment of n documents. */
static void
publish_segment(struct xb_index *index, int n)
{
	struct xb_change change = { 0 };
	__typeof__(*change.added) added = { .path = scratch("i/seg-building.tmp"), .documents = (uint64_t)n,
	                                    .first = 1, .last = 0 };

	make_segment(added.path, n);
	change.added = &added;
	change.nadded = 1;
	assert_ok(xb_index_publish(index, &change, NULL));
}

/* Publish tombstones for the first segment. */
static void
publish_deaths(struct xb_index *index, const uint32_t *docids, size_t n)
{
	struct xb_docset dead[8] = { { 0 } };
	const struct xb_change change = { .dead = dead };

	for (size_t i = 0; i < n; i++)
		assert_ok(xb_docset_add(&dead[0], docids[i], NULL));
	xb_docset_sort(&dead[0]);
	assert_ok(xb_index_publish(index, &change, NULL));
	xb_docset_release(&dead[0]);
}

static bool
is_there(const char *name)
{
	struct stat st;

	return stat(scratch(name), &st) == 0;
}

static void
a_manifest_is_read_as_it_was_written(void **state)
{
	struct xb_segment_info segment = { 17, 2, 1000, 3, 123456, 0x1a2b3c4d, -5, 1650000000, 2, 8 };
	const struct xb_manifest manifest = { 9, 18, 4, &segment, .nsegments = 1 };
	struct xb_manifest back;
	struct xb_buf text;

	(void)state;
	xb_buf_init(&text, 10000);
	xb_manifest_write(&text, &manifest);
	assert_true(xb_str_starts(xb_buf_view(&text), "xabar-index 1\ngeneration 9\nnext-segment 18\nledger 4\n"
	            "segment 17 documents 1000 tombstones 3 deletions 2 bytes 123456 crc 1a2b3c4d first -5 "
	            "last 1650000000 earlier 2 newest 8\nend "));
	assert_ok(xb_manifest_read(&back, xb_buf_view(&text), NULL));
	assert_int_equal(back.generation, 9);
	assert_int_equal(back.nsegments, 1);
	assert_int_equal(back.segments[0].tombstones, 3);
	assert_int_equal(back.segments[0].earlier, 2);
	assert_true(back.segments[0].first == -5);
	assert_int_equal(back.segments[0].newest, 8);
	xb_manifest_release(&back);
	xb_buf_release(&text);
}

static void
a_manifest_says_how_postings_are_weighted(void **state)
{
	static const struct xb_weighting weighting = { 64, 75, 1234, 15 };
	struct xb_segment_info segment = { 1, 0, 10, 0, 100, 1, 0, 9, 0, 0 };
	const struct xb_manifest manifest = { 2, 2, 2, &segment, 1, weighting };
	struct xb_manifest back;
	struct xb_buf text;

	(void)state;
	xb_buf_init(&text, 10000);
	xb_manifest_write(&text, &manifest);
	assert_true(xb_str_starts(xb_buf_view(&text), "xabar-index 2\ngeneration 2\nnext-segment 2\nledger 2\n"
	            "weighting scale 64 b 0.75 pivot 123.4 shortest 0.15\nsegment 1 "));
	assert_ok(xb_manifest_read(&back, xb_buf_view(&text), NULL));
	assert_memory_equal(&back.weighting, &weighting, sizeof(weighting));
	assert_int_equal(back.nsegments, 1);
	xb_manifest_release(&back);
	xb_buf_release(&text);
}

/* The text of a manifest with that line, its end line being right. */
static void
write_with(struct xb_buf *text, const char *line)
{
	xb_buf_clear(text);
	xb_buf_printf(text, "xabar-index 2\ngeneration 2\nnext-segment 2\nledger 2\n%s\n", line);
	xb_buf_printf(text, "end %08lx\n", crc32(0, (const Bytef *)text->ptr, (uInt)text->len));
}

static void
a_weighting_that_cannot_be_is_damage(void **state)
{
	static const char *const bad[] = { "weighting ", "weighting scale 0 b 0.75 pivot 1.0", "weighting scale 64 b 0.75 pivot 1.0 ",
	                                   "weighting scale 64 b 9.75 pivot 1.0", "weightings", "weighting\tscale 64 b 0.75 pivot 1.0" };
	struct xb_manifest back;
	struct xb_buf text;

	(void)state;
	xb_buf_init(&text, 10000);
	write_with(&text, "weighting scale 64 b 0.75 pivot 1.0");
	assert_ok(xb_manifest_read(&back, xb_buf_view(&text), NULL));
	xb_manifest_release(&back);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		write_with(&text, bad[i]);
		assert_int_equal(xb_manifest_read(&back, xb_buf_view(&text), NULL), XABAR_ECORRUPT);
	}
	xb_buf_release(&text);
}

static void
any_changed_byte_of_a_manifest_is_noticed(void **state)
{
	struct xb_segment_info segment = { 1, 0, 10, 0, 100, 1, 0, 9, 0, 0 };
	const struct xb_manifest manifest = { 2, 2, 2, &segment, 1, { 64, 75, 1234, 15 } };
	struct xb_manifest back;
	struct xb_buf text;

	(void)state;
	xb_buf_init(&text, 10000);
	xb_manifest_write(&text, &manifest);
	for (size_t i = 0; i < text.len; i++) {
		text.ptr[i] ^= 1;
		assert_int_not_equal(xb_manifest_read(&back, xb_buf_view(&text), NULL), XABAR_OK);
		text.ptr[i] ^= 1;
	}
	for (size_t len = 0; len < text.len; len++)
		assert_int_equal(xb_manifest_read(&back, xb_strn(text.ptr, len), NULL), XABAR_ECORRUPT);
	xb_buf_release(&text);
}

static void
a_newer_format_is_told_from_damage(void **state)
{
	struct xb_manifest back;
	xabar_error err;

	(void)state;
	assert_int_equal(xb_manifest_read(&back, xb_str("xabar-index 3\nwhatever\n"), &err), XABAR_EVERSION);
	assert_string_equal(err.message, "the index has format 3, this program reads up to 2");
}

static void
deletions_come_back_sorted_and_once(void **state)
{
	struct xb_docset set = { 0 }, back;
	struct xb_buf bytes;

	(void)state;
	xb_buf_init(&bytes, 1000);
	assert_ok(xb_docset_add(&set, 300, NULL));
	assert_ok(xb_docset_add(&set, 2, NULL));
	assert_ok(xb_docset_add(&set, 300, NULL));
	xb_docset_sort(&set);
	assert_int_equal(set.n, 2);
	xb_docset_write(&bytes, &set);
	assert_ok(xb_docset_read(&back, xb_buf_view(&bytes), 2, 300, NULL));
	assert_true(xb_docset_has(&back, 2) && xb_docset_has(&back, 300) && !xb_docset_has(&back, 3));
	xb_docset_release(&back);
	assert_int_equal(xb_docset_read(&back, xb_buf_view(&bytes), 3, 300, NULL), XABAR_ECORRUPT);
	assert_int_equal(xb_docset_read(&back, xb_buf_view(&bytes), 2, 299, NULL), XABAR_ECORRUPT);
	for (size_t i = 0; i < bytes.len; i++) {
		bytes.ptr[i] ^= 4;
		assert_int_equal(xb_docset_read(&back, xb_buf_view(&bytes), 2, 300, NULL), XABAR_ECORRUPT);
		bytes.ptr[i] ^= 4;
	}
	xb_buf_release(&bytes);
	xb_docset_release(&set);
}

static void
what_is_published_is_seen_and_a_reader_keeps_its_own(void **state)
{
	struct xb_generation *before, *after;
	struct xb_index *index;

	(void)state;
	assert_ok(xb_index_open(&index, scratch("i"), true, 0, NULL));
	publish_segment(index, 3);
	assert_ok(xb_generation_open(&before, scratch("i"), NULL));
	assert_false(xb_generation_is_old(before));
	publish_segment(index, 4);
	assert_true(xb_generation_is_old(before));
	assert_int_equal(before->manifest.nsegments, 1);
	assert_ok(xb_generation_open(&after, scratch("i"), NULL));
	assert_int_equal(after->manifest.nsegments, 2);
	assert_int_equal(after->manifest.generation, before->manifest.generation + 1);
	xb_generation_free(after);
	xb_generation_free(before);
	xb_index_free(index);
}

static void
a_second_writer_is_told_who_holds_the_index(void **state)
{
	struct xb_index *index, *second;
	xabar_error err;
	char pid[32];

	(void)state;
	snprintf(pid, sizeof(pid), "process %ld", (long)getpid());
	assert_ok(xb_index_open(&index, scratch("i"), true, 0, NULL));
	assert_int_equal(xb_index_open(&second, scratch("i"), true, 0, &err), XABAR_ELOCKED);
	assert_non_null(strstr(err.message, pid));
	xb_index_free(index);
	assert_ok(xb_index_open(&second, scratch("i"), true, 0, NULL));
	xb_index_free(second);
}

static void
deletions_add_up_and_a_dead_segment_goes(void **state)
{
	static const uint32_t first[] = { 2 }, rest[] = { 1, 3 };
	struct xb_index *index;

	(void)state;
	assert_ok(xb_index_open(&index, scratch("i"), true, 0, NULL));
	publish_segment(index, 3);
	publish_segment(index, 5);
	publish_deaths(index, first, 1);
	assert_int_equal(index->now->manifest.segments[0].tombstones, 1);
	assert_true(is_there("i/seg-000001.del-1"));
	publish_deaths(index, rest, 2);
	assert_int_equal(index->now->manifest.nsegments, 1);
	assert_int_equal(index->now->manifest.segments[0].number, 2);
	assert_false(is_there("i/seg-000001"));
	assert_false(is_there("i/seg-000001.del-1"));
	xb_index_free(index);
}

static void
files_stay_while_a_reader_has_them_and_go_later(void **state)
{
	static const uint32_t all[] = { 1, 2, 3 };
	struct xb_generation *reader;
	struct xb_index *index;

	(void)state;
	assert_ok(xb_index_open(&index, scratch("i"), true, 0, NULL));
	publish_segment(index, 3);
	assert_ok(xb_generation_open(&reader, scratch("i"), NULL));
	publish_deaths(index, all, 3);
	publish_segment(index, 1);
	assert_true(is_there("i/seg-000001"));
	xb_generation_free(reader);
	publish_segment(index, 1);
	assert_false(is_there("i/seg-000001"));
	xb_index_free(index);
}

static void
what_a_dead_run_left_is_swept_and_strangers_are_not(void **state)
{
	struct xb_index *index;

	(void)state;
	assert_ok(xb_index_open(&index, scratch("i"), true, 0, NULL));
	publish_segment(index, 1);
	xb_index_free(index);
	make_segment(scratch("i/seg-building.tmp"), 2);
	make_segment(scratch("i/seg-000099"), 2);
	assert_ok(xb_file_write(scratch("i/MANIFEST.tmp"), xb_str("half"), NULL));
	assert_ok(xb_file_write(scratch("i/notes.txt"), xb_str("mine"), NULL));
	assert_int_equal(link(scratch("i/MANIFEST"), scratch("i/MANIFEST.2")), 0);
	assert_ok(xb_index_open(&index, scratch("i"), true, 0, NULL));
	assert_false(is_there("i/seg-building.tmp"));
	assert_false(is_there("i/seg-000099"));
	assert_false(is_there("i/MANIFEST.tmp"));
	assert_false(is_there("i/MANIFEST.2"));
	assert_true(is_there("i/notes.txt"));
	assert_true(is_there("i/seg-000001"));
	xb_index_free(index);
}

static void
a_folder_of_other_things_is_not_made_an_index(void **state)
{
	struct xb_index *index;

	(void)state;
	assert_int_equal(mkdir(scratch("i"), 0777), 0);
	assert_ok(xb_file_write(scratch("i/letter.txt"), xb_str("mine"), NULL));
	assert_int_equal(xb_index_open(&index, scratch("i"), true, 0, NULL), XABAR_EINVAL);
	assert_false(is_there("i/MANIFEST"));
}

static void
an_index_that_lost_its_manifest_is_not_begun_anew(void **state)
{
	struct xb_index *index;

	(void)state;
	assert_ok(xb_index_open(&index, scratch("i"), true, 0, NULL));
	publish_segment(index, 1);
	xb_index_free(index);
	assert_int_equal(unlink(scratch("i/MANIFEST")), 0);
	assert_int_equal(xb_index_open(&index, scratch("i"), true, 0, NULL), XABAR_EINVAL);
	assert_true(is_there("i/seg-000001"));
}

static void
count_problem(void *ctx, const char *line)
{
	assert_true(strncmp(line, "segment seg-000001: ", 20) == 0);
	++*(size_t *)ctx;
}

static void
the_check_finds_one_changed_byte(void **state)
{
	struct xb_index *index;
	size_t problems = 0;
	FILE *file;

	(void)state;
	assert_ok(xb_index_open(&index, scratch("i"), true, 0, NULL));
	publish_segment(index, 3);
	assert_int_equal(xb_generation_check(index->now, count_problem, &problems), 0);
	file = fopen(scratch("i/seg-000001/postlist.glass"), "r+b");
	assert_non_null(file);
	fseek(file, 4000, SEEK_SET);
	fputc('!', file);
	fclose(file);
	assert_int_equal(xb_generation_check(index->now, count_problem, &problems), 1);
	assert_int_equal(problems, 1);
	xb_index_free(index);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_manifest_is_read_as_it_was_written),
		cmocka_unit_test(a_manifest_says_how_postings_are_weighted),
		cmocka_unit_test(a_weighting_that_cannot_be_is_damage),
		cmocka_unit_test(any_changed_byte_of_a_manifest_is_noticed),
		cmocka_unit_test(a_newer_format_is_told_from_damage),
		cmocka_unit_test(deletions_come_back_sorted_and_once),
		scratch_test(what_is_published_is_seen_and_a_reader_keeps_its_own),
		scratch_test(a_second_writer_is_told_who_holds_the_index),
		scratch_test(deletions_add_up_and_a_dead_segment_goes),
		scratch_test(files_stay_while_a_reader_has_them_and_go_later),
		scratch_test(what_a_dead_run_left_is_swept_and_strangers_are_not),
		scratch_test(a_folder_of_other_things_is_not_made_an_index),
		scratch_test(an_index_that_lost_its_manifest_is_not_begun_anew),
		scratch_test(the_check_finds_one_changed_byte),
	};

	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
