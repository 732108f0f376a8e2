/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams of xabar are those of zlib, whichever library made or reads them. zlib itself is the other side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "deflate.h"

#define MAX ((size_t)8 << 20)

static const size_t lengths[] = { 0, 1, 100, 33 * 1024, 33 * 1024 + 1, 1 << 20 };

#define NLENGTHS (sizeof(lengths) / sizeof(*lengths))

/* `len` bytes that compress, more or less. */
static struct xb_str
sample(size_t len)
{
	char *bytes = malloc(len + 1);
	unsigned seed = 1;

	assert_non_null(bytes);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(rand_r(&seed) % 7 + 'a');
	return xb_strn(bytes, len);
}

static void
pack_with_zlib(struct xb_buf *out, struct xb_str raw, int level)
{
	uLongf room = compressBound(raw.len);

	xb_buf_clear(out);
	assert_int_equal(compress2((Bytef *)xb_buf_extend(out, room), &room, (const Bytef *)raw.ptr, raw.len, level), Z_OK);
	out->len = room;
}

static void
zlib_reads_what_is_written(void **state)
{
	struct xb_deflater deflater;
	struct xb_buf packed;

	(void)state;
	xb_deflater_init(&deflater, 6);
	xb_buf_init(&packed, MAX);
	for (size_t i = 0; i < NLENGTHS; i++) {
		struct xb_str raw = sample(lengths[i]);
		char *back = malloc(raw.len + 1);
		uLongf len = raw.len + 1;

		xb_buf_clear(&packed);
		assert_int_equal(xb_deflate(&packed, &deflater, raw, NULL), XABAR_OK);
		assert_int_equal(uncompress((Bytef *)back, &len, (const Bytef *)packed.ptr, packed.len), Z_OK);
		assert_int_equal(len, raw.len);
		assert_memory_equal(back, raw.ptr, raw.len);
		free(back);
		free((char *)raw.ptr);
	}
	xb_buf_release(&packed);
	xb_deflater_release(&deflater);
}

static void
what_zlib_writes_is_read(void **state)
{
	struct xb_buf packed, out;

	(void)state;
	xb_buf_init(&packed, MAX);
	xb_buf_init(&out, MAX);
	for (size_t i = 0; i < NLENGTHS; i++)
		for (int level = 0; level <= 9; level += 3) {
			struct xb_str raw = sample(lengths[i]);

			pack_with_zlib(&packed, raw, level);
			xb_buf_clear(&out);
			xb_buf_add_char(&out, '<');
			assert_int_equal(xb_inflate(&out, xb_buf_view(&packed), raw.len + 1, NULL), XABAR_OK);
			assert_int_equal(out.len, 1 + raw.len);
			assert_memory_equal(out.ptr + 1, raw.ptr, raw.len);
			free((char *)raw.ptr);
		}
	xb_buf_release(&packed);
	xb_buf_release(&out);
}

static void
more_than_the_most_is_corrupt_and_not_allocated(void **state)
{
	struct xb_buf packed, out;
	struct xb_str raw = sample(1 << 20);

	(void)state;
	xb_buf_init(&packed, MAX);
	xb_buf_init(&out, MAX);
	pack_with_zlib(&packed, raw, 6);
	assert_int_equal(xb_inflate(&out, xb_buf_view(&packed), raw.len - 1, NULL), XABAR_ECORRUPT);
	assert_int_equal(out.len, 0);
	xb_buf_release(&out);
	assert_int_equal(xb_inflate(&out, xb_buf_view(&packed), 5000, NULL), XABAR_ECORRUPT);
	assert_true(out.cap < 10000);
	free((char *)raw.ptr);
	xb_buf_release(&packed);
	xb_buf_release(&out);
}

static void
a_stream_is_read_to_its_end_and_no_further(void **state)
{
	struct xb_buf packed, out;

	(void)state;
	xb_buf_init(&packed, MAX);
	xb_buf_init(&out, MAX);
	pack_with_zlib(&packed, xb_str("Xəzər"), 6);
	for (size_t len = 0; len < packed.len; len++)
		assert_int_equal(xb_inflate(&out, xb_strn(packed.ptr, len), MAX, NULL), XABAR_ECORRUPT);
	xb_buf_add_char(&packed, 'x');
	assert_int_equal(xb_inflate(&out, xb_buf_view(&packed), MAX, NULL), XABAR_ECORRUPT);
	assert_int_equal(out.len, 0);
	xb_buf_release(&packed);
	xb_buf_release(&out);
}

static void
a_checksum_is_that_of_zlib_in_parts_too(void **state)
{
	(void)state;
	/* The check value of CRC-32 (ISO 3309) for these nine digits. */
	assert_int_equal(xb_crc32(0, xb_str("123456789")), 0xcbf43926);
	assert_int_equal(xb_crc32(xb_crc32(0, xb_str("1234")), xb_str("56789")), 0xcbf43926);
	for (size_t i = 0; i < NLENGTHS; i++) {
		struct xb_str raw = sample(lengths[i]);

		assert_int_equal(xb_crc32(7, raw), crc32(7, (const Bytef *)raw.ptr, (uInt)raw.len));
		free((char *)raw.ptr);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zlib_reads_what_is_written),
		cmocka_unit_test(what_zlib_writes_is_read),
		cmocka_unit_test(more_than_the_most_is_corrupt_and_not_allocated),
		cmocka_unit_test(a_stream_is_read_to_its_end_and_no_further),
		cmocka_unit_test(a_checksum_is_that_of_zlib_in_parts_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
