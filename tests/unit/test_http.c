/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTTP heads, and bodies without their codings. The packed bytes are of zlib and brotli's own compressors. */
#include "reading.h"

#include <zlib.h>

#include "../../indexer/formats/http_body.h"

#define PLAIN "<p>The ferry sailed. The ferry sailed again. The ferry sailed a third time.</p>"
#define RAW "\xb3\x29\xb0\x0b\xc9\x48\x55\x48\x4b\x2d\x2a\xaa\x54\x28\x4e\xcc\xcc\x49\x4d\xd1\x53\x40\x17\x51\x48\x4c\x4f\xcc" \
            "\xcc\xc3\x26\xae\x50\x92\x91\x59\x94\xa2\x50\x92\x99\x9b\xaa\x67\xa3\x5f\x60\x07\x00"
#define GZIP "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03" RAW "\xf6\xb6\x5f\x27\x4f\x00\x00\x00"
#define ZLIB "\x78\x9c" RAW "\x51\x75\x1b\x6a"
#define BROTLI "\x1b\x4e\x00\x18\x8c\xc3\x38\x26\xbc\xf9\xe8\x5e\x64\x84\x4a\x4f\x1e\x1f\x2a\x3d\x59\xaa\x0f\xe9\xb1\xdb\xdc\xd8" \
               "\x04\x23\x81\x0d\x38\x60\x2f\x7b\xc5\x05\xec\x72\x01\xa5\x33\x7c\x68\x01\xc7\xa7\xe9\x14\x42\xbb\x8f\xb3\x6a\x39" \
               "\x81\xa2\xa7\x5c\x03\xc2\x19"

#define BYTES(literal) (struct xb_str){ literal, sizeof(literal) - 1 }

static struct xb_arena arena;

static int
begin(void **state)
{
	(void)state;
	xb_arena_init(&arena, READING_LIMIT);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	xb_arena_release(&arena);
	return 0;
}

/* The body of a response with these fields: itself, "damaged " and itself, or "! why". */
static void
assert_body(const char *fields, struct xb_str bytes, const char *want)
{
	struct xb_http_room room;
	struct xb_http_head head;
	struct xb_str body;
	struct xb_buf got;
	bool damaged;
	xabar_error err;

	xb_buf_init(&got, READING_LIMIT);
	xb_buf_printf(&got, "HTTP/1.1 200 OK\r\n%s\r\n", fields);
	assert_true(xb_http_head_read(&head, xb_buf_view(&got), &arena));
	assert_int_equal(head.len, got.len);
	xb_http_room_init(&room);
	if (xb_http_body(&body, &damaged, &room, &head, bytes, &err) != XABAR_OK) {
		xb_buf_clear(&got);
		xb_buf_printf(&got, "! %s", err.message);
	} else {
		xb_buf_clear(&got);
		xb_buf_printf(&got, "%s", damaged ? "damaged " : "");
		xb_buf_add_str(&got, body);
	}
	assert_string_equal(got.ptr, want);
	xb_http_room_release(&room);
	xb_buf_release(&got);
}

static void
assert_status(const char *text, int status, size_t len)
{
	struct xb_http_head head;

	assert_true(xb_http_is_head(xb_str(text)));
	assert_true(xb_http_head_read(&head, xb_str(text), &arena));
	assert_int_equal(head.status, status);
	assert_int_equal(head.len, len);
}

static void
a_head_has_a_status(void **state)
{
	(void)state;
	assert_status("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", 200, 25);
	assert_status("HTTP/2 404\n\nbody", 404, 12);
	assert_status("HTTP/1.0 302 Found", 302, 18);
	assert_status("HTTP/1.1\r\n\r\n", 0, 12);
	assert_status("HTTP/1.1 99999 x\r\n\r\n", 999, 20);
	assert_false(xb_http_is_head(xb_str("<html>")));
}

static void
each_coding_is_undone(void **state)
{
	(void)state;
	assert_body("", BYTES(PLAIN), PLAIN);
	assert_body("Content-Encoding: gzip\r\n", BYTES(GZIP), PLAIN);
	assert_body("Content-Encoding: X-GZip\r\n", BYTES(GZIP), PLAIN);
	assert_body("Content-Encoding: deflate\r\n", BYTES(ZLIB), PLAIN);
	assert_body("Content-Encoding: deflate\r\n", BYTES(RAW), PLAIN);
	assert_body("Content-Encoding: br\r\n", BYTES(BROTLI), PLAIN);
	assert_body("Content-Encoding: identity\r\n", BYTES(PLAIN), PLAIN);
}

