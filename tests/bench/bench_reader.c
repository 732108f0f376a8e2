/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_reader PATH...: what the way from bytes to records costs (input, detection, reader), and that to dispatches, with
 * normalize. */
#include <stdio.h>

#include "bench.h"
#include "normalize/normalize.h"
#include "reader.h"

#define ARENA_LIMIT ((size_t)256 << 20)

struct counts {
	size_t records, rejected, pairs, extras;
	uint64_t bytes, text;
};

static void
count(struct counts *counts, const struct xb_record *record, bool normalized, struct xb_arena *arena)
{
	static const struct xb_normalize_options options;
	struct xb_dispatch dispatch;
	xabar_error err;

	counts->records++;
	counts->pairs += record->npairs;
	if (!normalized)
		return;
	if (xb_normalize(&dispatch, record, &options, arena, &err) != XABAR_OK) {
		if (counts->rejected++ < 5)
			fprintf(stderr, "byte %llu: %s\n", (unsigned long long)record->offset, err.message);
		return;
	}
	counts->extras += dispatch.nextras;
	counts->text += dispatch.text[XB_FIELD_TITLE].len + dispatch.text[XB_FIELD_BODY].len;
}

static xabar_status
read_all(struct counts *counts, const struct xb_format *format, bool normalized, struct xb_reader_context *ctx,
         xabar_error *err)
{
	struct xb_record record;
	bool more = true;
	xabar_status status = format->open ? format->open(ctx, err) : XABAR_OK;

	while (status == XABAR_OK && more) {
		xb_arena_clear(ctx->arena);
		status = format->next(&record, &more, ctx, err);
		if (status == XABAR_ERECORD) {
			if (counts->rejected++ < 5)
				fprintf(stderr, "byte %llu: %s\n", (unsigned long long)record.offset, err->message);
			status = XABAR_OK;
		} else if (status == XABAR_OK && more) {
			count(counts, &record, normalized, ctx->arena);
		}
	}
	if (format->close)
		format->close(ctx);
	counts->bytes += xb_input_offset(ctx->input);
	return status;
}

static xabar_status
read_path(struct counts *counts, const char *path, bool normalized, xabar_error *err)
{
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	const struct xb_format *format = NULL;
	struct xb_str head;
	xabar_status status = xb_input_open(&ctx.input, path, err);

	xb_arena_init(&arena, ARENA_LIMIT);
	if (status == XABAR_OK)
		status = xb_charset_new(&ctx.charset, NULL, NULL, err);
	if (status == XABAR_OK)
		status = xb_input_window(&head, ctx.input, (size_t)64 << 10, err);
	if (status == XABAR_OK) {
		format = xb_format_detect(head);
		status = format ? read_all(counts, format, normalized, &ctx, err)
		                : xb_fail(err, XABAR_EINVAL, "unknown format");
	}
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
	return status;
}

static void
measure(const char *path, bool normalized)
{
	struct counts counts = { 0 };
	xabar_error err;
	double start = bench_seconds(CLOCK_MONOTONIC), took;

	if (read_path(&counts, path, normalized, &err) != XABAR_OK) {
		fprintf(stderr, "bench_reader: %s: %s\n", path, err.message);
		return;
	}
	took = bench_seconds(CLOCK_MONOTONIC) - start;
	printf("%s, %s: %zu records, %zu rejected, %zu pairs, %zu extras, %.1f MB, %.1f MB of text, %.1f MB/s\n", path,
	       normalized ? "normalized" : "reader alone", counts.records, counts.rejected, counts.pairs, counts.extras,
	       (double)counts.bytes / 1e6, (double)counts.text / 1e6, (double)counts.bytes / took / 1e6);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		measure(argv[i], false);
		measure(argv[i], true);
	}
	return 0;
}
