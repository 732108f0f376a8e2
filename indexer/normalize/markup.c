/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Not a parser: a field's HTML is to become text, and for that a tag's name is all that counts. A tree is not needed,
 * and trees have a price: on "<b></p><b></p>..." libxml2's parser takes quadratic time, minutes for a few megabytes. Every
 * text is read here in linear time. */
#include "markup.h"

#include <libxml/HTMLparser.h> /* htmlEntityLookup: HTML's named references */
#include <stdint.h>
#include <stdlib.h>

#include "text/unicode.h"

/* What an element does to the text around it. */
enum effect {
	EFFECT_NONE,      /* inline: nothing */
	EFFECT_SPACE,     /* a table's cell: a space */
	EFFECT_LINE,
	EFFECT_PARAGRAPH,
	EFFECT_DROP,      /* nothing in it is text */
};

struct element {
	const char *name;
	enum effect effect;
	bool alone; /* often comes without an end tag, so that a start tag is proof enough of HTML */
};

/* The elements of HTML, sorted. A tag of another name is no tag to us: wires write <NGNA> for a company. */
static const struct element elements[] = {
	{ "a", EFFECT_NONE, false },                { "abbr", EFFECT_NONE, false },
	{ "address", EFFECT_PARAGRAPH, false },     { "applet", EFFECT_NONE, false },
	{ "area", EFFECT_NONE, true },              { "article", EFFECT_PARAGRAPH, false },
	{ "aside", EFFECT_PARAGRAPH, false },       { "audio", EFFECT_DROP, false },
	{ "b", EFFECT_NONE, false },                { "bdi", EFFECT_NONE, false },
	{ "big", EFFECT_NONE, false },              { "blink", EFFECT_NONE, false },
	{ "blockquote", EFFECT_PARAGRAPH, false },  { "body", EFFECT_PARAGRAPH, false },
	{ "br", EFFECT_LINE, true },                { "button", EFFECT_NONE, false },
	{ "caption", EFFECT_PARAGRAPH, false },     { "center", EFFECT_PARAGRAPH, false },
	{ "cite", EFFECT_NONE, false },             { "code", EFFECT_NONE, false },
	{ "col", EFFECT_NONE, true },               { "dd", EFFECT_LINE, false },
	{ "del", EFFECT_NONE, false },              { "div", EFFECT_PARAGRAPH, true },
	{ "dl", EFFECT_PARAGRAPH, false },          { "dt", EFFECT_LINE, false },
	{ "em", EFFECT_NONE, false },               { "embed", EFFECT_NONE, true },
	{ "figcaption", EFFECT_PARAGRAPH, false },  { "figure", EFFECT_PARAGRAPH, false },
	{ "font", EFFECT_NONE, false },             { "footer", EFFECT_PARAGRAPH, false },
	{ "form", EFFECT_PARAGRAPH, false },        { "frame", EFFECT_NONE, true },
	{ "frameset", EFFECT_NONE, false },         { "h1", EFFECT_PARAGRAPH, false },
	{ "h2", EFFECT_PARAGRAPH, false },          { "h3", EFFECT_PARAGRAPH, false },
	{ "h4", EFFECT_PARAGRAPH, false },          { "h5", EFFECT_PARAGRAPH, false },
	{ "h6", EFFECT_PARAGRAPH, false },          { "head", EFFECT_NONE, false },
	{ "header", EFFECT_PARAGRAPH, false },      { "hr", EFFECT_PARAGRAPH, true },
	{ "html", EFFECT_PARAGRAPH, false },        { "i", EFFECT_NONE, false },
	{ "iframe", EFFECT_DROP, false },           { "img", EFFECT_NONE, true },
	{ "input", EFFECT_NONE, true },             { "ins", EFFECT_NONE, false },
	{ "li", EFFECT_LINE, true },                { "link", EFFECT_NONE, true },
	{ "main", EFFECT_PARAGRAPH, false },        { "map", EFFECT_NONE, false },
	{ "mark", EFFECT_NONE, false },             { "marquee", EFFECT_NONE, false },
	{ "math", EFFECT_NONE, false },             { "meta", EFFECT_NONE, true },
	{ "nav", EFFECT_PARAGRAPH, false },         { "nobr", EFFECT_NONE, false },
	{ "noscript", EFFECT_NONE, false },         { "object", EFFECT_NONE, false },
	{ "ol", EFFECT_PARAGRAPH, false },          { "p", EFFECT_PARAGRAPH, true },
	{ "picture", EFFECT_NONE, false },          { "pre", EFFECT_PARAGRAPH, false },
	{ "q", EFFECT_NONE, false },                { "s", EFFECT_NONE, false },
	{ "script", EFFECT_DROP, false },           { "section", EFFECT_PARAGRAPH, false },
	{ "small", EFFECT_NONE, false },            { "source", EFFECT_NONE, true },
	{ "span", EFFECT_NONE, false },             { "strike", EFFECT_NONE, false },
	{ "strong", EFFECT_NONE, false },           { "style", EFFECT_DROP, false },
	{ "sub", EFFECT_NONE, false },              { "sup", EFFECT_NONE, false },
	{ "svg", EFFECT_DROP, false },              { "table", EFFECT_PARAGRAPH, false },
	{ "tbody", EFFECT_NONE, false },            { "td", EFFECT_SPACE, false },
	{ "template", EFFECT_DROP, false },         { "th", EFFECT_SPACE, false },
	{ "time", EFFECT_NONE, false },             { "title", EFFECT_DROP, false },
	{ "tr", EFFECT_LINE, false },               { "tt", EFFECT_NONE, false },
	{ "u", EFFECT_NONE, false },                { "ul", EFFECT_PARAGRAPH, false },
	{ "video", EFFECT_DROP, false },            { "wbr", EFFECT_NONE, true },
};

