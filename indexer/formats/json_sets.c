/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "json_sets.h"

#include "json_names.h"

#define ROWS(table) (table), sizeof(table) / sizeof(*(table))

static bool
has(const struct xb_record *record, const char *name)
{
	return xb_json_value(record, name).len > 0;
}

static bool
is_number(struct xb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 0;
}

/* a, between, b in one piece; .ptr is NULL when the arena is full. */
static struct xb_str
join(struct xb_str a, const char *between, struct xb_str b, struct xb_arena *arena)
{
	size_t len = strlen(between);
	char *made = xb_arena_alloc(arena, a.len + len + b.len + 1);

	if (!made)
		return (struct xb_str){ NULL, 0 };
	memcpy(made, a.ptr, a.len);
	memcpy(made + a.len, between, len);
	memcpy(made + a.len + len, b.ptr, b.len);
	return (struct xb_str){ made, a.len + len + b.len };
}

/* The value of the pair `name` of the object that pair i belongs to. Members of one object are not far apart. */
static struct xb_str
sibling(const struct xb_record *record, size_t i, const char *name)
{
	const size_t near = 32;
	size_t from = i > near ? i - near : 0, to = i + near < record->npairs ? i + near : record->npairs;

	for (size_t j = from; j < to; j++)
		if (record->pairs[j].object == record->pairs[i].object && xb_str_is(record->pairs[j].name, name))
			return record->pairs[j].value;
	return (struct xb_str){ "", 0 };
}

static const struct xb_json_rename wordpress[] = {
	{ "guid.rendered", "id", true },
	{ "title.rendered", "title", false },
	{ "content.rendered", "body", false },
	{ "excerpt.rendered", "summary", false },
	{ "date_gmt", "date", true },
	{ "modified_gmt", "updated", true },
	{ "link", "url", true },
	{ "slug", "slug", true },
	{ "status", "poststatus", true }, /* "publish", which is none of ours */
	{ "_embedded.author.name", "byline", true },
	{ "yoast_head", NULL, false },
	{ "yoast_head_json.", NULL, false },
	{ "_links.", NULL, false },
};

/* A category or tag that comes with the post, called by the taxonomy that it is of. */
static void
name_terms(struct xb_record *record)
{
	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_str taxonomy;

		if (!xb_str_is(record->pairs[i].name, "_embedded.wp:term.name"))
			continue;
		taxonomy = sibling(record, i, "_embedded.wp:term.taxonomy");
		if (xb_str_is(taxonomy, "category"))
			xb_pair_rename(&record->pairs[i], "section", false);
		else if (xb_str_is(taxonomy, "post_tag"))
			xb_pair_rename(&record->pairs[i], "tags", false);
	}
}

/* Numbers of authors, categories and tags say nothing; nor does a post's number outside of its site. */
static void
name_numbers(struct xb_record *record)
{
	static const struct { const char *from, *to, *unless; } rows[] = {
		{ "author", "authorid", NULL },        { "categories", "categoryids", NULL },
		{ "tags", "tagids", NULL },            { "id", "postid", "guid.rendered" },
		{ "date", "localdate", "date_gmt" },   { "modified", "localmodified", "modified_gmt" },
	};

	for (size_t r = 0; r < sizeof(rows) / sizeof(*rows); r++) {
		if (rows[r].unless && !has(record, rows[r].unless))
			continue;
		for (size_t i = 0; i < record->npairs; i++)
			if (xb_str_is(record->pairs[i].name, rows[r].from) &&
			    (rows[r].unless || is_number(record->pairs[i].value)))
				xb_pair_rename(&record->pairs[i], rows[r].to, true);
	}
}

bool
xb_json_wordpress(struct xb_record *record, struct xb_arena *arena)
{
	name_terms(record);
	name_numbers(record);
	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_pair *pair = &record->pairs[i];

		if (!xb_str_is(pair->name, "date_gmt") && !xb_str_is(pair->name, "modified_gmt"))
			continue;
		if (pair->value.len != strlen("2022-05-18T10:15:00")) /* the zone is not written */
			continue;
		pair->value = join(pair->value, "Z", (struct xb_str){ "", 0 }, arena);
		if (!pair->value.ptr)
			return false;
	}
	xb_json_rename(record, ROWS(wordpress));
	xb_record_sweep(record);
	return true;
}

static const struct xb_json_rename nytimes[] = {
	{ "headline.main", "title", false },
	{ "keywords.value", "tags", true },
	{ "keywords.name", "keywordkinds", true },
	{ "abstract", "summary", false },
	{ "lead_paragraph", "body", false },
	{ "multimedia.", NULL, false },
};

void
xb_json_nytimes(struct xb_record *record)
{
	xb_json_rename(record, ROWS(nytimes));
	xb_record_sweep(record);
}

static const struct xb_json_rename sections[] = {
	{ "body.summary", "summary", false },
	{ "body.sections.headline", "body", false },
	{ "body.sections.paragraphs", "body", false },
	{ "plaintext", NULL, false }, /* the same once more */
};

void
xb_json_sections(struct xb_record *record)
{
	xb_json_rename(record, ROWS(sections));
	xb_record_sweep(record);
}

static const struct xb_json_rename feed_item[] = {
	{ "title", "title", true },
	{ "content_html", "body", false },
	{ "content_text", "body", true },
	{ "summary", "summary", true },
	{ "date_published", "date", true },
	{ "date_modified", "updated", true },
	{ "author.name", "byline", true },
	{ "authors.name", "byline", true },
	{ "language", "lang", true },
	{ "tags", "tags", true },
};

