/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plan_nodes.h - a plan in the making, and how its nodes are put together. */
#ifndef XB_PLAN_NODES_H
#define XB_PLAN_NODES_H

#include "plan.h"

/* A failure is told once, at the end: out of memory, or where the index cannot be read, the functions below set .status,
 * and push nothing or give a node that matches nothing. */
struct xb_planner {
	struct xb_analyzer *analyzer;
	const struct xb_variant_sources *sources; /* NULL: no variants, and patterns fit nothing */
	bool varies;       /* words are asked for in their variants, too */
	struct xb_arena *arena;
	struct xb_wanted *wanted;
	size_t nwanted, wanted_cap;
	struct xb_asked **asked;
	size_t nasked, asked_cap;
	size_t nvariants;  /* of all words so far */
	bool name;         /* a name is asked for */
	unsigned excluded; /* inside how many NOTs: nothing in there is wanted */
	xabar_status status;
	xabar_error *err;
};

void xb_plan_nomem(struct xb_planner *planner);

/* Nodes on their way to becoming the children of one. */
struct xb_nodes {
	const struct xb_node **array;
	size_t n, cap;
};

/* A copy that lives as long as the plan. */
struct xb_str xb_plan_keep(struct xb_planner *planner, struct xb_str s);

void xb_nodes_push(struct xb_planner *planner, struct xb_nodes *nodes, const struct xb_node *node);

/* Whether the same is among them already, down to its terms. */
bool xb_nodes_have(const struct xb_nodes *nodes, const struct xb_node *node);

/* One node over others: nothing over none, itself over one. */
const struct xb_node *xb_nodes_join(struct xb_planner *planner, enum xb_op op,
                                    const struct xb_nodes *nodes);

/* The same of XB_OP_PHRASE or XB_OP_NEAR. */
const struct xb_node *xb_nodes_join_within(struct xb_planner *planner, enum xb_op op,
                                           const struct xb_nodes *nodes, uint32_t window);

/* To be filled in; NULL out of memory. */
struct xb_node *xb_node_new(struct xb_planner *planner, enum xb_op op);

const struct xb_node *xb_node_nothing(void);

/* A XB_OP_TERM. */
const struct xb_node *xb_node_term(struct xb_planner *planner, const char *prefix, struct xb_str value);

/* `node`, which matches nothing that what is pushed after it does not (xb_node.within). */
const struct xb_node *xb_node_within(struct xb_planner *planner, const struct xb_node *node);

/* `child`, its weight times `factor`. */
const struct xb_node *xb_node_scale(struct xb_planner *planner, const struct xb_node *child,
                                    double factor);

#endif
