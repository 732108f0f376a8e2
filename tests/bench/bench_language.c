/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_language SHARED [LENGTH] - how many texts of 20, 50 and 200 characters, or LENGTH, are taken for the language that
 * they are in. A line a set and language, in percent of the texts:
 *
 *     text SET LANGUAGE LENGTH TEXTS RIGHT NONE WRONG TAKEN-FOR...
 *     prior SET LANGUAGE LENGTH TEXTS KEPT FALSELY RIGHTLY
 *
 * `text` when nothing is said of them; `prior` when what is said is right: kept, and when each other language of their script is
 * said: overruled, falsely and rightly. Then the speed. A text is made of the next sentences of the set, as many as it takes, a space between, cut at that many
 * characters; so each begins a sentence, and no two share one. Of sib200's azb only the second half is used: the first is
 * what its model was counted in. With SHOW in the environment, mistakes are printed on standard error. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "text/language_guess.h"

#define SECONDS 0.5

static const struct set {
	const char *name, *code, *path;
	bool half; /* the second alone */
} sets[] = {
	{ "sib200", "en", "sib200/eng_Latn/train.tsv", false }, { "sib200", "ru", "sib200/rus_Cyrl/train.tsv", false },
	{ "sib200", "tr", "sib200/tur_Latn/train.tsv", false }, { "sib200", "az", "sib200/azj_Latn/train.tsv", false },
	{ "sib200", "fa", "sib200/pes_Arab/train.tsv", false }, { "sib200", "azb", "sib200/azb_Arab/train.tsv", true },
	{ "sib200", "ar", "sib200/arb_Arab/train.tsv", false }, { "sib200", "ckb", "sib200/ckb_Arab/train.tsv", false },
	{ "sib200", "hy", "sib200/hye_Armn/train.tsv", false }, { "sib200", "ka", "sib200/kat_Geor/train.tsv", false },
	{ "sib200", "kk", "sib200/kaz_Cyrl/train.tsv", false }, { "sib200", "ky", "sib200/kir_Cyrl/train.tsv", false },
	{ "sib200", "uk", "sib200/ukr_Cyrl/train.tsv", false }, { "sib200", "tg", "sib200/tgk_Cyrl/train.tsv", false },
	{ "sib200", "uz", "sib200/uzn_Latn/train.tsv", false }, { "sib200", "tk", "sib200/tuk_Latn/train.tsv", false },
	{ "lingua", "en", "lingua/language-models/en/testdata/sentences.txt", false },
	{ "lingua", "ru", "lingua/language-models/ru/testdata/sentences.txt", false },
	{ "lingua", "tr", "lingua/language-models/tr/testdata/sentences.txt", false },
	{ "lingua", "az", "lingua/language-models/az/testdata/sentences.txt", false },
	{ "lingua", "fa", "lingua/language-models/fa/testdata/sentences.txt", false },
	{ "lingua", "ar", "lingua/language-models/ar/testdata/sentences.txt", false },
	{ "lingua", "hy", "lingua/language-models/hy/testdata/sentences.txt", false },
	{ "lingua", "ka", "lingua/language-models/ka/testdata/sentences.txt", false },
	{ "lingua", "kk", "lingua/language-models/kk/testdata/sentences.txt", false },
	{ "lingua", "uk", "lingua/language-models/uk/testdata/sentences.txt", false },
};

#define SETS (sizeof(sets) / sizeof(sets[0]))
#define SENTENCES_MAX 2000

struct sentences {
	char *text[SENTENCES_MAX];
	size_t n;
};

static void
read_sentences(struct sentences *out, const struct set *set, const char *shared)
{
	char path[512], *line = NULL;
	size_t cap = 0, skip;
	FILE *file;

	snprintf(path, sizeof(path), "%s/data/lang/%s", shared, set->path);
	file = fopen(path, "r");
	if (!file) {
		perror(path);
		exit(2);
	}
	out->n = 0;
	while (out->n < SENTENCES_MAX && getline(&line, &cap, file) > 0) {
		char *tab = strrchr(line, '\t');

		line[strcspn(line, "\n")] = '\0';
		out->text[out->n++] = strdup(tab ? tab + 1 : line);
	}
	skip = strstr(set->path, ".tsv") ? 1 : 0; /* the names of the columns */
	if (set->half)
		skip += (out->n - 1) / 2;
	for (size_t i = 0; i < skip; i++)
		free(out->text[i]);
	out->n -= skip;
	memmove(out->text, out->text + skip, out->n * sizeof(*out->text));
	free(line);
	fclose(file);
}

/* Append characters of `sentence` until there are `length`. */
static size_t
append(char *text, size_t *len, size_t n, size_t length, const char *sentence)
{
	while (*sentence && n < length) {
		text[(*len)++] = *sentence++;
		while (((unsigned char)*sentence & 0xc0) == 0x80)
			text[(*len)++] = *sentence++;
		n++;
	}
	return n;
}

