/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_record.h"

#include "json_names.h"
#include "json_pairs.h"
#include "json_sets.h"
#include "ninjs.h"

/* What the names of a record show. */
enum {
	SEES_TITLE = 1 << 0,     /* or a text: the record is not inside another object */
	SEES_PREFIXED = 1 << 1,  /* the same below one of the prefixes */
	SEES_SCHEMA = 1 << 2,
	SEES_PROPERTIES = 1 << 3,
	SEES_WORDPRESS = 1 << 4,
	SEES_NYTIMES = 1 << 5,
	SEES_SECTIONS = 1 << 6,
	SEES_URI = 1 << 7,
	SEES_GUID = 1 << 8,
	SEES_NINJS = 1 << 9,     /* members that ninjs shares with little else */
	SEES_STATUS = 1 << 10,   /* members that only ninjs has */
	SEES_FEED = 1 << 11,
};

static const struct { const char *name; unsigned sees; } signs[] = {
	{ "title", SEES_TITLE },
	{ "text", SEES_TITLE },
	{ "body", SEES_TITLE },
	{ "content", SEES_TITLE },
	{ "headline", SEES_TITLE | SEES_NINJS },
	{ "title.rendered", SEES_TITLE | SEES_WORDPRESS },
	{ "content.rendered", SEES_TITLE | SEES_WORDPRESS },
	{ "headline.main", SEES_TITLE | SEES_NYTIMES },
	{ "body.sections.paragraphs", SEES_TITLE | SEES_SECTIONS },
	{ "schema", SEES_SCHEMA },
	{ "uri", SEES_URI | SEES_TITLE },
	{ "guid", SEES_GUID },
	{ "pubstatus", SEES_NINJS | SEES_STATUS },
	{ "pubStatus", SEES_NINJS | SEES_STATUS },
	{ "versioncreated", SEES_NINJS | SEES_STATUS },
	{ "versionCreated", SEES_NINJS | SEES_STATUS },
	{ "headlines.value", SEES_NINJS },
	{ "descriptions.value", SEES_NINJS },
	{ "bodies.value", SEES_NINJS },
	{ "slugline", SEES_NINJS },
	{ "plannedCoverage.uri", SEES_NINJS },
	{ "eventDetails.eventStatus", SEES_NINJS },
	{ "eventDetails.dates.startDate", SEES_NINJS },
	{ "standard.schema", SEES_NINJS },
	{ "$standard.schema", SEES_NINJS },
	{ "items", SEES_FEED },
	{ "version", SEES_FEED },
};

/* Objects around a document in dumps: Elasticsearch and its kin, CouchDB's views, the Associated Press' API. */
static const char *const prefixes[] = { "_source.", "doc.", "item.", "data.item." };

static unsigned
sees_name(struct xb_str name)
{
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (name.len && *name.ptr == *signs[i].name && xb_str_is(name, signs[i].name))
			return signs[i].sees;
	if (xb_str_starts(name, "body_") || xb_str_starts(name, "description_") || xb_str_starts(name, "headline_"))
		return SEES_NINJS;
	return xb_str_starts(name, "properties.") ? SEES_PROPERTIES : 0;
}

/* The prefix of the names that look like a document's, or NULL. */
static const char *
prefix_of(struct xb_str name)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (xb_str_starts(name, prefixes[i]))
			return prefixes[i];
	return NULL;
}

static unsigned
look(const char **prefix, const struct xb_record *record)
{
	unsigned sees = 0;

	*prefix = NULL;
	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_str name = record->pairs[i].name;
		const char *found = *prefix ? NULL : prefix_of(name);

		if (found && (sees_name(xb_str_from(name, strlen(found))) & SEES_TITLE))
			*prefix = found;
		sees |= sees_name(name);
	}
	return sees;
}

/* Take a prefix off the names that have it. What stands outside of the document gets a name that is none of ours, but
 * for the id where the document has none. */
static bool
unwrap(struct xb_record *record, const char *prefix, struct xb_arena *arena)
{
	size_t len = strlen(prefix);
	bool has_id = false;

	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_pair *pair = &record->pairs[i];

		if (!xb_str_starts(pair->name, prefix))
			continue;
		pair->name = xb_str_from(pair->name, len);
		pair->text = true; /* for now: it has been inside */
		has_id |= xb_str_is(pair->name, "id") || xb_str_is(pair->name, "_id") || xb_str_is(pair->name, "uri") ||
		          xb_str_is(pair->name, "guid");
	}
	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_pair *pair = &record->pairs[i];
		char *made;

		if (pair->text || (!has_id && (xb_str_is(pair->name, "_id") || xb_str_is(pair->name, "id")))) {
			pair->text = false;
			continue;
		}
		made = xb_arena_alloc(arena, pair->name.len + 6);
		if (!made)
			return false;
		memcpy(made, "outer.", 6);
		memcpy(made + 6, pair->name.ptr, pair->name.len);
		pair->name = (struct xb_str){ made, pair->name.len + 6 };
	}
	return true;
}

static bool
is_ninjs(unsigned sees)
{
	return (sees & SEES_URI && sees & SEES_NINJS) || (sees & SEES_GUID && sees & SEES_STATUS);
}

/* False when the arena is full. */
static bool
shape(struct xb_record *record, const char **skip, const struct xb_json_around *around, struct xb_arena *arena)
{
	enum xb_json_around_kind kind = around ? around->kind : XB_JSON_AROUND_NONE;
	const char *prefix;
	unsigned sees = look(&prefix, record);

	if (kind == XB_JSON_AROUND_FEED)
		return xb_json_feed_item(record, &around->members, arena);
	if (kind == XB_JSON_AROUND_CHAT)
		return xb_json_message(record, skip, &around->members, arena);
	if (sees & SEES_FEED && xb_json_is_feed(record)) {
		*skip = "feeds without items";
		return true;
	}
	if (prefix && !(sees & SEES_TITLE)) {
		if (!unwrap(record, prefix, arena))
			return false;
		sees = look(&prefix, record);
	}
	/* FollowTheMoney: {"id": ..., "schema": "Article", "properties": {"title": [...]}}. */
	if ((sees & SEES_SCHEMA) && (sees & SEES_PROPERTIES) && !(sees & SEES_TITLE))
		return unwrap(record, "properties.", arena);
	if (sees & SEES_WORDPRESS)
		return xb_json_wordpress(record, arena);
	if (is_ninjs(sees))
		return xb_ninjs(record, arena);
	if (sees & SEES_NYTIMES)
		xb_json_nytimes(record);
	else if (sees & SEES_SECTIONS)
		xb_json_sections(record);
	return true;
}

xabar_status
xb_json_record(struct xb_record *record, const char **skip, struct xb_str text, const struct xb_json_around *around,
               struct xb_arena *arena, xabar_error *err)
{
	xabar_status status = xb_json_pairs(record, text, arena, err);

	*skip = NULL;
	if (status == XABAR_OK && !shape(record, skip, around, arena))
		return xb_record_fail_full(arena, text.len, err);
	return status;
}
