/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "phrase.h"

#include <stdlib.h>

/* A word in one segment. */
struct word {
	struct xb_posting_list **lists; /* the word as it is: NULL where the segment lacks it; then those of its variants that are there */
	size_t nlists;
	uint32_t place; /* in the phrase */
	uint32_t wdf;   /* in the document at hand */
	double weight;
};

/* A phrase in one segment. */
struct walk {
	double k1, varied;
	size_t n;
	struct word words[XB_PHRASE_TERMS]; /* the one that is rarest as it is first */
	uint8_t order[XB_PHRASE_TERMS];     /* of them, by how often they are in the document */
	struct xb_positions starts, positions, more;
	struct xb_posting_list *lists[];
};

/* Which forms of words count. */
enum form { ASKED, ANY };

static size_t
nforms(const struct word *word, enum form form)
{
	return form == ASKED ? 1 : word->nlists;
}

static bool
is_at(const struct xb_posting_list *list, uint32_t docid)
{
	return list && list->docid == docid;
}

/* ---- Documents ---- */

/* The first document from `from` on that has a word. */
static xabar_status
find_word(uint32_t *docid, struct word *word, enum form form, uint32_t from, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*docid = UINT32_MAX;
	for (size_t i = 0; i < nforms(word, form) && status == XABAR_OK; i++) {
		struct xb_posting_list *list = word->lists[i];

		if (list && list->docid < from)
			status = xb_posting_list_seek(list, from, err);
		if (list && list->docid < *docid)
			*docid = list->docid;
	}
	return status;
}

/* The first from `from` on that has all; UINT32_MAX when there is none. */
static xabar_status
find_all(uint32_t *docid, struct walk *walk, enum form form, uint32_t from, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*docid = from;
	for (size_t i = 0; i < walk->n && *docid != UINT32_MAX && status == XABAR_OK;) {
		uint32_t found;

		status = find_word(&found, &walk->words[i], form, *docid, err);
		i = found == *docid ? i + 1 : 0;
		*docid = found;
	}
	return status;
}

/* Bring all variants to a document that has all words as they are. */
static xabar_status
find_variants(struct walk *walk, uint32_t docid, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < walk->n && status == XABAR_OK; i++) {
		uint32_t ignored;

		status = find_word(&ignored, &walk->words[i], ANY, docid, err);
	}
	return status;
}

/* Take how often the document has each word. *least is how often it has the phrase, as libxapian has it; false where it lacks a word. */
static bool
take_wdf(uint32_t *least, struct walk *walk, enum form form, uint32_t docid)
{
	bool all = true;

	*least = UINT32_MAX;
	for (size_t i = 0; i < walk->n; i++) {
		struct word *word = &walk->words[i];
		bool there = false;

		word->wdf = 0;
		for (size_t k = 0; k < nforms(word, form); k++)
			if (is_at(word->lists[k], docid)) {
				word->wdf += word->lists[k]->wdf;
				there = true;
			}
		*least = word->wdf < *least ? word->wdf : *least;
		all &= there;
	}
	return all;
}

static bool
has_variant(const struct walk *walk, uint32_t docid)
{
	for (size_t i = 0; i < walk->n; i++)
		for (size_t k = 1; k < walk->words[i].nlists; k++)
			if (is_at(walk->words[i].lists[k], docid))
				return true;
	return false;
}

static double
part(const struct walk *walk, double weight, double wdf)
{
	return weight * (wdf / (walk->k1 + wdf));
}

/* In the order in which libxapian adds them up. */
static double
weigh_words(const struct walk *walk)
{
	double weight = 0;

	for (size_t i = 0; i < walk->n; i++)
		weight += part(walk, walk->words[i].weight, walk->words[i].wdf);
	return weight;
}

/* ---- Positions ---- */

/* What is rarest in the document rules most out. */
static void
sort_by_wdf(struct walk *walk)
{
	for (size_t i = 0; i < walk->n; i++) {
		size_t at = i;

		for (; at && walk->words[walk->order[at - 1]].wdf > walk->words[i].wdf; at--)
			walk->order[at] = walk->order[at - 1];
		walk->order[at] = (uint8_t)i;
	}
}

