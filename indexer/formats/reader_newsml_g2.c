/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NewsML-G2 (IPTC): a message of items or one item alone; newsItems and packageItems are dispatches. */
#include "newsml_g2.h"
#include "nitf.h"
#include "prose.h"

#define NAMESPACE "iptc.org/std/nar/" /* http://iptc.org/std/nar/2006-10-01/ */

static void
add_concepts(const struct xb_g2_item *item, const char *name, const xmlNode *parent, const char *child)
{
	for (const xmlNode *node = xb_xml_child(parent, child); node; node = xb_xml_next(node, child))
		xb_iptc_add(item->to, name, xb_g2_words(item, node));
}

static void
add_in_language(const struct xb_g2_item *item, const char *name, const xmlNode *parent, const char *child)
{
	xb_iptc_add_line(item->to, name, xb_g2_child(item, parent, child));
}

/* ---- Who, and whose ---- */

static void
add_sources(const struct xb_g2_item *item)
{
	const xmlNode *node = xb_xml_child(item->content_meta, "infoSource");

	xb_iptc_add(item->to, "source", xb_g2_provider(item, xb_xml_child(item->meta, "provider")));
	for (; node; node = xb_xml_next(node, "infoSource"))
		xb_iptc_add(item->to, xb_iptc_has(item->to, "source") ? "info_source" : "source", xb_g2_provider(item, node));
}

static void
add_byline(const struct xb_g2_item *item)
{
	add_in_language(item, "byline", item->content_meta, "by");
	if (!xb_iptc_has(item->to, "byline"))
		add_concepts(item, "byline", item->content_meta, "creator");
}

/* ---- Where ---- */

/* A place and those it lies in: "Bakı, Azərbaycan". */
static void
add_place(const struct xb_g2_item *item, const xmlNode *node)
{
	struct xb_str last = xb_g2_words(item, node);

	xb_iptc_add(item->to, "place", last);
	for (node = xb_xml_child(node, "broader"); node; node = xb_xml_next(node, "broader")) {
		struct xb_str name = xb_g2_words(item, node);

		if (!xb_str_equal(name, last))
			xb_iptc_add(item->to, "place", name);
		last = name;
	}
}

/* Is it a place, by its type: "cpnat:geoArea", or the older "cptType:5"? */
static bool
is_place(const struct xb_g2_item *item, const xmlNode *subject)
{
	struct xb_str type = xb_xml_attr(subject, "type", item->to->arena);

	return xb_str_is(xb_iptc_code(type), "geoArea") || xb_str_is(type, "cptType:5");
}

static void
add_places(const struct xb_g2_item *item)
{
	const xmlNode *meta = item->content_meta, *node;

	for (node = xb_xml_child(meta, "located"); node; node = xb_xml_next(node, "located"))
		add_place(item, node);
	add_in_language(item, xb_iptc_has(item->to, "place") ? "dateline" : "place", meta, "dateline");
	if (xb_iptc_has(item->to, "place"))
		return;
	for (node = xb_xml_child(meta, "subject"); node; node = xb_xml_next(node, "subject"))
		if (is_place(item, node))
			add_place(item, node);
}

/* ---- What about ---- */

/* Keywords and names are tags, side by side so that none is taken for a list of them. */
static void
add_subjects(const struct xb_g2_item *item)
{
	const xmlNode *meta = item->content_meta, *node = xb_xml_child(meta, "keyword");

	for (; node; node = xb_xml_next(node, "keyword"))
		xb_iptc_add_line(item->to, "tags", node);
	add_concepts(item, "tags", meta, "subject");
	for (node = xb_xml_child(meta, "subject"); node; node = xb_xml_next(node, "subject"))
		xb_iptc_add_attr(item->to, "subject_code", node, "qcode");
}

/* ---- State ---- */

