/* SPDX-License-Identifier: GPL-2.0-or-later */
/* openapi.c - the OpenAPI 3.1 description of the server, from the tables of route.c. */
#include "handlers.h"

#include <stdio.h>

#include "json.h"

/* Of what answers hold, as far as clients may count on it: members are added freely. */
static const char schemas[] =
	"\"Results\":{\"type\":\"object\",\"required\":[\"xabar\",\"query\",\"total\",\"took_ms\",\"generation\",\"hits\"],"
	"\"properties\":{\"xabar\":{\"type\":\"integer\",\"description\":\"The version of these members.\"},"
	"\"query\":{\"type\":\"string\"},"
	"\"total\":{\"type\":\"object\",\"required\":[\"value\",\"exact\"],\"properties\":{\"value\":{\"type\":\"integer\"},"
	"\"exact\":{\"type\":\"boolean\"}}},"
	"\"took_ms\":{\"type\":\"number\"},\"generation\":{\"type\":\"integer\"},"
	"\"incomplete\":{\"$ref\":\"#/components/schemas/Incomplete\"},"
	"\"expanded\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"
	"\"next\":{\"type\":\"string\",\"description\":\"The cursor of the next page.\"},"
	"\"hits\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Hit\"}},"
	"\"facets\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
	"\"required\":[\"value\",\"count\"],\"properties\":{\"value\":{\"type\":\"string\"},\"count\":{\"type\":\"integer\"}}}}},"
	"\"histogram\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"key\",\"count\",\"of\"],\"properties\":{"
	"\"key\":{\"type\":\"string\"},\"count\":{\"type\":\"integer\"},\"of\":{\"type\":\"integer\"}}}}}},"
	"\"Hit\":{\"type\":\"object\",\"properties\":{\"rank\":{\"type\":\"integer\"},\"id\":{\"type\":\"string\"},"
	"\"score\":{\"type\":\"number\"},\"title\":{\"type\":\"string\"},\"date\":{\"type\":\"string\"},\"source\":{\"type\":\"string\"},"
	"\"section\":{\"type\":\"string\"},\"byline\":{\"type\":\"string\"},\"place\":{\"type\":\"string\"},"
	"\"lang\":{\"type\":\"string\"},\"url\":{\"type\":\"string\"},\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
	"\"snippet\":{\"type\":\"object\",\"required\":[\"text\",\"marks\"],\"properties\":{\"text\":{\"type\":\"string\"},"
	"\"marks\":{\"type\":\"array\",\"description\":\"Byte offsets into the text.\",\"items\":{\"type\":\"array\","
	"\"items\":{\"type\":\"integer\"}}}}}}},"
	"\"State\":{\"type\":\"object\",\"required\":[\"status\",\"generation\",\"documents\"],\"properties\":{"
	"\"status\":{\"type\":\"string\"},\"generation\":{\"type\":\"integer\"},\"documents\":{\"type\":\"integer\"},"
	"\"incomplete\":{\"$ref\":\"#/components/schemas/Incomplete\"}}},"
	"\"Incomplete\":{\"type\":\"array\",\"description\":\"Servers of shards that do not answer: nothing is said of theirs.\","
	"\"items\":{\"type\":\"string\"}},"
	"\"Story\":{\"type\":\"object\",\"required\":[\"id\",\"copies\"],\"properties\":{\"id\":{\"type\":\"string\"},"
	"\"copies\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"id\"]}}}},"
	"\"Suggestions\":{\"type\":\"array\",\"description\":\"The query, and what it may have meant.\"},"
	"\"Description\":{\"type\":\"object\",\"required\":[\"openapi\",\"paths\"]},"
	"\"Problem\":{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\",\"code\",\"detail\"],\"properties\":{"
	"\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
	"\"code\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"},\"hint\":{\"type\":\"string\"},"
	"\"column\":{\"type\":\"integer\",\"description\":\"Of the query, from 1 on, in characters.\"}}}";

static void
add_choices(struct xb_buf *out, const struct xb_param *param, enum xb_telling what)
{
	xb_json_key(out, "enum");
	xb_buf_add_char(out, '[');
	for (size_t i = 0; param->choices ? param->choices[i] != NULL : xb_media[i].name != NULL; i++) {
		if (!param->choices && !xb_media_tells(i, what))
			continue;
		xb_json_comma(out);
		xb_json_string(out, xb_str(param->choices ? param->choices[i] : xb_media[i].name));
	}
	xb_buf_add_char(out, ']');
}

static void
add_param_schema(struct xb_buf *out, const struct xb_param *param, const struct xb_route *route, const struct xb_limits *limits)
{
	static const char *const types[] = { [XB_PARAM_TEXT] = "string",   [XB_PARAM_LIST] = "array",
	                                     [XB_PARAM_NUMBER] = "integer", [XB_PARAM_CHOICE] = "string",
	                                     [XB_PARAM_WORD] = "string",   [XB_PARAM_FLAG] = "boolean" };

	xb_json_key(out, "schema");
	xb_buf_add_char(out, '{');
	xb_json_member(out, "type", xb_str(types[param->kind]));
	if (param->kind == XB_PARAM_LIST)
		xb_buf_printf(out, ",\"maxItems\":%d,\"items\":{\"type\":\"string\"}", XB_LIST_MAX);
	if (param->kind == XB_PARAM_NUMBER)
		xb_buf_printf(out, ",\"minimum\":0,\"maximum\":%u",
		              param->offset == offsetof(struct xb_asked, request.limit) ? limits->hits : limits->depth);
	if (param->kind == XB_PARAM_CHOICE || param->kind == XB_PARAM_WORD)
		add_choices(out, param, route->tells);
	xb_buf_add_char(out, '}');
}

