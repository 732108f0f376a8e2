/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "route.h"

#include <stddef.h>
#include <stdio.h>

#include "web.h"
#include "handlers.h"
#include "tongue.h"
#include "uri.h"

static const char *const sorts[] = { [XABAR_RELEVANCE] = "relevance", [XABAR_NEWEST] = "newest", [XABAR_OLDEST] = "oldest", NULL };
static const char *const spans[] = { "year", "month", "week", "day", NULL };

enum { Q, FROM, TO, LANG, SOURCE, SECTION, SORT, LIMIT, OFFSET, CURSOR, FACET, HISTOGRAM, COLLAPSE, COPIES, AS_OF, PLAIN, NAMES,
       WITHOUT, EXPLAIN, FIELDS, FORMAT, COLUMN, QUERIES, UI, NPARAMS };

#define AT(member) offsetof(struct xb_asked, member)
const struct xb_param xb_params[NPARAMS] = {
	[Q] = { "q", XB_PARAM_TEXT, AT(request.query), NULL, "corridor railway", "The query, in the language of xabar-query(7)." },
	[FROM] = { "from", XB_PARAM_TEXT, AT(request.from), NULL, "2019", "Published on that date or later." },
	[TO] = { "to", XB_PARAM_TEXT, AT(request.to), NULL, "2024-06", "Published on that date or earlier." },
	[LANG] = { "lang", XB_PARAM_LIST, AT(langs), NULL, "en", "In this language; may be repeated." },
	[SOURCE] = { "source", XB_PARAM_LIST, AT(sources), NULL, "Gilavar", "From this source; may be repeated." },
	[SECTION] = { "section", XB_PARAM_LIST, AT(sections), NULL, "transport", "From this section; may be repeated." },
	[SORT] = { "sort", XB_PARAM_CHOICE, AT(request.order), sorts, "newest", "The order of hits." },
	[LIMIT] = { "limit", XB_PARAM_NUMBER, AT(request.limit), NULL, "3", "Hits to show, at most." },
	[OFFSET] = { "offset", XB_PARAM_NUMBER, AT(request.offset), NULL, "1", "Hits to leave out first." },
	[CURSOR] = { "cursor", XB_PARAM_TEXT, AT(request.cursor), NULL, "*",
	             "Go on behind the page whose answer said it as next, the newest first, or the oldest; * is the first page." },
	[FACET] = { "facet", XB_PARAM_LIST, AT(facets), NULL, "source:5",
	            "Count what matches by a field: source, section, byline, place, lang, tags or status, and how many values at most." },
	[HISTOGRAM] = { "histogram", XB_PARAM_WORD, AT(request.histogram), spans, "month", "Count what matches by spans of time." },
	[COLLAPSE] = { "collapse", XB_PARAM_FLAG, AT(request.collapse), NULL, "true", "Fold near-copies into the hit that comes first." },
	[COPIES] = { "expand_copies", XB_PARAM_FLAG, AT(request.expand_copies), NULL, "true",
	             "With collapse: list them under their hit." },
	[AS_OF] = { "as_of", XB_PARAM_TEXT, AT(request.as_of), NULL, "2023", "The archive as it stood at the end of that date." },
	[PLAIN] = { "plain", XB_PARAM_FLAG, AT(request.plain), NULL, "true", "The query is words, without operators." },
	[NAMES] = { "no_names", XB_PARAM_FLAG, AT(request.no_names), NULL, "true", "Words in the spelling that was typed." },
	[WITHOUT] = { "without", XB_PARAM_LIST, AT(without), NULL, "ардебиля",
	              "Words are not searched for in this other spelling; may be repeated." },
	[EXPLAIN] = { "explain", XB_PARAM_FLAG, AT(request.explain), NULL, "true",
	              "Say what was searched for, and what each hit has of it." },
	[FIELDS] = { "fields", XB_PARAM_TEXT, AT(fields), NULL, "id,date,title",
	             "The fields of a hit, in that order, with commas between." },
	[FORMAT] = { "format", XB_PARAM_CHOICE, AT(media), NULL, "json", "How results are written." },
	[COLUMN] = { "column", XB_PARAM_TEXT, AT(column), NULL, "name", "The column of the table: its name, or its number from 1 on." },
	[QUERIES] = { "queries", XB_PARAM_FLAG, AT(queries), NULL, "true", "It has queries, of which all words are required, not names." },
	[UI] = { "ui", XB_PARAM_WORD, AT(tongue), xb_tongues, "az", "The language that pages speak." },
};
const size_t xb_nparams = NPARAMS;

