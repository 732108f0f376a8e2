/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "newsml_g2.h"

#include "prose.h"

/* Do two tags name one language: "en", "en-GB"? */
static bool
same_language(struct xb_str a, struct xb_str b)
{
	size_t i = 0;

	while (i < a.len && i < b.len && a.ptr[i] != '-' && (a.ptr[i] | 0x20) == (b.ptr[i] | 0x20))
		i++;
	return (i == a.len || a.ptr[i] == '-') && (i == b.len || b.ptr[i] == '-');
}

const xmlNode *
xb_g2_child(const struct xb_g2_item *item, const xmlNode *parent, const char *name)
{
	const xmlNode *first = xb_xml_child(parent, name);

	for (const xmlNode *node = first; node; node = xb_xml_next(node, name)) {
		struct xb_str lang = xb_xml_attr(node, "lang", item->to->arena);

		if (!lang.len || !item->lang.len || same_language(lang, item->lang))
			return node;
	}
	return first;
}

/* Only so many assertions are asked for a name. */
#define ASSERTS_MAX 256

/* What the item asserts of a concept that it only refers to elsewhere. */
static const xmlNode *
find_assert(const struct xb_g2_item *item, const char *attr, struct xb_str value)
{
	const xmlNode *node = xb_xml_child(item->node, "assert");

	for (int i = 0; node && i < ASSERTS_MAX; i++, node = xb_xml_next(node, "assert"))
		if (value.len && xb_str_equal(xb_xml_attr(node, attr, item->to->arena), value))
			return node;
	return NULL;
}

static const char *const identifiers[] = { "qcode", "literal", "uri" };
#define IDENTIFIERS (sizeof(identifiers) / sizeof(*identifiers))

/* The name of a concept, .len 0 when it has only a code. */
static struct xb_str
concept_name(const struct xb_g2_item *item, const xmlNode *node)
{
	struct xb_arena *arena = item->to->arena;
	const xmlNode *main = xb_xml_child(node, "mainConcept"); /* of one that is told by facets */
	struct xb_str name = xb_prose_line(xb_g2_child(item, main ? main : node, "name"), arena);

	for (size_t i = 0; !name.len && name.ptr && i < IDENTIFIERS; i++) {
		struct xb_str value = xb_xml_attr(node, identifiers[i], arena);

		name = xb_prose_line(xb_g2_child(item, find_assert(item, identifiers[i], value), "name"), arena);
	}
	return name.len || !name.ptr ? name : xb_xml_attr(node, "literal", arena);
}

struct xb_str
xb_g2_words(const struct xb_g2_item *item, const xmlNode *node)
{
	struct xb_str name = concept_name(item, node);

	for (size_t i = 0; !name.len && name.ptr && i < IDENTIFIERS; i += 2) {
		struct xb_str code = xb_iptc_code(xb_xml_attr(node, identifiers[i], item->to->arena));

		if (xb_iptc_is_readable(code))
			name = code;
	}
	return name;
}

/* A host, or for the IPTC's own vocabulary of providers the last part. */
static struct xb_str
provider_of_uri(struct xb_str uri)
{
	const char *slashes = memmem(uri.ptr, uri.len, "://", 3);
	struct xb_str host = slashes ? xb_str_from(uri, (size_t)(slashes - uri.ptr) + 3) : uri;

	if (memmem(uri.ptr, uri.len, "/newsprovider/", 14))
		return xb_iptc_code(uri);
	for (size_t i = 0; i < host.len; i++)
		if (host.ptr[i] == '/')
			host.len = i;
	return host;
}

struct xb_str
xb_g2_provider(const struct xb_g2_item *item, const xmlNode *node)
{
	struct xb_str name = concept_name(item, node);

	if (!name.len && name.ptr)
		name = xb_iptc_code(xb_xml_attr(node, "qcode", item->to->arena));
	if (!name.len && name.ptr)
		name = provider_of_uri(xb_xml_attr(node, "uri", item->to->arena));
	return name;
}

struct xb_str
xb_g2_code(const struct xb_g2_item *item, const xmlNode *node)
{
	struct xb_str qcode = xb_xml_attr(node, "qcode", item->to->arena);

	return xb_iptc_code(qcode.len ? qcode : xb_xml_attr(node, "uri", item->to->arena));
}
