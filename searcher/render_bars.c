/* SPDX-License-Identifier: GPL-2.0-or-later */
/* render_bars.c - facets and the histogram for people: a line each value or bucket, with a bar as long as its count is high. */
#include <inttypes.h>
#include <stdio.h>
#include <utf8proc.h>

#include "render.h"
#include "text/unicode.h"

/* Where the terminal's width is not known. */
#define COLUMNS 80

/* The indent of lines, on a terminal that is not narrow: that has so many columns. */
#define INDENT 4
#define NARROW 40

/* Columns between the parts of a line. */
#define GAP 2

/* Columns that a bar has at the least, and on a terminal that is not narrow; and below which no label is cut for its sake. */
#define BAR_LEAST 3
#define BAR_FAIR 12
#define LABEL_LEAST 10

/* "100.0%" */
#define SHARE_COLUMNS 6

/* Buckets in a row that are empty, of what matches and of all else, are shown up to so many. */
#define EMPTY_SHOWN 31

/* One of the two is not NULL. */
struct table {
	const xabar_facet *facet;
	const xabar_histogram *histogram;
};

/* A line of it. */
struct row {
	const char *label;
	uint64_t count, of;
	bool bar;
};

/* How its lines are laid out, in columns. */
struct sheet {
	struct xb_buf *out;
	const xabar_rendering *rendering;
	struct table table;
	int indent, label, count, of; /* .of is 0 where that and the share are left out */
	int bar;                      /* the longest; 0: there are none */
	uint64_t most;                /* its count */
};

/* What is in no value or bucket comes last, without a bar. */
static size_t
count_rows(const struct table *table)
{
	return table->facet ? table->facet->nvalues + (table->facet->without > 0)
	                    : table->histogram->nbuckets + (table->histogram->undated.of > 0);
}

static struct row
row_at(const struct table *table, size_t i)
{
	const xabar_facet *facet = table->facet;
	const xabar_histogram *histogram = table->histogram;

	if (facet && i < facet->nvalues)
		return (struct row){ facet->values[i].value, facet->values[i].count, 0, true };
	if (facet)
		return (struct row){ "(none)", facet->without, 0, false };
	if (i < histogram->nbuckets)
		return (struct row){ histogram->buckets[i].key, histogram->buckets[i].count, histogram->buckets[i].of, true };
	return (struct row){ "undated", histogram->undated.count, histogram->undated.of, false };
}

/* What would move a terminal's cursor is a space. */
static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

static int
char_columns(uint32_t cp)
{
	return is_control(cp) ? 1 : utf8proc_charwidth((utf8proc_int32_t)cp);
}

static int
label_columns(const char *label)
{
	const char *end = label + strlen(label);
	int columns = 0;

	while (label < end)
		columns += char_columns(xb_utf8_next(&label, end));
	return columns;
}

static int
digits(uint64_t number)
{
	return snprintf(NULL, 0, "%" PRIu64, number);
}

static int
greater(int a, int b)
{
	return a > b ? a : b;
}

/* ---- Layout ---- */

static void
measure(struct sheet *sheet)
{
	for (size_t i = 0; i < count_rows(&sheet->table); i++) {
		const struct row row = row_at(&sheet->table, i);

		sheet->label = greater(sheet->label, label_columns(row.label));
		sheet->count = greater(sheet->count, digits(row.count));
		if (sheet->table.histogram)
			sheet->of = greater(sheet->of, digits(row.of));
		if (row.bar && row.count > sheet->most)
			sheet->most = row.count;
	}
}

/* The columns that are left for labels and bars. */
static int
room(const struct sheet *sheet, int columns)
{
	const int share = sheet->of ? (int)strlen(" of ") + sheet->of + GAP + SHARE_COLUMNS : 0;

	return columns - sheet->indent - GAP - sheet->count - share - GAP;
}

/* Where there is too little, figures are left out first, then labels are cut, then there are no bars. */
static void
lay_out(struct sheet *sheet)
{
	const int columns = sheet->rendering->columns ? (int)sheet->rendering->columns : COLUMNS;

	const int least = columns < NARROW ? BAR_LEAST : BAR_FAIR;

	measure(sheet);
	sheet->indent = columns < NARROW ? 0 : INDENT;
	if (sheet->label + BAR_FAIR > room(sheet, columns))
		sheet->of = 0;
	if (sheet->label > LABEL_LEAST && sheet->label + least > room(sheet, columns))
		sheet->label = greater(room(sheet, columns) - least, LABEL_LEAST);
	sheet->bar = room(sheet, columns) - sheet->label;
	if (sheet->bar >= BAR_LEAST)
		return;
	sheet->label = greater(1, sheet->label + (sheet->bar + GAP < 0 ? sheet->bar + GAP : 0));
	sheet->bar = 0;
}