#define ELEMENTS (sizeof(elements) / sizeof(*elements))
#define NAME_MAX_LEN 31

static int
compare_element(const void *key, const void *row)
{
	return strcmp(key, ((const struct element *)row)->name);
}

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_source_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* A tag, a comment or a declaration, as written. */
struct markup {
	const char *start, *end;       /* its '<', and past its '>' */
	const struct element *element; /* NULL: nothing of it is text, and it does nothing */
	bool closing;
	bool lone_letter;              /* <P>, which may be a company's ticker */
};

struct search {
	const char *p, *end;
	const char *close;    /* the first '>' at or after p, once looked for: nothing is looked through twice */
	bool endless_comment; /* "-->" was looked for in vain */
};

/* Where a tag ends: after its '>', but not one in the quotes of an attribute's value. Those are seen for so many bytes
 * only: a text could be made of tags that all seem to be in each other's quotes. */
#define QUOTES_WITHIN 1024

static const char *
tag_end(const char *p, const struct search *search)
{
	const char *end = search->end - p > QUOTES_WITHIN ? p + QUOTES_WITHIN : search->end;

	while (p < end && *p != '>') {
		const char *fellow = NULL;

		if (*p == '=' && end - p > 2 && (p[1] == '"' || p[1] == '\''))
			fellow = memchr(p + 2, p[1], (size_t)(end - p - 2));
		p = fellow ? fellow + 1 : p + 1;
	}
	return p < end ? p + 1 : search->close + 1;
}

/* The length of the name at `p`, and the name in lower case, cut at its room. Every text looked at ends in '>'. */
static size_t
read_name(char name[NAME_MAX_LEN + 1], const char *p)
{
	size_t n = 0;

	for (; is_alpha(p[n]) || (n && (is_digit(p[n]) || memchr("-:_.", p[n], 4))); n++)
		if (n < NAME_MAX_LEN)
			name[n] = is_alpha(p[n]) ? (char)(p[n] | 0x20) : p[n];
	name[n < NAME_MAX_LEN ? n : NAME_MAX_LEN] = '\0';
	return n;
}

/* A tag of HTML; or of another vocabulary (<o:p>, <bsp-figure>, <nobr>), which is left out: but what is written in
 * capitals is taken to be a text's own. */
static bool
read_tag(struct markup *markup, const struct search *search)
{
	char name[NAME_MAX_LEN + 1];
	const char *p = markup->start + 1;
	size_t n;

	markup->closing = *p == '/';
	p += markup->closing;
	n = read_name(name, p);
	if (n == 0 || (p[n] != '>' && p[n] != '/' && !is_source_space(p[n])) || p[n - 1] == ':')
		return false;
	markup->lone_letter = n == 1 && *p <= 'Z' && p[n] == '>';
	markup->element = bsearch(name, elements, ELEMENTS, sizeof(*elements), compare_element);
	if (!markup->element && *p <= 'Z' && !memchr(p, ':', n) && !memchr(p, '-', n))
		return false;
	markup->end = tag_end(p + n, search);
	return true;
}

