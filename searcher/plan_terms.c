/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan_terms.h"

#include <stdio.h>

#include "plan_variants.h"
#include "plan_wanted.h"
#include "status_word.h"

static bool
is_text(const struct xb_field_info *field)
{
	return !field || field->kind == XB_KIND_TEXT;
}

/* --- Words and phrases -------------------------------------------------------------------------- */

/* The word in any of its foldings, or with `variants` also in another spelling. Positional operators take nothing but terms
 * and ORs of them. */
static const struct xb_node *
form_node(struct xb_planner *planner, enum xb_op op, const char *prefix, const struct xb_plan_word *word, bool variants)
{
	struct xb_terms exact = xb_plan_exact(planner, word, variants);
	struct xb_nodes forms = { 0 };

	for (size_t i = 0; i < exact.n; i++)
		xb_nodes_push(planner, &forms, xb_node_term(planner, prefix, exact.array[i]));
	return xb_nodes_join(planner, op, &forms);
}

/* One reading under a positional operator, XB_OP_PHRASE or XB_OP_NEAR. */
static const struct xb_node *
reading_node(struct xb_planner *planner, enum xb_op op, const char *prefix, const struct xb_plan_words *words, bool split,
             uint32_t window, bool variants)
{
	enum xb_op forms = xb_plan_count_read(words, split) == 1 ? XB_OP_SYNONYM : XB_OP_OR;
	struct xb_nodes nodes = { 0 };

	for (size_t i = 0; i < words->n; i++) {
		const struct xb_node *node;

		if (!xb_plan_is_read(words, i, split))
			continue;
		node = form_node(planner, forms, prefix, &words->array[i], variants);
		if (node->op == XB_OP_NOTHING) /* a pattern that fits no word */
			return node;
		xb_nodes_push(planner, &nodes, node);
	}
	return xb_nodes_join_within(planner, op, &nodes, window);
}

/* The words in order and side by side, in either reading. Of a text with several joined words both
 * readings are of the whole, not of each: enough for a text that writes them in one way. */
static const struct xb_node *
phrase_node(struct xb_planner *planner, const char *prefix, const struct xb_plan_words *words, bool exact)
{
	struct xb_nodes readings = { 0 };

	xb_nodes_push(planner, &readings, reading_node(planner, XB_OP_PHRASE, prefix, words, false,
	                                               xb_plan_span_read(words, false), false));
	if (!exact && xb_plan_has_parts(words))
		xb_nodes_push(planner, &readings, reading_node(planner, XB_OP_PHRASE, prefix, words, true,
		                                               xb_plan_span_read(words, true), false));
	return xb_nodes_join(planner, XB_OP_MAX, &readings);
}

/* Append the words of a leaf, and note that they are asked for, and with which variants. The parts of a joined word have none
 * of their own. */
static void
ask_words(struct xb_planner *planner, struct xb_plan_words *words, const struct xb_query *leaf)
{
	size_t first = words->n;

	xb_plan_words_add(planner, words, leaf);
	for (size_t i = first; i < words->n; i++)
		if (xb_plan_is_read(words, i, false))
			words->array[i].asked = xb_plan_ask(planner, &words->array[i], leaf);
}

static bool
have_variants(const struct xb_plan_words *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (words->array[i].nforms && words->array[i].asked && words->array[i].asked->variants.n)
			return true;
	return false;
}

/* `node`, which is what is asked, or for less an alternative. */
static const struct xb_node *
vary(struct xb_planner *planner, const struct xb_node *node, const struct xb_alternatives *alternatives)
{
	struct xb_nodes asked = { 0 };

	if (!alternatives->n)
		return node;
	xb_nodes_push(planner, &asked, node);
	return xb_alternatives_join(planner, &asked, alternatives);
}

/* The joined reading with the variants of its words; if there are any, it is pushed. */
static void
push_varied(struct xb_planner *planner, struct xb_alternatives *alternatives, enum xb_op op, const char *prefix,
            const struct xb_plan_words *words, uint32_t window)
{
	if (have_variants(words))
		xb_alternatives_push(planner, alternatives, reading_node(planner, op, prefix, words, false, window, true),
		                     XB_VARIED_WEIGHT);
}

