/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "weigh.h"

#include <math.h>
#include <stdlib.h>

/* The first failure is remembered, and told at the end. */
struct weigher {
	struct xb_reader *reader;
	double scale;
	struct xb_arena *arena;
	xabar_status status;
	xabar_error *err;
};

static void *
allocate(struct weigher *w, size_t n, size_t size)
{
	void *memory = w->status == XABAR_OK ? xb_arena_calloc(w->arena, n, size) : NULL;

	if (!memory && w->status == XABAR_OK)
		w->status = xb_fail_nomem(w->err);
	return memory;
}

double
xb_idf(double documents, double with)
{
	const double odds = (documents - with + 0.5) / (with + 0.5);

	return log(odds < 2 ? odds * 0.5 + 1 : odds);
}

xabar_status
xb_thickness(double *out, struct xb_reader *reader, const struct xb_str *terms, size_t n, double scale, xabar_error *err)
{
	uint64_t *with = calloc(n + 1, sizeof(*with)), documents = 0, occurrences = 0;
	xabar_status status = with ? xb_reader_documents_each(with, reader, terms, n, err) : xb_fail_nomem(err);

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		uint64_t wdf = 0;

		if (with[i])
			status = xb_reader_occurrences(&wdf, reader, terms[i], err);
		documents += with[i];
		occurrences += wdf;
	}
	free(with);
	*out = occurrences ? sqrt((double)occurrences / scale / (double)documents) : 1;
	return status;
}

/* Terms that count as one are as thick as all of them together. */
static double
thickness_of(struct weigher *w, const struct xb_node *node)
{
	struct xb_str *terms = allocate(w, node->nchildren + 1, sizeof(*terms));
	double thickness = 1;
	size_t n = 0;

	if (!terms)
		return 1;
	if (node->op == XB_OP_TERM)
		terms[n++] = node->term;
	for (size_t i = 0; i < node->nchildren; i++)
		if (node->children[i]->op == XB_OP_TERM)
			terms[n++] = node->children[i]->term;
	w->status = xb_thickness(&thickness, w->reader, terms, n, w->scale, w->err);
	return thickness;
}

static const struct xb_node *
weigh_terms(struct weigher *w, const struct xb_node *node)
{
	const double thickness = thickness_of(w, node);
	const struct xb_node **child;
	struct xb_node *scaled;

	child = allocate(w, 1, sizeof(const struct xb_node *));
	scaled = allocate(w, 1, sizeof(*scaled));
	if (!scaled)
		return node;
	*child = node;
	*scaled = (struct xb_node){
		.op = XB_OP_SCALE,
		.factor = thickness,
		.within = node->within,
		.children = child,
		.nchildren = 1,
	};
	return scaled;
}

static const struct xb_node *weigh_node(struct weigher *w, const struct xb_node *node);

/* A copy with its first `n` children weighed. */
static const struct xb_node *
weigh_children(struct weigher *w, const struct xb_node *node, size_t n)
{
	const struct xb_node **children = allocate(w, node->nchildren, sizeof(const struct xb_node *));
	struct xb_node *copy = allocate(w, 1, sizeof(*copy));

	if (!copy)
		return node;
	for (size_t i = 0; i < node->nchildren; i++)
		children[i] = i < n ? weigh_node(w, node->children[i]) : node->children[i];
	*copy = *node;
	copy->children = children;
	return copy;
}

/* Recurses as deep as plans are. */
static const struct xb_node *
weigh_node(struct weigher *w, const struct xb_node *node)
{
	switch (node->op) {
	case XB_OP_TERM:
	case XB_OP_SYNONYM:
		return weigh_terms(w, node);
	case XB_OP_OR:
	case XB_OP_AND:
	case XB_OP_AND_MAYBE:
	case XB_OP_MAX:
		return weigh_children(w, node, node->nchildren);
	case XB_OP_SCALE:
		return node->factor > 0 ? weigh_children(w, node, 1) : node;
	case XB_OP_FILTER:
	case XB_OP_AND_NOT:
		return weigh_children(w, node, 1);
	default:
		return node;
	}
}

xabar_status
xb_weigh(const struct xb_node **out, const struct xb_node *query, struct xb_reader *reader, double scale, struct xb_arena *arena,
         xabar_error *err)
{
	struct weigher w = { reader, scale, arena, XABAR_OK, err };

	*out = weigh_node(&w, query);
	return w.status;
}
