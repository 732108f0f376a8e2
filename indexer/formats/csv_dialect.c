/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "csv_dialect.h"

#include "normalize/field_names.h"

#define ROWS_MAX 64          /* that are looked at */
#define NAME_BYTES_MAX 80    /* of a column: longer ones are data */
#define NAME_WORDS_MAX 5

static bool
is_number(struct xb_str s)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] >= ' ' && s.ptr[i] < 'A')
		i++;
	return s.len && i == s.len;
}

/* Could it be a column's name? Numbers, dates, addresses and sentences are not. */
static bool
is_name(struct xb_str cell)
{
	size_t words = 1;

	for (size_t i = 0; i < cell.len; i++)
		words += cell.ptr[i] == ' ';
	return cell.len <= NAME_BYTES_MAX && words <= NAME_WORDS_MAX && !is_number(cell) &&
	       !memmem(cell.ptr, cell.len, "://", 3) && !(cell.len && strchr(".!?", cell.ptr[cell.len - 1]));
}

static void
note_name(struct xb_csv_shape *shape, struct xb_str name)
{
	const struct xb_field_name *row = xb_field_name_find(name);

	shape->known += row != NULL;
	for (; row; row = xb_field_name_next(row)) {
		bool text = row->field == XB_FIELD_TITLE || row->field == XB_FIELD_BODY;

		shape->text |= text && row->rank < 4; /* what is ranked lower is a guess at best */
		shape->weak_text |= text;
	}
}

/* Is the first row a header? It is when one of its names is known, else when none of its cells must be data. */
static void
look_at_header(struct xb_csv_shape *shape, struct xb_str row)
{
	struct xb_csv_walk walk = { .row = row };
	struct xb_csv_field field;
	bool names = true;

	shape->columns = shape->known = 0;
	shape->text = shape->weak_text = false;
	while (xb_csv_field_take(&field, &walk, &shape->dialect)) {
		struct xb_str cell = xb_str_trim(field.raw);

		shape->columns++;
		names = names && is_name(cell);
		note_name(shape, cell);
	}
	shape->header = names || (shape->known && 2 * shape->known >= shape->columns);
}

static void
look_at_row(struct xb_csv_shape *shape, struct xb_str row)
{
	struct xb_csv_walk walk = { .row = row };
	struct xb_csv_field field;
	size_t columns = 0;

	while (xb_csv_field_take(&field, &walk, &shape->dialect))
		columns++;
	shape->rows++;
	shape->even += columns == shape->columns;
}

/* Walk over the rows of the head; its last one may be cut off, and counts only when it is all there is. */
static void
look_at_rows(struct xb_csv_shape *shape, struct xb_str head)
{
	bool first = true;

	while (head.len && shape->rows < ROWS_MAX) {
		struct xb_csv_row row = xb_csv_row_find(head, first, XB_CSV_QUOTED_MAX, &shape->dialect);
		struct xb_str text = xb_csv_row_text((struct xb_str){ head.ptr, row.len }, &shape->dialect);

		if (row.len == 0)
			break;
		head = xb_str_from(head, row.len);
		if (xb_str_trim(text).len == 0)
			continue;
		if (first) {
			look_at_header(shape, text);
			shape->dialect.columns = shape->columns;
		} else {
			look_at_row(shape, text);
		}
		first = false;
	}
}

/* What the backslashes and quotes of the head are for. */
static void
look_at_escapes(struct xb_csv_dialect *dialect, struct xb_str head)
{
	size_t slashed = 0, other = 0, quoted = 0;

	for (size_t i = 0; i + 1 < head.len; i++) {
		char next = head.ptr[i + 1];

		if (head.ptr[i] == '"' && next == dialect->delimiter)
			quoted++;
		if (head.ptr[i] != '\\')
			continue;
		slashed += next == '"' && i + 2 < head.len && head.ptr[i + 2] != dialect->delimiter &&
		           head.ptr[i + 2] != '\r' && head.ptr[i + 2] != '\n';
		other += !memchr("tnrb0Z\\'\"N\t\n\r", next, 13);
		i++;
	}
	dialect->slashed_quotes = slashed && !memmem(head.ptr, head.len, "\"\"", 2);
	dialect->escapes = dialect->delimiter == '\t' && !other && !quoted;
}

/* Excel's first line "sep=;". */
static size_t
find_separator_line(char *delimiter, struct xb_str head)
{
	if (head.len < 6 || !xb_str_is_nocase((struct xb_str){ head.ptr, 4 }, "sep=") ||
	    (head.ptr[5] != '\r' && head.ptr[5] != '\n') || (unsigned char)head.ptr[4] >= 0x80)
		return 0;
	*delimiter = head.ptr[4];
	return 5;
}

static void
look_with(struct xb_csv_shape *shape, struct xb_str head, char delimiter)
{
	bool mac = !memchr(head.ptr, '\n', head.len) && memchr(head.ptr, '\r', head.len);

	shape->dialect = (struct xb_csv_dialect){ .delimiter = delimiter, .newline = mac ? '\r' : '\n', .quotes = true };
	look_at_escapes(&shape->dialect, head);
	look_at_rows(shape, head);
}

/* Known names count most, then columns that stay the same, then how many there are. */
static size_t
rank_of(const struct xb_csv_shape *shape)
{
	if (shape->columns < 2)
		return 0;
	return 10000 * shape->known + 100 * (shape->rows ? 90 * shape->even / shape->rows : 1) +
	       (shape->columns < 99 ? shape->columns : 99);
}

void
xb_csv_shape_find(struct xb_csv_shape *out, struct xb_str head, const char *delimiters)
{
	size_t start = xb_str_starts(head, "\xef\xbb\xbf") ? 3 : 0;
	char given[2] = "";

	while (start < head.len && (head.ptr[start] == '\n' || head.ptr[start] == '\r'))
		start++;
	start += find_separator_line(given, xb_str_from(head, start));
	while (start < head.len && (head.ptr[start] == '\n' || head.ptr[start] == '\r'))
		start++;
	head = xb_str_from(head, start);
	*out = (struct xb_csv_shape){ 0 };
	for (const char *d = *given ? given : delimiters; *d; d++) {
		struct xb_csv_shape shape = { .start = start };

		look_with(&shape, head, *d);
		if (d == delimiters || d == given || rank_of(&shape) > rank_of(out))
			*out = shape;
	}
}

int
xb_csv_shape_score(const struct xb_csv_shape *shape)
{
	bool steady = shape->rows && shape->even * 10 >= shape->rows * 9;
	size_t least = shape->dialect.delimiter == '\t' ? 2 : 3; /* prose has commas, too */

	if (shape->columns < 2 || !shape->header)
		return shape->columns >= least && shape->rows > 4 && steady ? 15 : 0;
	if (shape->rows && shape->even * 2 < shape->rows)
		return 0;
	if (shape->text && (shape->known > 1 || (steady && shape->rows > 1)))
		return 45 + 5 * (int)(shape->known < 4 ? shape->known : 4) + (steady ? 10 : 0);
	if (shape->weak_text && shape->known > 1 && steady)
		return 35;
	return shape->columns >= least && shape->rows > 2 && steady ? 15 : 0;
}
