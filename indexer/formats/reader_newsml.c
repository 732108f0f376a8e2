/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NewsML 1.0 to 1.2 (IPTC): a NewsItem a dispatch; its components are the text, other forms of it, what goes with it. */
#include "nitf.h"
#include "prose.h"

static bool
is_newsml(const xmlNode *root)
{
	return xb_xml_is(root, "NewsML");
}

/* NewsItems also stand within the components of a package. */
static xmlNode *
next_item(xmlNode *root, xmlNode *after)
{
	xmlNode *node = after ? after : root;

	for (;;) {
		if (node->type == XML_ELEMENT_NODE && node->children) {
			node = node->children;
		} else {
			while (node != root && !node->next)
				node = node->parent;
			if (node == root)
				return NULL;
			node = node->next;
		}
		if (xb_xml_is(node, "NewsItem"))
			return node;
	}
}

/* ---- Identity and management ---- */

/* Revisions of an item share all of its identifier but the last part. */
static void
add_id(struct xb_iptc *to, const xmlNode *id)
{
	struct xb_str provider = xb_prose_line(xb_xml_child(id, "ProviderId"), to->arena);
	struct xb_str date = xb_prose_line(xb_xml_child(id, "DateId"), to->arena);
	struct xb_str item = xb_prose_line(xb_xml_child(id, "NewsItemId"), to->arena);
	size_t room = provider.len + date.len + item.len + 32;
	char *made;

	if (!provider.len || !date.len || !item.len) {
		xb_iptc_add(to, "id", item.len ? item : xb_prose_line(xb_xml_child(id, "PublicIdentifier"), to->arena));
		return;
	}
	made = xb_arena_alloc(to->arena, room);
	if (!made) {
		to->full = true;
		return;
	}
	snprintf(made, room, "urn:newsml:%.*s:%.*s:%.*s", XB_STR_ARG(provider), XB_STR_ARG(date), XB_STR_ARG(item));
	xb_iptc_add(to, "id", xb_str(made));
}

static struct xb_str
formal_name(const struct xb_iptc *to, const xmlNode *node)
{
	return xb_xml_attr(node, "FormalName", to->arena);
}

/* What the status will be, and when: the end of an embargo, or of the right to use it. */
static void
add_change(struct xb_iptc *to, bool embargoed, const xmlNode *change)
{
	const char *future = xb_iptc_status(formal_name(to, xb_xml_child(change, "FutureStatus")));
	const char *name = !future ? NULL : embargoed ? "embargo" : strcmp(future, "usable") != 0 ? "expires" : NULL;

	if (name && !xb_iptc_has(to, name))
		xb_iptc_add_line(to, name, xb_xml_child(change, "DateAndTime"));
}

static void
add_status(struct xb_iptc *to, const xmlNode *management)
{
	struct xb_str word = formal_name(to, xb_xml_child(management, "Status"));
	bool embargoed = xb_str_is_nocase(word, "embargoed");
	const char *status = xb_iptc_status(word), *told;
	const xmlNode *node = xb_xml_child(management, "StatusWillChange");

	for (; node; node = xb_xml_next(node, "StatusWillChange"))
		add_change(to, embargoed, node);
	if (embargoed && xb_iptc_has(to, "embargo"))
		status = "usable";
	node = xb_xml_child(management, "Instruction");
	for (; node; node = xb_xml_next(node, "Instruction")) {
		told = xb_iptc_status(formal_name(to, node));
		if (told && (!status || strcmp(status, "usable") == 0))
			status = told;
		xb_iptc_add(to, "instruction", formal_name(to, node));
	}
	if (status)
		xb_iptc_add(to, "status", xb_str(status));
}

static const struct xb_iptc_row item_rows[] = {
	{ "Identification/NewsIdentifier/RevisionId", NULL, "version", false },
	{ "NewsManagement/FirstCreated", NULL, "date", false },
	{ "NewsManagement/ThisRevisionCreated", NULL, "updated", false },
	{ "Identification/DateLabel", NULL, "date", false },
	{ "NewsManagement/ThisRevisionCreated", NULL, "date", false },
	{ "Identification/NewsIdentifier/DateId", NULL, "date", false },
	{ "NewsManagement/Urgency", "FormalName", "urgency", false },
	{ "NewsManagement/NewsItemType", "FormalName", "type", false },
	{ "NewsManagement/UsageType", "FormalName", "usage", false },
};

