/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_analyzer FILE... - how fast texts are tokenised, folded and stemmed, each file in the language that its name begins with
 * (az.jsonl): the best of five passes over all of them, in documents of 4 KiB, one of each file in turn as an archive of many
 * languages has them, by the time of one core. Then the same of each file by itself. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "text/analyzer.h"

#define DOCUMENT 4096
#define PASSES 5
#define FILES_MAX 64

struct input {
	const struct xb_language *language;
	struct xb_str text;
};

static struct input
read_input(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return (struct input){ xb_language_find(xb_strn(name, strcspn(name, "."))), bench_read(path) };
}

static size_t
analyze(struct xb_analyzer *analyzer, const struct input *input, size_t at)
{
	size_t left = input->text.len - at, n = 0;
	struct xb_word word;

	xb_analyzer_start(analyzer, xb_strn(input->text.ptr + at, left < DOCUMENT ? left : DOCUMENT), input->language);
	while (xb_analyzer_next(analyzer, &word))
		n++;
	return n;
}

/* A pass over n inputs; returns the words. */
static size_t
pass_over(struct xb_analyzer *analyzer, const struct input *inputs, size_t n)
{
	size_t words = 0;
	bool more = true;

	for (size_t at = 0; more; at += DOCUMENT) {
		more = false;
		for (size_t i = 0; i < n; i++) {
			if (at >= inputs[i].text.len)
				continue;
			words += analyze(analyzer, &inputs[i], at);
			more = true;
		}
	}
	return words;
}

static void
measure(struct xb_analyzer *analyzer, const char *name, const struct input *inputs, size_t n)
{
	double best = 1e9, bytes = 0;
	size_t words = 0;

	for (size_t i = 0; i < n; i++)
		bytes += (double)inputs[i].text.len;
	for (int pass = 0; pass < PASSES; pass++) {
		double start = bench_seconds(CLOCK_PROCESS_CPUTIME_ID);

		words = pass_over(analyzer, inputs, n);
		if (bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - start < best)
			best = bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
	}
	printf("%-8s %6.1f MB/s  %8zu words  %6.2f MB\n", name, bytes / 1e6 / best, words, bytes / 1e6);
}

int
main(int argc, char **argv)
{
	struct xb_analyzer *analyzer;
	struct input inputs[FILES_MAX];
	size_t n = argc > 1 ? (size_t)argc - 1 : 0;
	double start = bench_seconds(CLOCK_PROCESS_CPUTIME_ID);

	if (!n || n > FILES_MAX || xb_analyzer_new(&analyzer, NULL) != XABAR_OK ||
	    xb_analyzer_make_all(analyzer, NULL) != XABAR_OK)
		return 2;
	printf("%-8s %6.2f ms to begin\n", "stems", 1e3 * (bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - start));
	for (size_t i = 0; i < n; i++)
		inputs[i] = read_input(argv[i + 1]);
	measure(analyzer, "all", inputs, n);
	for (size_t i = 0; i < n; i++)
		measure(analyzer, inputs[i].language ? inputs[i].language->code : "?", &inputs[i], 1);
	for (size_t i = 0; i < n; i++)
		free((char *)inputs[i].text.ptr);
	xb_analyzer_free(analyzer);
	return 0;
}
