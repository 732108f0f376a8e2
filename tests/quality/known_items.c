/* SPDX-License-Identifier: GPL-2.0-or-later */
/* known_items FOLDER: sets of queries that have one answer, of real news. Reads what xabar-index --dry-run prints, and
 * makes a set of each language, FOLDER/known-LL: the bodies, without their headlines, are the documents, and a headline
 * is a query for its body.
 *
 * A headline that two dispatches have, or that is a word or two, asks for nothing that is known; and where the body begins with
 * its headline, that is left out. So are dispatches that do not tell their language clearly, such as tables of figures. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>

#define LANGUAGES_MAX 64
#define QUERIES_MAX 500 /* of a language, spread over all of it */
#define QUERIES_MIN 100 /* with less there is no set */
#define WORDS_MIN 3
#define BODY_MIN 100
#define MARGIN_MIN 25 /* of lang_margin */

struct item {
	char *title; /* NULL: none that may be a query */
	char *body;
};

struct set {
	char language[8];
	struct item *items;
	size_t n, cap;
};

static struct set sets[LANGUAGES_MAX];
static size_t nsets;

static void *
check(void *memory)
{
	if (memory)
		return memory;
	fputs("known_items: out of memory\n", stderr);
	exit(2);
}

static struct set *
find_set(const char *language)
{
	size_t i = 0;

	while (i < nsets && strcmp(sets[i].language, language) != 0)
		i++;
	if (i == LANGUAGES_MAX)
		return NULL;
	if (i == nsets)
		snprintf(sets[nsets++].language, sizeof(sets[0].language), "%s", language);
	return &sets[i];
}

/* ---- Reading ---- */

static size_t
count_words(const char *text)
{
	size_t n = 0;

	for (const char *at = text; *at; at++)
		n += !isspace((unsigned char)*at) && (at == text || isspace((unsigned char)at[-1]));
	return n;
}

/* In one line. */
static char *
copy_title(const char *title)
{
	char *copy = check(strdup(title));

	for (char *at = copy; *at; at++)
		if (isspace((unsigned char)*at))
			*at = ' ';
	return copy;
}

static void
add_item(struct set *set, const char *title, const char *body)
{
	const size_t len = title ? strlen(title) : 0;

	if (len && strncasecmp(body, title, len) == 0)
		body += len;
	if (strlen(body) < BODY_MIN)
		return;
	if (set->n == set->cap) {
		set->cap = set->cap ? 2 * set->cap : 1024;
		set->items = check(realloc(set->items, set->cap * sizeof(*set->items)));
	}
	set->items[set->n++] = (struct item){
		title && count_words(title) >= WORDS_MIN ? copy_title(title) : NULL, check(strdup(body)),
	};
}

static void
read_line(const char *line, size_t number)
{
	json_t *dispatch = json_loads(line, 0, NULL);
	const char *language = json_string_value(json_object_get(dispatch, "lang"));
	const char *body = json_string_value(json_object_get(dispatch, "body"));
	const bool clear = json_integer_value(json_object_get(dispatch, "lang_margin")) >= MARGIN_MIN;
	struct set *set = language && clear ? find_set(language) : NULL;

	if (!dispatch) {
		fprintf(stderr, "known_items: line %zu is no dispatch\n", number);
		exit(2);
	}
	if (set && body)
		add_item(set, json_string_value(json_object_get(dispatch, "title")), body);
	json_decref(dispatch);
}

/* ---- Queries ---- */

static int
by_title(const void *a, const void *b)
{
	const struct item *const *x = a, *const *y = b;

	return strcasecmp((*x)->title, (*y)->title);
}

/* Forget the titles that stand twice, and where too many are left, some of those evenly. Returns how many are left. */
static size_t
choose_queries(struct set *set)
{
	struct item **titled = check(calloc(set->n + 1, sizeof(struct item *)));
	size_t n = 0, left = 0, seen = 0, chosen = 0;

	for (size_t i = 0; i < set->n; i++)
		if (set->items[i].title)
			titled[n++] = &set->items[i];
	qsort(titled, n, sizeof(struct item *), by_title);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && by_title(&titled[i], &titled[end]) == 0; end++)
			titled[end]->title = NULL;
		if (end > i + 1)
			titled[i]->title = NULL;
		left += end == i + 1;
	}
	free(titled);
	for (size_t i = 0; i < set->n; i++)
		if (set->items[i].title) {
			const bool take = left <= QUERIES_MAX || seen * QUERIES_MAX / left == chosen;

			seen++;
			chosen += take;
			if (!take)
				set->items[i].title = NULL;
		}
	return chosen;
}

/* ---- Writing ---- */

static FILE *
create(const char *folder, const struct set *set, const char *name)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/known-%s/%s", folder, set->language, name);
	file = fopen(path, "we");
	if (file)
		return file;
	perror(path);
	exit(2);
}

static void
finish(FILE *file)
{
	if (ferror(file) || fclose(file) != 0) {
		perror("known_items");
		exit(2);
	}
}

static void
write_document(FILE *file, const struct set *set, size_t number)
{
	char id[32];
	json_t *document;

	snprintf(id, sizeof(id), "%zu", number);
	document = check(json_pack("{ssssss}", "id", id, "lang", set->language, "body", set->items[number].body));
	json_dumpf(document, file, JSON_COMPACT);
	fputc('\n', file);
	json_decref(document);
}

static void
write_set(const char *folder, const struct set *set)
{
	FILE *documents, *queries, *judgements;
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/known-%s", folder, set->language);
	if (mkdir(path, 0777) != 0 && errno != EEXIST) {
		perror(path);
		exit(2);
	}
	documents = create(folder, set, "docs.jsonl");
	queries = create(folder, set, "queries.tsv");
	judgements = create(folder, set, "qrels");
	for (size_t i = 0; i < set->n; i++) {
		write_document(documents, set, i);
		if (!set->items[i].title)
			continue;
		fprintf(queries, "%zu\t%s\n", i, set->items[i].title);
		fprintf(judgements, "%zu 0 %zu 1\n", i, i);
	}
	finish(documents);
	finish(queries);
	finish(judgements);
}

int
main(int argc, char **argv)
{
	size_t cap = 0, number = 0;
	char *line = NULL;

	if (argc != 2) {
		fputs("usage: xabar-index --dry-run PATH... | known_items FOLDER\n", stderr);
		return 2;
	}
	while (getline(&line, &cap, stdin) > 0)
		read_line(line, ++number);
	free(line);
	for (size_t i = 0; i < nsets; i++)
		if (choose_queries(&sets[i]) >= QUERIES_MIN)
			write_set(argv[1], &sets[i]);
	return 0;
}
