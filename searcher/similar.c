/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "similar.h"

#include <math.h>
#include <stdlib.h>

#include "blockmax.h"
#include "plan_nodes.h"
#include "search.h"

/* A dispatch is compared by the words that tell most of it, and by its names among the others, which are what other languages
 * share; names count in so many other spellings, too. Measured on the same 123 stories in 15 languages and on 4,000 Persian
 * articles with tags (tests/README.md): 32 words, and names among them alone, find as much by tags, two thirds of the
 * translations, and take twice the time. */
#define WORDS_MAX 16
#define NAMES_MAX 12
#define SPELLINGS_MAX 3
_Static_assert(WORDS_MAX + NAMES_MAX * (1 + SPELLINGS_MAX) <= XB_BLOCKMAX_TERMS, "a longer sum is not fused");

/* Of a longer text, the beginning tells what it is about. */
#define TEXT_WORDS_MAX 20000

/* What occurs so often weighs half of what it can. */
#define SATURATION 1.0

/* A word of the dispatch. */
struct word {
	struct xb_str term;  /* Z and its stem, or where it has none itself */
	struct xb_str exact; /* as it is where it is first */
	unsigned count;      /* as often as its fields weigh */
	bool name;           /* it has a capital wherever it is, or its script has none: it may be a name */
	double factor;       /* what it weighs beside its rarity */
	double worth;        /* in all */
};

struct words {
	struct word *array;
	size_t n, cap;
};

/* What is being made. */
struct similar {
	struct xabar_searcher *searcher;
	struct xb_arena *arena;
	struct words words;
	struct xb_planner planner;
	xabar_error *err;
};

/* ---- The words of the dispatch ---- */

static xabar_status
add_word(struct similar *s, const struct xb_word *word, unsigned weight)
{
	struct words *words = &s->words;
	struct word *array = xb_arena_grow(s->arena, words->array, &words->cap, words->n + 1, sizeof(*array));
	const bool stem = word->stem.len;
	char term[XB_TERM_MAX];
	const size_t len = xb_term_make(term, stem ? XB_STEM_PREFIX : "", stem ? word->stem : word->token.term);
	struct word new = { .count = weight, .name = word->token.flags & XB_TOKEN_UPPER || !xb_script_has_case(word->token.script) };

	new.term = xb_arena_str(s->arena, xb_strn(term, len));
	new.exact = xb_arena_str(s->arena, word->token.term);
	if (!array || !new.term.ptr || !new.exact.ptr)
		return xb_fail_nomem(s->err);
	words->array = array;
	array[words->n++] = new;
	return XABAR_OK;
}

/* Numbers and single letters tell little; the parts of a joined word are in it. */
static bool
tells(const struct xb_token *token)
{
	return !(token->flags & (XB_TOKEN_DIGITS | XB_TOKEN_PART)) && xb_utf8_count(token->term) > 1;
}

static xabar_status
read_words(struct similar *s, const struct xb_dispatch *dispatch)
{
	const struct xb_language *language = xb_dispatch_language(dispatch);
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < XB_FIELD_COUNT && status == XABAR_OK; i++) {
		struct xb_word word;

		if (xb_fields[i].kind != XB_KIND_TEXT)
			continue;
		xb_analyzer_start(s->searcher->analyzer, dispatch->text[i], language);
		while (status == XABAR_OK && s->words.n < TEXT_WORDS_MAX && xb_analyzer_next(s->searcher->analyzer, &word))
			if (tells(&word.token))
				status = add_word(s, &word, xb_fields[i].weight);
	}
	return status;
}

static int
compare_terms(const void *a, const void *b)
{
	return xb_str_compare(((const struct word *)a)->term, ((const struct word *)b)->term);
}

/* Make those with one term one. */
static void
join(struct words *words)
{
	size_t n = 0;

	if (words->n)
		qsort(words->array, words->n, sizeof(*words->array), compare_terms);
	for (size_t i = 0; i < words->n; i++) {
		if (!n || !xb_str_equal(words->array[n - 1].term, words->array[i].term)) {
			words->array[n++] = words->array[i];
			continue;
		}
		words->array[n - 1].count += words->array[i].count;
		words->array[n - 1].name &= words->array[i].name;
	}
	words->n = n;
}

static int
compare_worth(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	return x->worth != y->worth ? (x->worth < y->worth) - (x->worth > y->worth) : compare_terms(a, b);
}

/* Keep the first words, and of the others the first names, which are what other languages share. */
static void
keep_best(struct words *words)
{
	size_t n = 0, names = 0;

	for (size_t i = 0; i < words->n && words->array[i].worth > 0; i++) {
		const bool name = words->array[i].name && names < NAMES_MAX;

		if (i < WORDS_MAX || name)
			words->array[n++] = words->array[i];
		names += name;
	}
	words->n = n;
}

/* Those that tell most come first, and are kept. A term that no other dispatch has finds none, unless it is a
 * name, and one that most have tells nothing. */
static xabar_status
choose(struct similar *s)
{
	const double all = (double)s->searcher->live;
	struct words *words = &s->words;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < words->n && status == XABAR_OK; i++) {
		struct word *word = &words->array[i];
		uint64_t documents;

		status = xb_reader_documents(&documents, s->searcher->reader, word->term, s->err);
		word->factor = word->count / (word->count + SATURATION);
		if ((documents > 1 || word->name) && 2 * documents <= s->searcher->live)
			word->worth = word->factor * log1p(all / (double)(documents ? documents : 1));
	}
	if (words->n)
		qsort(words->array, words->n, sizeof(*words->array), compare_worth);
	keep_best(words);
	return status;
}

