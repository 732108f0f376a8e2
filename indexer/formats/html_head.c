/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "html_head.h"

#include <stdlib.h>

#include "html_metas.h"
#include "html_text.h"
#include "html_url.h"

static int
compare_meta(const void *key, const void *row)
{
	return strcmp(key, ((const struct xb_html_meta *)row)->name);
}

static const struct xb_html_meta *
find_meta(struct xb_str name)
{
	char lower[XB_HTML_META_NAME_MAX];

	if (name.len == 0 || name.len >= sizeof(lower))
		return NULL;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? (char)(name.ptr[i] | 0x20) : name.ptr[i];
	lower[name.len] = '\0';
	return bsearch(lower, xb_html_metas, xb_html_metas_count, sizeof(*xb_html_metas), compare_meta);
}

static struct xb_str
value_of(struct xb_html_facts *facts, struct xb_str source)
{
	struct xb_str value = xb_html_value(source, facts->arena);

	facts->full |= !value.ptr;
	return value.ptr ? value : (struct xb_str){ "", 0 };
}

/* Each word of a list is a fact of its own. */
static void
say_list(struct xb_html_facts *facts, enum xb_html_fact fact, int rank, struct xb_str value)
{
	while (value.len) {
		const char *comma = memchr(value.ptr, ',', value.len);
		size_t len = comma ? (size_t)(comma - value.ptr) : value.len;

		xb_html_say(facts, fact, rank, (struct xb_str){ value.ptr, len });
		value = xb_str_from(value, len < value.len ? len + 1 : len);
	}
}

static void
say_address(struct xb_html_facts *facts, int rank, struct xb_str base, struct xb_str ref)
{
	struct xb_str url = xb_html_url_resolve(base, ref, facts->arena);

	facts->full |= !url.ptr;
	/* A page inside a site that says it is the front page: a mistake of many, and all its pages would be one. */
	if (url.ptr && !(xb_html_url_is_front(url) && base.len && !xb_html_url_is_front(base)))
		xb_html_say(facts, XB_HTML_URL, rank, url);
}

struct head {
	struct xb_html_facts *facts;
	struct xb_str base;
	bool og_article, published;
};

static void
say_meta(struct head *head, const struct xb_html_node *node)
{
	static const char *const attrs[] = { "property", "name", "itemprop", "http-equiv" };
	struct xb_str content = xb_html_attr(node, "content"), name = { "", 0 };
	const struct xb_html_meta *meta = NULL;
	int rank;

	for (size_t i = 0; i < sizeof(attrs) / sizeof(*attrs) && !meta; i++) {
		name = xb_html_attr(node, attrs[i]);
		meta = find_meta(name);
		head->og_article |= xb_str_is_nocase(name, "og:type") && xb_str_is_nocase(content, "article");
	}
	if (!meta || content.len == 0)
		return;
	rank = XB_HTML_BY_META + meta->step;
	content = value_of(head->facts, content);
	head->published |= strstr(meta->name, "article:published_time") != NULL;
	if (meta->fact == XB_HTML_URL)
		say_address(head->facts, rank, head->base, content);
	else if (meta->fact == XB_HTML_TAGS)
		say_list(head->facts, XB_HTML_TAGS, rank, content);
	else
		xb_html_say(head->facts, meta->fact, rank, content);
}

static void
say_link(struct head *head, const struct xb_html_node *node)
{
	if (xb_str_is_nocase(xb_html_attr(node, "rel"), "canonical"))
		say_address(head->facts, XB_HTML_BY_META, head->base, value_of(head->facts, xb_html_attr(node, "href")));
}

static void
say_lang(struct head *head, const struct xb_html_node *node)
{
	struct xb_str lang = xb_html_attr(node, "lang");

	if (lang.len == 0)
		lang = xb_html_attr(node, "xml:lang");
	xb_html_say(head->facts, XB_HTML_LANG, XB_HTML_BY_META + 1, value_of(head->facts, lang));
}

static bool
is_jsonld(const struct xb_html_node *node)
{
	struct xb_str type = xb_html_attr(node, "type");

	return type.len >= 19 && xb_str_is_nocase((struct xb_str){ type.ptr, 19 }, "application/ld+json");
}

/* A script that was escaped as if it were text. */
static struct xb_str
script_text(struct head *head, struct xb_str source)
{
	struct xb_str text = xb_str_trim(source);
	size_t look = text.len < 64 ? text.len : 64;

	return memmem(text.ptr, look, "&quot;", 6) && !memchr(text.ptr, '"', look) ? value_of(head->facts, text) : text;
}

bool
xb_html_say_head(struct xb_html_facts *facts, struct xb_jsonld *jsonld, const struct xb_html_tree *tree, struct xb_str base)
{
	struct head head = { .facts = facts, .base = base };

	for (uint32_t i = 1; i < tree->n; i++) {
		const struct xb_html_node *node = &tree->nodes[i];
		bool has_text = i + 1 < node->end && node[1].tag == XB_HTML_TEXT;

		if (node->tag == XB_HTML_META)
			say_meta(&head, node);
		else if (node->tag == XB_HTML_LINK)
			say_link(&head, node);
		else if (node->tag == XB_HTML_HTML)
			say_lang(&head, node);
		else if (node->tag == XB_HTML_TITLE && has_text && tree->nodes[node->parent].tag != XB_HTML_SVG)
			xb_html_say(facts, XB_HTML_TITLE_FACT, XB_HTML_BY_PAGE, value_of(facts, node[1].source));
		else if (node->tag == XB_HTML_SCRIPT && has_text && is_jsonld(node) &&
		         !xb_jsonld_read(jsonld, script_text(&head, node[1].source)))
			return false;
	}
	facts->is_article |= head.og_article && head.published;
	return true;
}
