/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a query, in either mode, parsed and planned. The first byte chooses the mode. */
#include <stdlib.h>

#include "../../searcher/plan.h"

#define ARENA ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct xb_analyzer *analyzer;
	struct xb_query_options options = { .plain = size && (*data & 1), .now = 1653048000 };
	const struct xb_query *query;
	struct xb_arena arena;
	struct xb_plan plan;
	xabar_error err;

	if (!size || (!analyzer && xb_analyzer_new(&analyzer, NULL)))
		return 0;
	xb_arena_init(&arena, ARENA);
	if (!xb_query_parse(&query, xb_strn((const char *)data + 1, size - 1), &options, &arena, &err)) {
		if (xb_plan_make(&plan, query, analyzer, NULL, &arena, &err) || !plan.root)
			abort();
	} else if (err.offset > size - 1 || !err.message[0] ||
	           xb_utf8_valid(xb_str(err.message)) != strlen(err.message)) {
		abort();
	}
	xb_arena_release(&arena);
	return 0;
}
