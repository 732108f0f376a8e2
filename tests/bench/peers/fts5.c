/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fts5.c - SQLite FTS5 as a peer: porter over unicode61, bm25, no journal, no sync, a gigabyte of cache.
 *
 *	fts5 index SET.jsonl DB      make DB, or add to it
 *	fts5 search DB QUERIES       `class TAB ms` of each query, ten hits with their text, after a pass that is not counted */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "jsonl.h"

#define QUERY_MAX 4096

static void
check(sqlite3 *db, int status)
{
	if (status == SQLITE_OK || status == SQLITE_DONE || status == SQLITE_ROW)
		return;
	fprintf(stderr, "fts5: %s\n", sqlite3_errmsg(db));
	exit(2);
}

static void
run(sqlite3 *db, const char *sql)
{
	check(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static sqlite3 *
opened(const char *path)
{
	sqlite3 *db;

	check(NULL, sqlite3_open(path, &db));
	run(db, "pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-1000000");
	return db;
}

static void
make_index(const char *set, const char *path)
{
	static const char *const keys[] = { "\"title\":\"", "\"body\":\"", "\"id\":\"", "\"date\":\"" };
	sqlite3 *db = opened(path);
	FILE *file = fopen(set, "r");
	char *line = NULL, *text[4] = { NULL };
	size_t cap = 0;
	sqlite3_stmt *insert;

	if (!file) {
		perror(set);
		exit(2);
	}
	run(db, "create virtual table if not exists d "
	        "using fts5(title, body, id unindexed, date unindexed, tokenize='porter unicode61')");
	check(db, sqlite3_prepare_v2(db, "insert into d values(?,?,?,?)", -1, &insert, NULL));
	run(db, "begin");
	while (getline(&line, &cap, file) > 0) {
		for (int i = 0; i < 4; i++) {
			text[i] = realloc(text[i], cap);
			if (!text[i]) {
				perror("fts5");
				exit(2);
			}
			check(db, sqlite3_bind_text(insert, i + 1, text[i], (int)jsonl_member(text[i], line, keys[i]), SQLITE_STATIC));
		}
		check(db, sqlite3_step(insert));
		check(db, sqlite3_reset(insert));
	}
	run(db, "commit");
	for (int i = 0; i < 4; i++)
		free(text[i]);
	free(line);
	fclose(file);
	sqlite3_finalize(insert);
	sqlite3_close(db);
}

/* The words of a query, quoted as FTS5 wants them, with the class's operator between. A phrase is one already. */
static void
to_match(char match[2 * QUERY_MAX], const char *class, char *query)
{
	const char *between = strncmp(class, "and", 3) == 0 ? " AND " : " OR ";
	size_t n = 0;

	match[0] = '\0';
	if (*query == '"') {
		strcpy(match, query);
		return;
	}
	for (char *word = strtok(query, " +"); word; word = strtok(NULL, " +"))
		n += (size_t)snprintf(match + n, 2 * QUERY_MAX - n, "%s\"%s\"", n ? between : "", word);
}

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Run a query, ten hits with their text; its milliseconds. */
static double
ask(sqlite3 *db, sqlite3_stmt *select, const char *match)
{
	double began = now_ms();
	int status;

	check(db, sqlite3_bind_text(select, 1, match, -1, SQLITE_TRANSIENT));
	while ((status = sqlite3_step(select)) == SQLITE_ROW)
		if (!sqlite3_column_text(select, 0) || !sqlite3_column_text(select, 1))
			exit(2);
	check(db, status);
	check(db, sqlite3_reset(select));
	return now_ms() - began;
}

static void
search(const char *path, const char *queries)
{
	sqlite3 *db = opened(path);
	FILE *file = fopen(queries, "r");
	char line[QUERY_MAX], match[2 * QUERY_MAX];
	sqlite3_stmt *select;

	if (!file) {
		perror(queries);
		exit(2);
	}
	check(db, sqlite3_prepare_v2(db, "select title, body from d where d match ? order by bm25(d) limit 10", -1, &select, NULL));
	for (int pass = 0; pass < 2; pass++, rewind(file)) {
		while (fgets(line, sizeof(line), file)) {
			char *query = strchr(line, '\t');
			double ms;

			if (!query)
				continue;
			*query++ = '\0';
			query[strcspn(query, "\n")] = '\0';
			to_match(match, line, query);
			ms = ask(db, select, match);
			if (pass)
				printf("%s\t%.4f\n", line, ms);
		}
	}
	sqlite3_finalize(select);
	sqlite3_close(db);
	fclose(file);
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "index") == 0) {
		make_index(argv[2], argv[3]);
	} else if (argc == 4 && strcmp(argv[1], "search") == 0) {
		search(argv[2], argv[3]);
	} else {
		fputs("usage: fts5 index SET.jsonl DB | search DB QUERIES\n", stderr);
		return 2;
	}
	return 0;
}
