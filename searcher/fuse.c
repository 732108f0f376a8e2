/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuse.h"

#include <math.h>

#include "phrase.h"
#include "weigh.h"

/* Most that are wanted where it is worth telling beforehand what they weigh. */
#define WANTED_MAX 128

/* What is being fused. The first failure is remembered, and told at the end. */
struct fuser {
	const struct xb_fusing *fusing;
	struct xb_arena *arena;
	const struct xb_node *root;
	double documents; /* in all segments */
	bool dead;        /* some of them are tombstoned */
	xabar_status status;
	xabar_error *err;
};

/* A sum in the making. */
struct sum {
	uint64_t followers, others;             /* terms that are within others; that are not */
	double own[XB_BLOCKMAX_TERMS];          /* what each term can add, without those that follow it */
	struct xb_blockmax *of;
	uint64_t required[XB_BLOCKMAX_TERMS];
	struct xb_blockmax_level *levels;       /* of->levels */
	size_t cap;
};

static void *
allocate(struct fuser *fuser, size_t n, size_t size)
{
	void *memory = fuser->status == XABAR_OK ? xb_arena_calloc(fuser->arena, n, size) : NULL;

	if (!memory && fuser->status == XABAR_OK)
		fuser->status = xb_fail_nomem(fuser->err);
	return memory;
}

/* ---- What can be fused ---- */

static bool
all_terms(const struct xb_node *node)
{
	for (size_t i = 0; i < node->nchildren; i++)
		if (node->children[i]->op != XB_OP_TERM)
			return false;
	return true;
}

static size_t count_terms(const struct xb_node *node);

/* Of the children from the `first` on. */
static size_t
count_children(const struct xb_node *node, size_t first)
{
	size_t n = 0;

	for (size_t i = first; i < node->nchildren; i++) {
		const size_t terms = count_terms(node->children[i]);

		if (!terms)
			return 0;
		n += terms;
	}
	return n;
}

/* How many terms a sum has; 0 when it is none. What weighs nothing is no part of one: it may be left out where all else is too
 * light, and must not be where it is all that matches. */
static size_t
count_terms(const struct xb_node *node)
{
	switch (node->op) {
	case XB_OP_TERM:
		return node->term.len ? 1 : 0;
	case XB_OP_SYNONYM:
		return all_terms(node) ? node->nchildren : 0;
	case XB_OP_SCALE:
		return node->factor > 0 ? count_terms(node->children[0]) : 0;
	case XB_OP_OR:
		return count_children(node, 0);
	default:
		return 0;
	}
}

/* The same of sums of which some are required. */
static size_t
count_required(const struct xb_node *node)
{
	size_t first, rest;

	if (node->op == XB_OP_AND)
		return count_children(node, 0);
	if (node->op != XB_OP_AND_MAYBE)
		return count_terms(node);
	first = count_required(node->children[0]);
	rest = count_children(node, 1);
	return first && rest ? first + rest : 0;
}

/* ---- A sum ---- */

/* The bit of a term, which is entered when it is new. */
static uint64_t
enter_term(struct fuser *fuser, struct sum *sum, struct xb_str term)
{
	struct xb_blockmax *of = sum->of;
	size_t i = 0;

	while (i < of->nterms && !xb_str_equal(of->terms[i], term))
		i++;
	if (i == of->nterms && fuser->status == XABAR_OK) {
		of->terms[of->nterms++] = term;
		fuser->status = xb_reader_documents(&of->documents[i], fuser->fusing->reader, term, fuser->err);
	}
	return UINT64_C(1) << i;
}

/* The part of all documents that has any of these terms, as libxapian estimates it: as if none depended on another. */
static double
share_of(const struct fuser *fuser, const struct sum *sum, uint64_t terms)
{
	double without = 1;

	for (; terms; terms &= terms - 1)
		without *= 1 - (double)sum->of->documents[__builtin_ctzll(terms)] / fuser->documents;
	return 1 - without;
}