#define STORY (1u << XB_TELLS_STORY)
#define FEED (1u << XB_TELLS_FEED)
#define TABLE (1u << XB_TELLS_TABLE)
const struct xb_media xb_media[] = {
	[XB_MEDIA_JSON] = { .name = "json", .type = XB_TYPE_JSON, .sums = true, .passages = true, .tells = STORY },
	[XB_MEDIA_CSV] = { .name = "csv", .type = "text/csv; charset=utf-8", .tells = TABLE },
	[XB_MEDIA_JSONL] = { .name = "jsonl", .type = "application/x-ndjson", .passages = true, .tells = TABLE },
	[XB_MEDIA_TSV] = { .name = "tsv", .type = "text/tab-separated-values; charset=utf-8" },
	[XB_MEDIA_TEXT] = { .name = "text", .type = XB_TYPE_PLAIN, .sums = true, .passages = true, .tells = STORY },
	[XB_MEDIA_IDS] = { .name = "ids", .type = XB_TYPE_PLAIN },
	[XB_MEDIA_RSS] = { .name = "rss", .type = "application/rss+xml; charset=utf-8", .passages = true, .whole = true },
	[XB_MEDIA_ATOM] = { .name = "atom", .type = "application/atom+xml; charset=utf-8", .passages = true, .whole = true, .tells = FEED },
	[XB_MEDIA_RIS] = { .name = "ris", .type = "application/x-research-info-systems", .passages = true },
	[XB_MEDIA_BIBTEX] = { .name = "bibtex", .type = "application/x-bibtex", .passages = true },
	[XB_MEDIA_HTML] = { .name = "html", .type = XB_TYPE_HTML, .sums = true, .passages = true },
	[XB_MEDIA_HTML + 1] = { 0 },
};

bool
xb_media_format(xabar_format *out, size_t row)
{
	return xabar_format_find(out, xb_media[row].name, NULL) == XABAR_OK;
}

bool
xb_media_tells(size_t row, enum xb_telling what)
{
	xabar_format format;

	return xb_media_format(&format, row) && (what == XB_TELLS_RESULTS || xb_media[row].tells >> what & 1);
}

uint32_t
xb_media_first(enum xb_telling what)
{
	uint32_t row = 0;

	while (xb_media[row + 1].name && !xb_media_tells(row, what))
		row++;
	return row;
}

#define HOW (1u << FIELDS | 1u << FORMAT | 1u << UI)
#define AMONG (1u << FROM | 1u << TO | 1u << LANG | 1u << SOURCE | 1u << SECTION | 1u << SORT | 1u << LIMIT | 1u << AS_OF | 1u << NAMES)
#define WHICH (1u << Q | AMONG | 1u << OFFSET | 1u << PLAIN | 1u << WITHOUT)
#define FOLDED (1u << COLLAPSE | 1u << COPIES)

/* A path comes before one that its braces would take in. There is no parameter for what is killed, withheld or under embargo: who
 * may see that is at the archive's shell. */
