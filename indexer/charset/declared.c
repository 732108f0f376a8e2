/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "declared.h"

#include <strings.h>

#define LOOK_MAX 8192

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* What follows the first `word` (ASCII, any case) in `s`; .len 0 when it is not there. */
static struct xb_str
after(struct xb_str s, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= s.len; i++)
		if (strncasecmp(s.ptr + i, word, len) == 0)
			return xb_str_from(s, i + len);
	return (struct xb_str){ 0 };
}

/* The value in `= "value"`, `='value'` or `=value`. */
static struct xb_str
assigned(struct xb_str s)
{
	size_t i = 0, start;
	char quote = '\0';

	while (i < s.len && is_space(s.ptr[i]))
		i++;
	if (i == s.len || s.ptr[i] != '=')
		return (struct xb_str){ 0 };
	for (i++; i < s.len && is_space(s.ptr[i]);)
		i++;
	if (i < s.len && (s.ptr[i] == '"' || s.ptr[i] == '\''))
		quote = s.ptr[i++];
	for (start = i; i < s.len; i++)
		if (s.ptr[i] == '"' || s.ptr[i] == '\'' || s.ptr[i] == '>' ||
		    (!quote && (is_space(s.ptr[i]) || s.ptr[i] == ';' || s.ptr[i] == '/')))
			break;
	return xb_str_trim((struct xb_str){ s.ptr + start, i - start });
}

struct xb_str
xb_declared_xml(struct xb_str bytes)
{
	const char *end;

	if (xb_str_starts(bytes, "\xef\xbb\xbf"))
		bytes = xb_str_from(bytes, 3);
	bytes = xb_str_trim((struct xb_str){ bytes.ptr, bytes.len < LOOK_MAX ? bytes.len : LOOK_MAX });
	if (!xb_str_starts(bytes, "<?xml"))
		return (struct xb_str){ 0 };
	end = memchr(bytes.ptr, '>', bytes.len);
	if (!end)
		return (struct xb_str){ 0 };
	return assigned(after((struct xb_str){ bytes.ptr, (size_t)(end - bytes.ptr) }, "encoding"));
}

struct xb_str
xb_declared_html(struct xb_str bytes)
{
	struct xb_str found = xb_declared_xml(bytes), rest;

	rest = (struct xb_str){ bytes.ptr, bytes.len < LOOK_MAX ? bytes.len : LOOK_MAX };
	while (!found.len && (rest = after(rest, "<meta")).len) {
		const char *end = memchr(rest.ptr, '>', rest.len);
		struct xb_str tag = { rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len };

		found = assigned(after(tag, "charset"));
	}
	return found;
}

struct xb_str
xb_declared_type(struct xb_str content_type)
{
	struct xb_str rest = content_type, found = { 0 };

	while (!found.len && (rest = after(rest, "charset")).len)
		found = assigned(rest);
	return found;
}