static void
add_level(struct fuser *fuser, struct sum *sum, uint64_t terms, double factor)
{
	double documents = floor(share_of(fuser, sum, terms) * fuser->documents + 0.5);
	double weight = factor * xb_idf(fuser->documents, documents) * (fuser->fusing->k1 + 1);
	struct xb_blockmax_level *levels = xb_arena_grow(fuser->arena, sum->levels, &sum->cap, sum->of->nlevels + 1, sizeof(*levels));

	if (!levels) {
		fuser->status = xb_fail_nomem(fuser->err);
		return;
	}
	sum->levels = levels;
	sum->of->levels = levels;
	levels[sum->of->nlevels++] = (struct xb_blockmax_level){ weight, terms };
	for (; terms; terms &= terms - 1) {
		sum->own[__builtin_ctzll(terms)] += weight;
		sum->of->most[__builtin_ctzll(terms)] += weight;
	}
}

static uint64_t add_to_sum(struct fuser *fuser, struct sum *sum, const struct xb_node *node, double factor);

static uint64_t
count_documents(const struct sum *sum, uint64_t terms)
{
	uint64_t n = 0;

	for (; terms; terms &= terms - 1)
		n += sum->of->documents[__builtin_ctzll(terms)];
	return n;
}

/* Let the terms of levels from the `first` to `end` follow those that they are within; not where they are rarer, or each of the
 * latter would seem to weigh what few do: or4 then takes a fifth longer, though and2 a fifteenth less. */
static void
follow(struct sum *sum, size_t first, size_t end, uint64_t followers, uint64_t leaders)
{
	double led = 0;

	if (count_documents(sum, followers) < count_documents(sum, leaders)) {
		sum->others |= followers;
		return;
	}
	sum->followers |= followers;
	for (size_t i = first; i < end; i++)
		led += sum->levels[i].weight;
	for (; leaders; leaders &= leaders - 1)
		sum->of->most[__builtin_ctzll(leaders)] += led;
}

/* The terms of an OR's child follow those of the next, when it is within that. */
static uint64_t
add_children(struct fuser *fuser, struct sum *sum, const struct xb_node *node, double factor)
{
	uint64_t all = 0, before = 0;
	size_t first = 0;

	for (size_t i = 0; i < node->nchildren; i++) {
		const size_t begin = sum->of->nlevels;
		const uint64_t terms = add_to_sum(fuser, sum, node->children[i], factor);

		if (before)
			follow(sum, first, begin, before, terms);
		before = node->children[i]->within ? terms : 0;
		if (!before)
			sum->others |= terms;
		first = begin;
		all |= terms;
	}
	sum->others |= before;
	return all;
}

/* Returns its terms, a bit each. */
static uint64_t
add_to_sum(struct fuser *fuser, struct sum *sum, const struct xb_node *node, double factor)
{
	uint64_t terms = 0;

	if (fuser->status != XABAR_OK)
		return 0;
	if (node->op == XB_OP_OR)
		return add_children(fuser, sum, node, factor);
	if (node->op == XB_OP_SCALE)
		return add_to_sum(fuser, sum, node->children[0], factor * node->factor);
	if (node->op == XB_OP_TERM)
		terms = enter_term(fuser, sum, node->term);
	for (size_t i = 0; i < node->nchildren; i++)
		terms |= enter_term(fuser, sum, node->children[i]->term);
	add_level(fuser, sum, terms, factor);
	return terms;
}

/* The sums of an AND, and those of an AND_MAYBE's first child, are required. */
static void
add_required(struct fuser *fuser, struct sum *sum, const struct xb_node *node)
{
	if (node->op == XB_OP_AND_MAYBE) {
		add_required(fuser, sum, node->children[0]);
		for (size_t i = 1; i < node->nchildren; i++)
			(void)add_to_sum(fuser, sum, node->children[i], 1);
		return;
	}
	if (node->op == XB_OP_AND)
		for (size_t i = 0; i < node->nchildren; i++)
			sum->required[sum->of->nrequired++] = add_to_sum(fuser, sum, node->children[i], 1);
	else
		sum->required[sum->of->nrequired++] = add_to_sum(fuser, sum, node, 1);
}

