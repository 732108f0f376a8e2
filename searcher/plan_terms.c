/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan_terms.h"

#include <stdio.h>

/* What a word's exact form weighs beside its stems. A dispatch that has the form asked for answers to
 * both, one that has another form to the stems alone, so the former is above at any factor; 0.15 to
 * 0.3 are best on time, cran and npl alike (tests/README.md). */
#define XB_EXACT_FACTOR 0.25

/* The two foldings of a word with I in it: "IRAQ" is iraq in English, ıraq in Turkish. */
#define FORMS_MAX 2

/* A token of the query in each of its foldings. */
struct word {
	struct xb_token token[FORMS_MAX];
	struct xb_str exact[FORMS_MAX];
	size_t nforms;
	uint32_t pos;
	bool part; /* of the ZWNJ-joined word before it */
};

struct words {
	struct word *array;
	size_t n, cap;
};

/* --- Tokens ------------------------------------------------------------------------------------- */

static void
add_word(struct xb_planner *planner, struct words *words, const struct xb_token *token, uint32_t base)
{
	struct word *array = xb_arena_grow(planner->arena, words->array, &words->cap, words->n + 1,
	                                   sizeof(*array));
	struct word *word;

	if (!array) {
		planner->nomem = true;
		return;
	}
	words->array = array;
	word = &array[words->n++];
	*word = (struct word){
		.token = { *token },
		.exact = { xb_plan_keep(planner, token->term) },
		.nforms = 1,
		.pos = base + token->pos,
		.part = token->flags & XB_TOKEN_PART,
	};
	word->token[0].term = word->exact[0];
}

/* Give the words from `first` on their Turkic folding, too, where that is another. */
static void
add_turkic_forms(struct xb_planner *planner, struct words *words, size_t first, struct xb_str text)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;

	xb_tokenizer_init(&tokenizer, text, true);
	for (size_t i = first; i < words->n && xb_tokenizer_next(&tokenizer, &token); i++) {
		struct word *word = &words->array[i];

		if (token.off != word->token[0].off || xb_str_equal(token.term, word->exact[0]))
			continue;
		word->exact[1] = xb_plan_keep(planner, token.term);
		word->token[1] = token;
		word->token[1].term = word->exact[1];
		word->nforms = 2;
	}
}

/* Append the words of a leaf, in positions after those already there. */
static void
collect(struct xb_planner *planner, struct words *words, const struct xb_query *leaf)
{
	size_t first = words->n;
	uint32_t base = first ? words->array[first - 1].pos + 1 : 0;
	unsigned flags = 0;

	if (leaf->field && leaf->field->kind == XB_KIND_WORDS) {
		struct xb_word word;

		xb_analyzer_start_words(planner->analyzer, leaf->text);
		while (xb_analyzer_next(planner->analyzer, &word))
			add_word(planner, words, &word.token, base);
	} else {
		struct xb_tokenizer tokenizer;
		struct xb_token token;

		xb_tokenizer_init(&tokenizer, leaf->text, false);
		while (xb_tokenizer_next(&tokenizer, &token)) {
			flags |= token.flags;
			add_word(planner, words, &token, base);
		}
	}
	if (flags & XB_TOKEN_TURKIC_I)
		add_turkic_forms(planner, words, first, leaf->text);
}

/* A text that holds ZWNJ-joined words reads in two ways: joined, each in one word, or split, each in
 * its parts. Is word `i` in that reading? */
static bool
is_read(const struct words *words, size_t i, bool split)
{
	bool has_parts = i + 1 < words->n && words->array[i + 1].part;

	if (words->array[i].part)
		return split;
	return !split || !has_parts;
}

static bool
has_parts(const struct words *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (words->array[i].part)
			return true;
	return false;
}

static size_t
count_read(const struct words *words, bool split)
{
	size_t n = 0;

	for (size_t i = 0; i < words->n; i++)
		n += is_read(words, i, split);
	return n;
}

/* Positions from the first to the last word of a reading. A joined word is followed by the positions
 * of its parts, so the joined reading may be wider than its words are many. */
static uint32_t
span_read(const struct words *words, bool split)
{
	size_t last = words->n - 1;

	while (last && !is_read(words, last, split))
		last--;
	return words->array[last].pos - words->array[0].pos + 1;
}

/* --- What is wanted ----------------------------------------------------------------------------- */

static bool
is_text(const struct xb_field_info *field)
{
	return !field || field->kind == XB_KIND_TEXT;
}

static void
want(struct xb_planner *planner, const struct xb_wanted *wanted)
{
	struct xb_wanted *array;

	if (planner->excluded || !wanted->words)
		return;
	array = xb_arena_grow(planner->arena, planner->wanted, &planner->wanted_cap,
	                      planner->nwanted + 1, sizeof(*array));
	if (!array) {
		planner->nomem = true;
		return;
	}
	planner->wanted = array;
	planner->wanted[planner->nwanted++] = *wanted;
}