/* ---- The metadata of the components, outer ones first ---- */

static const struct xb_iptc_row component_rows[] = {
	{ "NewsLines/HeadLine", NULL, "title", false },
	{ "NewsLines/SubHeadLine", NULL, "subtitle", false },
	{ "NewsLines/CopyrightLine", NULL, "copyright", false },
	{ "NewsLines/SlugLine", NULL, "slug", false },
	{ "NewsLines/SeriesLine", NULL, "series", false },
	{ "NewsLines/RightsLine", NULL, "usage_terms", false },
	{ "NewsLines/CreditLine", NULL, "creditline", false },
	{ "AdministrativeMetadata/Provider/Party", "FormalName", "source", false },
	{ "AdministrativeMetadata/Source/Party", "FormalName", "info_source", false },
	{ "DescriptiveMetadata/Language", "FormalName", "lang", false },
	{ "DescriptiveMetadata/Genre", "FormalName", "genre", false },
};

static void
add_all(struct xb_iptc *to, const char *name, const xmlNode *parent, const char *child)
{
	for (const xmlNode *node = xb_xml_child(parent, child); node; node = xb_xml_next(node, child))
		xb_iptc_add_line(to, name, node);
}

/* <Subject>, <SubjectMatter>, <SubjectDetail>: those in words, or those in numbers. */
static void
add_subjects(struct xb_iptc *to, const char *name, bool readable, const xmlNode *described)
{
	const xmlNode *code = xb_xml_child(described, "SubjectCode");

	for (; code; code = xb_xml_next(code, "SubjectCode"))
		for (const xmlNode *node = xb_xml_child(code, NULL); node; node = xb_xml_next(node, NULL))
			if (xb_iptc_is_readable(formal_name(to, node)) == readable)
				xb_iptc_add(to, name, formal_name(to, node));
}

static bool
ends_with(struct xb_str s, const char *end)
{
	size_t len = strlen(end);

	return s.len >= len && xb_str_is_nocase(xb_str_from(s, s.len - len), end);
}

/* Providers have properties of their own for keywords: "Keyword", "BWRegionKeywords". */
static void
add_keywords(struct xb_iptc *to, const xmlNode *metadata)
{
	const xmlNode *property = xb_xml_child(metadata, "Property");

	for (; property; property = xb_xml_next(property, "Property")) {
		struct xb_str name = formal_name(to, property);

		if (ends_with(name, "Keyword") || ends_with(name, "Keywords"))
			xb_iptc_add_attr(to, "tags", property, "Value");
	}
}

/* City, state and country of a location, the smallest first. */
static void
add_location(struct xb_iptc *to, const xmlNode *location)
{
	static const char *const sizes[] = { "City", "Area", "Country" };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		for (const xmlNode *node = xb_xml_child(location, "Property"); node; node = xb_xml_next(node, "Property"))
			if (ends_with(formal_name(to, node), sizes[i]))
				xb_iptc_add_attr(to, "place", node, "Value");
}

static void
add_metadata(struct xb_iptc *to, const xmlNode *component)
{
	const xmlNode *lines = xb_xml_child(component, "NewsLines");
	const xmlNode *described = xb_xml_child(component, "DescriptiveMetadata");
	bool bylined = xb_iptc_has(to, "byline"), placed = xb_iptc_has(to, "place");

	xb_iptc_add_rows(to, component, component_rows, sizeof(component_rows) / sizeof(*component_rows));
	if (!bylined)
		add_all(to, "byline", lines, "ByLine");
	if (!placed)
		add_location(to, xb_xml_child(described, "Location"));
	if (!xb_iptc_has(to, "dateline"))
		add_all(to, "dateline", lines, "DateLine");
	add_all(to, "tags", lines, "KeywordLine");
	add_subjects(to, "tags", true, described);
	add_keywords(to, described);
	for (const xmlNode *node = xb_xml_child(component, "Metadata"); node; node = xb_xml_next(node, "Metadata"))
		add_keywords(to, node);
	add_subjects(to, "subject_code", false, described);
}

