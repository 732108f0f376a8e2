/* SPDX-License-Identifier: GPL-2.0-or-later */
/* batch.c - a table of names or queries → a line for each hit. A line begins with the number of its row and with the query, and
 * holds no line end: by that the output of a batch that was broken off tells where to go on. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "batch_line.h"
#include "match.h"
#include "request.h"
#include "search.h"
#include "table.h"

#define ARENA_MAX ((size_t)4 << 30)
#define LINE_MAX_BYTES ((size_t)1 << 30)

struct xabar_batch {
	struct xabar_searcher *searcher;
	xabar_batch_options options;
	xabar_request request;
	struct xb_table table;
	size_t column;
	bool pending;              /* the row at hand is the first, and no header */
	bool begun;                /* the output has its header */
	struct xb_arena arena;     /* of a row */
	struct xb_arena hit_arena; /* of a hit */
	struct xb_buf line, value, cell;
	char *output;              /* the last whole row of an earlier output: its line */
	uint64_t output_row;       /* its number; 0: there is none */
};

/* ---- Opening ---- */

static bool
is_called(struct xb_str cell, const char *name)
{
	return xb_str_is_nocase(xb_str_trim(cell), name);
}

/* The column that the options name, and whether the first row is a header. */
static xabar_status
find_column(struct xabar_batch *batch, bool any, xabar_error *err)
{
	static const char *const usual[] = { "query", "name" };
	const struct xb_table *table = &batch->table;
	const char *wanted = batch->options.column;
	char *end = NULL;
	unsigned long number = wanted ? strtoul(wanted, &end, 10) : 0;
	bool by_number = wanted && *wanted && !*end && number, header = false;

	for (size_t i = 0; any && i < table->ncells; i++) {
		const struct xb_str cell = xb_table_cell(table, i);
		const bool known = is_called(cell, usual[0]) || is_called(cell, usual[1]);

		if (wanted && !by_number ? is_called(cell, wanted) : known && !header)
			batch->column = i;
		header |= wanted && !by_number ? is_called(cell, wanted) : known;
	}
	if (wanted && !by_number && !header) {
		xb_fail(err, XABAR_EINVAL, "'%s' has no column '%s'", table->name, wanted);
		return xb_hint(err, XABAR_EINVAL, "--column is a name in its first row, or a number from 1 on");
	}
	if (by_number)
		batch->column = number - 1;
	batch->pending = any && !header;
	return XABAR_OK;
}

static xabar_status
begin(struct xabar_batch *batch, const char *input, xabar_error *err)
{
	xabar_status status;
	bool any;

	if (batch->options.format != XABAR_CSV && batch->options.format != XABAR_JSONL)
		return xb_fail(err, XABAR_EINVAL, "a batch is written as csv or jsonl, not as %s", xabar_format_name(batch->options.format));
	status = batch->options.bytes ? xb_table_open_bytes(&batch->table, input, xb_strn(batch->options.bytes, batch->options.nbytes), err)
	                              : xb_table_open(&batch->table, input, err);
	if (status == XABAR_OK)
		status = xb_table_next(&any, &batch->table, err);
	return status == XABAR_OK ? find_column(batch, any, err) : status;
}

xabar_status
xabar_batch_open(xabar_batch **out, xabar_searcher *searcher, const char *input, const xabar_batch_options *options,
                 xabar_error *err)
{
	const xabar_request none = XABAR_REQUEST_INIT;
	struct xabar_batch *batch = calloc(1, sizeof(*batch));
	xabar_status status;

	*out = NULL;
	if (!batch)
		return xb_fail_nomem(err);
	batch->searcher = searcher;
	memcpy(&batch->options, options, options->size < sizeof(*options) ? options->size : sizeof(*options));
	batch->request = xb_request_complete(batch->options.request ? batch->options.request : &none);
	xb_arena_init(&batch->arena, ARENA_MAX);
	xb_arena_init(&batch->hit_arena, ARENA_MAX);
	xb_buf_init(&batch->line, LINE_MAX_BYTES);
	xb_buf_init(&batch->value, LINE_MAX_BYTES);
	xb_buf_init(&batch->cell, LINE_MAX_BYTES);
	status = begin(batch, input, err);
	if (status == XABAR_OK)
		*out = batch;
	else
		xabar_batch_free(batch);
	return status;
}

