/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases that we wrote, read back and merged: the bytes are those that the writer makes of the same documents at once. What is
 * damaged is told, and never followed. */
#include "posting.h"
#include "scratch.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "glass/glass_writer.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(*(a)))
#define MEMORY ((size_t)8 << 20)

/* Fewer than a table has, so that most is read again and again. */
#define LITTLE ((size_t)2 * XB_GLASS_BLOCK)

static const unsigned char some_uuid[XB_GLASS_UUID] = { 1 };

/* ---- Documents that have something of everything ---- */

/* The next of a row of numbers that look random. */
static uint32_t
random_below(uint32_t n)
{
	static uint64_t rows = 1;

	rows = rows * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(rows >> 33) % n;
}

static uint32_t
number_of(uint32_t document, uint32_t what, uint32_t below)
{
	return (document * UINT32_C(2654435761) ^ what * UINT32_C(40503) ^ document >> 3) % below;
}

/* The term of a word: some long, some with a NUL, some that begin as a key of another kind does. */
static struct xb_str
term_of(char text[XB_GLASS_TERM_MAX], uint32_t word)
{
	int len = snprintf(text, XB_GLASS_TERM_MAX, "%x", word * UINT32_C(2654435761) >> 4);

	if (word % 50 == 7)
		for (; len < 200; len++)
			text[len] = (char)('a' + word % 26);
	if (word % 40 == 3)
		text[0] = '\0';
	if (word % 40 == 5)
		text[1] = '\0';
	return xb_strn(text, (size_t)len);
}

static xabar_status
add_document(struct xb_glass *glass, uint32_t number)
{
	enum { WORDS = 60 };
	static char texts[WORDS + 1][XB_GLASS_TERM_MAX], datum[20000], value[3000];
	struct occurrence words[5 * WORDS + 1];
	struct xb_value values[3];
	struct xb_document document;
	struct xb_arena arena;
	xabar_status status;
	size_t n = 0, nvalues = 0;
	const size_t datum_len = number % 9 == 4 ? 0 : number_of(number, 1, number % 50 ? 60 : sizeof(datum));

	for (uint32_t i = 0; i < WORDS; i++) {
		/* One word is in every document, some in one alone. */
		const struct xb_str term = term_of(texts[i], i ? number_of(number, i, number % 3 ? 80 : 3000) : 0);
		const uint32_t times = number == 30 && i == 0 ? WORDS : 1 + i % 3;

		for (uint32_t k = 0; k < times && n < ARRAY_LEN(words) - 1; k++)
			words[n++] = (struct occurrence){ term, i % 7 ? 1 + i + 97 * k * (number % 11) : 0, i % 5 };
	}
	if (number % 13 == 1)
		n = 0;
	memset(datum, (int)number, sizeof(datum));
	memset(value, 'v', sizeof(value));
	snprintf(value, sizeof(value), "%08x", number_of(number, 2, 1000000));
	if (number % 4)
		values[nvalues++] = (struct xb_value){ 0, xb_strn(value, 8) };
	if (number % 30 == 9)
		values[nvalues++] = (struct xb_value){ 300, xb_strn(value, 2500) };
	if (number == 77)
		values[nvalues++] = (struct xb_value){ 5, xb_strn(value, 1) };
	xb_arena_init(&arena, SIZE_MAX);
	assert_ok(document_of(&document, words, n, &arena, NULL));
	document.values = values;
	document.nvalues = nvalues;
	document.datum = xb_strn(datum, datum_len);
	status = xb_glass_add(glass, &document, NULL);
	xb_arena_release(&arena);
	return status;
}

/* The documents from `first` to `last`, but for every `dead`-th (0: all), in a database of that name. */
static void
write_documents(const char *name, uint32_t first, uint32_t last, uint32_t dead)
{
	struct xb_glass *glass;

	assert_ok(xb_glass_new(&glass, scratch(name), MEMORY, some_uuid, NULL));
	for (uint32_t i = first; i <= last; i++)
		if (!dead || i % dead)
			assert_ok(add_document(glass, i));
	assert_ok(xb_glass_set_metadata(glass, xb_str("made-by"), xb_str("xabar"), NULL));
	assert_ok(xb_glass_finish(glass, 1, NULL));
	xb_glass_free(glass);
}

/* ---- Merging ---- */

static void
hear_nothing(void *ctx, struct xb_str term, uint32_t living, uint32_t listed)
{
	(void)ctx, (void)term;
	assert_true(listed > 0 && living <= listed);
}

/* All that a database has into the new one that takes it. */
static xabar_status
copy_data(struct xb_glass *glass, struct xb_glass_stored *stored)
{
	struct xb_str datum;
	uint32_t docid;
	xabar_status status;

	while ((status = xb_glass_stored_datum(&docid, &datum, stored, NULL)) == XABAR_OK && docid) {
		docid = xb_glass_docs_new(&stored->docs, docid);
		if (docid)
			status = xb_glass_add_datum(glass, docid, datum, NULL);
		if (status != XABAR_OK)
			break;
	}
	return status;
}