/* Where phrases would start whose word at `place` is at these positions. */
static void
take_starts(struct walk *walk, uint32_t place)
{
	struct xb_positions swap = walk->starts;
	size_t n = 0;

	walk->starts = walk->positions;
	walk->positions = swap;
	for (size_t i = 0; i < walk->starts.n; i++)
		if (walk->starts.array[i] >= place)
			walk->starts.array[n++] = walk->starts.array[i] - place;
	walk->starts.n = n;
}

/* Of them, those that have that word in its place. */
static void
keep_starts(struct walk *walk, uint32_t place)
{
	const struct xb_positions *positions = &walk->positions;
	struct xb_positions *starts = &walk->starts;
	size_t n = 0, k = 0;

	for (size_t i = 0; i < starts->n; i++) {
		while (k < positions->n && positions->array[k] < starts->array[i] + place)
			k++;
		if (k < positions->n && positions->array[k] == starts->array[i] + place)
			starts->array[n++] = starts->array[i];
	}
	starts->n = n;
}

/* Put `more` among positions, in order. */
static bool
merge(struct xb_positions *positions, const struct xb_positions *more)
{
	size_t a = positions->n, b = more->n, at = a + b;

	if (!xb_positions_room(positions, at))
		return false;
	positions->n = at;
	while (b) {
		const bool is_more = !a || more->array[b - 1] > positions->array[a - 1];

		positions->array[--at] = is_more ? more->array[--b] : positions->array[--a];
	}
	return true;
}

/* Take the positions of a word. */
static xabar_status
take_positions(struct walk *walk, const struct word *word, enum form form, uint32_t docid, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	size_t taken = 0;

	for (size_t i = 0; i < nforms(word, form) && status == XABAR_OK; i++) {
		if (!is_at(word->lists[i], docid))
			continue;
		status = xb_posting_list_positions(taken ? &walk->more : &walk->positions, word->lists[i], err);
		if (taken++ && status == XABAR_OK && !merge(&walk->positions, &walk->more))
			status = xb_fail_nomem(err);
	}
	return status;
}

static xabar_status
has_phrase(bool *has, struct walk *walk, enum form form, uint32_t docid, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*has = true;
	sort_by_wdf(walk);
	for (size_t i = 0; i < walk->n && *has && status == XABAR_OK; i++) {
		const struct word *word = &walk->words[walk->order[i]];

		status = take_positions(walk, word, form, docid, err);
		if (i == 0)
			take_starts(walk, word->place);
		else
			keep_starts(walk, word->place);
		*has = walk->starts.n > 0;
	}
	return status;
}

/* ---- Matching ---- */

/* Where it may be heavy enough, tell whether the document has the phrase. As it is it counts in both ways, and else as varied. */
static xabar_status
weigh_document(bool *has, double *weight, struct walk *walk, uint32_t docid, double at_least, xabar_error *err)
{
	uint32_t asked, any = 0, ignored;
	xabar_status status = XABAR_OK;

	if (walk->varied > 0)
		(void)take_wdf(&any, walk, ANY, docid);
	if (take_wdf(&asked, walk, ASKED, docid)) {
		*weight = weigh_words(walk) + part(walk, walk->varied, (double)asked + any);
		if (at_least <= 0 || *weight >= at_least)
			status = has_phrase(has, walk, ASKED, docid, err);
	}
	if (*has || status != XABAR_OK || walk->varied <= 0 || !has_variant(walk, docid))
		return status;
	*weight = part(walk, walk->varied, any);
	if (at_least > 0 && *weight < at_least)
		return XABAR_OK;
	(void)take_wdf(&ignored, walk, ANY, docid);
	return has_phrase(has, walk, ANY, docid, err);
}

/* Where no variant is heavy enough the word must be there as it is; what else it is there as is looked up then. */
static xabar_status
seek(uint32_t *docid, double *weight, void *ctx, uint32_t from, double at_least, xabar_error *err)
{
	struct walk *walk = ctx;
	const enum form form = at_least >= walk->varied ? ASKED : ANY;
	bool has = false;
	xabar_status status = XABAR_OK;

	*docid = from;
	while (*docid != UINT32_MAX && !has && status == XABAR_OK) {
		status = find_all(docid, walk, form, from, err);
		if (*docid == UINT32_MAX || status != XABAR_OK)
			break;
		if (walk->varied > 0 && form == ASKED)
			status = find_variants(walk, *docid, err);
		if (status == XABAR_OK)
			status = weigh_document(&has, weight, walk, *docid, at_least, err);
		from = *docid + 1;
	}
	if (!has)
		*docid = 0;
	return status;
}