/* ---- The content ---- */

enum part { PART_TEXT, PART_AFTER, PART_TITLE, PART_SUBTITLE, PART_SUMMARY, PART_NONE };

static enum part
part_of(const struct xb_iptc *to, const xmlNode *component)
{
	static const struct { const char *role; enum part part; } roles[] = {
		{ "HeadLine", PART_TITLE },  { "SubHeadLine", PART_SUBTITLE }, { "Abstract", PART_SUMMARY },
		{ "Summary", PART_SUMMARY }, { "Caption", PART_AFTER },        { "Contact", PART_AFTER },
		{ "Photo", PART_AFTER },     { "Picture", PART_AFTER },        { "Graphic", PART_AFTER },
		{ "Video", PART_AFTER },     { "Audio", PART_AFTER },          { "Logo", PART_NONE },
		{ "StyleSheet", PART_NONE }, { "Thumbnail", PART_NONE },
	};
	struct xb_str role = formal_name(to, xb_xml_child(component, "Role"));

	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (xb_str_is_nocase(role, roles[i].role))
			return roles[i].part;
	return PART_TEXT;
}

/* The content item that is text, of several that say the same the best: 3 marked-up text, 2 plain text, 0 no text. */
static int
text_rank(const struct xb_iptc *to, const xmlNode *item)
{
	const xmlNode *data = xb_xml_child(item, "DataContent");
	struct xb_str mime = formal_name(to, xb_xml_child(item, "MimeType"));

	if (!data || xb_xml_child(item, "Encoding") || xb_str_is_nocase(mime, "text/css"))
		return 0;
	if (mime.len && !xb_str_starts(mime, "text/") && !memmem(mime.ptr, mime.len, "xml", 3))
		return 0;
	return xb_xml_child(data, NULL) ? 3 : 2;
}

/* A component's content items are one content in several formats. */
static const xmlNode *
content_of(const struct xb_iptc *to, const xmlNode *component)
{
	const xmlNode *best = NULL;
	int best_rank = 0;

	for (const xmlNode *item = xb_xml_child(component, "ContentItem"); item; item = xb_xml_next(item, "ContentItem")) {
		int rank = text_rank(to, item);

		if (rank > best_rank) {
			best = xb_xml_child(item, "DataContent");
			best_rank = rank;
		}
	}
	return best;
}

/* Only the first components, which are the outer ones, tell of the whole item: each time all that was told is looked
 * through. */
#define TELLING_MAX 64

struct content {
	struct xb_iptc *to;
	struct xb_iptc after; /* what comes after the text, in a record of its own */
	struct xb_record later;
	struct xb_str lang;
	size_t components;
};

static void
add_content(struct content *content, enum part part, const xmlNode *data)
{
	static const char *const names[] = {
		[PART_TEXT] = "body", [PART_AFTER] = "body", [PART_TITLE] = "title", [PART_SUBTITLE] = "subtitle",
		[PART_SUMMARY] = "summary",
	};
	struct xb_iptc *to = part == PART_AFTER ? &content->after : content->to;

	if ((part != PART_TITLE && part != PART_SUBTITLE) || !xb_iptc_has(to, names[part]))
		xb_iptc_add(to, names[part], xb_prose_content(data, to->arena));
}

/* One component without those in it. The headline of a picture that goes with a text is its caption. */
static void
add_component(struct content *content, const xmlNode *component)
{
	struct xb_iptc *to = content->to;
	enum part part = part_of(to, component);
	const xmlNode *data = content_of(to, component);
	bool telling = content->components++ < TELLING_MAX;

	if (part == PART_NONE || (!telling && part != PART_TEXT && part != PART_AFTER))
		return;
	if (part == PART_AFTER && (!telling || xb_iptc_has(to, "title")))
		xb_iptc_add_line(&content->after, "body", xb_xml_find(component, "NewsLines/HeadLine"));
	else if (telling)
		add_metadata(to, component);
	if (telling)
		content->lang = xb_iptc_value(to, "lang");
	if (data)
		add_content(content, part, data);
	if (telling && part == PART_TEXT)
		xb_nitf_add_missing(to, xb_xml_child(data, "nitf"));
}

