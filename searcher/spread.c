/* SPDX-License-Identifier: GPL-2.0-or-later */
/* spread.c - the life of a story: who had it first, who had it after that, and what they made of it. */
#include <stdlib.h>

#include "diff.h"
#include "match.h"
#include "request.h"
#include "search.h"

#define ARENA_MAX ((size_t)4 << 30)

/* The story as we hand it out, and what it lives in. */
struct spread {
	xabar_story story; /* first: freed by its address */
	struct xb_arena arena;
	struct xabar_searcher *searcher;
	struct xb_copies_finder finder;
	struct xb_copy *found; /* in the order in which they came out */
	size_t nfound;
	xabar_copy *copies;
};

void
xabar_story_free(xabar_story *story)
{
	struct spread *spread = (struct spread *)story;

	if (spread)
		xb_arena_release(&spread->arena);
	free(spread);
}

/* ---- Which dispatches ---- */

/* The likeness of the dispatch, by its id: it comes with a match from wherever that is. */
static xabar_status
find_likeness(struct xb_copy *asked, struct spread *spread, const char *id, xabar_error *err)
{
	static const uint32_t slot = XB_SLOT_FINGERPRINT;
	struct xb_reader *reader = spread->searcher->reader;
	char term[XB_TERM_MAX];
	const struct xb_node node = { .op = XB_OP_TERM, .term = { term, xb_term_make(term, XB_ID_PREFIX, xb_str(id)) } };
	const struct xb_match_request request = {
		.query = &node, .limit = xb_reader_nsegments(reader), .k1 = 1, .slots = &slot, .nslots = 1,
	};
	struct xb_matches matches;
	xabar_status status = xb_match(&matches, reader, &request, &spread->arena, err);

	for (size_t i = 0; status == XABAR_OK && i < matches.nhits; i++)
		if (matches.hits[i].docid == asked->docid)
			status = xb_likeness_read(&asked->likeness, matches.hits[i].values[0], err);
	return status;
}

/* The near-copies of one, itself included, the earliest first. */
static xabar_status
find_copies(struct spread *spread, const struct xb_copy *of, xabar_error *err)
{
	const struct xb_node all = { .op = XB_OP_ALL };
	xabar_status status = xb_copies_fetch(&spread->finder, &of->likeness, 1, &all, err);

	if (status == XABAR_OK)
		status = xb_copies_find(&spread->found, &spread->nfound, &spread->finder, &of->likeness, err);
	if (status == XABAR_OK)
		status = xb_copies_match(spread->found, &spread->nfound, XB_ORDER_OLDEST, &spread->finder, &all, err);
	return status;
}

/* Put the n copies beside what was found, each once. */
static xabar_status
add_copies(struct spread *spread, const struct xb_copy *copies, size_t n, xabar_error *err)
{
	struct xb_copy *all = xb_arena_calloc(&spread->arena, spread->nfound + n, sizeof(*all));
	size_t nall = spread->nfound;

	if (!all)
		return xb_fail_nomem(err);
	if (nall)
		memcpy(all, spread->found, nall * sizeof(*all));
	for (size_t i = 0, k; i < n; i++) {
		for (k = 0; k < nall && all[k].docid != copies[i].docid;)
			k++;
		if (k == nall)
			all[nall++] = copies[i];
	}
	spread->found = all;
	spread->nfound = nall;
	return XABAR_OK;
}

/* The near-copies of `asked`, and those of the first of them, from that on. What has no words is a story by itself. */
static xabar_status
find_story(struct spread *spread, uint32_t docid, xabar_error *err)
{
	const struct xb_node all = { .op = XB_OP_ALL };
	struct xb_copy asked = { .docid = docid }, first, *own;
	size_t nown;
	xabar_status status = find_likeness(&asked, spread, spread->story.id, err);

	if (status == XABAR_OK)
		status = find_copies(spread, &asked, err);
	if (status == XABAR_OK && !spread->nfound)
		return add_copies(spread, &asked, 1, err);
	if (status != XABAR_OK)
		return status;
	own = spread->found;
	nown = spread->nfound;
	first = own[0];
	status = find_copies(spread, &first, err);
	if (status == XABAR_OK)
		status = add_copies(spread, own, nown, err);
	if (status == XABAR_OK)
		status = xb_copies_match(spread->found, &spread->nfound, XB_ORDER_OLDEST, &spread->finder, &all, err);
	while (status == XABAR_OK && spread->found[0].docid != first.docid) {
		spread->found++;
		spread->nfound--;
	}
	return status;
}

