/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables: a row a record, its fields named by the header. Rows are found in the raw bytes and decoded one by one. */
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"
#include "csv_dialect.h"
#include "reader.h"
#include "text/unicode.h"
#include "text_kind.h"

#define HEAD_BYTES ((size_t)64 << 10)
#define COLUMNS_MAX ((size_t)4096)

/* When more bytes than this, and twice what was read, were looked through in vain for closing quotes, they are looked for
 * nearby only: so a hostile file takes linear time, too. */
#define WASTE_MAX ((size_t)16 << 20)
#define QUOTED_MIN ((size_t)256)

struct xb_reader_state {
	const char *delimiters;
	bool started;
	struct xb_csv_dialect dialect;
	struct xb_buf header;   /* its raw bytes: files that were joined have it again */
	struct xb_arena arena;  /* of the names */
	struct xb_str *names;
	size_t columns;
	uint64_t row;           /* its number, the header's being 1 */
	uint64_t wasted;
};

static xabar_status
open_with(struct xb_reader_context *ctx, const char *delimiters, xabar_error *err)
{
	ctx->state = calloc(1, sizeof(*ctx->state));
	if (!ctx->state)
		return xb_fail_nomem(err);
	ctx->state->delimiters = delimiters;
	xb_buf_init(&ctx->state->header, HEAD_BYTES);
	xb_arena_init(&ctx->state->arena, (size_t)4 << 20);
	return XABAR_OK;
}

static xabar_status
csv_open(struct xb_reader_context *ctx, xabar_error *err)
{
	return open_with(ctx, ",;\t|", err);
}

static xabar_status
tsv_open(struct xb_reader_context *ctx, xabar_error *err)
{
	return open_with(ctx, "\t", err);
}

static void
csv_close(struct xb_reader_context *ctx)
{
	if (!ctx->state)
		return;
	xb_buf_release(&ctx->state->header);
	xb_arena_release(&ctx->state->arena);
	free(ctx->state);
	ctx->state = NULL;
}

/* ---- Rows ---- */

/* The row that the window begins with; of length 0 at the end of the input, or, *too_long, when it does not fit. */
static xabar_status
find_row(struct xb_str *row, bool *too_long, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_reader_state *state = ctx->state;
	bool wasteful = state->wasted > WASTE_MAX + 2 * xb_input_offset(ctx->input);

	for (size_t want = 1;;) {
		struct xb_str window;
		struct xb_csv_row found;
		xabar_status status = xb_input_window(&window, ctx->input, want, err);

		if (status != XABAR_OK)
			return status;
		found = xb_csv_row_find(window, window.len < want, wasteful ? QUOTED_MIN : XB_CSV_QUOTED_MAX,
		                        &state->dialect);
		state->wasted += found.wasted;
		*row = (struct xb_str){ window.ptr, found.len };
		*too_long = found.len == 0 && window.len >= XB_INPUT_WINDOW_MAX;
		if (found.len || window.len < want || *too_long)
			return XABAR_OK;
		want = window.len < XB_INPUT_WINDOW_MAX / 2 ? 2 * window.len : XB_INPUT_WINDOW_MAX;
	}
}

/* Go past the next newline. */
static xabar_status
skip_row(struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str window;
	xabar_status status;

	while ((status = xb_input_window(&window, ctx->input, 1, err)) == XABAR_OK && window.len) {
		const char *newline = memchr(window.ptr, ctx->state->dialect.newline, window.len);

		xb_input_consume(ctx->input, newline ? (size_t)(newline - window.ptr) + 1 : window.len);
		if (newline)
			break;
	}
	return status;
}

static xabar_status
reject_long(struct xb_record *record, struct xb_reader_context *ctx, xabar_error *err)
{
	xabar_status status = skip_row(ctx, err);

	record->end = xb_input_offset(ctx->input);
	if (status != XABAR_OK)
		return status;
	return xb_fail(err, XABAR_ERECORD, "row %llu is over %zu MiB", (unsigned long long)ctx->state->row,
	               XB_INPUT_WINDOW_MAX >> 20);
}

/* ---- The header ---- */

/* A column without a name has its number for one. */
static bool
add_name(struct xb_reader_state *state, struct xb_str name)
{
	char number[24];

	if (state->columns == COLUMNS_MAX)
		return false;
	name = xb_str_trim(name);
	if (name.len == 0) {
		snprintf(number, sizeof(number), "%zu", state->columns + 1);
		name = xb_str(number);
	}
	state->names[state->columns] = xb_arena_str(&state->arena, name);
	return state->names[state->columns++].ptr != NULL;
}