static void
add_status(const struct xb_g2_item *item)
{
	const xmlNode *embargoed = xb_xml_child(item->meta, "embargoed"), *node = xb_xml_child(item->meta, "pubStatus");
	const char *status = xb_iptc_status(xb_g2_code(item, node));

	if (!item->meta)
		return;
	if (!status)
		status = "usable"; /* the default (NewsML-G2, pubStatus) */
	xb_iptc_add_line(item->to, "embargo", embargoed);
	if (embargoed && !xb_iptc_has(item->to, "embargo") && strcmp(status, "usable") == 0)
		status = "withheld"; /* until further notice */
	for (node = xb_xml_child(item->meta, "signal"); node; node = xb_xml_next(node, "signal")) {
		const char *told = xb_iptc_status(xb_g2_code(item, node));

		if (told && strcmp(status, "usable") == 0)
			status = told;
		xb_iptc_add(item->to, "signal", xb_g2_code(item, node));
	}
	xb_iptc_add(item->to, "status", xb_str(status));
}

/* What this item takes the place of, when that has an identifier of its own; other links are only kept. */
static void
add_links(const struct xb_g2_item *item)
{
	static const char *const replaced[] = { "evolvedFrom", "previousVersion", "revises", "replaces", "correctionOf" };

	for (const xmlNode *link = xb_xml_child(item->meta, "link"); link; link = xb_xml_next(link, "link")) {
		struct xb_str rel = xb_iptc_code(xb_xml_attr(link, "rel", item->to->arena));
		struct xb_str to = xb_xml_attr(link, "residref", item->to->arena);
		bool replaces = false;

		for (size_t i = 0; i < sizeof(replaced) / sizeof(*replaced); i++)
			replaces |= xb_str_is_nocase(rel, replaced[i]);
		if (!to.len)
			to = xb_xml_attr(link, "href", item->to->arena);
		if (!xb_str_equal(to, xb_iptc_value(item->to, "id")))
			xb_iptc_add(item->to, replaces ? "replaces" : "related", to);
	}
}

static const struct xb_iptc_row meta_rows[] = {
	{ "firstCreated", NULL, "date", false },
	{ "versionCreated", NULL, "updated", false },
	{ "expires", NULL, "expires", false },
	{ "edNote", NULL, "ednote", false },
};
static const struct xb_iptc_row content_rows[] = {
	{ "contentCreated", NULL, "date", false },
	{ "contentModified", NULL, "updated", false },
	{ "urgency", NULL, "urgency", false },
	{ "slugline", NULL, "slug", false },
	{ "creditline", NULL, "creditline", false },
};
static const struct xb_iptc_row rights_rows[] = {
	{ "copyrightNotice", NULL, "copyright", false },
	{ "usageTerms", NULL, "usage_terms", false },
};
#define ROWS(rows) rows, sizeof(rows) / sizeof(*(rows))

static void
add_metadata(const struct xb_g2_item *item)
{
	struct xb_iptc *to = item->to;
	const xmlNode *rights = xb_xml_child(item->node, "rightsInfo");

	xb_iptc_add_attr(to, "id", item->node, "guid");
	xb_iptc_add_attr(to, "version", item->node, "version");
	xb_iptc_add(to, "lang", item->lang);
	add_status(item);
	add_in_language(item, "title", item->content_meta, "headline");
	xb_iptc_add_rows(to, item->meta, ROWS(meta_rows));
	xb_iptc_add_rows(to, item->content_meta, ROWS(content_rows));
	if (!xb_iptc_has(to, "date"))
		xb_iptc_add(to, "date", xb_iptc_value(to, "updated"));
	add_sources(item);
	add_byline(item);
	add_places(item);
	add_concepts(item, "section", item->meta, "service");
	add_concepts(item, "genre", item->content_meta, "genre");
	add_subjects(item);
	add_links(item);
	xb_iptc_add(to, "type", xb_g2_code(item, xb_xml_child(item->meta, "itemClass")));
	xb_iptc_add(to, "copyright_holder", xb_g2_provider(item, xb_xml_child(rights, "copyrightHolder")));
	xb_iptc_add_rows(to, rights, ROWS(rights_rows));
}

/* ---- Content ---- */

