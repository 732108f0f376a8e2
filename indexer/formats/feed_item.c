/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_item.h"

#include "date.h"
#include "feed_link.h"
#include "feed_text.h"

struct item {
	struct xb_feed_writer writer;
	const xmlNode *node;
	const struct xb_feed_context *context;
	const xmlNode *first[XB_FEED_ELEMENT_COUNT]; /* of each kind, the first that is not empty */
};

static void
find_elements(struct item *item, const xmlNode *parent)
{
	for (const xmlNode *node = parent->children; node; node = node->next) {
		enum xb_feed_element element = xb_feed_element_of(node, item->node);

		if (element == XB_FEED_MEDIA_GROUP && parent == item->node)
			find_elements(item, node);
		else if (element != XB_FEED_OTHER && !item->first[element] && xb_feed_has_content(node))
			item->first[element] = node;
	}
}

/* The first element of a span of kinds. */
static const xmlNode *
best(const struct item *item, enum xb_feed_element from, enum xb_feed_element to)
{
	for (size_t i = from; i <= to; i++)
		if (item->first[i])
			return item->first[i];
	return NULL;
}

/* ---- Identity ---- */

static void
add_id(struct item *item)
{
	const xmlNode *node = best(item, XB_FEED_ID, XB_FEED_GUID);
	struct xb_str about = xb_xml_attr(item->node, "about", item->writer.arena); /* RDF */

	if (node)
		xb_feed_add(&item->writer, "id", xb_feed_text(&item->writer, node));
	else if (about.len)
		xb_feed_add(&item->writer, "id", xb_feed_resolve(item->node, item->node, item->context, about, item->writer.arena));
	else if (item->first[XB_FEED_DC_IDENTIFIER])
		xb_feed_add(&item->writer, "id", xb_feed_text(&item->writer, item->first[XB_FEED_DC_IDENTIFIER]));
}

static void
add_link(struct item *item)
{
	struct xb_arena *arena = item->writer.arena;
	struct xb_feed_link link = { 0 };

	for (const xmlNode *node = item->node->children; node; node = node->next)
		xb_feed_link_offer(&link, node, xb_feed_element_of(node, item->node), arena);
	if (!link.url.len) { /* CDF */
		link.url = xb_xml_attr(item->node, "HREF", arena);
		link.node = item->node;
	}
	if (link.url.len)
		xb_feed_add(&item->writer, "url", xb_feed_resolve(link.node, item->node, item->context, link.url, arena));
}

/* ---- Text ---- */

/* The best text that there is, under the name; returns its element. */
static const xmlNode *
add_best_content(struct item *item, const char *name, enum xb_feed_element from, enum xb_feed_element to)
{
	for (size_t i = from; i <= to; i++)
		if (item->first[i] && xb_feed_add_content(&item->writer, name, item->first[i]))
			return item->first[i];
	return NULL;
}

/* Returns the element that shows the item's language. */
static const xmlNode *
add_texts(struct item *item)
{
	const xmlNode *title = add_best_content(item, "title", XB_FEED_TITLE, XB_FEED_MEDIA_TITLE);
	const xmlNode *body = add_best_content(item, "body", XB_FEED_ENCODED, XB_FEED_PLAIN_BODY), *summary;

	/* Where both are there, the description is meant to be the text. */
	if (!body && item->first[XB_FEED_SUMMARY])
		body = add_best_content(item, "body", XB_FEED_DESCRIPTION, XB_FEED_DESCRIPTION);
	summary = add_best_content(item, "summary", XB_FEED_EXCERPT, XB_FEED_MEDIA_DESCRIPTION);
	return body ? body : summary ? summary : title;
}

static void
add_lang(struct item *item, const xmlNode *text)
{
	struct xb_str lang = { "", 0 };

	if (item->first[XB_FEED_LANGUAGE])
		lang = xb_feed_text(&item->writer, item->first[XB_FEED_LANGUAGE]);
	if (!lang.len && text)
		lang = xb_feed_xml_attr(text, "lang");
	if (!lang.len)
		lang = xb_feed_xml_attr(item->node, "lang");
	if (!lang.len)
		lang = item->context->xml_lang.len ? item->context->xml_lang : item->context->lang;
	xb_feed_add(&item->writer, "lang", lang);
}

/* ---- Dates ---- */

/* The best date that can be read; where none can, the best. */
static struct xb_str
find_date(struct item *item, enum xb_feed_element from, enum xb_feed_element to)
{
	const struct xb_date_defaults defaults = { { "", 0 }, false };
	struct xb_str chosen = { "", 0 };
	struct xb_date date;

	for (size_t i = from; i <= to; i++) {
		struct xb_str text = { "", 0 };

		if (item->first[i])
			text = xb_feed_text(&item->writer, item->first[i]);
		if (!chosen.len && i != XB_FEED_WP_DATE) /* a draft has the year 0 there */
			chosen = text;
		if (text.len && xb_date_parse(&date, text, &defaults))
			return text;
	}
	return chosen;
}

static void
add_dates(struct item *item)
{
	struct xb_str date = find_date(item, XB_FEED_PUBDATE, XB_FEED_CREATED), updated = find_date(item, XB_FEED_UPDATED, XB_FEED_UPDATED);

	if (!updated.len)
		updated = xb_xml_attr(item->node, "LASTMOD", item->writer.arena); /* CDF */
	xb_feed_add(&item->writer, "date", date);
	if (!xb_str_equal(date, updated))
		xb_feed_add(&item->writer, "updated", updated);
}

