/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_tokenizer FILE [LANGUAGE] - how fast a text is tokenised and folded, or with a language how fast it is
 * analysed: the best of five passes over the file, in documents of 4 KiB, by the time of one core. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/analyzer.h"

#define DOCUMENT 4096
#define PASSES 5

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* the machine may be busy */
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct xb_str
read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *bytes = NULL;
	long len = -1;

	if (file && fseek(file, 0, SEEK_END) == 0 && (len = ftell(file)) >= 0) {
		rewind(file);
		bytes = malloc((size_t)len + 1);
	}
	if (!bytes || fread(bytes, 1, (size_t)len, file) != (size_t)len) {
		perror(path);
		exit(2);
	}
	fclose(file);
	return xb_strn(bytes, (size_t)len);
}

static size_t
tokenize(struct xb_str text)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;
	size_t n = 0;

	xb_tokenizer_init(&tokenizer, text, false);
	while (xb_tokenizer_next(&tokenizer, &token))
		n++;
	return n;
}

static size_t
analyze(struct xb_analyzer *analyzer, struct xb_str text, const struct xb_language *language)
{
	struct xb_word word;
	size_t n = 0;

	xb_analyzer_start(analyzer, text, language);
	while (xb_analyzer_next(analyzer, &word))
		n++;
	return n;
}

int
main(int argc, char **argv)
{
	const struct xb_language *language = argc > 2 ? xb_language_find(xb_str(argv[2])) : NULL;
	struct xb_analyzer *analyzer;
	struct xb_str text;
	double best = 1e9;
	size_t tokens = 0;

	if (argc < 2 || xb_analyzer_new(&analyzer, NULL) != XABAR_OK)
		return 2;
	text = read_file(argv[1]);
	for (int pass = 0; pass < PASSES; pass++) {
		double start = now();

		tokens = 0;
		for (size_t at = 0; at < text.len; at += DOCUMENT) {
			struct xb_str part = xb_strn(text.ptr + at, text.len - at < DOCUMENT ? text.len - at : DOCUMENT);

			tokens += argc > 2 ? analyze(analyzer, part, language) : tokenize(part);
		}
		if (now() - start < best)
			best = now() - start;
	}
	printf("%.1f MB/s  %zu tokens  %.2f MB\n", (double)text.len / 1e6 / best, tokens, (double)text.len / 1e6);
	free((char *)text.ptr);
	xb_analyzer_free(analyzer);
	return 0;
}