static void
add_param(struct xb_buf *out, const char *name, const char *where, const char *help, const char *example)
{
	xb_json_comma(out);
	xb_buf_add_char(out, '{');
	xb_json_member(out, "name", xb_str(name));
	xb_json_member(out, "in", xb_str(where));
	xb_json_member(out, "description", xb_str(help));
	xb_json_member(out, "example", xb_str(example));
}

/* A format, of which not all will do, is the usual one. */
static const char *
example_of(const struct xb_param *param, const struct xb_route *route)
{
	return param->offset == offsetof(struct xb_asked, media) ? xb_media[xb_media_first(route->tells)].name : param->example;
}

static void
add_params(struct xb_buf *out, const struct xb_route *route, const struct xb_limits *limits)
{
	const char *open = strchr(route->path, '{');

	xb_json_key(out, "parameters");
	xb_buf_add_char(out, '[');
	if (open) {
		const bool alert = xb_str_starts(xb_str(open), "{name}");

		add_param(out, alert ? "name" : "id", "path", alert ? "Of an alert, percent-encoded." : "Of a dispatch, percent-encoded.",
		          alert ? "The ferry" : "gilavar-20191206-en-0008");
		xb_buf_add_str(out, xb_str(",\"required\":true,\"schema\":{\"type\":\"string\"}}"));
	}
	for (size_t i = 0; i < xb_nparams; i++)
		if (route->params >> i & 1) {
			add_param(out, xb_params[i].name, "query", xb_params[i].help, example_of(&xb_params[i], route));
			add_param_schema(out, &xb_params[i], route, limits);
			xb_buf_add_char(out, '}');
		}
	xb_buf_add_char(out, ']');
}

static void
add_content(struct xb_buf *out, const char *type, const char *schema)
{
	xb_json_comma(out);
	xb_json_string(out, xb_strn(type, strcspn(type, ";")));
	xb_buf_add_str(out, xb_str(":{"));
	if (schema)
		xb_buf_printf(out, "\"schema\":{\"$ref\":\"#/components/schemas/%s\"}", schema);
	xb_buf_add_char(out, '}');
}

/* Two formats may be of one type, which a description has once. */
static bool
is_first_of_type(size_t row, enum xb_telling what)
{
	for (size_t i = 0; i < row; i++)
		if (xb_media_tells(i, what) && strcmp(xb_media[i].type, xb_media[row].type) == 0)
			return false;
	return true;
}

static void
add_responses(struct xb_buf *out, const struct xb_route *route)
{
	xb_buf_add_str(out, xb_str(",\"responses\":{\"200\":{\"description\":\"It was answered.\""));
	if (route->searches)
		xb_buf_add_str(out, xb_str(",\"headers\":{\"Xabar-Incomplete\":{\"description\":\"Servers of shards that do not answer, with "
		                           "commas between, where there are such.\",\"schema\":{\"type\":\"string\"}}}"));
	xb_buf_add_str(out, xb_str(",\"content\":{"));
	if (route->type)
		add_content(out, route->type, route->schema);
	for (size_t i = 0; !route->type && xb_media[i].name; i++)
		if (xb_media_tells(i, route->tells) && is_first_of_type(i, route->tells))
			add_content(out, xb_media[i].type, strcmp(xb_media[i].type, XB_TYPE_JSON) == 0 ? route->schema : NULL);
	xb_buf_add_str(out, xb_str("}},"));
	if (route->searches && !route->takes_table)
		xb_buf_add_str(out, xb_str("\"304\":{\"description\":\"It is as the client has it.\"},"));
	xb_buf_add_str(out, xb_str("\"default\":{\"description\":\"It was not.\",\"content\":{"));
	add_content(out, XB_TYPE_PROBLEM, "Problem");
	if (route->page)
		add_content(out, XB_TYPE_HTML, NULL);
	xb_buf_add_str(out, xb_str("}}}"));
}

XB_HANDLER(xb_answer_openapi)
{
	struct xb_buf *body = &out->body;

	(void)asked, (void)searcher;
	xb_buf_add_str(body, xb_str("{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"xabar\""));
	xb_json_member(body, "version", xb_str(xabar_version()));
	xb_buf_add_str(body, xb_str("},\"paths\":{"));
	for (size_t i = 0; i < xb_nroutes; i++) {
		const struct xb_route *route = &xb_routes[i];

		xb_json_key(body, route->path);
		xb_buf_printf(body, "{\"%s\":{", strcmp(route->method, "GET") == 0 ? "get" : "post");
		xb_json_member(body, "summary", xb_str(route->help));
		add_params(body, route, &service->limits);
		if (route->takes_table)
			xb_buf_add_str(body, xb_str(",\"requestBody\":{\"required\":true,\"content\":{\"text/csv\":{"
			                            "\"schema\":{\"type\":\"string\"},\"example\":\"name\\nRasht\\n\"}}}"));
		add_responses(body, route);
		xb_buf_add_str(body, xb_str(route->open || !service->tokens.n ? "}}" : ",\"security\":[{\"token\":[]}]}}"));
	}
	xb_buf_add_str(body, xb_str("},\"components\":{\"securitySchemes\":{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}},"
	                            "\"schemas\":{"));
	xb_buf_add_str(body, xb_str(schemas));
	xb_buf_add_str(body, xb_str("}}}\n"));
	return xb_buf_status(body, err);
}
