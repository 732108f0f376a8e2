/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scratch.h - a folder for one test, and small helpers that the tests of files share. */
#ifndef XB_TEST_SCRATCH_H
#define XB_TEST_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"

static char scratch_dir[64];

static inline int
scratch_setup(void **state)
{
	(void)state;
	snprintf(scratch_dir, sizeof(scratch_dir), "/tmp/xabar-unit-XXXXXX");
	return mkdtemp(scratch_dir) ? 0 : -1;
}

static inline int
scratch_teardown(void **state)
{
	(void)state;
	return xb_remove(scratch_dir, NULL) == XABAR_OK ? 0 : -1;
}

/* A path in the folder; good until the eighth call after. */
static inline const char *
scratch(const char *name)
{
	static char paths[8][256];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof(paths[0]), "%s/%s", scratch_dir, name);
	return path;
}

#define assert_ok(call) assert_int_equal((call), XABAR_OK)
#define scratch_test(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

#endif
