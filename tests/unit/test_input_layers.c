/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is below the window: damaged gzip, other compressions, sources, transcoding. */
#include "reading.h"

/* "hello\n" as gzip(1) 1.12, bzip2(1) 1.0.8, xz(1) 5.4, zstd(1) 1.5 and lz4(1) 1.9 write it, by xxd -i. */
static const unsigned char hello_gz[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd,
	0xc9, 0xc9, 0xe7, 0x02, 0x00, 0x20, 0x30, 0x3a, 0x36, 0x06, 0x00, 0x00, 0x00,
};
static const unsigned char hello_bz2[] = {
	0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0xc1, 0xc0, 0x80, 0xe2,
	0x00, 0x00, 0x01, 0x41, 0x00, 0x00, 0x10, 0x02, 0x44, 0xa0, 0x00, 0x30, 0xcd, 0x00,
	0xc3, 0x46, 0x29, 0x97, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0xc1, 0xc0, 0x80, 0xe2,
};
static const unsigned char hello_xz[] = {
	0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00, 0x21, 0x01, 0x16,
	0x00, 0x00, 0x00, 0x74, 0x2f, 0xe5, 0xa3, 0x01, 0x00, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x0a, 0x00,
	0x00, 0x00, 0xa5, 0x60, 0x97, 0xf1, 0x94, 0xf6, 0xfd, 0xe0, 0x00, 0x01, 0x1e, 0x06, 0xc1, 0x2f, 0xa4,
	0x1d, 0x1f, 0xb6, 0xf3, 0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a,
};
static const unsigned char hello_zst[] = {
	0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x31, 0x00, 0x00, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x0a, 0x53, 0x88, 0xbd, 0x91,
};
static const unsigned char hello_lz4[] = {
	0x04, 0x22, 0x4d, 0x18, 0x64, 0x40, 0xa7, 0x06, 0x00, 0x00, 0x80, 0x68, 0x65,
	0x6c, 0x6c, 0x6f, 0x0a, 0x00, 0x00, 0x00, 0x00, 0xf9, 0x5b, 0x6b, 0x94,
};
static const unsigned char hello_lzma[] = {
	0x5d, 0x00, 0x00, 0x80, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x34,
	0x19, 0x49, 0xee, 0x8d, 0xdd, 0x3d, 0x3a, 0xdf, 0xff, 0xff, 0xdd, 0x12, 0x00, 0x00,
};

#define EACH(bytes) (bytes), sizeof(bytes)
#define TEXT(literal) (literal), sizeof(literal) - 1

/* ---- A source that gives its bytes a few at a time ---- */

struct bytes {
	const char *at;
	size_t len, step;
	xabar_status at_end;
};

static xabar_status
read_bytes(size_t *got, void *ctx, void *to, size_t room, xabar_error *err)
{
	struct bytes *bytes = ctx;

	*got = bytes->len < bytes->step ? bytes->len : bytes->step;
	*got = *got < room ? *got : room;
	memcpy(to, bytes->at, *got);
	bytes->at += *got;
	bytes->len -= *got;
	return *got || !bytes->at_end ? XABAR_OK : xb_fail(err, bytes->at_end, "the source says no");
}

static struct xb_input *
open_bytes(struct bytes *bytes)
{
	const struct xb_input_source source = { .read = read_bytes, .ctx = bytes };
	struct xb_input *input;

	assert_int_equal(xb_input_from(&input, &source, NULL), XABAR_OK);
	return input;
}

/* All that is left of an input, in the arena of nobody: freed by the caller. */
static struct xb_buf
rest_of(struct xb_input *input)
{
	struct xb_buf out;
	struct xb_str window;

	xb_buf_init(&out, READING_LIMIT);
	for (;;) {
		assert_int_equal(xb_input_window(&window, input, 1, NULL), XABAR_OK);
		if (window.len == 0)
			return out;
		xb_buf_add_str(&out, window);
		xb_input_consume(input, window.len);
	}
}

static void
assert_gives(struct xb_input *input, const char *want, size_t len)
{
	struct xb_buf got = rest_of(input);

	assert_int_equal(got.len, len);
	if (len)
		assert_memory_equal(got.ptr, want, len);
	xb_buf_release(&got);
}

