/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_glass.c - the bulk writer against libxapian's: bench_glass MODE FILE.jsonl[.gz] DIR [MEMORY-MB]
 *
 * MODE bulk or xapian writes the documents of the archive to the new database DIR, and prints MB of text a second, counting the
 * writing alone: documents are made, and what is stored of them is packed, while the clock stands still. compare writes
 * DIR/bulk and DIR/xapian, and prints "equal", or the first thing that libxapian reads differently of the two; exit 1. */
#define XB_TESTING
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "bench.h"
#include "document.h"
#include "file.h"
#include "glass/glass_writer.h"
#include "normalize/normalize.h"
#include "reader.h"
#include "schema.h"
#include "store.h"

#define LIMIT ((size_t)1 << 30)
#define MEMORY_DEFAULT 512

/* Documents are written so many at a time: the writer has its caches to itself, as on a thread of its own. */
#define BATCH 1024

/* One of the two writers. */
struct sink {
	struct xb_glass *glass;
	struct xb_database *db;
	double seconds;
};

/* Documents made and not written yet, the last of them those of the store block. */
struct batch {
	struct xb_arena arena;
	struct xb_document documents[BATCH + XB_STORE_BLOCK_DISPATCHES];
	size_t n;
	struct xb_store_block block;
	struct xb_deflater deflater;
	size_t text_bytes, npostings, ndocuments; /* of all batches */
};

static void
check(xabar_status status, const xabar_error *err)
{
	if (status == XABAR_OK)
		return;
	fprintf(stderr, "bench_glass: %s\n", err->message);
	exit(2);
}

static void
write_batch(struct sink *sink, struct batch *batch)
{
	double start = bench_seconds(CLOCK_MONOTONIC);
	xabar_error err = { 0 };

	for (size_t i = 0; i < batch->n; i++)
		check(sink->glass ? xb_glass_add(sink->glass, &batch->documents[i], &err)
		                  : xb_database_add(sink->db, &batch->documents[i], &err), &err);
	sink->seconds += bench_seconds(CLOCK_MONOTONIC) - start;
	batch->ndocuments += batch->n;
	batch->n = 0;
	xb_arena_clear(&batch->arena);
}

/* Give the block's documents their data. */
static void
close_block(struct batch *batch)
{
	xabar_error err = { 0 };
	struct xb_buf datum;

	xb_buf_init(&datum, LIMIT);
	for (size_t i = 0; i < batch->block.n; i++) {
		check(xb_store_datum(&datum, &batch->block, i, &batch->deflater, &err), &err);
		batch->documents[batch->n++].datum = xb_arena_str(&batch->arena, xb_buf_view(&datum));
	}
	xb_buf_release(&datum);
	xb_store_block_clear(&batch->block);
}

static void
take(struct sink *sink, struct batch *batch, const struct xb_dispatch *dispatch, struct xb_analyzer *analyzer)
{
	const struct xb_weighting weighting = xb_weighting_choose(0, 0);
	struct xb_buf encoded;
	unsigned char hash[16];
	xabar_error err = { 0 };
	size_t place;

	xb_buf_init(&encoded, LIMIT);
	xb_dispatch_encode(&encoded, dispatch);
	xb_dispatch_hash(hash, xb_buf_view(&encoded));
	if (batch->block.n && xb_store_block_full(&batch->block, encoded.len)) {
		close_block(batch);
		if (batch->n >= BATCH)
			write_batch(sink, batch);
	}
	check(xb_store_block_add(&batch->block, xb_buf_view(&encoded), &place, &err), &err);
	check(xb_document_make(&batch->documents[batch->n + place], dispatch, hash, NULL, &weighting, analyzer, &batch->arena, &err),
	      &err);
	batch->npostings += batch->documents[batch->n + place].npostings;
	batch->text_bytes += dispatch->text[XB_FIELD_TITLE].len + dispatch->text[XB_FIELD_BODY].len;
	xb_buf_release(&encoded);
}

/* Every dispatch of a JSON Lines file into the sink. */
static void
fill(struct sink *sink, struct batch *batch, const char *path)
{
	static const struct xb_normalize_options options;
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	struct xb_analyzer *analyzer;
	struct xb_dispatch dispatch;
	struct xb_record record;
	xabar_error err = { 0 };
	bool more = true;

	xb_arena_init(&arena, LIMIT);
	xb_arena_init(&batch->arena, LIMIT);
	xb_store_block_init(&batch->block);
	xb_store_deflater_init(&batch->deflater);
	check(xb_analyzer_new(&analyzer, &err), &err);
	check(xb_input_open(&ctx.input, path, &err), &err);
	check(xb_charset_new(&ctx.charset, NULL, NULL, &err), &err);
	while (more) {
		xb_arena_clear(&arena);
		check(xb_format_jsonl.next(&record, &more, &ctx, &err), &err);
		if (more && xb_normalize(&dispatch, &record, &options, &arena, NULL) == XABAR_OK)
			take(sink, batch, &dispatch, analyzer);
	}
	close_block(batch);
	write_batch(sink, batch);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_analyzer_free(analyzer);
	xb_store_block_release(&batch->block);
	xb_deflater_release(&batch->deflater);
	xb_arena_release(&batch->arena);
	xb_arena_release(&arena);
}

