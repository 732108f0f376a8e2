/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes → dispatches, by one format or by every one. The last byte chooses the charset that is assumed, and whether there is a
 * --map. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../indexer/normalize/normalize.h"
#include "../../indexer/reader.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As the indexer opens an input: what needs it is transcoded as a whole. */
static void
open_input(struct xb_reader_context *ctx, const char *path, const char *charset)
{
	struct xb_str head;
	const char *wide;

	if (xb_input_open(&ctx->input, path, NULL) != XABAR_OK ||
	    xb_charset_new(&ctx->charset, charset, NULL, NULL) != XABAR_OK ||
	    xb_input_window(&head, ctx->input, 1, NULL) != XABAR_OK)
		abort();
	wide = xb_charset_begin(ctx->charset, head);
	if (wide && xb_input_transcode(ctx->input, wide, NULL) != XABAR_OK)
		abort();
}

static void
read_as(const struct xb_format *format, const char *path, const char *charset, bool mapped)
{
	static const struct xb_normalize_options options;
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes, .mapped = mapped };
	struct xb_record record;
	struct xb_dispatch dispatch;
	uint64_t last = 0;
	bool more = true;

	xb_arena_init(&arena, (size_t)1 << 20);
	open_input(&ctx, path, charset);
	if (format->open && format->open(&ctx, NULL) != XABAR_OK)
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

/* The format that $XABAR_FUZZ_FORMAT names; NULL: all of them. */
static const struct xb_format *only;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *name = getenv("XABAR_FUZZ_FORMAT");

	(void)argc, (void)argv;
	only = name ? xb_format_find(name) : NULL;
	if (name && !only)
		abort();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[8] = { NULL, "cp1251", NULL, "gbk", NULL, "cp1258", NULL, NULL };
	const char *charset = charsets[size ? data[size - 1] & 7 : 0];
	char path[] = "/dev/shm/xabar-fuzz-XXXXXX";
	int fd = mkstemp(path);

	if (fd < 0)
		return 0;
	if (write(fd, data, size) == (ssize_t)size) {
		xb_format_detect((struct xb_str){ (const char *)data, size });
		for (const struct xb_format *const *format = xb_formats; *format; format++)
			if (!only || *format == only)
				read_as(*format, path, charset, size && data[size - 1] & 8);
	}
	close(fd);
	unlink(path);
	return 0;
}