static void
assert_unpacks(const void *packed, size_t len, const char *want)
{
	for (size_t step = 1; step <= len; step += step < 3 ? 1 : len) {
		struct bytes bytes = { packed, len, step, XABAR_OK };
		struct xb_input *input = open_bytes(&bytes);
		xabar_error damage;

		assert_gives(input, want, strlen(want));
		assert_false(xb_input_take_damage(&damage, input));
		xb_input_free(input);
	}
}

static void
a_source_gives_what_it_gives(void **state)
{
	(void)state;
	assert_unpacks(TEXT("plain\n"), "plain\n");
	assert_unpacks(TEXT("B"), "B");
	assert_unpacks(TEXT("\xfd"), "\xfd");
}

static void
a_source_that_fails_is_damage_behind_what_it_gave(void **state)
{
	struct bytes bytes = { TEXT("plain\n"), 2, XABAR_EIO };
	struct xb_input *input = open_bytes(&bytes);
	xabar_error damage;

	(void)state;
	assert_gives(input, TEXT("plain\n"));
	assert_true(xb_input_take_damage(&damage, input));
	assert_string_equal(damage.message, "the source says no");
	assert_int_equal(damage.offset, 6);
	xb_input_free(input);
}

static void
a_source_that_stops_is_stopped(void **state)
{
	struct bytes bytes = { TEXT("plain\n"), 2, XABAR_ESTOPPED };
	struct xb_input *input = open_bytes(&bytes);
	struct xb_str window;

	(void)state;
	assert_int_equal(xb_input_window(&window, input, 100, NULL), XABAR_ESTOPPED);
	xb_input_free(input);
}

/* ---- Compressions ---- */

static void
compressions_are_unpacked_by_their_magic(void **state)
{
	(void)state;
	assert_unpacks(EACH(hello_gz), "hello\n");
	assert_unpacks(EACH(hello_bz2), "hello\n");
	assert_unpacks(EACH(hello_xz), "hello\n");
	assert_unpacks(EACH(hello_zst), "hello\n");
	assert_unpacks(EACH(hello_lz4), "hello\n");
	assert_unpacks(EACH(hello_lzma), "hello\n");
}

static void
twice(const unsigned char *packed, size_t len)
{
	unsigned char two[256];

	memcpy(two, packed, len);
	memcpy(two + len, packed, len);
	assert_unpacks(two, 2 * len, "hello\nhello\n");
}

static void
streams_follow_each_other(void **state)
{
	(void)state;
	twice(EACH(hello_bz2));
	twice(EACH(hello_xz));
	twice(EACH(hello_zst));
}

static void
text_that_begins_like_magic_is_text(void **state)
{
	(void)state;
	assert_unpacks(TEXT("BZh91 is how bzip2 begins"), "BZh91 is how bzip2 begins");
	assert_unpacks(TEXT("LZIP"), "LZIP");
	assert_unpacks(TEXT("]"), "]");
}

static void
cut(const unsigned char *packed, size_t len, const char *name)
{
	struct bytes bytes = { (const char *)packed, len, len, XABAR_OK };
	struct xb_input *input = open_bytes(&bytes);
	struct xb_buf got = rest_of(input);
	xabar_error damage;

	assert_true(xb_input_take_damage(&damage, input));
	assert_memory_equal(damage.message, name, strlen(name));
	assert_non_null(strstr(damage.message, "data is damaged or ends early before packed byte"));
	xb_buf_release(&got);
	xb_input_free(input);
}

static void
what_is_cut_off_is_damage(void **state)
{
	(void)state;
	cut(hello_bz2, sizeof(hello_bz2) - 8, "bzip2 ");
	cut(hello_xz, 40, "xz ");
	cut(hello_zst, 15, "zstd ");
}

/* ---- Damaged gzip ---- */

/* A stored block (RFC 1951, 3.2.4) that says it is longer than the member: its data runs into the next one. */
static size_t
overlong_member(unsigned char *to)
{
	static const unsigned char head[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 40, 0, 0xd7, 0xff };

	memcpy(to, head, sizeof(head));
	memcpy(to + sizeof(head), "overlong", 8);
	return sizeof(head) + 8;
}

