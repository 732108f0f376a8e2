/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan_wanted.h"

/* Words of a name may have so many others between them: a patronymic, an initial, or the parts of a joined word. */
#define NAME_SLACK 2

static void
want(struct xb_planner *planner, const struct xb_wanted *wanted)
{
	struct xb_wanted *array;

	if (planner->excluded || !wanted->words)
		return;
	array = xb_arena_grow(planner->arena, planner->wanted, &planner->wanted_cap,
	                      planner->nwanted + 1, sizeof(*array));
	if (!array) {
		xb_plan_nomem(planner);
		return;
	}
	planner->wanted = array;
	planner->wanted[planner->nwanted++] = *wanted;
}

static struct xb_wanted_word *
new_wanted_words(struct xb_planner *planner, size_t n)
{
	struct xb_wanted_word *words = xb_arena_calloc(planner->arena, n, sizeof(*words));

	if (!words)
		xb_plan_nomem(planner);
	return words;
}

void
xb_plan_want_reading(struct xb_planner *planner, const struct xb_plan_words *words, bool split, uint32_t window, bool ordered)
{
	size_t n = xb_plan_count_read(words, split), at = 0;
	struct xb_wanted_word *array = new_wanted_words(planner, n);

	for (size_t i = 0; array && i < words->n; i++)
		if (xb_plan_is_read(words, i, split)) {
			struct xb_terms exact = xb_plan_exact(planner, &words->array[i], true);

			array[at++] = (struct xb_wanted_word){ .exact = exact.array, .nexact = exact.n };
		}
	want(planner, &(struct xb_wanted){ array, n, window, ordered });
}

void
xb_plan_want_phrase(struct xb_planner *planner, const struct xb_plan_words *words, bool exact)
{
	xb_plan_want_reading(planner, words, false, xb_plan_span_read(words, false), true);
	if (!exact && xb_plan_has_parts(words))
		xb_plan_want_reading(planner, words, true, xb_plan_span_read(words, true), true);
}

/* Stems of a word, and those of its variants. */
static struct xb_terms
list_stems(struct xb_planner *planner, const struct xb_terms *stems, const struct xb_variants *variants)
{
	struct xb_str *array = xb_arena_calloc(planner->arena, stems->n + variants->n, sizeof(*array));
	size_t n = 0;

	if (!array) {
		xb_plan_nomem(planner);
		return (struct xb_terms){ 0 };
	}
	for (size_t i = 0; i < stems->n; i++)
		array[n++] = stems->array[i];
	for (size_t i = 0; i < variants->n; i++)
		if (variants->array[i].stem)
			array[n++] = variants->array[i].term;
	return (struct xb_terms){ array, n };
}

/* Any form or stem of a word, and of its variants. */
static struct xb_wanted_word
any_of(struct xb_planner *planner, const struct xb_plan_word *word, const struct xb_terms *stems)
{
	const struct xb_variants none = { 0 };
	struct xb_terms exact = xb_plan_exact(planner, word, true);
	struct xb_terms all = list_stems(planner, stems, word->asked ? &word->asked->variants : &none);

	return (struct xb_wanted_word){ .exact = exact.array, .nexact = exact.n, .stems = all.array, .nstems = all.n };
}

void
xb_plan_want_word(struct xb_planner *planner, const struct xb_plan_word *word, const struct xb_terms *stems)
{
	struct xb_wanted_word *wanted = new_wanted_words(planner, 1);

	if (!wanted)
		return;
	*wanted = any_of(planner, word, stems);
	want(planner, &(struct xb_wanted){ wanted, 1, 1, true });
}

/* "Duran Duran" is two words, which in any order would be found in one. */
static bool
has_repeated(const struct xb_plan_words *words)
{
	for (size_t i = 0; i < words->n; i++)
		for (size_t k = 0; k < i; k++)
			if (xb_str_equal(words->array[i].exact[0], words->array[k].exact[0]))
				return true;
	return false;
}

void
xb_plan_want_name(struct xb_planner *planner, const struct xb_plan_words *words)
{
	size_t n = xb_plan_count_read(words, false), at = 0;
	struct xb_wanted_word *array = new_wanted_words(planner, n);

	for (size_t i = 0; array && i < words->n; i++)
		if (xb_plan_is_read(words, i, false)) {
			struct xb_terms stems = xb_plan_stems(planner, &words->array[i]);

			array[at++] = any_of(planner, &words->array[i], &stems);
		}
	want(planner, &(struct xb_wanted){ array, n, xb_plan_span_read(words, false) + NAME_SLACK, has_repeated(words) });
}

void
xb_plan_want_names(struct xb_planner *planner, const struct xb_asked *asked)
{
	for (size_t i = 0; asked && i < asked->variants.n; i++) {
		const struct xb_variant *variant = &asked->variants.array[i];
		const struct xb_terms one = { &variant->term, 1 }, *spelt = variant->nwords ? variant->words : &one;
		size_t n = variant->nwords ? variant->nwords : 1;
		struct xb_wanted_word *array;

		if (!variant->nwords && asked->forms)
			continue; /* wanted with the word itself */
		array = new_wanted_words(planner, n);
		for (size_t k = 0; array && k < n; k++)
			array[k] = (struct xb_wanted_word){ .exact = spelt[k].array, .nexact = spelt[k].n };
		want(planner, &(struct xb_wanted){ array, n, (uint32_t)n, true });
	}
}