/* The names are those of the first row of `head`, or, where that is data, numbers. */
static xabar_status
read_names(struct xb_reader_state *state, struct xb_str head, bool header, xabar_error *err)
{
	struct xb_csv_row row = xb_csv_row_find(head, true, XB_CSV_QUOTED_MAX, &state->dialect);
	struct xb_csv_walk walk = { .row = xb_csv_row_text((struct xb_str){ head.ptr, row.len }, &state->dialect) };
	struct xb_csv_field field;

	state->names = xb_arena_calloc(&state->arena, COLUMNS_MAX, sizeof(*state->names));
	if (!state->names)
		return xb_fail_nomem(err);
	while (xb_csv_field_take(&field, &walk, &state->dialect)) {
		struct xb_str name = { "", 0 };

		if (header)
			name = xb_csv_field_value(&field, &state->dialect, &state->arena);
		if (!name.ptr || !add_name(state, name))
			return xb_fail(err, XABAR_ERECORD, "this is no table: its first row has over %zu fields",
			               COLUMNS_MAX);
	}
	return XABAR_OK;
}

static void
name_columns(struct xb_buf *out, const struct xb_reader_state *state)
{
	xb_buf_init(out, 200);
	for (size_t i = 0; i < state->columns && out->len < 100; i++) {
		size_t len = state->names[i].len < 40 ? state->names[i].len : 40;

		while (len < state->names[i].len && (state->names[i].ptr[len] & 0xc0) == 0x80)
			len--;
		xb_buf_printf(out, "%s'%.*s'", i ? ", " : "", (int)len, state->names[i].ptr);
	}
}

/* What is no table of dispatches is turned away once, not row by row. */
static xabar_status
pass_over(struct xb_record *record, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str window;
	xabar_status status;

	while ((status = xb_input_window(&window, ctx->input, 1, err)) == XABAR_OK && window.len)
		xb_input_consume(ctx->input, window.len);
	record->end = xb_input_offset(ctx->input);
	return status;
}

static xabar_status
fail_unnamed(const struct xb_reader_state *state, xabar_error *err)
{
	struct xb_buf names;
	xabar_status status;

	name_columns(&names, state);
	status = xb_fail(err, XABAR_ERECORD, "a table without a title or a text: which of its columns %s is the text? say it with "
	                 "--map title=NAME,body=NAME", names.len ? names.ptr : "");
	xb_buf_release(&names);
	return status;
}

static bool
is_title_or_body(const struct xb_csv_shape *shape)
{
	return shape->header && (shape->text || shape->weak_text);
}

/* The header's bytes, or, when they are not UTF-8, those of the rows after it, too, which say more of the encoding than a
 * few names do. */
static struct xb_str
header_bytes(struct xb_str head, size_t header_len)
{
	const char *newline = memrchr(head.ptr, '\n', head.len);

	if (xb_utf8_valid((struct xb_str){ head.ptr, header_len }) == header_len)
		head.len = header_len;
	else if (newline && (size_t)(newline - head.ptr) >= header_len)
		head.len = (size_t)(newline - head.ptr);
	return head;
}

static xabar_status
read_header(struct xb_csv_shape *shape, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_reader_state *state = ctx->state;
	struct xb_charset_found found;
	struct xb_str head, text;
	size_t header_len, start;
	xabar_status status = xb_input_window(&head, ctx->input, HEAD_BYTES, err);

	if (status != XABAR_OK)
		return status;
	head.len = head.len < HEAD_BYTES ? head.len : HEAD_BYTES;
	xb_csv_shape_find(shape, head, state->delimiters);
	state->dialect = shape->dialect;
	start = shape->start;
	head = xb_str_from(head, start);
	if (head.len == 0)
		return XABAR_OK;
	header_len = xb_csv_row_find(head, true, XB_CSV_QUOTED_MAX, &state->dialect).len;
	status = xb_charset_decode(&text, &found, ctx->charset, header_bytes(head, header_len), (struct xb_str){ 0 },
	                           ctx->arena, err);
	if (status != XABAR_OK)
		return status;
	xb_csv_shape_find(shape, text, (char[]){ state->dialect.delimiter, '\0' });
	status = read_names(state, text, shape->header, err);
	xb_buf_add(&state->header, head.ptr, shape->header ? header_len : 0);
	xb_input_consume(ctx->input, start + state->header.len);
	state->row = shape->header;
	return status;
}

