/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json.h"

#include "text/unicode.h"

static void
add_escaped(struct xb_buf *out, unsigned char c)
{
	static const char letters[32] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r' };

	if (c == '"' || c == '\\')
		xb_buf_printf(out, "\\%c", c);
	else if (letters[c])
		xb_buf_printf(out, "\\%c", letters[c]);
	else
		xb_buf_printf(out, "\\u%04x", c);
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\';
}

/* Well-formed text. */
static void
add_text(struct xb_buf *out, struct xb_str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (is_plain((unsigned char)s.ptr[i]))
			continue;
		xb_buf_add(out, s.ptr + from, i - from);
		add_escaped(out, (unsigned char)s.ptr[i]);
		from = i + 1;
	}
	xb_buf_add(out, s.ptr + from, s.len - from);
}

void
xb_json_string(struct xb_buf *out, struct xb_str s)
{
	xb_buf_add_char(out, '"');
	while (s.len) {
		size_t valid = xb_utf8_valid(s);
		const char *p = s.ptr + valid, *end = s.ptr + s.len;

		add_text(out, xb_strn(s.ptr, valid));
		if (p < end) {
			xb_utf8_next(&p, end);
			xb_buf_add_str(out, xb_str("\xef\xbf\xbd"));
		}
		s = xb_strn(p, (size_t)(end - p));
	}
	xb_buf_add_char(out, '"');
}

void
xb_json_comma(struct xb_buf *out)
{
	if (out->len && out->ptr[out->len - 1] != '{' && out->ptr[out->len - 1] != '[')
		xb_buf_add_char(out, ',');
}

void
xb_json_key(struct xb_buf *out, const char *name)
{
	xb_json_comma(out);
	xb_json_string(out, xb_str(name));
	xb_buf_add_char(out, ':');
}

void
xb_json_member(struct xb_buf *out, const char *name, struct xb_str value)
{
	if (!value.len)
		return;
	xb_json_key(out, name);
	xb_json_string(out, value);
}
