/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "jsonld_value.h"

#include <stdio.h>

#include "buf.h"
#include "normalize/url.h"

struct xb_str
xb_jsonld_string(const json_t *value)
{
	return json_is_string(value) ? xb_str_trim((struct xb_str){ json_string_value(value), json_string_length(value) })
	                             : (struct xb_str){ "", 0 };
}

struct xb_str
xb_jsonld_address(const json_t *value)
{
	struct xb_str url;

	if (json_is_array(value))
		value = json_array_get(value, 0);
	if (!json_is_object(value))
		return xb_jsonld_string(value);
	url = xb_jsonld_string(json_object_get(value, "url"));
	return url.len ? url : xb_jsonld_string(json_object_get(value, "@id"));
}

void
xb_jsonld_say(struct xb_jsonld_objects *objects, enum xb_html_fact fact, int rank, struct xb_str value)
{
	struct xb_str copy = value.len ? xb_arena_str(objects->facts->arena, value) : value;

	if (!copy.ptr)
		objects->facts->full = true;
	else
		xb_html_say(objects->facts, fact, rank, copy);
}

/* ---- Kinds of values ---- */

typedef void say_fn(struct xb_jsonld_objects *, enum xb_html_fact, int, const json_t *);

/* The object that a reference {"@id": ...} means, or the value itself. */
static const json_t *
resolved(const struct xb_jsonld_objects *objects, const json_t *value)
{
	struct xb_str id = xb_jsonld_string(json_object_get(value, "@id"));

	if (!id.len || json_object_get(value, "name"))
		return value;
	for (size_t i = 0; i < objects->n; i++)
		if (json_object_get(objects->rows[i], "name") &&
		    xb_str_equal(xb_jsonld_string(json_object_get(objects->rows[i], "@id")), id))
			return objects->rows[i];
	return value;
}

/* The first that is there of an object's strings. */
static struct xb_str
first_string(const json_t *object, const char *const names[])
{
	struct xb_str text = { "", 0 };

	for (size_t i = 0; names[i] && !text.len; i++)
		text = xb_jsonld_string(json_object_get(object, names[i]));
	return text;
}

static void
say_text(struct xb_jsonld_objects *objects, enum xb_html_fact fact, int rank, const json_t *value)
{
	static const char *const names[] = { "@value", "text", "name", "@id", NULL };
	char number[32];

	if (json_is_integer(value)) {
		snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		xb_jsonld_say(objects, fact, rank, xb_str(number));
	} else
		xb_jsonld_say(objects, fact, rank, json_is_object(value) ? first_string(value, names) : xb_jsonld_string(value));
}

/* A person, an organisation, a place: by name, which an address is not. */
static void
say_name(struct xb_jsonld_objects *objects, enum xb_html_fact fact, int rank, const json_t *value)
{
	static const char *const names[] = { "name", "@value", "legalName", "alternateName", NULL };
	static const char *const parts[] = { "addressLocality", "addressRegion", "addressCountry", NULL };
	struct xb_str name;

	value = resolved(objects, value);
	name = json_is_object(value) ? first_string(value, names) : xb_jsonld_string(value);
	if (!name.len && json_is_object(value))
		name = first_string(json_object_get(value, "address"), parts);
	if (!xb_url_is_web(name))
		xb_jsonld_say(objects, fact, rank, name);
}

/* "a, b, c", or one. */
static void
say_words(struct xb_jsonld_objects *objects, enum xb_html_fact fact, int rank, const json_t *value)
{
	struct xb_str text = xb_jsonld_string(value);

	if (json_is_object(value))
		say_name(objects, fact, rank, value);
	for (const char *comma; text.len; text = xb_str_from(text, (size_t)(comma - text.ptr) + 1)) {
		comma = memchr(text.ptr, ',', text.len);
		if (!comma)
			break;
		xb_jsonld_say(objects, fact, rank, (struct xb_str){ text.ptr, (size_t)(comma - text.ptr) });
	}
	xb_jsonld_say(objects, fact, rank, text);
}

static void
say_language(struct xb_jsonld_objects *objects, enum xb_html_fact fact, int rank, const json_t *value)
{
	static const char *const names[] = { "alternateName", "@value", "name", NULL };

	xb_jsonld_say(objects, fact, rank, json_is_object(value) ? first_string(value, names) : xb_jsonld_string(value));
}

static void
say_address(struct xb_jsonld_objects *objects, enum xb_html_fact fact, int rank, const json_t *value)
{
	xb_jsonld_say(objects, fact, rank, xb_jsonld_address(value));
}

/* ---- Properties ---- */

struct property {
	const char *name;
	enum xb_html_fact fact;
	int step; /* added to the rank */
	say_fn *say;
};

/* Addresses stand behind those of the page's head. */
#define ADDRESS_STEP (XB_HTML_BY_META + 50 - XB_HTML_BY_JSONLD)

