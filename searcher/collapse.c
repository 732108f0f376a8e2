/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "collapse.h"

#include <stdlib.h>

struct xb_folding_text {
	struct xb_likeness likeness;
	uint32_t story;
	bool begins; /* the story */
};

/* A text that has an element of a sketch. */
struct xb_folding_link {
	uint32_t text;
	uint32_t next; /* counted from 1; 0: none */
	uint16_t element;
};

/* As many as a page of ten has elements, about: a table of all elements takes longer to clear than a page to fold. */
#define HEADS_MIN ((size_t)128)
#define HEADS_MAX ((size_t)UINT16_MAX + 1)

#define NO_STORY SIZE_MAX

static uint32_t *
head_of(const struct xb_folding *folding, uint16_t element)
{
	return &folding->heads[element & (folding->nheads - 1)];
}

/* Have about as many heads as links. */
static xabar_status
make_heads(struct xb_folding *folding, xabar_error *err)
{
	size_t n = folding->nheads ? folding->nheads : HEADS_MIN;

	while (n < folding->nlinks && n < HEADS_MAX)
		n *= 2;
	if (n == folding->nheads)
		return XABAR_OK;
	folding->heads = xb_arena_calloc(folding->finder.arena, n, sizeof(*folding->heads));
	folding->nheads = n;
	if (!folding->heads)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < folding->nlinks; i++) {
		uint32_t *head = head_of(folding, folding->links[i].element);

		folding->links[i].next = *head;
		*head = (uint32_t)i + 1;
	}
	return XABAR_OK;
}

/* The story that a text belongs to, of several alike the first; NO_STORY where there is none. */
static size_t
find_story(const struct xb_folding *folding, const struct xb_likeness *likeness)
{
	size_t best = NO_STORY;
	double most = 0;

	for (size_t i = 0; folding->heads && i < likeness->nsketch; i++)
		for (uint32_t at = *head_of(folding, likeness->sketch[i]); at; at = folding->links[at - 1].next) {
			const struct xb_folding_text *text = &folding->texts[folding->links[at - 1].text];
			struct xb_alike alike;

			if (!xb_likeness_near(&alike, &text->likeness, likeness) ||
			    (!text->begins && alike.overlap < XB_LIKENESS_CLOSE))
				continue;
			if (alike.resemblance > most || (alike.resemblance == most && text->story < best)) {
				most = alike.resemblance;
				best = text->story;
			}
		}
	return best;
}

static xabar_status
enter_text(struct xb_folding *folding, const struct xb_likeness *likeness, size_t story, bool begins, xabar_error *err)
{
	struct xb_arena *arena = folding->finder.arena;
	xabar_status status;

	folding->texts = xb_arena_grow(arena, folding->texts, &folding->cap_texts, folding->ntexts + 1, sizeof(*folding->texts));
	folding->links = xb_arena_grow(arena, folding->links, &folding->cap_links, folding->nlinks + XB_SKETCH_MAX,
	                               sizeof(*folding->links));
	if (!folding->texts || !folding->links)
		return xb_fail_nomem(err);
	status = make_heads(folding, err);
	for (size_t i = 0; i < likeness->nsketch && status == XABAR_OK; i++) {
		uint32_t *head = head_of(folding, likeness->sketch[i]);

		folding->links[folding->nlinks++] =
			(struct xb_folding_link){ (uint32_t)folding->ntexts, *head, likeness->sketch[i] };
		*head = (uint32_t)folding->nlinks;
	}
	folding->texts[folding->ntexts++] = (struct xb_folding_text){ *likeness, (uint32_t)story, begins };
	return status;
}

static xabar_status
begin_story(struct xb_folding *folding, const struct xb_match_hit *match, const struct xb_likeness *likeness, xabar_error *err)
{
	folding->stories = xb_arena_grow(folding->finder.arena, folding->stories, &folding->cap, folding->n + 1,
	                                 sizeof(*folding->stories));
	if (!folding->stories)
		return xb_fail_nomem(err);
	folding->stories[folding->n++] = (struct xb_story){ .match = *match, .likeness = *likeness };
	return enter_text(folding, likeness, folding->n - 1, true, err);
}

static xabar_status
add_copy(struct xb_folding *folding, struct xb_story *story, const struct xb_copy *copy, xabar_error *err)
{
	story->copies = xb_arena_grow(folding->finder.arena, story->copies, &story->cap, story->ncopies + 1, sizeof(*story->copies));
	if (!story->copies)
		return xb_fail_nomem(err);
	story->copies[story->ncopies++] = *copy;
	return XABAR_OK;
}

/* Whether the text is that of the story's beginning or of a copy before the n-th. */
static bool
has_text(const struct xb_story *story, size_t n, const struct xb_likeness *likeness)
{
	bool same = xb_likeness_same(&story->likeness, likeness);

	for (size_t i = 0; i < n && !same; i++)
		same = xb_likeness_same(&story->copies[i].likeness, likeness);
	return same;
}

static xabar_status
fold(struct xb_folding *folding, size_t number, const struct xb_copy *copy, xabar_error *err)
{
	struct xb_story *story = &folding->stories[number];
	const bool known = has_text(story, story->ncopies, &copy->likeness);
	xabar_status status = add_copy(folding, story, copy, err);

	return status == XABAR_OK && !known ? enter_text(folding, &copy->likeness, number, false, err) : status;
}

