/* SPDX-License-Identifier: GPL-2.0-or-later */
/* main_batch.c - xabar-search: a table of names or queries, to standard output or a file that may be gone on with. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "main.h"

static int
fail_output(const struct command *c)
{
	fprintf(stderr, "xabar-search: cannot write '%s': %s\n", c->resume, strerror(errno));
	return 2;
}

static int
write_file(void *ctx, const char *bytes, size_t len)
{
	return fwrite(bytes, 1, len, ctx) != len;
}

/* What cannot be used of the table is said, and the rows after it follow. 0: something was found, 1: nothing, 2: a row could not
 * be used, or the rest not be read or written. */
static int
run(xabar_batch *batch, FILE *out)
{
	bool done = false, any = false, bad = false;
	uint64_t hits;
	xabar_error err;

	while (!done) {
		const xabar_status status = xabar_batch_next(&done, &hits, batch, write_file, out, &err);

		any |= hits > 0;
		if (status == XABAR_OK)
			continue;
		bad = true;
		if (status != XABAR_ESTOPPED) /* else what closes the output tells why */
			fail(&err);
		done = status != XABAR_ERECORD && status != XABAR_EQUERY && status != XABAR_ELIMIT;
	}
	return bad ? 2 : !any;
}

static int
run_to_file(const struct command *c, xabar_batch *batch)
{
	xabar_error err;
	uint64_t keep;
	FILE *out;
	int code;

	if (xabar_batch_resume(batch, c->resume, &keep, &err) != XABAR_OK)
		return fail(&err);
	out = fopen(c->resume, "ae");
	if (!out)
		return fail_output(c);
	if (ftruncate(fileno(out), (off_t)keep) != 0) {
		code = fail_output(c);
		fclose(out);
		return code;
	}
	code = run(batch, out);
	if (ferror(out) | (fclose(out) != 0))
		return fail_output(c);
	return code;
}

/* What would be passed over in silence is refused. */
static xabar_status
check(const struct command *c, xabar_error *err)
{
	if (*c->operands)
		return options_refuse(err, "the queries of --batch are in its table, not", *c->operands);
	if (c->rendering.fields)
		return options_refuse(err, "--batch writes columns of its own, not --fields", c->rendering.fields);
	if (c->collapse_given)
		return options_refuse(err, "--batch prints every dispatch by itself, which leaves no room for", "--collapse");
	if (c->facets.n || c->request.histogram)
		return options_refuse(err, "--batch has hits, and no --facet or --histogram",
		                      c->facets.n ? c->facets.values[0] : c->request.histogram);
	return XABAR_OK;
}

/* The exit code of a batch, some rows of which servers that do not answer may have had no part in. */
static int
conclude(const struct command *c, const xabar_searcher *searcher, int code)
{
	bool incomplete = false;

	for (size_t i = 0; i < c->indexes.n; i++) {
		if (!xabar_searcher_lacks(searcher, i))
			continue;
		print_missing(c->indexes.values[i]);
		incomplete = true;
	}
	return incomplete && code < 2 ? EXIT_INCOMPLETE : code;
}

int
act_on_batch(struct command *c, xabar_searcher *searcher)
{
	xabar_batch_options options = XABAR_BATCH_OPTIONS_INIT;
	xabar_batch *batch;
	xabar_error err;
	int code;

	options.column = c->column;
	options.queries = c->queries;
	options.request = &c->request;
	options.limit = c->limit_given ? c->request.limit : 0;
	options.format = c->format_given ? c->rendering.format : XABAR_CSV;
	if (check(c, &err) != XABAR_OK)
		return fail(&err);
	if (xabar_batch_open(&batch, searcher, c->batch, &options, &err) != XABAR_OK)
		return fail(&err), 2;
	code = c->resume ? run_to_file(c, batch) : run(batch, stdout);
	xabar_batch_free(batch);
	return conclude(c, searcher, code);
}
