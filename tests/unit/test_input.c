/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"

#include <sys/stat.h>
#include <zlib.h>

/* "hello\n" as gzip(1) 1.12 writes it: gzip -n | xxd -i. */
static const unsigned char hello_gz[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd,
	0xc9, 0xc9, 0xe7, 0x02, 0x00, 0x20, 0x30, 0x3a, 0x36, 0x06, 0x00, 0x00, 0x00,
};

/* Everything that an input gives, and its damage. */
static struct xb_buf
read_input(struct xb_input *input)
{
	struct xb_buf out;
	struct xb_str window;
	xabar_error err;

	xb_buf_init(&out, READING_LIMIT);
	for (;;) {
		assert_int_equal(xb_input_window(&window, input, 1, &err), XABAR_OK);
		if (window.len == 0)
			break;
		assert_int_equal(xb_input_offset(input), out.len);
		xb_buf_add_str(&out, window);
		xb_input_consume(input, window.len);
	}
	return out;
}

static void
assert_unpacks(const void *bytes, size_t len, const char *want, const char *damage)
{
	char path[64];
	struct xb_input *input;
	struct xb_buf got;
	xabar_error err;

	close(make_file(path, bytes, len));
	assert_int_equal(xb_input_open(&input, path, &err), XABAR_OK);
	got = read_input(input);
	assert_string_equal(got.len ? got.ptr : "", want);
	assert_int_equal(xb_input_take_damage(&err, input), damage != NULL);
	if (damage) {
		assert_string_equal(err.message, damage);
		assert_int_equal(err.offset, got.len);
	}
	assert_false(xb_input_take_damage(&err, input));
	xb_buf_release(&got);
	xb_input_free(input);
	unlink(path);
}

static void
open_fails(const char *path, xabar_status status, const char *message)
{
	struct xb_input *input;
	xabar_error err;

	assert_int_equal(xb_input_open(&input, path, &err), status);
	assert_null(input);
	assert_string_equal(err.message, message);
	assert_int_equal(xb_input_open(&input, path, NULL), status);
}

static void
a_missing_file_is_not_found(void **state)
{
	(void)state;
	open_fails("/nonexistent/x", XABAR_ENOTFOUND, "cannot open '/nonexistent/x': No such file or directory");
}

static void
a_directory_is_refused(void **state)
{
	(void)state;
	open_fails("/tmp", XABAR_EIO, "'/tmp' is a directory");
}

static void
a_device_is_refused(void **state)
{
	(void)state;
	open_fails("/dev/null", XABAR_EIO, "'/dev/null' is not a regular file");
}

static void
a_pipe_without_a_writer_is_refused_and_not_waited_for(void **state)
{
	char path[64];

	(void)state;
	close(make_file(path, "", 0));
	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	{
		struct xb_input *input;

		assert_int_equal(xb_input_open(&input, path, NULL), XABAR_EIO);
	}
	unlink(path);
}

static void
an_unreadable_file_says_why(void **state)
{
	char path[64], want[128];
	bool root = geteuid() == 0;

	(void)state;
	close(make_file(path, "x", 1));
	chmod(path, 0);
	snprintf(want, sizeof(want), "cannot open '%s': Permission denied", path);
	if (root) /* who may read it all the same */
		assert_int_equal(seteuid(65534), 0);
	open_fails(path, XABAR_EIO, want);
	if (root)
		assert_int_equal(seteuid(0), 0);
	unlink(path);
}

static void
an_empty_file_is_empty(void **state)
{
	(void)state;
	assert_unpacks("", 0, "", NULL);
}

static void
plain_bytes_come_as_they_are(void **state)
{
	(void)state;
	assert_unpacks("plain\n", 6, "plain\n", NULL);
}

static void
two_bytes_of_magic_are_not_gzip(void **state)
{
	(void)state;
	assert_unpacks("\x1f\x8b", 2, "\x1f\x8b", NULL);
	assert_unpacks("\x1f\x8bzip", 5, "\x1f\x8bzip", NULL);
}

static void
gzip_is_unpacked(void **state)
{
	(void)state;
	assert_unpacks(hello_gz, sizeof(hello_gz), "hello\n", NULL);
}

