/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "jsonld.h"

#include "html_text.h"
#include "jsonld_mend.h"
#include "jsonld_value.h"

/* Trees take some thirty times the memory of their text. */
#define BYTES_MAX ((size_t)4 << 20)

#define OBJECTS_MAX 1024

void
xb_jsonld_release(struct xb_jsonld *jsonld)
{
	json_decref(jsonld->roots);
	jsonld->roots = NULL;
}

static json_t *
load(struct xb_str script)
{
	struct xb_buf mended;
	json_error_t why;
	json_t *root = json_loadb(script.ptr, script.len, 0, &why);

	if (root)
		return root;
	xb_buf_init(&mended, 4 * BYTES_MAX);
	xb_jsonld_mend(&mended, script);
	root = mended.failed ? NULL : json_loadb(mended.ptr, mended.len, 0, &why);
	xb_buf_release(&mended);
	return root;
}

bool
xb_jsonld_read(struct xb_jsonld *jsonld, struct xb_str script)
{
	json_t *root;

	if (script.len == 0 || script.len > BYTES_MAX - jsonld->bytes)
		return true;
	jsonld->bytes += script.len;
	if (!jsonld->roots)
		jsonld->roots = json_array();
	root = jsonld->roots ? load(script) : NULL;
	if (root)
		json_array_append_new(jsonld->roots, root);
	return jsonld->roots;
}

/* ---- Types ---- */

enum weight { WEIGHT_NONE, WEIGHT_LIST, WEIGHT_SITE, WEIGHT_PAGE, WEIGHT_ARTICLE, WEIGHT_NEWS };

static const struct {
	const char *name;
	enum weight weight;
} types[] = {
	{ "NewsArticle", WEIGHT_NEWS },           { "ReportageNewsArticle", WEIGHT_NEWS },
	{ "AnalysisNewsArticle", WEIGHT_NEWS },   { "OpinionNewsArticle", WEIGHT_NEWS },
	{ "BackgroundNewsArticle", WEIGHT_NEWS }, { "ReviewNewsArticle", WEIGHT_NEWS },
	{ "AskPublicNewsArticle", WEIGHT_NEWS },  { "LiveBlogPosting", WEIGHT_NEWS },
	{ "Article", WEIGHT_ARTICLE },            { "BlogPosting", WEIGHT_ARTICLE },
	{ "Report", WEIGHT_ARTICLE },             { "SocialMediaPosting", WEIGHT_ARTICLE },
	{ "AdvertiserContentArticle", WEIGHT_ARTICLE }, { "SatiricalArticle", WEIGHT_ARTICLE },
	{ "WebPage", WEIGHT_PAGE },               { "ItemPage", WEIGHT_PAGE },
	{ "WebSite", WEIGHT_SITE },               { "BreadcrumbList", WEIGHT_LIST },
};

/* By the last part of "http://schema.org/NewsArticle" or "schema:NewsArticle". */
static enum weight
type_weight(const json_t *type)
{
	struct xb_str name = xb_jsonld_string(type);

	for (size_t i = name.len; i > 0; i--)
		if (strchr("/:#", name.ptr[i - 1])) {
			name = xb_str_from(name, i);
			break;
		}
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (xb_str_is(name, types[i].name))
			return types[i].weight;
	return WEIGHT_NONE;
}

static enum weight
object_weight(const json_t *object)
{
	const json_t *type = json_object_get(object, "@type");
	enum weight best = type_weight(type);

	for (size_t i = 0; json_is_array(type) && i < json_array_size(type); i++) {
		enum weight weight = type_weight(json_array_get(type, i));

		best = weight > best ? weight : best;
	}
	return best;
}

/* ---- Objects ---- */

/* Those of the top and of graphs, and what a page says that it is about; not what lists hold, nor other parts. */
static void
collect(struct xb_jsonld_objects *objects, const json_t *value, unsigned depth)
{
	static const char *const inner[] = { "@graph", "mainEntity", "mainEntityOfPage", "publisher", "author" };

	if (depth == 0)
		return;
	for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++)
		collect(objects, json_array_get(value, i), depth - 1);
	if (!json_is_object(value) || objects->n == OBJECTS_MAX)
		return;
	objects->rows[objects->n++] = value;
	for (size_t i = 0; i < sizeof(inner) / sizeof(*inner); i++)
		collect(objects, json_object_get(value, inner[i]), depth - 1);
}

