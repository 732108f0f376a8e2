/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers, keys, positions and blocks as the glass format has them; what is expected was worked out by hand from its
 * description. */
#include "scratch.h"

#include "glass/glass_chunks.h"
#include "glass/glass_positions.h"

#define ARRAY_LEN(a) (sizeof(a) / sizeof(*(a)))

struct number_case {
	uint32_t number;
	struct xb_str want;
};

#define BYTES(s) { s, sizeof(s) - 1 }

static void
assert_bytes(const unsigned char *got, const unsigned char *end, struct xb_str want)
{
	assert_int_equal(end - got, want.len);
	assert_memory_equal(got, want.ptr, want.len);
}

static void
numbers_have_seven_bits_a_byte_low_first(void **state)
{
	static const struct number_case cases[] = {
		{ 0, BYTES("\x00") }, { 127, BYTES("\x7f") }, { 128, BYTES("\x80\x01") }, { 300, BYTES("\xac\x02") },
		{ 16383, BYTES("\xff\x7f") }, { 16384, BYTES("\x80\x80\x01") }, { 4294967295U, BYTES("\xff\xff\xff\xff\x0f") },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned char bytes[XB_GLASS_UINT_MAX], *end = xb_glass_put_uint(bytes, cases[i].number);
		uint64_t back;

		assert_bytes(bytes, end, cases[i].want);
		assert_ptr_equal(xb_glass_get_uint(bytes, &back), end);
		assert_int_equal(back, cases[i].number);
	}
}

static void
numbers_in_keys_sort_as_bytes(void **state)
{
	static const struct number_case cases[] = {
		{ 0, BYTES("\x00\x00") }, { 1, BYTES("\x00\x01") }, { 0x7fff, BYTES("\x7f\xff") },
		{ 0x8000, BYTES("\x80\x80\x00") },
		{ 0x1fffff, BYTES("\x9f\xff\xff") }, { 0x3fffff, BYTES("\xbf\xff\xff") }, { 0x400000, BYTES("\xc0\x40\x00\x00") },
		{ 0x1fffffff, BYTES("\xdf\xff\xff\xff") }, { 0x20000000, BYTES("\xe0\x20\x00\x00\x00") },
		{ 0xffffffff, BYTES("\xe0\xff\xff\xff\xff") },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned char bytes[XB_GLASS_UINT_MAX];

		assert_bytes(bytes, xb_glass_put_sortable(bytes, cases[i].number), cases[i].want);
		if (i)
			assert_true(memcmp(cases[i - 1].want.ptr, cases[i].want.ptr, 2) <= 0);
	}
}

static void
a_number_that_ends_a_key_has_no_bytes_to_spare(void **state)
{
	static const struct number_case cases[] = {
		{ 0, BYTES("") }, { 5, BYTES("\x05") }, { 256, BYTES("\x00\x01") }, { 0x01020304, BYTES("\x04\x03\x02\x01") },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned char bytes[XB_GLASS_UINT_MAX];

		assert_bytes(bytes, xb_glass_put_uint_last(bytes, cases[i].number), cases[i].want);
	}
}

static void
a_nul_in_a_term_is_marked(void **state)
{
	static const struct {
		struct xb_str term, want;
	} cases[] = {
		{ BYTES("word"), BYTES("word") }, { BYTES("\0"), BYTES("\0\xff") },
		{ BYTES("a\0b\0"), BYTES("a\0\xff" "b\0\xff") },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned char key[XB_GLASS_KEY_MAX];

		assert_bytes(key, xb_glass_put_term(key, cases[i].term), cases[i].want);
	}
}

/* Bits are given lowest first, byte by byte. */
static void
positions_are_halved_within_their_bounds(void **state)
{
	static const struct {
		uint32_t positions[8];
		size_t n;
		struct xb_str want;
	} cases[] = {
		{ { 5 }, 1, BYTES("\x05") },
		{ { 300 }, 1, BYTES("\xac\x02") },
		/* 1 below 2: one bit, 1; 0 below 1: none */
		{ { 1, 2 }, 2, BYTES("\x02\x01") },
		/* 1 below 3: it is the middle one of 0 1 2, so one bit, 1; 0 below 2: 0 */
		{ { 1, 3 }, 2, BYTES("\x03\x01") },
		/* 2 below 3: behind the middle, so two bits, (2 - 1 - 1) + 2 = 2: 0 1; 0 below 1: none */
		{ { 2, 3 }, 2, BYTES("\x03\x02") },
		/* 1: 1; 1 below 2: 1; the middle must be 2 */
		{ { 1, 2, 3 }, 3, BYTES("\x03\x03") },
		/* 1 below 9: four bits with 16 - 9 = 7 codes to spare, and 1 of 0..8 is in the middle (from 1 on): three bits,
		 * 1 0 0; 1 below 8: three bits, 1 0 0; the middle is one of 2..8: 4 - 2 = 2 below 7: three bits with one to
		 * spare, for 3: 2 is before it, 0 1 0 */
		{ { 1, 4, 9 }, 3, BYTES("\x09\x89\x00") },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		unsigned char bytes[XB_GLASS_POSITIONS_MAX(8)];

		assert_bytes(bytes, xb_glass_put_positions(bytes, cases[i].positions, cases[i].n), cases[i].want);
	}
}

