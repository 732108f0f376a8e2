/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gen_archive N [SEED [FIRST]] < REAL.jsonl > SET.jsonl - an archive of any size: N dispatches, their ids from FIRST (0) on.
 *
 * Each has 3 to 20 paragraphs, or up to two more, taken by up to three in a row from dispatches of REAL, of which `title` and
 * `body` are read; a title of two of theirs; a date, all of them being spread over 35 years; and, so that new words go on coming
 * as they do in real archives, a token that hardly another has. Words and neighbours of words are thus as frequent as they
 * really are. The same arguments and input give the same bytes. Standard error says `N dispatches, BYTES bytes of title and
 * body`. */
#include <ctype.h>
#include <jansson.h>

#include "bench.h"
#include "json.h"

#define RUN 3
#define FIRST_YEAR 1990
#define YEARS 35

/* Wires set off a paragraph by an indent of so many blanks; elsewhere there is an empty line. */
#define INDENT 4

#define DISPATCH_MAX ((size_t)64 << 20)

/* A real dispatch; all of them are kept until the end. */
struct story {
	const char *title, *body;
	struct xb_str *paragraphs; /* of the body */
	size_t n;
};

struct stories {
	struct story *array;
	size_t n, cap;
};

/* The array, with room for one more. */
static void *
grown(void *array, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 16;
	array = realloc(array, *cap * size);
	if (!array) {
		perror("gen_archive");
		exit(2);
	}
	return array;
}

/* Where the first paragraph of `text` ends: at its length, or before a newline. Then *skip is what sets off the next one. */
static size_t
paragraph_end(struct xb_str text, bool indented, size_t *skip)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t blanks = 0;

		if (text.ptr[i] != '\n')
			continue;
		while (blanks < INDENT && i + 1 + blanks < text.len && isspace((unsigned char)text.ptr[i + 1 + blanks]))
			blanks++;
		if (indented ? blanks == INDENT : blanks && text.ptr[i + 1] == '\n') {
			*skip = indented ? 1 + INDENT : 2;
			return i;
		}
	}
	*skip = 0;
	return text.len;
}

static void
split(struct story *story)
{
	const bool indented = strstr(story->body, "\n    ") != NULL;
	struct xb_str rest = xb_str(story->body);
	size_t cap = 0, skip;

	do {
		size_t end = paragraph_end(rest, indented, &skip);

		story->paragraphs = grown(story->paragraphs, story->n, &cap, sizeof(*story->paragraphs));
		story->paragraphs[story->n++] = xb_strn(rest.ptr, end);
		rest = xb_str_from(rest, end + skip);
	} while (skip);
}

/* A copy of a member of the record, "" when it has none. */
static const char *
member(const json_t *record, const char *name)
{
	const char *value = json_string_value(json_object_get(record, name));
	const char *copy = strdup(value ? value : "");

	if (!copy) {
		perror("gen_archive");
		exit(2);
	}
	return copy;
}

static void
take(struct stories *stories, const char *line, size_t len)
{
	json_error_t error;
	json_t *record = json_loadb(line, len, 0, &error);
	struct story *story;

	if (!record) {
		fprintf(stderr, "gen_archive: line %zu: %s\n", stories->n + 1, error.text);
		exit(2);
	}
	stories->array = grown(stories->array, stories->n, &stories->cap, sizeof(*stories->array));
	story = &stories->array[stories->n++];
	*story = (struct story){ .title = member(record, "title"), .body = member(record, "body") };
	json_decref(record);
	split(story);
}

static void
read_stories(struct stories *stories)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	while ((len = getline(&line, &cap, stdin)) > 0)
		take(stories, line, (size_t)len);
	free(line);
	if (!stories->n) {
		fputs("gen_archive: no dispatch on standard input\n", stderr);
		exit(2);
	}
}

static const struct story *
any(const struct stories *stories, uint64_t *chance)
{
	return &stories->array[bench_below(chance, stories->n)];
}

static void
make_body(struct xb_buf *body, const struct stories *stories, uint64_t *chance, size_t n)
{
	static const size_t lengths[] = { 3, 4, 5, 6, 8, 12, 20 };
	const size_t want = lengths[bench_below(chance, sizeof(lengths) / sizeof(*lengths))];
	size_t has = 0;

	while (has < want) {
		const struct story *story = any(stories, chance);
		size_t from = bench_below(chance, story->n);

		for (size_t i = from; i < story->n && i < from + RUN; i++) {
			xb_buf_add(body, "\n\n", has++ ? 2 : 0);
			xb_buf_add_str(body, story->paragraphs[i]);
		}
	}
	xb_buf_printf(body, " ref%zx", bench_below(chance, n * 3));
}

static void
make_date(struct xb_buf *date, uint64_t *chance, size_t i, size_t n)
{
	unsigned month = 1 + (unsigned)bench_below(chance, 12), day = 1 + (unsigned)bench_below(chance, 28);

	xb_buf_printf(date, "%04zu-%02u-%02u", FIRST_YEAR + i * YEARS / n, month, day);
}

/* Print the dispatches; returns the bytes of their titles and bodies. */
static uint64_t
make_all(const struct stories *stories, size_t n, uint64_t chance, size_t first)
{
	struct xb_buf title, body, date, line;
	uint64_t bytes = 0;

	xb_buf_init(&title, DISPATCH_MAX);
	xb_buf_init(&body, DISPATCH_MAX);
	xb_buf_init(&date, DISPATCH_MAX);
	xb_buf_init(&line, DISPATCH_MAX);
	for (size_t i = 0; i < n; i++) {
		xb_buf_clear(&title);
		xb_buf_clear(&body);
		xb_buf_clear(&date);
		xb_buf_clear(&line);
		make_body(&body, stories, &chance, n);
		xb_buf_add_str(&title, xb_str(any(stories, &chance)->title));
		xb_buf_add_char(&title, ' ');
		xb_buf_add_str(&title, xb_str(any(stories, &chance)->title));
		make_date(&date, &chance, i, n);
		xb_buf_printf(&line, "{\"id\":\"%zu\"", first + i);
		xb_json_member(&line, "date", xb_buf_view(&date));
		xb_json_member(&line, "title", xb_buf_view(&title));
		xb_json_member(&line, "body", xb_buf_view(&body));
		xb_buf_add(&line, "}\n", 2);
		fwrite(line.ptr, 1, line.len, stdout);
		bytes += title.len + body.len;
	}
	xb_buf_release(&title);
	xb_buf_release(&body);
	xb_buf_release(&date);
	xb_buf_release(&line);
	return bytes;
}

int
main(int argc, char **argv)
{
	const size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	const size_t first = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	static struct stories stories;
	uint64_t bytes;

	if (!n || argc > 4) {
		fputs("usage: gen_archive N [SEED [FIRST]] < REAL.jsonl > SET.jsonl\n", stderr);
		return 2;
	}
	read_stories(&stories);
	bytes = make_all(&stories, n, seed, first);
	if (fflush(stdout) != 0) {
		perror("gen_archive");
		return 2;
	}
	fprintf(stderr, "%zu dispatches, %llu bytes of title and body\n", n, (unsigned long long)bytes);
	return 0;
}
