/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text_kind.h"

#include <ctype.h>

#include "headline.h"
#include "text_header.h"

/* ---- What is no prose ---- */

bool
xb_text_is_plain(struct xb_str head)
{
	size_t controls = 0;

	for (size_t i = 0; i < head.len; i++) {
		unsigned char c = (unsigned char)head.ptr[i];

		controls += c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1b;
	}
	return controls * 50 <= head.len;
}

#define LINES_MAX 400 /* that are looked at */
#define LINES_MIN 3   /* of fewer nothing is said */
#define WORD_MAX 64   /* bytes; scripts without spaces have longer lines */

/* Formats that are text, too: to index their markup would be worse than to refuse them. */
static bool
is_other_format(struct xb_str head)
{
	static const char *const magics[] = {
		"%PDF-", "%!PS", "{\\rtf", "WARC/", "filedesc://", "#!", "PK\x03\x04", "\x89PNG", "GIF8", "\x7f" "ELF",
	};

	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (xb_str_starts(head, magics[i]))
			return true;
	/* An element, a declaration or a comment: XML or HTML. */
	return head.len >= 2 && head.ptr[0] == '<' &&
	       (head.ptr[1] == '?' || head.ptr[1] == '!' || isalpha((unsigned char)head.ptr[1]));
}

static bool
ends_with_any(struct xb_str line, const char *chars)
{
	return line.len && strchr(chars, line.ptr[line.len - 1]);
}

static bool
has(struct xb_str line, const char *what)
{
	return memmem(line.ptr, line.len, what, strlen(what)) != NULL;
}

/* A list's line: one word or two, or numbers. A word that ends a sentence is none. */
static bool
is_item(struct xb_str line)
{
	size_t blanks = 0, letters = 0;

	for (size_t i = 0; i < line.len; i++) {
		blanks += line.ptr[i] == ' ';
		letters += (unsigned char)line.ptr[i] >= '@';
	}
	return letters == 0 || (line.len <= WORD_MAX && blanks < 2 && !ends_with_any(line, ".!?"));
}

/* "key: value" of a file of settings: small letters, and a short value. */
static bool
is_setting(struct xb_str line)
{
	size_t i = 0;

	if (xb_str_starts(line, "- "))
		line = xb_str_from(line, 2);
	while (i < line.len && ((line.ptr[i] >= 'a' && line.ptr[i] <= 'z') || line.ptr[i] == '_' || line.ptr[i] == '-'))
		i++;
	return i && i < line.len && line.len - i < WORD_MAX && line.ptr[i] == ':' &&
	       (i + 1 == line.len || line.ptr[i + 1] == ' ');
}

static bool
is_code(struct xb_str line)
{
	static const char *const begins[] = { "#include", "#define", "//", "/*", "*/", "import ", "def ", "@", "$", "}" };
	static const char *const within[] = { ":=", "$(", "()", "::", " == ", " != ", "->", "</" };

	if (ends_with_any(line, ";{}\\") || is_setting(line))
		return true;
	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++)
		if (xb_str_starts(line, begins[i]))
			return true;
	for (size_t i = 0; i < sizeof(within) / sizeof(*within); i++)
		if (has(line, within[i]))
			return true;
	return false;
}

bool
xb_text_is_prose(struct xb_str head)
{
	struct xb_str line;
	size_t n = 0, items = 0, tabbed = 0, code = 0, times = 0;

	if (is_other_format(head))
		return false;
	while (n < LINES_MAX && xb_take_line(&head, &line)) {
		line = xb_str_trim(line);
		if (line.len == 0)
			continue;
		n++;
		items += is_item(line);
		tabbed += memchr(line.ptr, '\t', line.len) != NULL;
		code += is_code(line);
		times += has(line, " --> "); /* of a subtitle */
	}
	return n < LINES_MIN || (items * 10 < n * 9 && tabbed * 2 < n && code * 10 < n * 4 && times < 2);
}

/* ---- Several dispatches ---- */

#define SEPARATOR_MIN 5
#define PARTS_MIN 3
#define PARTS_MAX 50 /* that are looked at */

bool
xb_text_separates(struct xb_str line, char separator)
{
	line = xb_str_trim(line);
	if (line.len < SEPARATOR_MIN || separator == '\f')
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] != separator)
			return false;
	return true;
}

/* The part at the front of the text, which goes past it. */
static struct xb_str
take_part(struct xb_str *text, char separator)
{
	struct xb_str part = { text->ptr, 0 }, line;
	const char *start = text->ptr;

	while (text->len) {
		const char *here = text->ptr;

		if (separator == '\f' && here > start && *here == '\f')
			break;
		xb_take_line(text, &line);
		if (xb_text_separates(line, separator))
			break;
		part.len = (size_t)(text->ptr - start);
	}
	return part;
}

static bool
begins_dispatch(struct xb_str part)
{
	static const struct xb_header_style none;
	struct xb_str title, body, rest = part, line, block;

	while (xb_take_line(&rest, &line) && xb_str_trim(line).len)
		;
	block = (struct xb_str){ part.ptr, (size_t)(rest.ptr - part.ptr) };
	return xb_header_block(xb_str_trim(block), &none) || xb_headline_split(&title, &body, part) == XB_HEADLINE_SURE;
}

static bool
separates_all(struct xb_str text, char separator)
{
	size_t parts = 0;

	while (text.len && parts < PARTS_MAX) {
		struct xb_str part = xb_str_trim(take_part(&text, separator));

		if (part.len == 0)
			continue;
		if (!begins_dispatch(part))
			return false;
		parts++;
	}
	return parts >= PARTS_MIN;
}

char
xb_text_separator(struct xb_str head)
{
	static const char marks[] = "\f=-*_#~+";
	char first[] = "\n\n";

	for (const char *mark = marks; *mark; mark++) {
		first[1] = *mark;
		if (memmem(head.ptr, head.len, first, 2) && separates_all(head, *mark))
			return *mark;
	}
	return '\0';
}
