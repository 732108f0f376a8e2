/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "explain.h"

/* What is being filled. A failed allocation is remembered and told at the end. */
struct explaining {
	struct xb_analyzer *analyzer;
	struct xb_arena *arena;
	bool failed;
};

static const char *
copy(struct explaining *e, struct xb_str s)
{
	const char *text = xb_arena_strndup(e->arena, s.ptr, s.len);

	e->failed |= !text;
	return text;
}

static xabar_variant
copy_variant(struct explaining *e, const struct xb_variant *variant)
{
	return (xabar_variant){
		.term = copy(e, variant->term),
		.stem = variant->stem,
		.why = xb_variant_why_name(variant->why),
		.weight = variant->weight,
		.documents = variant->documents,
	};
}

/* ---- Expanded words ---- */

/* The exact term, or the words of a name as the query folds them. */
static const char *
folded_text(struct explaining *e, const struct xb_asked *asked)
{
	char folded[XB_ALIAS_WORDS_MAX * (XB_TERM_MAX + 1)];

	if (asked->nforms)
		return copy(e, asked->forms[0].term);
	return copy(e, xb_strn(folded, xb_fold(folded, sizeof(folded), asked->text, false)));
}

static bool
has_variant(const xabar_expansion *expansion, const struct xb_variant *variant)
{
	for (size_t i = 0; i < expansion->nvariants; i++)
		if (xb_str_is(variant->term, expansion->variants[i].term))
			return true;
	return false;
}

/* Add what the expansion has not got yet: a variant may be there as an exact term and as a stem, or from another field. */
static void
expand(struct explaining *e, xabar_expansion *expansion, const struct xb_asked *asked)
{
	const struct xb_variants *variants = &asked->variants;
	xabar_variant *array = xb_arena_calloc(e->arena, expansion->nvariants + variants->n, sizeof(*array));

	if (!array) {
		e->failed = true;
		return;
	}
	for (size_t i = 0; i < expansion->nvariants; i++)
		array[i] = expansion->variants[i];
	expansion->variants = array;
	for (size_t i = 0; i < variants->n && !e->failed; i++)
		if ((asked->stemmed || !variants->array[i].stem) && !has_variant(expansion, &variants->array[i]))
			array[expansion->nvariants++] = copy_variant(e, &variants->array[i]);
}

xabar_status
xb_explain_expanded(xabar_results *results, const struct xb_plan *plan, struct xb_arena *arena, xabar_error *err)
{
	struct explaining e = { .arena = arena };
	xabar_expansion *expanded = xb_arena_calloc(arena, plan->nasked, sizeof(*expanded));
	size_t n = 0;

	e.failed = !expanded;
	for (size_t i = 0; i < plan->nasked && !e.failed; i++) {
		const char *text = plan->asked[i]->variants.n ? folded_text(&e, plan->asked[i]) : NULL;
		size_t same = 0;

		if (!text)
			continue;
		while (same < n && strcmp(expanded[same].word, text) != 0)
			same++;
		expanded[same].word = text;
		expand(&e, &expanded[same], plan->asked[i]);
		n += same == n && expanded[same].nvariants;
	}
	results->expanded = expanded;
	results->nexpanded = n;
	return e.failed ? xb_fail_nomem(err) : XABAR_OK;
}

/* ---- Words ---- */

static void
add_forms(struct explaining *e, xabar_word *word, const struct xb_asked *asked)
{
	const char **forms = xb_arena_calloc(e->arena, asked->nforms, sizeof(*forms));

	e->failed |= !forms;
	for (size_t i = 0; forms && i < asked->nforms; i++)
		forms[i] = copy(e, asked->forms[i].term);
	word->forms = forms;
	word->nforms = forms ? asked->nforms : 0;
}

/* Stems as they are found, with the languages that agree on each. */
struct stems {
	xabar_stem array[XB_STEMS_MAX];
	struct xb_buf langs[XB_STEMS_MAX];
	size_t n;
};

#define LANGS_MAX 256

static void
add_stem(struct explaining *e, struct stems *stems, struct xb_str stem, const char *code)
{
	size_t i = 0;

	while (i < stems->n && !xb_str_equal(xb_str(stems->array[i].stem), stem))
		i++;
	if (i == XB_STEMS_MAX)
		return;
	if (i == stems->n) {
		const char *kept = copy(e, stem);

		if (!kept)
			return;
		xb_buf_init(&stems->langs[i], LANGS_MAX);
		stems->array[stems->n++].stem = kept;
	}
	xb_buf_printf(&stems->langs[i], "%s%s", stems->langs[i].len ? " " : "", code);
}

static void
add_stems(struct explaining *e, xabar_word *word, const struct xb_asked *asked)
{
	struct stems stems = { .n = 0 };
	xabar_stem *array;

	for (size_t i = 0; i < asked->nforms; i++)
		for (const struct xb_language *row = xb_languages; row->code; row++) {
			struct xb_str stem = { 0 };

			if (row->script == asked->forms[i].script)
				stem = xb_analyzer_stem(e->analyzer, &asked->forms[i], row);
			if (stem.len)
				add_stem(e, &stems, stem, row->code);
		}
	array = xb_arena_calloc(e->arena, stems.n, sizeof(*array));
	for (size_t i = 0; i < stems.n; i++) {
		stems.array[i].langs = xb_buf_into_arena(&stems.langs[i], e->arena).ptr;
		e->failed |= !stems.array[i].langs;
	}
	e->failed |= !array;
	if (array)
		memcpy(array, stems.array, stems.n * sizeof(*array));
	word->stems = array;
	word->nstems = array ? stems.n : 0;
}

static void
add_variants(struct explaining *e, xabar_word *word, const struct xb_asked *asked)
{
	xabar_variant *variants = xb_arena_calloc(e->arena, asked->variants.n, sizeof(*variants));

	e->failed |= !variants;
	for (size_t i = 0; variants && i < asked->variants.n; i++)
		if (!asked->variants.array[i].stem || asked->stemmed)
			variants[word->nvariants++] = copy_variant(e, &asked->variants.array[i]);
	word->variants = variants;
}

static const char *
field_name(const char *prefix)
{
	for (size_t i = 0; *prefix && i < XB_FIELD_COUNT; i++)
		if (strcmp(xb_fields[i].prefix, prefix) == 0)
			return xb_fields[i].name;
	return NULL;
}

xabar_status
xb_explain_words(xabar_results *results, const struct xb_plan *plan, struct xb_analyzer *analyzer, struct xb_arena *arena,
                 xabar_error *err)
{
	struct explaining e = { analyzer, arena, false };
	xabar_word *words = xb_arena_calloc(arena, plan->nasked, sizeof(*words));

	if (!words)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < plan->nasked; i++) {
		const struct xb_asked *asked = plan->asked[i];

		words[i].text = copy(&e, asked->text);
		words[i].field = field_name(asked->prefix);
		add_forms(&e, &words[i], asked);
		if (asked->stemmed)
			add_stems(&e, &words[i], asked);
		add_variants(&e, &words[i], asked);
		words[i].fitting = asked->fitting;
	}
	results->words = words;
	results->nwords = plan->nasked;
	return e.failed ? xb_fail_nomem(err) : XABAR_OK;
}
