/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "expand.h"

#include <stdlib.h>

#include "weigh.h"

/* Words that are added; 20 to 40 are as good on time, cran and npl. */
#define WORDS 20

/* Words of which it is asked how rare they are: those that the hits have most of. */
#define CANDIDATES 250

/* The beginning of a dispatch says what it is about. */
#define ANALYSED_MAX ((size_t)16 << 10)

/* A stem in a hit, or in all of them. */
struct word {
	struct xb_str stem;
	unsigned hit;
	double occurrences;         /* by the length of the hit, as 1 in one of usual length */
	double share;               /* of a hit, the whole of it or nothing: the mean of all hits */
	double rarity;              /* its idf, times how thick it stands */
};

struct expander {
	struct xabar_searcher *searcher;
	struct xb_arena *arena;
	struct word *words; /* each of each hit: later each once */
	size_t n, cap;
	struct xb_weighting weighting;
	uint64_t documents;
	xabar_status status;
	xabar_error *err;
};

/* ---- Reading the hits ---- */

static uint64_t
add_text(struct expander *e, unsigned hit, const struct xb_field_info *field, struct xb_str text,
         const struct xb_language *language)
{
	struct xb_analyzer *analyzer = e->searcher->analyzer;
	uint64_t length = 0;
	struct xb_word word;

	xb_analyzer_start(analyzer, text, language);
	while (e->status == XABAR_OK && xb_analyzer_next(analyzer, &word)) {
		struct word *words;
		struct xb_str stem;

		length += field->weight;
		if (!word.stem.len || word.token.off > ANALYSED_MAX)
			continue;
		words = xb_arena_grow(e->arena, e->words, &e->cap, e->n + 1, sizeof(*words));
		stem = xb_arena_str(e->arena, word.stem);
		if (!words || !stem.ptr) {
			e->status = xb_fail_nomem(e->err);
			return 0;
		}
		e->words = words;
		words[e->n++] = (struct word){ .stem = stem, .hit = hit, .occurrences = field->weight };
	}
	return length;
}

static void
add_hit(struct expander *e, unsigned hit, uint32_t docid)
{
	struct xabar_searcher *searcher = e->searcher;
	const size_t first = e->n;
	struct xb_dispatch dispatch;
	uint64_t length = 0;
	double factor;

	if (e->status == XABAR_OK)
		e->status = xb_fetch(&searcher->encoded, &searcher->fetcher, searcher->reader, docid, e->err);
	if (e->status == XABAR_OK)
		e->status = xb_dispatch_decode(&dispatch, xb_buf_view(&searcher->encoded), e->arena, e->err);
	if (e->status != XABAR_OK)
		return;
	for (size_t i = 0; i < XB_FIELD_COUNT; i++)
		if (xb_fields[i].kind == XB_KIND_TEXT)
			length += add_text(e, hit, &xb_fields[i], dispatch.text[i], xb_dispatch_language(&dispatch));
	factor = xb_weighting_factor(&e->weighting, length) / e->weighting.scale;
	for (size_t i = first; i < e->n; i++)
		e->words[i].occurrences *= factor;
}

/* ---- Choosing words ---- */

static int
by_stem(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	const size_t len = x->stem.len < y->stem.len ? x->stem.len : y->stem.len;
	const int order = memcmp(x->stem.ptr, y->stem.ptr, len);

	if (order)
		return order;
	if (x->stem.len != y->stem.len)
		return x->stem.len < y->stem.len ? -1 : 1;
	return (x->hit > y->hit) - (x->hit < y->hit);
}

static int
by_worth(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	const double one = x->share * x->rarity, other = y->share * y->rarity;

	return one != other ? (one < other) - (one > other) : by_stem(a, b);
}

static double
saturate(double occurrences)
{
	return occurrences / (occurrences + XB_BM25_K1);
}

/* What the k-th hit counts beside the others. The first one is the answer far oftener than any other. */
static double
weight_of_hit(unsigned hit)
{
	return 1 / (hit + 0.5);
}

/* Of the words sorted by stem, leave each once a hit, with all its occurrences there. */
static size_t
fold_hits(struct word *words, size_t n)
{
	size_t end = 0;

	for (size_t i = 0; i < n; i++) {
		struct word *last = end ? &words[end - 1] : NULL;

		if (last && last->hit == words[i].hit && xb_str_equal(last->stem, words[i].stem))
			last->occurrences += words[i].occurrences;
		else
			words[end++] = words[i];
	}
	return end;
}

/* Copies of those, each stem once. */
static struct word *
share_out(struct expander *e, size_t *n)
{
	struct word *each = xb_arena_calloc(e->arena, e->n, sizeof(*each));

	*n = 0;
	if (!each) {
		e->status = xb_fail_nomem(e->err);
		return NULL;
	}
	for (size_t i = 0; i < e->n; i++) {
		if (!*n || !xb_str_equal(each[*n - 1].stem, e->words[i].stem)) {
			each[*n] = e->words[i];
			each[*n].share = 0;
			each[(*n)++].rarity = 1;
		}
		each[*n - 1].share += weight_of_hit(e->words[i].hit) * saturate(e->words[i].occurrences);
	}
	return each;
}

