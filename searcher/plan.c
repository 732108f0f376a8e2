/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan.h"

#include "plan_terms.h"

/* The clauses of a list by what each does. */
struct clauses {
	struct xb_nodes must;    /* has to match, and weighs */
	struct xb_nodes filters; /* has to match */
	struct xb_nodes should;  /* weighs; one of them has to match when nothing must */
	struct xb_nodes maybe;   /* only weighs */
	struct xb_nodes not;     /* must not match */
	struct xb_nodes alternatives[XB_FIELD_COUNT]; /* filters on fields with one value, by field */
};

static const struct xb_node everything = { .op = XB_OP_ALL };

static const struct xb_node *plan_node(struct xb_planner *planner, const struct xb_query *query);

static bool
is_leaf(const struct xb_query *query)
{
	return query->kind == XB_QUERY_WORD || query->kind == XB_QUERY_PHRASE || query->kind == XB_QUERY_NAME ||
	       query->kind == XB_QUERY_DATE;
}

/* Does any of it count in the ranking? */
static bool
scores(const struct xb_query *query)
{
	if (is_leaf(query))
		return !query->field || query->field->kind == XB_KIND_TEXT;
	if (query->kind == XB_QUERY_NOT)
		return false;
	for (size_t i = 0; i < query->nchildren; i++)
		if (query->children[i]->sign != '-' && scores(query->children[i]))
			return true;
	return false;
}

/* Is all of it about fields? Then it is a condition, wherever it stands: "title:corridor" as much as
 * "(title:corridor OR title:railway)". */
static bool
restricts(const struct xb_query *query)
{
	if (is_leaf(query))
		return query->field != NULL;
	for (size_t i = 0; i < query->nchildren; i++)
		if (!restricts(query->children[i]))
			return false;
	return query->nchildren > 0;
}

static const struct xb_node *
plan_excluded(struct xb_planner *planner, const struct xb_query *query)
{
	const struct xb_node *node;

	planner->excluded++;
	node = plan_node(planner, query);
	planner->excluded--;
	return node;
}

static bool
is_plain_word(const struct xb_query *query)
{
	return query->kind == XB_QUERY_WORD && !query->field && !query->sign && !query->exact && !query->patterns;
}

/* A word typed twice is not wanted twice as much. One that is made of several is found where they stand together; as a single
 * word's stems, they weigh wherever something is found, so that "shock-wave" is about shock waves. */
static void
place_wanted(struct xb_planner *planner, struct clauses *clauses, const struct xb_query *child, const struct xb_node *node)
{
	struct xb_nodes parts = { 0 };

	if (xb_nodes_have(&clauses->should, node))
		return;
	if (is_plain_word(child))
		xb_plan_parts(planner, &parts, child);
	xb_nodes_push(planner, &clauses->should, parts.n ? xb_node_scale(planner, node, XB_EXACT_FACTOR) : node);
	for (size_t i = 0; i < parts.n; i++)
		if (!xb_nodes_have(&clauses->maybe, parts.array[i]))
			xb_nodes_push(planner, &clauses->maybe, parts.array[i]);
}

/* Put a child of a list, or with `all` of an AND, where it belongs. Of a list of which all words are required they are. */
static void
place(struct xb_planner *planner, struct clauses *clauses, const struct xb_query *child, bool all, bool all_words)
{
	bool required = all || child->sign == '+';
	const struct xb_node *node;

	if (child->sign == '-' || child->kind == XB_QUERY_NOT) {
		const struct xb_query *what = child->sign == '-' ? child : child->children[0];

		xb_nodes_push(planner, &clauses->not, plan_excluded(planner, what));
		return;
	}
	node = plan_node(planner, child);
	if (!required && is_leaf(child) && !scores(child) && !child->field->many)
		xb_nodes_push(planner, &clauses->alternatives[child->field->field], node);
	else if (!scores(child))
		xb_nodes_push(planner, &clauses->filters, node);
	else if (required || all_words || restricts(child))
		xb_nodes_push(planner, &clauses->must, node);
	else
		place_wanted(planner, clauses, child, node);
}

/* `base` with others beside it; itself when there are none. */
static const struct xb_node *
join_beside(struct xb_planner *planner, enum xb_op op, const struct xb_node *base,
            const struct xb_nodes *others)
{
	struct xb_nodes all = { 0 };

	xb_nodes_push(planner, &all, base);
	for (size_t i = 0; i < others->n; i++)
		xb_nodes_push(planner, &all, others->array[i]);
	return xb_nodes_join(planner, op, &all);
}

static const struct xb_node *
combine(struct xb_planner *planner, struct clauses *clauses)
{
	const struct xb_node *base = &everything;

	for (size_t i = 0; i < XB_FIELD_COUNT; i++)
		if (clauses->alternatives[i].n)
			xb_nodes_push(planner, &clauses->filters,
			              xb_nodes_join(planner, XB_OP_OR, &clauses->alternatives[i]));
	if (clauses->must.n) {
		base = xb_nodes_join(planner, XB_OP_AND, &clauses->must);
		base = join_beside(planner, XB_OP_AND_MAYBE, base, &clauses->should);
	} else if (clauses->should.n) {
		base = xb_nodes_join(planner, XB_OP_OR, &clauses->should);
	}
	base = join_beside(planner, XB_OP_AND_MAYBE, base, &clauses->maybe);
	base = join_beside(planner, XB_OP_FILTER, base, &clauses->filters);
	return join_beside(planner, XB_OP_AND_NOT, base, &clauses->not);
}