const struct xb_route xb_routes[] = {
	{ "GET", "/", WHICH | 1u << UI, .searches = true, .type = XB_TYPE_HTML, .answer = xb_page_search, .page = xb_page_search,
	  .help = "The page that people search with." },
	{ "GET", "/page.css", 0, .type = "text/css; charset=utf-8", .file = &xb_web_css, .answer = xb_answer_file, .help = "Its looks." },
	{ "GET", "/page.js", 0, .type = "text/javascript; charset=utf-8", .file = &xb_web_js, .answer = xb_answer_file,
	  .help = "What makes it quicker." },
	{ "GET", "/icon.svg", 0, .type = "image/svg+xml", .file = &xb_web_icon, .answer = xb_answer_file, .help = "Its sign." },
	{ "GET", "/search", WHICH | HOW | FOLDED | 1u << CURSOR | 1u << FACET | 1u << HISTOGRAM | 1u << EXPLAIN, .searches = true, .schema = "Results",
	  .answer = xb_answer_search, .page = xb_page_search, .help = "The dispatches that match a query." },
	{ "GET", "/suggest", 1u << Q | 1u << PLAIN, .searches = true, .type = "application/x-suggestions+json", .schema = "Suggestions",
	  .answer = xb_answer_suggest, .help = "What a query with a misspelt word may have meant (OpenSearch Suggestions)." },
	{ "GET", "/doc/{id}/similar", WHICH | HOW | FOLDED, .searches = true, .schema = "Results", .answer = xb_answer_similar,
	  .page = xb_page_similar,
	  .help = "The dispatches about the same as one; a query says among which." },
	{ "GET", "/doc/{id}/versions", HOW | 1u << AS_OF, .searches = true, .schema = "Results", .answer = xb_answer_versions,
	  .page = xb_page_versions,
	  .help = "All versions that are kept of a dispatch, the newest first." },
	{ "GET", "/doc/{id}/spread", 1u << FORMAT, .tells = XB_TELLS_STORY, .searches = true, .schema = "Story", .answer = xb_answer_spread,
	  .help = "Who had the story of a dispatch first, and every copy of it." },
	{ "GET", "/doc/{id}", HOW | 1u << AS_OF, .searches = true, .schema = "Results", .answer = xb_answer_doc, .page = xb_page_doc,
	  .help = "One dispatch, whole, as results of one hit." },
	{ "POST", "/batch", AMONG | 1u << FORMAT | 1u << COLUMN | 1u << QUERIES, .tells = XB_TELLS_TABLE, .searches = true,
	  .takes_table = true, .answer = xb_answer_batch,
	  .help = "The dispatches in which each of the names of a table is, or that match each of its queries, the newest first." },
	{ "GET", "/alerts/{name}.atom", 1u << LIMIT, .tells = XB_TELLS_FEED, .searches = true, .answer = xb_answer_alert,
	  .help = "What an alert matches, the newest first, told or not." },
	{ "GET", "/healthz", 0, .open = true, .type = XB_TYPE_JSON, .schema = "State", .answer = xb_answer_health,
	  .help = "Whether the server runs." },
	{ "GET", "/readyz", 0, .open = true, .type = XB_TYPE_JSON, .schema = "State", .answer = xb_answer_ready,
	  .help = "Whether it takes requests: not when it is about to end." },
	{ "GET", "/metrics", 0, .type = "text/plain; version=0.0.4; charset=utf-8", .answer = xb_answer_metrics,
	  .help = "Requests, latencies and the index, for Prometheus." },
	{ "GET", "/opensearch.xml", 0, .type = "application/opensearchdescription+xml; charset=utf-8", .answer = xb_answer_opensearch,
	  .help = "How browsers and feed readers ask (OpenSearch 1.1)." },
	{ "GET", "/openapi.json", 0, .type = XB_TYPE_JSON, .schema = "Description", .answer = xb_answer_openapi,
	  .help = "This description (OpenAPI 3.1)." },
};
const size_t xb_nroutes = sizeof(xb_routes) / sizeof(*xb_routes);

/* ---- Which route ---- */

const struct xb_route *
xb_route_find(const char *path)
{
	size_t i = 0;

	while (strcmp(xb_routes[i].path, path) != 0)
		i++;
	return &xb_routes[i];
}

bool
xb_asked_page(const struct xb_asked *asked)
{
	return asked->route && asked->route->page && asked->media == XB_MEDIA_HTML;
}

/* What of `path` stands for the braces of `pattern`, not empty; or the empty end of it, where there are none and they are the
 * same. */
static bool
match_path(struct xb_str *name, const char *pattern, const char *path)
{
	const char *open = strchr(pattern, '{'), *after = open ? strchr(open, '}') + 1 : "";
	const size_t len = strlen(path), before = open ? (size_t)(open - pattern) : 0, behind = strlen(after);

	*name = xb_strn(path + len, 0);
	if (!open)
		return strcmp(pattern, path) == 0;
	if (len <= before + behind || memcmp(path, pattern, before) != 0 || strcmp(path + len - behind, after) != 0)
		return false;
	*name = xb_strn(path + before, len - before - behind);
	return true;
}