/* ---- Opening ---- */

static void
close_walk(void *ctx)
{
	struct walk *walk = ctx;

	for (size_t i = 0; i < walk->n; i++)
		for (size_t k = 0; k < walk->words[i].nlists; k++)
			xb_posting_list_free(walk->words[i].lists[k]);
	free(walk->starts.array);
	free(walk->positions.array);
	free(walk->more.array);
	free(walk);
}

static uint32_t
documents_of(const struct xb_posting_list *list)
{
	return list ? list->documents : 0;
}

static void
sort_words(struct walk *walk)
{
	for (size_t i = 1; i < walk->n; i++) {
		const struct word word = walk->words[i];
		size_t at = i;

		for (; at && documents_of(walk->words[at - 1].lists[0]) > documents_of(word.lists[0]); at--)
			walk->words[at] = walk->words[at - 1];
		walk->words[at] = word;
	}
}

static xabar_status
open_word(struct word *word, const struct xb_phrase_word *of, struct xb_reader *reader, uint32_t segment, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	word->weight = of->weight;
	for (size_t i = 0; i < of->nterms && status == XABAR_OK; i++) {
		status = xb_posting_list_open(&word->lists[word->nlists], reader, segment, of->terms[i], err);
		if (i == 0 || word->lists[word->nlists])
			word->nlists++;
	}
	return status;
}

static xabar_status
open_walk(void **out, double *most, const void *of, uint32_t segment, xabar_error *err)
{
	const struct xb_phrase *phrase = of;
	struct walk *walk = calloc(1, sizeof(*walk) + phrase->nterms * sizeof(*walk->lists));
	struct xb_posting_list **lists;
	xabar_status status = XABAR_OK;

	*out = NULL;
	*most = phrase->varied;
	if (!walk)
		return xb_fail_nomem(err);
	walk->k1 = phrase->k1;
	walk->varied = phrase->varied;
	lists = walk->lists;
	for (; walk->n < phrase->n && status == XABAR_OK; walk->n++) {
		struct word *word = &walk->words[walk->n];

		word->place = (uint32_t)walk->n;
		word->lists = lists;
		lists += phrase->words[walk->n].nterms;
		*most += phrase->words[walk->n].weight;
		status = open_word(word, &phrase->words[walk->n], phrase->reader, segment, err);
	}
	if (status != XABAR_OK) {
		close_walk(walk);
		return status;
	}
	sort_words(walk);
	*out = walk;
	return XABAR_OK;
}

/* ---- Counting ---- */

/* How many documents have all words, if none depends on another, and at most. */
static double
count_all(double *at_most, const struct walk *walk, enum form form, double documents)
{
	double all = documents;

	*at_most = documents;
	for (size_t i = 0; i < walk->n; i++) {
		const struct word *word = &walk->words[i];
		double with = 0, sum = 0;

		for (size_t k = 0; k < nforms(word, form); k++) {
			with = xb_phrase_either(with, documents_of(word->lists[k]), documents);
			sum += documents_of(word->lists[k]);
		}
		all = all * with / documents;
		*at_most = sum < *at_most ? sum : *at_most;
	}
	return xb_phrase_in_order(all);
}

/* As libxapian does, which takes the phrase as it is for independent of what it is varied to. */
static void
count(uint32_t *about, uint32_t *at_most, const void *ctx, uint32_t documents)
{
	const struct walk *walk = ctx;
	double most, asked = count_all(&most, walk, ASKED, documents), all = asked;

	if (walk->varied > 0) {
		all = xb_phrase_either(asked, count_all(&most, walk, ANY, documents), documents);
		all = xb_phrase_either(asked, all, documents);
	}
	*about = (uint32_t)all;
	*at_most = (uint32_t)most;
}

const struct xb_source_class xb_phrase_class = { open_walk, seek, close_walk, count };
