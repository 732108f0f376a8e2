/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xml_tag.h"

#define QUOTED_MAX ((size_t)1 << 16) /* a quote whose fellow is further off is none */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool
is_name_char(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

struct xb_str
xb_xml_read_name(const char *p, const char *end)
{
	const char *start = p;

	if (p < end && is_name_start(*p))
		while (p < end && is_name_char(*p))
			p++;
	return (struct xb_str){ start, p - start <= XB_XML_NAME_MAX ? (size_t)(p - start) : 0 };
}

static const char *
skip_space(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

/* The value at *p, its quotes left out; *p moves past it. */
static struct xb_str
read_value(bool *mended, const char **p, const char *end)
{
	const char *start = *p, *close;
	size_t left = (size_t)(end - start);

	if (left && (*start == '"' || *start == '\'')) {
		close = memchr(start + 1, *start, left - 1 < QUOTED_MAX ? left - 1 : QUOTED_MAX);
		if (close) {
			*p = close + 1;
			return (struct xb_str){ start + 1, (size_t)(close - start) - 1 };
		}
		start++;
	}
	*mended = true;
	for (*p = start; *p < end && !is_space(**p) && **p != '>' && **p != '<';)
		++*p;
	return (struct xb_str){ start, (size_t)(*p - start) };
}

static void
keep(struct xb_xml_tag *tag, struct xb_xml_attribute attribute)
{
	if (tag->nattributes == XB_XML_ATTRIBUTES_MAX)
		return;
	for (size_t i = 0; i < tag->nattributes; i++)
		if (xb_str_equal(tag->attributes[i].name, attribute.name)) {
			tag->mended = true;
			return;
		}
	tag->attributes[tag->nattributes++] = attribute;
}

/* One attribute, whose name was read. */
static const char *
read_attribute(struct xb_xml_tag *tag, struct xb_str name, const char *end)
{
	struct xb_xml_attribute attribute = { name, { "", 0 } };
	const char *p = skip_space(name.ptr + name.len, end);

	if (p < end && *p == '=') {
		p = skip_space(p + 1, end);
		attribute.value = read_value(&tag->mended, &p, end);
	} else {
		tag->mended = true;
	}
	keep(tag, attribute);
	return p;
}

/* Past what is no attribute: a sign and what is written together with it, or a name that is too long. */
static const char *
skip_junk(bool *mended, const char *p, const char *end)
{
	*mended |= !is_space(*p) && *p != '/';
	if (!is_space(*p++))
		while (p < end && is_name_char(*p))
			p++;
	return p;
}

bool
xb_xml_read_tag(struct xb_xml_tag *tag, const char *p, const char *end)
{
	tag->name = xb_xml_read_name(p + 1, end);
	tag->nattributes = 0;
	tag->mended = false;
	p = tag->name.ptr + tag->name.len;
	if (!tag->name.len || (p < end && !is_space(*p) && *p != '/' && *p != '>'))
		return false;
	while (p < end && *p != '>') {
		struct xb_str name = xb_xml_read_name(p, end);

		if (*p == '<')
			return false;
		p = name.len ? read_attribute(tag, name, end) : skip_junk(&tag->mended, p, end);
	}
	tag->empty = p[-1] == '/';
	tag->mended |= p == end;
	tag->end = p < end ? p + 1 : p;
	return true;
}
