/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_store.c - what the store makes of an archive: bench_store FILE.jsonl[.gz]
 *
 * Packs every dispatch as the indexer does, and prints, a line for each level of compression, the
 * bytes of all data to the bytes of titles and bodies, MB of text packed a second, microseconds to unpack and decode a
 * dispatch at random, and MB/s of text unpacking block by block. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "normalize/normalize.h"
#include "reader.h"
#include "store.h"

#define LIMIT ((size_t)256 << 20)
#define RANDOM_READS 20000

/* Serialised dispatches, one after the other, and their data once packed. */
struct archive {
	struct xb_buf bytes;
	size_t *ends;
	size_t n, cap;
	size_t text_bytes;
};

struct packed {
	struct xb_buf bytes;
	size_t *ends;
};

static void
die(const char *what)
{
	fprintf(stderr, "bench_store: %s\n", what);
	exit(2);
}

static void
add_dispatch(struct archive *archive, const struct xb_dispatch *dispatch)
{
	if (archive->n == archive->cap) {
		archive->cap = archive->cap ? 2 * archive->cap : 1024;
		archive->ends = realloc(archive->ends, archive->cap * sizeof(*archive->ends));
		if (!archive->ends)
			die("out of memory");
	}
	xb_dispatch_encode(&archive->bytes, dispatch);
	archive->ends[archive->n++] = archive->bytes.len;
	archive->text_bytes += dispatch->text[XB_FIELD_TITLE].len + dispatch->text[XB_FIELD_BODY].len;
}

/* Every dispatch of a JSON Lines file, as the indexer reads it. */
static void
read_archive(struct archive *archive, const char *path)
{
	static const struct xb_normalize_options options;
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	struct xb_dispatch dispatch;
	struct xb_record record;
	bool more = true;

	xb_arena_init(&arena, LIMIT);
	xb_buf_init(&archive->bytes, SIZE_MAX);
	if (xb_input_open(&ctx.input, path, NULL) != XABAR_OK || xb_charset_new(&ctx.charset, NULL, NULL, NULL) != XABAR_OK)
		die("no such file");
	while (more) {
		xb_arena_clear(&arena);
		if (xb_format_jsonl.next(&record, &more, &ctx, NULL) != XABAR_OK)
			die("a line is not JSON");
		if (more && xb_normalize(&dispatch, &record, &options, &arena, NULL) == XABAR_OK)
			add_dispatch(archive, &dispatch);
	}
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
}

static struct xb_str
slice(const struct xb_buf *bytes, const size_t *ends, size_t i)
{
	size_t from = i ? ends[i - 1] : 0;

	return xb_strn(bytes->ptr + from, ends[i] - from);
}

static void
flush_block(struct packed *packed, struct xb_store_block *block, struct xb_deflater *deflater, size_t *done, struct xb_buf *datum)
{
	for (size_t place = 0; place < block->n; place++) {
		if (xb_store_datum(datum, block, place, deflater, NULL) != XABAR_OK)
			die("cannot pack");
		xb_buf_add_str(&packed->bytes, xb_buf_view(datum));
		packed->ends[(*done)++] = packed->bytes.len;
	}
	xb_store_block_clear(block);
}

static void
pack(struct packed *packed, const struct archive *archive, int level)
{
	struct xb_store_block block;
	struct xb_deflater deflater;
	struct xb_buf datum;
	size_t done = 0, place;

	xb_store_block_init(&block);
	xb_buf_init(&datum, SIZE_MAX);
	xb_deflater_init(&deflater, level);
	for (size_t i = 0; i < archive->n; i++) {
		struct xb_str encoded = slice(&archive->bytes, archive->ends, i);

		if (xb_store_block_full(&block, encoded.len))
			flush_block(packed, &block, &deflater, &done, &datum);
		if (xb_store_block_add(&block, encoded, &place, NULL) != XABAR_OK)
			die("cannot add");
	}
	flush_block(packed, &block, &deflater, &done, &datum);
	xb_store_block_release(&block);
	xb_deflater_release(&deflater);
	xb_buf_release(&datum);
}

/* Microseconds a dispatch, read at random. */
static double
read_at_random(const struct packed *packed, const struct archive *archive)
{
	struct xb_arena arena;
	struct xb_buf out;
	double start = bench_seconds(CLOCK_MONOTONIC);
	unsigned seed = 1;

	xb_arena_init(&arena, 1 << 20);
	xb_buf_init(&out, SIZE_MAX);
	for (int k = 0; k < RANDOM_READS; k++) {
		size_t i = (size_t)rand_r(&seed) % archive->n;
		struct xb_dispatch dispatch;
		struct xb_str one;
		uint32_t place;

		if (xb_store_distance(&place, slice(&packed->bytes, packed->ends, i), NULL) != XABAR_OK ||
		    xb_store_unpack_block(&out, slice(&packed->bytes, packed->ends, i - place), NULL) != XABAR_OK ||
		    xb_store_take(&one, xb_buf_view(&out), place, NULL) != XABAR_OK ||
		    xb_dispatch_decode(&dispatch, one, &arena, NULL) != XABAR_OK)
			die("cannot unpack");
		if (!xb_str_equal(one, slice(&archive->bytes, archive->ends, i)))
			die("unpacked something else");
		xb_arena_clear(&arena);
	}
	xb_buf_release(&out);
	xb_arena_release(&arena);
	return (bench_seconds(CLOCK_MONOTONIC) - start) * 1e6 / RANDOM_READS;
}

/* Seconds for all blocks. */
static double
read_blocks(const struct packed *packed, const struct archive *archive)
{
	struct xb_buf out;
	double start = bench_seconds(CLOCK_MONOTONIC);

	xb_buf_init(&out, SIZE_MAX);
	for (size_t i = 0; i < archive->n; i++) {
		struct xb_str datum = slice(&packed->bytes, packed->ends, i);

		if (datum.ptr[0] == 0 && xb_store_unpack_block(&out, datum, NULL) != XABAR_OK)
			die("cannot unpack a block");
	}
	xb_buf_release(&out);
	return bench_seconds(CLOCK_MONOTONIC) - start;
}

int
main(int argc, char **argv)
{
	static const int levels[] = { 1, 6, 9 };
	struct archive archive = { 0 };

	if (argc != 2)
		die("usage: bench_store FILE.jsonl[.gz]");
	read_archive(&archive, argv[1]);
	if (archive.n == 0)
		die("nothing in it");
	printf("%zu dispatches, %.1f MB of text, %.1f MB serialised\n", archive.n, (double)archive.text_bytes / 1e6,
	       (double)archive.bytes.len / 1e6);
	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++) {
		struct packed packed = { .ends = calloc(archive.n, sizeof(size_t)) };
		double start, packing, text = (double)archive.text_bytes;

		if (!packed.ends)
			die("out of memory");
		xb_buf_init(&packed.bytes, SIZE_MAX);
		start = bench_seconds(CLOCK_MONOTONIC);
		pack(&packed, &archive, levels[i]);
		packing = bench_seconds(CLOCK_MONOTONIC) - start;
		printf("level %d: ratio %.3f, packing %.0f MB/s, a dispatch %.0f us, blocks %.0f MB/s\n", levels[i],
		       (double)packed.bytes.len / text, text / 1e6 / packing, read_at_random(&packed, &archive),
		       text / 1e6 / read_blocks(&packed, &archive));
		xb_buf_release(&packed.bytes);
		free(packed.ends);
	}
	xb_buf_release(&archive.bytes);
	free(archive.ends);
	return 0;
}
