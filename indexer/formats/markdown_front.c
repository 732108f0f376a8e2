/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "markdown_front.h"

#include "json_pairs.h"
#include "json_scan.h"
#include "text_header.h"

#define DEPTH_MAX 8

/* ---- Where it is ---- */

/* From a line that is `mark` to the next one that is. YAML's may end with "...", too. */
static bool
find_between(struct xb_front *out, struct xb_str text, const char *mark)
{
	struct xb_str rest = text, line;

	if (!xb_take_line(&rest, &line) || !xb_str_is(xb_str_trim(line), mark))
		return false;
	out->inside = (struct xb_str){ rest.ptr, 0 };
	while (xb_take_line(&rest, &line)) {
		struct xb_str bare = xb_str_trim(line);

		if (xb_str_is(bare, mark) || (*mark == '-' && xb_str_is(bare, "..."))) {
			out->inside.len = (size_t)(line.ptr - out->inside.ptr);
			out->rest = rest;
			return true;
		}
	}
	return false;
}

/* An object over several lines (in one line it may be JSON Lines, damaged behind it), then a line end and a text that is no
 * JSON. */
static bool
find_json(struct xb_front *out, struct xb_str text)
{
	struct xb_json_scan scan = { 0 };
	struct xb_str rest;
	size_t len;

	if (text.len == 0 || *text.ptr != '{')
		return false;
	len = xb_json_scan(&scan, text);
	rest = xb_str_trim(xb_str_from(text, len));
	if (!scan.done || !memchr(text.ptr, '\n', len) || rest.len == 0 || !strchr("\r\n", text.ptr[len]) || strchr("{[,", *rest.ptr))
		return false;
	out->inside = (struct xb_str){ text.ptr, len };
	out->rest = rest;
	return true;
}

struct xb_front
xb_front_find(struct xb_str text)
{
	struct xb_front front = { .rest = text };

	if (find_between(&front, text, "---") && memchr(front.inside.ptr, ':', front.inside.len))
		front.kind = XB_FRONT_YAML;
	else if (find_between(&front, text, "+++") && memchr(front.inside.ptr, '=', front.inside.len))
		front.kind = XB_FRONT_TOML;
	else if (find_json(&front, text))
		front.kind = XB_FRONT_JSON;
	if (front.kind == XB_FRONT_NONE)
		front = (struct xb_front){ .rest = text };
	return front;
}

/* ---- What it says ---- */

struct member {
	size_t indent;
	struct xb_str key;
};

struct reading {
	struct xb_record *record;
	struct xb_arena *arena;
	struct xb_str lines;               /* what is left */
	struct member path[DEPTH_MAX];     /* the members that what is read next is within */
	size_t depth;
	bool unclosed;                     /* a bracket or a long string was: no more are looked for */
	bool full;
};

static struct xb_str
name_of(struct reading *r, struct xb_str key)
{
	size_t len = key.len, at = 0;
	char *made;

	if (r->depth == 0)
		return key;
	for (size_t i = 0; i < r->depth; i++)
		len += r->path[i].key.len + 1;
	made = xb_arena_alloc(r->arena, len);
	if (!made)
		return (struct xb_str){ NULL, 0 };
	for (size_t i = 0; i < r->depth; i++) {
		memcpy(made + at, r->path[i].key.ptr, r->path[i].key.len);
		at += r->path[i].key.len;
		if (key.len || i + 1 < r->depth)
			made[at++] = '.';
	}
	memcpy(made + at, key.ptr, key.len);
	return (struct xb_str){ made, at + key.len };
}