/* Several words, or one as it is: without stems. */
static const struct xb_node *
varied_phrase(struct xb_planner *planner, const struct xb_query *leaf, const char *prefix, const struct xb_plan_words *words)
{
	const struct xb_node *node = phrase_node(planner, prefix, words, leaf->exact);
	struct xb_alternatives alternatives = { 0 };
	const struct xb_asked *name = NULL;

	if (xb_plan_count_read(words, false) == 1) {
		name = words->array[0].asked;
	} else if (!leaf->exact) {
		push_varied(planner, &alternatives, XB_OP_PHRASE, prefix, words, xb_plan_span_read(words, false));
		name = leaf->patterns ? NULL : xb_plan_ask_phrase(planner, words, leaf->text, prefix);
	}
	if (name)
		xb_alternatives_push_variants(planner, &alternatives, prefix, &name->variants, false);
	if (is_text(leaf->field)) {
		xb_plan_want_phrase(planner, words, leaf->exact);
		xb_plan_want_names(planner, name);
	}
	return vary(planner, node, &alternatives);
}

/* The shape of a word: any of its stems, as if they were one term, and, for less, its exact form; and its variants. */
static const struct xb_node *
stemmed_word(struct xb_planner *planner, const char *prefix, const struct xb_plan_words *words)
{
	const struct xb_node *exact = phrase_node(planner, prefix, words, false);
	const struct xb_plan_word *word = &words->array[0];
	struct xb_terms stems = xb_plan_stems(planner, word);
	struct xb_alternatives alternatives = { 0 };
	struct xb_nodes terms = { 0 }, sides = { 0 };
	char stem_prefix[8];

	snprintf(stem_prefix, sizeof(stem_prefix), "%s%s", XB_STEM_PREFIX, prefix);
	for (size_t i = 0; i < stems.n; i++)
		xb_nodes_push(planner, &terms, xb_node_term(planner, stem_prefix, stems.array[i]));
	if (word->asked)
		xb_alternatives_push_variants(planner, &alternatives, prefix, &word->asked->variants, true);
	xb_plan_want_word(planner, word, &stems);
	if (xb_plan_has_parts(words))
		xb_plan_want_reading(planner, words, true, xb_plan_span_read(words, true), true);
	xb_plan_want_names(planner, word->asked);
	if (!stems.n)
		return vary(planner, exact, &alternatives);
	xb_nodes_push(planner, &sides, xb_node_within(planner, xb_node_scale(planner, exact, XB_EXACT_FACTOR)));
	xb_nodes_push(planner, &sides, alternatives.n ? xb_alternatives_join(planner, &terms, &alternatives)
	                                              : xb_nodes_join(planner, XB_OP_SYNONYM, &terms));
	return xb_nodes_join(planner, XB_OP_OR, &sides);
}

void
xb_plan_parts(struct xb_planner *planner, struct xb_nodes *parts, const struct xb_query *leaf)
{
	struct xb_plan_words words = { 0 };

	xb_plan_words_add(planner, &words, leaf);
	for (size_t i = 0; xb_plan_count_read(&words, false) > 1 && i < words.n; i++) {
		struct xb_terms stems = xb_plan_stems(planner, &words.array[i]);
		struct xb_nodes terms = { 0 };

		for (size_t k = 0; k < stems.n; k++)
			xb_nodes_push(planner, &terms, xb_node_term(planner, XB_STEM_PREFIX, stems.array[k]));
		if (terms.n && xb_plan_is_read(&words, i, false))
			xb_nodes_push(planner, parts, xb_nodes_join(planner, XB_OP_SYNONYM, &terms));
	}
}

/* All words that a word with wildcards stands for, as if they were one term. */
static const struct xb_node *
wildcard_node(struct xb_planner *planner, const struct xb_query *leaf, const char *prefix, const struct xb_plan_word *word)
{
	if (is_text(leaf->field))
		xb_plan_want_word(planner, word, &(struct xb_terms){ 0 });
	return form_node(planner, XB_OP_SYNONYM, prefix, word, true);
}

/* A word of a name in any form or spelling. */
static const struct xb_node *
any_form(struct xb_planner *planner, const struct xb_plan_word *word)
{
	const struct xb_terms stems = xb_plan_stems(planner, word);
	struct xb_alternatives alternatives = { 0 };
	struct xb_nodes forms = { 0 };

	for (size_t i = 0; i < word->nforms; i++)
		xb_nodes_push(planner, &forms, xb_node_term(planner, "", word->exact[i]));
	for (size_t i = 0; i < stems.n; i++)
		xb_nodes_push(planner, &forms, xb_node_term(planner, XB_STEM_PREFIX, stems.array[i]));
	if (word->asked)
		xb_alternatives_push_variants(planner, &alternatives, "", &word->asked->variants, true);
	return vary(planner, xb_nodes_join(planner, XB_OP_OR, &forms), &alternatives);
}