/* Of equivalents that an editor may choose from, one is read: the first that has content, or components that have. Those
 * in another language are no repetition. */
static bool
is_repetition(const struct content *content, const xmlNode *component)
{
	const struct xb_iptc *to = content->to;
	const xmlNode *list = component->parent;
	struct xb_str lang = formal_name(to, xb_xml_find(component, "DescriptiveMetadata/Language"));

	return list->_private && (!lang.len || xb_str_equal(lang, content->lang)) &&
	       xb_str_is_nocase(xb_xml_attr(list, "EquivalentsList", to->arena), "yes");
}

static xmlNode *
next_component(const xmlNode *item, xmlNode *node, bool deeper)
{
	xmlNode *next = deeper ? xb_xml_child(node, "NewsComponent") : NULL;

	for (; !next && node != item; node = node->parent)
		next = xb_xml_next(node, "NewsComponent");
	return next;
}

static void
add_components(struct content *content, xmlNode *item)
{
	xmlNode *component = next_component(item, item, true);

	while (component) {
		bool taken = !is_repetition(content, component);

		if (taken) {
			add_component(content, component);
			if (content_of(content->to, component) || xb_xml_child(component, "NewsComponent"))
				component->parent->_private = component; /* the list has been chosen from */
		}
		component = next_component(item, component, taken);
	}
	for (size_t i = 0; i < content->later.npairs; i++)
		xb_iptc_add(content->to, "body", content->later.pairs[i].value);
	content->to->full |= content->after.full;
}

/* What is said once for all items, and what stands in for what an item does not say. */
static const struct xb_iptc_row envelope_rows[] = {
	{ "NewsEnvelope/SentFrom/Party", "FormalName", "source", false },
	{ "NewsEnvelope/NewsService", "FormalName", "service", false },
	{ "NewsEnvelope/NewsProduct", "FormalName", "product", false },
	{ "NewsEnvelope/Priority", "FormalName", "priority", false },
};
static const struct xb_iptc_row last_rows[] = {
	{ "Identification/NewsIdentifier/ProviderId", NULL, "source", false },
	{ "NewsComponent/AdministrativeMetadata/Creator/Party", "FormalName", "byline", false },
	{ "Identification/NameLabel", NULL, "slug", false },
};

static const char *
fill(struct xb_iptc *to, xmlNode *item)
{
	struct content content = { .to = to };

	content.after = (struct xb_iptc){ .record = &content.later, .arena = to->arena };
	add_id(to, xb_xml_find(item, "Identification/NewsIdentifier"));
	xb_iptc_add_rows(to, item, item_rows, sizeof(item_rows) / sizeof(*item_rows));
	add_status(to, xb_xml_child(item, "NewsManagement"));
	add_components(&content, item);
	xb_iptc_add_rows(to, xmlDocGetRootElement(item->doc), envelope_rows,
	                 sizeof(envelope_rows) / sizeof(*envelope_rows));
	xb_iptc_add_rows(to, item, last_rows, sizeof(last_rows) / sizeof(*last_rows));
	xb_iptc_add_attr(to, "related", xb_xml_find(item, "NewsManagement/AssociatedWith"), "NewsItem");
	return xb_iptc_finish(to);
}

static const struct xb_iptc_format newsml = {
	.name = "NewsML 1.2",
	.item = "NewsItem",
	.is_root = is_newsml,
	.next = next_item,
	.fill = fill,
};

static xabar_status
newsml_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	return xb_iptc_next(record, more, &newsml, ctx, err);
}

static int
newsml_detect(struct xb_str head)
{
	return xb_str_is(xb_xml_root_of(head).name, "NewsML") ? 97 : 0;
}

const struct xb_format xb_format_newsml = {
	.name = "newsml",
	.suffixes = ".xml",
	.help = "IPTC's NewsML 1.0 to 1.2",
	.detect = newsml_detect,
	.open = xb_iptc_open,
	.close = xb_iptc_close,
	.next = newsml_next,
};