/* The file of a table. */
static void
read_table(struct xb_buf *out, struct xb_glass_table *table)
{
	xb_buf_init(out, 100 * XB_GLASS_BLOCK);
	assert_ok(xb_glass_table_finish(table, NULL));
	assert_ok(xb_file_read(out, scratch("t.glass"), NULL));
	xb_glass_table_release(table);
}

static void
one_entry_is_one_block(void **state)
{
	static const unsigned char key[3 + XB_GLASS_SLACK] = "key";
	struct xb_glass_table table;
	struct xb_buf file;

	(void)state;
	assert_ok(xb_glass_table_open(&table, scratch("t.glass"), NULL));
	xb_glass_table_add_str(&table, key, 3, xb_str("a tag of its o"));
	read_table(&file, &table);
	assert_int_equal(file.len, XB_GLASS_BLOCK);
	/* revision 1, level 0, 8192 - 15 - 23 bytes free in one gap, directory to byte 15: items at 8169 and 8172 */
	assert_memory_equal(file.ptr, "\x00\x00\x00\x01\x00\x1f\xda\x1f\xda\x00\x0f\x1f\xe9\x1f\xec", 15);
	assert_memory_equal(file.ptr + 8169, "\x60\x00\x00" "\x60\x11\x03" "keya tag of its o", 23);
	xb_buf_release(&file);
}

static void
a_list_begins_with_its_frequencies_and_first_document(void **state)
{
	/* 2 documents, 5 occurrences, from document 3 (less 1) on; the last chunk, 4 documents to its last; wdf 3; 3 documents
	 * between; wdf 2 */
	static const char want[] = "\x60\x0c\x04" "word" "\x02\x05\x02" "1" "\x04\x03\x03\x02";
	struct xb_glass_chunks chunks;
	struct xb_glass_table table;
	struct xb_buf file;

	(void)state;
	assert_ok(xb_glass_table_open(&table, scratch("t.glass"), NULL));
	xb_glass_chunks_begin_term(&chunks, &table, xb_str("word"), 2, 5);
	xb_glass_chunks_add(&chunks, 3, 3);
	xb_glass_chunks_add(&chunks, 7, 2);
	xb_glass_chunks_flush(&chunks, true);
	read_table(&file, &table);
	assert_int_equal(file.len, XB_GLASS_BLOCK);
	assert_memory_equal(file.ptr + XB_GLASS_BLOCK - (sizeof(want) - 1), want, sizeof(want) - 1);
	xb_buf_release(&file);
}

static void
leaves_are_divided_by_the_shortest_key_that_tells_them_apart(void **state)
{
	/* Two leaves and a root: its first item has no key, the second "b" alone, since "aaa..." ends the leaf before. */
	static const char root[] = "\x00\x00\x00\x00\x00\x00\x00" "\x00\x00\x00\x01\x01" "b" "\x00\x01";
	static char tag[2000];
	unsigned char key[8 + XB_GLASS_SLACK] = "aaaaaaa";
	struct xb_glass_table table;
	struct xb_buf file;

	(void)state;
	assert_ok(xb_glass_table_open(&table, scratch("t.glass"), NULL));
	for (size_t i = 0; i < 5; i++) {
		key[0] = i < 4 ? 'a' : 'b';
		key[6] = (unsigned char)('0' + i);
		xb_glass_table_add_str(&table, key, 7, xb_strn(tag, sizeof(tag)));
	}
	read_table(&file, &table);
	assert_int_equal(file.len, 3 * XB_GLASS_BLOCK);
	assert_memory_equal(file.ptr + 3 * XB_GLASS_BLOCK - (sizeof(root) - 1), root, sizeof(root) - 1);
	xb_buf_release(&file);
}

/* Components have 2,043 bytes at most, of which six are header, key and number: the second has 1 to 40 of the tag. */
static void
a_long_tag_may_end_with_the_memory_it_is_in(void **state)
{
	static const unsigned char key[1 + XB_GLASS_SLACK] = "k";

	(void)state;
	for (size_t len = 2041; len < 2080; len++) {
		char *tag = memset(malloc(len), 't', len);
		struct xb_glass_table table;
		struct xb_buf file;

		tag[len - 1] = 'z';
		assert_ok(xb_glass_table_open(&table, scratch("t.glass"), NULL));
		xb_glass_table_add_str(&table, key, 1, xb_strn(tag, len));
		free(tag);
		read_table(&file, &table);
		assert_int_equal(unlink(scratch("t.glass")), 0);
		assert_non_null(memchr(file.ptr, 'z', file.len));
		xb_buf_release(&file);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_seven_bits_a_byte_low_first),
		cmocka_unit_test(numbers_in_keys_sort_as_bytes),
		cmocka_unit_test(a_number_that_ends_a_key_has_no_bytes_to_spare),
		cmocka_unit_test(a_nul_in_a_term_is_marked),
		cmocka_unit_test(positions_are_halved_within_their_bounds),
		scratch_test(one_entry_is_one_block),
		scratch_test(a_list_begins_with_its_frequencies_and_first_document),
		scratch_test(leaves_are_divided_by_the_shortest_key_that_tells_them_apart),
		scratch_test(a_long_tag_may_end_with_the_memory_it_is_in),
	};

	return cmocka_run_group_tests_name("glass format", tests, NULL, NULL);
}