void
xabar_batch_free(xabar_batch *batch)
{
	if (!batch)
		return;
	xb_table_close(&batch->table);
	xb_arena_release(&batch->arena);
	xb_arena_release(&batch->hit_arena);
	xb_buf_release(&batch->line);
	xb_buf_release(&batch->value);
	xb_buf_release(&batch->cell);
	free(batch->output);
	free(batch);
}

/* ---- Going on ---- */

static xabar_status
fail_output(const char *output, uint64_t at, xabar_error *err)
{
	xb_fail(err, XABAR_EINVAL, "'%s' has at byte %" PRIu64 " what no batch of this format writes", output, at);
	return xb_hint(err, XABAR_EINVAL, "name the output of a --batch of the same table and --format, or a new file");
}

/* Note a whole line, which begins at byte `at`. A row's lines are done again, for the last of them may be missing. */
static xabar_status
note_line(struct xabar_batch *batch, uint64_t *keep, const char *line, uint64_t at, const char *output, xabar_error *err)
{
	const uint64_t row = xb_batch_line_row(line, batch->options.format);

	if (row == 0)
		return fail_output(output, at, err);
	if (row == batch->output_row)
		return XABAR_OK;
	free(batch->output);
	batch->output = strdup(line);
	batch->output_row = row;
	*keep = at;
	return batch->output ? XABAR_OK : xb_fail_nomem(err);
}

/* Whether a file begins as an output does, of which lines may be read then. It may have been broken off in its first. */
static xabar_status
check_output(struct xabar_batch *batch, FILE *file, const char *output, xabar_error *err)
{
	const struct xb_str json = xb_str("{\"row\":"), start = batch->options.format == XABAR_JSONL ? json : xb_buf_view(&batch->line);
	char head[256];
	struct stat st;
	size_t n;

	if (fstat(fileno(file), &st) != 0 || !S_ISREG(st.st_mode))
		return xb_fail(err, XABAR_EINVAL, "'%s' is no file that can be gone on with", output);
	n = fread(head, 1, start.len < sizeof(head) ? start.len : sizeof(head), file);
	rewind(file);
	return memcmp(head, start.ptr, n) == 0 ? XABAR_OK : fail_output(output, 0, err);
}

static xabar_status
read_output(struct xabar_batch *batch, uint64_t *keep, FILE *file, const char *output, xabar_error *err)
{
	xabar_status status;
	char *line = NULL;
	size_t cap = 0;
	uint64_t at = 0;
	ssize_t n;

	xb_batch_line_header(&batch->line, batch->options.format);
	status = check_output(batch, file, output, err);
	while (status == XABAR_OK && (n = getline(&line, &cap, file)) > 0 && line[n - 1] == '\n') {
		if (at == 0 && batch->line.len && xb_str_equal(xb_strn(line, (size_t)n), xb_buf_view(&batch->line)))
			*keep = (uint64_t)n;
		else
			status = note_line(batch, keep, line, at, output, err);
		at += (uint64_t)n;
	}
	xb_buf_clear(&batch->line);
	batch->begun = *keep > 0;
	free(line);
	return status == XABAR_OK && ferror(file) ? xb_fail_errno(err, "cannot read '%s'", output) : status;
}

xabar_status
xabar_batch_resume(xabar_batch *batch, const char *output, uint64_t *keep, xabar_error *err)
{
	FILE *file = fopen(output, "re");
	xabar_status status;

	*keep = 0;
	if (!file)
		return errno == ENOENT ? XABAR_OK : xb_fail_errno(err, "cannot open '%s'", output);
	status = read_output(batch, keep, file, output, err);
	fclose(file);
	return status;
}