/* 404, or 405 where the path has a route, which is in out->route then. */
static xabar_status
find_route(struct xb_asked *out, unsigned *code, struct xb_str *name, const char *method, const char *path, xabar_error *err)
{
	const bool head = strcmp(method, "HEAD") == 0;

	for (size_t i = 0; i < xb_nroutes; i++) {
		if (!match_path(name, xb_routes[i].path, path))
			continue;
		out->route = &xb_routes[i];
		out->media = out->route->page == out->route->answer ? XB_MEDIA_HTML : xb_media_first(out->route->tells);
		if (strcmp(head ? "GET" : method, xb_routes[i].method) == 0)
			return XABAR_OK;
		*code = 405;
		xb_fail(err, XABAR_EINVAL, "there is no %s of '%s'", method, xb_routes[i].path);
		return xb_hint(err, XABAR_EINVAL, "ask with %s", xb_routes[i].method);
	}
	*code = 404;
	xb_fail(err, XABAR_ENOTFOUND, "there is nothing at '%s'", path);
	return xb_hint(err, XABAR_ENOTFOUND, "/openapi.json says what there is");
}

/* ---- Its parameters ---- */

static xabar_status
read_number(uint32_t *out, const struct xb_param *param, const char *value, xabar_error *err)
{
	const size_t digits = strspn(value, "0123456789");

	if (!digits || value[digits] || digits > 9)
		return xb_fail(err, XABAR_EINVAL, "%s is a number, not '%s'", param->name, value);
	*out = 0;
	for (size_t i = 0; i < digits; i++)
		*out = 10 * *out + (uint32_t)(value[i] - '0');
	return XABAR_OK;
}

static xabar_status
read_flag(bool *out, const struct xb_param *param, const char *value, xabar_error *err)
{
	*out = strcmp(value, "true") == 0;
	if (*out || strcmp(value, "false") == 0)
		return XABAR_OK;
	return xb_fail(err, XABAR_EINVAL, "%s is true or false, not '%s'", param->name, value);
}

/* "relevance, newest or oldest" */
static xabar_status
refuse_choice(const struct xb_param *param, const char *value, xabar_error *err)
{
	char list[128] = "";
	size_t used = 0;

	for (const char *const *choice = param->choices; *choice && used < sizeof(list); choice++)
		used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%s",
		                         choice == param->choices ? "" : choice[1] ? ", " : " or ", *choice);
	return xb_fail(err, XABAR_EINVAL, "%s is %s, not '%s'", param->name, list, value);
}

static xabar_status
read_choice(uint32_t *out, const struct xb_param *param, const char *value, xabar_error *err)
{
	for (uint32_t i = 0; param->choices[i]; i++)
		if (strcmp(param->choices[i], value) == 0) {
			*out = i;
			return XABAR_OK;
		}
	return refuse_choice(param, value, err);
}

static xabar_status
read_media(uint32_t *out, const char *value, xabar_error *err)
{
	xabar_format format;

	for (uint32_t i = 0; xb_media[i].name; i++)
		if (strcmp(xb_media[i].name, value) == 0 && xb_media_format(&format, i)) {
			*out = i;
			return XABAR_OK;
		}
	xb_fail(err, XABAR_EINVAL, "there is no format '%s'", value);
	return xb_hint(err, XABAR_EINVAL, "/openapi.json lists them");
}

static xabar_status
read_listed(struct xb_list *list, const struct xb_param *param, const char *value, xabar_error *err)
{
	if (list->n == XB_LIST_MAX)
		return xb_fail(err, XABAR_ELIMIT, "%s is repeated more than %d times", param->name, XB_LIST_MAX);
	list->values[list->n++] = value;
	return XABAR_OK;
}

