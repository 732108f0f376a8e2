/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blockmax.h"

#include <stdlib.h>

/* A term in one segment. */
struct list {
	struct xb_posting_list *postings; /* where it stands; NULL: the segment does not have the term */
	struct xb_block_maxima maxima;
	uint32_t block;                   /* the one that the interval is in */
	bool sparse;                      /* it is bound by its next posting, not by blocks */
	double most;                      /* what it can add to any document, its followers too */
	double bound;                     /* to one of the interval */
};

/* A query in one segment. */
struct walk {
	const struct xb_blockmax *of;
	struct list lists[XB_BLOCKMAX_TERMS];
	uint8_t order[XB_BLOCKMAX_TERMS]; /* of the lists that are no followers: the idle ones, then the others */
	size_t n;                         /* of them */
	size_t nidle;
	uint64_t driver;                  /* that of the required sets which is walked; 0: none is required */
	double idle_bound;                /* what all idle ones can add */
	double at_least;                  /* what was asked for when the interval was begun */
	uint32_t interval_end;            /* its last document */
	uint32_t next;                    /* the first one behind the candidate that may match */
};

#define LAST UINT32_MAX

/* Where a block spans more documents than this, each posting is an interval. From 64 to 1024 a posting there is no difference; where only
 * terms without blocks are taken so, rarer words' slowest queries take a third longer (p99 of term_mid 1.8 to 2.4 ms). */
#define SPARSE (1024 * XB_MAXIMA_BLOCK)

/* What a term adds by itself. Weights are concave, so that several add no more together. */
static double
weigh_alone(const struct walk *walk, const struct list *list, uint32_t wdf)
{
	return list->most * wdf / (wdf + walk->of->k1);
}

/* The most that it adds where no wdf is greater. A term that matches has a bound above 0, even where none of it weighs anything. */
static double
bound_alone(const struct walk *walk, const struct list *list, uint32_t wdf)
{
	return weigh_alone(walk, list, wdf ? wdf : 1);
}

/* Sums of bounds are not exact to the last bit. */
static bool
may_reach(double most, double at_least)
{
	return at_least <= 0 || most >= at_least * (1 - 1e-9);
}

/* ---- Intervals ---- */

static xabar_status
seek_list(struct list *list, uint32_t from, xabar_error *err)
{
	return list->postings->docid < from ? xb_posting_list_seek(list->postings, from, err) : XABAR_OK;
}

/* Bring a sparse list's bound to `from`: it has one posting, or none. Returns where that ends. */
static uint32_t
bound_sparse(const struct walk *walk, struct list *list, uint32_t from)
{
	const struct xb_posting_list *postings = list->postings;
	const bool there = postings->docid == from;

	list->bound = there ? bound_alone(walk, list, postings->wdf) : 0;
	if (postings->docid == LAST)
		return LAST;
	return there ? from : postings->docid - 1;
}

/* Bring another's to the block that has the first document from `from` on. */
static uint32_t
bound_block(const struct walk *walk, struct list *list, uint32_t from)
{
	uint32_t block = list->block;

	while (block < list->maxima.n && list->maxima.blocks[block].last < from)
		block++;
	if (block == list->maxima.n)
		list->bound = 0;
	else if (block != list->block)
		list->bound = bound_alone(walk, list, list->maxima.blocks[block].wdf);
	list->block = block;
	return block < list->maxima.n ? list->maxima.blocks[block].last : LAST;
}

/* Bring all bounds to `from`, and the interval with them. *all is what they are together; 0 where a required set has none. */
static xabar_status
bound_interval(double *all, struct walk *walk, uint32_t from, xabar_error *err)
{
	uint64_t present = 0;
	xabar_status status = XABAR_OK;

	*all = 0;
	walk->interval_end = LAST;
	for (size_t i = 0; i < walk->n && status == XABAR_OK; i++) {
		struct list *list = &walk->lists[walk->order[i]];
		uint32_t end = LAST;

		if (list->postings && list->sparse) {
			status = seek_list(list, from, err);
			end = bound_sparse(walk, list, from);
		} else if (list->postings) {
			end = bound_block(walk, list, from);
		}
		walk->interval_end = end < walk->interval_end ? end : walk->interval_end;
		*all += list->bound;
		if (list->bound > 0)
			present |= UINT64_C(1) << walk->order[i];
	}
	for (size_t i = 0; i < walk->of->nrequired; i++)
		if (!(present & walk->of->required[i]))
			*all = 0;
	return status;
}

