/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "table.h"

#include <inttypes.h>
#include <stdlib.h>

#include "text/unicode.h"

#define BOM "\xef\xbb\xbf"
#define ROW_MAX ((size_t)64 << 20)

/* ---- Opening ---- */

static char
find_delimiter(struct xb_str head)
{
	static const char candidates[] = ",;\t";
	const char *newline = memchr(head.ptr, '\n', head.len), *end = newline ? newline : head.ptr + head.len;
	size_t most = 0;
	char best = ',';

	for (const char *candidate = candidates; *candidate; candidate++) {
		bool quoted = false;
		size_t n = 0;

		for (const char *p = head.ptr; p < end; p++) {
			quoted ^= *p == '"';
			n += !quoted && *p == *candidate;
		}
		if (n > most) {
			most = n;
			best = *candidate;
		}
	}
	return best;
}

static xabar_status
look_at_head(struct xb_table *table, xabar_error *err)
{
	struct xb_str head;

	table->len = fread(table->head, 1, sizeof(table->head), table->file);
	if (ferror(table->file))
		return xb_fail_errno(err, "cannot read '%s'", table->name);
	head = xb_strn(table->head, table->len);
	if (xb_str_starts(head, "\xff\xfe") || xb_str_starts(head, "\xfe\xff")) {
		xb_fail(err, XABAR_EINVAL, "'%s' is UTF-16", table->name);
		return xb_hint(err, XABAR_EINVAL, "make it UTF-8: iconv -f UTF-16 -t UTF-8");
	}
	if (xb_str_starts(head, BOM))
		table->at = strlen(BOM);
	table->delimiter = find_delimiter(xb_strn(table->head + table->at, table->len - table->at));
	return XABAR_OK;
}

static xabar_status
begin(struct xb_table *out, const char *name, FILE *file, xabar_error *err)
{
	xabar_status status;

	*out = (struct xb_table){ .name = name, .file = file };
	xb_buf_init(&out->bytes, ROW_MAX);
	status = out->file ? look_at_head(out, err) : xb_fail_errno(err, "cannot open '%s'", name);
	if (status != XABAR_OK)
		xb_table_close(out);
	return status;
}

xabar_status
xb_table_open(struct xb_table *out, const char *name, xabar_error *err)
{
	return begin(out, name, strcmp(name, "-") == 0 ? stdin : fopen(name, "re"), err);
}

xabar_status
xb_table_open_bytes(struct xb_table *out, const char *name, struct xb_str bytes, xabar_error *err)
{
	return begin(out, name, fmemopen((char *)bytes.ptr, bytes.len, "r"), err);
}

void
xb_table_close(struct xb_table *table)
{
	if (table->file && table->file != stdin)
		fclose(table->file);
	table->file = NULL;
	xb_buf_release(&table->bytes);
	free(table->ends);
	table->ends = NULL;
}

/* ---- Reading ---- */

static inline int
next_byte(struct xb_table *table)
{
	return table->at < table->len ? (unsigned char)table->head[table->at++] : getc_unlocked(table->file);
}

static bool
end_cell(struct xb_table *table)
{
	if (table->ncells == table->cap) {
		const size_t cap = table->cap ? 2 * table->cap : 16;
		size_t *grown = reallocarray(table->ends, cap, sizeof(*grown));

		if (!grown)
			return false;
		table->ends = grown;
		table->cap = cap;
	}
	table->ends[table->ncells++] = table->bytes.len;
	return true;
}

static xabar_status
fail_unclosed(const struct xb_table *table, xabar_error *err)
{
	xb_fail(err, XABAR_EINVAL, "row %" PRIu64 " of '%s' has a quote that is not closed", table->row, table->name);
	return xb_hint(err, XABAR_EINVAL, "a cell that begins with \" ends with one; a \" within it is written twice");
}

