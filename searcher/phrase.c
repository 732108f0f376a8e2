/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "phrase.h"

#include <stdlib.h>

/* A word in one segment. */
struct word {
	struct xb_posting_list *postings;
	uint32_t place; /* in the phrase */
	double weight;
};

/* A phrase in one segment. */
struct walk {
	double k1;
	size_t n;
	bool nowhere; /* the segment lacks a word */
	struct word words[XB_PHRASE_TERMS]; /* the rarest first */
	uint8_t order[XB_PHRASE_TERMS];     /* of them, by how often they are in the document */
	struct xb_positions starts, positions;
};

/* ---- Documents ---- */

/* The next document from `from` on that has all words; UINT32_MAX when there is none. */
static xabar_status
find_all(uint32_t *docid, struct walk *walk, uint32_t from, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*docid = from;
	for (size_t i = 0; i < walk->n && *docid != UINT32_MAX && status == XABAR_OK;) {
		struct xb_posting_list *postings = walk->words[i].postings;

		if (postings->docid < *docid)
			status = xb_posting_list_seek(postings, *docid, err);
		i = postings->docid == *docid ? i + 1 : 0;
		*docid = postings->docid;
	}
	return status;
}

/* In the order in which libxapian adds them up. */
static double
weigh(const struct walk *walk)
{
	double weight = 0;

	for (size_t i = 0; i < walk->n; i++) {
		const double wdf = walk->words[i].postings->wdf;

		weight += walk->words[i].weight * (wdf / (walk->k1 + wdf));
	}
	return weight;
}

/* ---- Positions ---- */

/* What is rarest in the document rules most out. */
static void
sort_by_wdf(struct walk *walk)
{
	for (size_t i = 0; i < walk->n; i++) {
		size_t at = i;

		for (; at && walk->words[walk->order[at - 1]].postings->wdf > walk->words[i].postings->wdf; at--)
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

static xabar_status
has_phrase(bool *has, struct walk *walk, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*has = true;
	sort_by_wdf(walk);
	for (size_t i = 0; i < walk->n && *has && status == XABAR_OK; i++) {
		const struct word *word = &walk->words[walk->order[i]];

		status = xb_posting_list_positions(&walk->positions, word->postings, err);
		if (i == 0)
			take_starts(walk, word->place);
		else
			keep_starts(walk, word->place);
		*has = walk->starts.n > 0;
	}
	return status;
}

static xabar_status
seek(uint32_t *docid, double *weight, void *ctx, uint32_t from, double at_least, xabar_error *err)
{
	struct walk *walk = ctx;
	bool has = false;
	xabar_status status = XABAR_OK;

	*docid = walk->nowhere ? UINT32_MAX : from;
	while (*docid != UINT32_MAX && !has && status == XABAR_OK) {
		status = find_all(docid, walk, from, err);
		if (*docid == UINT32_MAX || status != XABAR_OK)
			break;
		*weight = weigh(walk);
		if (at_least <= 0 || *weight >= at_least)
			status = has_phrase(&has, walk, err);
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
		xb_posting_list_free(walk->words[i].postings);
	free(walk->starts.array);
	free(walk->positions.array);
	free(walk);
}

static void
sort_words(struct walk *walk)
{
	for (size_t i = 1; i < walk->n; i++) {
		const struct word word = walk->words[i];
		size_t at = i;

		for (; at && walk->words[at - 1].postings->documents > word.postings->documents; at--)
			walk->words[at] = walk->words[at - 1];
		walk->words[at] = word;
	}
}

static xabar_status
open_walk(void **out, double *most, const void *of, uint32_t segment, xabar_error *err)
{
	const struct xb_phrase *phrase = of;
	struct walk *walk = calloc(1, sizeof(*walk));
	xabar_status status = XABAR_OK;

	*out = NULL;
	*most = 0;
	if (!walk)
		return xb_fail_nomem(err);
	walk->k1 = phrase->k1;
	for (; walk->n < phrase->n && status == XABAR_OK; walk->n++) {
		struct word *word = &walk->words[walk->n];

		word->place = (uint32_t)walk->n;
		word->weight = phrase->weights[walk->n];
		*most += word->weight;
		status = xb_posting_list_open(&word->postings, phrase->reader, segment, phrase->terms[walk->n], err);
		walk->nowhere |= !word->postings;
	}
	if (status != XABAR_OK) {
		close_walk(walk);
		return status;
	}
	if (!walk->nowhere)
		sort_words(walk);
	*out = walk;
	return XABAR_OK;
}

/* As libxapian does: as if no word depended on another, and a quarter of that. */
static void
count(uint32_t *about, uint32_t *at_most, const void *ctx, uint32_t documents)
{
	const struct walk *walk = ctx;
	double all = walk->nowhere ? 0 : walk->words[0].postings->documents;

	*at_most = walk->nowhere ? 0 : walk->words[0].postings->documents;
	for (size_t i = 1; i < walk->n && !walk->nowhere; i++)
		all = all * walk->words[i].postings->documents / documents;
	*about = (uint32_t)(all + 0.5) / 4;
}

const struct xb_source_class xb_phrase_class = { open_walk, seek, close_walk, count };
