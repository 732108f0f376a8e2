/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tidy.h"

#include <stdint.h>

#define INDENT_MIN 2 /* columns that begin a paragraph */
#define TAB_COLUMNS 8

enum space {
	SPACE_NONE,
	SPACE_BLANK,     /* also a control: it must not glue the words at its sides together */
	SPACE_LINE,
	SPACE_PARAGRAPH,
};

/* What the character at text.ptr[i] is, and its length in *len. C1 controls and U+00A0 are C2 80..A0; line and
 * paragraph separators are E2 80 A8 and A9. */
static enum space
space_at(struct xb_str text, size_t i, size_t *len)
{
	unsigned char c = (unsigned char)text.ptr[i];

	*len = 1;
	if (c == '\n' || c == '\r' || c == '\v' || c == '\f') {
		*len += c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';
		return SPACE_LINE;
	}
	if (c <= ' ' || c == 0x7f)
		return SPACE_BLANK;
	if (c == 0xc2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] <= 0xa0) {
		*len = 2;
		return (unsigned char)text.ptr[i + 1] == 0x85 ? SPACE_LINE : SPACE_BLANK; /* NEL */
	}
	if (c == 0xe2 && i + 2 < text.len && (unsigned char)text.ptr[i + 1] == 0x80 &&
	    ((unsigned char)text.ptr[i + 2] | 1) == 0xa9) {
		*len = 3;
		return (unsigned char)text.ptr[i + 2] == 0xa8 ? SPACE_LINE : SPACE_PARAGRAPH;
	}
	return SPACE_NONE;
}

/* 1 for the bytes that space_at has to look at. */
static const unsigned char may_be_space[256] = {
	[0 ... ' '] = 1, [0x7f] = 1, [0xc2] = 1, [0xe2] = 1,
};

/* A run of white space: what it amounts to, and how far its last line is indented. */
struct run {
	size_t len;
	size_t lines;  /* line ends in it; a paragraph separator is two */
	size_t indent;
};

static struct run
run_at(struct xb_str text, size_t i)
{
	struct run run = { 0 };

	while (i + run.len < text.len) {
		size_t len;
		enum space space = space_at(text, i + run.len, &len);

		if (space == SPACE_NONE)
			break;
		if (space == SPACE_BLANK)
			run.indent += text.ptr[i + run.len] == '\t' ? TAB_COLUMNS : 1;
		else
			run.indent = 0;
		if (space != SPACE_BLANK)
			run.lines += space == SPACE_PARAGRAPH ? 2 : 1;
		run.len += len;
	}
	return run;
}

/* The next white space at or after `i` that may need tidying: a single space between two ASCII characters, which is
 * most of all white space, does not. text.ptr[i] is not after white space. */
static size_t
find_space(struct xb_str text, size_t i)
{
	size_t len;

	for (; i < text.len; i++) {
		if (!may_be_space[(unsigned char)text.ptr[i]])
			continue;
		if (text.ptr[i] == ' ' && i + 1 < text.len && !may_be_space[(unsigned char)text.ptr[i + 1]])
			continue;
		if (space_at(text, i, &len) != SPACE_NONE)
			break;
	}
	return i;
}

/* Copy `text` without white space at its ends, each run replaced by what `joint` makes of it, which is never longer. */
static struct xb_str
squeeze(struct xb_str text, struct xb_arena *arena, size_t margin, bool one_line)
{
	char *out = xb_arena_alloc(arena, text.len + 1);
	size_t len = 0, i = run_at(text, 0).len;

	if (!out)
		return (struct xb_str){ NULL, 0 };
	while (i < text.len) {
		size_t end = find_space(text, i);
		struct run run = run_at(text, end);

		memcpy(out + len, text.ptr + i, end - i);
		len += end - i;
		i = end + run.len;
		if (i >= text.len)
			break;
		if (one_line || run.lines == 0) {
			out[len++] = ' ';
		} else {
			out[len++] = '\n';
			if (run.lines > 1 || run.indent >= margin + INDENT_MIN)
				out[len++] = '\n';
		}
	}
	return (struct xb_str){ out, len };
}

/* Is there nothing to do: no white space but single spaces, none at the ends? */
static bool
is_tidy_line(struct xb_str text)
{
	size_t i = 0;

	if (run_at(text, 0).len)
		return false;
	while ((i = find_space(text, i)) < text.len) {
		if (text.ptr[i] != ' ' || i + 1 == text.len || run_at(text, i + 1).len)
			return false;
		i++;
	}
	return true;
}

struct xb_str
xb_tidy_line(struct xb_str text, struct xb_arena *arena)
{
	return is_tidy_line(text) ? text : squeeze(text, arena, 0, true);
}

/* The least indentation of the lines after the first (whose own is often lost on the way), paragraph's beginnings being
 * what is deeper than that. */
static size_t
find_margin(struct xb_str text)
{
	size_t margin = SIZE_MAX, first = run_at(text, 0).len;

	for (size_t i = find_space(text, first); i < text.len && margin;) {
		struct run run = run_at(text, i);

		if (run.lines && run.indent < margin && i + run.len < text.len)
			margin = run.indent;
		i = find_space(text, i + run.len);
	}
	return margin == SIZE_MAX ? 0 : margin;
}

struct xb_str
xb_tidy_paragraphs(struct xb_str text, struct xb_arena *arena)
{
	if (is_tidy_line(text))
		return text;
	return squeeze(text, arena, find_margin(text), false);
}