static void
reading_goes_on_at_the_next_gzip_member(void **state)
{
	unsigned char packed[4 * sizeof(hello_gz)];
	struct bytes bytes = { (char *)packed, 3 * sizeof(hello_gz), sizeof(packed), XABAR_OK };
	struct xb_input *input;
	xabar_error damage;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		memcpy(packed + i * sizeof(hello_gz), hello_gz, sizeof(hello_gz));
	packed[sizeof(hello_gz) + 10] = 0x07; /* a block of the type that there is none of: RFC 1951, 3.2.3 */
	input = open_bytes(&bytes);
	assert_gives(input, TEXT("hello\nhello\n"));
	assert_true(xb_input_take_damage(&damage, input));
	assert_string_equal(damage.message, "gzip data is damaged at packed byte 37: invalid block type");
	assert_int_equal(damage.offset, 6);
	assert_false(xb_input_take_damage(&damage, input));
	assert_true(xb_input_damaged(input));
	xb_input_free(input);
}

static void
a_member_that_the_damage_ran_into_is_read_all_the_same(void **state)
{
	unsigned char packed[256];
	size_t len = overlong_member(packed);
	struct bytes bytes = { (char *)packed, 0, sizeof(packed), XABAR_OK };
	struct xb_input *input;
	struct xb_buf got;
	xabar_error damage;

	(void)state;
	for (size_t i = 0; i < 2; i++, len += sizeof(hello_gz))
		memcpy(packed + len, hello_gz, sizeof(hello_gz));
	bytes.len = len;
	input = open_bytes(&bytes);
	got = rest_of(input);
	assert_true(got.len > 12);
	assert_memory_equal(got.ptr, "overlong", 8);
	assert_memory_equal(got.ptr + got.len - 13, "\nhello\nhello\n", 13); /* on a line of its own */
	assert_true(xb_input_take_damage(&damage, input));
	assert_false(xb_input_take_damage(&damage, input));
	xb_buf_release(&got);
	xb_input_free(input);
}

static void
a_bounded_number_of_places_is_told_and_the_rest_counted(void **state)
{
	enum { MEMBERS = 100 };
	unsigned char packed[MEMBERS * sizeof(hello_gz)];
	struct bytes bytes = { (char *)packed, sizeof(packed), sizeof(packed), XABAR_OK };
	struct xb_input *input;
	xabar_error damage;

	(void)state;
	for (size_t i = 0; i < MEMBERS; i++) {
		memcpy(packed + i * sizeof(hello_gz), hello_gz, sizeof(hello_gz));
		packed[i * sizeof(hello_gz) + 10] = 0x07;
	}
	input = open_bytes(&bytes);
	assert_gives(input, "", 0);
	for (int i = 0; i < 64; i++) {
		assert_true(xb_input_take_damage(&damage, input));
		assert_int_equal(damage.offset, 0);
	}
	assert_true(xb_input_take_damage(&damage, input));
	assert_string_equal(damage.message, "36 more places are damaged");
	assert_false(xb_input_take_damage(&damage, input));
	xb_input_free(input);
}

/* ---- Transcoding ---- */

/* Whatever the pieces in which the bytes come. */
static void
assert_transcodes(const char *from, size_t len, const char *charset, const char *want, uint64_t replaced)
{
	for (size_t step = 1; step < 6; step++) {
		struct bytes bytes = { from, len, step, XABAR_OK };
		struct xb_input *input = open_bytes(&bytes);
		struct xb_str window;

		assert_int_equal(xb_input_window(&window, input, step < 3 ? 1 : 100, NULL), XABAR_OK);
		assert_int_equal(xb_input_transcode(input, charset, NULL), XABAR_OK);
		assert_gives(input, want, strlen(want));
		assert_int_equal(xb_input_replaced(input), replaced);
		assert_int_equal(xb_input_offset(input), strlen(want));
		xb_input_free(input);
	}
}

