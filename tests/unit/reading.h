/* SPDX-License-Identifier: GPL-2.0-or-later */
/* reading.h - what the tests of input and readers share: bytes in a file, and all that a reader says of them as text. */
#ifndef XB_TEST_READING_H
#define XB_TEST_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "buf.h"
#include "../../indexer/reader.h"

#define READING_LIMIT ((size_t)256 << 20)

/* A new file with these bytes; `path` has room for its name. */
static inline int
make_file(char path[64], const void *bytes, size_t len)
{
	int fd;

	snprintf(path, 64, "/tmp/xabar-test-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	return fd;
}

static inline void
say_record(struct xb_buf *out, const struct xb_record *record)
{
	xb_buf_printf(out, "%d-%d", (int)record->offset, (int)record->end);
	for (size_t i = 0; i < record->npairs; i++) {
		xb_buf_add(out, " ", 1);
		xb_buf_add_str(out, record->pairs[i].name);
		xb_buf_add(out, "=", 1);
		xb_buf_add_str(out, record->pairs[i].value);
	}
	xb_buf_add(out, "\n", 1);
}

/* All records of a file, a line each: "offset-end name=value name=value"; one turned away is "offset-end ! why", damage
 * is the last line. `format` is NULL to detect it. Freed by the caller with xb_buf_release. */
static inline struct xb_buf
read_file(const char *path, const char *format_name, const char *charset)
{
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	const struct xb_format *format;
	struct xb_record record;
	struct xb_buf out;
	struct xb_str head;
	xabar_error err;
	bool more = true;

	xb_arena_init(&arena, READING_LIMIT);
	xb_buf_init(&out, READING_LIMIT);
	assert_int_equal(xb_input_open(&ctx.input, path, &err), XABAR_OK);
	assert_int_equal(xb_charset_new(&ctx.charset, charset, NULL, &err), XABAR_OK);
	assert_int_equal(xb_input_window(&head, ctx.input, (size_t)64 << 10, &err), XABAR_OK);
	format = format_name ? xb_format_find(format_name) : xb_format_detect(head);
	assert_non_null(format);
	if (format->open)
		assert_int_equal(format->open(&ctx, &err), XABAR_OK);
	while (more) {
		xabar_status status;

		xb_arena_clear(&arena);
		status = format->next(&record, &more, &ctx, &err);
		if (status == XABAR_ERECORD)
			xb_buf_printf(&out, "%d-%d ! %s\n", (int)record.offset, (int)record.end, err.message);
		else if (more)
			say_record(&out, &record);
		if (status != XABAR_ERECORD)
			assert_int_equal(status, XABAR_OK);
	}
	while (xb_input_take_damage(&err, ctx.input))
		xb_buf_printf(&out, "damage at %d: %s\n", (int)err.offset, err.message);
	if (format->close)
		format->close(&ctx);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
	return out;
}

static inline void
assert_file_reads(const char *path, const char *format, const char *charset, const char *want)
{
	struct xb_buf got = read_file(path, format, charset);

	assert_string_equal(got.len ? got.ptr : "", want);
	xb_buf_release(&got);
}

static inline void
assert_bytes_read(const void *bytes, size_t len, const char *format, const char *charset, const char *want)
{
	char path[64];

	close(make_file(path, bytes, len));
	assert_file_reads(path, format, charset, want);
	unlink(path);
}

static inline void
assert_text_reads(const char *text, const char *format, const char *want)
{
	assert_bytes_read(text, strlen(text), format, NULL, want);
}

#endif
