/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names were lower case in 1.x and 2.x, and are camelCase since 3.0; what was one text, or named body_html, body_text,
 * has been a list of {role, contentType, value} since 2.0. So names are compared without case, and each text is judged
 * with the members beside it. */
#include "ninjs.h"

#include <limits.h>
#include <strings.h>

#include "json_names.h"

/* Where the record may say something in several places, one of them is taken. */
enum choice { TITLE, BODY, SUMMARY, SOURCE, BYLINE, PLACE, SECTION, CHOICES };

static const char *const choice_names[CHOICES] = {
	[TITLE] = "title", [BODY] = "body", [SUMMARY] = "summary", [SOURCE] = "source",
	[BYLINE] = "byline", [PLACE] = "place", [SECTION] = "section",
};

struct choosing {
	int rank[CHOICES];      /* of the best so far */
	size_t pair[CHOICES];   /* and where it is */
};

/* Members with one meaning each. */
static const struct xb_json_rename plain[] = {
	{ "uri", "id", true },
	{ "pubstatus", "status", true },
	{ "embargoed", "embargo", true },
	{ "embargoeduntil", "embargo", true },
	{ "firstcreated", "date", true },
	{ "versioncreated", "updated", true },
	{ "language", "lang", true },
	{ "slugline", "slug", true },
	{ "ednote", "ednote", false },
	{ "evolvedfrom", "replaces", true },
	{ "keywords", "tags", true },
	{ "subject.name", "tags", true },
	{ "subjects.name", "tags", true },
	{ "person.name", "people", true },
	{ "people.name", "people", true },
	{ "organisation.name", "organisations", true },
	{ "organisations.name", "organisations", true },
	{ "event.name", "events", true },
	{ "events.name", "events", true },
	{ "object.name", "objects", true },
	{ "objects.name", "objects", true },
	/* What describes a text that is chosen among, or the form of the record, is of no use without it. */
	{ "headlines.", NULL, false },
	{ "descriptions.", NULL, false },
	{ "bodies.", NULL, false },
	{ "standard.", NULL, false },
	{ "$standard.", NULL, false },
};

/* Members that compete: the lower rank wins. Where it is 10, what stands beside a member is looked at, too. */
static const struct {
	const char *name;  /* a whole name, or its beginning when it ends with '_' */
	enum choice choice;
	int rank;
	const char *other; /* what it is called when another one was chosen; NULL: it is dropped */
} competing[] = {
	{ "headline", TITLE, 0, "subtitle" },
	{ "headlines.value", TITLE, 10, "subtitle" },
	{ "headline_", TITLE, 20, "subtitle" },
	{ "title", TITLE, 30, "itemtitle" },
	{ "event.name", TITLE, 40, "events" },
	{ "events.name", TITLE, 40, "events" },
	{ "body_html", BODY, 0, NULL },
	{ "body_xhtml", BODY, 1, NULL },
	{ "body_text", BODY, 2, NULL },
	{ "body_", BODY, 30, NULL },
	{ "bodies.value", BODY, 10, NULL },
	{ "description_text", SUMMARY, 0, "description_text" },
	{ "description_html", SUMMARY, 1, NULL },
	{ "description_xhtml", SUMMARY, 1, NULL },
	{ "description_", SUMMARY, 20, "description_more" },
	{ "descriptions.value", SUMMARY, 10, "description_more" },
	{ "source", SOURCE, 0, "source" },
	{ "infosource.name", SOURCE, 10, "infosources" },
	{ "infosources.name", SOURCE, 10, "infosources" },
	{ "copyrightholder", SOURCE, 20, "copyrightholder" },
	{ "byline", BYLINE, 0, "byline" },
	{ "by", BYLINE, 0, "byline" },
	{ "authors.name", BYLINE, 10, "authors" },
	{ "people.name", BYLINE, 20, "people" },
	{ "person.name", BYLINE, 20, "people" },
	{ "located", PLACE, 0, "place" },
	{ "place.name", PLACE, 10, "places" },
	{ "places.name", PLACE, 10, "places" },
	{ "service.name", SECTION, 0, "section" },
	{ "genre.name", SECTION, 10, "genre" },
	{ "genres.name", SECTION, 10, "genre" },
};

#define NOT_CHOSEN INT_MAX

/* Which row of `competing` a name has, or -1. */
static int
find_competing(struct xb_str name)
{
	for (size_t i = 0; i < sizeof(competing) / sizeof(*competing); i++) {
		const char *row = competing[i].name;
		size_t len;

		if (name.len == 0 || (*name.ptr | 0x20) != *row)
			continue;
		len = strlen(row);
		if ((row[len - 1] == '_' ? name.len >= len : name.len == len) && strncasecmp(name.ptr, row, len) == 0)
			return (int)i;
	}
	return -1;
}

