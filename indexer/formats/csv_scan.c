/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A quote opens a field where the field begins with it, and closes it where a delimiter or the line's end follows. All
 * other quotes are doubtful, and each rule below takes the reading that costs the fewest rows. */
#include "csv_scan.h"

#include <stdint.h>

/* Bytes that are being looked through, from the beginning of a row. */
struct scan {
	const char *p;
	size_t len;
	bool last;         /* nothing follows them */
	size_t quoted_max;
	const struct xb_csv_dialect *dialect;
	size_t wasted;
};

#define MORE SIZE_MAX /* the answer lies beyond the bytes */

static size_t
find(const struct scan *s, size_t from, size_t to, char c)
{
	const char *at = from < to ? memchr(s->p + from, c, to - from) : NULL;

	return at ? (size_t)(at - s->p) : to;
}

/* An odd number of backslashes before it takes a character's meaning away. */
static bool
is_escaped(const struct scan *s, size_t from, size_t at)
{
	size_t n = 0;

	while (at - n > from && s->p[at - n - 1] == '\\')
		n++;
	return n % 2;
}

/* Where the delimiter or line end is that the quote at `quote` closes its field before: 0 when there is none. Blanks
 * between, as in "a" ,"b", belong to nothing. */
static size_t
closes_before(const struct scan *s, size_t quote)
{
	size_t i = quote + 1;

	while (i < s->len && s->p[i] == ' ')
		i++;
	if (i < s->len && s->p[i] == '\r' && s->dialect->newline == '\n') {
		if (i + 1 == s->len)
			return s->last ? i : MORE;
		return s->p[i + 1] == '\n' ? i : 0;
	}
	if (i == s->len)
		return s->last ? i : MORE;
	return s->p[i] == s->dialect->delimiter || s->p[i] == s->dialect->newline ? i : 0;
}

static bool
opens(const struct scan *s, size_t quote)
{
	char before = s->p[quote - 1];

	return before == s->dialect->delimiter || before == s->dialect->newline;
}

static size_t
count_delimiters(const struct scan *s, size_t from, size_t to)
{
	size_t n = 0;

	while ((from = find(s, from, to, s->dialect->delimiter)) < to) {
		from++;
		n++;
	}
	return n;
}

enum verdict { IN_QUOTES, NO_QUOTES, UNDECIDED };

/* A field that begins with a quote has another one at `stray`, which closes nothing: is it in a quoted field whose quotes
 * were not doubled ("He said "yes" to it",...), or is the field not quoted at all ("Ruslan" sails again,...)? What
 * quote comes next on the line tells: one that closes a field, or one that opens the next. If there is none, the field
 * is not quoted if its line then has as many fields as the header. */
static enum verdict
judge_stray(const struct scan *s, size_t stray, size_t column)
{
	size_t line_end = s->len, seen = stray;

	/* The line is not looked through further than to the quote that decides: it may have a million more. */
	for (size_t i = stray + 1; (i = find(s, i, s->len, '"')) < s->len; i++) {
		line_end = find(s, seen, i, s->dialect->newline);
		if (line_end < i)
			break;
		line_end = s->len;
		seen = i;
		if (i + 1 < s->len && s->p[i + 1] == '"')
			i++;
		else if (closes_before(s, i))
			return closes_before(s, i) == MORE ? UNDECIDED : IN_QUOTES;
		else if (opens(s, i))
			return NO_QUOTES;
	}
	if (line_end == s->len)
		line_end = find(s, seen, s->len, s->dialect->newline);
	if (line_end == s->len && !s->last)
		return UNDECIDED;
	if (s->dialect->columns && column + 1 + count_delimiters(s, stray, line_end) != s->dialect->columns)
		return IN_QUOTES;
	return NO_QUOTES;
}

/* The quote at `open` begins a field, the one at `stray` does not end it. Is it one all the same, with quotes in it?
 * Not when `stray` opens a field of a later line: then the one at `open` was never closed. */
static enum verdict
judge_later(const struct scan *s, size_t stray, size_t column, bool later_line, bool judged)
{
	if (later_line && opens(s, stray))
		return NO_QUOTES;
	return judged ? IN_QUOTES : judge_stray(s, stray, column);
}

/* Where the quote is that closes the field which the one at `open` begins: 0 when that one is a character as any other,
 * MORE when this is not known yet. */
static size_t
find_closing(struct scan *s, size_t open, size_t column)
{
	size_t limit = s->len - open > s->quoted_max ? open + s->quoted_max : s->len, i, seen = open;
	bool later_line = false, judged = false;

	for (i = open + 1; (i = find(s, i, limit, '"')) < limit; i++) {
		enum verdict verdict;
		size_t end;

		if (s->dialect->slashed_quotes && is_escaped(s, open + 1, i))
			continue;
		if (i + 1 < s->len && s->p[i + 1] == '"') {
			i++;
			continue;
		}
		end = closes_before(s, i);
		if (end)
			return end == MORE ? MORE : i;
		later_line = later_line || find(s, seen, i, s->dialect->newline) < i;
		seen = i;
		verdict = judge_later(s, i, column, later_line, judged);
		if (verdict == UNDECIDED)
			return MORE;
		if (verdict == NO_QUOTES)
			break;
		judged = true;
	}
	if (i >= limit && limit == s->len && !s->last)
		return MORE;
	s->wasted += i - open;
	return 0;
}