/* What is in quotes: in double ones the escapes that are common, in single ones '' (YAML 1.2, 7.3). */
static struct xb_str
unescape(struct reading *r, struct xb_str s, char quote)
{
	char *out = xb_arena_alloc(r->arena, s.len + 1);
	size_t len = 0;

	for (size_t i = 0; out && i < s.len; i++) {
		char c = s.ptr[i];

		if (quote == '\'') {
			i += c == quote;
		} else if (c == '\\' && i + 1 < s.len) {
			c = s.ptr[++i];
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		out[len++] = c;
	}
	return (struct xb_str){ out, len };
}

/* Where the quote is that closes the one at the front; s.len when it is not closed. */
static size_t
quoted_end(struct xb_str s)
{
	const char quote = *s.ptr;
	size_t end = 1;

	for (; end < s.len; end++) {
		bool doubled = quote == '\'' && end + 1 < s.len && s.ptr[end + 1] == quote;

		if (s.ptr[end] == quote && !doubled)
			break;
		end += s.ptr[end] == quote || (quote == '"' && s.ptr[end] == '\\');
	}
	return end < s.len ? end : s.len;
}

/* The value of a scalar as written. */
static struct xb_str
scalar(struct reading *r, struct xb_str s)
{
	const char *comment;

	s = xb_str_trim(s);
	if (s.len > 1 && (*s.ptr == '"' || *s.ptr == '\'') && quoted_end(s) < s.len) {
		const char quote = *s.ptr;

		s = (struct xb_str){ s.ptr + 1, quoted_end(s) - 1 };
		return memchr(s.ptr, quote == '"' ? '\\' : quote, s.len) ? unescape(r, s, quote) : s;
	}
	comment = memmem(s.ptr, s.len, " #", 2);
	if (comment)
		s = xb_str_trim((struct xb_str){ s.ptr, (size_t)(comment - s.ptr) });
	return xb_str_is(s, "null") || xb_str_is(s, "~") ? (struct xb_str){ "", 0 } : s;
}

static void
add(struct reading *r, struct xb_str key, struct xb_str value)
{
	struct xb_str name = name_of(r, key);

	if (!name.ptr || !value.ptr || (value.len && !xb_record_add(r->record, r->arena, name, value)))
		r->full = true;
}

/* "[a, 'b, c', d]": each of them. */
static void
add_list(struct reading *r, struct xb_str key, struct xb_str list)
{
	char quote = '\0';
	size_t start = 1;

	for (size_t i = 1; i < list.len && !r->full; i++) {
		char c = list.ptr[i];

		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == ',' || c == ']') {
			add(r, key, scalar(r, (struct xb_str){ list.ptr + start, i - start }));
			start = i + 1;
			if (c == ']')
				return;
		} else if ((c == '"' || c == '\'') && xb_str_trim((struct xb_str){ list.ptr + start, i - start }).len == 0) {
			quote = c;
		}
	}
	add(r, key, scalar(r, xb_str_from(list, start < list.len ? start : list.len)));
}

/* A list in brackets may go on over lines. */
static struct xb_str
whole_list(struct reading *r, struct xb_str first)
{
	const char *close = memchr(first.ptr, ']', first.len);
	struct xb_str line;

	if (!close && !r->unclosed)
		close = memchr(r->lines.ptr, ']', r->lines.len);
	r->unclosed |= !close;
	if (!close)
		return first;
	while (r->lines.len && r->lines.ptr <= close)
		xb_take_line(&r->lines, &line);
	return (struct xb_str){ first.ptr, (size_t)(close - first.ptr) + 1 };
}

static size_t
indent_of(struct xb_str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n;
}

/* Take the lines that are indented deeper than the key before them. */
static struct xb_str
take_deeper(struct reading *r, size_t indent)
{
	struct xb_str deeper = { r->lines.ptr, 0 }, rest = r->lines, line;

	while (xb_take_line(&rest, &line) && (xb_str_trim(line).len == 0 || indent_of(line) > indent)) {
		r->lines = rest;
		deeper.len = (size_t)(rest.ptr - deeper.ptr);
	}
	return deeper;
}

/* A text of several lines. Folded, its line ends are blanks, but empty lines stay. */
static struct xb_str
block_text(struct reading *r, size_t indent, bool folded)
{
	struct xb_str lines = take_deeper(r, indent), line;
	char *out = xb_arena_alloc(r->arena, lines.len + 1);
	size_t len = 0;

	while (out && xb_take_line(&lines, &line)) {
		line = xb_str_trim(line);
		memcpy(out + len, line.ptr, line.len);
		len += line.len;
		out[len++] = folded && line.len ? ' ' : '\n';
	}
	return (struct xb_str){ out, len };
}

/* A quoted or plain scalar goes on in the lines that are indented deeper and are no members. */
static bool
goes_on(struct reading *r, size_t indent)
{
	struct xb_str rest = r->lines, line, bare;
	const char *colon;

	if (!xb_take_line(&rest, &line))
		return false;
	bare = xb_str_trim(line);
	colon = memmem(bare.ptr, bare.len, ": ", 2);
	return bare.len && indent_of(line) > indent && !colon && bare.ptr[bare.len - 1] != ':' &&
	       !xb_str_starts(bare, "- ") && *bare.ptr != '#';
}