/* "<!-- ... -->", "<!DOCTYPE html>", "<?xml ... ?>". */
static bool
read_other(struct markup *markup, struct search *search)
{
	const char *p = markup->start;

	if (search->end - p > 6 && memcmp(p, "<!--", 4) == 0 && !search->endless_comment) {
		p = memmem(p + 4, (size_t)(search->end - p - 4), "-->", 3);
		search->endless_comment = !p;
		markup->end = p ? p + 3 : NULL;
		return p != NULL;
	}
	markup->end = search->close + 1;
	return (p[1] == '!' || p[1] == '?') && is_alpha(p[2]);
}

static bool
next_markup(struct markup *markup, struct search *search)
{
	while (search->p < search->end) {
		const char *p = memchr(search->p, '<', (size_t)(search->end - search->p));

		if (p && (!search->close || search->close < p))
			search->close = memchr(p, '>', (size_t)(search->end - p));
		if (!p || !search->close)
			return false;
		*markup = (struct markup){ .start = p };
		search->p = p + 1;
		if (read_tag(markup, search) || read_other(markup, search)) {
			search->p = markup->end;
			return true;
		}
	}
	return false;
}

#define ATTRIBUTE_WITHIN 256

/* Is this by itself proof of HTML? An end tag is; a start tag is with an attribute, or when it often comes alone. */
static bool
is_proof(const struct markup *markup)
{
	size_t len = (size_t)(markup->end - markup->start);

	if (!markup->element)
		return false;
	if (markup->closing || (markup->element->alone && !markup->lone_letter))
		return true;
	return memchr(markup->start, '=', len < ATTRIBUTE_WITHIN ? len : ATTRIBUTE_WITHIN);
}

static bool
has_tags(struct xb_str text)
{
	struct search search = { .p = text.ptr, .end = text.ptr + text.len };
	struct markup markup;

	while (next_markup(&markup, &search))
		if (is_proof(&markup))
			return true;
	return false;
}

static bool
has_blocks(struct xb_str text)
{
	struct search search = { .p = text.ptr, .end = text.ptr + text.len };
	struct markup markup;

	while (next_markup(&markup, &search))
		if (markup.element &&
		    (markup.element->effect == EFFECT_LINE || markup.element->effect == EFFECT_PARAGRAPH))
			return true;
	return false;
}