/* The words of one reading, together. `stems` are those of the only word. */
static void
want_reading(struct xb_planner *planner, const struct words *words, bool split, uint32_t window,
             bool ordered, const struct xb_str *stems, size_t nstems)
{
	size_t n = count_read(words, split);
	struct xb_wanted_word *array = xb_arena_calloc(planner->arena, n, sizeof(*array));
	size_t at = 0;

	if (!array) {
		planner->nomem = true;
		return;
	}
	for (size_t i = 0; i < words->n; i++)
		if (is_read(words, i, split))
			array[at++] = (struct xb_wanted_word){
				.exact = words->array[i].exact,
				.nexact = words->array[i].nforms,
				.stems = stems,
				.nstems = nstems,
			};
	want(planner, &(struct xb_wanted){ array, n, window, ordered });
}

static void
want_prefix(struct xb_planner *planner, struct xb_str prefix)
{
	struct xb_wanted_word *word = xb_arena_calloc(planner->arena, 1, sizeof(*word));

	if (!word) {
		planner->nomem = true;
		return;
	}
	word->prefix = prefix;
	want(planner, &(struct xb_wanted){ word, 1, 1, true });
}

/* --- Words and phrases -------------------------------------------------------------------------- */

/* The word in any of its foldings. Positional operators take nothing but terms and ORs of them. */
static const struct xb_node *
form_node(struct xb_planner *planner, enum xb_op op, const char *prefix, const struct word *word)
{
	struct xb_nodes forms = { 0 };

	for (size_t i = 0; i < word->nforms; i++)
		xb_nodes_push(planner, &forms, xb_node_term(planner, XB_OP_TERM, prefix, word->exact[i]));
	return xb_nodes_join(planner, op, &forms);
}

/* One reading under a positional operator, XB_OP_PHRASE or XB_OP_NEAR. */
static const struct xb_node *
reading_node(struct xb_planner *planner, enum xb_op op, const char *prefix,
             const struct words *words, bool split, uint32_t window)
{
	enum xb_op forms = count_read(words, split) == 1 ? XB_OP_SYNONYM : XB_OP_OR;
	struct xb_nodes nodes = { 0 };

	for (size_t i = 0; i < words->n; i++)
		if (is_read(words, i, split))
			xb_nodes_push(planner, &nodes,
			              form_node(planner, forms, prefix, &words->array[i]));
	return xb_nodes_join_within(planner, op, &nodes, window);
}

/* The words in order and side by side, in either reading. Of a text with several joined words both
 * readings are of the whole, not of each: enough for a text that writes them in one way. */
static const struct xb_node *
phrase_node(struct xb_planner *planner, const char *prefix, const struct words *words, bool exact)
{
	struct xb_nodes readings = { 0 };

	xb_nodes_push(planner, &readings, reading_node(planner, XB_OP_PHRASE, prefix, words, false,
	                                               span_read(words, false)));
	if (!exact && has_parts(words))
		xb_nodes_push(planner, &readings, reading_node(planner, XB_OP_PHRASE, prefix, words,
		                                               true, span_read(words, true)));
	return xb_nodes_join(planner, XB_OP_MAX, &readings);
}

static void
want_phrase(struct xb_planner *planner, const struct words *words, bool exact,
            const struct xb_str *stems, size_t nstems)
{
	want_reading(planner, words, false, span_read(words, false), true, stems, nstems);
	if (!exact && has_parts(words))
		want_reading(planner, words, true, span_read(words, true), true, NULL, 0);
}

/* The stems of a word in all its foldings, each once; *n of them. */
static struct xb_str *
find_stems(struct xb_planner *planner, const struct word *word, size_t *n)
{
	struct xb_str *stems = xb_arena_calloc(planner->arena, FORMS_MAX * XB_STEMS_MAX, sizeof(*stems));
	struct xb_str found[XB_STEMS_MAX];

	*n = 0;
	if (!stems) {
		planner->nomem = true;
		return NULL;
	}
	for (size_t form = 0; form < word->nforms; form++) {
		size_t nfound = xb_analyzer_stems(planner->analyzer, &word->token[form], found);

		for (size_t i = 0; i < nfound; i++) {
			size_t same = 0;

			while (same < *n && !xb_str_equal(stems[same], found[i]))
				same++;
			if (same == *n)
				stems[(*n)++] = xb_plan_keep(planner, found[i]);
		}
	}
	return stems;
}

/* The shape of a word: any of its stems, as if they were one term, and, for less, its exact form. */
static const struct xb_node *
weigh_stems(struct xb_planner *planner, const char *prefix, const struct xb_node *exact,
            const struct xb_str *stems, size_t nstems)
{
	struct xb_nodes terms = { 0 }, sides = { 0 };
	char stem_prefix[8];

	snprintf(stem_prefix, sizeof(stem_prefix), "%s%s", XB_STEM_PREFIX, prefix);
	if (!nstems)
		return exact;
	for (size_t i = 0; i < nstems; i++)
		xb_nodes_push(planner, &terms, xb_node_term(planner, XB_OP_TERM, stem_prefix, stems[i]));
	xb_nodes_push(planner, &sides, xb_node_scale(planner, exact, XB_EXACT_FACTOR));
	xb_nodes_push(planner, &sides, xb_nodes_join(planner, XB_OP_SYNONYM, &terms));
	return xb_nodes_join(planner, XB_OP_OR, &sides);
}