/* The next text of `length` characters from sentence *i on; false when there are not enough. */
static bool
next_text(struct xb_str *out, char *room, const struct sentences *sentences, size_t *i, size_t length)
{
	size_t n = 0, len = 0;

	while (n < length && *i < sentences->n) {
		if (n)
			n = append(room, &len, n, length, " ");
		n = append(room, &len, n, length, sentences->text[(*i)++]);
	}
	*out = xb_strn(room, len);
	return n == length;
}

/* What the texts of a set were taken for. */
struct tally {
	unsigned texts, right, none;
	struct {
		const char *code;
		unsigned n;
	} wrong[32];
};

static void
add_wrong(struct tally *tally, const char *code)
{
	size_t k = 0;

	while (tally->wrong[k].code && strcmp(tally->wrong[k].code, code) != 0)
		k++;
	tally->wrong[k].code = code;
	tally->wrong[k].n++;
}

static double
percent(unsigned n, unsigned all)
{
	return all ? 100.0 * n / all : 0;
}

static void
measure_text(const struct set *set, const struct sentences *sentences, size_t length)
{
	struct tally tally = { 0 };
	char *room = malloc(4 * length + 4);
	struct xb_language_found found;
	struct xb_str text;

	for (size_t i = 0; next_text(&text, room, sentences, &i, length); tally.texts++) {
		xb_language_identify(&found, text, NULL);
		if (!found.language)
			tally.none++;
		else if (strcmp(found.language->code, set->code) == 0)
			tally.right++;
		else
			add_wrong(&tally, found.language->code);
		if (getenv("SHOW") && found.language && strcmp(found.language->code, set->code) != 0)
			fprintf(stderr, "%s %s %u %.*s\n", set->code, found.language->code, found.margin, XB_STR_ARG(text));
	}
	printf("text %s %s %zu %u %.2f %.2f %.2f", set->name, set->code, length, tally.texts, percent(tally.right, tally.texts),
	       percent(tally.none, tally.texts), percent(tally.texts - tally.right - tally.none, tally.texts));
	for (size_t k = 0; tally.wrong[k].code; k++)
		printf(" %s:%u", tally.wrong[k].code, tally.wrong[k].n);
	putchar('\n');
	free(room);
}

/* Whether a text of which `said` is said is taken for the language with that code. */
static bool
is_taken_for(struct xb_str text, const struct xb_language *said, const char *code)
{
	struct xb_language_found found;

	xb_language_identify(&found, text, said);
	return strcmp(found.language ? found.language->code : "-", code) == 0;
}

static void
measure_prior(const struct set *set, const struct sentences *sentences, size_t length)
{
	const struct xb_language *is = xb_language_find(xb_str(set->code));
	unsigned texts = 0, kept = 0, said = 0, falsely = 0, rightly = 0;
	char *room = malloc(4 * length + 4);
	struct xb_str text;

	for (size_t i = 0; next_text(&text, room, sentences, &i, length); texts++) {
		kept += is_taken_for(text, is, is->code);
		for (const struct xb_language *row = xb_languages; row->code; row++) {
			if (row->script != is->script || row == is)
				continue;
			said++;
			if (is_taken_for(text, row, is->code))
				rightly++;
			else if (!is_taken_for(text, row, row->code))
				falsely++;
		}
	}
	printf("prior %s %s %zu %u %.2f %.2f %.2f\n", set->name, set->code, length, texts, percent(kept, texts),
	       percent(falsely, said), percent(rightly, said));
	free(room);
}

static void
measure_speed(const struct sentences *sentences)
{
	double begun = bench_seconds(CLOCK_PROCESS_CPUTIME_ID), took;
	size_t bytes = 0, texts = 0;

	do {
		for (size_t i = 0; i < SETS; i++)
			for (size_t k = 0; k < sentences[i].n; k++, texts++) {
				struct xb_language_found found;
				struct xb_str text = xb_str(sentences[i].text[k]);

				xb_language_identify(&found, text, NULL);
				bytes += text.len;
			}
	} while ((took = bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - begun) < SECONDS);
	printf("speed %.1f MB/s, %.2f us a sentence\n", (double)bytes / 1e6 / took, took * 1e6 / (double)texts);
}

int
main(int argc, char **argv)
{
	static struct sentences sentences[SETS];
	static const size_t usual[] = { 20, 50, 200 };
	size_t length = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;

	if (argc < 2)
		return 2;
	for (size_t i = 0; i < SETS; i++)
		read_sentences(&sentences[i], &sets[i], argv[1]);
	for (size_t k = 0; k < (length ? 1 : 3); k++)
		for (size_t i = 0; i < SETS; i++) {
			measure_text(&sets[i], &sentences[i], length ? length : usual[k]);
			measure_prior(&sets[i], &sentences[i], length ? length : usual[k]);
		}
	measure_speed(sentences);
	for (size_t i = 0; i < SETS; i++)
		for (size_t k = 0; k < sentences[i].n; k++)
			free(sentences[i].text[k]);
	return 0;
}
