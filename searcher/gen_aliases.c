/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gen_aliases FILE - writes the table of aliases_shipped.h: where in an alias file each name is. A line that cannot be used
 * fails the build. */
#include <stdio.h>
#include <stdlib.h>

#include "aliases_line.h"
#include "aliases_shipped.h"
#include "file.h"

#define FILE_MAX ((size_t)64 << 20)

struct rows {
	struct xb_alias_row *array;
	size_t n, cap;
	struct xb_arena arena;
};

static int
by_hash(const void *a, const void *b)
{
	const struct xb_alias_row *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

static xabar_status
add_line(struct rows *rows, struct xb_str line, size_t off, xabar_error *err)
{
	const struct xb_alias_thing *thing;
	xabar_status status = xb_alias_line_read(&thing, line, &rows->arena, err);

	for (size_t i = 0; status == XABAR_OK && thing && i < thing->n; i++) {
		char bare[XB_ALIAS_BARE_MAX];
		size_t len = xb_alias_bare(bare, thing->names[i].words, thing->names[i].nwords);

		rows->array = xb_arena_grow(&rows->arena, rows->array, &rows->cap, rows->n + 1, sizeof(*rows->array));
		if (!rows->array)
			return xb_fail_nomem(err);
		rows->array[rows->n++] = (struct xb_alias_row){ (uint32_t)xb_alias_hash(xb_strn(bare, len)), (uint32_t)off };
	}
	return status;
}

static xabar_status
add_file(struct rows *rows, struct xb_str text, const char *path, xabar_error *err)
{
	const char *begin = text.ptr;
	xabar_error why;

	for (size_t number = 1; text.len; number++) {
		size_t off = (size_t)(text.ptr - begin);

		if (add_line(rows, xb_alias_line_next(&text), off, &why) != XABAR_OK)
			return xb_fail(err, why.status, "%s:%zu: %s", path, number, why.message);
	}
	return XABAR_OK;
}

static void
print_rows(const struct rows *rows)
{
	printf("#include \"aliases_shipped.h\"\n\nconst size_t xb_nalias_rows = %zu;\n", rows->n);
	puts("const struct xb_alias_row xb_alias_rows[] = {");
	for (size_t i = 0; i < rows->n; i++)
		printf("\t{ 0x%08x, %u },\n", rows->array[i].hash, rows->array[i].line);
	puts("};");
}

int
main(int argc, char **argv)
{
	struct rows rows = { 0 };
	xabar_error err = { 0 };
	struct xb_buf text;

	if (argc != 2) {
		fputs("usage: gen_aliases FILE\n", stderr);
		return 2;
	}
	xb_arena_init(&rows.arena, FILE_MAX);
	xb_buf_init(&text, FILE_MAX);
	if (xb_file_read(&text, argv[1], &err) == XABAR_OK &&
	    add_file(&rows, xb_buf_view(&text), argv[1], &err) == XABAR_OK) {
		qsort(rows.array, rows.n, sizeof(*rows.array), by_hash);
		print_rows(&rows);
	} else {
		fprintf(stderr, "gen_aliases: %s\n", err.message);
	}
	xb_buf_release(&text);
	xb_arena_release(&rows.arena);
	return err.status != XABAR_OK || fflush(stdout) != 0;
}