static void
gzip_members_follow_each_other(void **state)
{
	unsigned char two[2 * sizeof(hello_gz)];

	(void)state;
	memcpy(two, hello_gz, sizeof(hello_gz));
	memcpy(two + sizeof(hello_gz), hello_gz, sizeof(hello_gz));
	assert_unpacks(two, sizeof(two), "hello\nhello\n", NULL);
}

static void
zeros_after_gzip_are_padding(void **state)
{
	unsigned char padded[sizeof(hello_gz) + 512] = { 0 };

	(void)state;
	memcpy(padded, hello_gz, sizeof(hello_gz));
	assert_unpacks(padded, sizeof(padded), "hello\n", NULL);
}

static void
garbage_after_gzip_is_damage(void **state)
{
	unsigned char bytes[sizeof(hello_gz) + 4];

	(void)state;
	memcpy(bytes, hello_gz, sizeof(hello_gz));
	memcpy(bytes + sizeof(hello_gz), "junk", 4);
	assert_unpacks(bytes, sizeof(bytes), "hello\n", "garbage after the gzip data at packed byte 26");
	assert_unpacks(bytes, sizeof(hello_gz) + 1, "hello\n", "garbage after the gzip data at packed byte 26");
}

static void
truncated_gzip_gives_what_came_before(void **state)
{
	(void)state;
	/* Without the trailer all of the data is there. */
	assert_unpacks(hello_gz, sizeof(hello_gz) - 8, "hello\n", "gzip data ends early at packed byte 18");
	assert_unpacks(hello_gz, sizeof(hello_gz) - 1, "hello\n", "gzip data ends early at packed byte 25");
	assert_unpacks(hello_gz, 5, "", "gzip data ends early at packed byte 5");
}

static void
corrupt_gzip_gives_what_came_before(void **state)
{
	unsigned char bytes[sizeof(hello_gz)];

	(void)state;
	memcpy(bytes, hello_gz, sizeof(bytes));
	bytes[18] ^= 1; /* the checksum */
	assert_unpacks(bytes, sizeof(bytes), "hello\n",
	               "gzip data is damaged at packed byte 22: incorrect data check");
}