static xabar_status
read_value(struct xb_asked *out, const struct xb_param *param, const char *value, xabar_error *err)
{
	void *at = (char *)out + param->offset;

	switch (param->kind) {
	case XB_PARAM_TEXT:
		*(const char **)at = value;
		return XABAR_OK;
	case XB_PARAM_LIST:
		return read_listed(at, param, value, err);
	case XB_PARAM_NUMBER:
		return read_number(at, param, value, err);
	case XB_PARAM_CHOICE:
		return param->choices ? read_choice(at, param, value, err) : read_media(at, value, err);
	case XB_PARAM_WORD: {
		uint32_t choice;
		xabar_status status = read_choice(&choice, param, value, err);

		if (status == XABAR_OK)
			*(const char **)at = param->choices[choice];
		return status;
	}
	case XB_PARAM_FLAG:
		return read_flag(at, param, value, err);
	}
	return xb_fail(err, XABAR_EINTERNAL, "the parameter %s has no kind", param->name);
}

static xabar_status
read_param(struct xb_asked *out, uint32_t *seen, const struct xb_uri_pair *pair, xabar_error *err)
{
	for (size_t i = 0; i < NPARAMS; i++) {
		const struct xb_param *param = &xb_params[i];

		if (!(out->route->params >> i & 1) || strcmp(param->name, pair->name) != 0)
			continue;
		if (*seen >> i & 1 && param->kind != XB_PARAM_LIST)
			return xb_fail(err, XABAR_EINVAL, "%s is there twice", param->name);
		*seen |= 1u << i;
		return read_value(out, param, pair->value, err);
	}
	xb_fail(err, XABAR_EINVAL, "%s has no parameter '%s'", out->route->path, pair->name);
	return xb_hint(err, XABAR_EINVAL, "/openapi.json lists them");
}

/* ---- Whether what was asked for is allowed ---- */

static xabar_status
check(const struct xb_asked *asked, const struct xb_limits *limits, xabar_error *err)
{
	const xabar_request *request = &asked->request;

	if (request->limit > limits->hits) {
		xb_fail(err, XABAR_ELIMIT, "limit is %u, more than %u", request->limit, limits->hits);
		return xb_hint(err, XABAR_ELIMIT, "ask again with offset for what follows");
	}
	if ((uint64_t)request->offset + request->limit > limits->depth) {
		xb_fail(err, XABAR_ELIMIT, "offset and limit reach hit %llu, beyond %u",
		        (unsigned long long)request->offset + request->limit, limits->depth);
		return xb_hint(err, XABAR_ELIMIT, "narrow it with from and to, or sort the other way round");
	}
	if ((asked->facets.n || request->histogram) && !xb_media[asked->media].sums)
		return xb_fail(err, XABAR_EINVAL, "the format %s has no place for facets and histograms", xb_media[asked->media].name);
	if (!xb_media_tells(asked->media, asked->route->tells))
		return xb_fail(err, XABAR_EINVAL, "the format %s has no place for what %s tells", xb_media[asked->media].name,
		               asked->route->path);
	return XABAR_OK;
}

static xabar_status
read_params(struct xb_asked *out, char *query, xabar_error *err)
{
	struct xb_uri_pair pair;
	uint32_t seen = 0;
	xabar_status status = XABAR_OK;

	while (status == XABAR_OK && xb_uri_next(&pair, &query)) {
		status = xb_uri_decode(pair.name, true, err);
		if (status == XABAR_OK)
			status = xb_uri_decode(pair.value, true, err);
		if (status == XABAR_OK)
			status = read_param(out, &seen, &pair, err);
	}
	return status;
}

xabar_status
xb_route_read(struct xb_asked *out, unsigned *code, const char *method, char *target, const struct xb_limits *limits,
              xabar_error *err)
{
	char *query = strchr(target, '?');
	struct xb_str name;
	xabar_status status;

	*out = (struct xb_asked){ .request = XABAR_REQUEST_INIT };
	if (out->request.limit > limits->hits)
		out->request.limit = limits->hits;
	*code = 200;
	if (query)
		*query++ = '\0';
	status = find_route(out, code, &name, method, target, err);
	if (status != XABAR_OK)
		return status;
	if (name.len) {
		char *id = target + (name.ptr - target);

		id[name.len] = '\0';
		out->name = id;
		status = xb_uri_decode(id, false, err);
	}
	if (status == XABAR_OK)
		status = read_params(out, query, err);
	if (status == XABAR_OK)
		status = check(out, limits, err);
	if (status != XABAR_OK)
		*code = (unsigned)xabar_status_http_code(status);
	return status;
}
