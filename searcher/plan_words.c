/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan_words.h"

static void
push_word(struct xb_planner *planner, struct xb_plan_words *words, const struct xb_plan_word *word)
{
	struct xb_plan_word *array = xb_arena_grow(planner->arena, words->array, &words->cap, words->n + 1, sizeof(*array));

	if (!array) {
		xb_plan_nomem(planner);
		return;
	}
	words->array = array;
	array[words->n++] = *word;
}

/* A token of `text`. */
static void
add_word(struct xb_planner *planner, struct xb_plan_words *words, struct xb_str text, const struct xb_token *token,
         uint32_t base)
{
	struct xb_plan_word word = {
		.text = xb_strn(text.ptr + token->off, token->len),
		.token = { *token },
		.exact = { xb_plan_keep(planner, token->term) },
		.nforms = 1,
		.pos = base + token->pos,
		.part = token->flags & XB_TOKEN_PART,
	};

	word.token[0].term = word.exact[0];
	push_word(planner, words, &word);
}

/* Give the words from `first` on their Turkic folding, too, where that is another. */
static void
add_turkic_forms(struct xb_planner *planner, struct xb_plan_words *words, size_t first, struct xb_str text)
{
	struct xb_tokenizer tokenizer;
	struct xb_token token;

	xb_tokenizer_init(&tokenizer, text, true);
	for (size_t i = first; i < words->n && xb_tokenizer_next(&tokenizer, &token); i++) {
		struct xb_plan_word *word = &words->array[i];

		if (token.off != word->token[0].off || xb_str_equal(token.term, word->exact[0]))
			continue;
		word->exact[1] = xb_plan_keep(planner, token.term);
		word->token[1] = token;
		word->token[1].term = word->exact[1];
		word->nforms = 2;
	}
}

/* In positions after those already there. */
static uint32_t
next_pos(const struct xb_plan_words *words)
{
	return words->n ? words->array[words->n - 1].pos + 1 : 0;
}

static void
add_text(struct xb_planner *planner, struct xb_plan_words *words, struct xb_str text, const struct xb_field_info *field)
{
	size_t first = words->n;
	uint32_t base = next_pos(words);
	unsigned flags = 0;

	if (field && field->kind == XB_KIND_WORDS) {
		struct xb_word word;

		xb_analyzer_start_words(planner->analyzer, text);
		while (xb_analyzer_next(planner->analyzer, &word))
			add_word(planner, words, text, &word.token, base);
	} else {
		struct xb_tokenizer tokenizer;
		struct xb_token token;

		xb_tokenizer_init(&tokenizer, text, false);
		while (xb_tokenizer_next(&tokenizer, &token)) {
			flags |= token.flags;
			add_word(planner, words, text, &token, base);
		}
	}
	if (flags & XB_TOKEN_TURKIC_I)
		add_turkic_forms(planner, words, first, text);
}

/* A folding of a word with wildcards, which no script has letters of, unless it is there. */
static void
add_wild(struct xb_planner *planner, struct xb_plan_word *word, bool turkic)
{
	size_t cap = 4 * word->text.len + 16;
	char *folded = xb_arena_alloc(planner->arena, cap);
	struct xb_str form = xb_strn(folded, folded ? xb_fold(folded, cap, word->text, turkic) : 0);

	if (!folded)
		xb_plan_nomem(planner);
	else if (!word->nwild || !xb_str_equal(form, word->wild[0]))
		word->wild[word->nwild++] = form;
}

static void
add_wildcards(struct xb_planner *planner, struct xb_plan_words *words, struct xb_str text)
{
	struct xb_plan_word word = { .text = text, .pattern = XB_PATTERN_WILDCARD, .pos = next_pos(words) };

	add_wild(planner, &word, false);
	add_wild(planner, &word, true);
	push_word(planner, words, &word);
}

/* A word, the first, that others are like; of a joined one its parts are none. */
static void
add_fuzzy(struct xb_planner *planner, struct xb_plan_words *words, const struct xb_piece *piece,
          const struct xb_field_info *field)
{
	size_t first = words->n;

	add_text(planner, words, piece->text, field);
	if (first == words->n)
		return;
	words->array[first].text = piece->whole;
	words->array[first].pattern = XB_PATTERN_FUZZY;
	words->array[first].edits = piece->edits;
}

void
xb_plan_words_add(struct xb_planner *planner, struct xb_plan_words *words, const struct xb_query *leaf)
{
	struct xb_pieces pieces = { leaf->text, leaf->field };
	struct xb_piece piece;

	if (!leaf->patterns)
		add_text(planner, words, leaf->text, leaf->field);
	while (leaf->patterns && xb_pieces_next(&piece, &pieces))
		if (piece.kind == XB_PATTERN_WILDCARD)
			add_wildcards(planner, words, piece.text);
		else if (piece.kind == XB_PATTERN_FUZZY)
			add_fuzzy(planner, words, &piece, leaf->field);
		else
			add_text(planner, words, piece.text, leaf->field);
}

bool
xb_plan_is_read(const struct xb_plan_words *words, size_t i, bool split)
{
	bool has_parts = i + 1 < words->n && words->array[i + 1].part;

	if (words->array[i].part)
		return split;
	return !split || !has_parts;
}

bool
xb_plan_has_parts(const struct xb_plan_words *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (words->array[i].part)
			return true;
	return false;
}

size_t
xb_plan_count_read(const struct xb_plan_words *words, bool split)
{
	size_t n = 0;

	for (size_t i = 0; i < words->n; i++)
		n += xb_plan_is_read(words, i, split);
	return n;
}

uint32_t
xb_plan_span_read(const struct xb_plan_words *words, bool split)
{
	size_t last = words->n - 1;

	while (last && !xb_plan_is_read(words, last, split))
		last--;
	return words->array[last].pos - words->array[0].pos + 1;
}

struct xb_terms
xb_plan_exact(struct xb_planner *planner, const struct xb_plan_word *word, bool variants)
{
	const struct xb_variants none = { 0 }, *others = &none;
	struct xb_str *array;
	size_t n = 0;

	if (word->asked && (variants || !word->nforms))
		others = &word->asked->variants;
	array = xb_arena_calloc(planner->arena, word->nforms + others->n, sizeof(*array));
	if (!array) {
		xb_plan_nomem(planner);
		return (struct xb_terms){ 0 };
	}
	for (size_t i = 0; i < word->nforms; i++)
		array[n++] = word->exact[i];
	for (size_t i = 0; i < others->n; i++)
		if (!others->array[i].stem && !others->array[i].nwords)
			array[n++] = others->array[i].term;
	return (struct xb_terms){ array, n };
}

struct xb_terms
xb_plan_stems(struct xb_planner *planner, const struct xb_plan_word *word)
{
	struct xb_str *stems = xb_arena_calloc(planner->arena, XB_FORMS_MAX * XB_STEMS_MAX, sizeof(*stems));
	struct xb_str found[XB_STEMS_MAX];
	size_t n = 0;

	if (!stems) {
		xb_plan_nomem(planner);
		return (struct xb_terms){ 0 };
	}
	for (size_t form = 0; form < word->nforms; form++) {
		size_t nfound = xb_analyzer_stems(planner->analyzer, &word->token[form], found);

		for (size_t i = 0; i < nfound; i++) {
			size_t same = 0;

			while (same < n && !xb_str_equal(stems[same], found[i]))
				same++;
			if (same == n)
				stems[n++] = xb_plan_keep(planner, found[i]);
		}
	}
	return (struct xb_terms){ stems, n };
}