/* A cell in quotes, of which the first is taken; *c is what follows the last. */
static xabar_status
read_quoted(int *c, struct xb_table *table, xabar_error *err)
{
	const size_t begin = table->bytes.len;

	while (table->bytes.len - begin <= XB_TABLE_CELL_MAX && (*c = next_byte(table)) != EOF) {
		if (*c == '"' && (*c = next_byte(table)) != '"')
			return XABAR_OK;
		xb_buf_add_char(&table->bytes, (char)*c);
	}
	return ferror(table->file) ? xb_fail_errno(err, "cannot read '%s'", table->name) : fail_unclosed(table, err);
}

static bool
ends_cell(const struct xb_table *table, int c)
{
	return c == EOF || c == '\n' || c == table->delimiter;
}

/* From the next byte on to the end of a cell, *c; what stands between the closing quote of a cell and its end is *stray. */
static xabar_status
read_cell(int *c, bool *stray, struct xb_table *table, xabar_error *err)
{
	const size_t begin = table->bytes.len;
	xabar_status status = XABAR_OK;
	bool quoted;

	*c = next_byte(table);
	quoted = *c == '"';
	if (quoted)
		status = read_quoted(c, table, err);
	for (; status == XABAR_OK && !ends_cell(table, *c); *c = next_byte(table)) {
		*stray |= quoted && *c != '\r';
		if (table->bytes.len - begin <= XB_TABLE_CELL_MAX) /* no query may be so long */
			xb_buf_add_char(&table->bytes, (char)*c);
	}
	if (*c == '\n' && table->bytes.len > begin && table->bytes.ptr[table->bytes.len - 1] == '\r')
		table->bytes.len--;
	return status == XABAR_OK && !end_cell(table) ? xb_fail_nomem(err) : status;
}

/* Whether all of the row can be used. */
static xabar_status
check_row(const struct xb_table *table, bool stray, xabar_error *err)
{
	const struct xb_str bytes = xb_buf_view(&table->bytes);
	bool valid = !memchr(bytes.ptr, '\0', bytes.len);

	if (stray) {
		xb_fail(err, XABAR_ERECORD, "row %" PRIu64 " of '%s' has text behind a closing quote", table->row, table->name);
		return xb_hint(err, XABAR_ERECORD, "a \" within a cell in quotes is written twice");
	}
	for (size_t i = 0; i < table->ncells; i++) {
		const struct xb_str cell = xb_table_cell(table, i);

		valid &= xb_utf8_valid(cell) == cell.len;
	}
	if (valid)
		return XABAR_OK;
	xb_fail(err, XABAR_ERECORD, "row %" PRIu64 " of '%s' is not UTF-8", table->row, table->name);
	return xb_hint(err, XABAR_ERECORD, "convert the file, as with iconv -f CP1251 -t UTF-8");
}

xabar_status
xb_table_next(bool *any, struct xb_table *table, xabar_error *err)
{
	bool stray = false;
	xabar_status status = XABAR_OK;
	int c = 0;

	*any = false;
	do {
		xb_buf_clear(&table->bytes);
		table->ncells = 0;
		table->row++;
		do
			status = read_cell(&c, &stray, table, err);
		while (status == XABAR_OK && c == table->delimiter);
	} while (status == XABAR_OK && c == '\n' && table->ncells == 1 && !table->bytes.len);
	if (status != XABAR_OK)
		return status;
	if (ferror(table->file))
		return xb_fail_errno(err, "cannot read '%s'", table->name);
	if (table->ncells == 1 && !table->bytes.len)
		return XABAR_OK;
	*any = true;
	status = xb_buf_status(&table->bytes, err);
	return status == XABAR_OK ? check_row(table, stray, err) : status;
}

struct xb_str
xb_table_cell(const struct xb_table *table, size_t i)
{
	const size_t begin = i ? table->ends[i - 1] : 0;

	return xb_strn(xb_buf_view(&table->bytes).ptr + begin, table->ends[i] - begin);
}
