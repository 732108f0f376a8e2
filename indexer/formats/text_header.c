/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text_header.h"

#include "date.h"
#include "normalize/field_names.h"

#define KEY_MAX 40       /* bytes */
#define KEY_WORDS_MAX 4  /* "Date of first publication" */
#define VALUE_DATE_MAX 80

bool
xb_take_line(struct xb_str *text, struct xb_str *line)
{
	const char *newline;

	if (text->len == 0)
		return false;
	newline = memchr(text->ptr, '\n', text->len);
	*line = (struct xb_str){ text->ptr, newline ? (size_t)(newline - text->ptr) : text->len };
	*text = xb_str_from(*text, line->len + (newline != NULL));
	if (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

/* Letters of any script, digits after the first, spaces between a few words, and - _ . @ # for "dc-date", "@id". */
static bool
is_key(struct xb_str key)
{
	size_t words = 1;

	if (key.len == 0 || key.len > KEY_MAX)
		return false;
	for (size_t i = 0; i < key.len; i++) {
		unsigned char c = (unsigned char)key.ptr[i];
		bool letter = c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');

		words += c == ' ';
		if (!letter && !(i == 0 && c == '@') &&
		    !(i > 0 && (c == ' ' || c == '-' || c == '_' || c == '.' || (c >= '0' && c <= '9'))))
			return false;
	}
	return words <= KEY_WORDS_MAX;
}

static bool
colon_line(struct xb_header_line *out, struct xb_str line)
{
	const char *colon = memchr(line.ptr, ':', line.len < KEY_MAX + 2 ? line.len : KEY_MAX + 2);

	if (!colon)
		return false;
	out->key = xb_str_trim((struct xb_str){ line.ptr, (size_t)(colon - line.ptr) });
	out->value = xb_str_from(line, (size_t)(colon - line.ptr) + 1);
	out->colon = true;
	/* Not a time, nor a URL, nor a name such as dc:date, which has no space after its colon. */
	if (out->value.len && *out->value.ptr != ' ' && *out->value.ptr != '\t')
		return xb_field_name_find(out->key) && *out->value.ptr != '/' && is_key(out->key);
	out->value = xb_str_trim(out->value);
	return is_key(out->key);
}

static bool
space_line(struct xb_header_line *out, struct xb_str line)
{
	size_t end = 0;

	while (end < line.len && line.ptr[end] != ' ' && line.ptr[end] != '\t')
		end++;
	out->key = (struct xb_str){ line.ptr, end };
	out->value = xb_str_trim(xb_str_from(line, end));
	out->colon = false;
	return out->value.len && is_key(out->key) && xb_field_name_find(out->key);
}

bool
xb_header_line(struct xb_header_line *out, struct xb_str line)
{
	line = xb_str_trim(line);
	return colon_line(out, line) || space_line(out, line);
}

/* What a date begins with: a number of four digits or more, or of two parts ("20.05.2022", "10:54", "0000-99-99"). */
static bool
starts_like_date(struct xb_str value)
{
	size_t digits = 0;

	while (digits < value.len && value.ptr[digits] >= '0' && value.ptr[digits] <= '9')
		digits++;
	if (digits == 0 || digits == value.len)
		return digits >= 4;
	return digits >= 4 || (memchr("-./:", value.ptr[digits], 4) && digits + 1 < value.len &&
	                       value.ptr[digits + 1] >= '0' && value.ptr[digits + 1] <= '9');
}

static bool
is_date(struct xb_str value)
{
	static const struct xb_date_defaults none = { .lang = { "", 0 } };
	struct xb_date date;

	return value.len <= VALUE_DATE_MAX && (starts_like_date(value) || xb_date_parse(&date, value, &none));
}

enum { EVIDENCE_DATE = 1, EVIDENCE_TITLE = 2, EVIDENCE_ID = 4 };

static unsigned
evidence(const struct xb_header_line *line, const struct xb_field_name *name)
{
	unsigned kinds = 0;

	for (; name; name = xb_field_name_next(name)) {
		if (name->field == XB_FIELD_DATE && is_date(line->value))
			kinds |= EVIDENCE_DATE;
		else if (name->field == XB_FIELD_TITLE && line->colon && line->value.len)
			kinds |= EVIDENCE_TITLE;
		else if (name->field == XB_FIELD_ID && line->colon && line->value.len)
			kinds |= EVIDENCE_ID;
	}
	return kinds;
}

static bool
is_style(const struct xb_header_style *style, const struct xb_header_line *line)
{
	return line->colon == style->colon &&
	       xb_str_equal(line->key, (struct xb_str){ style->key, style->key_len });
}

bool
xb_header_block(struct xb_str block, const struct xb_header_style *first)
{
	struct xb_header_line line;
	struct xb_str raw;
	unsigned kinds = 0;
	bool same_style = true;

	for (size_t n = 0; xb_take_line(&block, &raw); n++) {
		const struct xb_field_name *name;

		if (!xb_header_line(&line, raw))
			return false;
		name = xb_field_name_find(line.key);
		if (n == 0 && !name)
			return false;
		if (n == 0 && first->key_len)
			same_style = is_style(first, &line);
		kinds |= evidence(&line, name);
	}
	return kinds && (same_style || (kinds & (kinds - 1)));
}

void
xb_header_style_set(struct xb_header_style *style, struct xb_str block)
{
	struct xb_header_line line;
	struct xb_str raw;

	if (!xb_take_line(&block, &raw) || !xb_header_line(&line, raw))
		return;
	style->key_len = line.key.len;
	memcpy(style->key, line.key.ptr, line.key.len);
	style->colon = line.colon;
}