/* Where an unquoted field ends. */
static size_t
find_end(const struct scan *s, size_t from)
{
	const char delimiter = s->dialect->delimiter, newline = s->dialect->newline;

	for (size_t i = from; i < s->len; i++)
		if ((s->p[i] == delimiter || s->p[i] == newline) &&
		    !(s->dialect->escapes && is_escaped(s, from, i)))
			return i;
	return s->last ? s->len : MORE;
}

/* The end of the field at `pos`: its delimiter, its line's end or the end of all. *field gets what is in it. */
static size_t
field_end(struct xb_csv_field *field, struct scan *s, size_t pos, size_t column)
{
	size_t open = pos, close = 0, end;

	while (s->dialect->quotes && open < s->len && s->p[open] == ' ')
		open++;
	if (open == s->len && !s->last)
		return MORE;
	if (s->dialect->quotes && open < s->len && s->p[open] == '"')
		close = find_closing(s, open, column);
	if (close == MORE)
		return MORE;
	field->quoted = close > 0;
	end = close ? closes_before(s, close) : find_end(s, pos);
	if (end != MORE)
		field->raw = close ? (struct xb_str){ s->p + open + 1, close - open - 1 }
		                   : (struct xb_str){ s->p + pos, end - pos };
	return end;
}

/* Most rows have no quote: then the newline is what it seems. */
static size_t
find_plain_row(const struct scan *s)
{
	size_t end = find(s, 0, s->len, s->dialect->newline);

	while (end < s->len && s->dialect->escapes && is_escaped(s, 0, end))
		end = find(s, end + 1, s->len, s->dialect->newline);
	if (end == s->len && !s->last)
		return MORE;
	return s->dialect->quotes && find(s, 0, end, '"') < end ? 0 : end;
}

struct xb_csv_row
xb_csv_row_find(struct xb_str bytes, bool last, size_t quoted_max, const struct xb_csv_dialect *dialect)
{
	struct scan s = { .p = bytes.ptr, .len = bytes.len, .last = last, .quoted_max = quoted_max, .dialect = dialect };
	struct xb_csv_field field;
	size_t end = find_plain_row(&s);

	if (end == 0 && bytes.len && *bytes.ptr != dialect->newline) {
		for (size_t column = 0;; column++, end++) {
			end = field_end(&field, &s, end, column);
			if (end == MORE || end == s.len || s.p[end] != dialect->delimiter)
				break;
		}
		if (end < s.len && s.p[end] == '\r' && dialect->newline == '\n')
			end++;
	}
	if (end == MORE || (end == s.len && !last))
		return (struct xb_csv_row){ .wasted = s.wasted };
	return (struct xb_csv_row){ .len = end + (end < s.len), .wasted = s.wasted };
}

struct xb_str
xb_csv_row_text(struct xb_str row, const struct xb_csv_dialect *dialect)
{
	if (row.len && row.ptr[row.len - 1] == dialect->newline)
		row.len--;
	if (row.len && row.ptr[row.len - 1] == '\r')
		row.len--;
	return row;
}

bool
xb_csv_field_take(struct xb_csv_field *field, struct xb_csv_walk *walk, const struct xb_csv_dialect *dialect)
{
	struct scan s = { .p = walk->row.ptr, .len = walk->row.len, .last = true, .quoted_max = SIZE_MAX, .dialect = dialect };
	size_t end;

	if (walk->ended)
		return false;
	end = field_end(field, &s, walk->pos, walk->column);
	walk->ended = end == s.len;
	walk->pos = end + 1;
	walk->column++;
	return true;
}

static char
escaped(char c)
{
	switch (c) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 'b': /* a backspace, a NUL and a Control-Z are no text */
	case '0':
	case 'Z':
		return ' ';
	default:
		return c;
	}
}

/* What may stand after a backslash of these dumps. After others it is a character: "C:\docs". */
static bool
is_escape(char c)
{
	return memchr("tnrb0Z\\'\"\t\n\r", c, 12) != NULL;
}

static struct xb_str
unquote(const struct xb_csv_field *field, const struct xb_csv_dialect *dialect, struct xb_arena *arena)
{
	struct xb_str raw = field->raw;
	char *out = xb_arena_alloc(arena, raw.len);
	size_t len = 0;

	for (size_t i = 0; out && i < raw.len; i++) {
		bool pair = i + 1 < raw.len;

		if (field->quoted)
			i += pair && raw.ptr[i + 1] == '"' &&
			     (raw.ptr[i] == '"' || (dialect->slashed_quotes && raw.ptr[i] == '\\'));
		else if (pair && raw.ptr[i] == '\\' && is_escape(raw.ptr[i + 1])) {
			out[len++] = escaped(raw.ptr[++i]);
			continue;
		}
		out[len++] = raw.ptr[i];
	}
	return (struct xb_str){ out, out ? len : 0 };
}

struct xb_str
xb_csv_field_value(const struct xb_csv_field *field, const struct xb_csv_dialect *dialect, struct xb_arena *arena)
{
	struct xb_str raw = field->raw;

	if (!field->quoted && (xb_str_is(raw, "NULL") || xb_str_is(raw, "\\N")))
		return (struct xb_str){ "", 0 };
	if (field->quoted ? !memchr(raw.ptr, '"', raw.len) : !dialect->escapes || !memchr(raw.ptr, '\\', raw.len))
		return raw;
	return unquote(field, dialect, arena);
}
