/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_hints.h"

#include <stdlib.h>

#include "html_words.h"

#define ASIDE   XB_HTML_HINT_ASIDE
#define COMMENT XB_HTML_HINT_COMMENT
#define META    XB_HTML_HINT_META
#define BYLINE  XB_HTML_HINT_BYLINE
#define DATE    XB_HTML_HINT_DATE
#define PART    XB_HTML_WORD_PART
#define WHAT    XB_HTML_WORD_WHAT

static int
compare_word(const void *key, const void *row)
{
	return strcmp(key, ((const struct xb_html_word *)row)->word);
}

static uint8_t
word_hints(const char *word, size_t len)
{
	char key[XB_HTML_WORD_MAX];
	const struct xb_html_word *row;

	if (len >= XB_HTML_WORD_MAX)
		return 0;
	memcpy(key, word, len);
	key[len] = '\0';
	row = bsearch(key, xb_html_words, xb_html_words_count, sizeof(*xb_html_words), compare_word);
	return row ? row->hints : 0;
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_word_char(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z') || (c & 0x80);
}

#define TOKEN_MAX 64

/* The hints of one class: of its words, "related-news" and "relatedNews", and of them run together, "relatednews". */
static uint8_t
class_hints(struct xb_str class)
{
	char all[TOKEN_MAX];
	size_t n = 0, start = 0;
	uint8_t hints = 0, found;
	bool what = false;

	for (size_t i = 0; i <= class.len && n < TOKEN_MAX; i++) {
		char c = i < class.len ? class.ptr[i] : '\0';
		bool cut = !is_word_char(c) || (is_upper(c) && i && !is_upper(class.ptr[i - 1]));

		if (cut && n > start) {
			found = word_hints(all + start, n - start);
			if (what && found & PART)
				hints |= XB_HTML_HINT_MAIN;
			what |= (found & WHAT) != 0;
			hints |= found & (uint8_t)~(PART | WHAT);
			start = n;
		}
		if (is_word_char(c))
			all[n++] = is_upper(c) ? (char)(c | 0x20) : c;
	}
	found = word_hints(all, n);
	if ((found & (PART | WHAT)) == (PART | WHAT))
		hints |= XB_HTML_HINT_MAIN;
	return hints | (found & (uint8_t)~(PART | WHAT));
}

/* Classes looked at: what an element has more of says nothing. */
#define CLASSES_MAX 16

static uint8_t
classes_hints(struct xb_str classes)
{
	uint8_t hints = 0;
	size_t start = 0;

	for (unsigned n = 0; start < classes.len && n < CLASSES_MAX; n++) {
		size_t end = start;

		while (end < classes.len && (unsigned char)classes.ptr[end] > ' ')
			end++;
		hints |= class_hints((struct xb_str){ classes.ptr + start, end - start });
		start = end + 1;
	}
	return hints;
}

/* ARIA's landmarks that are not the article (WAI-ARIA 1.2, 5.3.4). */
static uint8_t
role_hints(struct xb_str role)
{
	static const char *const roles[] = { "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert",
		                             "menu", "menubar", "toolbar", "tablist", "alertdialog" };

	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (xb_str_is_nocase(role, roles[i]))
			return ASIDE;
	return 0;
}

static bool
has_nocase(struct xb_str s, const char *lower)
{
	size_t len = strlen(lower);

	for (size_t i = 0; i + len <= s.len; i++)
		if (xb_str_is_nocase((struct xb_str){ s.ptr + i, len }, lower))
			return true;
	return false;
}

#define STYLE_WITHIN 256

static uint8_t
itemprop_hints(struct xb_str value)
{
	static const struct { const char *name; uint8_t hints; } props[] = {
		{ "articleBody", XB_HTML_HINT_BODY }, { "reviewBody", XB_HTML_HINT_BODY }, { "author", META | BYLINE },
		{ "datePublished", META | DATE },     { "dateModified", META },            { "comment", COMMENT },
		{ "publisher", META },
	};

	for (size_t i = 0; i < sizeof(props) / sizeof(*props); i++)
		if (xb_str_is_nocase(value, props[i].name))
			return props[i].hints;
	return 0;
}

static uint8_t
attr_hints(struct xb_str name, struct xb_str value)
{
	if (xb_str_is_nocase(name, "class") || xb_str_is_nocase(name, "id"))
		return classes_hints(value);
	if (xb_str_is_nocase(name, "role"))
		return role_hints(value);
	if (xb_str_is_nocase(name, "itemprop"))
		return itemprop_hints(xb_str_trim(value));
	if (xb_str_is_nocase(name, "hidden"))
		return ASIDE;
	if (xb_str_is_nocase(name, "rel") && xb_str_is_nocase(value, "author"))
		return META | BYLINE;
	if (!xb_str_is_nocase(name, "style"))
		return 0;
	value.len = value.len < STYLE_WITHIN ? value.len : STYLE_WITHIN;
	return has_nocase(value, "display:none") || has_nocase(value, "display: none") ? ASIDE : 0;
}

uint8_t
xb_html_hints(const struct xb_html_node *node)
{
	struct xb_str rest = node->source, name, value;
	uint8_t hints = node->tag == XB_HTML_TIME ? META : 0;

	if (node->tag == XB_HTML_NAV || node->tag == XB_HTML_ASIDE || node->tag == XB_HTML_FOOTER || node->tag == XB_HTML_MENU)
		hints |= ASIDE;
	while (xb_html_next_attr(&rest, &name, &value))
		hints |= attr_hints(name, value);
	return hints;
}