static void
wide_encodings_become_utf8(void **state)
{
	(void)state;
	assert_transcodes(TEXT("\xff\xfe\x14\x04\x30\x04!\0"), "UTF-16LE", "Да!", 0);
	assert_transcodes(TEXT("\xfe\xff\x04\x14\x04\x30\0!"), "UTF-16BE", "Да!", 0);
	assert_transcodes(TEXT("\x14\x04\x30\x04"), "UTF-16LE", "Да", 0);
	assert_transcodes(TEXT("\xff\xfe\0\0\x59\x02\0\0\x0a\0\0\0"), "UTF-32LE", "ə\n", 0);
	assert_transcodes(TEXT("\x3d\xd8\x00\xde"), "UTF-16LE", "😀", 0);
	assert_transcodes(TEXT("\x1b$B8@8l\x1b(B!"), "ISO-2022-JP", "言語!", 0);
	assert_transcodes("", 0, "UTF-16LE", "", 0);
	assert_transcodes(TEXT("\xff\xfe"), "UTF-16LE", "", 0);
}

static void
what_is_ill_formed_is_replaced_and_counted(void **state)
{
	(void)state;
	assert_transcodes(TEXT("a\0\x00\xd8z\0"), "UTF-16LE", "a\xef\xbf\xbdz", 2);        /* half a surrogate pair */
	assert_transcodes(TEXT("a\0\x00\xde\x01\xdez\0"), "UTF-16LE", "a\xef\xbf\xbd\xef\xbf\xbdz", 4);
	assert_transcodes(TEXT("a\0z"), "UTF-16LE", "a\xef\xbf\xbd", 1);                    /* half a unit at the end */
	assert_transcodes(TEXT("a\0\0\0\0\0\x11\0z\0\0\0"), "UTF-32LE", "a\xef\xbf\xbdz", 4); /* over U+10FFFF */
}

static void
a_large_input_is_transcoded(void **state)
{
	enum { LETTERS = 1000003 };
	char *wide = malloc(2 * LETTERS);
	struct bytes bytes = { wide, 2 * LETTERS, 77777, XABAR_OK };
	struct xb_input *input;
	struct xb_buf got;

	(void)state;
	for (size_t i = 0; i < LETTERS; i++)
		memcpy(wide + 2 * i, i % 2 ? "\x59\x02" : "a", 2);
	input = open_bytes(&bytes);
	assert_int_equal(xb_input_transcode(input, "UTF-16LE", NULL), XABAR_OK);
	got = rest_of(input);
	assert_int_equal(got.len, LETTERS / 2 * 3 + 1);
	for (size_t i = 0; i + 3 < got.len; i += 3)
		assert_memory_equal(got.ptr + i, "aə", 3);
	xb_buf_release(&got);
	xb_input_free(input);
	free(wide);
}

static void
a_charset_that_there_is_none_of_is_an_error(void **state)
{
	struct bytes bytes = { TEXT("plain"), 5, XABAR_OK };
	struct xb_input *input = open_bytes(&bytes);
	xabar_error err;

	(void)state;
	assert_int_equal(xb_input_transcode(input, "nonesuch", &err), XABAR_EINVAL);
	assert_string_equal(err.message, "no such charset 'nonesuch'");
	assert_int_equal(xb_input_transcode(input, "UTF-16//IGNORE", &err), XABAR_EINVAL);
	assert_gives(input, TEXT("plain"));
	xb_input_free(input);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_source_gives_what_it_gives),
		cmocka_unit_test(a_source_that_fails_is_damage_behind_what_it_gave),
		cmocka_unit_test(a_source_that_stops_is_stopped),
		cmocka_unit_test(compressions_are_unpacked_by_their_magic),
		cmocka_unit_test(streams_follow_each_other),
		cmocka_unit_test(text_that_begins_like_magic_is_text),
		cmocka_unit_test(what_is_cut_off_is_damage),
		cmocka_unit_test(reading_goes_on_at_the_next_gzip_member),
		cmocka_unit_test(a_member_that_the_damage_ran_into_is_read_all_the_same),
		cmocka_unit_test(a_bounded_number_of_places_is_told_and_the_rest_counted),
		cmocka_unit_test(wide_encodings_become_utf8),
		cmocka_unit_test(what_is_ill_formed_is_replaced_and_counted),
		cmocka_unit_test(a_large_input_is_transcoded),
		cmocka_unit_test(a_charset_that_there_is_none_of_is_an_error),
	};

	return cmocka_run_group_tests_name("input layers", tests, NULL, NULL);
}
