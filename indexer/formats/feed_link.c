/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_link.h"

#include "normalize/url.h"

enum { RANK_NONE, RANK_GUID, RANK_OTHER_TYPE, RANK_PAGE, RANK_ORIGINAL };

static bool
ends(struct xb_str s, const char *suffix)
{
	size_t len = strlen(suffix);

	return s.len >= len && xb_str_is_nocase(xb_str_from(s, s.len - len), suffix);
}

/* <link href="..." rel="alternate" type="text/html"> of Atom; RSS has none of these attributes. */
static int
rank_link(const xmlNode *node, struct xb_arena *arena)
{
	struct xb_str rel = xb_xml_attr(node, "rel", arena), type = xb_xml_attr(node, "type", arena);

	/* Before RFC 4287 relations were written as addresses, too. */
	if (rel.len && !xb_str_is_nocase(rel, "alternate") && !ends(rel, "/alternate"))
		return RANK_NONE;
	return !type.len || xb_str_is_nocase(type, "text/html") || ends(type, "xhtml+xml") ? RANK_PAGE : RANK_OTHER_TYPE;
}

/* A guid is the page's address unless it says that it is not (RSS 2.0, "guid"). */
static int
rank_guid(const xmlNode *node, struct xb_str url, struct xb_arena *arena)
{
	struct xb_str permalink = xb_xml_attr(node, "isPermaLink", arena);

	if (xb_str_is_nocase(permalink, "false"))
		return RANK_NONE;
	return permalink.len || xb_url_is_web(url) ? RANK_GUID : RANK_NONE;
}

void
xb_feed_link_offer(struct xb_feed_link *link, const xmlNode *node, enum xb_feed_element element, struct xb_arena *arena)
{
	struct xb_str url;
	int rank;

	if (element != XB_FEED_ORIGINAL_LINK && element != XB_FEED_LINK && element != XB_FEED_ATOM_LINK && element != XB_FEED_GUID)
		return;
	url = xb_str_trim(xb_xml_text(node, arena));
	if (element == XB_FEED_GUID) {
		rank = rank_guid(node, url, arena);
	} else if (element == XB_FEED_ORIGINAL_LINK) {
		rank = RANK_ORIGINAL;
	} else {
		rank = rank_link(node, arena);
		if (!url.len)
			url = xb_xml_attr(node, "href", arena);
		if (!url.len)
			url = xb_xml_attr(node, "resource", arena); /* RDF */
	}
	if (url.len && rank > link->rank)
		*link = (struct xb_feed_link){ url, node, rank };
}
