/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan_variants.h"

#include <stdio.h>
#include <stdlib.h>

struct xb_alternative {
	const struct xb_node *node;
	double weight;
};

/* --- What is asked ------------------------------------------------------------------------------ */

static struct xb_asked *
find_asked(const struct xb_planner *planner, const struct xb_asked *asked)
{
	for (size_t i = 0; i < planner->nasked; i++) {
		struct xb_asked *other = planner->asked[i];

		if (other->exact == asked->exact && strcmp(other->prefix, asked->prefix) == 0 &&
		    xb_str_equal(other->text, asked->text))
			return other;
	}
	return NULL;
}

/* A copy that lives as long as the plan. */
static struct xb_asked *
add_asked(struct xb_planner *planner, const struct xb_asked *asked)
{
	struct xb_asked **array = xb_arena_grow(planner->arena, planner->asked, &planner->asked_cap,
	                                        planner->nasked + 1, sizeof(*array));
	struct xb_asked *copy = xb_arena_calloc(planner->arena, 1, sizeof(*copy));

	if (!array || !copy) {
		xb_plan_nomem(planner);
		return NULL;
	}
	*copy = *asked;
	copy->text = xb_plan_keep(planner, asked->text);
	planner->asked = array;
	array[planner->nasked++] = copy;
	return copy;
}

/* A query of thousands of words, such as a whole dispatch, is told by its words, and each variant costs libxapian 15 KB while it is
 * matched: of 4,000 Persian words all took 600 MB and 4 s. */
#define QUERY_VARIANTS_MAX 2000

static bool
may_vary(const struct xb_planner *planner, const struct xb_plan_word *word)
{
	return planner->varies && planner->nvariants < QUERY_VARIANTS_MAX && !(word->token[0].flags & (XB_TOKEN_DIGITS | XB_TOKEN_LONG));
}

static struct xb_token *
copy_forms(struct xb_planner *planner, const struct xb_plan_word *word)
{
	struct xb_token *forms = xb_arena_calloc(planner->arena, word->nforms, sizeof(*forms));

	if (!forms) {
		xb_plan_nomem(planner);
		return NULL;
	}
	memcpy(forms, word->token, word->nforms * sizeof(*forms));
	return forms;
}

/* The variants of a word that was not asked for before. */
static void
find_variants(struct xb_planner *planner, struct xb_asked *asked, const struct xb_plan_word *word, bool stems)
{
	struct xb_latin latins[XB_LATINS_MAX];
	struct xb_varied varied = { .forms = { word->exact, word->nforms }, .latins = latins };
	xabar_status status;

	if (planner->status != XABAR_OK || asked->exact || !may_vary(planner, word))
		return;
	if (stems)
		varied.stems = xb_plan_stems(planner, word);
	varied.nlatins = xb_analyzer_latins(planner->analyzer, &word->token[0], latins);
	status = xb_variants_find(&asked->variants, planner->sources, asked->prefix, &varied, planner->arena, planner->err);
	if (status != XABAR_OK)
		planner->status = status;
	planner->nvariants += asked->variants.n;
}