static xabar_status
start(struct xb_record *record, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_csv_shape shape;
	xabar_status status = read_header(&shape, ctx, err), passed = XABAR_OK;

	if (status == XABAR_OK && ctx->state->columns && !is_title_or_body(&shape) && !ctx->mapped)
		status = fail_unnamed(ctx->state, err);
	if (status == XABAR_ERECORD)
		passed = pass_over(record, ctx, err);
	return passed == XABAR_OK ? status : passed;
}

/* ---- Records ---- */

static xabar_status
reject_wide(const struct xb_reader_state *state, size_t columns, xabar_error *err)
{
	return xb_fail(err, XABAR_ERECORD, "row %llu has %zu fields, %zu columns have a name: is a '%c' not in quotes?",
	               (unsigned long long)state->row, columns, state->columns,
	               state->dialect.delimiter == '\t' ? ' ' : state->dialect.delimiter);
}

/* Fields beyond the header's that are empty are nothing; if one is not, no field can be trusted to be what it seems. */
static xabar_status
fill_record(struct xb_record *record, struct xb_str row, struct xb_reader_context *ctx, xabar_error *err)
{
	const struct xb_reader_state *state = ctx->state;
	struct xb_csv_walk walk = { .row = row };
	struct xb_csv_field field;
	size_t beyond = 0;

	while (xb_csv_field_take(&field, &walk, &state->dialect)) {
		struct xb_str value = xb_csv_field_value(&field, &state->dialect, ctx->arena);

		if (!value.ptr)
			return xb_record_fail_full(ctx->arena, field.raw.len, err);
		if (value.len == 0)
			continue;
		if (walk.column > state->columns)
			beyond = walk.column;
		else if (!xb_record_add(record, ctx->arena, state->names[walk.column - 1], value))
			return xb_record_fail_full(ctx->arena, 0, err);
	}
	return beyond ? reject_wide(state, beyond, err) : XABAR_OK;
}

static xabar_status
csv_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_reader_state *state = ctx->state;
	xabar_status status = XABAR_OK;

	*record = (struct xb_record){ .offset = xb_input_offset(ctx->input) };
	record->end = record->offset;
	*more = true;
	if (!state->started) {
		state->started = true;
		status = start(record, ctx, err);
	}
	while (status == XABAR_OK) {
		struct xb_str bytes, text;
		bool too_long = false;

		record->offset = record->end = xb_input_offset(ctx->input);
		status = find_row(&bytes, &too_long, ctx, err);
		if (status != XABAR_OK)
			return status;
		state->row++;
		if (too_long)
			return reject_long(record, ctx, err);
		*more = bytes.len > 0;
		if (!*more)
			return XABAR_OK;
		xb_input_consume(ctx->input, bytes.len); /* the window stays where it is until it is next asked for */
		record->end = record->offset + bytes.len;
		if (xb_str_equal(bytes, xb_buf_view(&state->header))) {
			xb_note(ctx->notes, "repeated headers");
			continue;
		}
		status = xb_charset_decode(&text, &record->charset, ctx->charset,
		                           xb_csv_row_text(bytes, &state->dialect), (struct xb_str){ 0 }, ctx->arena, err);
		if (status == XABAR_OK)
			status = fill_record(record, text, ctx, err);
		if (status != XABAR_OK || record->npairs)
			return status;
	}
	return status;
}

static int
detect_with(struct xb_str head, const char *delimiters)
{
	struct xb_csv_shape shape;

	if (head.len == 0 || strchr("{[<", *head.ptr) || !xb_text_is_plain(head))
		return 0;
	xb_csv_shape_find(&shape, head, delimiters);
	return xb_csv_shape_score(&shape);
}

static int
csv_detect(struct xb_str head)
{
	return detect_with(head, ",;|");
}

static int
tsv_detect(struct xb_str head)
{
	return detect_with(head, "\t");
}

const struct xb_format xb_format_csv = {
	.name = "csv",
	.suffixes = ".csv",
	.help = "table: fields between commas, semicolons or bars, in quotes where needed; the first row names them",
	.detect = csv_detect,
	.open = csv_open,
	.close = csv_close,
	.next = csv_next,
};

const struct xb_format xb_format_tsv = {
	.name = "tsv",
	.suffixes = ".tsv .tab",
	.help = "table: fields between tabs, as databases dump them; the first row names them",
	.detect = tsv_detect,
	.open = tsv_open,
	.close = csv_close,
	.next = csv_next,
};
