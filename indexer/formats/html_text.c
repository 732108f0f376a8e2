/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_text.h"

#include "normalize/markup.h"
#include "text/unicode.h"

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Is the first byte of a character one of a letter's? U+0080 to U+00BF (C2) and U+2000 to U+2FFF (E2) hold none to speak of. */
static bool
is_letter_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c > 0xc2 && c != 0xe2);
}

/* Length of what is shaped like a reference, "&name;", at the start of `s`, or 0. */
static size_t
reference_len(struct xb_str s)
{
	size_t i = 1;

	while (i < s.len && i < 10 && (is_letter_byte((unsigned char)s.ptr[i]) || s.ptr[i] == '#'))
		i++;
	return i > 1 && i < s.len && s.ptr[i] == ';' ? i + 1 : 0;
}

size_t
xb_html_letters(struct xb_str source)
{
	size_t n = 0;

	for (size_t i = 0; i < source.len; i++) {
		size_t len = source.ptr[i] == '&' ? reference_len(xb_str_from(source, i)) : 0;

		if (len == 0) {
			n += is_letter_byte((unsigned char)source.ptr[i]);
			continue;
		}
		n += memcmp(source.ptr + i, "&nbsp;", 6) != 0;
		i += len - 1;
	}
	return n;
}

size_t
xb_html_digit(struct xb_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i], next = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;

		if ((c >= '0' && c <= '9') || (c == 0xd9 && next >= 0xa0 && next <= 0xa9) || (c == 0xdb && next >= 0xb0 && next <= 0xb9))
			return i;
	}
	return s.len;
}

/* Text being made, with a break to come before its next character. */
struct line {
	char *out;
	size_t len;
	char pending; /* '\0', ' ' or '\n' */
	bool as_is;   /* white space is text: <pre> */
};

static void
put(struct line *line, const char *bytes, size_t len)
{
	if (line->pending && line->len)
		line->out[line->len++] = line->pending;
	line->pending = '\0';
	memcpy(line->out + line->len, bytes, len);
	line->len += len;
}

static void
put_space(struct line *line)
{
	if (!line->pending)
		line->pending = ' ';
}

static void
put_code_point(struct line *line, uint32_t cp)
{
	char utf8[4];
	size_t len = xb_utf8_encode(utf8, cp);

	if (cp <= ' ' || cp == 0xa0)
		put_space(line);
	else
		put(line, utf8, len);
}

/* A character that is text as it stands: a single space between two such, too. */
static bool
is_plain(const struct line *line, struct xb_str s, size_t i)
{
	if (s.ptr[i] == '&' || s.ptr[i] == '\0')
		return false;
	return line->as_is || !is_space(s.ptr[i]) ||
	       (s.ptr[i] == ' ' && i && i + 1 < s.len && !is_space(s.ptr[i - 1]) && !is_space(s.ptr[i + 1]) && s.ptr[i + 1] != '&' &&
	        s.ptr[i - 1] != ';' && s.ptr[i + 1]);
}

static void
put_source(struct line *line, struct xb_str s)
{
	size_t i = 0;

	while (i < s.len) {
		size_t start = i, len;
		uint32_t cp;

		while (i < s.len && is_plain(line, s, i))
			i++;
		if (i > start)
			put(line, s.ptr + start, i - start);
		if (i == s.len)
			return;
		if (s.ptr[i] != '&') {
			put_space(line);
			i++;
		} else if ((cp = xb_markup_reference(xb_str_from(s, i), &len))) {
			put_code_point(line, cp);
			i += len;
		} else {
			put(line, "&", 1);
			i++;
		}
	}
}

/* A break is never longer than the tag that it comes from, nor a character than its reference. */
static size_t
room_for(const struct xb_html_tree *tree, uint32_t from, uint32_t to)
{
	size_t room = 1;

	for (uint32_t i = from; i < to; i++)
		room += (tree->nodes[i].tag == XB_HTML_TEXT ? tree->nodes[i].source.len : 0) + 1;
	return room;
}

struct xb_str
xb_html_text(const struct xb_html_tree *tree, uint32_t from, uint32_t to, struct xb_arena *arena)
{
	struct line line = {
		.out = xb_arena_alloc(arena, room_for(tree, from, to)),
		.as_is = tree->nodes[tree->nodes[from].parent].tag == XB_HTML_PRE,
	};

	for (uint32_t i = from; line.out && i < to; i++) {
		const struct xb_html_node *node = &tree->nodes[i];

		if (node->tag == XB_HTML_TEXT)
			put_source(&line, node->source);
		else if (node->tag == XB_HTML_BR)
			line.pending = '\n';
		else if (xb_html_traits[node->tag] & XB_HTML_NO_TEXT && i > from)
			i = node->end - 1;
		else if (xb_html_traits[node->tag] & XB_HTML_BLOCK)
			put_space(&line);
	}
	return (struct xb_str){ line.out, line.len };
}

struct xb_str
xb_html_value(struct xb_str source, struct xb_arena *arena)
{
	struct line line = { .out = xb_arena_alloc(arena, source.len + 1) };

	if (line.out)
		put_source(&line, source);
	return (struct xb_str){ line.out, line.len };
}

struct xb_str
xb_html_key(struct xb_str text, struct xb_arena *arena)
{
	const char *p = text.ptr, *end = text.ptr + text.len;
	char *out = xb_arena_alloc(arena, 4 * text.len + 1);
	size_t len = 0;

	while (out && p < end) {
		const char *start = p;
		const struct xb_char *known = xb_char(xb_utf8_next(&p, end));

		if (known->class != XB_CLASS_LETTER && known->class != XB_CLASS_DIGIT)
			continue;
		if (known->fold_len <= sizeof(known->fold)) {
			memcpy(out + len, known->fold, known->fold_len);
			len += known->fold_len;
		} else {
			memcpy(out + len, start, (size_t)(p - start));
			len += (size_t)(p - start);
		}
	}
	return (struct xb_str){ out, len };
}
