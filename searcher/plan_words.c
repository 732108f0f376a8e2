/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan_words.h"

/* A token of `text`. */
static void
add_word(struct xb_planner *planner, struct xb_plan_words *words, struct xb_str text, const struct xb_token *token,
         uint32_t base)
{
	struct xb_plan_word *array = xb_arena_grow(planner->arena, words->array, &words->cap, words->n + 1, sizeof(*array));
	struct xb_plan_word *word;

	if (!array) {
		xb_plan_nomem(planner);
		return;
	}
	words->array = array;
	word = &array[words->n++];
	*word = (struct xb_plan_word){
		.text = xb_strn(text.ptr + token->off, token->len),
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

void
xb_plan_words_add(struct xb_planner *planner, struct xb_plan_words *words, const struct xb_query *leaf)
{
	size_t first = words->n;
	uint32_t base = first ? words->array[first - 1].pos + 1 : 0;
	unsigned flags = 0;

	if (leaf->field && leaf->field->kind == XB_KIND_WORDS) {
		struct xb_word word;

		xb_analyzer_start_words(planner->analyzer, leaf->text);
		while (xb_analyzer_next(planner->analyzer, &word))
			add_word(planner, words, leaf->text, &word.token, base);
	} else {
		struct xb_tokenizer tokenizer;
		struct xb_token token;

		xb_tokenizer_init(&tokenizer, leaf->text, false);
		while (xb_tokenizer_next(&tokenizer, &token)) {
			flags |= token.flags;
			add_word(planner, words, leaf->text, &token, base);
		}
	}
	if (flags & XB_TOKEN_TURKIC_I)
		add_turkic_forms(planner, words, first, leaf->text);
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