/* The renditions in a contentSet are one content: text marked up is the best of them, then HTML, plain text, data. */
static int
rendition_rank(const struct xb_g2_item *item, const xmlNode *node)
{
	struct xb_arena *arena = item->to->arena;
	struct xb_str type = xb_xml_attr(node, "contenttype", arena);

	if (xb_xml_is(node, "inlineXML"))
		return xb_xml_child(node, "nitf") || xb_xml_child(node, "html") ? 4
		       : memmem(type.ptr, type.len, "html", 4) || memmem(type.ptr, type.len, "nitf", 4) ? 3 : 1;
	if (!xb_xml_is(node, "inlineData") || xb_xml_attr(node, "encoding", arena).len)
		return 0;
	if (type.len && !xb_str_starts(type, "text/"))
		return 0;
	return memmem(type.ptr, type.len, "html", 4) ? 3 : 2;
}

/* Returns the rendition that has become the body, or NULL. */
static const xmlNode *
add_content(const struct xb_g2_item *item, const xmlNode *set)
{
	for (int rank = 4; rank > 0; rank--)
		for (const xmlNode *node = xb_xml_child(set, NULL); node; node = xb_xml_next(node, NULL)) {
			struct xb_str text;

			if (rendition_rank(item, node) != rank)
				continue;
			text = xb_prose_content(node, item->to->arena);
			xb_iptc_add(item->to, "body", text);
			if (xb_str_trim(text).len)
				return node;
		}
	return NULL;
}

/* What the item says of its content: an abstract of a text; of a picture, its caption, that is all the text there is. */
static void
add_descriptions(const struct xb_g2_item *item)
{
	const char *name = xb_iptc_has(item->to, "body") ? "summary" : "body";
	const xmlNode *first = xb_g2_child(item, item->content_meta, "description");
	struct xb_str lang = xb_xml_attr(first, "lang", item->to->arena);

	for (const xmlNode *node = first; node; node = xb_xml_next(node, "description"))
		if (xb_str_equal(lang, xb_xml_attr(node, "lang", item->to->arena)))
			xb_iptc_add_text(item->to, name, node);
}

/* Add a paragraph of a package's body once: the groups of a package may be alternatives that refer to the same items. Of
 * many pairs not all are compared. */
static void
add_once(const struct xb_g2_item *item, struct xb_str text)
{
	const struct xb_record *record = item->to->record;

	for (size_t i = 0; text.ptr && i < record->npairs && i < 512; i++)
		if (xb_str_equal(record->pairs[i].value, text))
			return;
	xb_iptc_add(item->to, "body", text);
}

/* The headlines and descriptions of what a package refers to, in its order. */
static void
add_references(const struct xb_g2_item *item, const xmlNode *set)
{
	const xmlNode *group = xb_xml_child(set, "group");
	struct xb_arena *arena = item->to->arena;

	for (; group; group = xb_xml_next(group, "group"))
		for (const xmlNode *ref = xb_xml_child(group, "itemRef"); ref; ref = xb_xml_next(ref, "itemRef")) {
			const xmlNode *headline = xb_g2_child(item, ref, "headline");

			add_once(item, xb_prose_line(headline ? headline : xb_g2_child(item, ref, "title"), arena));
			add_once(item, xb_prose_text(xb_g2_child(item, ref, "description"), arena));
		}
}

/* ---- Items ---- */

/* Parts of an item are read, too, where they stand alone: a content with nothing said about it. */
static const struct {
	const char *name;
	const char *what; /* as which it is passed over; NULL: it is read */
} kinds[] = {
	{ "newsItem", NULL },
	{ "packageItem", NULL },
	{ "conceptItem", "concepts" },
	{ "knowledgeItem", "knowledge items" },
	{ "planningItem", "planning items" },
	{ "catalogItem", "catalogs" },
	{ "contentMeta", NULL },
	{ "contentSet", NULL },
	{ "groupSet", NULL },
	{ "catalog", "catalogs" },
};
#define KINDS (sizeof(kinds) / sizeof(*kinds))

