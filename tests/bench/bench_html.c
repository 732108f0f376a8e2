/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_html FILE...: what a page costs from UTF-8 to the pairs of a record: each file as a page, for two seconds of one
 * processor. */
#include <stdio.h>
#include <time.h>

#include "formats/html_page.h"
#include "formats/html_tree.h"

#define SECONDS 2.0

static double
now(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static struct xb_str
read_whole(const char *path)
{
	FILE *file = fopen(path, "rb");
	static char room[64 << 20];
	size_t len = file ? fread(room, 1, sizeof(room), file) : 0;

	if (file)
		fclose(file);
	return (struct xb_str){ room, len };
}

/* Megabytes a second of one step. */
static double
measure(struct xb_str page, bool whole)
{
	double start = now(), took = 0;
	size_t n = 0;

	for (; took < SECONDS; n++, took = now() - start) {
		struct xb_arena arena;
		struct xb_record record = { 0 };
		struct xb_html_tree tree;
		xabar_error err;

		xb_arena_init(&arena, (size_t)2 << 30);
		if (whole)
			xb_html_page(&record, page, xb_str("https://news.example/2022/05/18/page"), &arena, &err);
		else
			xb_html_parse(&tree, page, &arena, &err);
		xb_arena_release(&arena);
	}
	return (double)page.len * (double)n / took / 1e6;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct xb_str page = read_whole(argv[i]);

		printf("%s: %zu bytes, tree %.1f MB/s, page %.1f MB/s\n", argv[i], page.len, measure(page, false),
		       measure(page, true));
	}
	return 0;
}
