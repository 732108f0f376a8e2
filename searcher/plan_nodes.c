/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan_nodes.h"

void
xb_plan_nomem(struct xb_planner *planner)
{
	planner->status = xb_fail_nomem(planner->err);
}

struct xb_node *
xb_node_new(struct xb_planner *planner, enum xb_op op)
{
	struct xb_node *node = xb_arena_calloc(planner->arena, 1, sizeof(*node));

	if (!node)
		xb_plan_nomem(planner);
	else
		node->op = op;
	return node;
}

const struct xb_node *
xb_node_nothing(void)
{
	static const struct xb_node node = { .op = XB_OP_NOTHING };

	return &node;
}

void
xb_nodes_push(struct xb_planner *planner, struct xb_nodes *nodes, const struct xb_node *node)
{
	const struct xb_node **array = xb_arena_grow(planner->arena, nodes->array, &nodes->cap,
	                                             nodes->n + 1, sizeof(*array));

	if (!array) {
		xb_plan_nomem(planner);
		return;
	}
	nodes->array = array;
	nodes->array[nodes->n++] = node;
}

/* Recurses as deep as plans are. */
static bool
same_node(const struct xb_node *a, const struct xb_node *b)
{
	if (a->op != b->op || a->nchildren != b->nchildren || a->factor != b->factor || a->window != b->window || a->slot != b->slot ||
	    !xb_str_equal(a->term, b->term) || !xb_str_equal(a->low, b->low) || !xb_str_equal(a->high, b->high))
		return false;
	for (size_t i = 0; i < a->nchildren; i++)
		if (!same_node(a->children[i], b->children[i]))
			return false;
	return true;
}

bool
xb_nodes_have(const struct xb_nodes *nodes, const struct xb_node *node)
{
	for (size_t i = 0; i < nodes->n; i++)
		if (same_node(nodes->array[i], node))
			return true;
	return false;
}

const struct xb_node *
xb_nodes_join_within(struct xb_planner *planner, enum xb_op op, const struct xb_nodes *nodes, uint32_t window)
{
	struct xb_node *node;

	if (!nodes->n)
		return xb_node_nothing();
	if (nodes->n == 1)
		return nodes->array[0];
	node = xb_node_new(planner, op);
	if (!node)
		return xb_node_nothing();
	node->children = nodes->array;
	node->nchildren = nodes->n;
	node->window = window;
	return node;
}

const struct xb_node *
xb_nodes_join(struct xb_planner *planner, enum xb_op op, const struct xb_nodes *nodes)
{
	return xb_nodes_join_within(planner, op, nodes, 0);
}

const struct xb_node *
xb_node_within(struct xb_planner *planner, const struct xb_node *node)
{
	struct xb_node *copy = xb_node_new(planner, node->op);

	if (!copy)
		return xb_node_nothing();
	*copy = *node;
	copy->within = true;
	return copy;
}

const struct xb_node *
xb_node_scale(struct xb_planner *planner, const struct xb_node *child, double factor)
{
	struct xb_node *node = xb_node_new(planner, XB_OP_SCALE);
	struct xb_nodes one = { 0 };

	xb_nodes_push(planner, &one, child);
	if (!node || !one.n)
		return xb_node_nothing();
	node->factor = factor;
	node->children = one.array;
	node->nchildren = 1;
	return node;
}

struct xb_str
xb_plan_keep(struct xb_planner *planner, struct xb_str s)
{
	struct xb_str copy = xb_arena_str(planner->arena, s);

	if (copy.ptr)
		return copy;
	xb_plan_nomem(planner);
	return xb_str("");
}

const struct xb_node *
xb_node_term(struct xb_planner *planner, const char *prefix, struct xb_str value)
{
	char term[XB_TERM_MAX];
	struct xb_node *node = xb_node_new(planner, XB_OP_TERM);

	if (!node)
		return xb_node_nothing();
	node->term = xb_plan_keep(planner, xb_strn(term, xb_term_make(term, prefix, value)));
	return node;
}