/* 1 MB that does not compress, cut in the middle: all that can be unpacked is, and it is what went in. */
static void
a_large_truncated_gzip_gives_its_beginning(void **state)
{
	enum { LEN = 1 << 20 };
	unsigned char *data = malloc(LEN), *packed = malloc(2 * LEN);
	uint32_t seed = 1;
	char path[64];
	z_stream z = { 0 };
	struct xb_input *input;
	struct xb_buf got;
	xabar_error err;

	(void)state;
	for (int i = 0; i < LEN; i++)
		data[i] = (unsigned char)((seed = seed * 1664525u + 1013904223u) >> 24);
	assert_int_equal(deflateInit2(&z, 1, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = data;
	z.avail_in = LEN;
	z.next_out = packed;
	z.avail_out = 2 * LEN;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	close(make_file(path, packed, z.total_out / 2));
	assert_int_equal(xb_input_open(&input, path, NULL), XABAR_OK);
	assert_true(xb_input_packed(input));
	got = read_input(input);
	assert_true(got.len > LEN / 2 - 70000 && got.len < LEN / 2 + 70000);
	assert_memory_equal(got.ptr, data, got.len);
	assert_int_equal(xb_input_raw_offset(input), z.total_out / 2);
	assert_true(xb_input_take_damage(&err, input));
	assert_int_equal(err.offset, got.len);
	xb_buf_release(&got);
	xb_input_free(input);
	deflateEnd(&z);
	free(data);
	free(packed);
	unlink(path);
}

static void
the_window_slides_and_grows(void **state)
{
	enum { LEN = 3 << 20 };
	unsigned char *data = malloc(LEN);
	char path[64];
	struct xb_input *input;
	struct xb_str window;

	(void)state;
	for (int i = 0; i < LEN; i++)
		data[i] = (unsigned char)(i % 251);
	close(make_file(path, data, LEN));
	assert_int_equal(xb_input_open(&input, path, NULL), XABAR_OK);
	assert_int_equal(xb_input_window(&window, input, 10, NULL), XABAR_OK);
	xb_input_consume(input, 10);
	assert_int_equal(xb_input_window(&window, input, 2000000, NULL), XABAR_OK);
	assert_true(window.len >= 2000000);
	assert_memory_equal(window.ptr, data + 10, window.len);
	xb_input_consume(input, 1999990);
	assert_int_equal(xb_input_offset(input), 2000000);
	assert_int_equal(xb_input_window(&window, input, 10000000, NULL), XABAR_OK);
	assert_int_equal(window.len, LEN - 2000000);
	assert_memory_equal(window.ptr, data + 2000000, window.len);
	assert_int_equal(xb_input_window(&window, input, XB_INPUT_WINDOW_MAX + 1, NULL), XABAR_ELIMIT);
	xb_input_free(input);
	free(data);
	unlink(path);
}

static void
skipping_goes_ahead_and_stops_at_the_end(void **state)
{
	char path[64];
	struct xb_input *input;
	struct xb_str window;

	(void)state;
	for (int packed = 0; packed < 2; packed++) {
		close(packed ? make_file(path, hello_gz, sizeof(hello_gz)) : make_file(path, "hello\n", 6));
		assert_int_equal(xb_input_open(&input, path, NULL), XABAR_OK);
		assert_int_equal(xb_input_skip_to(input, 4, NULL), XABAR_OK);
		assert_int_equal(xb_input_window(&window, input, 1, NULL), XABAR_OK);
		assert_true(xb_str_is(window, "o\n"));
		assert_int_equal(xb_input_skip_to(input, 2, NULL), XABAR_EINVAL);
		assert_int_equal(xb_input_skip_to(input, 1000, NULL), XABAR_OK);
		assert_int_equal(xb_input_offset(input), 6);
		assert_int_equal(xb_input_window(&window, input, 1, NULL), XABAR_OK);
		assert_int_equal(window.len, 0);
		xb_input_free(input);
		unlink(path);
	}
}

static void
a_plain_file_is_skipped_by_seeking(void **state)
{
	char path[64];
	int fd = make_file(path, "first", 5);
	struct xb_input *input;
	struct xb_str window;

	(void)state;
	assert_int_equal(pwrite(fd, "last", 4, (off_t)5 << 30), 4); /* sparse: 5 GiB are not read in a test's time */
	close(fd);
	assert_int_equal(xb_input_open(&input, path, NULL), XABAR_OK);
	assert_int_equal(xb_input_skip_to(input, UINT64_C(5) << 30, NULL), XABAR_OK);
	assert_int_equal(xb_input_window(&window, input, 1, NULL), XABAR_OK);
	assert_true(xb_str_is(window, "last"));
	assert_int_equal(xb_input_offset(input), UINT64_C(5) << 30);
	xb_input_free(input);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_missing_file_is_not_found),
		cmocka_unit_test(a_directory_is_refused),
		cmocka_unit_test(a_device_is_refused),
		cmocka_unit_test(a_pipe_without_a_writer_is_refused_and_not_waited_for),
		cmocka_unit_test(an_unreadable_file_says_why),
		cmocka_unit_test(an_empty_file_is_empty),
		cmocka_unit_test(plain_bytes_come_as_they_are),
		cmocka_unit_test(two_bytes_of_magic_are_not_gzip),
		cmocka_unit_test(gzip_is_unpacked),
		cmocka_unit_test(gzip_members_follow_each_other),
		cmocka_unit_test(zeros_after_gzip_are_padding),
		cmocka_unit_test(garbage_after_gzip_is_damage),
		cmocka_unit_test(truncated_gzip_gives_what_came_before),
		cmocka_unit_test(corrupt_gzip_gives_what_came_before),
		cmocka_unit_test(a_large_truncated_gzip_gives_its_beginning),
		cmocka_unit_test(the_window_slides_and_grows),
		cmocka_unit_test(skipping_goes_ahead_and_stops_at_the_end),
		cmocka_unit_test(a_plain_file_is_skipped_by_seeking),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