/* What addresses are compared by: host and path. */
static struct xb_str
address_key(struct xb_str url)
{
	const char *p = memmem(url.ptr, url.len, "//", 2), *end;

	if (p)
		url = xb_str_from(url, (size_t)(p - url.ptr) + 2);
	if (xb_str_starts(url, "www."))
		url = xb_str_from(url, 4);
	if ((end = memchr(url.ptr, '#', url.len)))
		url.len = (size_t)(end - url.ptr);
	while (url.len && url.ptr[url.len - 1] == '/')
		url.len--;
	return url;
}

static bool
has_address(const json_t *object, struct xb_str url)
{
	static const char *const names[] = { "url", "mainEntityOfPage", "@id" };

	for (size_t i = 0; url.len && i < sizeof(names) / sizeof(*names); i++)
		if (xb_str_equal(address_key(xb_jsonld_address(json_object_get(object, names[i]))), address_key(url)))
			return true;
	return false;
}

#define OWN_ADDRESS 16 /* more than all that else counts for an article */

/* The article that the page is of. */
static const json_t *
find_article(const struct xb_jsonld_objects *objects, struct xb_str url)
{
	const json_t *best = NULL;
	int best_score = 0;
	size_t articles = 0;

	for (size_t i = 0; i < objects->n; i++) {
		const json_t *object = objects->rows[i];
		enum weight weight = object_weight(object);
		int score;

		if (weight < WEIGHT_ARTICLE)
			continue;
		articles++;
		score = (has_address(object, url) ? OWN_ADDRESS : 0) + (json_object_get(object, "headline") ? 4 : 0) + (int)weight;
		if (score > best_score) {
			best = object;
			best_score = score;
		}
	}
	return articles > 2 && best_score < OWN_ADDRESS ? NULL : best;
}

static const json_t *
find_weight(const struct xb_jsonld_objects *objects, enum weight weight)
{
	for (size_t i = 0; i < objects->n; i++)
		if (object_weight(objects->rows[i]) == weight)
			return objects->rows[i];
	return NULL;
}

/* ---- Facts ---- */

/* "Home > Politics > Headline": the last but one says which part of the site it is. */
static void
say_breadcrumb(struct xb_jsonld_objects *objects, const json_t *list)
{
	const json_t *items = json_object_get(list, "itemListElement"), *item;
	size_t n = json_array_size(items);
	struct xb_str name;

	if (n < 2)
		return;
	item = json_array_get(items, n > 2 ? n - 2 : 1);
	name = xb_jsonld_string(json_object_get(item, "name"));
	if (!name.len)
		name = xb_jsonld_string(json_object_get(json_object_get(item, "item"), "name"));
	if (n > 2)
		xb_jsonld_say(objects, XB_HTML_RUBRIC, XB_HTML_BY_JSONLD_WEAK, name);
}

void
xb_jsonld_facts(struct xb_html_facts *facts, const struct xb_jsonld *jsonld, struct xb_str url)
{
	struct xb_jsonld_objects objects = { .facts = facts };
	const json_t *article, *page, *site;

	if (!jsonld->roots)
		return;
	objects.rows = xb_arena_alloc(facts->arena, OBJECTS_MAX * sizeof(*objects.rows));
	if (!objects.rows) {
		facts->full = true;
		return;
	}
	collect(&objects, jsonld->roots, 8);
	article = find_article(&objects, url);
	page = find_weight(&objects, WEIGHT_PAGE);
	site = find_weight(&objects, WEIGHT_SITE);
	if (article) {
		xb_jsonld_say_article(&objects, article);
		facts->is_article |= json_object_get(article, "headline") || json_object_get(article, "articleBody");
	}
	if (page)
		xb_jsonld_say_page(&objects, page);
	if (site)
		xb_jsonld_say(&objects, XB_HTML_SOURCE, XB_HTML_BY_JSONLD_WEAK, xb_jsonld_string(json_object_get(site, "name")));
	say_breadcrumb(&objects, find_weight(&objects, WEIGHT_LIST));
}