/* The value of a member of the same object as pair i: "role" beside "headlines.value". Members of one object are not
 * far apart. */
static struct xb_str
beside(const struct xb_record *record, size_t i, const char *member)
{
	const size_t near = 48, len = strlen(member);
	struct xb_str name = record->pairs[i].name;
	const char *dot = memrchr(name.ptr, '.', name.len);
	size_t outer = dot ? (size_t)(dot + 1 - name.ptr) : 0;
	size_t from = i > near ? i - near : 0, to = i + near < record->npairs ? i + near : record->npairs;

	for (size_t j = from; j < to; j++) {
		const struct xb_pair *pair = &record->pairs[j];

		if (pair->object == record->pairs[i].object && pair->name.len == outer + len &&
		    memcmp(pair->name.ptr, name.ptr, outer) == 0 && strncasecmp(pair->name.ptr + outer, member, len) == 0)
			return pair->value;
	}
	return (struct xb_str){ "", 0 };
}

static bool
is_one_of(struct xb_str s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (xb_str_is_nocase(s, names[i]))
			return true;
	return false;
}

#define IS_ONE_OF(s, names) is_one_of(s, names, sizeof(names) / sizeof(*(names)))

/* The end of a role, which may be an address or a code: ".../contentprodpartyrole/interviewee", "crole:source". */
static struct xb_str
role_name(struct xb_str role)
{
	size_t start = role.len;

	while (start && role.ptr[start - 1] != '/' && role.ptr[start - 1] != ':')
		start--;
	return xb_str_from(role, start);
}

static bool
contains(struct xb_str s, const char *part)
{
	size_t len = strlen(part);

	for (size_t i = 0; i + len <= s.len; i++)
		if (strncasecmp(s.ptr + i, part, len) == 0)
			return true;
	return false;
}

/* How good a member of `bodies` is: HTML, plain text, other markup such as NITF. */
static int
rank_body(struct xb_str role, struct xb_str type)
{
	static const char *const main_roles[] = { "main" };
	int rank = 4;

	if (contains(type, "html") || (type.len == 0 && contains(role, "html")))
		rank = 0;
	else if (type.len == 0 || contains(type, "text/plain"))
		rank = 2;
	return rank + !IS_ONE_OF(role, main_roles);
}

/* What the members beside pair i, which has row `row`, make of its rank; NOT_CHOSEN when it cannot be the one. */
static int
rank_of(const struct xb_record *record, size_t i, int row)
{
	static const char *const first_roles[] = { "main", "headline" };
	static const char *const summary_roles[] = { "text", "summary", "abstract", "main", "lead", "html" };
	static const char *const credits[] = { "creditline", "credit", "writer", "byline", "note" };
	static const char *const authors[] = { "author", "writer", "reporter", "correspondent", "creator" };
	static const char *const sources[] = { "source", "provider", "origin" };
	struct xb_str role = role_name(beside(record, i, "role")), rel = role_name(beside(record, i, "rel"));
	int rank = competing[row].rank;

	switch (competing[row].choice) {
	case TITLE:
		return rank + (rank == 10 ? (IS_ONE_OF(role, first_roles) ? 0 : role.len ? 2 : 1) : 0);
	case BODY:
		return rank + (rank == 10 ? rank_body(role, beside(record, i, "contenttype")) : 0);
	case SUMMARY:
		if (rank != 10)
			return contains(record->pairs[i].name, "credit") ? NOT_CHOSEN : rank;
		if (IS_ONE_OF(role, credits))
			return NOT_CHOSEN;
		return rank + (role.len == 0 || IS_ONE_OF(role, summary_roles) ? 0 : 1);
	case SOURCE:
		if (rank != 10)
			return rank;
		role = role.len ? role : rel;
		return role.len == 0 ? 25 : IS_ONE_OF(role, sources) ? rank : NOT_CHOSEN;
	case BYLINE:
		if (rank == 20)
			return IS_ONE_OF(rel, authors) ? rank : NOT_CHOSEN;
		return rank == 0 || role.len == 0 || IS_ONE_OF(role, authors) ? rank : NOT_CHOSEN;
	default:
		return rank;
	}
}

/* Several values of one rank are all taken where a record may have several: people, places, sections. */
static bool
takes_all(enum choice choice)
{
	return choice == BYLINE || choice == PLACE || choice == SECTION;
}

static void
choose(struct choosing *choosing, const struct xb_record *record)
{
	for (size_t c = 0; c < CHOICES; c++)
		choosing->rank[c] = NOT_CHOSEN;
	for (size_t i = 0; i < record->npairs; i++) {
		int row = find_competing(record->pairs[i].name), rank;

		if (row < 0 || xb_str_trim(record->pairs[i].value).len == 0)
			continue;
		rank = rank_of(record, i, row);
		if (rank < choosing->rank[competing[row].choice]) {
			choosing->rank[competing[row].choice] = rank;
			choosing->pair[competing[row].choice] = i;
		}
	}
}