static void
chunks_are_joined(void **state)
{
	static const char fields[] = "Transfer-Encoding: chunked\r\n";

	(void)state;
	assert_body(fields, xb_str("4\r\nThe \r\n5;a=b\r\nferry\r\n0\r\nTrailer: x\r\n\r\n"), "The ferry");
	assert_body(fields, xb_str("00A\nThe ferry \n6  \r\nsailed\n0\n\n"), "The ferry sailed");
	assert_body("Transfer-Encoding: gzip, chunked\r\n", BYTES("3\r\n\x1f\x8b\x08\r\n40\r\n" "\x00\x00\x00\x00\x00\x02\x03" RAW
	            "\xf6\xb6\x5f\x27\x4f\x00\x00\x00\r\n0\r\n\r\n"), PLAIN);
}

static void
wrong_chunks_are_taken_as_they_are(void **state)
{
	static const char fields[] = "Transfer-Encoding: chunked\r\n";

	(void)state;
	assert_body(fields, xb_str("<p>No chunks</p>"), "<p>No chunks</p>");
	assert_body(fields, xb_str("Face it\r\n"), "Face it\r\n");
	assert_body(fields, xb_str("4\r\nThe \r\nferry\r\n"), "damaged The ferry\r\n");
	assert_body(fields, xb_str("4\r\nThe \r\n50\r\nferry"), "damaged The ferry");
	assert_body(fields, xb_str("4\r\nThe "), "damaged The ");
	assert_body(fields, xb_str("ffffffffff\r\nx"), "ffffffffff\r\nx");
}

static void
codings_come_off_in_turn(void **state)
{
	unsigned char once[256], twice[256];
	uLongf len = sizeof(once), len2 = sizeof(twice);

	(void)state;
	assert_int_equal(compress(once, &len, (const unsigned char *)GZIP, sizeof(GZIP) - 1), Z_OK);
	assert_body("Content-Encoding: gzip, deflate\r\n", (struct xb_str){ (char *)once, len }, PLAIN);
	assert_int_equal(compress(twice, &len2, once, len), Z_OK);
	assert_body("Content-Encoding: gzip, deflate, deflate\r\n", (struct xb_str){ (char *)twice, len2 }, PLAIN);
	assert_body("Content-Encoding: gzip, gzip, gzip, gzip, gzip\r\n", BYTES(GZIP),
	            "! the body is in a coding that is not read: 'gzip'");
}

static void
a_head_may_be_wrong_about_its_body(void **state)
{
	(void)state;
	assert_body("Content-Encoding: gzip\r\n", BYTES(PLAIN), PLAIN);
	assert_body("Content-Encoding: deflate\r\n", BYTES(PLAIN), PLAIN);
	assert_body("Content-Encoding: br\r\n", BYTES(PLAIN), PLAIN);
	assert_body("Content-Encoding: zstd\r\n", BYTES(PLAIN), PLAIN);
	assert_body("", BYTES(GZIP), PLAIN);
	assert_body("Content-Encoding: zstd\r\n", BYTES("\x28\xb5\x2f\xfd\x01"), "! the body is in a coding that is not read: 'zstd'");
	assert_body("Content-Encoding: gzip\r\n", BYTES(""), "");
}

static void
of_a_cut_body_the_beginning_is_given(void **state)
{
	(void)state;
	assert_body("Content-Encoding: gzip\r\n", (struct xb_str){ GZIP, 10 + 30 }, "damaged <p>The ferry sailed. The ferry sailed again");
	assert_body("Content-Encoding: gzip\r\n", (struct xb_str){ GZIP, 10 },
	            "! the body cannot be unpacked: its gzip data is damaged");
}

static void
a_body_that_grows_too_much_is_refused(void **state)
{
	enum { ZEROS = 3 << 20 };
	char *zeros = calloc(1, ZEROS);
	unsigned char packed[16384];
	uLongf len = sizeof(packed);
	char why[80];

	(void)state;
	assert_int_equal(compress2(packed, &len, (unsigned char *)zeros, ZEROS, 9), Z_OK);
	assert_true(len < 4000);
	snprintf(why, sizeof(why), "! the body of %d bytes unpacks to over 1 MiB", (int)len);
	assert_body("Content-Encoding: deflate\r\n", (struct xb_str){ (char *)packed, len }, why);
	free(zeros);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_head_has_a_status),
		cmocka_unit_test(each_coding_is_undone),
		cmocka_unit_test(chunks_are_joined),
		cmocka_unit_test(wrong_chunks_are_taken_as_they_are),
		cmocka_unit_test(codings_come_off_in_turn),
		cmocka_unit_test(a_head_may_be_wrong_about_its_body),
		cmocka_unit_test(of_a_cut_body_the_beginning_is_given),
		cmocka_unit_test(a_body_that_grows_too_much_is_refused),
	};

	return cmocka_run_group_tests_name("http", tests, begin, end);
}
