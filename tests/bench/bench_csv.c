/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_csv [MB]: what rows of a table cost, from bytes to pairs, on invented rows of several shapes. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"
#include "../../indexer/reader.h"

static const struct shape {
	const char *name, *format, *header, *row; /* printf's: a number, a number */
} shapes[] = {
	{ "plain", "csv", "id,date,title,body,section,lang\n",
	  "%d,2024-03-%02d,Ferry sails again after nine days of storm,The ferry between Gilavar and Tarqan sailed again "
	  "on Monday; forty lorries were waiting; the harbour office said that the road is open,Harbour,en\n" },
	{ "quoted, several lines", "csv", "id,date,title,body,section,lang\n",
	  "%d,2024-03-%02d,\"Bərə yenidən yola düşdü, fırtına səngidi\",\"Bərə bazar ertəsi yenidən yola düşdü.\n\n"
	  "Limanda qırx yük maşını gözləyirdi, \"\"yol açıqdır\"\" deyə liman idarəsi bildirdi.\nSürücülər doqquz gün "
	  "gözləmişdilər.\",\"Liman\",az\n" },
	{ "database dump", "tsv", "id\tdate\ttitle\tbody\tsection\tlang\n",
	  "%d\t2024-03-%02d\tПаром снова вышел в море\tПаром вышел в понедельник.\\n\\nВ порту ждали сорок грузовиков.\t\\N\tru\n" },
};

static void
write_rows(FILE *to, const struct shape *shape, long bytes)
{
	fputs(shape->header, to);
	for (int i = 0; ftell(to) < bytes; i++)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		fprintf(to, shape->row, i, i % 28 + 1);
#pragma GCC diagnostic pop
}

static void
measure(const struct shape *shape, const char *path)
{
	struct xb_arena arena;
	struct xb_notes notes = { 0 };
	struct xb_reader_context ctx = { .arena = &arena, .notes = &notes };
	const struct xb_format *format = xb_format_find(shape->format);
	size_t records = 0, pairs = 0, rejected = 0;
	bool more = true;
	double start = bench_seconds(CLOCK_MONOTONIC), took;

	xb_arena_init(&arena, (size_t)256 << 20);
	if (xb_input_open(&ctx.input, path, NULL) != XABAR_OK || xb_charset_new(&ctx.charset, NULL, NULL, NULL) != XABAR_OK ||
	    format->open(&ctx, NULL) != XABAR_OK)
		abort();
	while (more) {
		struct xb_record record;

		xb_arena_clear(&arena);
		if (format->next(&record, &more, &ctx, NULL) == XABAR_OK) {
			records += more;
			pairs += record.npairs;
		} else {
			rejected++;
		}
	}
	took = bench_seconds(CLOCK_MONOTONIC) - start;
	printf("%-24s %zu rows, %zu pairs, %zu rejected, %.1f MB/s\n", shape->name, records, pairs, rejected,
	       (double)xb_input_offset(ctx.input) / took / 1e6);
	format->close(&ctx);
	xb_charset_free(ctx.charset);
	xb_input_free(ctx.input);
	xb_arena_release(&arena);
}

int
main(int argc, char **argv)
{
	long bytes = (argc > 1 ? atol(argv[1]) : 200) << 20;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		char path[] = "/tmp/xabar-bench-XXXXXX";
		int fd = mkstemp(path);
		FILE *to = fd < 0 ? NULL : fdopen(fd, "w");

		if (!to)
			return 1;
		write_rows(to, &shapes[i], bytes);
		fclose(to);
		measure(&shapes[i], path);
		unlink(path);
	}
	return 0;
}
