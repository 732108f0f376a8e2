/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "models/corpus.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>

#include "file.h"
#include "formats/json_pairs.h"

void
xb_corpus_die(const char *what)
{
	fprintf(stderr, "make models: %s\n", what);
	exit(EXIT_FAILURE);
}

static void
read_whole(struct xb_buf *out, char *path)
{
	xabar_error err;

	if (xb_file_read(out, path, &err) != XABAR_OK)
		xb_corpus_die(err.message);
	xb_buf_add_char(out, '\0');
	free(path);
}

static void
read_news(struct xb_buf *out, const char *shared, const char *file)
{
	struct xb_buf json;
	struct xb_arena arena;
	xabar_error err;
	char *line, *save = NULL;

	xb_buf_init(&json, XB_CORPUS_MAX);
	xb_arena_init(&arena, XB_CORPUS_MAX);
	read_whole(&json, xb_path("%s/data/news/ntrex/%s", shared, file));
	for (line = strtok_r(json.ptr, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		struct xb_record record = { 0 };

		xb_arena_clear(&arena);
		if (xb_json_pairs(&record, xb_str(line), &arena, &err) != XABAR_OK)
			xb_corpus_die(err.message);
		for (size_t i = 0; i < record.npairs; i++)
			if (xb_str_is(record.pairs[i].name, "title") || xb_str_is(record.pairs[i].name, "body")) {
				xb_buf_add_str(out, record.pairs[i].value);
				xb_buf_add_char(out, '\n');
			}
	}
	xb_arena_release(&arena);
	xb_buf_release(&json);
}

static void
read_declaration(struct xb_buf *out, const char *shared, const char *file)
{
	char *path = xb_path("%s/data/lang/udhr2.zip", shared), *wanted = xb_path("udhr2/%s", file), block[4096];
	struct archive *zip = archive_read_new();
	struct archive_entry *entry;

	archive_read_support_format_zip(zip);
	if (archive_read_open_filename(zip, path, sizeof(block)) != ARCHIVE_OK)
		xb_corpus_die(archive_error_string(zip));
	while (archive_read_next_header(zip, &entry) == ARCHIVE_OK)
		if (strcmp(archive_entry_pathname(entry), wanted) == 0)
			for (la_ssize_t n; (n = archive_read_data(zip, block, sizeof(block))) > 0;)
				xb_buf_add(out, block, (size_t)n);
	archive_read_free(zip);
	free(path);
	free(wanted);
}

/* Lines of number, topic and text. */
static void
read_table(struct xb_buf *out, const char *shared, const char *file)
{
	struct xb_buf table;
	size_t lines = 0;
	char *line, *save = NULL;

	xb_buf_init(&table, XB_CORPUS_MAX);
	read_whole(&table, xb_path("%s/data/lang/sib200/%s", shared, file));
	for (const char *p = table.ptr; (p = strchr(p, '\n')); p++)
		lines++;
	line = strtok_r(table.ptr, "\n", &save); /* the names of the columns */
	for (size_t i = 1; i <= lines / 2 && (line = strtok_r(NULL, "\n", &save)); i++) {
		xb_buf_add_str(out, xb_str(strrchr(line, '\t') + 1));
		xb_buf_add_char(out, '\n');
	}
	xb_buf_release(&table);
}

void
xb_corpus_read(struct xb_buf *out, const char *shared, const char *file)
{
	static const struct {
		const char *suffix;
		void (*read)(struct xb_buf *out, const char *shared, const char *file);
	} kinds[] = { { ".jsonl", read_news }, { ".txt", read_declaration }, { ".tsv", read_table } };
	size_t before = out->len;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strstr(file, kinds[i].suffix))
			kinds[i].read(out, shared, file);
	if (out->failed || out->len == before)
		xb_corpus_die(file);
}