static xabar_status
fail_other(const struct xabar_batch *batch, uint64_t row, xabar_error *err)
{
	xb_fail(err, XABAR_EINVAL, "row %" PRIu64 " of '%s' is not what the output ends with", row, batch->table.name);
	return xb_hint(err, XABAR_EINVAL, "that is of another table: name a new file");
}

/* Whether the row at hand is that which the output ended with. */
static xabar_status
check_same(struct xabar_batch *batch, const struct xb_batch_line *told, xabar_error *err)
{
	bool same;

	xb_batch_line_start(&batch->line, &batch->value, told, batch->options.format);
	same = strncmp(batch->output, xb_buf_view(&batch->line).ptr, batch->line.len) == 0 &&
	       strchr(",\r\n", batch->output[batch->line.len]) != NULL;
	xb_buf_clear(&batch->line);
	if (same) {
		batch->output_row = 0;
		return XABAR_OK;
	}
	return fail_other(batch, told->row, err);
}

/* ---- A row ---- */

static xabar_status
pass_on(struct xabar_batch *batch, xabar_write write, void *ctx, xabar_error *err)
{
	xabar_status status = xb_buf_status(&batch->line, err);

	if (status == XABAR_OK)
		status = xb_buf_status(&batch->value, err);
	if (status == XABAR_OK && batch->line.len && write(ctx, batch->line.ptr, batch->line.len) != 0)
		status = xb_fail(err, XABAR_ESTOPPED, "the output was refused");
	xb_buf_clear(&batch->line);
	return status;
}

static xabar_status
add_hit(bool *told_any, struct xabar_batch *batch, const struct xb_batch_line *row, const struct xb_plan *plan, uint32_t docid,
        xabar_error *err)
{
	struct xabar_searcher *searcher = batch->searcher;
	struct xb_dispatch dispatch;
	struct xb_mention mention = { .places = 0 };
	const struct xb_batch_line told = { row->row, row->query, &dispatch, &mention };
	xabar_status status = xb_fetch(&searcher->encoded, &searcher->fetcher, searcher->reader, docid, err);

	xb_arena_clear(&batch->hit_arena);
	if (status == XABAR_OK)
		status = xb_dispatch_decode(&dispatch, xb_buf_view(&searcher->encoded), &batch->hit_arena, err);
	if (status == XABAR_OK)
		status = xb_mention_find(&mention, &dispatch, plan, searcher->analyzer, &batch->hit_arena, err);
	/* What has all words of a name need not have the name. */
	*told_any = status == XABAR_OK && (mention.places || batch->options.queries);
	if (!*told_any)
		return status;
	xb_batch_line_whole(&batch->line, &batch->value, &told, batch->options.format);
	return XABAR_OK;
}

static xabar_status
match(struct xb_matches *out, struct xabar_batch *batch, struct xb_plan *plan, const char *query, xabar_error *err)
{
	struct xabar_searcher *searcher = batch->searcher;
	struct xb_match_request request = { .limit = INT32_MAX, .date_slot = XB_SLOT_DATE, .order = XB_ORDER_NEWEST };
	struct xb_searching searching = { .searcher = searcher, .request = &batch->request,
	                                  .reading = batch->options.queries ? XB_READ_ALL : XB_READ_NAME };
	xabar_results seen = { .total = 0 };
	xabar_status status;

	batch->request.query = query;
	if (batch->request.order == XABAR_OLDEST)
		request.order = XB_ORDER_OLDEST;
	status = xb_search_plan(&searching, &seen, &batch->arena, err);
	*plan = searching.plan;
	request.query = plan->root;
	if (status == XABAR_OK)
		status = xb_match(out, searcher->reader, &request, &batch->arena, err);
	xb_view_leave(searcher);
	return status;
}