/* Where sets are required the driver's lists are walked, and the others idle: the order stays. */
static void
choose_driven(struct walk *walk)
{
	walk->idle_bound = 0;
	for (size_t i = 0; i < walk->nidle; i++)
		walk->idle_bound += walk->lists[walk->order[i]].bound;
}

/* Else as many idle as are too light together, from the lightest on. By insertion: the order changes little. */
static void
choose_lightest(struct walk *walk)
{
	for (size_t i = 1; i < walk->n; i++) {
		const uint8_t list = walk->order[i];
		const double bound = walk->lists[list].bound;
		size_t at = i;

		for (; at && walk->lists[walk->order[at - 1]].bound > bound; at--)
			walk->order[at] = walk->order[at - 1];
		walk->order[at] = list;
	}
	walk->idle_bound = 0;
	for (walk->nidle = 0; walk->nidle < walk->n; walk->nidle++) {
		const double with = walk->idle_bound + walk->lists[walk->order[walk->nidle]].bound;

		if (with > 0 && may_reach(with, walk->at_least))
			break;
		walk->idle_bound = with;
	}
}

/* Begin the interval at `from`. *any is false where nothing in it can match and weigh `at_least`. */
static xabar_status
begin_interval(bool *any, struct walk *walk, uint32_t from, double at_least, xabar_error *err)
{
	double all;
	xabar_status status = bound_interval(&all, walk, from, err);

	walk->at_least = at_least;
	*any = at_least <= 0 || (all > 0 && may_reach(all, at_least));
	if (!*any || status != XABAR_OK)
		return status;
	if (walk->driver)
		choose_driven(walk);
	else
		choose_lightest(walk);
	return XABAR_OK;
}

/* ---- Walking ---- */

static xabar_status
find_next(uint32_t *docid, struct list *list, uint32_t from, xabar_error *err)
{
	xabar_status status;

	if (!list->postings)
		return XABAR_OK;
	status = seek_list(list, from, err);
	*docid = list->postings->docid < *docid ? list->postings->docid : *docid;
	return status;
}

/* What is walked of followers, too: while all that matches is counted they are not taken to be where others are. In a word's odd form a
 * stemmer may not find the stem that it finds in the query: 7 of 4.9 million pairs of a word and a dispatch that has it. */
static uint64_t
walked_followers(const struct walk *walk)
{
	if (walk->at_least > 0)
		return 0;
	return walk->driver ? walk->driver & walk->of->followers : walk->of->followers;
}

/* The first document from `from` on that has a term which is not idle. */
static xabar_status
find_candidate(uint32_t *docid, struct walk *walk, uint32_t from, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*docid = LAST;
	for (size_t i = walk->nidle; i < walk->n && status == XABAR_OK; i++)
		status = find_next(docid, &walk->lists[walk->order[i]], from, err);
	for (uint64_t terms = walked_followers(walk); terms && status == XABAR_OK; terms &= terms - 1)
		status = find_next(docid, &walk->lists[__builtin_ctzll(terms)], from, err);
	return status;
}

/* A candidate, as far as it was looked at. */
struct candidate {
	uint32_t docid;
	uint32_t wdf[XB_BLOCKMAX_TERMS]; /* of what was looked at */
	uint64_t looked, present;
	double most;                     /* what it can weigh */
};

static void
note_wdf(struct candidate *c, const struct walk *walk, size_t term)
{
	const struct xb_posting_list *postings = walk->lists[term].postings;
	const bool present = postings && postings->docid == c->docid;

	c->wdf[term] = present ? postings->wdf : 0;
	c->looked |= UINT64_C(1) << term;
	c->present |= (uint64_t)present << term;
}

/* Take what is walked. */
static void
begin_candidate(struct candidate *c, const struct walk *walk, uint32_t docid)
{
	c->docid = docid;
	c->looked = c->present = 0;
	c->most = walk->idle_bound;
	for (size_t i = walk->nidle; i < walk->n; i++) {
		const size_t term = walk->order[i];

		note_wdf(c, walk, term);
		if (c->wdf[term])
			c->most += weigh_alone(walk, &walk->lists[term], c->wdf[term]);
	}
}