/* ---- What they are ---- */

static xabar_status
compare(struct spread *spread, size_t place, const struct xb_dispatch *first, const struct xb_dispatch *dispatch, xabar_error *err)
{
	const struct xb_likeness *likeness = &spread->found[0].likeness;
	xabar_copy *copy = &spread->copies[place];
	xabar_status status = xb_copy_make(copy, dispatch, place && xb_likeness_same(likeness, &spread->found[place].likeness),
	                                   &spread->arena, err);

	copy->dated = place && first->date.precision != XB_DATE_NONE && dispatch->date.precision != XB_DATE_NONE;
	copy->delay = copy->dated ? dispatch->date.utc - first->date.utc : 0;
	if (status == XABAR_OK && place)
		status = xb_diff_words(&copy->edits, &copy->nedits, first->text[XB_FIELD_BODY], dispatch->text[XB_FIELD_BODY],
		                       &spread->arena, err);
	return status;
}

static xabar_status
tell(struct spread *spread, xabar_error *err)
{
	struct xb_dispatch first, dispatch;
	xabar_status status = xb_hit_fetch(&first, spread->searcher, spread->found[0].docid, &spread->arena, err);

	if (status != XABAR_OK)
		return status;
	/* It is the searcher's until the next is fetched. */
	first.text[XB_FIELD_BODY] = xb_arena_str(&spread->arena, first.text[XB_FIELD_BODY]);
	spread->copies = xb_arena_calloc(&spread->arena, spread->nfound, sizeof(*spread->copies));
	if (!spread->copies || !first.text[XB_FIELD_BODY].ptr)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < spread->nfound && status == XABAR_OK; i++) {
		status = xb_hit_fetch(&dispatch, spread->searcher, spread->found[i].docid, &spread->arena, err);
		if (status == XABAR_OK)
			status = compare(spread, i, &first, &dispatch, err);
	}
	spread->story.copies = spread->copies;
	spread->story.ncopies = spread->nfound;
	return status;
}

static xabar_status
run(struct spread *spread, const char *id, xabar_error *err)
{
	/* What is noted of near-copies, and can be had. */
	static const xabar_request folding = { .size = sizeof(folding), .collapse = true };
	struct xabar_searcher *searcher = spread->searcher;
	xabar_story *story = &spread->story;
	const struct xb_view *view;
	uint32_t docid;
	xabar_status status;

	story->id = xb_arena_strndup(&spread->arena, id, strlen(id));
	if (!story->id)
		return xb_fail_nomem(err);
	status = xb_view_choose(&view, searcher, XB_AS_NOW, false, err);
	if (status == XABAR_OK)
		status = xb_search_find(&docid, searcher, id, err);
	if (status == XABAR_OK)
		status = xb_searcher_take_notes(&story->notes, &story->nnotes, searcher, &folding, &spread->arena, err);
	if (status == XABAR_OK)
		status = xb_searcher_missing(&story->incomplete, &story->nincomplete, searcher, &spread->arena, err);
	if (status == XABAR_OK)
		status = find_story(spread, docid, err);
	return status == XABAR_OK ? tell(spread, err) : status;
}

static xabar_status
spread_once(xabar_story **out, xabar_searcher *searcher, const char *id, xabar_error *err)
{
	const double began = xb_request_clock();
	struct spread *spread = calloc(1, sizeof(*spread));
	xabar_status status;

	*out = NULL;
	if (!spread)
		return xb_fail_nomem(err);
	xb_arena_init(&spread->arena, ARENA_MAX);
	spread->searcher = searcher;
	spread->finder = (struct xb_copies_finder){
		.reader = searcher->reader, .likenesses = &searcher->likenesses, .arena = &spread->arena, .dated = true,
	};
	spread->story.generation = xabar_searcher_generation(searcher);
	status = run(spread, id, err);
	xb_view_leave(searcher);
	spread->story.took_ms = xb_request_clock() - began;
	if (status == XABAR_OK)
		*out = &spread->story;
	else
		xabar_story_free(&spread->story);
	return status;
}

xabar_status
xabar_spread(xabar_story **out, xabar_searcher *searcher, const char *id, xabar_error *err)
{
	unsigned turns = 0;
	xabar_error why;
	xabar_status status;

	do
		status = spread_once(out, searcher, id, &why);
	while (status != XABAR_OK && (status = xb_searcher_go_on(searcher, &turns, &why)) == XABAR_OK);
	if (status != XABAR_OK && err)
		*err = why;
	return status;
}
