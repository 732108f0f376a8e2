/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire_story.h"

#include <stdio.h>

#include "wire_text.h"

/* Category letters of ANPA Bulletin 1312 (1979, amended 1989), which IPTC 7901 took over. Agencies add their own. */
static const struct { char letter; const char *name; } categories[] = {
	{ 'a', "domestic" },      { 'b', "special" },     { 'c', "features" },   { 'd', "food" },
	{ 'e', "entertainment" }, { 'f', "financial" },   { 'i', "international" }, { 'k', "commentary" },
	{ 'l', "lifestyle" },     { 'n', "regional" },    { 'o', "weather" },    { 'p', "politics" },
	{ 'q', "sport scores" },  { 'r', "race results" }, { 's', "sport" },     { 't', "travel" },
	{ 'v', "advisory" },      { 'w', "washington" },
};

void
xb_wire_story_marks(struct xb_wire_story *story, struct xb_str line)
{
	const char *status = xb_wire_status(line);
	unsigned version = xb_wire_version(line);

	/* A kill weighs more than the correction that it speaks of. */
	if (status && (!story->status || strcmp(status, "canceled") == 0))
		story->status = status;
	if (version > story->version)
		story->version = version;
	if (xb_wire_embargoed(line))
		story->embargo = line;
}

void
xb_wire_story_note(struct xb_wire_story *story, struct xb_str line)
{
	if (line.len && story->nnotes < sizeof(story->notes) / sizeof(*story->notes))
		story->notes[story->nnotes++] = line;
}

void
xb_wire_story_subtitle(struct xb_wire_story *story, struct xb_str line)
{
	if (story->nsubtitles < sizeof(story->subtitles) / sizeof(*story->subtitles))
		story->subtitles[story->nsubtitles++] = line;
}

static bool
set_date(struct xb_wire_story *story, struct xb_str line, struct xb_arena *arena)
{
	char room[XB_DATE_TEXT_MAX];
	size_t len = line.len <= 200 ? xb_wire_date(room, line) : 0;

	if (len)
		story->date = xb_arena_str(arena, (struct xb_str){ room, len });
	return len > 0;
}

/* The last line that is not empty, taken off the end of the text. */
static struct xb_str
take_last_line(struct xb_str *text)
{
	struct xb_str all = xb_str_trim(*text);
	size_t start = all.len;

	while (start && all.ptr[start - 1] != '\n' && all.ptr[start - 1] != '\r')
		start--;
	*text = (struct xb_str){ all.ptr, start };
	return xb_str_from(all, start);
}

/* Line ends of wires (CR CR LF) would look like empty lines. */
static bool
unify_lines(struct xb_str *text, struct xb_arena *arena)
{
	struct xb_str rest = *text, line;
	char *made, *to;

	if (!memchr(text->ptr, '\r', text->len))
		return true;
	made = to = xb_arena_alloc(arena, text->len + 1);
	while (made && xb_wire_line(&rest, &line)) {
		memcpy(to, line.ptr, line.len);
		to += line.len;
		if (rest.len)
			*to++ = '\n';
	}
	*text = (struct xb_str){ made, (size_t)(to - made) };
	return made != NULL;
}

static void
find_private(struct xb_wire_story *story, struct xb_str text)
{
	struct xb_str rest = text, line;

	story->body = text;
	while (xb_wire_line(&rest, &line)) {
		if (!xb_wire_is_private(line))
			continue;
		story->body.len = (size_t)(line.ptr - text.ptr);
		story->private_text = xb_str_trim(rest);
		break;
	}
	/* Not at the start, where the indentation of the first paragraph tells the margin. */
	while (story->body.len && (unsigned char)story->body.ptr[story->body.len - 1] <= ' ')
		story->body.len--;
}