/* Its lines leave us one by one, but where a server may fail before the last of them. */
static xabar_status
run_row(uint64_t *hits, struct xabar_batch *batch, const struct xb_batch_line *told, xabar_write write, void *ctx, xabar_error *err)
{
	const uint32_t limit = batch->options.limit;
	struct xb_matches matches;
	struct xb_plan plan;
	xabar_status status = match(&matches, batch, &plan, told->query.ptr, err);

	for (size_t i = 0; status == XABAR_OK && i < matches.nhits && !(limit && *hits == limit); i++) {
		bool any;

		status = add_hit(&any, batch, told, &plan, matches.hits[i].docid, err);
		*hits += any;
		if (status == XABAR_OK && !batch->searcher->remote)
			status = pass_on(batch, write, ctx, err);
	}
	return status == XABAR_OK ? pass_on(batch, write, ctx, err) : status;
}

/* Where a server stops answering, the others are asked again. */
static xabar_status
answer_row(uint64_t *hits, struct xabar_batch *batch, const struct xb_batch_line *told, xabar_write write, void *ctx,
           xabar_error *err)
{
	unsigned turns = 0;
	xabar_error why;
	xabar_status status;

	do {
		*hits = 0;
		xb_arena_clear(&batch->arena);
		status = run_row(hits, batch, told, write, ctx, &why);
		if (status == XABAR_OK)
			return XABAR_OK;
		xb_buf_clear(&batch->line);
		status = xb_searcher_go_on(batch->searcher, &turns, &why);
	} while (status == XABAR_OK);
	xb_fail(err, status, "row %" PRIu64 " of '%s': %s", told->row, batch->table.name, why.message);
	return *why.hint ? xb_hint(err, status, "%s", why.hint) : status;
}

/* The cell of the row at hand, trimmed, as a string. */
static xabar_status
take_cell(struct xb_batch_line *told, struct xabar_batch *batch, xabar_error *err)
{
	const struct xb_table *table = &batch->table;

	if (batch->column >= table->ncells) {
		xb_fail(err, XABAR_ERECORD, "row %" PRIu64 " of '%s' has no column %zu", table->row, table->name, batch->column + 1);
		return xb_hint(err, XABAR_ERECORD, "it has %zu; --column chooses another", table->ncells);
	}
	xb_buf_clear(&batch->cell);
	xb_buf_add_str(&batch->cell, xb_str_trim(xb_table_cell(table, batch->column)));
	xb_buf_add_char(&batch->cell, '\0');
	*told = (struct xb_batch_line){ .row = table->row, .query = xb_strn(batch->cell.ptr, batch->cell.len - 1) };
	return xb_buf_status(&batch->cell, err);
}

static xabar_status
next_row(bool *any, struct xabar_batch *batch, xabar_error *err)
{
	if (!batch->pending)
		return xb_table_next(any, &batch->table, err);
	batch->pending = false;
	*any = true;
	return XABAR_OK;
}

xabar_status
xabar_batch_next(bool *done, uint64_t *hits, xabar_batch *batch, xabar_write write, void *ctx, xabar_error *err)
{
	struct xb_batch_line told;
	xabar_status status;
	bool any = false;

	*hits = 0;
	*done = false;
	if (!batch->begun)
		xb_batch_line_header(&batch->line, batch->options.format);
	batch->begun = true;
	status = pass_on(batch, write, ctx, err);
	do {
		if (status == XABAR_OK)
			status = next_row(&any, batch, err);
	} while (status == XABAR_OK && any && batch->table.row < batch->output_row);
	*done = status == XABAR_OK && !any;
	if (*done && batch->output_row)
		return fail_other(batch, batch->output_row, err);
	if (status != XABAR_OK || *done)
		return status;
	status = take_cell(&told, batch, err);
	if (status != XABAR_OK || !told.query.len)
		return status;
	if (told.row == batch->output_row)
		status = check_same(batch, &told, err);
	return status == XABAR_OK ? answer_row(hits, batch, &told, write, ctx, err) : status;
}