/* HTML's own reading of &#128; to &#159;, which are no characters: windows-1252 (WHATWG HTML, 13.2.5.80). */
static const uint16_t c1[32] = {
	0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

static uint32_t
numeric_reference(struct xb_str digits)
{
	bool hex = digits.len > 1 && (digits.ptr[0] | 0x20) == 'x';
	uint32_t cp = 0;

	for (size_t i = hex; i < digits.len; i++) {
		char c = digits.ptr[i];
		uint32_t value;

		if (is_digit(c))
			value = (uint32_t)(c - '0');
		else if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			value = (uint32_t)((c | 0x20) - 'a' + 10);
		else
			return 0;
		cp = cp * (hex ? 16 : 10) + value;
		if (cp > 0x10ffff)
			return 0xfffd;
	}
	if (cp >= 0x80 && cp < 0xa0)
		return c1[cp - 0x80];
	return cp >= 0xd800 && cp < 0xe000 ? 0xfffd : cp;
}

#define REFERENCE_MAX 16

/* One without its semicolon is text, as in AT&T. */
uint32_t
xb_markup_reference(struct xb_str s, size_t *len)
{
	const char *end = memchr(s.ptr, ';', s.len < REFERENCE_MAX ? s.len : REFERENCE_MAX);
	char name[REFERENCE_MAX];
	size_t n;
	const htmlEntityDesc *entity;

	if (!end || end - s.ptr < 3)
		return 0;
	n = (size_t)(end - s.ptr) - 1;
	*len = n + 2;
	if (s.ptr[1] == '#')
		return numeric_reference((struct xb_str){ s.ptr + 2, n - 1 });
	memcpy(name, s.ptr + 1, n);
	name[n] = '\0';
	entity = htmlEntityLookup((const xmlChar *)name);
	return entity ? entity->value : strcmp(name, "apos") == 0 ? '\'' : 0;
}

static bool
has_references(struct xb_str text)
{
	const char *end = text.ptr + text.len, *p = text.ptr;
	size_t len;

	while (p < end && (p = memchr(p, '&', (size_t)(end - p)))) {
		if (xb_markup_reference((struct xb_str){ p, (size_t)(end - p) }, &len))
			return true;
		p++;
	}
	return false;
}

bool
xb_markup_looks_like(struct xb_str text)
{
	return has_references(text) || has_tags(text);
}

/* What is made of HTML on the way through it. */
struct walk {
	struct search search;
	char *out;
	size_t len;
	enum effect pending;    /* to come before the next text */
	bool keep_breaks;       /* the source's line ends are text */
	unsigned pre;           /* <pre> that are open: as with keep_breaks */
	bool endless[ELEMENTS]; /* its end tag was looked for in vain */
};

/* A break is never longer than the tag or the white space that it comes from, nor a character than its reference: so
 * there is room for the text where its source had it. */
static void
put(struct walk *walk, const char *bytes, size_t len)
{
	static const char *const joints[] = {
		[EFFECT_NONE] = "", [EFFECT_SPACE] = " ", [EFFECT_LINE] = "\n", [EFFECT_PARAGRAPH] = "\n\n",
	};
	const char *joint = walk->len ? joints[walk->pending] : "";

	walk->pending = EFFECT_NONE;
	walk->len = (size_t)(stpcpy(walk->out + walk->len, joint) - walk->out);
	memcpy(walk->out + walk->len, bytes, len);
	walk->len += len;
}

static void
put_break(struct walk *walk, enum effect effect)
{
	if (effect > walk->pending)
		walk->pending = effect;
}

/* Text without references. */
static void
put_words(struct walk *walk, struct xb_str text)
{
	bool whole = walk->keep_breaks || walk->pre;

	for (size_t i = 0; i < text.len;) {
		size_t start = i;

		while (i < text.len && (whole || !is_source_space(text.ptr[i])))
			i++;
		if (i > start)
			put(walk, text.ptr + start, i - start);
		for (start = i; i < text.len && is_source_space(text.ptr[i]);)
			i++;
		if (i > start)
			put_break(walk, EFFECT_SPACE);
	}
}

static void
put_text(struct walk *walk, const char *from, const char *to)
{
	while (from < to) {
		const char *amp = memchr(from, '&', (size_t)(to - from));
		size_t run = (size_t)((amp ? amp : to) - from), len;
		char made[4];
		uint32_t cp;

		put_words(walk, (struct xb_str){ from, run });
		from += run;
		if (!amp)
			return;
		cp = xb_markup_reference((struct xb_str){ from, (size_t)(to - from) }, &len);
		if (cp)
			put(walk, made, xb_utf8_encode(made, cp));
		else
			put(walk, from, len = 1);
		from += len;
	}
}

/* Go past the end tag of an element whose inside is no text. Where it has none, only its start tag is left out, but
 * script and style then go on to the end. */
static void
drop_element(struct walk *walk, const struct element *element)
{
	struct search ahead = walk->search;
	struct markup markup;
	bool *endless = &walk->endless[element - elements];

	while (!*endless && next_markup(&markup, &ahead))
		if (markup.closing && markup.element == element) {
			walk->search = ahead;
			return;
		}
	*endless = true;
	if (strcmp(element->name, "script") == 0 || strcmp(element->name, "style") == 0)
		walk->search.p = walk->search.end;
}

static void
meet(struct walk *walk, const struct markup *markup)
{
	const struct element *element = markup->element;

	if (!element)
		return;
	if (element->effect != EFFECT_DROP)
		put_break(walk, element->effect);
	else if (!markup->closing && markup->end[-2] != '/')
		drop_element(walk, element);
	if (strcmp(element->name, "pre") == 0 && (walk->pre || !markup->closing))
		walk->pre += markup->closing ? -1u : 1u;
}

struct xb_str
xb_markup_text(struct xb_str html, struct xb_arena *arena)
{
	struct walk walk = {
		.search = { .p = html.ptr, .end = html.ptr + html.len },
		.out = xb_arena_alloc(arena, html.len + 1), /* stpcpy's NUL */
		.keep_breaks = true,
	};
	struct markup markup;
	const char *p = html.ptr;

	if (!walk.out)
		return html;
	if (has_tags(html)) {
		walk.keep_breaks = !has_blocks(html);
		for (; next_markup(&markup, &walk.search); p = walk.search.p) {
			put_text(&walk, p, markup.start);
			meet(&walk, &markup);
		}
	}
	put_text(&walk, p, html.ptr + html.len);
	return (struct xb_str){ walk.out, walk.len };
}