/* What is known of the document of a match, by bsearch. */
static const struct xb_copy *
known(const struct xb_copy *copies, size_t n, uint32_t docid)
{
	const struct xb_copy key = { .docid = docid };

	return n ? bsearch(&key, copies, n, sizeof(*copies), xb_copies_by_docid) : NULL;
}

/* The documents of matches, with their likenesses where those came along. */
static xabar_status
take_values(struct xb_copy *copies, const struct xb_match_hit *matches, size_t n, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		copies[i] = (struct xb_copy){ .docid = matches[i].docid };
		if (matches[i].values)
			status = xb_likeness_read(&copies[i].likeness, matches[i].values[0], err);
	}
	return status;
}

xabar_status
xb_folding_add(struct xb_folding *folding, const struct xb_match_hit *matches, size_t n, xabar_error *err)
{
	struct xb_arena *arena = folding->finder.arena;
	struct xb_copy *copies;
	xabar_status status;

	folding->folded = xb_arena_grow(arena, folding->folded, &folding->cap_folded, folding->nfolded + n, sizeof(*folding->folded));
	if (!folding->folded)
		return xb_fail_nomem(err);
	copies = folding->folded + folding->nfolded;
	folding->nfolded += n;
	status = take_values(copies, matches, n, err);
	qsort(copies, n, sizeof(*copies), xb_copies_by_docid);
	if (status == XABAR_OK && !matches->values)
		status = xb_likenesses_get(copies, n, folding->finder.likenesses, folding->finder.reader, arena, err);
	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		const struct xb_copy *copy = known(copies, n, matches[i].docid);
		const size_t story = find_story(folding, &copy->likeness);

		status = story == NO_STORY ? begin_story(folding, &matches[i], &copy->likeness, err)
		                           : fold(folding, story, copy, err);
	}
	return status;
}

/* ---- Copies that were not looked at ---- */

/* The distinct texts of some stories, and which story each is of. */
struct texts {
	struct xb_likeness *likenesses;
	size_t *stories;
	size_t n, cap, cap_stories;
};

static xabar_status
add_text(struct texts *texts, size_t story, const struct xb_likeness *likeness, struct xb_arena *arena, xabar_error *err)
{
	texts->likenesses = xb_arena_grow(arena, texts->likenesses, &texts->cap, texts->n + 1, sizeof(*texts->likenesses));
	texts->stories = xb_arena_grow(arena, texts->stories, &texts->cap_stories, texts->n + 1, sizeof(*texts->stories));
	if (!texts->likenesses || !texts->stories)
		return xb_fail_nomem(err);
	texts->likenesses[texts->n] = *likeness;
	texts->stories[texts->n++] = story;
	return XABAR_OK;
}

static xabar_status
list_texts(struct texts *texts, const struct xb_folding *folding, size_t number, xabar_error *err)
{
	const struct xb_story *story = &folding->stories[number];
	struct xb_arena *arena = folding->finder.arena;
	xabar_status status = add_text(texts, number, &story->likeness, arena, err);

	for (size_t i = 0; i < story->ncopies && status == XABAR_OK; i++)
		if (!has_text(story, i, &story->copies[i].likeness))
			status = add_text(texts, number, &story->copies[i].likeness, arena, err);
	return status;
}

/* Copies, in any order. */
struct more {
	struct xb_copy *copies;
	size_t n, cap;
};

static bool
has_copy(const struct more *more, uint32_t docid)
{
	for (size_t i = 0; i < more->n; i++)
		if (more->copies[i].docid == docid)
			return true;
	return false;
}

/* Those near to one of a story's texts: whether they match is not known yet. */
static xabar_status
find_near(struct more *more, struct xb_folding *folding, size_t number, const struct xb_likeness *likeness, xabar_error *err)
{
	struct xb_copy *copies;
	size_t n;
	xabar_status status = xb_copies_find(&copies, &n, &folding->finder, likeness, err);

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		if (known(folding->folded, folding->nfolded, copies[i].docid) || has_copy(more, copies[i].docid) ||
		    find_story(folding, &copies[i].likeness) != number)
			continue;
		more->copies = xb_arena_grow(folding->finder.arena, more->copies, &more->cap, more->n + 1, sizeof(*more->copies));
		if (!more->copies)
			return xb_fail_nomem(err);
		more->copies[more->n++] = copies[i];
	}
	return status;
}

xabar_status
xb_folding_complete(struct xb_folding *folding, size_t first, size_t n, const struct xb_node *query, xabar_error *err)
{
	struct texts texts = { .n = 0 };
	struct more more = { .n = 0 };
	xabar_status status = XABAR_OK;

	if (folding->nfolded)
		qsort(folding->folded, folding->nfolded, sizeof(*folding->folded), xb_copies_by_docid);
	for (size_t i = first; i < first + n && status == XABAR_OK; i++)
		status = list_texts(&texts, folding, i, err);
	if (status == XABAR_OK)
		status = xb_copies_fetch(&folding->finder, texts.likenesses, texts.n, query, err);
	for (size_t i = 0; i < texts.n && status == XABAR_OK; i++)
		status = find_near(&more, folding, texts.stories[i], &texts.likenesses[i], err);
	if (status == XABAR_OK)
		status = xb_copies_match(more.copies, &more.n, XB_ORDER_RELEVANCE, &folding->finder, query, err);
	for (size_t i = 0; i < more.n && status == XABAR_OK; i++)
		status = add_copy(folding, &folding->stories[find_story(folding, &more.copies[i].likeness)], &more.copies[i], err);
	return status;
}
