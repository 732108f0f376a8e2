/* SPDX-License-Identifier: GPL-2.0-or-later */
/* measure FILE COMMAND... - run it, and append a line to FILE: seconds by the clock, seconds of processor (its own and the
 * system's for it, with those of its children), the most memory at a time in bytes, with tabs between. Its exit code is the
 * command's. */
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "bench.h"

extern char **environ;

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char **argv)
{
	struct rusage usage;
	double began, wall;
	pid_t pid;
	FILE *file;
	int status;

	if (argc < 3) {
		fputs("usage: measure FILE COMMAND...\n", stderr);
		return 2;
	}
	began = bench_seconds(CLOCK_MONOTONIC);
	status = posix_spawnp(&pid, argv[2], NULL, NULL, argv + 2, environ);
	if (status != 0) {
		fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(status));
		return 127;
	}
	if (wait4(pid, &status, 0, &usage) < 0) {
		perror("measure");
		return 2;
	}
	wall = bench_seconds(CLOCK_MONOTONIC) - began;
	file = fopen(argv[1], "ae");
	if (!file || fprintf(file, "%.6f\t%.6f\t%ld\n", wall, seconds(usage.ru_utime) + seconds(usage.ru_stime),
	                     usage.ru_maxrss * 1024) < 0 || fclose(file) != 0) {
		perror(argv[1]);
		return 2;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