static size_t
kind_of(struct xb_str name)
{
	size_t kind = 0;

	while (kind < KINDS && !xb_str_is(name, kinds[kind].name))
		kind++;
	return kind;
}

static size_t
kind_of_node(const xmlNode *node)
{
	size_t kind = 0;

	while (kind < KINDS && !xb_xml_is(node, kinds[kind].name))
		kind++;
	return kind;
}

static bool
is_g2(const xmlNode *root)
{
	return xb_xml_is(root, "newsMessage") || kind_of_node(root) < KINDS;
}

/* A bare item, or the items of the message's sets. */
static xmlNode *
next_item(xmlNode *root, xmlNode *after)
{
	xmlNode *set = after ? after->parent : xb_xml_child(root, "itemSet");
	xmlNode *node = after ? xb_xml_next(after, NULL) : xb_xml_child(set, NULL);

	if (!xb_xml_is(root, "newsMessage"))
		return after ? NULL : root;
	for (;;) {
		for (; node; node = xb_xml_next(node, NULL))
			if (kind_of_node(node) < KINDS)
				return node;
		set = set ? xb_xml_next(set, "itemSet") : NULL;
		if (!set)
			return NULL;
		node = xb_xml_child(set, NULL);
	}
}

static const xmlNode *
part_of(const xmlNode *item, const char *name)
{
	return xb_xml_is(item, name) ? item : xb_xml_child(item, name);
}

/* The first of what the item, its headline or the message says. */
static struct xb_str
language_of(const xmlNode *node, const xmlNode *content_meta, struct xb_arena *arena)
{
	struct xb_str lang = xb_xml_attr(xb_xml_child(content_meta, "language"), "tag", arena);

	if (!lang.len)
		lang = xb_xml_attr(node, "lang", arena);
	if (!lang.len)
		lang = xb_xml_attr(xb_xml_child(content_meta, "headline"), "lang", arena);
	return lang.len ? lang : xb_xml_attr(xmlDocGetRootElement(node->doc), "lang", arena);
}

static const char *
fill(struct xb_iptc *to, xmlNode *node)
{
	struct xb_g2_item item = { .to = to, .node = node };
	const xmlNode *content;

	if (kinds[kind_of_node(node)].what)
		return kinds[kind_of_node(node)].what;
	item.meta = xb_xml_child(node, "itemMeta");
	item.content_meta = part_of(node, "contentMeta");
	item.lang = language_of(node, item.content_meta, to->arena);
	add_metadata(&item);
	content = add_content(&item, part_of(node, "contentSet"));
	add_descriptions(&item);
	xb_nitf_add_missing(to, xb_xml_child(content, "nitf"));
	if (!xb_iptc_has(to, "title"))
		add_in_language(&item, "title", item.meta, "title");
	add_references(&item, part_of(node, "groupSet"));
	return xb_iptc_finish(to);
}

static const struct xb_iptc_format g2 = {
	.name = "NewsML-G2",
	.item = "newsItem",
	.is_root = is_g2,
	.next = next_item,
	.fill = fill,
};

static xabar_status
g2_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	return xb_iptc_next(record, more, &g2, ctx, err);
}

/* Without the namespace a catalog may be anybody's. */
static int
g2_detect(struct xb_str head)
{
	struct xb_xml_root root = xb_xml_root_of(head);

	if (!xb_str_is(root.name, "newsMessage") && kind_of(root.name) == KINDS)
		return 0;
	if (memmem(root.tag.ptr, root.tag.len, NAMESPACE, strlen(NAMESPACE)))
		return 97;
	return xb_str_is(root.name, "catalog") ? 0 : 90;
}

const struct xb_format xb_format_newsml_g2 = {
	.name = "newsml-g2",
	.suffixes = ".xml",
	.help = "IPTC's NewsML-G2: messages, news items, packages",
	.detect = g2_detect,
	.open = xb_iptc_open,
	.close = xb_iptc_close,
	.next = g2_next,
};
