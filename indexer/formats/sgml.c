/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sgml.h"

#include <stdlib.h>
#include <strings.h>

#include <utf8proc.h>

#define TAG_MAX 1024 /* bytes: what seems longer is none */

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

static bool
starts_at(struct xb_str text, size_t at, const char *what)
{
	return xb_str_starts(xb_str_from(text, at), what);
}

/* Past the section that begins at `at` and ends with `end`; the text's end when it does not. */
static size_t
skip_to(struct xb_str text, size_t at, const char *end)
{
	const char *p = memmem(text.ptr + at, text.len - at, end, strlen(end));

	return p ? (size_t)(p - text.ptr) + strlen(end) : text.len;
}

/* Read the tag whose '<' is at `at`. */
static bool
read_tag(struct xb_sgml_tag *tag, struct xb_str text, size_t at)
{
	size_t name = at + 1, end;
	const char *close;

	tag->closing = name < text.len && text.ptr[name] == '/';
	name += tag->closing;
	for (end = name; end < text.len && is_name_char(text.ptr[end]);)
		end++;
	if (end == name || (text.ptr[name] >= '0' && text.ptr[name] <= '9'))
		return false;
	close = memchr(text.ptr + end, '>', text.len - end < TAG_MAX ? text.len - end : TAG_MAX);
	if (!close || (text.ptr[end] != '>' && text.ptr[end] != '/' && (unsigned char)text.ptr[end] > ' '))
		return false;
	tag->start = at;
	tag->end = (size_t)(close - text.ptr) + 1;
	tag->name = (struct xb_str){ text.ptr + name, end - name };
	tag->attrs = (struct xb_str){ text.ptr + end, (size_t)(close - text.ptr) - end };
	return true;
}

bool
xb_sgml_tag_next(struct xb_sgml_tag *tag, struct xb_str text, size_t from)
{
	while (from < text.len) {
		const char *p = memchr(text.ptr + from, '<', text.len - from);

		if (!p)
			break;
		from = (size_t)(p - text.ptr);
		if (starts_at(text, from, "<![CDATA["))
			from = skip_to(text, from, "]]>");
		else if (starts_at(text, from, "<!--"))
			from = skip_to(text, from, "-->");
		else if (read_tag(tag, text, from))
			return true;
		else
			from++;
	}
	return false;
}

const struct xb_sgml_field *
xb_sgml_field_find(const struct xb_sgml_field *fields, size_t n, struct xb_str tag)
{
	for (size_t i = 0; i < n; i++)
		if (xb_str_is_nocase(tag, fields[i].tag))
			return &fields[i];
	return NULL;
}

struct xb_str
xb_sgml_attr(const struct xb_sgml_tag *tag, const char *name)
{
	struct xb_str s = tag->attrs;
	size_t len = strlen(name), i = 0;

	while (i < s.len) {
		size_t start, end, value;
		char quote;

		while (i < s.len && !is_name_char(s.ptr[i]))
			i++;
		for (start = i; i < s.len && is_name_char(s.ptr[i]);)
			i++;
		end = i;
		while (i < s.len && s.ptr[i] == ' ')
			i++;
		if (i == s.len || s.ptr[i] != '=')
			continue;
		for (i++; i < s.len && s.ptr[i] == ' ';)
			i++;
		quote = i < s.len && (s.ptr[i] == '"' || s.ptr[i] == '\'') ? s.ptr[i++] : '\0';
		for (value = i; i < s.len && (quote ? s.ptr[i] != quote : s.ptr[i] != ' ');)
			i++;
		if (end - start == len && strncasecmp(s.ptr + start, name, len) == 0)
			return xb_str_trim((struct xb_str){ s.ptr + value, i - value });
	}
	return (struct xb_str){ "", 0 };
}

static bool
is_paragraph(struct xb_str name)
{
	return xb_str_is_nocase(name, "p") || xb_str_is_nocase(name, "br") || xb_str_is_nocase(name, "tr");
}

