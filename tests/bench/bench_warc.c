/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_warc MEGABYTES PAGE...: how fast a web archive of these pages is read. Written to a scratch file first, of each four
 * records one is a page as it is, one in chunks, one gzipped, and one a request; then twice read: as it is, and with a
 * member of gzip for each record. What is measured is the reader with what it calls: codings, charsets, HTML. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "bench.h"
#include "buf.h"
#include "reader.h"

#define LIMIT ((size_t)2 << 30)

static struct xb_buf
read_page(const char *path)
{
	struct xb_buf page;
	FILE *file = fopen(path, "rb");
	char room[4096];
	size_t n;

	xb_buf_init(&page, LIMIT);
	while (file && (n = fread(room, 1, sizeof(room), file)) > 0)
		xb_buf_add(&page, room, n);
	if (!file || page.len == 0) {
		fprintf(stderr, "bench_warc: cannot read '%s'\n", path);
		exit(2);
	}
	fclose(file);
	return page;
}

/* Append `bytes` as a member of gzip. */
static void
add_gzip(struct xb_buf *out, struct xb_str bytes)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)bytes.ptr, .avail_in = (uInt)bytes.len };
	size_t room;

	if (deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		exit(2);
	room = deflateBound(&z, (uLong)bytes.len);
	z.next_out = (unsigned char *)xb_buf_extend(out, room);
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		exit(2);
	out->len -= z.avail_out;
	deflateEnd(&z);
}

static void
add_chunks(struct xb_buf *out, struct xb_str body)
{
	while (body.len) {
		size_t len = body.len < 1400 ? body.len : 1400;

		xb_buf_printf(out, "%zx\r\n", len);
		xb_buf_add(out, body.ptr, len);
		xb_buf_printf(out, "\r\n");
		body = xb_str_from(body, len);
	}
	xb_buf_printf(out, "0\r\n\r\n");
}

/* The n-th record. */
static void
make_record(struct xb_buf *out, struct xb_buf *block, struct xb_str page, size_t n)
{
	static const char *const fields[] = { "", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n" };
	size_t kind = n % 4;

	xb_buf_clear(block);
	if (kind < 3)
		xb_buf_printf(block, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n%s\r\n", fields[kind]);
	if (kind == 0)
		xb_buf_add_str(block, page);
	else if (kind == 1)
		add_chunks(block, page);
	else if (kind == 2)
		add_gzip(block, page);
	else
		xb_buf_printf(block, "GET /%zu HTTP/1.1\r\nHost: gilavar.example\r\n\r\n", n);
	xb_buf_clear(out);
	xb_buf_printf(out, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%zu>\r\nWARC-Date: 2024-03-11T05:30:00Z\r\n"
	              "WARC-Target-URI: http://gilavar.example/%zu\r\nContent-Type: application/http\r\nContent-Length: %zu\r\n\r\n",
	              kind == 3 ? "request" : "response", n, n, block->len);
	xb_buf_add_str(out, xb_buf_view(block));
	xb_buf_printf(out, "\r\n\r\n");
}

/* Write an archive of so many bytes before they are packed; `path` gets its name. */
static void
make_archive(char path[64], size_t bytes, const struct xb_buf *pages, size_t npages, bool packed)
{
	struct xb_buf record, block, member;
	size_t made = 0;
	FILE *file;

	snprintf(path, 64, "/tmp/xabar-bench-XXXXXX");
	file = fdopen(mkstemp(path), "wb");
	xb_buf_init(&record, LIMIT);
	xb_buf_init(&block, LIMIT);
	xb_buf_init(&member, LIMIT);
	for (size_t n = 0; made < bytes; n++) {
		const struct xb_buf *out = &record;

		make_record(&record, &block, xb_buf_view(&pages[n / 4 % npages]), n);
		made += record.len;
		if (packed) {
			xb_buf_clear(&member);
			add_gzip(&member, xb_buf_view(&record));
			out = &member;
		}
		if (!file || fwrite(out->ptr, 1, out->len, file) != out->len)
			exit(2);
	}
	if (fclose(file) != 0)
		exit(2);
	xb_buf_release(&record);
	xb_buf_release(&block);
	xb_buf_release(&member);
}

static void
read_archive(const char *name, const char *path)
{
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	struct xb_record record;
	size_t records = 0, rejected = 0, text = 0;
	bool more = true;
	double start = bench_seconds(CLOCK_MONOTONIC), took;

	xb_arena_init(&arena, LIMIT);
	if (xb_input_open(&ctx.input, path, NULL) != XABAR_OK || xb_charset_new(&ctx.charset, NULL, NULL, NULL) != XABAR_OK ||
	    xb_format_warc.open(&ctx, NULL) != XABAR_OK)
		exit(2);
	while (more) {
		xabar_status status;

		xb_arena_clear(&arena);
		status = xb_format_warc.next(&record, &more, &ctx, NULL);
		records += status == XABAR_OK && more;
		rejected += status != XABAR_OK;
		for (size_t i = 0; status == XABAR_OK && i < record.npairs; i++)
			text += record.pairs[i].value.len;
	}
	took = bench_seconds(CLOCK_MONOTONIC) - start;
	printf("%s: %zu pages, %zu rejected, %.1f MB, %.1f MB in fields, %.1f MB/s\n", name, records, rejected,
	       (double)xb_input_offset(ctx.input) / 1e6, (double)text / 1e6, (double)xb_input_offset(ctx.input) / took / 1e6);
	xb_format_warc.close(&ctx);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
}

int
main(int argc, char **argv)
{
	struct xb_buf pages[16];
	size_t npages = 0;
	char path[64];

	if (argc < 3) {
		fprintf(stderr, "usage: bench_warc MEGABYTES PAGE...\n");
		return 2;
	}
	for (int i = 2; i < argc && npages < 16; i++)
		pages[npages++] = read_page(argv[i]);
	for (int packed = 0; packed < 2; packed++) {
		make_archive(path, (size_t)atoi(argv[1]) * 1000000, pages, npages, packed);
		read_archive(packed ? "warc.gz" : "warc", path);
		unlink(path);
	}
	for (size_t i = 0; i < npages; i++)
		xb_buf_release(&pages[i]);
	return 0;
}