static void
add_value(struct reading *r, struct xb_str key, struct xb_str value, size_t indent)
{
	if (*value.ptr == '[') {
		add_list(r, key, whole_list(r, value));
	} else if (*value.ptr == '|' || (*value.ptr == '>' && value.len < 4)) {
		add(r, key, block_text(r, indent, *value.ptr == '>'));
	} else if (goes_on(r, indent)) {
		struct xb_str more = take_deeper(r, indent);

		add(r, key, scalar(r, (struct xb_str){ value.ptr, (size_t)(more.ptr + more.len - value.ptr) }));
	} else {
		add(r, key, scalar(r, value));
	}
}

/* "key: value", "key:"; not "http://". */
static bool
split_member(struct xb_str *key, struct xb_str *value, struct xb_str line, char mark)
{
	const char *colon = memchr(line.ptr, mark, line.len);
	size_t at;

	while (colon && mark == ':' && colon + 1 < line.ptr + line.len && colon[1] != ' ' && colon[1] != '\t')
		colon = memchr(colon + 1, mark, (size_t)(line.ptr + line.len - colon - 1));
	if (!colon || colon == line.ptr)
		return false;
	at = (size_t)(colon - line.ptr);
	*key = xb_str_trim((struct xb_str){ line.ptr, at });
	*value = xb_str_trim(xb_str_from(line, at + 1));
	if (key->len > 2 && strchr("\"'", *key->ptr) && key->ptr[key->len - 1] == *key->ptr)
		*key = (struct xb_str){ key->ptr + 1, key->len - 2 };
	return key->len > 0;
}

static void
read_yaml_line(struct reading *r, struct xb_str line)
{
	size_t indent = indent_of(line);
	struct xb_str bare = xb_str_trim(line), key, value;
	bool item = xb_str_starts(bare, "- ");

	while (r->depth && (item ? r->path[r->depth - 1].indent > indent : r->path[r->depth - 1].indent >= indent))
		r->depth--;
	if (item)
		bare = xb_str_trim(xb_str_from(bare, 2));
	if (bare.len == 0 || *bare.ptr == '#')
		return;
	if (item && (strchr("\"'", *bare.ptr) || !split_member(&key, &value, bare, ':')))
		add(r, (struct xb_str){ "", 0 }, scalar(r, bare));
	else if (!item && !split_member(&key, &value, bare, ':'))
		return;
	else if (value.len)
		add_value(r, key, value, indent + (item ? 1 : 0));
	else if (r->depth < DEPTH_MAX)
		r->path[r->depth++] = (struct member){ indent, key };
}

/* """...""": up to its end. */
static struct xb_str
long_string(struct reading *r, struct xb_str value)
{
	char mark[4] = { *value.ptr, *value.ptr, *value.ptr, '\0' };
	size_t left = r->unclosed ? value.len : (size_t)(r->lines.ptr + r->lines.len - value.ptr);
	const char *end = memmem(value.ptr + 3, left - 3, mark, 3);
	struct xb_str line;

	r->unclosed |= !end;
	while (end && r->lines.len && r->lines.ptr <= end)
		xb_take_line(&r->lines, &line);
	return (struct xb_str){ value.ptr + 3, end ? (size_t)(end - value.ptr) - 3 : value.len - 3 };
}

static void
read_toml_line(struct reading *r, struct xb_str line)
{
	struct xb_str bare = xb_str_trim(line), key, value;

	if (bare.len == 0 || *bare.ptr == '#')
		return;
	if (*bare.ptr == '[') {
		while (bare.len && (*bare.ptr == '[' || bare.ptr[bare.len - 1] == ']'))
			bare = *bare.ptr == '[' ? xb_str_from(bare, 1) : (struct xb_str){ bare.ptr, bare.len - 1 };
		r->depth = bare.len > 0;
		r->path[0] = (struct member){ 0, bare };
	} else if (split_member(&key, &value, bare, '=') && value.len) {
		if (xb_str_starts(value, "\"\"\"") || xb_str_starts(value, "'''"))
			add(r, key, long_string(r, value));
		else if (*value.ptr == '[')
			add_list(r, key, whole_list(r, value));
		else
			add(r, key, scalar(r, value));
	}
}

bool
xb_front_pairs(struct xb_record *record, const struct xb_front *front, struct xb_arena *arena)
{
	struct reading r = { .record = record, .arena = arena, .lines = front->inside };
	struct xb_str line;

	if (front->kind == XB_FRONT_JSON)
		return xb_json_pairs(record, front->inside, arena, NULL) != XABAR_ENOMEM;
	while (!r.full && xb_take_line(&r.lines, &line)) {
		if (front->kind == XB_FRONT_YAML)
			read_yaml_line(&r, line);
		else if (front->kind == XB_FRONT_TOML)
			read_toml_line(&r, line);
	}
	return !r.full;
}