/* ---- The plan ---- */

static void
push_term(struct similar *s, struct xb_nodes *nodes, struct xb_str term)
{
	xb_nodes_push(&s->planner, nodes, xb_node_term(&s->planner, "", term));
}

/* A word's term, and of a name those of its other spellings. */
static void
push_spellings(struct similar *s, struct xb_nodes *nodes, const struct word *word)
{
	const struct xb_variant_sources sources = { .reader = s->searcher->reader, .aliases = s->searcher->aliases };
	const struct xb_varied varied = { .forms = { &word->exact, 1 } };
	struct xb_variants variants;
	size_t n = 0;

	push_term(s, nodes, word->term);
	if (s->planner.status == XABAR_OK)
		s->planner.status = xb_variants_find(&variants, &sources, "", &varied, s->arena, s->err);
	for (size_t i = 0; s->planner.status == XABAR_OK && i < variants.n && n < SPELLINGS_MAX; i++)
		if (!variants.array[i].nwords) {
			push_term(s, nodes, variants.array[i].term);
			n++;
		}
}

static const struct xb_node *
sum_words(struct similar *s)
{
	struct xb_nodes sum = { 0 };
	size_t names = 0;

	for (size_t i = 0; i < s->words.n; i++) {
		const struct word *word = &s->words.array[i];
		struct xb_nodes spellings = { 0 };
		const struct xb_node *node;

		if (word->name && names++ < NAMES_MAX)
			push_spellings(s, &spellings, word);
		else
			push_term(s, &spellings, word->term);
		node = xb_nodes_join(&s->planner, XB_OP_SYNONYM, &spellings);
		xb_nodes_push(&s->planner, &sum, xb_node_scale(&s->planner, node, word->factor));
	}
	return xb_nodes_join(&s->planner, XB_OP_OR, &sum);
}

/* The words, as the snippets mark them. */
static xabar_status
want_words(struct xb_plan *plan, struct similar *s)
{
	const size_t n = s->words.n;
	struct xb_wanted *wanted = xb_arena_calloc(s->arena, n, sizeof(*wanted));
	struct xb_wanted_word *words = xb_arena_calloc(s->arena, n, sizeof(*words));
	struct xb_str *terms = xb_arena_calloc(s->arena, n, sizeof(*terms));

	if (!wanted || !words || !terms)
		return xb_fail_nomem(s->err);
	for (size_t i = 0; i < n; i++) {
		const struct xb_str term = s->words.array[i].term;
		const bool stem = xb_str_starts(term, XB_STEM_PREFIX);

		terms[i] = stem ? xb_str_from(term, strlen(XB_STEM_PREFIX)) : term;
		words[i] = stem ? (struct xb_wanted_word){ .stems = &terms[i], .nstems = 1 }
		                : (struct xb_wanted_word){ .exact = &terms[i], .nexact = 1 };
		wanted[i] = (struct xb_wanted){ &words[i], 1, 1, true };
	}
	plan->wanted = wanted;
	plan->nwanted = n;
	return XABAR_OK;
}

static xabar_status
make_plan(struct xb_plan *plan, struct similar *s, const char *id)
{
	struct xb_nodes filtered = { 0 }, others = { 0 };

	xb_nodes_push(&s->planner, &filtered, sum_words(s));
	if (plan->root->op != XB_OP_ALL)
		xb_nodes_push(&s->planner, &filtered, plan->root);
	xb_nodes_push(&s->planner, &others, xb_nodes_join(&s->planner, XB_OP_FILTER, &filtered));
	xb_nodes_push(&s->planner, &others, xb_node_term(&s->planner, XB_ID_PREFIX, xb_str(id)));
	if (s->planner.status != XABAR_OK)
		return s->planner.status;
	plan->root = xb_nodes_join(&s->planner, XB_OP_AND_NOT, &others);
	plan->scored = true;
	return s->planner.status == XABAR_OK ? want_words(plan, s) : s->planner.status;
}

xabar_status
xb_similar_plan(struct xb_plan *plan, struct xabar_searcher *searcher, const char *id, struct xb_arena *arena, xabar_error *err)
{
	struct similar s = { .searcher = searcher, .arena = arena, .planner = { .arena = arena, .err = err }, .err = err };
	struct xb_dispatch dispatch;
	uint32_t docid;
	xabar_status status = xb_search_find(&docid, searcher, id, err);

	if (status == XABAR_OK)
		status = xb_searcher_read_aliases(searcher, err);
	if (status == XABAR_OK)
		status = xb_fetch(&searcher->encoded, &searcher->fetcher, searcher->reader, docid, err);
	if (status == XABAR_OK)
		status = xb_dispatch_decode(&dispatch, xb_buf_view(&searcher->encoded), arena, err);
	if (status == XABAR_OK)
		status = read_words(&s, &dispatch);
	join(&s.words);
	if (status == XABAR_OK)
		status = choose(&s);
	return status == XABAR_OK ? make_plan(plan, &s, id) : status;
}

xabar_status
xabar_similar(xabar_results **out, xabar_searcher *searcher, const char *id, const xabar_request *request, xabar_error *err)
{
	return xb_search(out, searcher, request, XB_READ_RANKED, id, err);
}