static xabar_status
look_up(struct candidate *c, struct walk *walk, size_t term, xabar_error *err)
{
	struct list *list = &walk->lists[term];
	xabar_status status = XABAR_OK;

	if (list->postings)
		status = seek_list(list, c->docid, err);
	note_wdf(c, walk, term);
	c->most -= list->bound - weigh_alone(walk, list, c->wdf[term]);
	return status;
}

static xabar_status
look_up_followers(struct candidate *c, struct walk *walk, uint64_t among, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (uint64_t terms = walk->of->followers & among; terms && status == XABAR_OK; terms &= terms - 1) {
		const size_t term = (size_t)__builtin_ctzll(terms);

		if (walk->lists[term].postings)
			status = seek_list(&walk->lists[term], c->docid, err);
		note_wdf(c, walk, term);
	}
	return status;
}

/* The first document from where they stand on that has any of these terms. */
static uint32_t
first_of(const struct walk *walk, uint64_t terms)
{
	uint32_t docid = LAST;

	for (; terms; terms &= terms - 1) {
		const struct xb_posting_list *postings = walk->lists[__builtin_ctzll(terms)].postings;

		docid = postings && postings->docid < docid ? postings->docid : docid;
	}
	return docid;
}

/* Look up the required sets, the rarest first: where the candidate lacks one, the next is none before that has it. *kept tells whether the candidate has them, and may still be heavy enough. */
static xabar_status
look_up_required(bool *kept, struct candidate *c, struct walk *walk, double at_least, xabar_error *err)
{
	const struct xb_blockmax *of = walk->of;
	xabar_status status = XABAR_OK;

	*kept = true;
	for (size_t i = 0; i < of->nrequired && *kept && status == XABAR_OK; i++) {
		for (uint64_t terms = of->required[i] & ~c->looked & ~of->followers; terms && status == XABAR_OK; terms &= terms - 1)
			status = look_up(c, walk, (size_t)__builtin_ctzll(terms), err);
		if (!(c->present & of->required[i]) && at_least <= 0 && status == XABAR_OK)
			status = look_up_followers(c, walk, of->required[i], err);
		*kept = c->present & of->required[i] && may_reach(c->most, at_least);
		if (!(c->present & of->required[i]) && status == XABAR_OK)
			walk->next = first_of(walk, at_least > 0 ? of->required[i] & ~of->followers : of->required[i]);
	}
	return status;
}

/* Look up the rest of what is idle, from the one that can add most on, as long as the candidate may be heavy enough. */
static xabar_status
look_up_idle(bool *kept, struct candidate *c, struct walk *walk, double at_least, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = walk->nidle; i-- > 0 && may_reach(c->most, at_least) && status == XABAR_OK;)
		if (!(c->looked >> walk->order[i] & 1))
			status = look_up(c, walk, walk->order[i], err);
	*kept = may_reach(c->most, at_least);
	return status;
}

static double
sum_levels(const struct xb_blockmax *of, const struct candidate *c)
{
	double weight = 0;

	for (size_t i = 0; i < of->nlevels; i++) {
		double wdf = 0;

		for (uint64_t terms = of->levels[i].terms & c->present; terms; terms &= terms - 1)
			wdf += c->wdf[__builtin_ctzll(terms)];
		weight += of->levels[i].weight * wdf / (wdf + of->k1);
	}
	return weight;
}

/* Weigh a candidate. *kept tells whether it matches, and is heavy enough; only then is *weight exact. */
static xabar_status
weigh_candidate(bool *kept, double *weight, struct walk *walk, uint32_t docid, double at_least, xabar_error *err)
{
	struct candidate c;
	xabar_status status = XABAR_OK;

	walk->next = docid + 1;
	begin_candidate(&c, walk, docid);
	*kept = may_reach(c.most, at_least);
	if (*kept)
		status = look_up_required(kept, &c, walk, at_least, err);
	if (*kept && status == XABAR_OK)
		status = look_up_idle(kept, &c, walk, at_least, err);
	if (!*kept || status != XABAR_OK)
		return status;
	*weight = c.most;
	if (!may_reach(c.most, walk->of->enough))
		return status; /* it is counted, but will not be shown */
	status = look_up_followers(&c, walk, UINT64_MAX, err);
	*weight = sum_levels(walk->of, &c);
	*kept = may_reach(*weight, at_least);
	return status;
}

