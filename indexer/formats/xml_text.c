/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xml_text.h"

#include <libxml/HTMLparser.h> /* htmlEntityLookup: HTML's named references */
#include <strings.h>

#include "text/unicode.h"

/* An entity that the document defines stands for this many bytes at most. */
#define ENTITY_MAX 1024
#define REFERENCE_MAX 40

/* U+0080 to U+009F, which are controls, are what windows-1252 has there: so HTML reads &#128; to &#159; (WHATWG HTML,
 * 13.2.5.80), and so they come about when text in windows-1252 is taken for ISO 8859-1 and made UTF-8. */
static const uint16_t c1[32] = {
	0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

/* What stops the copying of text: controls; 0xc2, with which those above begin; 0xef, with which U+FFFE and U+FFFF do, that
 * are no characters of XML (XML 1.0, 2.2). */
enum { COPY, CONTROL, RETURN, MAYBE_C1, MAYBE_NONE };

static const unsigned char stops[256] = {
	[0 ... 8] = CONTROL, [0xb] = CONTROL, [0xc] = CONTROL, ['\r'] = RETURN, [0xe ... 0x1f] = CONTROL,
	[0xc2] = MAYBE_C1,   [0xef] = MAYBE_NONE,
};

static size_t
add_instead(struct xb_xml_text *text, uint32_t cp, size_t read)
{
	char utf8[4];

	xb_buf_add(&text->out, utf8, xb_utf8_encode(utf8, cp));
	text->mended = true;
	return read;
}

/* Add the character at `p`, at which copying has stopped, or what to have instead; returns the bytes read. */
static size_t
add_stop(struct xb_xml_text *text, const char *p, const char *end)
{
	const unsigned char *c = (const unsigned char *)p;
	size_t left = (size_t)(end - p);

	switch (stops[*c]) {
	case CONTROL:
		return add_instead(text, ' ', 1);
	case RETURN: /* XML 1.0, 2.11 */
		xb_buf_add_char(&text->out, '\n');
		return left > 1 && p[1] == '\n' ? 2 : 1;
	case MAYBE_C1:
		if (left > 1 && c[1] < 0xa0)
			return add_instead(text, c1[c[1] - 0x80], 2);
		break;
	case MAYBE_NONE:
		if (left > 2 && c[1] == 0xbf && c[2] >= 0xbe)
			return add_instead(text, 0xfffd, 3);
		break;
	}
	xb_buf_add_char(&text->out, *p);
	return 1;
}

/* Add text without references. */
static void
add_plain(struct xb_xml_text *text, const char *p, const char *end)
{
	while (p < end) {
		const char *start = p;

		while (p < end && !stops[(unsigned char)*p])
			p++;
		xb_buf_add(&text->out, start, (size_t)(p - start));
		if (p < end)
			p += add_stop(text, p, end);
	}
}

/* ---- References ---- */

static void
add_character(struct xb_xml_text *text, uint32_t cp)
{
	char utf8[4];
	size_t len;

	if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
		cp = 0xfffd;
	len = xb_utf8_encode(utf8, cp);
	add_plain(text, utf8, utf8 + len);
}

/* The digits of "&#8217;" or "&#x2019;"; false when they are none. */
static bool
read_number(uint32_t *cp, struct xb_str digits)
{
	uint32_t base = digits.len > 1 && (digits.ptr[0] | 0x20) == 'x' ? 16 : 10;

	*cp = 0;
	for (size_t i = base == 16; i < digits.len; i++) {
		char c = digits.ptr[i], low = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			*cp = *cp * base + (uint32_t)(c - '0');
		else if (base == 16 && low >= 'a' && low <= 'f')
			*cp = *cp * base + (uint32_t)(low - 'a' + 10);
		else
			return false;
		if (*cp > 0x10ffff)
			*cp = 0x110000;
	}
	return digits.len > 0;
}

static const struct xb_xml_entity *
find_own(const struct xb_xml_text *text, struct xb_str name)
{
	for (size_t i = 0; i < text->nentities; i++)
		if (xb_str_equal(text->entities[i].name, name))
			return &text->entities[i];
	return NULL;
}

/* The character that an entity of XML or HTML stands for, or 0. */
static uint32_t
find_named(struct xb_xml_text *text, struct xb_str name)
{
	static const struct { const char *name; char c; } predefined[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
	};
	char room[REFERENCE_MAX];
	const htmlEntityDesc *html;

	for (size_t i = 0; i < sizeof(predefined) / sizeof(*predefined); i++)
		if (xb_str_is(name, predefined[i].name))
			return (uint32_t)predefined[i].c;
	memcpy(room, name.ptr, name.len);
	room[name.len] = '\0';
	html = htmlEntityLookup((const xmlChar *)room);
	text->mended |= html && !text->doctype;
	return html ? html->value : 0;
}

/* The document's own entities never stand for one another, so that they cannot multiply. */
static size_t add_reference(struct xb_xml_text *text, struct xb_str s, bool own);

static void
add_text(struct xb_xml_text *text, struct xb_str s, bool own)
{
	while (s.len) {
		const char *amp = memchr(s.ptr, '&', s.len);
		size_t run = amp ? (size_t)(amp - s.ptr) : s.len;

		add_plain(text, s.ptr, s.ptr + run);
		s = xb_str_from(s, run);
		if (amp)
			s = xb_str_from(s, add_reference(text, s, own));
	}
}

/* Add what the reference that `s` begins with stands for; returns the bytes read, 1 when it is none. */
static size_t
add_reference(struct xb_xml_text *text, struct xb_str s, bool own)
{
	const char *semicolon = memchr(s.ptr, ';', s.len < REFERENCE_MAX ? s.len : REFERENCE_MAX);
	struct xb_str name = { s.ptr + 1, semicolon && semicolon - s.ptr > 1 ? (size_t)(semicolon - s.ptr) - 1 : 0 };
	const struct xb_xml_entity *entity = own ? find_own(text, name) : NULL;
	uint32_t cp = 0;

	if (name.len && (*name.ptr == '#' ? read_number(&cp, xb_str_from(name, 1)) : (cp = find_named(text, name)) != 0)) {
		add_character(text, cp);
	} else if (entity && entity->value.len <= text->expand_left) {
		text->expand_left -= entity->value.len;
		add_text(text, entity->value, false);
	} else {
		xb_buf_add_char(&text->out, '&');
		text->mended = true;
		return 1;
	}
	return name.len + 2;
}

void
xb_xml_add_text(struct xb_xml_text *text, struct xb_str s)
{
	add_text(text, s, true);
}

void
xb_xml_add_cdata(struct xb_xml_text *text, struct xb_str s)
{
	add_plain(text, s.ptr, s.ptr + s.len);
}

/* ---- The document type ---- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_space(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

/* What follows "<!ENTITY": a name and a quoted value; parameter entities and external ones are passed over. */
static void
read_entity(struct xb_xml_text *text, const char *p, const char *end)
{
	const char *name = p = skip_space(p, end), *name_end, *value, *close;

	while (p < end && !is_space(*p) && *p != '>' && *p != '%')
		p++;
	name_end = p;
	p = skip_space(p, end);
	if (p == end || (*p != '"' && *p != '\'') || name == name_end)
		return;
	value = p + 1;
	close = memchr(value, *p, (size_t)(end - value) < ENTITY_MAX ? (size_t)(end - value) : ENTITY_MAX);
	if (close && text->nentities < XB_XML_ENTITIES_MAX)
		text->entities[text->nentities++] = (struct xb_xml_entity){
			{ name, (size_t)(name_end - name) }, { value, (size_t)(close - value) }
		};
}

static bool
begins(const char *p, const char *end, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(end - p) >= len && memcmp(p, word, len) == 0;
}

/* Past what is at `p` in an internal subset: a quoted string, a comment, or one byte. */
static const char *
skip_one(const char *p, const char *end)
{
	const char *close;

	if (*p == '"' || *p == '\'') {
		close = memchr(p + 1, *p, (size_t)(end - p) - 1);
		return close ? close + 1 : end;
	}
	if (!begins(p, end, "<!--"))
		return p + 1;
	close = memmem(p + 4, (size_t)(end - p) - 4, "-->", 3);
	return close ? close + 3 : end;
}

size_t
xb_xml_read_doctype(struct xb_xml_text *text, struct xb_str s)
{
	const char *p = s.ptr + strlen("<!DOCTYPE"), *end = s.ptr + s.len, *first;
	bool subset = false;

	text->doctype = true;
	while (p < end) {
		if (!subset && (*p == '>' || *p == '<'))
			return (size_t)(p - s.ptr) + (*p == '>');
		if (*p == '[' || *p == ']')
			subset = *p == '[';
		else if (subset && begins(p, end, "<!ENTITY"))
			read_entity(text, p + strlen("<!ENTITY"), end);
		p = subset ? skip_one(p, end) : p + 1;
	}
	/* It has no end: lose as little as can be. */
	text->mended = true;
	first = memchr(s.ptr, '>', s.len);
	return first ? (size_t)(first - s.ptr) + 1 : s.len;
}