static void
finish(struct sink *sink)
{
	double start = bench_seconds(CLOCK_MONOTONIC);
	xabar_error err = { 0 };

	check(sink->glass ? xb_glass_finish(sink->glass, 1, &err) : xb_database_commit(sink->db, &err), &err);
	sink->seconds += bench_seconds(CLOCK_MONOTONIC) - start;
	xb_glass_free(sink->glass);
	xb_database_free(sink->db);
}

static void
write_archive(bool bulk, const char *path, const char *dir, size_t memory)
{
	static const unsigned char uuid[XB_GLASS_UUID] = "bench of writers";
	struct sink sink = { 0 };
	static struct batch batch;
	struct rusage usage;
	xabar_error err = { 0 };
	double filling, megabytes;

	batch = (struct batch){ .n = 0 };
	check(bulk ? xb_glass_new(&sink.glass, dir, memory, uuid, &err) : xb_database_new(&sink.db, dir, &err), &err);
	fill(&sink, &batch, path);
	filling = sink.seconds;
	finish(&sink);
	getrusage(RUSAGE_SELF, &usage);
	megabytes = (double)batch.text_bytes / 1e6;
	printf("%s: %zu documents, %.1f MB of text, %.1f M postings: adding %.2f s, finishing %.2f s, %.1f MB/s, peak %ld MB\n",
	       bulk ? "bulk" : "libxapian", batch.ndocuments, megabytes, (double)batch.npostings / 1e6, filling,
	       sink.seconds - filling, megabytes / sink.seconds, usage.ru_maxrss / 1024);
}

static void
write_line(void *file, struct xb_str line)
{
	fwrite(line.ptr, 1, line.len, file);
}

static FILE *
dump(const char *path)
{
	static const uint32_t slots[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	FILE *file = tmpfile();
	xabar_error err = { 0 };

	if (!file) {
		perror("bench_glass: a temporary file");
		exit(2);
	}
	check(xb_database_dump(path, slots, sizeof(slots) / sizeof(*slots), write_line, file, &err), &err);
	rewind(file);
	return file;
}

static int
compare(const char *ours, const char *theirs)
{
	FILE *a = dump(ours), *b = dump(theirs);
	char *line_a = NULL, *line_b = NULL;
	size_t cap_a = 0, cap_b = 0, n = 0;
	ssize_t len_a, len_b;

	do {
		len_a = getline(&line_a, &cap_a, a);
		len_b = getline(&line_b, &cap_b, b);
		n++;
	} while (len_a > 0 && len_a == len_b && memcmp(line_a, line_b, (size_t)len_a) == 0);
	if (len_a > 0 || len_b > 0)
		printf("line %zu differs\nours:   %.300s\ntheirs: %.300s\n", n, len_a > 0 ? line_a : "", len_b > 0 ? line_b : "");
	else
		printf("equal in %zu lines\n", n - 1);
	free(line_a);
	free(line_b);
	fclose(a);
	fclose(b);
	return len_a > 0 || len_b > 0;
}

static int
write_and_compare(const char *path, const char *dir, size_t memory)
{
	char *ours = xb_path("%s/bulk", dir), *theirs = xb_path("%s/xapian", dir);
	xabar_error err = { 0 };
	int differ = 2;

	if (!ours || !theirs || mkdir(dir, 0777) != 0) {
		perror("bench_glass: the folder");
	} else {
		write_archive(true, path, ours, memory);
		write_archive(false, path, theirs, memory);
		check(xb_database_check(ours, &err), &err);
		differ = compare(ours, theirs);
	}
	free(ours);
	free(theirs);
	return differ;
}

int
main(int argc, char **argv)
{
	const size_t memory = (size_t)(argc > 4 ? strtoul(argv[4], NULL, 10) : MEMORY_DEFAULT) << 20;
	const bool bulk = argc > 1 && strcmp(argv[1], "bulk") == 0;

	if (argc > 3 && strcmp(argv[1], "compare") == 0)
		return write_and_compare(argv[2], argv[3], memory);
	if (argc < 4 || (!bulk && strcmp(argv[1], "xapian") != 0)) {
		fputs("usage: bench_glass bulk|xapian|compare FILE.jsonl[.gz] DIR [MEMORY-MB]\n", stderr);
		return 2;
	}
	write_archive(bulk, argv[2], argv[3], memory);
	return 0;
}