static xabar_status
seek(uint32_t *docid, double *weight, void *ctx, uint32_t from, double at_least, xabar_error *err)
{
	struct walk *walk = ctx;
	uint32_t candidate;
	xabar_status status = XABAR_OK;
	bool any = true, kept = false;

	if (at_least > 0 && at_least < walk->of->enough)
		at_least = walk->of->enough;
	for (;;) {
		if (from > walk->interval_end || at_least != walk->at_least)
			status = begin_interval(&any, walk, from, at_least, err);
		candidate = LAST;
		if (any && status == XABAR_OK)
			status = find_candidate(&candidate, walk, from, err);
		if (status == XABAR_OK && candidate <= walk->interval_end && candidate != LAST) {
			status = weigh_candidate(&kept, weight, walk, candidate, at_least, err);
			from = walk->next;
		} else if (walk->interval_end == LAST) {
			break;
		} else {
			/* What is walked may be idle there, but for the driver: nothing is before its next. */
			from = any && walk->driver ? candidate : walk->interval_end + 1;
		}
		if (kept || status != XABAR_OK)
			break;
	}
	*docid = kept ? candidate : 0;
	return status;
}

/* ---- Opening ---- */

static void
close_walk(void *ctx)
{
	struct walk *walk = ctx;

	for (size_t i = 0; i < walk->of->nterms; i++)
		xb_posting_list_free(walk->lists[i].postings);
	free(walk);
}

/* Open a term's list. Adds what it can add to a document to *most. */
static xabar_status
open_list(double *most, struct walk *walk, size_t term, uint32_t segment, xabar_error *err)
{
	const struct xb_blockmax *of = walk->of;
	const struct xb_block_maxima maxima = of->blocks[segment * of->nterms + term];
	struct list *list = &walk->lists[term];
	xabar_status status = xb_posting_list_open(&list->postings, of->reader, segment, of->terms[term], err);
	uint32_t wdf = 0;

	if (status != XABAR_OK || !list->postings || of->followers >> term & 1)
		return status;
	list->maxima = maxima;
	list->most = of->most[term];
	for (uint32_t i = 0; i < maxima.n; i++)
		wdf = maxima.blocks[i].wdf > wdf ? maxima.blocks[i].wdf : wdf;
	list->sparse = !maxima.n || maxima.blocks[maxima.n - 1].last / maxima.n > SPARSE;
	list->bound = maxima.n ? bound_alone(walk, list, maxima.blocks[0].wdf) : list->most;
	*most += maxima.n ? bound_alone(walk, list, wdf) : list->most;
	return XABAR_OK;
}

/* The lists that are no followers: those of the driver last. */
static void
order_lists(struct walk *walk)
{
	const struct xb_blockmax *of = walk->of;
	const uint64_t all = UINT64_MAX >> (64 - of->nterms), leaders = all & ~of->followers;

	walk->driver = of->nrequired ? of->required[0] : 0;
	for (uint64_t terms = leaders & ~walk->driver; terms; terms &= terms - 1)
		walk->order[walk->n++] = (uint8_t)__builtin_ctzll(terms);
	walk->nidle = walk->n;
	for (uint64_t terms = leaders & walk->driver; terms; terms &= terms - 1)
		walk->order[walk->n++] = (uint8_t)__builtin_ctzll(terms);
}

static xabar_status
open_walk(void **out, double *most, const void *ctx, uint32_t segment, xabar_error *err)
{
	struct walk *walk = calloc(1, sizeof(*walk));
	xabar_status status = XABAR_OK;

	*out = NULL;
	*most = 0;
	if (!walk)
		return xb_fail_nomem(err);
	walk->of = ctx;
	order_lists(walk);
	for (size_t i = 0; i < walk->of->nterms && status == XABAR_OK; i++)
		status = open_list(most, walk, i, segment, err);
	if (status == XABAR_OK)
		*out = walk;
	else
		close_walk(walk);
	return status;
}

const struct xb_source_class xb_blockmax_class = { open_walk, seek, close_walk, NULL };