/* A name of several words. Stems have no positions: what has all the words is matched, and what wants the name of a text
 * looks where they are. */
static const struct xb_node *
name_node(struct xb_planner *planner, const struct xb_query *leaf, const struct xb_plan_words *words)
{
	const struct xb_asked *name = xb_plan_ask_phrase(planner, words, leaf->text, "");
	struct xb_alternatives alternatives = { 0 };
	struct xb_nodes nodes = { 0 };

	for (size_t i = 0; i < words->n; i++)
		if (xb_plan_is_read(words, i, false))
			xb_nodes_push(planner, &nodes, any_form(planner, &words->array[i]));
	xb_plan_want_name(planner, words);
	xb_plan_want_names(planner, name);
	if (name)
		xb_alternatives_push_variants(planner, &alternatives, "", &name->variants, false);
	return vary(planner, xb_nodes_join(planner, XB_OP_AND, &nodes), &alternatives);
}

static const struct xb_node *
words_node(struct xb_planner *planner, const struct xb_query *leaf)
{
	const char *prefix = leaf->field ? leaf->field->prefix : "";
	struct xb_plan_words words = { 0 };

	ask_words(planner, &words, leaf);
	if (!words.n)
		return xb_node_nothing();
	if (words.n == 1 && !words.array[0].nforms)
		return wildcard_node(planner, leaf, prefix, &words.array[0]);
	planner->name |= leaf->kind == XB_QUERY_NAME;
	if (leaf->kind == XB_QUERY_NAME && xb_plan_count_read(&words, false) > 1)
		return name_node(planner, leaf, &words);
	if (!is_text(leaf->field) || leaf->exact || leaf->kind == XB_QUERY_PHRASE || xb_plan_count_read(&words, false) > 1)
		return varied_phrase(planner, leaf, prefix, &words);
	if (words.array[0].asked)
		words.array[0].asked->stemmed = true;
	return stemmed_word(planner, prefix, &words);
}

/* What has all the words, wherever they are, stands for the name itself: that costs no look at positions. */
const struct xb_node *
xb_plan_name(struct xb_planner *planner, struct xb_str text)
{
	const struct xb_query phrase = { .kind = XB_QUERY_PHRASE, .text = text };
	struct xb_alternatives alternatives = { 0 };
	struct xb_plan_words words = { 0 };
	struct xb_nodes forms = { 0 };
	const struct xb_asked *name;

	xb_plan_words_add(planner, &words, &phrase);
	name = xb_plan_ask_phrase(planner, &words, text, "");
	if (!name || planner->status)
		return NULL;
	for (size_t i = 0; i < words.n; i++)
		if (xb_plan_is_read(&words, i, false))
			xb_nodes_push(planner, &forms, form_node(planner, XB_OP_OR, "", &words.array[i], false));
	xb_alternatives_push_variants(planner, &alternatives, "", &name->variants, false);
	xb_plan_want_names(planner, name);
	return xb_alternatives_beside(planner, xb_nodes_join(planner, XB_OP_AND, &forms), &alternatives);
}

/* --- The other leaves --------------------------------------------------------------------------- */

static const struct xb_node *
code_node(struct xb_planner *planner, const struct xb_query *leaf)
{
	const struct xb_language *language = NULL;
	size_t cap = 4 * leaf->text.len + 16, len = 0;
	char *folded = xb_arena_alloc(planner->arena, cap);
	const char *word;
	char tag[16];

	if (!folded) {
		xb_plan_nomem(planner);
		return xb_node_nothing();
	}
	if (leaf->field->field == XB_FIELD_LANG) {
		language = xb_language_find(leaf->text);
		if (language)
			return xb_node_term(planner, leaf->field->prefix, xb_str(language->code));
		len = xb_language_normalize(tag, leaf->text);
		if (len)
			return xb_node_term(planner, leaf->field->prefix, xb_strn(tag, len));
	}
	if (leaf->field->field == XB_FIELD_STATUS && (word = xb_status_word(leaf->text)))
		return xb_node_term(planner, leaf->field->prefix, xb_str(word));
	len = xb_fold(folded, cap, leaf->text, false);
	return xb_node_term(planner, leaf->field->prefix, xb_strn(folded, len));
}