/* ---- Lines ---- */

/* A label in its columns, cut if it has more. */
static void
add_label(const struct sheet *sheet, const char *label)
{
	const bool isolate = sheet->rendering->colour && xb_text_is_right_to_left(label); /* as in render_text.c */
	const char *at = label, *end = label + strlen(label);
	const int over = label_columns(label) - sheet->label;
	int left = sheet->label;

	xb_buf_printf(sheet->out, "%*s%s", sheet->indent, "", isolate ? "\xe2\x81\xa8" : "");
	while (at < end) {
		const char *from = at;
		const uint32_t cp = xb_utf8_next(&at, end);

		if (char_columns(cp) > left - (over > 0))
			break;
		left -= char_columns(cp);
		if (is_control(cp))
			xb_buf_add_char(sheet->out, ' ');
		else
			xb_buf_add(sheet->out, from, (size_t)(at - from));
	}
	if (over > 0)
		xb_buf_add_str(sheet->out, xb_str(sheet->rendering->blocks ? "…" : "~"));
	xb_buf_printf(sheet->out, "%s%*s", isolate ? "\xe2\x81\xa9" : "", left - (over > 0), "");
}

/* In eighths of a column, or where there are no block elements in whole ones; what is not 0 is seen. */
static void
add_bar(const struct sheet *sheet, uint64_t count)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	const unsigned parts = sheet->rendering->blocks ? 8 : 1;
	unsigned length = (unsigned)((double)count / (double)sheet->most * sheet->bar * parts + 0.5);

	if (!count || !sheet->bar)
		return;
	length = length ? length : 1;
	xb_buf_printf(sheet->out, "%*s", GAP, "");
	for (unsigned i = 0; i < length / parts; i++)
		xb_buf_add_str(sheet->out, xb_str(parts == 8 ? "█" : "#"));
	xb_buf_add_str(sheet->out, xb_str(eighths[length % parts]));
}

static void
add_row(const struct sheet *sheet, const struct row *row)
{
	add_label(sheet, row->label);
	xb_buf_printf(sheet->out, "%*s%*" PRIu64, GAP, "", sheet->count, row->count);
	if (sheet->of && row->of)
		xb_buf_printf(sheet->out, " of %*" PRIu64 "%*s%*.1f%%", sheet->of, row->of, GAP, "", SHARE_COLUMNS - 1,
		              100 * (double)row->count / (double)row->of);
	else if (sheet->of)
		xb_buf_printf(sheet->out, " of %*d", sheet->of, 0);
	if (row->bar)
		add_bar(sheet, row->count);
	xb_buf_add_char(sheet->out, '\n');
}

/* Buckets from the i-th on in which there is nothing at all. */
static size_t
count_empty(const xabar_histogram *histogram, size_t i)
{
	size_t n = 0;

	while (histogram && i + n < histogram->nbuckets && !histogram->buckets[i + n].of)
		n++;
	return n;
}

static void
add_table(struct xb_buf *out, struct table table, const xabar_rendering *rendering)
{
	struct sheet sheet = { .out = out, .rendering = rendering, .table = table };
	const size_t n = count_rows(&table);

	lay_out(&sheet);
	for (size_t i = 0; i < n; i++) {
		const struct row row = row_at(&table, i);
		const size_t empty = count_empty(table.histogram, i);

		if (empty > EMPTY_SHOWN) {
			xb_buf_printf(out, "%*s(%zu %ss empty)\n", sheet.indent, "", empty, table.histogram->interval);
			i += empty - 1;
		} else {
			add_row(&sheet, &row);
		}
	}
}

void
xb_render_bars(struct xb_buf *out, const xabar_results *results, const xabar_rendering *rendering)
{
	const char *bold = rendering->colour ? "\033[1m" : "", *end = rendering->colour ? "\033[0m" : "";

	for (size_t i = 0; results->total && i < results->nfacets; i++) {
		const xabar_facet *facet = &results->facets[i];

		xb_buf_printf(out, "%s%s%s%s", i ? "\n" : "", bold, facet->field, end);
		if (facet->nvalues < facet->distinct)
			xb_buf_printf(out, " (%zu of %" PRIu64 ")", facet->nvalues, facet->distinct);
		xb_buf_add_char(out, '\n');
		add_table(out, (struct table){ .facet = facet }, rendering);
	}
	if (!results->total || !results->histogram)
		return;
	xb_buf_printf(out, "%s%s%s%s\n", results->nfacets ? "\n" : "", bold, results->histogram->interval, end);
	add_table(out, (struct table){ .histogram = results->histogram }, rendering);
}
