/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime_text.h"

#include <stdint.h>

/* Value of a base64 digit, 64 for '=', -1 for what is none. '-' and '_' are of the form for URLs (RFC 4648, 5). */
static int
digit64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : c == '=' ? 64 : -1;
}

size_t
xb_mime_base64(char *out, struct xb_str in)
{
	uint32_t bits = 0;
	int n = 0; /* of bits that are not out yet */
	size_t len = 0;

	for (size_t i = 0; i < in.len; i++) {
		int digit = digit64(in.ptr[i]);

		if (digit == 64) /* the end; another text in base64 may follow */
			n = 0;
		if (digit < 0 || digit == 64)
			continue;
		bits = bits << 6 | (uint32_t)digit;
		n += 6;
		if (n >= 8) {
			n -= 8;
			out[len++] = (char)(bits >> n);
		}
	}
	return len;
}

int
xb_mime_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "=D0" at the start of `s`, or -1. */
static int
escaped_byte(struct xb_str s)
{
	int high, low;

	if (s.len < 3 || *s.ptr != '=')
		return -1;
	high = xb_mime_hex(s.ptr[1]);
	low = xb_mime_hex(s.ptr[2]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* Length of a soft line break: '=', white space, the end of the line; 0 when it is none. */
static size_t
soft_break(struct xb_str s)
{
	size_t i = 1;

	while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t' || s.ptr[i] == '\r'))
		i++;
	return i == s.len ? i : s.ptr[i] == '\n' ? i + 1 : 0;
}

size_t
xb_mime_quoted(char *out, struct xb_str in)
{
	size_t len = 0;

	for (size_t i = 0; i < in.len;) {
		struct xb_str rest = xb_str_from(in, i);
		const char *equals = memchr(rest.ptr, '=', rest.len);
		size_t plain = equals ? (size_t)(equals - rest.ptr) : rest.len, skip;
		int byte;

		memcpy(out + len, rest.ptr, plain);
		len += plain;
		i += plain;
		rest = xb_str_from(rest, plain);
		if (rest.len == 0)
			break;
		byte = escaped_byte(rest);
		skip = byte < 0 ? soft_break(rest) : 3;
		if (byte >= 0 || skip == 0)
			out[len++] = byte >= 0 ? (char)byte : '=';
		i += skip ? skip : 1;
	}
	return len;
}

size_t
xb_mime_q(char *out, struct xb_str in)
{
	size_t len = 0;

	for (size_t i = 0; i < in.len; i++) {
		int byte = escaped_byte(xb_str_from(in, i));

		out[len++] = byte >= 0 ? (char)byte : in.ptr[i] == '_' ? ' ' : in.ptr[i];
		i += byte >= 0 ? 2 : 0;
	}
	return len;
}

struct xb_str
xb_mime_transfer(struct xb_str body, struct xb_str encoding, struct xb_arena *arena)
{
	bool base64 = xb_str_is_nocase(encoding, "base64");
	char *out;

	if (!base64 && !xb_str_is_nocase(encoding, "quoted-printable"))
		return body;
	out = xb_arena_alloc(arena, body.len + 1);
	if (!out)
		return (struct xb_str){ NULL, 0 };
	return (struct xb_str){ out, base64 ? xb_mime_base64(out, body) : xb_mime_quoted(out, body) };
}

/* A line of a flowed text. */
struct line {
	struct xb_str text; /* without quote marks, stuffed space and end */
	struct xb_str whole;
	size_t quotes;
	bool flows;         /* on into the next one */
};

static struct line
take_line(struct xb_str *rest)
{
	const char *newline = memchr(rest->ptr, '\n', rest->len);
	struct line line = { .whole = { rest->ptr, newline ? (size_t)(newline - rest->ptr) : rest->len } };

	*rest = xb_str_from(*rest, line.whole.len + (newline != NULL));
	if (line.whole.len && line.whole.ptr[line.whole.len - 1] == '\r')
		line.whole.len--;
	while (line.quotes < line.whole.len && line.whole.ptr[line.quotes] == '>')
		line.quotes++;
	line.text = xb_str_from(line.whole, line.quotes);
	if (line.text.len && *line.text.ptr == ' ')
		line.text = xb_str_from(line.text, 1);
	/* The mark before a signature is no line that flows (RFC 3676, 4.3). */
	line.flows = line.text.len && line.text.ptr[line.text.len - 1] == ' ' && !xb_str_is(line.text, "-- ");
	return line;
}

struct xb_str
xb_mime_unflow(struct xb_str text, bool delsp, struct xb_arena *arena)
{
	struct line last = { 0 };
	size_t len = 0;
	char *out = xb_arena_alloc(arena, text.len + 1);

	if (!out)
		return (struct xb_str){ NULL, 0 };
	while (text.len) {
		struct line line = take_line(&text);
		bool joined = last.flows && last.quotes == line.quotes;
		size_t marks = joined ? 0 : line.quotes;

		if (len && !joined)
			out[len++] = '\n';
		else if (joined && delsp)
			len--;
		memcpy(out + len, line.whole.ptr, marks);
		len += marks;
		memcpy(out + len, line.text.ptr, line.text.len);
		len += line.text.len;
		last = line;
	}
	return (struct xb_str){ out, len };
}