/* Merge databases, those with numbers in `dead` without these, into "merged". */
static xabar_status
merge(const char *const *names, size_t n, const uint32_t *const *dead, const size_t *ndead, const volatile sig_atomic_t *stop)
{
	struct xb_glass_stored *stored[8] = { NULL };
	struct xb_glass *glass;
	xabar_status status = XABAR_OK;

	assert_ok(xb_glass_new(&glass, scratch("merged"), MEMORY, some_uuid, NULL));
	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		status = xb_glass_stored_open(&stored[i], scratch(names[i]), dead ? dead[i] : NULL, dead ? ndead[i] : 0, LITTLE,
		                              stop, NULL);
	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		if (!stored[i])
			status = XABAR_EVERSION;
	if (status == XABAR_OK)
		status = xb_glass_take(glass, stored, n, hear_nothing, NULL, NULL);
	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		status = copy_data(glass, stored[i]);
	if (status == XABAR_OK)
		status = xb_glass_set_metadata(glass, xb_str("made-by"), xb_str("xabar"), NULL);
	if (status == XABAR_OK)
		status = xb_glass_finish(glass, 1, NULL);
	xb_glass_free(glass);
	for (size_t i = 0; i < n; i++)
		xb_glass_stored_free(stored[i]);
	return status;
}

static void
assert_same_folder(const char *a, const char *b)
{
	uint64_t bytes[2];
	uint32_t crc[2];

	assert_ok(xb_folder_sum(&bytes[0], &crc[0], scratch(a), NULL));
	assert_ok(xb_folder_sum(&bytes[1], &crc[1], scratch(b), NULL));
	assert_int_equal(bytes[0], bytes[1]);
	assert_int_equal(crc[0], crc[1]);
}

static void
a_database_is_read_as_it_was_written(void **state)
{
	static const char *const names[] = { "one" };

	(void)state;
	write_documents("one", 1, 2500, 0);
	assert_ok(merge(names, 1, NULL, NULL, NULL));
	assert_same_folder("one", "merged");
}

static void
several_make_what_their_documents_would_have_made(void **state)
{
	static const char *const names[] = { "a", "none", "b", "c" };

	(void)state;
	write_documents("a", 1, 700, 0);
	write_documents("none", 1, 0, 0);
	write_documents("b", 701, 703, 0);
	write_documents("c", 704, 2500, 0);
	write_documents("whole", 1, 2500, 0);
	assert_ok(merge(names, ARRAY_LEN(names), NULL, NULL, NULL));
	assert_same_folder("whole", "merged");
}

/* The numbers within a database that begins with `first` of every `step`-th document. */
static size_t
numbers_of(uint32_t *out, uint32_t first, uint32_t last, uint32_t step)
{
	size_t n = 0;

	for (uint32_t i = first; i <= last; i++)
		if (i % step == 0)
			out[n++] = i - first + 1;
	return n;
}

static void
the_dead_leave_nothing(void **state)
{
	static const char *const names[] = { "a", "b", "c" };
	static const uint32_t bounds[] = { 1, 701, 1400, 2501 }, steps[] = { 2, 3, 77, 1 };
	static uint32_t numbers[3][2500];
	const uint32_t *dead[3];
	size_t ndead[3];

	(void)state;
	for (size_t i = 0; i < 3; i++)
		write_documents(names[i], bounds[i], bounds[i + 1] - 1, 0);
	for (size_t k = 0; k < ARRAY_LEN(steps); k++) {
		for (size_t i = 0; i < 3; i++) {
			ndead[i] = numbers_of(numbers[i], bounds[i], bounds[i + 1] - 1, steps[k]);
			dead[i] = numbers[i];
		}
		write_documents("whole", 1, 2500, steps[k]);
		assert_ok(merge(names, 3, dead, ndead, NULL));
		assert_same_folder("whole", "merged");
		assert_ok(xb_remove(scratch("whole"), NULL));
		assert_ok(xb_remove(scratch("merged"), NULL));
	}
}

static void
metadata_are_read_in_their_order(void **state)
{
	struct xb_glass_stored *stored;
	struct xb_str key, value;

	(void)state;
	write_documents("one", 1, 10, 0);
	assert_ok(xb_glass_stored_open(&stored, scratch("one"), NULL, 0, LITTLE, NULL, NULL));
	assert_ok(xb_glass_stored_metadata(&key, &value, stored, NULL));
	assert_true(xb_str_is(key, "made-by"));
	assert_true(xb_str_is(value, "xabar"));
	assert_ok(xb_glass_stored_metadata(&key, &value, stored, NULL));
	assert_int_equal(key.len, 0);
	xb_glass_stored_free(stored);
}

static void
a_database_of_libxapian_is_left_to_it(void **state)
{
	const struct occurrence word = { xb_str("word"), 1, 1 };
	const struct xb_posting posting = posting_of(&word);
	struct xb_glass_stored *stored;
	struct xb_database *db;

	(void)state;
	assert_ok(xb_database_new(&db, scratch("theirs"), NULL));
	assert_ok(xb_database_add(db, &(struct xb_document){ &posting, 1, NULL, 0, xb_str("datum") }, NULL));
	assert_ok(xb_database_commit(db, NULL));
	xb_database_free(db);
	assert_ok(xb_glass_stored_open(&stored, scratch("theirs"), NULL, 0, LITTLE, NULL, NULL));
	assert_null(stored);
}