static int
compare_weights(const void *a, const void *b)
{
	const struct xb_variant *x = a, *y = b;

	return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Have the words that a pattern stands for among the variants: each once, as the heavier of the two, for one may be both like the
 * word and its other spelling. */
static void
join_words(struct xb_planner *planner, struct xb_asked *asked, const struct xb_variants *words)
{
	struct xb_variants *all = &asked->variants;
	struct xb_variant *array = xb_arena_calloc(planner->arena, all->n + words->n, sizeof(*array));
	size_t n = 0;

	if (!array) {
		xb_plan_nomem(planner);
		return;
	}
	for (size_t i = 0; i < all->n; i++)
		array[n++] = all->array[i];
	for (size_t i = 0; i < words->n; i++) {
		size_t same = 0;

		while (same < all->n && (array[same].stem || !xb_str_equal(array[same].term, words->array[i].term)))
			same++;
		if (same == all->n)
			array[n++] = words->array[i];
		else if (words->array[i].weight > array[same].weight)
			array[same] = words->array[i];
	}
	if (n)
		qsort(array, n, sizeof(*array), compare_weights);
	*all = (struct xb_variants){ array, n };
}

/* The words of the archive that a pattern stands for. */
static void
find_fitting(struct xb_planner *planner, struct xb_asked *asked, const struct xb_pattern *pattern)
{
	struct xb_variants words;
	xabar_status status;

	if (planner->status != XABAR_OK || !planner->sources)
		return;
	status = xb_patterns_find(&words, &asked->fitting, planner->sources->reader, asked->prefix, pattern, planner->arena,
	                          planner->err);
	if (status != XABAR_OK) {
		planner->status = status;
		return;
	}
	asked->nfitting = words.n;
	join_words(planner, asked, &words);
}

/* A stem would let in the form that is not wanted: it goes, too, where that begins with it. */
static bool
is_wanted(const struct xb_variant *variant, const char *const *without)
{
	for (; *without; without++) {
		const struct xb_str term = xb_str(*without);
		const size_t len = variant->stem && variant->term.len < term.len ? variant->term.len : term.len;

		if (xb_str_equal(variant->term, xb_strn(term.ptr, len)))
			return false;
	}
	return true;
}

static void
leave_out(struct xb_planner *planner, struct xb_variants *variants)
{
	const char *const *without = planner->sources ? planner->sources->without : NULL;
	struct xb_variant *array;
	size_t n = 0;

	if (!without || !variants->n)
		return;
	array = xb_arena_calloc(planner->arena, variants->n, sizeof(*array));
	if (!array) {
		xb_plan_nomem(planner);
		return;
	}
	for (size_t i = 0; i < variants->n; i++)
		if (is_wanted(&variants->array[i], without))
			array[n++] = variants->array[i];
	*variants = (struct xb_variants){ array, n };
}

static void
find_words(struct xb_planner *planner, struct xb_asked *asked, const struct xb_plan_word *word, bool stems)
{
	const bool wild = word->pattern == XB_PATTERN_WILDCARD;
	const struct xb_pattern pattern = {
		.kind = word->pattern,
		.forms = { wild ? word->wild : word->exact, wild ? word->nwild : word->nforms },
		.edits = word->edits,
	};

	if (!wild)
		find_variants(planner, asked, word, stems);
	if (pattern.kind != XB_PATTERN_NONE)
		find_fitting(planner, asked, &pattern);
	leave_out(planner, &asked->variants);
}

struct xb_asked *
xb_plan_ask(struct xb_planner *planner, const struct xb_plan_word *word, const struct xb_query *leaf)
{
	const struct xb_asked new = {
		.text = word->text,
		.prefix = leaf->field ? leaf->field->prefix : "",
		.exact = leaf->exact,
	};
	struct xb_asked *asked = find_asked(planner, &new);

	if (asked)
		return asked;
	asked = add_asked(planner, &new);
	if (!asked)
		return NULL;
	asked->forms = copy_forms(planner, word);
	asked->nforms = asked->forms ? word->nforms : 0;
	find_words(planner, asked, word, !leaf->field || leaf->field->kind == XB_KIND_TEXT);
	return asked;
}

struct xb_asked *
xb_plan_ask_phrase(struct xb_planner *planner, const struct xb_plan_words *words, struct xb_str text, const char *prefix)
{
	struct xb_asked new = { .text = text, .prefix = prefix }, *asked = find_asked(planner, &new);
	struct xb_str first[XB_ALIAS_WORDS_MAX];
	size_t n = 0;
	xabar_status status;

	if (asked || !planner->varies || planner->status != XABAR_OK)
		return asked;
	for (size_t i = 0; i < words->n; i++) {
		if (!xb_plan_is_read(words, i, false))
			continue;
		if (n == XB_ALIAS_WORDS_MAX)
			return NULL;
		first[n++] = words->array[i].exact[0];
	}
	status = xb_variants_find_phrase(&new.variants, planner->sources, prefix, (struct xb_terms){ first, n },
	                                 planner->arena, planner->err);
	if (status != XABAR_OK)
		planner->status = status;
	leave_out(planner, &new.variants);
	return new.variants.n ? add_asked(planner, &new) : NULL;
}

/* --- Alternatives ------------------------------------------------------------------------------- */

void
xb_alternatives_push(struct xb_planner *planner, struct xb_alternatives *alternatives, const struct xb_node *node,
                     double weight)
{
	struct xb_alternative *array = xb_arena_grow(planner->arena, alternatives->array, &alternatives->cap,
	                                             alternatives->n + 1, sizeof(*array));

	if (!array) {
		xb_plan_nomem(planner);
		return;
	}
	alternatives->array = array;
	array[alternatives->n++] = (struct xb_alternative){ node, weight };
}

/* Any of these terms. */
static const struct xb_node *
terms_node(struct xb_planner *planner, const char *prefix, const struct xb_terms *terms)
{
	struct xb_nodes nodes = { 0 };

	for (size_t i = 0; i < terms->n; i++)
		xb_nodes_push(planner, &nodes, xb_node_term(planner, prefix, terms->array[i]));
	return xb_nodes_join(planner, XB_OP_OR, &nodes);
}

static const struct xb_node *
variant_node(struct xb_planner *planner, const char *prefix, const struct xb_variant *variant)
{
	struct xb_nodes words = { 0 };
	char stem_prefix[8];

	if (!variant->nwords) {
		snprintf(stem_prefix, sizeof(stem_prefix), "%s%s", variant->stem ? XB_STEM_PREFIX : "", prefix);
		return xb_node_term(planner, stem_prefix, variant->term);
	}
	for (size_t i = 0; i < variant->nwords; i++)
		xb_nodes_push(planner, &words, terms_node(planner, prefix, &variant->words[i]));
	return xb_nodes_join_within(planner, XB_OP_PHRASE, &words, (uint32_t)variant->nwords);
}

void
xb_alternatives_push_variants(struct xb_planner *planner, struct xb_alternatives *alternatives, const char *prefix,
                              const struct xb_variants *variants, bool stems)
{
	for (size_t i = 0; i < variants->n; i++) {
		const struct xb_variant *variant = &variants->array[i];

		if (stems || !variant->stem)
			xb_alternatives_push(planner, alternatives, variant_node(planner, prefix, variant), variant->weight);
	}
}

const struct xb_node *
xb_alternatives_join(struct xb_planner *planner, const struct xb_nodes *asked, const struct xb_alternatives *alternatives)
{
	struct xb_nodes sides = { 0 }, terms = { 0 };
	double above = 1;
	size_t i = 0;

	for (size_t k = 0; k < asked->n; k++)
		xb_nodes_push(planner, &terms, asked->array[k]);
	while (above > 0) {
		double weight = i < alternatives->n ? alternatives->array[i].weight : 0;
		const struct xb_node *node = xb_nodes_join(planner, XB_OP_SYNONYM, &terms);

		/* What is pushed later is behind what the node has. */
		xb_nodes_push(planner, &sides, xb_node_scale(planner, node, above - weight));
		for (; i < alternatives->n && alternatives->array[i].weight == weight; i++)
			xb_nodes_push(planner, &terms, alternatives->array[i].node);
		above = weight;
	}
	return xb_nodes_join(planner, XB_OP_OR, &sides);
}

const struct xb_node *
xb_alternatives_beside(struct xb_planner *planner, const struct xb_node *asked, const struct xb_alternatives *alternatives)
{
	struct xb_nodes terms = { 0 };

	if (!alternatives->n)
		return xb_node_nothing();
	xb_nodes_push(planner, &terms, asked);
	for (size_t i = 0; i < alternatives->n; i++)
		xb_nodes_push(planner, &terms, alternatives->array[i].node);
	return xb_node_scale(planner, xb_nodes_join(planner, XB_OP_SYNONYM, &terms), alternatives->array[0].weight);
}
