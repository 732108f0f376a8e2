/* SPDX-License-Identifier: GPL-2.0-or-later */
/* feed_names.h - what the elements of feeds mean, whatever the kind of feed. */
#ifndef XB_FEED_NAMES_H
#define XB_FEED_NAMES_H

#include <libxml/tree.h>

/* Those that say the same are together, the best first. */
enum xb_feed_element {
	XB_FEED_OTHER,

	XB_FEED_ID, XB_FEED_GUID, XB_FEED_DC_IDENTIFIER,
	XB_FEED_TITLE, XB_FEED_DC_TITLE, XB_FEED_MEDIA_TITLE,
	XB_FEED_ORIGINAL_LINK, XB_FEED_LINK, XB_FEED_ATOM_LINK,

	XB_FEED_ENCODED, XB_FEED_YANDEX_TEXT, XB_FEED_CONTENT, XB_FEED_FULLITEM, XB_FEED_XHTML_BODY, XB_FEED_PLAIN_BODY,
	XB_FEED_EXCERPT, XB_FEED_SUMMARY, XB_FEED_DESCRIPTION, XB_FEED_DC_DESCRIPTION,
	XB_FEED_ITUNES_SUMMARY, XB_FEED_MEDIA_DESCRIPTION,

	XB_FEED_PUBDATE, XB_FEED_ISSUED, XB_FEED_DC_DATE, XB_FEED_DCTERMS_ISSUED, XB_FEED_WP_DATE, XB_FEED_CREATED,
	XB_FEED_UPDATED,

	XB_FEED_CREATOR, XB_FEED_AUTHOR, XB_FEED_ITUNES_AUTHOR,
	XB_FEED_CATEGORY, XB_FEED_SUBJECT,
	XB_FEED_KEYWORDS,
	XB_FEED_PLACE,
	XB_FEED_LANGUAGE,
	XB_FEED_SOURCE, XB_FEED_PUBLISHER,

	XB_FEED_MEDIA_GROUP,
	XB_FEED_WP_TYPE, XB_FEED_WP_STATUS,
	XB_FEED_ITEM, XB_FEED_CHANNEL,
	XB_FEED_ELEMENT_COUNT,
};

/* What an element is in a feed. Of an undeclared prefix the usual meaning is taken; the namespace of `parent` (an item, a
 * channel; or NULL) is the feed's own, whatever its address. */
enum xb_feed_element xb_feed_element_of(const xmlNode *node, const xmlNode *parent);

#endif