bool
xb_wire_story_body(struct xb_wire_story *story, struct xb_str text, struct xb_str footer, struct xb_arena *arena)
{
	struct xb_str line, place, last = text;

	while (!story->date.len && xb_wire_line(&footer, &line))
		set_date(story, line, arena);
	if (!story->date.len && set_date(story, take_last_line(&last), arena))
		text = last;
	if (story->date.len && !story->date.ptr)
		return false;
	if (!unify_lines(&text, arena))
		return false;
	find_private(story, text);
	if (!story->agency.len)
		xb_wire_dateline(&place, &story->agency, story->body);
	if (!story->agency.len)
		story->agency = story->service;
	return true;
}

/* A number comes again on another day, so the day is a part of the id. */
static bool
add_id(struct xb_record *record, const struct xb_wire_story *story, struct xb_arena *arena)
{
	struct xb_str id;
	size_t day = strlen("2016-02-20"), len = story->service.len + story->number.len + 1 + day;
	char *made;

	if (story->date.len < day || !story->number.len)
		return true;
	made = xb_arena_alloc(arena, len + 1);
	if (!made)
		return false;
	snprintf(made, len + 1, "%.*s%.*s/%.*s", XB_STR_ARG(story->service), XB_STR_ARG(story->number), (int)day,
	         story->date.ptr);
	id = (struct xb_str){ made, len };
	return xb_record_add_text(record, arena, "id", id);
}

/* Keywords of a slug: between slashes where it has them, else between hyphens. */
static bool
add_tags(struct xb_record *record, struct xb_str slug, struct xb_arena *arena)
{
	char separator = slug.len && memchr(slug.ptr, '/', slug.len) ? '/' : '-';
	bool ok = true;

	while (ok && slug.len) {
		const char *end = memchr(slug.ptr, separator, slug.len);
		struct xb_str tag = { slug.ptr, end ? (size_t)(end - slug.ptr) : slug.len };

		slug = xb_str_from(slug, tag.len + (end != NULL));
		ok = xb_record_add_text(record, arena, "tags", xb_str_trim(tag));
	}
	return ok;
}

static bool
add_version(struct xb_record *record, unsigned version, struct xb_arena *arena)
{
	char room[16];
	struct xb_str made;

	if (!version)
		return true;
	made = xb_arena_str(arena, (struct xb_str){ room, (size_t)snprintf(room, sizeof(room), "%u", version) });
	return made.ptr && xb_record_add_text(record, arena, "version", made);
}

static struct xb_str
section_of(struct xb_str category)
{
	for (size_t i = 0; category.len == 1 && i < sizeof(categories) / sizeof(*categories); i++)
		if ((*category.ptr | 0x20) == categories[i].letter)
			return xb_str(categories[i].name);
	return category;
}

bool
xb_wire_story_add(struct xb_record *record, const struct xb_wire_story *story, struct xb_arena *arena)
{
	struct xb_str place = { "", 0 }, agency;
	const struct xb_str title = story->title.len || !story->slug_in_title ? story->title : story->slug;
	bool ok = add_id(record, story, arena) && add_version(record, story->version, arena);

	xb_wire_dateline(&place, &agency, story->body);
	const struct { const char *name; struct xb_str value; } pairs[] = {
		{ "status", story->status ? xb_str(story->status) : (struct xb_str){ "", 0 } },
		{ "embargo", story->embargo },
		{ "title", title },
		{ "byline", story->byline },
		{ "date", story->date },
		{ "source", story->agency },
		{ "place", place },
		{ "section", section_of(story->category) },
		{ "urgency", story->urgency },
		{ "priority", story->priority },
		{ "slug", story->slug },
		{ "service", story->service },
		{ "number", story->number },
	};

	for (size_t i = 0; ok && i < sizeof(pairs) / sizeof(*pairs); i++)
		ok = xb_record_add_text(record, arena, pairs[i].name, pairs[i].value);
	ok = ok && add_tags(record, story->slug, arena);
	for (size_t i = 0; ok && i < story->nsubtitles; i++)
		ok = xb_record_add_text(record, arena, "subtitle", story->subtitles[i]);
	for (size_t i = 0; ok && i < story->nnotes; i++)
		ok = xb_record_add_text(record, arena, "ednote", story->notes[i]);
	return ok && xb_record_add_text(record, arena, "ednote", story->private_text) &&
	       xb_record_add_text(record, arena, "body", story->body);
}
