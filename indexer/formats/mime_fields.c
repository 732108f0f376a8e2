/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime_fields.h"

static struct xb_str
take_line(struct xb_str *rest)
{
	const char *newline = memchr(rest->ptr, '\n', rest->len);
	struct xb_str line = { rest->ptr, newline ? (size_t)(newline - rest->ptr) : rest->len };

	*rest = xb_str_from(*rest, line.len + (newline != NULL));
	if (line.len && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

static bool
is_folded(struct xb_str rest)
{
	return rest.len && (*rest.ptr == ' ' || *rest.ptr == '\t');
}

/* Length of a name (RFC 5322, 2.2: printable ASCII but the colon), which a colon follows; 0 when there is none. Spaces
 * before the colon are of an older grammar (4.5). */
static size_t
name_len(struct xb_str line)
{
	size_t len = 0, colon;

	while (len < line.len && line.ptr[len] > ' ' && line.ptr[len] < 0x7f && line.ptr[len] != ':')
		len++;
	for (colon = len; colon < line.len && (line.ptr[colon] == ' ' || line.ptr[colon] == '\t'); colon++)
		;
	return colon < line.len && line.ptr[colon] == ':' ? len : 0;
}

/* A value and the lines that it goes on in: the ends of lines are taken out, the white space after them stays. */
static struct xb_str
unfold(struct xb_str first, struct xb_str *rest, struct xb_arena *arena)
{
	struct xb_str all = first, line;
	char *made;
	size_t len = first.len;

	while (is_folded(*rest)) {
		line = take_line(rest);
		all.len = (size_t)(line.ptr + line.len - all.ptr);
	}
	if (all.len == first.len)
		return first;
	made = xb_arena_alloc(arena, all.len);
	if (!made)
		return (struct xb_str){ NULL, 0 };
	memcpy(made, first.ptr, first.len);
	for (all = xb_str_from(all, first.len); all.len;) {
		line = take_line(&all);
		memcpy(made + len, line.ptr, line.len);
		len += line.len;
	}
	return (struct xb_str){ made, len };
}

static bool
add_field(struct xb_mime_fields *out, struct xb_str line, struct xb_str *rest, struct xb_arena *arena)
{
	size_t len = name_len(line);
	struct xb_mime_field *rows;
	struct xb_str value;

	value = unfold(xb_str_from(line, len), rest, arena);
	if (len == 0)
		return value.ptr != NULL;
	rows = xb_arena_grow(arena, out->rows, &out->cap, out->n + 1, sizeof(*rows));
	if (!rows || !value.ptr)
		return false;
	out->rows = rows;
	value = xb_str_trim(value);
	value = xb_str_trim(xb_str_from(value, 1));
	rows[out->n++] = (struct xb_mime_field){ { line.ptr, len }, value };
	return true;
}

bool
xb_mime_fields_read(struct xb_mime_fields *out, struct xb_str bytes, struct xb_arena *arena)
{
	struct xb_str rest = bytes;

	*out = (struct xb_mime_fields){ 0 };
	while (rest.len) {
		struct xb_str line = take_line(&rest);

		out->len = bytes.len - rest.len;
		if (line.len == 0)
			return true;
		if (!add_field(out, line, &rest, arena))
			return false;
	}
	out->len = bytes.len;
	return true;
}

struct xb_str
xb_mime_field(const struct xb_mime_fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->n; i++)
		if (xb_str_is_nocase(fields->rows[i].name, name))
			return fields->rows[i].value;
	return (struct xb_str){ "", 0 };
}

bool
xb_mime_number(uint64_t *out, struct xb_str digits)
{
	*out = 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
			return false;
		*out = *out * 10 + (uint64_t)(digits.ptr[i] - '0');
	}
	return digits.len > 0 && digits.len < 19;
}