/* What is between two tags: CDATA sections lose their marks. */
static size_t
add_between(char *out, struct xb_str text)
{
	size_t len = 0;

	for (size_t i = 0; i < text.len;) {
		if (starts_at(text, i, "<![CDATA["))
			i += 9;
		else if (starts_at(text, i, "]]>"))
			i += 3;
		else if (starts_at(text, i, "<!--"))
			i = skip_to(text, i, "-->");
		else
			out[len++] = text.ptr[i++];
	}
	return len;
}

struct xb_str
xb_sgml_text(struct xb_str markup, struct xb_arena *arena)
{
	struct xb_sgml_tag tag;
	size_t len = 0, from = 0;
	char *out;

	if (!memchr(markup.ptr, '<', markup.len))
		return markup;
	out = xb_arena_alloc(arena, markup.len);
	while (out && xb_sgml_tag_next(&tag, markup, from)) {
		len += add_between(out + len, (struct xb_str){ markup.ptr + from, tag.start - from });
		if (is_paragraph(tag.name)) {
			memcpy(out + len, "\n\n", 2); /* no tag is shorter than three bytes */
			len += 2;
		}
		from = tag.end;
	}
	if (out)
		len += add_between(out + len, xb_str_from(markup, from));
	return (struct xb_str){ out, len };
}

/* The character that a reference means, its length in *len; -1 when it is none. */
static utf8proc_int32_t
reference(struct xb_str s, size_t *len)
{
	static const struct { const char *name; char c; } names[] = {
		{ "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' }, { "&apos;", '\'' },
	};
	utf8proc_int32_t value = 0;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (xb_str_starts(s, names[i].name)) {
			*len = strlen(names[i].name);
			return names[i].c;
		}
	if (!xb_str_starts(s, "&#"))
		return -1;
	for (i = 2; i < s.len && i < 9 && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
		value = 10 * value + (s.ptr[i] - '0');
	if (i == 2 || i == s.len || s.ptr[i] != ';' || !utf8proc_codepoint_valid(value))
		return -1;
	*len = i + 1;
	return value;
}

struct xb_str
xb_sgml_resolve(struct xb_str text, struct xb_arena *arena)
{
	size_t len = 0;
	char *out;

	if (!memchr(text.ptr, '&', text.len))
		return text;
	out = xb_arena_alloc(arena, text.len);
	for (size_t i = 0; out && i < text.len;) {
		size_t skip = 1;
		utf8proc_int32_t c = text.ptr[i] == '&' ? reference(xb_str_from(text, i), &skip) : -1;

		if (c < 0)
			out[len++] = text.ptr[i];
		else if (c < ' ' && c != '\n' && c != '\t')
			out[len++] = ' ';
		else
			len += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)out + len);
		i += skip;
	}
	return (struct xb_str){ out, len };
}

static struct xb_str
cut_end(struct xb_str s, size_t len)
{
	return xb_str_trim((struct xb_str){ s.ptr, len });
}

struct xb_str
xb_dateline_place(struct xb_str dateline)
{
	struct xb_str s = xb_str_trim(dateline);
	const char *p;

	while (s.len && (s.ptr[s.len - 1] == '-' || s.ptr[s.len - 1] == ','))
		s = cut_end(s, s.len - 1);
	p = s.len && s.ptr[s.len - 1] == ')' ? memrchr(s.ptr, '(', s.len) : NULL; /* the agency */
	if (p)
		s = cut_end(s, (size_t)(p - s.ptr));
	p = memrchr(s.ptr, ',', s.len);
	if (p) { /* a date has a number */
		struct xb_str last = xb_str_from(s, (size_t)(p - s.ptr));

		for (size_t i = 0; i < last.len; i++)
			if (last.ptr[i] >= '0' && last.ptr[i] <= '9')
				return cut_end(s, (size_t)(p - s.ptr));
	}
	return s;
}

struct xb_str
xb_byline_name(struct xb_str byline)
{
	struct xb_str s = xb_str_trim(byline);

	return s.len > 3 && xb_str_is_nocase((struct xb_str){ s.ptr, 3 }, "by ") ? xb_str_trim(xb_str_from(s, 3)) : s;
}