static void
what_is_to_stop_stops(void **state)
{
	static const char *const names[] = { "one" };
	const volatile sig_atomic_t stop = 15;
	struct stat st;

	(void)state;
	write_documents("one", 1, 10, 0);
	assert_int_equal(merge(names, 1, NULL, NULL, &stop), XABAR_ESTOPPED);
	assert_int_not_equal(stat(scratch("merged"), &st), 0);
}

/* ---- Damage ---- */

static const char *const tables[] = { "postlist.glass", "position.glass", "docdata.glass", "iamglass" };

static off_t
size_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_size;
}

static void
cut_to(const char *path, off_t size)
{
	assert_int_equal(truncate(path, size), 0);
}

static void
change_byte(const char *path, off_t at, unsigned char flip)
{
	int fd = open(path, O_RDWR);
	unsigned char byte;

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= flip;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

static void
a_shorter_file_is_damage(void **state)
{
	static const char *const names[] = { "one" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char path[256];

		write_documents("one", 1, 400, 0);
		snprintf(path, sizeof(path), "%s/%s", scratch("one"), tables[i]);
		for (off_t size = size_of(path) - 1; size >= 0; size -= 3000) {
			cut_to(path, size);
			assert_int_equal(merge(names, 1, NULL, NULL, NULL), XABAR_ECORRUPT);
		}
		assert_ok(xb_remove(scratch("one"), NULL));
	}
	write_documents("one", 1, 5, 0);
	cut_to(scratch("one/iamglass"), 40);
	assert_int_equal(merge(names, 1, NULL, NULL, NULL), XABAR_EVERSION);
}

static void
a_block_of_another_place_is_damage(void **state)
{
	static const char *const names[] = { "one" };
	unsigned char block[XB_GLASS_BLOCK];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char path[256];
		int fd;

		write_documents("one", 1, 900, 0);
		snprintf(path, sizeof(path), "%s/%s", scratch("one"), tables[i]);
		fd = open(path, O_RDWR);
		assert_int_equal(pread(fd, block, sizeof(block), 0), sizeof(block));
		assert_int_equal(pwrite(fd, block, sizeof(block), XB_GLASS_BLOCK), sizeof(block));
		close(fd);
		assert_int_equal(merge(names, 1, NULL, NULL, NULL), XABAR_ECORRUPT);
		assert_ok(xb_remove(scratch("one"), NULL));
	}
}

/* What a byte of a position, or of a datum, has become cannot be told; all else must be, and nothing may be followed astray. */
static void
any_changed_byte_is_told_or_harmless(void **state)
{
	static const char *const names[] = { "one" };
	static const uint32_t some[] = { 3, 77, 200 };
	const uint32_t *const dead[] = { some };
	const size_t ndead[] = { ARRAY_LEN(some) };
	size_t told = 0, rounds = 0;

	(void)state;
	write_documents("one", 1, 250, 0);
	for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
		char path[256];
		off_t size;

		snprintf(path, sizeof(path), "%s/%s", scratch("one"), tables[i]);
		size = size_of(path);
		for (int k = 0; k < 120; k++, rounds++) {
			/* the heads of blocks, and their directories, more often than their place would have it */
			const off_t block = random_below((uint32_t)(size / XB_GLASS_BLOCK) + 1) * (off_t)XB_GLASS_BLOCK;
			const off_t any = random_below((uint32_t)size), at = k % 2 ? any : block + random_below(64);
			const unsigned char flip = (unsigned char)(1 + random_below(255));
			xabar_status status;

			if (at >= size)
				continue;
			change_byte(path, at, flip);
			status = merge(names, 1, k % 3 ? NULL : dead, ndead, NULL);
			assert_true(status == XABAR_OK || status == XABAR_ECORRUPT || status == XABAR_EVERSION ||
			            status == XABAR_EINVAL || status == XABAR_ELIMIT);
			told += status != XABAR_OK;
			if (status == XABAR_OK)
				assert_ok(xb_remove(scratch("merged"), NULL));
			change_byte(path, at, flip);
		}
	}
	assert_true(told > rounds / 4);
	assert_ok(merge(names, 1, NULL, NULL, NULL));
	assert_same_folder("one", "merged");
}

int
main(void)
{
	const struct CMUnitTest tests_[] = {
		scratch_test(a_database_is_read_as_it_was_written),
		scratch_test(several_make_what_their_documents_would_have_made),
		scratch_test(the_dead_leave_nothing),
		scratch_test(metadata_are_read_in_their_order),
		scratch_test(a_database_of_libxapian_is_left_to_it),
		scratch_test(what_is_to_stop_stops),
		scratch_test(a_shorter_file_is_damage),
		scratch_test(a_block_of_another_place_is_damage),
		scratch_test(any_changed_byte_is_told_or_harmless),
	};

	return cmocka_run_group_tests_name("glass read", tests_, NULL, NULL);
}