/* ---- People, subjects, source ---- */

static size_t
add_people(struct item *item, const xmlNode *parent, enum xb_feed_element kind)
{
	size_t before = item->writer.record->npairs;

	for (const xmlNode *node = parent ? parent->children : NULL; node; node = node->next)
		if (xb_feed_element_of(node, parent) == kind && xb_feed_has_content(node))
			xb_feed_add_person(&item->writer, node);
	return item->writer.record->npairs - before;
}

/* Where an Atom entry has no author, its source's or its feed's is meant (RFC 4287, 4.2.1). */
static void
add_byline(struct item *item)
{
	for (size_t kind = XB_FEED_CREATOR; kind <= XB_FEED_ITUNES_AUTHOR; kind++)
		if (item->first[kind] && add_people(item, item->node, kind))
			return;
	if (!add_people(item, item->first[XB_FEED_SOURCE], XB_FEED_AUTHOR))
		add_people(item, item->context->channel, XB_FEED_AUTHOR);
}

static void
add_keywords(struct item *item, struct xb_str text)
{
	while (text.len) {
		const char *comma = memchr(text.ptr, ',', text.len);
		size_t len = comma ? (size_t)(comma - text.ptr) : text.len;

		xb_feed_add(&item->writer, "tags", xb_str_trim((struct xb_str){ text.ptr, len }));
		text = xb_str_from(text, comma ? len + 1 : len);
	}
}

static void
add_category(struct item *item, const xmlNode *node)
{
	struct xb_arena *arena = item->writer.arena;
	struct xb_str text = xb_xml_attr(node, "label", arena);
	bool tag = xb_str_is(xb_xml_attr(node, "domain", arena), "post_tag"); /* WordPress */

	if (!text.len)
		text = xb_xml_attr(node, "term", arena);
	if (!text.len)
		text = xb_xml_attr(node, "text", arena); /* iTunes */
	if (!text.len)
		text = xb_feed_text(&item->writer, node);
	xb_feed_add(&item->writer, tag ? "tags" : "category", text);
}

static void
add_subjects(struct item *item)
{
	for (const xmlNode *node = item->node->children; node; node = node->next) {
		enum xb_feed_element element = xb_feed_element_of(node, item->node);

		if (element == XB_FEED_CATEGORY || element == XB_FEED_SUBJECT)
			add_category(item, node);
		else if (element == XB_FEED_PLACE)
			xb_feed_add(&item->writer, "place", xb_feed_text(&item->writer, node));
	}
	if (item->first[XB_FEED_KEYWORDS])
		add_keywords(item, xb_feed_text(&item->writer, item->first[XB_FEED_KEYWORDS]));
}

static void
add_source(struct item *item)
{
	const xmlNode *source = item->first[XB_FEED_SOURCE], *title = xb_xml_child(source, "title");
	const xmlNode *const candidates[] = { title ? title : source, item->context->title, item->first[XB_FEED_PUBLISHER] };

	for (size_t i = 0; i < sizeof(candidates) / sizeof(*candidates); i++)
		if (candidates[i] && xb_feed_add_content(&item->writer, "source", candidates[i]))
			return;
}

/* ---- WordPress ---- */

const char *
xb_feed_item_skip(const xmlNode *item, struct xb_arena *arena)
{
	static const char *const no_news[] = { "attachment", "nav_menu_item", "revision", "custom_css",
	                                       "customize_changeset", "oembed_cache" };

	for (const xmlNode *node = item->children; node; node = node->next) {
		struct xb_str type;

		if (!xb_xml_is(node, "post_type") || xb_feed_element_of(node, item) != XB_FEED_WP_TYPE)
			continue;
		type = xb_str_trim(xb_xml_text(node, arena));
		for (size_t i = 0; i < sizeof(no_news) / sizeof(*no_news); i++)
			if (xb_str_is(type, no_news[i]))
				return no_news[i];
		return xb_str_starts(type, "wp_") ? "parts of a WordPress theme" : NULL;
	}
	return NULL;
}

static void
add_status(struct item *item)
{
	struct xb_str status;

	if (!item->first[XB_FEED_WP_STATUS])
		return;
	status = xb_feed_text(&item->writer, item->first[XB_FEED_WP_STATUS]);
	if (!xb_str_is(status, "publish") && !xb_str_is(status, "inherit"))
		xb_feed_add(&item->writer, "status", xb_str("withheld"));
}

xabar_status
xb_feed_item_read(struct xb_record *record, const xmlNode *node, const struct xb_feed_context *context, struct xb_arena *arena,
               xabar_error *err)
{
	struct item item = { .writer = { .record = record, .arena = arena }, .node = node, .context = context };

	find_elements(&item, node);
	add_id(&item);
	add_lang(&item, add_texts(&item));
	add_dates(&item);
	add_link(&item);
	add_byline(&item);
	add_subjects(&item);
	add_source(&item);
	add_status(&item);
	return item.writer.full ? xb_record_fail_full(arena, arena->limit / 3 + 1, err) : XABAR_OK;
}