static struct xb_str
sortable(struct xb_planner *planner, int64_t value)
{
	char bytes[8];

	xb_sortable(bytes, value);
	return xb_plan_keep(planner, xb_strn(bytes, sizeof(bytes)));
}

static const struct xb_node *
date_node(struct xb_planner *planner, const struct xb_interval *interval)
{
	struct xb_node *node = xb_node_new(planner, XB_OP_RANGE);

	if (!node)
		return xb_node_nothing();
	node->slot = interval->zoned ? XB_SLOT_DATE : XB_SLOT_WALL;
	node->low = node->high = xb_str("");
	if (interval->from != INT64_MIN)
		node->low = sortable(planner, interval->from);
	if (interval->to != INT64_MAX && interval->to != INT64_MIN)
		node->high = sortable(planner, interval->to - 1); /* the interval's end is not in it */
	return node;
}

const struct xb_node *
xb_plan_leaf(struct xb_planner *planner, const struct xb_query *leaf)
{
	if (leaf->kind == XB_QUERY_DATE)
		return date_node(planner, &leaf->interval);
	if (leaf->field && leaf->field->kind == XB_KIND_ID)
		return xb_node_term(planner, leaf->field->prefix, leaf->text);
	if (leaf->field && leaf->field->kind == XB_KIND_CODE && !leaf->patterns)
		return code_node(planner, leaf);
	return words_node(planner, leaf);
}

/* Xapian's window is the positions that all must fit in: those that the words take themselves and
 * `near` more. Never so many that two fields, XB_FIELD_GAP apart, could share it. */
static uint32_t
near_window(const struct xb_plan_words *words, bool split, unsigned near)
{
	uint32_t span = xb_plan_span_read(words, split);
	uint32_t window = span + near;

	if (window <= XB_FIELD_GAP)
		return window;
	return span > XB_FIELD_GAP ? span : XB_FIELD_GAP;
}

/* The words of all near each other, in either reading. */
static const struct xb_node *
near_node(struct xb_planner *planner, const struct xb_query *near, const char *prefix, const struct xb_plan_words *all)
{
	struct xb_alternatives alternatives = { 0 };
	struct xb_nodes readings = { 0 };

	for (int split = 0; split <= (int)xb_plan_has_parts(all); split++) {
		uint32_t window = near_window(all, split, near->near);

		xb_nodes_push(planner, &readings, reading_node(planner, XB_OP_NEAR, prefix, all, split, window, false));
		if (!split)
			push_varied(planner, &alternatives, XB_OP_NEAR, prefix, all, window);
		if (is_text(near->children[0]->field))
			xb_plan_want_reading(planner, all, split, window, false);
	}
	return vary(planner, xb_nodes_join(planner, XB_OP_MAX, &readings), &alternatives);
}

/* A phrase as a condition. */
static const struct xb_node *
phrase_beside(struct xb_planner *planner, const char *prefix, const struct xb_plan_words *words)
{
	struct xb_nodes sides = { 0 };

	xb_nodes_push(planner, &sides, phrase_node(planner, prefix, words, false));
	if (have_variants(words))
		xb_nodes_push(planner, &sides, reading_node(planner, XB_OP_PHRASE, prefix, words, false,
		                                            xb_plan_span_read(words, false), true));
	return xb_nodes_join(planner, XB_OP_OR, &sides);
}

/* Xapian takes no phrase inside NEAR, so the words of all are asked for near each other, and each
 * phrase beside that. */
const struct xb_node *
xb_plan_near(struct xb_planner *planner, const struct xb_query *near)
{
	const struct xb_field_info *field = near->children[0]->field;
	const char *prefix = field ? field->prefix : "";
	struct xb_plan_words all = { 0 };
	struct xb_nodes sides = { 0 };

	xb_nodes_push(planner, &sides, xb_node_nothing()); /* the place of NEAR itself, before the phrases */
	for (size_t i = 0; i < near->nchildren; i++) {
		struct xb_plan_words words = { 0 };

		ask_words(planner, &words, near->children[i]);
		if (!words.n)
			return xb_node_nothing();
		ask_words(planner, &all, near->children[i]);
		if (xb_plan_count_read(&words, false) > 1)
			xb_nodes_push(planner, &sides, phrase_beside(planner, prefix, &words));
	}
	if (planner->status)
		return xb_node_nothing();
	sides.array[0] = near_node(planner, near, prefix, &all);
	return xb_nodes_join(planner, XB_OP_FILTER, &sides);
}