/* Whether a value is text as it stands. A body_html is not, nor what says that it is of another type. */
static bool
is_text(const struct xb_record *record, size_t i, enum choice choice)
{
	struct xb_str name = record->pairs[i].name, type = beside(record, i, "contenttype");

	if (choice != TITLE && choice != BODY && choice != SUMMARY)
		return true;
	return !contains(name, "html") && !contains(beside(record, i, "role"), "html") &&
	       (type.len == 0 || contains(type, "text/plain"));
}

/* What pair i, which has row `row`, is to be called; NULL: it is dropped. */
static const char *
name_of(const struct choosing *choosing, const struct xb_record *record, size_t i, int row)
{
	enum choice choice = competing[row].choice;
	bool chosen = choosing->pair[choice] == i;

	if (choosing->rank[choice] == NOT_CHOSEN)
		return competing[row].other;
	if (!chosen && takes_all(choice))
		chosen = rank_of(record, i, row) == choosing->rank[choice];
	if (chosen)
		return choice_names[choice];
	/* The headline once more, or set in HTML, is no second headline. */
	if (choice == TITLE && (!is_text(record, i, choice) ||
	                        xb_str_equal(record->pairs[i].value, record->pairs[choosing->pair[TITLE]].value)))
		return NULL;
	return competing[row].other;
}

/* What is of no use when it stands alone: sizes and encodings of pictures (their addresses and titles stay), by whom and
 * how surely a subject was given, coordinates. */
static bool
is_detail(struct xb_str name)
{
	static const char *const kept[] = { "href", "title" };
	static const char *const details[] = {
		"rel", "scheme", "creator", "relevance", "confidence", "charcount", "wordcount", "coordinates",
	};
	const char *last = memrchr(name.ptr, '.', name.len);
	struct xb_str member;

	if (!last)
		return false;
	member = xb_str_from(name, (size_t)(last + 1 - name.ptr));
	if (memmem(name.ptr, name.len, "renditions.", 11))
		return !IS_ONE_OF(member, kept);
	return IS_ONE_OF(member, details) || contains(name, "geojson.");
}

/* New names are written beside the pairs first, since roles are found by the old ones. */
static bool
rename_all(struct xb_record *record, const struct choosing *choosing, struct xb_arena *arena)
{
	struct xb_json_rename *to = xb_arena_calloc(arena, record->npairs + 1, sizeof(*to));

	for (size_t i = 0; to && i < record->npairs; i++) {
		struct xb_str name = record->pairs[i].name;
		int row = find_competing(name);
		const struct xb_json_rename *one = xb_json_rename_find(plain, sizeof(plain) / sizeof(*plain), name);

		if (row >= 0)
			to[i] = (struct xb_json_rename){ "", name_of(choosing, record, i, row),
			                                 is_text(record, i, competing[row].choice) };
		else if (one)
			to[i] = (struct xb_json_rename){ "", one->to, one->text };
		else if (is_detail(name))
			to[i].from = "";
	}
	for (size_t i = 0; to && i < record->npairs; i++) {
		if (to[i].from && to[i].to)
			xb_pair_rename(&record->pairs[i], to[i].to, to[i].text);
		else if (to[i].from)
			xb_pair_drop(&record->pairs[i]);
	}
	return to != NULL;
}

/* NewsML-G2's signal of a correction (cv.iptc.org/newscodes/signal) says more than "usable". */
static bool
correct(struct xb_record *record, struct xb_arena *arena)
{
	struct xb_pair *status = NULL;
	bool corrected = false;

	for (size_t i = 0; i < record->npairs; i++) {
		struct xb_pair *pair = &record->pairs[i];

		if (xb_str_is(pair->name, "status"))
			status = pair;
		else if (xb_str_is(pair->name, "signal") || xb_str_starts(pair->name, "signal.") ||
		         xb_str_starts(pair->name, "signals."))
			corrected |= contains(pair->value, "correction");
	}
	if (status && xb_str_is(status->value, "cancelled"))
		status->value = xb_str("canceled");
	if (!corrected || (status && !xb_str_is(status->value, "usable")))
		return true;
	if (status)
		status->value = xb_str("corrected");
	return status || xb_record_add_text(record, arena, "status", xb_str("corrected"));
}

bool
xb_ninjs(struct xb_record *record, struct xb_arena *arena)
{
	struct choosing choosing;

	choose(&choosing, record);
	if (!rename_all(record, &choosing, arena))
		return false;
	xb_record_sweep(record);
	return correct(record, arena);
}