static void
find_rarity(struct expander *e, struct word *word)
{
	char bytes[XB_TERM_MAX];
	const struct xb_str term = xb_strn(bytes, xb_term_make(bytes, XB_STEM_PREFIX, word->stem));
	uint64_t documents = 0;

	if (e->status == XABAR_OK)
		e->status = xb_reader_documents(&documents, e->searcher->reader, term, e->err);
	/* What is nowhere else tells of no other. */
	word->rarity = documents > 1 ? xb_idf((double)e->documents, (double)documents) : 0;
}

/* The words that are worth most, before the others. Returns how many. */
static size_t
choose(struct expander *e, struct word *each, size_t n)
{
	qsort(each, n, sizeof(*each), by_worth);
	n = n < CANDIDATES ? n : CANDIDATES;
	for (size_t i = 0; i < n; i++)
		find_rarity(e, &each[i]);
	qsort(each, n, sizeof(*each), by_worth);
	n = n < WORDS ? n : WORDS;
	while (n && each[n - 1].rarity == 0)
		n--;
	return n;
}

/* ---- The query ---- */

static struct xb_node *
new_node(struct expander *e, enum xb_op op, size_t nchildren, const struct xb_node ***children)
{
	struct xb_node *node = e->status == XABAR_OK ? xb_arena_calloc(e->arena, 1, sizeof(*node)) : NULL;
	const struct xb_node **array = node ? xb_arena_calloc(e->arena, nchildren, sizeof(const struct xb_node *)) : NULL;

	if (!array) {
		e->status = e->status == XABAR_OK ? xb_fail_nomem(e->err) : e->status;
		return NULL;
	}
	node->op = op;
	node->children = *children = array;
	node->nchildren = nchildren;
	return node;
}

static const struct xb_node *
scale(struct expander *e, const struct xb_node *child, double factor)
{
	const struct xb_node **children;
	struct xb_node *node = new_node(e, XB_OP_SCALE, 1, &children);

	if (!node)
		return child;
	children[0] = child;
	node->factor = factor;
	return node;
}

static const struct xb_node *
word_node(struct expander *e, const struct word *word)
{
	const struct xb_node **none;
	struct xb_node *node = new_node(e, XB_OP_TERM, 0, &none);
	char bytes[XB_TERM_MAX];

	if (!node)
		return NULL;
	node->term = xb_arena_str(e->arena, xb_strn(bytes, xb_term_make(bytes, XB_STEM_PREFIX, word->stem)));
	if (!node->term.ptr)
		e->status = xb_fail_nomem(e->err);
	return scale(e, node, word->share);
}

static const struct xb_node *
words_node(struct expander *e, const struct word *words, size_t n)
{
	const struct xb_node **children;
	struct xb_node *node = new_node(e, XB_OP_OR, n, &children);

	for (size_t i = 0; i < n && e->status == XABAR_OK; i++)
		children[i] = word_node(e, &words[i]);
	return node;
}

/* What the best of the hits weighs by these words alone, before they are scaled. */
static double
weigh_best(const struct expander *e, const struct word *words, size_t n)
{
	double weights[XB_EXPAND_HITS] = { 0 }, best = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < e->n; k++)
			if (xb_str_equal(e->words[k].stem, words[i].stem))
				weights[e->words[k].hit] += words[i].share * words[i].rarity * saturate(e->words[k].occurrences);
	for (size_t i = 0; i < XB_EXPAND_HITS; i++)
		best = weights[i] > best ? weights[i] : best;
	return best;
}

static void
find_thickness(struct expander *e, struct word *words, size_t n)
{
	for (size_t i = 0; i < n && e->status == XABAR_OK && e->searcher->scale; i++) {
		char bytes[XB_TERM_MAX];
		const struct xb_str term = xb_strn(bytes, xb_term_make(bytes, XB_STEM_PREFIX, words[i].stem));
		double thickness = 1;

		e->status = xb_thickness(&thickness, e->searcher->reader, &term, 1, e->searcher->scale, e->err);
		words[i].rarity *= thickness;
	}
}

static const struct xb_node *
add_words(struct expander *e, const struct xb_node *query, double best, double k1)
{
	const struct xb_node **children;
	struct xb_node *node;
	struct word *words;
	size_t n;

	qsort(e->words, e->n, sizeof(*e->words), by_stem);
	e->n = fold_hits(e->words, e->n);
	words = share_out(e, &n);
	if (!words)
		return query;
	n = choose(e, words, n);
	find_thickness(e, words, n);
	node = n ? new_node(e, XB_OP_AND_MAYBE, 2, &children) : NULL;
	if (!node)
		return query;
	children[0] = query;
	children[1] = scale(e, words_node(e, words, n), best / (k1 + 1) / weigh_best(e, words, n));
	return node;
}

xabar_status
xb_expand(const struct xb_node **out, const struct xb_node *query, const struct xb_matches *best, struct xabar_searcher *searcher,
          double k1, struct xb_arena *arena, xabar_error *err)
{
	struct expander e = { .searcher = searcher, .arena = arena, .err = err };

	*out = query;
	e.weighting = searcher->scale ? searcher->generations[0]->manifest.weighting : xb_weighting_choose(0, 0);
	e.status = xb_reader_documents(&e.documents, searcher->reader, xb_str(""), err);
	for (unsigned i = 0; i < best->nhits && i < XB_EXPAND_HITS; i++)
		add_hit(&e, i, best->hits[i].docid);
	if (e.status == XABAR_OK && e.n && best->hits[0].score > 0)
		*out = add_words(&e, query, best->hits[0].score, k1);
	return e.status;
}
