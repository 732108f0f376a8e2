/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query.h"

#include "query_lex.h"

xabar_status
xb_query_field(const struct xb_query **out, enum xb_field field, struct xb_str value, time_t now,
               struct xb_arena *arena, xabar_error *err)
{
	const struct xb_field_info *info = &xb_fields[field];
	struct xb_query *node = xb_arena_calloc(arena, 1, sizeof(*node));
	bool whole = info->kind == XB_KIND_ID || info->kind == XB_KIND_DATE;
	xabar_status status = XABAR_OK;
	size_t nwords;

	*out = NULL;
	if (!node)
		return xb_fail_nomem(err);
	if (value.len > XB_QUERY_BYTES_MAX)
		return xb_fail(err, XABAR_ELIMIT, "the %s to search for has %zu bytes, more than %d",
		               info->name, value.len, XB_QUERY_BYTES_MAX);
	nwords = whole ? value.len > 0 : xb_query_count_tokens(value, info);
	if (!nwords)
		return xb_fail(err, XABAR_EQUERY, "the %s to search for is empty", info->name);
	if (nwords > XB_QUERY_WORDS_MAX)
		return xb_fail(err, XABAR_ELIMIT, "the %s to search for has more than %d words",
		               info->name, XB_QUERY_WORDS_MAX);
	*node = (struct xb_query){ .kind = XB_QUERY_PHRASE, .text = value, .field = info };
	if (info->kind == XB_KIND_DATE) {
		node->kind = XB_QUERY_DATE;
		status = xb_date_interval(&node->interval, value, now, err);
	}
	*out = status ? NULL : node;
	return status;
}

const struct xb_query *
xb_query_with(const struct xb_query *query, const struct xb_query *const *filters, size_t n,
              struct xb_arena *arena)
{
	struct xb_query *list = xb_arena_calloc(arena, 1, sizeof(*list));
	struct xb_query *must = query ? xb_arena_alloc(arena, sizeof(*must)) : NULL;
	const struct xb_query **children = xb_arena_calloc(arena, n + 1, sizeof(*children));
	size_t at = 0;

	if (!n && query)
		return query;
	if (!list || !children || (query && !must))
		return NULL;
	if (must) {
		*must = *query;
		must->sign = '+';
		children[at++] = must;
	}
	if (n)
		memcpy(children + at, filters, n * sizeof(*children));
	/* All of no conditions is everything; a list of no words is nothing. */
	list->kind = n ? XB_QUERY_LIST : XB_QUERY_AND;
	list->children = children;
	list->nchildren = at + n;
	return list;
}
