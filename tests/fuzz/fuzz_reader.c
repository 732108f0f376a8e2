/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes → dispatches, by every format: the first byte chooses the charset, the rest is the input. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../indexer/normalize.h"
#include "../../indexer/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_as(const struct xb_format *format, const char *path, const char *charset)
{
	static const struct xb_normalize_options options;
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	struct xb_record record;
	struct xb_dispatch dispatch;
	uint64_t last = 0;
	bool more = true;

	xb_arena_init(&arena, (size_t)1 << 20);
	if (xb_input_open(&ctx.input, path, NULL) != XABAR_OK || xb_charset_new(&ctx.charset, charset, NULL, NULL) != XABAR_OK ||
	    (format->open && format->open(&ctx, NULL) != XABAR_OK))
		abort();
	while (more) {
		xabar_status status;

		xb_arena_clear(&arena);
		status = format->next(&record, &more, &ctx, NULL);
		if (status != XABAR_OK && status != XABAR_ERECORD)
			abort();
		/* Records go forward, and each reader comes to an end. */
		if (more && (record.offset < last || record.end < record.offset))
			abort();
		last = record.end;
		if (status == XABAR_OK && more)
			xb_normalize(&dispatch, &record, &options, &arena, NULL);
	}
	if (format->close)
		format->close(&ctx);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { NULL, "cp1251", "gbk", "cp1258" };
	char path[] = "/dev/shm/xabar-fuzz-XXXXXX";
	int fd;

	if (size == 0 || (fd = mkstemp(path)) < 0)
		return 0;
	if (write(fd, data + 1, size - 1) == (ssize_t)(size - 1)) {
		xb_format_detect((struct xb_str){ (const char *)data + 1, size - 1 });
		for (const struct xb_format *const *format = xb_formats; *format; format++)
			read_as(*format, path, charsets[data[0] & 3]);
	}
	close(fd);
	unlink(path);
	return 0;
}
