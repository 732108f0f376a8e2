/* SPDX-License-Identifier: GPL-2.0-or-later */
/* bench.h - the clocks, files and chance of benches. */
#ifndef XB_BENCH_H
#define XB_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "str.h"

/* Seconds of a clock: CLOCK_MONOTONIC, or CLOCK_PROCESS_CPUTIME_ID where the machine may be busy and one core does it all. */
static inline double
bench_seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* All of a file, which the caller frees; ends the program when it cannot be read. */
static inline struct xb_str
bench_read(const char *path)
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

/* A number below `n`, as much by chance as the same seed gives everywhere: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
static inline size_t
bench_below(uint64_t *state, size_t n)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (size_t)((z ^ z >> 31) % n);
}

#endif