/* What an item does not say, the feed says. */
static bool
inherit(struct xb_record *record, const struct xb_record *feed, struct xb_arena *arena)
{
	static const struct { const char *from, *to; } rows[] = {
		{ "title", "source" }, { "language", "lang" }, { "authors.name", "byline" }, { "author.name", "byline" },
	};
	bool ok = true;

	for (size_t r = 0; ok && r < sizeof(rows) / sizeof(*rows); r++) {
		if (has(record, rows[r].to))
			continue;
		for (size_t i = 0; ok && i < feed->npairs; i++)
			if (xb_str_is(feed->pairs[i].name, rows[r].from))
				ok = xb_record_add_text(record, arena, rows[r].to, feed->pairs[i].value);
	}
	return ok;
}

/* An id that is no address: the item's own address is one, else the feed's with the id. */
static bool
feed_id(struct xb_pair *id, const struct xb_record *feed, bool url, struct xb_arena *arena)
{
	struct xb_str base = xb_json_value(feed, has(feed, "feed_url") ? "feed_url" : "home_page_url");

	if (url)
		xb_pair_rename(id, "itemid", true);
	else if (base.len)
		id->value = join(base, "#", id->value, arena);
	return id->value.ptr != NULL;
}

bool
xb_json_feed_item(struct xb_record *record, const struct xb_record *feed, struct xb_arena *arena)
{
	bool html = has(record, "content_html"), url = has(record, "url"), authors = has(record, "authors.name");

	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_pair *pair = &record->pairs[i];

		if (html && xb_str_is(pair->name, "content_text"))
			xb_pair_drop(pair);
		else if (!url && xb_str_is(pair->name, "external_url"))
			xb_pair_rename(pair, "url", true);
		/* An id need only differ within its feed: "1", "2" of several feeds would replace each other. */
		else if (xb_str_is(pair->name, "id") && !memchr(pair->value.ptr, ':', pair->value.len) &&
		         !feed_id(pair, feed, url, arena))
			return false;
		/* Both are there for old readers, and name the same people. */
		else if (authors && xb_str_is(pair->name, "author.name"))
			xb_pair_drop(pair);
	}
	xb_record_sweep(record);
	xb_json_rename(record, ROWS(feed_item));
	return inherit(record, feed, arena);
}

static const struct xb_json_rename message[] = {
	{ "date_unixtime", "date", true },
	{ "edited_unixtime", "updated", true },
	{ "edited", "updated", true },
	{ "from", "byline", true },
	{ "text_entities.", NULL, false }, /* the text once more */
	{ "text.type", NULL, false },
	{ "type", NULL, false },
};

/* The text is a string, or a list of strings and of objects {"type": "bold", "text": ...}, in order: take its parts out
 * of the record, and put them together. Hashtags become tags. */
static bool
join_text(struct xb_str *out, struct xb_record *record, struct xb_arena *arena)
{
	size_t len = 0;
	char *made;

	for (size_t i = 0; i < record->npairs; i++)
		if (xb_str_is(record->pairs[i].name, "text") || xb_str_is(record->pairs[i].name, "text.text"))
			len += record->pairs[i].value.len;
	made = xb_arena_alloc(arena, len + 1);
	*out = (struct xb_str){ made, 0 };
	for (size_t i = 0; made && i < record->npairs; i++) {
		struct xb_pair *pair = &record->pairs[i];
		bool part = xb_str_is(pair->name, "text.text");

		if (!part && !xb_str_is(pair->name, "text"))
			continue;
		memcpy(made + out->len, pair->value.ptr, pair->value.len);
		out->len += pair->value.len;
		if (part && xb_str_is(sibling(record, i, "text.type"), "hashtag"))
			xb_pair_rename(pair, "tags", true);
		else
			xb_pair_drop(pair);
	}
	return made != NULL;
}

/* An id that no other chat has; of channels and large groups it is the message's address as well. */
static bool
message_id(struct xb_record *record, const struct xb_record *chat, struct xb_arena *arena)
{
	struct xb_str type = xb_json_value(chat, "type"), id = xb_json_value(record, "id");
	bool channel = memmem(type.ptr, type.len, "channel", 7) || memmem(type.ptr, type.len, "supergroup", 10);
	struct xb_str made = join(xb_str(channel ? "https://t.me/c/" : "telegram:"), "", xb_json_value(chat, "id"), arena);

	if (made.ptr)
		made = join(made, "/", id, arena);
	for (size_t i = 0; made.ptr && i < record->npairs; i++)
		if (xb_str_is(record->pairs[i].name, "id"))
			record->pairs[i].value = made;
	return made.ptr != NULL;
}

bool
xb_json_message(struct xb_record *record, const char **skip, const struct xb_record *chat, struct xb_arena *arena)
{
	struct xb_str text, name = xb_json_value(chat, "name");
	bool date = has(record, "date_unixtime"), edited = has(record, "edited_unixtime");

	if (xb_str_is(xb_json_value(record, "type"), "service")) {
		*skip = "service messages";
		return true;
	}
	if (!message_id(record, chat, arena) || !join_text(&text, record, arena))
		return false;
	if (xb_str_trim(text).len == 0) {
		*skip = "messages without text";
		return true;
	}
	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_pair *pair = &record->pairs[i];

		/* The clock of whoever exported the chat, where the instant is known; the channel is no author. */
		if ((date && xb_str_is(pair->name, "date")) || (edited && xb_str_is(pair->name, "edited")) ||
		    (xb_str_is(pair->name, "from") && xb_str_equal(pair->value, name)))
			xb_pair_drop(pair);
	}
	xb_record_sweep(record);
	xb_json_rename(record, ROWS(message));
	xb_record_sweep(record);
	return xb_record_add_text(record, arena, "body", text) && xb_record_add_text(record, arena, "source", name);
}
