/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gen_queries [SEED] < SET.jsonl - 100 queries of each of seven classes, `class TAB query` a line, of words that so large a share
 * of the dispatches have: single words, common and less so; two to four words of which all or any are wanted; pairs of
 * neighbours. The same seed and input give the same queries. */
#include <jansson.h>
#include <xxhash.h>

#include "bench.h"
#include "text/tokenizer.h"

#define QUERIES 100

/* Words and pairs of fewer letters are mostly grammar. */
#define LETTERS_MIN 3

#define TABLE (1u << 22)

struct word {
	char *text;
	uint32_t documents, last; /* the number of the last one, from 1 */
};

/* Words by how common they are: least and most share of the dispatches. */
enum { HIGH, MIDDLE, LOW, NBANDS };
static const struct { double least, most; } bands[NBANDS] = {
	[HIGH] = { 0.05, 0.20 }, [MIDDLE] = { 0.002, 0.05 }, [LOW] = { 0.0001, 0.002 },
};

/* A query of a class: h, m and l are words of the bands. */
static const struct { const char *name, *shape; } classes[] = {
	{ "and2", "+h +m" },  { "and3", "+h +h +m" }, { "or2", "h m" },
	{ "or4", "h h m l" }, { "term_hi", "h" },     { "term_mid", "m" },
};

struct counts {
	struct word *table; /* TABLE of them, by hash */
	size_t nwords;
	uint32_t documents;
	char *pairs[QUERIES]; /* a sample of all (Vitter's algorithm R) */
	size_t npairs;
	uint64_t chance;
};

static char *
copied(const char *first, size_t len)
{
	char *copy = strndup(first, len);

	if (!copy) {
		perror("gen_queries");
		exit(2);
	}
	return copy;
}

static void
count_word(struct counts *counts, struct xb_str text)
{
	size_t at = XXH3_64bits(text.ptr, text.len) % TABLE;

	while (counts->table[at].text && !xb_str_is(text, counts->table[at].text))
		at = (at + 1) % TABLE;
	if (!counts->table[at].text) {
		if (++counts->nwords > TABLE / 2) {
			fputs("gen_queries: too many words: give it fewer dispatches\n", stderr);
			exit(2);
		}
		counts->table[at].text = copied(text.ptr, text.len);
	}
	if (counts->table[at].last != counts->documents)
		counts->table[at].documents++;
	counts->table[at].last = counts->documents;
}

static void
count_pair(struct counts *counts, struct xb_str pair)
{
	size_t at = counts->npairs++;

	if (at >= QUERIES)
		at = bench_below(&counts->chance, counts->npairs);
	if (at >= QUERIES)
		return;
	free(counts->pairs[at]);
	counts->pairs[at] = copied(pair.ptr, pair.len);
}

/* Words in small letters, as they are typed. */
static bool
typed(const struct xb_token *token)
{
	size_t letters = 0;

	for (size_t i = 0; i < token->surface.len; i++)
		letters += ((unsigned char)token->surface.ptr[i] & 0xc0) != 0x80;
	return letters >= LETTERS_MIN && !(token->flags & (XB_TOKEN_UPPER | XB_TOKEN_PART | XB_TOKEN_LONG | XB_TOKEN_DIGITS)) &&
	       !memchr(token->surface.ptr, '\'', token->surface.len);
}

static void
count_text(struct counts *counts, struct xb_str text)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	const char *last = NULL; /* the word before, when one space is between */

	xb_tokenizer_init(&tokenizer, text, false);
	while (xb_tokenizer_next(&tokenizer, &token)) {
		const char *begin = text.ptr + token.off, *end = begin + token.len;

		if (!typed(&token)) {
			last = NULL;
			continue;
		}
		count_word(counts, token.surface);
		if (last)
			count_pair(counts, xb_strn(last, (size_t)(end - last)));
		last = *end == ' ' ? begin : NULL;
	}
}

static void
count_all(struct counts *counts)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	while ((len = getline(&line, &cap, stdin)) > 0) {
		json_t *record = json_loadb(line, (size_t)len, 0, NULL);
		const char *body = json_string_value(json_object_get(record, "body"));

		counts->documents++;
		count_text(counts, xb_str(body ? body : ""));
		json_decref(record);
	}
	free(line);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(((const struct word *)a)->text, ((const struct word *)b)->text);
}

/* A word of the band, or, where no word is so rare, of the one above. */
static const char *
choose(struct counts *counts, size_t band)
{
	const double least = bands[band].least * counts->documents, most = bands[band].most * counts->documents;
	const char *chosen = NULL;
	size_t n = 0;

	for (size_t i = 0; i < counts->nwords; i++)
		if (counts->table[i].documents > least && counts->table[i].documents <= most &&
		    bench_below(&counts->chance, ++n) == 0)
			chosen = counts->table[i].text;
	if (!chosen && band > 0)
		return choose(counts, band - 1);
	if (!chosen) {
		fputs("gen_queries: no word is in a twentieth to a fifth of the dispatches\n", stderr);
		exit(2);
	}
	return chosen;
}

static void
print_query(struct counts *counts, const char *name, const char *shape)
{
	static const char letters[] = { [HIGH] = 'h', [MIDDLE] = 'm', [LOW] = 'l' };

	printf("%s\t", name);
	for (const char *p = shape; *p; p++) {
		const char *band = memchr(letters, *p, sizeof(letters));

		if (band)
			fputs(choose(counts, (size_t)(band - letters)), stdout);
		else
			putchar(*p);
	}
	putchar('\n');
}

int
main(int argc, char **argv)
{
	static struct counts counts;
	size_t n = 0;

	counts.chance = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	counts.table = calloc(TABLE, sizeof(*counts.table));
	if (!counts.table) {
		perror("gen_queries");
		return 2;
	}
	count_all(&counts);
	for (size_t i = 0; i < TABLE; i++)
		if (counts.table[i].text)
			counts.table[n++] = counts.table[i];
	qsort(counts.table, n, sizeof(*counts.table), by_text);
	for (size_t c = 0; c < sizeof(classes) / sizeof(*classes); c++)
		for (int i = 0; i < QUERIES; i++)
			print_query(&counts, classes[c].name, classes[c].shape);
	for (size_t i = 0; i < counts.npairs && i < QUERIES; i++)
		printf("phrase\t\"%s\"\n", counts.pairs[i]);
	return fflush(stdout) != 0 ? 2 : 0;
}