static const struct property of_article[] = {
	{ "@id", XB_HTML_ID, 0, say_address },
	{ "headline", XB_HTML_TITLE_FACT, 0, say_text },
	{ "name", XB_HTML_TITLE_FACT, 1, say_text },
	{ "alternativeHeadline", XB_HTML_SUBTITLE, 0, say_text },
	{ "abstract", XB_HTML_SUMMARY, 0, say_text },
	{ "description", XB_HTML_SUMMARY, 1, say_text },
	{ "articleBody", XB_HTML_BODY_FACT, 0, say_text },
	{ "text", XB_HTML_BODY_FACT, 1, say_text },
	{ "datePublished", XB_HTML_PUBLISHED, 0, say_text },
	{ "dateCreated", XB_HTML_PUBLISHED, 1, say_text },
	{ "dateModified", XB_HTML_MODIFIED, 0, say_text },
	{ "author", XB_HTML_BYLINE, 0, say_name },
	{ "creator", XB_HTML_BYLINE, 1, say_name },
	{ "publisher", XB_HTML_SOURCE, 0, say_name },
	{ "sourceOrganization", XB_HTML_SOURCE, 1, say_name },
	{ "provider", XB_HTML_SOURCE, 2, say_name },
	{ "dateline", XB_HTML_PLACE, 0, say_text },
	{ "locationCreated", XB_HTML_PLACE, 1, say_name },
	{ "contentLocation", XB_HTML_PLACE, 2, say_name },
	{ "articleSection", XB_HTML_RUBRIC, 0, say_words },
	{ "printSection", XB_HTML_RUBRIC, 1, say_text },
	{ "keywords", XB_HTML_TAGS, 0, say_words },
	{ "about", XB_HTML_TAGS, 1, say_name },
	{ "inLanguage", XB_HTML_LANG, 0, say_language },
	{ "mainEntityOfPage", XB_HTML_URL, ADDRESS_STEP, say_address },
	{ "url", XB_HTML_URL, ADDRESS_STEP + 1, say_address },
	{ "correction", XB_HTML_CORRECTION, 0, say_text },
	{ "printPage", XB_HTML_PRINT_PAGE, 0, say_text },
	{ "printEdition", XB_HTML_PRINT_EDITION, 0, say_text },
};

static const struct property of_page[] = {
	{ "headline", XB_HTML_TITLE_FACT, 0, say_text },
	{ "name", XB_HTML_TITLE_FACT, 1, say_text },
	{ "description", XB_HTML_SUMMARY, 0, say_text },
	{ "datePublished", XB_HTML_PUBLISHED, 0, say_text },
	{ "dateModified", XB_HTML_MODIFIED, 0, say_text },
	{ "publisher", XB_HTML_SOURCE, 1, say_name },
	{ "inLanguage", XB_HTML_LANG, 0, say_language },
	{ "url", XB_HTML_URL, 0, say_address },
};

#define VALUES_MAX 256 /* of one property */

static void
say_properties(struct xb_jsonld_objects *objects, const json_t *object, const struct property *properties, size_t n, int rank)
{
	for (size_t i = 0; i < n; i++) {
		const struct property *p = &properties[i];
		const json_t *value = json_object_get(object, p->name);
		size_t values = json_is_array(value) ? json_array_size(value) : 1;

		for (size_t v = 0; v < values && v < VALUES_MAX; v++)
			p->say(objects, p->fact, rank + p->step, json_is_array(value) ? json_array_get(value, v) : value);
	}
}

/* A live blog's text is that of its updates. */
static void
say_updates(struct xb_jsonld_objects *objects, const json_t *article)
{
	const json_t *updates = json_object_get(article, "liveBlogUpdate");
	struct xb_buf text;
	size_t n = json_is_array(updates) ? json_array_size(updates) : updates ? 1 : 0;

	xb_buf_init(&text, objects->facts->arena->limit);
	xb_buf_add_str(&text, n ? xb_jsonld_string(json_object_get(article, "articleBody")) : xb_str(""));
	for (size_t i = 0; i < n; i++) {
		static const char *const parts[] = { "headline", "articleBody" };
		const json_t *update = json_is_array(updates) ? json_array_get(updates, i) : updates;

		for (size_t p = 0; p < 2; p++) {
			struct xb_str part = xb_jsonld_string(json_object_get(update, parts[p]));

			if (part.len && text.len)
				xb_buf_add(&text, "\n\n", 2);
			xb_buf_add_str(&text, part);
		}
	}
	xb_jsonld_say(objects, XB_HTML_BODY_FACT, XB_HTML_BY_JSONLD - 1, xb_buf_view(&text));
	xb_buf_release(&text);
}

void
xb_jsonld_say_article(struct xb_jsonld_objects *objects, const json_t *article)
{
	say_properties(objects, article, of_article, sizeof(of_article) / sizeof(*of_article), XB_HTML_BY_JSONLD);
	say_updates(objects, article);
}

void
xb_jsonld_say_page(struct xb_jsonld_objects *objects, const json_t *page)
{
	say_properties(objects, page, of_page, sizeof(of_page) / sizeof(*of_page), XB_HTML_BY_JSONLD_WEAK);
}
