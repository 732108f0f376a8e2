/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_search INDEX QUERIES [times]: the queries, `class TAB query` a line, through libxabar, hits with their text and snippets;
 * twice, of which the second counts. Prints p50 and p99 of each class in milliseconds; with `times` those of each query,
 * `class TAB ms`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xabar.h"

#define CLASSES_MAX 32
#define TIMES_MAX 4096

struct class {
	char name[32];
	double ms[TIMES_MAX];
	size_t n;
};

static struct class classes[CLASSES_MAX];
static size_t nclasses;

static struct class *
class_of(const char *name)
{
	for (size_t i = 0; i < nclasses; i++)
		if (strcmp(classes[i].name, name) == 0)
			return &classes[i];
	if (nclasses == CLASSES_MAX)
		return NULL;
	snprintf(classes[nclasses].name, sizeof(classes[0].name), "%.31s", name);
	return &classes[nclasses++];
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Run a query; its milliseconds, or less than 0. */
static double
run(xabar_searcher *searcher, const char *query)
{
	xabar_request request = XABAR_REQUEST_INIT;
	xabar_results *results;
	xabar_error err;
	double ms;

	request.query = query;
	request.full_text = true;
	if (xabar_search(&results, searcher, &request, &err) != XABAR_OK) {
		fprintf(stderr, "%s: %s\n", query, err.message);
		return -1;
	}
	ms = results->took_ms;
	xabar_results_free(results);
	return ms;
}

static void
run_all(xabar_searcher *searcher, FILE *queries, bool count, bool times)
{
	char line[4096];

	rewind(queries);
	while (fgets(line, sizeof(line), queries)) {
		char *tab = strchr(line, '\t');
		struct class *class;
		double ms;

		if (!tab)
			continue;
		*tab = '\0';
		tab[1 + strcspn(tab + 1, "\n")] = '\0';
		class = class_of(line);
		ms = run(searcher, tab + 1);
		if (count && times && ms >= 0)
			printf("%s\t%.4f\n", line, ms);
		else if (count && class && ms >= 0 && class->n < TIMES_MAX)
			class->ms[class->n++] = ms;
	}
}

int
main(int argc, char **argv)
{
	const bool times = argc == 4 && strcmp(argv[3], "times") == 0;
	xabar_searcher *searcher;
	xabar_error err;
	FILE *queries;

	if (argc != 3 && !times) {
		fputs("usage: bench_search INDEX QUERIES [times]\n", stderr);
		return 2;
	}
	queries = fopen(argv[2], "re");
	if (!queries || xabar_searcher_open(&searcher, (const char *const *)&argv[1], 1, &err) != XABAR_OK) {
		fprintf(stderr, "cannot open '%s' or '%s'\n", argv[1], argv[2]);
		return 2;
	}
	run_all(searcher, queries, false, times);
	run_all(searcher, queries, true, times);
	for (size_t i = 0; i < nclasses; i++) {
		struct class *c = &classes[i];

		qsort(c->ms, c->n, sizeof(*c->ms), ascending);
		if (c->n)
			printf("xabar %-8s p50=%.2fms p99=%.2fms\n", c->name, c->ms[c->n / 2], c->ms[c->n * 99 / 100]);
	}
	xabar_searcher_free(searcher);
	fclose(queries);
	return 0;
}