/* The first word that is not a part; the parser lets a * follow nothing longer. */
static const struct xb_node *
prefix_node(struct xb_planner *planner, const struct xb_query *leaf, const char *prefix,
            const struct word *word)
{
	struct xb_nodes forms = { 0 };

	for (size_t i = 0; i < word->nforms; i++) {
		xb_nodes_push(planner, &forms, xb_node_term(planner, XB_OP_PREFIX, prefix, word->exact[i]));
		if (is_text(leaf->field))
			want_prefix(planner, word->exact[i]);
	}
	return xb_nodes_join(planner, XB_OP_OR, &forms);
}

static const struct xb_node *
words_node(struct xb_planner *planner, const struct xb_query *leaf)
{
	const char *prefix = leaf->field ? leaf->field->prefix : "";
	struct words words = { 0 };
	struct xb_str *stems = NULL;
	const struct xb_node *node;
	size_t nstems = 0;
	bool one;

	collect(planner, &words, leaf);
	if (!words.n)
		return xb_node_nothing();
	if (leaf->prefix)
		return prefix_node(planner, leaf, prefix, &words.array[0]);
	one = leaf->kind == XB_QUERY_WORD && !leaf->exact && count_read(&words, false) == 1;
	node = phrase_node(planner, prefix, &words, leaf->exact);
	if (!is_text(leaf->field))
		return node;
	if (one) {
		stems = find_stems(planner, &words.array[0], &nstems);
		node = weigh_stems(planner, prefix, node, stems, nstems);
	}
	want_phrase(planner, &words, leaf->exact, stems, nstems);
	return node;
}

/* --- The other leaves --------------------------------------------------------------------------- */

static const struct xb_node *
code_node(struct xb_planner *planner, const struct xb_query *leaf)
{
	enum xb_op op = leaf->prefix ? XB_OP_PREFIX : XB_OP_TERM;
	const struct xb_language *language = NULL;
	size_t cap = 4 * leaf->text.len + 16, len = 0;
	char *folded = xb_arena_alloc(planner->arena, cap);
	char tag[16];

	if (!folded) {
		planner->nomem = true;
		return xb_node_nothing();
	}
	if (leaf->field->field == XB_FIELD_LANG && !leaf->prefix) {
		language = xb_language_find(leaf->text);
		if (language)
			return xb_node_term(planner, op, leaf->field->prefix, xb_str(language->code));
		len = xb_language_normalize(tag, leaf->text);
		if (len)
			return xb_node_term(planner, op, leaf->field->prefix, xb_strn(tag, len));
	}
	len = xb_fold(folded, cap, leaf->text, false);
	return xb_node_term(planner, op, leaf->field->prefix, xb_strn(folded, len));
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
		return xb_node_term(planner, XB_OP_TERM, leaf->field->prefix, leaf->text);
	if (leaf->field && leaf->field->kind == XB_KIND_CODE)
		return code_node(planner, leaf);
	return words_node(planner, leaf);
}

/* Xapian's window is the positions that all must fit in: those that the words take themselves and
 * `near` more. Never so many that two fields, XB_FIELD_GAP apart, could share it. */
static uint32_t
near_window(const struct words *words, bool split, unsigned near)
{
	uint32_t span = span_read(words, split);
	uint32_t window = span + near;

	if (window <= XB_FIELD_GAP)
		return window;
	return span > XB_FIELD_GAP ? span : XB_FIELD_GAP;
}

/* Xapian takes no phrase inside NEAR, so the words of all are asked for near each other, and each
 * phrase beside that. */
const struct xb_node *
xb_plan_near(struct xb_planner *planner, const struct xb_query *near)
{
	const struct xb_field_info *field = near->children[0]->field;
	const char *prefix = field ? field->prefix : "";
	struct words all = { 0 };
	struct xb_nodes readings = { 0 }, sides = { 0 };

	xb_nodes_push(planner, &sides, xb_node_nothing()); /* the place of NEAR itself, before the phrases */
	for (size_t i = 0; i < near->nchildren; i++) {
		struct words words = { 0 };

		collect(planner, &words, near->children[i]);
		if (!words.n)
			return xb_node_nothing();
		collect(planner, &all, near->children[i]);
		if (count_read(&words, false) > 1)
			xb_nodes_push(planner, &sides, phrase_node(planner, prefix, &words, false));
	}
	for (int split = 0; split <= (int)(all.n && has_parts(&all)); split++) {
		uint32_t window = all.n ? near_window(&all, split, near->near) : 0;

		xb_nodes_push(planner, &readings,
		              reading_node(planner, XB_OP_NEAR, prefix, &all, split, window));
		if (is_text(field))
			want_reading(planner, &all, split, window, false, NULL, 0);
	}
	if (planner->nomem)
		return xb_node_nothing();
	sides.array[0] = xb_nodes_join(planner, XB_OP_MAX, &readings);
	return xb_nodes_join(planner, XB_OP_FILTER, &sides);
}
