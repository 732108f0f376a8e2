/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_names.h"

#include <strings.h>

#include "xml.h"

enum namespace {
	CORE, /* RSS of all kinds and Atom of both: their names never mean different things */
	ATOM, DC, DCTERMS, CONTENT, MEDIA, ITUNES, YANDEX, FEEDBURNER, GEORSS, XHTML, WORDPRESS, EXCERPT, RDF, OTHER,
};

/* Addresses are compared without their case, and without the slash or number sign at their end, which people forget. */
static const struct {
	const char *address;
	enum namespace namespace;
} addresses[] = {
	{ "http://www.w3.org/2005/Atom", ATOM },
	{ "http://purl.org/atom/ns", ATOM },
	{ "http://purl.org/rss/1.0", CORE },
	{ "http://my.netscape.com/rdf/simple/0.9", CORE },
	{ "http://channel.netscape.com/rdf/simple/0.9", CORE },
	{ "http://my.netscape.com/publish/formats/rss-0.91.dtd", CORE },
	{ "http://purl.org/net/rss1.1", CORE },
	{ "http://backend.userland.com/rss", CORE },
	{ "http://backend.userland.com/rss2", CORE },
	{ "http://backend.userland.com/rss191", CORE },
	{ "http://blogs.law.harvard.edu/tech/rss", CORE },
	{ "http://purl.org/dc/elements/1.1", DC },
	{ "http://purl.org/dc/elements/1.0", DC },
	{ "http://purl.org/dc/terms", DCTERMS },
	{ "http://purl.org/rss/1.0/modules/content", CONTENT },
	{ "http://search.yahoo.com/mrss", MEDIA },
	{ "http://www.itunes.com/dtds/podcast-1.0.dtd", ITUNES },
	{ "http://news.yandex.ru", YANDEX },
	{ "http://rssnamespace.org/feedburner/ext/1.0", FEEDBURNER },
	{ "http://www.georss.org/georss", GEORSS },
	{ "http://www.w3.org/1999/xhtml", XHTML },
	{ "http://wordpress.org/export", WORDPRESS }, /* its version follows */
	{ "http://wordpress.org/export/1.2/excerpt", EXCERPT },
	{ "http://wordpress.org/export/1.1/excerpt", EXCERPT },
	{ "http://www.w3.org/1999/02/22-rdf-syntax-ns", RDF },
};

static const struct {
	const char *prefix;
	enum namespace namespace;
} prefixes[] = {
	{ "atom", ATOM }, { "a10", ATOM }, { "rss", CORE }, { "dc", DC },
	{ "dcterms", DCTERMS }, { "content", CONTENT }, { "media", MEDIA },
	{ "itunes", ITUNES }, { "yandex", YANDEX }, { "feedburner", FEEDBURNER },
	{ "georss", GEORSS }, { "xhtml", XHTML }, { "wp", WORDPRESS },
	{ "excerpt", EXCERPT }, { "rdf", RDF },
};

/* Names in lower case: CDF, and feeds written by hand, have capitals. CORE stands for Atom's, too, unless Atom has
 * a row of its own. */