/* That which the fewest documents have, about, comes first. */
static void
sort_required(struct sum *sum)
{
	for (size_t i = 1; i < sum->of->nrequired; i++) {
		const uint64_t set = sum->required[i], documents = count_documents(sum, set & ~sum->of->followers);
		size_t at = i;

		for (; at && count_documents(sum, sum->required[at - 1] & ~sum->of->followers) > documents; at--)
			sum->required[at] = sum->required[at - 1];
		sum->required[at] = set;
	}
}

/* What part of all documents a sum matches, about. */
static double
share_of_sum(const struct fuser *fuser, const struct sum *sum)
{
	double share = sum->of->nrequired ? 1 : share_of(fuser, sum, sum->others);

	for (size_t i = 0; i < sum->of->nrequired; i++)
		share *= share_of(fuser, sum, sum->required[i]);
	return share;
}

/* ---- What the maxima tell ---- */

static void
find_blocks(struct fuser *fuser, struct xb_blockmax *of)
{
	const uint32_t nsegments = xb_reader_nsegments(of->reader);
	struct xb_block_maxima *blocks = allocate(fuser, nsegments * of->nterms, sizeof(*blocks));

	of->blocks = blocks;
	for (size_t i = 0; i < nsegments * of->nterms && fuser->status == XABAR_OK; i++) {
		const size_t term = i % of->nterms;

		if (!(of->followers >> term & 1))
			fuser->status = xb_maxima_find(&blocks[i], fuser->fusing->maxima[i / of->nterms], of->terms[term], fuser->err);
	}
}

/* The greatest wdf, least first. */
struct greatest {
	uint32_t wdf[WANTED_MAX];
	size_t n;
};

static void
add_greatest(struct greatest *greatest, size_t wanted, uint32_t wdf)
{
	size_t i = 0;

	if (greatest->n < wanted) {
		for (i = greatest->n++; i && greatest->wdf[i - 1] > wdf; i--)
			greatest->wdf[i] = greatest->wdf[i - 1];
	} else if (wdf > greatest->wdf[0]) {
		for (; i + 1 < wanted && greatest->wdf[i + 1] < wdf; i++)
			greatest->wdf[i] = greatest->wdf[i + 1];
	} else {
		return;
	}
	greatest->wdf[i] = wdf;
}

/* The weight that at least `wanted` documents have, all documents being such as may be shown: the greatest of each block is that of
 * another one. */
static double
weigh_enough(const struct sum *sum, uint32_t nsegments, size_t wanted)
{
	const struct xb_blockmax *of = sum->of;
	double enough = 0;

	for (size_t term = 0; wanted && wanted <= WANTED_MAX && term < of->nterms; term++) {
		struct greatest greatest = { .n = 0 };

		for (uint32_t segment = 0; segment < nsegments; segment++) {
			const struct xb_block_maxima *maxima = &of->blocks[segment * of->nterms + term];

			for (uint32_t i = 0; i < maxima->n; i++)
				add_greatest(&greatest, wanted, maxima->blocks[i].wdf);
		}
		if (greatest.n == wanted) {
			const double weight = sum->own[term] * greatest.wdf[0] / (greatest.wdf[0] + of->k1);

			enough = weight > enough ? weight : enough;
		}
	}
	return enough;
}

/* ---- A source ---- */

