/* SPDX-License-Identifier: GPL-2.0-or-later */
/* phrase_read.c - the phrase that a query is. */
#include "phrase.h"
#include "weigh.h"

/* A query as it is taken apart. */
struct parts {
	const struct xb_node *asked, *varied; /* XB_OP_PHRASE; varied is NULL where there are no variants */
	double asked_factor, varied_factor;
};

/* ---- What is one ---- */

static bool
is_phrase(const struct xb_node *node)
{
	return node->op == XB_OP_PHRASE && node->window == node->nchildren && node->nchildren > 1 && node->nchildren <= XB_PHRASE_TERMS;
}

/* Whether it is of single words. */
static bool
is_plain(const struct xb_node *node)
{
	for (size_t i = 0; i < node->nchildren; i++)
		if (node->children[i]->op != XB_OP_TERM)
			return false;
	return is_phrase(node);
}

/* Whether a word that may be any of several may be the one that is asked for. */
static bool
varies_word(const struct xb_node *varied, const struct xb_node *asked)
{
	bool has = varied->op == XB_OP_TERM && xb_str_equal(varied->term, asked->term);

	if (varied->op != XB_OP_OR)
		return has;
	for (size_t i = 0; i < varied->nchildren; i++) {
		if (varied->children[i]->op != XB_OP_TERM)
			return false;
		has |= xb_str_equal(varied->children[i]->term, asked->term);
	}
	return has;
}

static bool
varies(const struct xb_node *varied, const struct xb_node *asked)
{
	if (!is_phrase(varied) || varied->nchildren != asked->nchildren)
		return false;
	for (size_t i = 0; i < asked->nchildren; i++)
		if (!varies_word(varied->children[i], asked->children[i]))
			return false;
	return true;
}

static const struct xb_node *
unscaled(double *factor, const struct xb_node *node)
{
	for (*factor = 1; node->op == XB_OP_SCALE; node = node->children[0])
		*factor *= node->factor;
	return node;
}

/* Take a query apart: a phrase, or one that counts for less where its words may vary (plan_variants.h). */
static bool
take_apart(struct parts *parts, const struct xb_node *query)
{
	const struct xb_node *either;

	*parts = (struct parts){ .asked = query, .asked_factor = 1 };
	if (query->op != XB_OP_OR || query->nchildren != 2)
		return is_plain(query);
	parts->asked = unscaled(&parts->asked_factor, query->children[0]);
	either = unscaled(&parts->varied_factor, query->children[1]);
	if (!is_plain(parts->asked) || either->op != XB_OP_SYNONYM || either->nchildren != 2 || either->children[0] != parts->asked)
		return false;
	parts->varied = either->children[1];
	return parts->asked_factor > 0 && parts->varied_factor > 0 && varies(parts->varied, parts->asked);
}

/* ---- Words and weights ---- */

/* The word as it is comes first. */
static xabar_status
read_word(struct xb_phrase_word *word, const struct xb_node *asked, const struct xb_node *varied, struct xb_arena *arena,
          xabar_error *err)
{
	const size_t nvaried = varied && varied->op == XB_OP_OR ? varied->nchildren : 0;
	struct xb_str *terms = xb_arena_calloc(arena, 1 + nvaried, sizeof(*terms));

	if (!terms)
		return xb_fail_nomem(err);
	word->terms = terms;
	terms[word->nterms++] = asked->term;
	for (size_t i = 0; i < nvaried; i++)
		if (!xb_str_equal(varied->children[i]->term, asked->term))
			terms[word->nterms++] = varied->children[i]->term;
	return XABAR_OK;
}

/* How many documents have the word as it is, and in any variant, about. */
static xabar_status
count_word(double *asked, double *varied, const struct xb_phrase_word *word, struct xb_reader *reader, double documents,
           xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*varied = 0;
	for (size_t i = 0; i < word->nterms && status == XABAR_OK; i++) {
		uint64_t with;

		status = xb_reader_documents(&with, reader, word->terms[i], err);
		if (i == 0)
			*asked = (double)with;
		*varied = xb_phrase_either(*varied, (double)with, documents);
	}
	return status;
}

static xabar_status
weigh(struct xb_phrase *phrase, const struct parts *parts, double documents, xabar_error *err)
{
	double all_asked = documents, all_varied = documents, either;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < phrase->n && status == XABAR_OK; i++) {
		struct xb_phrase_word *word = &phrase->words[i];
		double asked = 0, varied;

		status = count_word(&asked, &varied, word, phrase->reader, documents, err);
		word->weight = xb_idf(documents, asked) * parts->asked_factor * (phrase->k1 + 1);
		all_asked = all_asked * asked / documents;
		all_varied = all_varied * varied / documents;
	}
	either = xb_phrase_either(xb_phrase_in_order(all_asked), xb_phrase_in_order(all_varied), documents);
	if (parts->varied)
		phrase->varied = xb_idf(documents, either) * parts->varied_factor * (phrase->k1 + 1);
	return status;
}

xabar_status
xb_phrase_read(const struct xb_phrase **out, const struct xb_node *query, struct xb_reader *reader, double documents, double k1,
               struct xb_arena *arena, xabar_error *err)
{
	struct xb_phrase *phrase;
	struct parts parts;
	xabar_status status = XABAR_OK;

	*out = NULL;
	if (!take_apart(&parts, query))
		return XABAR_OK;
	phrase = xb_arena_calloc(arena, 1, sizeof(*phrase));
	if (!phrase)
		return xb_fail_nomem(err);
	*phrase = (struct xb_phrase){ .reader = reader, .n = parts.asked->nchildren, .k1 = k1 };
	for (size_t i = 0; i < phrase->n && status == XABAR_OK; i++) {
		status = read_word(&phrase->words[i], parts.asked->children[i], parts.varied ? parts.varied->children[i] : NULL, arena, err);
		phrase->nterms += phrase->words[i].nterms;
	}
	if (status == XABAR_OK)
		status = weigh(phrase, &parts, documents, err);
	*out = status == XABAR_OK ? phrase : NULL;
	return status;
}