static const struct {
	enum namespace namespace;
	const char *name;
	enum xb_feed_element element;
} elements[] = {
	{ CORE, "item", XB_FEED_ITEM },
	{ CORE, "entry", XB_FEED_ITEM },
	{ CORE, "channel", XB_FEED_CHANNEL },
	{ CORE, "feed", XB_FEED_CHANNEL },
	{ CORE, "id", XB_FEED_ID },
	{ CORE, "guid", XB_FEED_GUID },
	{ DC, "identifier", XB_FEED_DC_IDENTIFIER },
	{ CORE, "title", XB_FEED_TITLE },
	{ DC, "title", XB_FEED_DC_TITLE },
	{ MEDIA, "title", XB_FEED_MEDIA_TITLE },
	{ FEEDBURNER, "origlink", XB_FEED_ORIGINAL_LINK },
	{ ATOM, "link", XB_FEED_ATOM_LINK },
	{ CORE, "link", XB_FEED_LINK },
	{ CONTENT, "encoded", XB_FEED_ENCODED },
	{ YANDEX, "full-text", XB_FEED_YANDEX_TEXT },
	{ CORE, "content", XB_FEED_CONTENT },
	{ CORE, "fullitem", XB_FEED_FULLITEM },
	{ XHTML, "body", XB_FEED_XHTML_BODY },
	{ XHTML, "div", XB_FEED_XHTML_BODY },
	{ CORE, "body", XB_FEED_PLAIN_BODY },
	{ EXCERPT, "encoded", XB_FEED_EXCERPT },
	{ CORE, "summary", XB_FEED_SUMMARY },
	{ CORE, "abstract", XB_FEED_SUMMARY },
	{ CORE, "description", XB_FEED_DESCRIPTION },
	{ DC, "description", XB_FEED_DC_DESCRIPTION },
	{ DCTERMS, "abstract", XB_FEED_DC_DESCRIPTION },
	{ ITUNES, "summary", XB_FEED_ITUNES_SUMMARY },
	{ MEDIA, "description", XB_FEED_MEDIA_DESCRIPTION },
	{ CORE, "pubdate", XB_FEED_PUBDATE },
	{ CORE, "published", XB_FEED_PUBDATE },
	{ CORE, "issued", XB_FEED_ISSUED },
	{ DC, "date", XB_FEED_DC_DATE },
	{ DCTERMS, "date", XB_FEED_DC_DATE },
	{ DCTERMS, "issued", XB_FEED_DCTERMS_ISSUED },
	{ DCTERMS, "available", XB_FEED_DCTERMS_ISSUED },
	{ WORDPRESS, "post_date_gmt", XB_FEED_WP_DATE },
	{ WORDPRESS, "post_date", XB_FEED_WP_DATE },
	{ CORE, "created", XB_FEED_CREATED },
	{ DCTERMS, "created", XB_FEED_CREATED },
	{ CORE, "updated", XB_FEED_UPDATED },
	{ CORE, "modified", XB_FEED_UPDATED },
	{ DCTERMS, "modified", XB_FEED_UPDATED },
	{ WORDPRESS, "post_modified_gmt", XB_FEED_UPDATED },
	{ DC, "creator", XB_FEED_CREATOR },
	{ DC, "author", XB_FEED_CREATOR },
	{ DCTERMS, "creator", XB_FEED_CREATOR },
	{ CORE, "author", XB_FEED_AUTHOR },
	{ ITUNES, "author", XB_FEED_ITUNES_AUTHOR },
	{ CORE, "category", XB_FEED_CATEGORY },
	{ MEDIA, "category", XB_FEED_CATEGORY },
	{ ITUNES, "category", XB_FEED_CATEGORY },
	{ DC, "subject", XB_FEED_SUBJECT },
	{ DCTERMS, "subject", XB_FEED_SUBJECT },
	{ MEDIA, "keywords", XB_FEED_KEYWORDS },
	{ ITUNES, "keywords", XB_FEED_KEYWORDS },
	{ CORE, "keywords", XB_FEED_KEYWORDS },
	{ GEORSS, "featurename", XB_FEED_PLACE },
	{ DC, "coverage", XB_FEED_PLACE },
	{ DCTERMS, "spatial", XB_FEED_PLACE },
	{ CORE, "dateline", XB_FEED_PLACE },
	{ DC, "language", XB_FEED_LANGUAGE },
	{ DCTERMS, "language", XB_FEED_LANGUAGE },
	{ CORE, "language", XB_FEED_LANGUAGE },
	{ CORE, "source", XB_FEED_SOURCE },
	{ DC, "publisher", XB_FEED_PUBLISHER },
	{ MEDIA, "group", XB_FEED_MEDIA_GROUP },
	{ MEDIA, "content", XB_FEED_MEDIA_GROUP },
	{ WORDPRESS, "post_type", XB_FEED_WP_TYPE },
	{ WORDPRESS, "status", XB_FEED_WP_STATUS },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static enum namespace
find_address(const char *address)
{
	size_t len = strlen(address);

	while (len && (address[len - 1] == '/' || address[len - 1] == '#'))
		len--;
	for (size_t i = 0; i < COUNT(addresses); i++)
		if (strlen(addresses[i].address) == len && strncasecmp(addresses[i].address, address, len) == 0)
			return addresses[i].namespace;
	return strncasecmp(address, "http://wordpress.org/export/", 28) == 0 ? WORDPRESS : OTHER;
}

static enum namespace
find_prefix(struct xb_str prefix)
{
	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (xb_str_is_nocase(prefix, prefixes[i].prefix))
			return prefixes[i].namespace;
	return OTHER;
}

static enum namespace
namespace_of(const xmlNode *node, const xmlNode *parent)
{
	const char *name = (const char *)node->name, *colon = strchr(name, ':');
	enum namespace found;

	if (colon)
		return find_prefix(xb_strn(name, (size_t)(colon - name)));
	if (!node->ns || !node->ns->href)
		return CORE;
	found = find_address((const char *)node->ns->href);
	if (found == OTHER && node->ns->prefix)
		found = find_prefix(xb_str((const char *)node->ns->prefix));
	return found == OTHER && (!parent || node->ns == parent->ns) ? CORE : found;
}

static enum xb_feed_element
find_element(enum namespace namespace, const char *name)
{
	for (size_t i = 0; i < COUNT(elements); i++)
		if (elements[i].namespace == namespace && strcasecmp(elements[i].name, name) == 0)
			return elements[i].element;
	return XB_FEED_OTHER;
}

enum xb_feed_element
xb_feed_element_of(const xmlNode *node, const xmlNode *parent)
{
	enum namespace namespace;
	enum xb_feed_element found;
	const char *colon, *name;

	if (node->type != XML_ELEMENT_NODE)
		return XB_FEED_OTHER;
	namespace = namespace_of(node, parent);
	colon = strchr((const char *)node->name, ':');
	name = colon ? colon + 1 : (const char *)node->name;
	found = find_element(namespace, name);
	return found == XB_FEED_OTHER && namespace == ATOM ? find_element(CORE, name) : found;
}
