/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench_tokenizer FILE - how fast a text is tokenised and folded: the best of five passes over the file, in documents of 4 KiB, by
 * the time of one core. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "text/tokenizer.h"

#define DOCUMENT 4096
#define PASSES 5

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

int
main(int argc, char **argv)
{
	struct xb_str text;
	double best = 1e9;
	size_t tokens = 0;

	if (argc != 2)
		return 2;
	text = bench_read(argv[1]);
	for (int pass = 0; pass < PASSES; pass++) {
		double start = bench_seconds(CLOCK_PROCESS_CPUTIME_ID);

		tokens = 0;
		for (size_t at = 0; at < text.len; at += DOCUMENT) {
			struct xb_str part = xb_strn(text.ptr + at, text.len - at < DOCUMENT ? text.len - at : DOCUMENT);

			tokens += tokenize(part);
		}
		if (bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - start < best)
			best = bench_seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
	}
	printf("%.1f MB/s  %zu tokens  %.2f MB\n", (double)text.len / 1e6 / best, tokens, (double)text.len / 1e6);
	free((char *)text.ptr);
	return 0;
}
