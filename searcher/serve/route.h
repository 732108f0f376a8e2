/* SPDX-License-Identifier: GPL-2.0-or-later */
/* route.h - what can be asked of the server: the tables of routes and parameters, from which requests are checked, metrics kept and
 * the OpenAPI description written. */
#ifndef XB_ROUTE_H
#define XB_ROUTE_H

#include "answer.h"
#include "service.h"

/* What a parameter's value is. */
enum xb_param_kind {
	XB_PARAM_TEXT,   /* a const char * */
	XB_PARAM_LIST,   /* may be repeated: a struct xb_list */
	XB_PARAM_NUMBER, /* a uint32_t */
	XB_PARAM_CHOICE, /* one of .choices: the uint32_t is its number */
	XB_PARAM_WORD,   /* one of .choices: the const char * is it */
	XB_PARAM_FLAG    /* "true" or "false": a bool */
};

struct xb_param {
	const char *name;
	enum xb_param_kind kind;
	size_t offset;              /* of its value in a struct xb_asked */
	const char *const *choices; /* NULL-ended */
	const char *example, *help;
};

/* By number, so that a set of them is the bits 1 << number. */
extern const struct xb_param xb_params[];
extern const size_t xb_nparams;

/* What an answer with a format tells. */
enum xb_telling { XB_TELLS_RESULTS, XB_TELLS_STORY, XB_TELLS_FEED, XB_TELLS_TABLE };

/* What is written of results. */
struct xb_media {
	const char *name; /* of a format, as xabar_format_find has it */
	const char *type; /* of its bytes */
	bool sums;        /* it has a place for facets and the histogram */
	bool passages;    /* and for snippets */
	bool whole;       /* and for whole texts */
	unsigned tells;   /* what beside results can be written so: the bits 1 << telling */
};

/* Rows of xb_media. */
enum { XB_MEDIA_JSON, XB_MEDIA_CSV, XB_MEDIA_JSONL, XB_MEDIA_TSV, XB_MEDIA_TEXT, XB_MEDIA_IDS, XB_MEDIA_RSS, XB_MEDIA_ATOM,
       XB_MEDIA_RIS, XB_MEDIA_BIBTEX, XB_MEDIA_HTML };

extern const struct xb_media xb_media[];

/* The format in a row of the table, if the library has it. */
bool xb_media_format(xabar_format *out, size_t row);

/* Whether that can tell such things. The first row that can is what is written without being asked for. */
bool xb_media_tells(size_t row, enum xb_telling what);
uint32_t xb_media_first(enum xb_telling what);

/* Values of a parameter that may be repeated, ended by NULL. */
#define XB_LIST_MAX 32
struct xb_list {
	const char *values[XB_LIST_MAX + 1];
	size_t n;
};

struct xb_route;

/* A request that was understood. What it points to is in the request's target. */
struct xb_asked {
	const struct xb_route *route;
	const char *name;       /* what stands in the braces; NULL: the route has none */
	xabar_request request;
	struct xb_list langs, sources, sections, facets, without;
	uint32_t media;         /* a row of xb_media */
	const char *fields;
	const char *column;     /* of a table, as xabar_batch_options have it */
	bool queries;           /* it is one of queries, not of names */
	struct xb_str body;
	const char *tongue;     /* of the page: one of xb_tongues; NULL: as accepted */
	const char *accepted;   /* the one of them that the client likes best; NULL: it did not say */
	const char *host;       /* as the client calls the server; NULL: it did not say */
};

/* A file that the server has in it. */
struct xb_file {
	const char *begin, *end;
};

#define XB_ANSWER(name) \
	xabar_status name(struct xb_answer *out, const struct xb_asked *asked, struct xb_service *service, xabar_searcher *searcher, \
	                  xabar_error *err)

struct xb_route {
	const char *method;
	const char *path;       /* "/doc/{id}": one part may stand in braces for any text */
	uint32_t params;
	enum xb_telling tells;
	bool searches;          /* it needs a searcher: its answer is made by a worker, and changes with the index alone */
	bool takes_table;       /* as the request's body, of names or queries; then no client keeps the answer */
	bool open;              /* it needs no token */
	const char *type;       /* of the answer, where it has no format */
	const char *schema;     /* of the answer, in the OpenAPI description; NULL: it is not JSON */
	const struct xb_file *file; /* that is the answer; NULL: none is */
	XB_ANSWER((*answer));
	XB_ANSWER((*page));     /* the answer in HTML; NULL: as in other formats */
	const char *help;
};

extern const struct xb_route xb_routes[];
extern const size_t xb_nroutes;

/* The route with a path, which there is. */
const struct xb_route *xb_route_find(const char *path);

/* Whether the answer, or what is wrong, is to be a page. */
bool xb_asked_page(const struct xb_asked *asked);

/* Understand a method and a target, which is overwritten, and lives as long as `out`. *code is HTTP's status code, 200 when it was
 * understood; else `err` says what is wrong, and out->route is NULL where there is no such route. ENOTFOUND, EINVAL, ELIMIT. */
xabar_status xb_route_read(struct xb_asked *out, unsigned *code, const char *method, char *target, const struct xb_limits *limits,
                           xabar_error *err);

#endif