/* "Saudi Arabia" is two words, and one name: where plain words, side by side, are the name of something, *out is its other names.
 * Returns how many of the first words that takes: the most, or 1. */
static size_t
find_name(const struct xb_node **out, struct xb_planner *planner, const struct xb_query *const *children, size_t n)
{
	size_t nplain = 0;

	while (nplain < n && nplain < XB_ALIAS_WORDS_MAX && is_plain_word(children[nplain]))
		nplain++;
	for (; nplain > 1; nplain--) {
		struct xb_str first = children[0]->text, last = children[nplain - 1]->text;
		struct xb_str text = xb_strn(first.ptr, (size_t)(last.ptr + last.len - first.ptr));

		*out = xb_plan_name(planner, text);
		if (*out)
			return nplain;
	}
	*out = NULL;
	return 1;
}

static size_t
place_name(struct xb_planner *planner, struct clauses *clauses, const struct xb_query *const *children, size_t n)
{
	const struct xb_node *name;
	const size_t taken = find_name(&name, planner, children, n);

	if (name)
		xb_nodes_push(planner, &clauses->should, name);
	return taken;
}

/* Where all words are required: the first child, or as many as are a name, in place of which another name of the same will do. */
static size_t
place_required(struct xb_planner *planner, struct clauses *clauses, const struct xb_query *const *children, size_t n)
{
	struct xb_nodes words = { 0 }, ways = { 0 };
	const struct xb_node *name = NULL;
	const size_t taken = planner->varies ? find_name(&name, planner, children, n) : 1;

	if (!name) {
		place(planner, clauses, children[0], false, true);
		return 1;
	}
	for (size_t i = 0; i < taken; i++)
		xb_nodes_push(planner, &words, plan_node(planner, children[i]));
	xb_nodes_push(planner, &ways, xb_nodes_join(planner, XB_OP_AND, &words));
	xb_nodes_push(planner, &ways, name);
	xb_nodes_push(planner, &clauses->must, xb_nodes_join(planner, XB_OP_OR, &ways));
	return taken;
}

/* A list or an AND. A list of nothing finds nothing (a plain query without a word in it), all of no
 * conditions is everything. */
static const struct xb_node *
plan_clauses(struct xb_planner *planner, const struct xb_query *const *children, size_t n, bool all)
{
	struct clauses clauses = { 0 };

	if (!n && !all)
		return xb_node_nothing();
	for (size_t i = 0; i < n; i++)
		place(planner, &clauses, children[i], all, false);
	for (size_t i = 0; i < n && planner->varies && !all;)
		i += place_name(planner, &clauses, children + i, n - i);
	return combine(planner, &clauses);
}

static const struct xb_node *
plan_list(struct xb_planner *planner, const struct xb_query *list)
{
	struct clauses clauses = { 0 };

	if (!list->all)
		return plan_clauses(planner, list->children, list->nchildren, false);
	for (size_t i = 0; i < list->nchildren;)
		i += place_required(planner, &clauses, list->children + i, list->nchildren - i);
	return combine(planner, &clauses);
}

/* Filter terms are without weight beside words only when told so: Xapian weighs by rarity, too. */
static const struct xb_node *
plan_or(struct xb_planner *planner, const struct xb_query *query)
{
	struct xb_nodes sides = { 0 };

	for (size_t i = 0; i < query->nchildren; i++) {
		const struct xb_query *child = query->children[i];
		const struct xb_node *node = plan_node(planner, child);

		xb_nodes_push(planner, &sides, scores(child) ? node : xb_node_scale(planner, node, 0));
	}
	return xb_nodes_join(planner, XB_OP_OR, &sides);
}

static const struct xb_node *
plan_not(struct xb_planner *planner, const struct xb_query *query)
{
	struct xb_nodes not = { 0 };

	xb_nodes_push(planner, &not, plan_excluded(planner, query->children[0]));
	return join_beside(planner, XB_OP_AND_NOT, &everything, &not);
}

/* Recurses as deep as the parser lets groups be nested. */
static const struct xb_node *
plan_node(struct xb_planner *planner, const struct xb_query *query)
{
	switch (query->kind) {
	case XB_QUERY_LIST:
		return plan_list(planner, query);
	case XB_QUERY_AND:
		return plan_clauses(planner, query->children, query->nchildren, true);
	case XB_QUERY_OR:
		return plan_or(planner, query);
	case XB_QUERY_NOT:
		return plan_not(planner, query);
	case XB_QUERY_NEAR:
		return xb_plan_near(planner, query);
	default:
		return xb_plan_leaf(planner, query);
	}
}

xabar_status
xb_plan_make(struct xb_plan *out, const struct xb_query *query, struct xb_analyzer *analyzer,
             const struct xb_variant_sources *sources, struct xb_arena *arena, xabar_error *err)
{
	struct xb_planner planner = {
		.analyzer = analyzer,
		.sources = sources,
		.varies = sources && !sources->patterns_only,
		.arena = arena,
		.err = err,
	};
	bool whole = query->kind == XB_QUERY_LIST || query->kind == XB_QUERY_AND;
	const struct xb_node *root;

	*out = (struct xb_plan){ 0 };
	/* A query of one clause is a list of it, so that a lone filter filters everything. */
	root = whole ? plan_node(&planner, query) : plan_clauses(&planner, &query, 1, false);
	if (planner.status == XABAR_OK)
		*out = (struct xb_plan){
			.root = root,
			.wanted = planner.wanted,
			.nwanted = planner.nwanted,
			.asked = (const struct xb_asked *const *)planner.asked,
			.nasked = planner.nasked,
			.scored = scores(query),
			.name = planner.name,
		};
	return planner.status;
}
