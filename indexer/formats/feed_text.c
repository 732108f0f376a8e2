/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_text.h"

#include <strings.h>

#include "text/unicode.h"
#include "xml.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool
xb_feed_has_content(const xmlNode *node)
{
	for (const xmlNode *child = node->children; child; child = child->next) {
		const char *p = (const char *)child->content;

		if (child->type == XML_ELEMENT_NODE)
			return true;
		while (p && is_space(*p))
			p++;
		if (p && *p)
			return true;
	}
	return false;
}

static struct xb_str
checked(struct xb_feed_writer *writer, struct xb_str made)
{
	if (made.ptr)
		return made;
	writer->full = true;
	return (struct xb_str){ "", 0 };
}

struct xb_str
xb_feed_text(struct xb_feed_writer *writer, const xmlNode *node)
{
	return xb_str_trim(checked(writer, xb_xml_text(node, writer->arena)));
}

void
xb_feed_add(struct xb_feed_writer *writer, const char *name, struct xb_str text)
{
	if (!xb_record_add_text(writer->record, writer->arena, name, checked(writer, text)))
		writer->full = true;
}

static void
add_html(struct xb_feed_writer *writer, const char *name, struct xb_str html)
{
	if (html.len && !xb_record_add(writer->record, writer->arena, xb_str(name), html))
		writer->full = true;
}

/* ---- Content by its type ---- */

static int
base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* RFC 4648, 4; what is no digit is passed over. Empty when it is no text in UTF-8. */
static struct xb_str
base64_text(struct xb_feed_writer *writer, struct xb_str from)
{
	char *out = xb_arena_alloc(writer->arena, from.len / 4 * 3 + 3);
	uint32_t bits = 0;
	size_t len = 0, n = 0;

	if (!out)
		return checked(writer, (struct xb_str){ NULL, 0 });
	for (size_t i = 0; i < from.len && from.ptr[i] != '='; i++) {
		int value = base64_value(from.ptr[i]);

		if (value < 0)
			continue;
		bits = bits << 6 | (uint32_t)value;
		if (n++ % 4)
			out[len++] = (char)(bits >> (6 - 2 * ((n - 1) % 4)));
	}
	return xb_utf8_valid((struct xb_str){ out, len }) == len ? xb_str_trim((struct xb_str){ out, len })
	                                                         : (struct xb_str){ "", 0 };
}

enum kind { KIND_TEXT, KIND_HTML, KIND_OTHER };

static bool
has(struct xb_str s, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= s.len; i++)
		if (strncasecmp(s.ptr + i, word, len) == 0)
			return true;
	return false;
}

static enum kind
kind_of(struct xb_str type)
{
	if (!type.len || has(type, "html") || has(type, "xml"))
		return KIND_HTML;
	return has(type, "text") || has(type, "plain") || !memchr(type.ptr, '/', type.len) ? KIND_TEXT : KIND_OTHER;
}

bool
xb_feed_add_content(struct xb_feed_writer *writer, const char *name, const xmlNode *node)
{
	size_t before = writer->record->npairs;
	enum kind kind = kind_of(xb_xml_attr(node, "type", writer->arena));
	bool base64 = kind == KIND_OTHER || xb_str_is_nocase(xb_xml_attr(node, "mode", writer->arena), "base64");
	struct xb_str text;

	if (xb_xml_child(node, NULL)) {
		add_html(writer, name, checked(writer, xb_xml_markup(node, writer->arena)));
		return true;
	}
	text = xb_feed_text(writer, node);
	if (base64)
		text = base64_text(writer, text);
	if (kind == KIND_HTML)
		add_html(writer, name, text);
	else
		xb_feed_add(writer, name, text);
	return writer->record->npairs > before;
}

/* ---- People ---- */

static bool
in_address(char c)
{
	return !is_space(c) && !strchr("()<>[],;\"", c);
}

/* Where the first e-mail address is; .len 0 when there is none. */
static struct xb_str
find_address(struct xb_str text)
{
	const char *p = text.ptr, *end = p + text.len, *at;

	for (; p < end && (at = memchr(p, '@', (size_t)(end - p))); p = at + 1) {
		const char *from = at, *to = at + 1;

		while (from > p && in_address(from[-1]))
			from--;
		while (to < end && *to != '@' && in_address(*to))
			to++;
		if (from < at && memchr(at, '.', (size_t)(to - at)))
			return (struct xb_str){ from, (size_t)(to - from) };
	}
	return (struct xb_str){ text.ptr, 0 };
}

static struct xb_str
trim_marks(struct xb_str s)
{
	s = xb_str_trim(s);
	while (s.len && strchr("()<>[],;\"-", *s.ptr))
		s = xb_str_trim(xb_str_from(s, 1));
	while (s.len && strchr("()<>[],;\"-", s.ptr[s.len - 1]))
		s = xb_str_trim((struct xb_str){ s.ptr, s.len - 1 });
	return s;
}

/* "me@example.az (Aygün)", "Aygün <me@example.az>" → "Aygün". */
static struct xb_str
without_address(struct xb_str text)
{
	struct xb_str address = find_address(text), before, after;

	if (!address.len)
		return text;
	before = trim_marks((struct xb_str){ text.ptr, (size_t)(address.ptr - text.ptr) });
	after = trim_marks(xb_str_from(text, (size_t)(address.ptr - text.ptr) + address.len));
	return before.len ? before : after.len ? after : address;
}

void
xb_feed_add_person(struct xb_feed_writer *writer, const xmlNode *node)
{
	static const char *const parts[] = { "name", "Name", "email", "Email", "uri", "url", "homepage" };
	struct xb_str text = { "", 0 };

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts) && !text.len; i++)
		text = xb_feed_text(writer, xb_xml_child(node, parts[i]));
	add_html(writer, "byline", without_address(text.len ? text : xb_feed_text(writer, node)));
}