static const struct xb_node *
make_source(struct fuser *fuser, const struct xb_node *query)
{
	struct sum *sum = allocate(fuser, 1, sizeof(*sum));
	struct xb_blockmax *of = allocate(fuser, 1, sizeof(*of));
	struct xb_source *source = allocate(fuser, 1, sizeof(*source));
	struct xb_node *node = allocate(fuser, 1, sizeof(*node));

	if (!node)
		return query;
	of->reader = fuser->fusing->reader;
	of->k1 = fuser->fusing->k1;
	sum->of = of;
	if (count_terms(query))
		(void)add_to_sum(fuser, sum, query, 1);
	else
		add_required(fuser, sum, query);
	of->required = sum->required;
	of->followers = sum->followers & ~sum->others;
	sort_required(sum);
	if (fuser->status == XABAR_OK)
		find_blocks(fuser, of);
	if (fuser->status == XABAR_OK && query == fuser->root && !of->nrequired && !fuser->dead)
		of->enough = weigh_enough(sum, xb_reader_nsegments(of->reader), fuser->fusing->wanted);
	*source = (struct xb_source){ &xb_blockmax_class, of, share_of_sum(fuser, sum) };
	*node = (struct xb_node){ .op = XB_OP_SOURCE, .source = source };
	return node;
}

/* NULL where the query is no phrase. */
static const struct xb_node *
make_phrase(struct fuser *fuser, const struct xb_node *query)
{
	const struct xb_phrase *phrase = NULL;
	struct xb_source *source;
	struct xb_node *node;

	if (fuser->status == XABAR_OK)
		fuser->status = xb_phrase_read(&phrase, query, fuser->fusing->reader, fuser->documents, fuser->fusing->k1, fuser->arena,
		                               fuser->err);
	if (!phrase)
		return NULL;
	source = allocate(fuser, 1, sizeof(*source));
	node = allocate(fuser, 1, sizeof(*node));
	if (!node)
		return NULL;
	*source = (struct xb_source){ .kind = &xb_phrase_class, .of = phrase };
	*node = (struct xb_node){ .op = XB_OP_SOURCE, .source = source };
	return node;
}

/* ---- The tree ---- */

static const struct xb_node *fuse_node(struct fuser *fuser, const struct xb_node *node);

/* A copy with its first `n` children fused. */
static const struct xb_node *
fuse_children(struct fuser *fuser, const struct xb_node *node, size_t n)
{
	const struct xb_node **children = allocate(fuser, node->nchildren, sizeof(const struct xb_node *));
	struct xb_node *copy = allocate(fuser, 1, sizeof(*copy));

	if (!copy)
		return node;
	for (size_t i = 0; i < node->nchildren; i++)
		children[i] = i < n ? fuse_node(fuser, node->children[i]) : node->children[i];
	*copy = *node;
	copy->children = children;
	return copy;
}

/* Recurses as deep as plans are. */
static const struct xb_node *
fuse_node(struct fuser *fuser, const struct xb_node *node)
{
	const size_t n = count_required(node);
	const struct xb_node *phrase;

	if (n && n <= XB_BLOCKMAX_TERMS)
		return make_source(fuser, node);
	/* Beside others libxapian looks at positions only where these match, too. */
	phrase = node == fuser->root ? make_phrase(fuser, node) : NULL;
	if (phrase)
		return phrase;
	switch (node->op) {
	case XB_OP_OR:
	case XB_OP_AND:
	case XB_OP_AND_MAYBE:
		return fuse_children(fuser, node, node->nchildren);
	case XB_OP_SCALE:
		return node->factor > 0 ? fuse_children(fuser, node, 1) : node;
	case XB_OP_FILTER:
	case XB_OP_AND_NOT:
		return fuse_children(fuser, node, 1);
	default:
		return node;
	}
}

xabar_status
xb_fuse(const struct xb_node **out, const struct xb_node *query, const struct xb_fusing *fusing, struct xb_arena *arena,
        xabar_error *err)
{
	struct fuser fuser = { .fusing = fusing, .arena = arena, .root = query, .err = err };
	uint64_t documents, live;

	fuser.status = xb_reader_documents(&documents, fusing->reader, xb_str(""), err);
	if (fuser.status == XABAR_OK)
		fuser.status = xb_reader_live(&live, fusing->reader, err);
	if (fuser.status != XABAR_OK)
		return fuser.status;
	fuser.documents = (double)documents;
	fuser.dead = live < documents;
	*out = documents ? fuse_node(&fuser, query) : query;
	return fuser.status;
}
