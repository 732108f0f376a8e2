/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime_param.h"

#include <strings.h>

#include "mime_text.h"

struct xb_str
xb_mime_value(struct xb_str value)
{
	const char *semicolon = memchr(value.ptr, ';', value.len);

	return xb_str_trim((struct xb_str){ value.ptr, semicolon ? (size_t)(semicolon - value.ptr) : value.len });
}

/* Length up to a semicolon that is in no quoted string. */
static size_t
piece_len(struct xb_str s)
{
	bool quoted = false;
	size_t i = 0;

	for (; i < s.len && (quoted || s.ptr[i] != ';'); i++) {
		if (s.ptr[i] == '"')
			quoted = !quoted;
		else if (quoted && s.ptr[i] == '\\' && i + 1 < s.len)
			i++;
	}
	return i;
}

/* The value in a piece `name=value`, `name*1=value`, `name*=charset''value`; .ptr is NULL when it has another name. */
static struct xb_str
value_of(struct xb_str piece, const char *name, bool *escaped)
{
	size_t len = strlen(name);
	const char *equals = memchr(piece.ptr, '=', piece.len);
	struct xb_str key;

	*escaped = false;
	if (!equals)
		return (struct xb_str){ NULL, 0 };
	key = xb_str_trim((struct xb_str){ piece.ptr, (size_t)(equals - piece.ptr) });
	if (key.len < len || strncasecmp(key.ptr, name, len) != 0 || (key.len > len && key.ptr[len] != '*'))
		return (struct xb_str){ NULL, 0 };
	*escaped = key.len > len && key.ptr[key.len - 1] == '*';
	return xb_str_trim(xb_str_from(piece, (size_t)(equals + 1 - piece.ptr)));
}

/* Quotes and backslashes, or percent signs, undone. */
static size_t
add_value(char *out, struct xb_str value, bool escaped)
{
	bool quoted = value.len && *value.ptr == '"';
	size_t len = 0;

	for (size_t i = quoted; i < value.len; i++) {
		char c = value.ptr[i];

		if (quoted && c == '"')
			break;
		if (quoted && c == '\\' && i + 1 < value.len)
			c = value.ptr[++i];
		else if (escaped && c == '%' && i + 2 < value.len && xb_mime_hex(value.ptr[i + 1]) >= 0 &&
		         xb_mime_hex(value.ptr[i + 2]) >= 0) {
			c = (char)(xb_mime_hex(value.ptr[i + 1]) << 4 | xb_mime_hex(value.ptr[i + 2]));
			i += 2;
		}
		out[len++] = c;
	}
	return len;
}

/* After charset'language'. */
static struct xb_str
without_charset(struct xb_str value)
{
	const char *first = memchr(value.ptr, '\'', value.len), *second;
	size_t after;

	if (!first)
		return value;
	after = (size_t)(first + 1 - value.ptr);
	second = memchr(first + 1, '\'', value.len - after);
	return second ? xb_str_from(value, (size_t)(second + 1 - value.ptr)) : value;
}

struct xb_str
xb_mime_param(struct xb_str value, const char *name, struct xb_arena *arena)
{
	struct xb_str rest = xb_str_from(value, piece_len(value));
	char *out = NULL;
	size_t len = 0;

	while (rest.len) {
		struct xb_str piece = { rest.ptr + 1, piece_len(xb_str_from(rest, 1)) }, found;
		bool escaped;

		rest = xb_str_from(rest, 1 + piece.len);
		found = value_of(piece, name, &escaped);
		if (!found.ptr)
			continue;
		if (escaped && len == 0)
			found = without_charset(found);
		if (!out && !(out = xb_arena_alloc(arena, value.len + 1)))
			break;
		len += add_value(out + len, found, escaped);
	}
	return (struct xb_str){ out ? out : "", len };
}
