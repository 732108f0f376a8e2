/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "batch_line.h"

#include <inttypes.h>
#include <stdio.h>

#include "json.h"
#include "render.h"

static void
add_number(struct xb_buf *out, uint64_t number)
{
	xb_buf_printf(out, "%" PRIu64, number);
}

static void
add_row(struct xb_buf *out, const struct xb_batch_line *line)
{
	add_number(out, line->row);
}

static void
add_query(struct xb_buf *out, const struct xb_batch_line *line)
{
	xb_buf_add_str(out, line->query);
}

static void
add_id(struct xb_buf *out, const struct xb_batch_line *line)
{
	xb_buf_add_str(out, line->dispatch->text[XB_FIELD_ID]);
}

static void
add_date(struct xb_buf *out, const struct xb_batch_line *line)
{
	char date[XB_DATE_TEXT_MAX];

	if (line->dispatch->date.precision != XB_DATE_NONE)
		xb_buf_add(out, date, xb_date_format(date, &line->dispatch->date));
}

static void
add_source(struct xb_buf *out, const struct xb_batch_line *line)
{
	xb_buf_add_str(out, line->dispatch->text[XB_FIELD_SOURCE]);
}

static void
add_lang(struct xb_buf *out, const struct xb_batch_line *line)
{
	xb_buf_add_str(out, line->dispatch->text[XB_FIELD_LANG]);
}

static void
add_headline(struct xb_buf *out, const struct xb_batch_line *line)
{
	xb_buf_add_str(out, xb_dispatch_headline(line->dispatch));
}

static void
add_form(struct xb_buf *out, const struct xb_batch_line *line)
{
	xb_buf_add_str(out, line->mention->form);
}

static void
add_field(struct xb_buf *out, const struct xb_batch_line *line)
{
	if (line->mention->field)
		xb_buf_add_str(out, xb_str(line->mention->field->name));
}

static void
add_begin(struct xb_buf *out, const struct xb_batch_line *line)
{
	if (line->mention->field)
		add_number(out, line->mention->begin);
}

static void
add_end(struct xb_buf *out, const struct xb_batch_line *line)
{
	if (line->mention->field)
		add_number(out, line->mention->end);
}

static void
add_places(struct xb_buf *out, const struct xb_batch_line *line)
{
	add_number(out, line->mention->places);
}

static void
add_sentence(struct xb_buf *out, const struct xb_batch_line *line)
{
	xb_buf_add_str(out, line->mention->sentence);
}

/* The first two are what a batch goes on by. */
static const struct column {
	const char *name;
	void (*add)(struct xb_buf *out, const struct xb_batch_line *line);
	bool number;
} columns[] = {
	{ "row", add_row, true },       { "query", add_query, false },   { "id", add_id, false },
	{ "date", add_date, false },    { "source", add_source, false }, { "lang", add_lang, false },
	{ "headline", add_headline, false }, { "form", add_form, false },   { "field", add_field, false },
	{ "begin", add_begin, true },   { "end", add_end, true },        { "places", add_places, true },
	{ "sentence", add_sentence, false },
};

#define NCOLUMNS (sizeof(columns) / sizeof(*columns))
#define NSTART 2

/* One line, with single spaces, of what may be several. */
static void
make_one_line(struct xb_buf *buf)
{
	size_t to = 0;

	for (size_t i = 0; i < buf->len; i++) {
		const bool space = buf->ptr[i] == ' ' || (buf->ptr[i] >= '\t' && buf->ptr[i] <= '\r');

		if (!space)
			buf->ptr[to++] = buf->ptr[i];
		else if (to && buf->ptr[to - 1] != ' ')
			buf->ptr[to++] = ' ';
	}
	buf->len = to;
}

/* The first `n` columns. */
static void
add_columns(struct xb_buf *out, struct xb_buf *value, const struct xb_batch_line *line, size_t n, xabar_format format)
{
	const bool json = format == XABAR_JSONL;

	if (json)
		xb_buf_add_char(out, '{');
	for (size_t i = 0; i < n; i++) {
		xb_buf_clear(value);
		columns[i].add(value, line);
		make_one_line(value);
		if (!json) {
			xb_buf_add_str(out, xb_str(i ? "," : ""));
			xb_render_csv_value(out, xb_buf_view(value));
		} else if (!columns[i].number) {
			xb_json_member(out, columns[i].name, xb_buf_view(value));
		} else if (value->len) {
			xb_json_key(out, columns[i].name);
			xb_buf_add_str(out, xb_buf_view(value));
		}
	}
}

void
xb_batch_line_header(struct xb_buf *out, xabar_format format)
{
	for (size_t i = 0; i < NCOLUMNS && format == XABAR_CSV; i++)
		xb_buf_printf(out, "%s%s", i ? "," : "", columns[i].name);
	if (format == XABAR_CSV)
		xb_buf_add_str(out, xb_str("\r\n"));
}

void
xb_batch_line_start(struct xb_buf *out, struct xb_buf *value, const struct xb_batch_line *line, xabar_format format)
{
	add_columns(out, value, line, NSTART, format);
}

void
xb_batch_line_whole(struct xb_buf *out, struct xb_buf *value, const struct xb_batch_line *line, xabar_format format)
{
	add_columns(out, value, line, NCOLUMNS, format);
	xb_buf_add_str(out, xb_str(format == XABAR_JSONL ? "}\n" : "\r\n"));
}

uint64_t
xb_batch_line_row(const char *text, xabar_format format)
{
	uint64_t row = 0;
	int len = 0;

	if (sscanf(text, format == XABAR_JSONL ? "{\"row\":%" SCNu64 ",%n" : "%" SCNu64 ",%n", &row, &len) < 1 || !len)
		return 0;
	return row;
}
