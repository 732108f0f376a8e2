/* SPDX-License-Identifier: GPL-2.0-or-later */
/* copies_served.c - near-copies of servers: whatever may be one is asked for at once, with what tells whether it is. */
#include <stdlib.h>

#include "copies.h"

#define UNDATED INT64_MAX

/* What a server sent. */
struct xb_fetched {
	struct xb_copy copy;
	int64_t date; /* UTC seconds, where they were asked for */
};

static int
by_docid(const void *a, const void *b)
{
	const struct xb_fetched *x = a, *y = b;

	return (x->copy.docid > y->copy.docid) - (x->copy.docid < y->copy.docid);
}

static int
by_element(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

static bool
is_formula(const struct xb_copies_finder *finder, uint16_t element)
{
	return finder->nformulas &&
	       bsearch(&element, finder->formulas, finder->nformulas, sizeof(*finder->formulas), by_element);
}

/* ---- Formulas ---- */

/* A term of the arena. */
static struct xb_str
make_term(struct xb_arena *arena, uint16_t element)
{
	char term[XB_TERM_MAX];

	return xb_arena_str(arena, xb_strn(term, xb_copies_term(term, element)));
}

/* Note which elements of the texts are formulas, and that no more than *most documents have another. libxapian makes room for as
 * many as are asked for, here and there. */
static xabar_status
find_formulas(uint32_t *most, struct xb_copies_finder *finder, const struct xb_likeness *texts, size_t n, xabar_error *err)
{
	struct xb_str *terms = xb_arena_calloc(finder->arena, n * XB_SKETCH_MAX, sizeof(*terms));
	uint64_t *documents = xb_arena_calloc(finder->arena, n * XB_SKETCH_MAX, sizeof(*documents));
	size_t nterms = 0, at = 0;
	xabar_status status;

	*most = 0;
	if (!terms || !documents)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < texts[i].nsketch; k++)
			if (!(terms[nterms++] = make_term(finder->arena, texts[i].sketch[k])).ptr)
				return xb_fail_nomem(err);
	status = xb_reader_documents_each(documents, finder->reader, terms, nterms, err);
	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		for (size_t k = 0; k < texts[i].nsketch; k++, at++) {
			if (documents[at] < XB_COPIES_FORMULA)
				*most += (uint32_t)documents[at];
			if (documents[at] < XB_COPIES_FORMULA || is_formula(finder, texts[i].sketch[k]))
				continue;
			finder->formulas = xb_arena_grow(finder->arena, finder->formulas, &finder->cap_formulas,
			                                 finder->nformulas + 1, sizeof(*finder->formulas));
			if (!finder->formulas)
				return xb_fail_nomem(err);
			finder->formulas[finder->nformulas++] = texts[i].sketch[k];
			qsort(finder->formulas, finder->nformulas, sizeof(*finder->formulas), by_element);
		}
	return status;
}

/* ---- The query ---- */

/* Nodes with room for their children; NULL where there is no memory. */
static struct xb_node *
make_node(struct xb_arena *arena, enum xb_op op, size_t most)
{
	struct xb_node *node = xb_arena_calloc(arena, 1, sizeof(*node));
	const struct xb_node **children = xb_arena_calloc(arena, most, sizeof(const struct xb_node *));

	if (!node || !children)
		return NULL;
	*node = (struct xb_node){ .op = op, .children = children };
	return node;
}

static struct xb_node *
add_child(struct xb_node *node, const struct xb_node *child)
{
	const struct xb_node **children = (const struct xb_node **)node->children;

	children[node->nchildren] = child;
	node->nchildren += child != NULL;
	return child ? node : NULL;
}

static struct xb_node *
make_leaf(struct xb_arena *arena, uint16_t element)
{
	struct xb_node *leaf = make_node(arena, XB_OP_TERM, 0);

	if (leaf)
		leaf->term = make_term(arena, element);
	return leaf && leaf->term.ptr ? leaf : NULL;
}

/* Add to an OR what has `wanted` of n elements, one or two: the first of any two, and one of those behind it. */
static bool
add_text(struct xb_node *any, const uint16_t *elements, size_t n, size_t wanted, struct xb_arena *arena)
{
	struct xb_node *leaves[XB_SKETCH_MAX];

	for (size_t i = 0; i < n; i++)
		if (!(leaves[i] = make_leaf(arena, elements[i])))
			return false;
	for (size_t i = 0; i + wanted <= n; i++) {
		struct xb_node *both = make_node(arena, XB_OP_AND, 2), *rest = make_node(arena, XB_OP_OR, n);

		if (!both || !rest)
			return false;
		for (size_t k = i + 1; k < n; k++)
			add_child(rest, leaves[k]);
		if (wanted == 2)
			add_child(add_child(both, leaves[i]), rest);
		add_child(any, wanted == 2 ? both : leaves[i]);
	}
	return true;
}

/* Of the documents that match `query` those that have enough of the sketch of a text, at no weight; NULL: no memory. */
static const struct xb_node *
make_query(const struct xb_copies_finder *finder, const struct xb_likeness *texts, size_t n, const struct xb_node *query)
{
	struct xb_arena *arena = finder->arena;
	struct xb_node *any = make_node(arena, XB_OP_OR, n * XB_SKETCH_MAX), *unweighed = make_node(arena, XB_OP_SCALE, 1);
	struct xb_node *filtered = make_node(arena, XB_OP_FILTER, 2);

	if (!any || !unweighed || !filtered)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		uint16_t elements[XB_SKETCH_MAX];
		size_t nelements = 0;

		for (size_t k = 0; k < texts[i].nsketch; k++)
			if (!is_formula(finder, texts[i].sketch[k]))
				elements[nelements++] = texts[i].sketch[k];
		if (!add_text(any, elements, nelements, xb_sketch_wanted(&texts[i]), arena))
			return NULL;
	}
	return add_child(add_child(filtered, add_child(unweighed, any)), query);
}

/* ---- Fetching ---- */

static xabar_status
take(struct xb_copies_finder *finder, const struct xb_matches *matches, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	size_t n = finder->nfetched, left = 0;
	struct xb_fetched *all = xb_arena_grow(finder->arena, finder->fetched, &finder->cap_fetched, n + matches->nhits,
	                                       sizeof(*all));

	if (!all)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < matches->nhits && status == XABAR_OK; i++, n++) {
		const struct xb_match_hit *hit = &matches->hits[i];

		all[n] = (struct xb_fetched){ { .docid = hit->docid }, UNDATED };
		status = xb_likeness_read(&all[n].copy.likeness, hit->values[0], err);
		if (status == XABAR_OK && finder->dated && hit->values[1].len)
			status = xb_sortable_read(&all[n].date, hit->values[1], "date", err);
	}
	if (n)
		qsort(all, n, sizeof(*all), by_docid);
	for (size_t i = 0; i < n; i++)
		if (!left || all[left - 1].copy.docid != all[i].copy.docid)
			all[left++] = all[i];
	finder->fetched = all;
	finder->nfetched = left;
	return status;
}

static xabar_status
fetch(struct xb_copies_finder *finder, const struct xb_likeness *texts, size_t n, const struct xb_node *query, xabar_error *err)
{
	static const uint32_t slots[] = { XB_SLOT_FINGERPRINT, XB_SLOT_DATE };
	struct xb_match_request request = { .date_slot = XB_SLOT_DATE, .k1 = 1, .slots = slots, .nslots = finder->dated ? 2 : 1 };
	struct xb_matches matches;
	xabar_status status = find_formulas(&request.limit, finder, texts, n, err);

	if (status != XABAR_OK || !request.limit)
		return status;
	if (!(request.query = make_query(finder, texts, n, query)))
		status = xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = xb_match(&matches, finder->reader, &request, finder->arena, err);
	return status == XABAR_OK ? take(finder, &matches, err) : status;
}

xabar_status
xb_copies_fetch(struct xb_copies_finder *finder, const struct xb_likeness *texts, size_t n, const struct xb_node *query,
                xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; xb_reader_is_remote(finder->reader) && i < n && status == XABAR_OK; i += XB_COPIES_TEXTS)
		status = fetch(finder, texts + i, n - i < XB_COPIES_TEXTS ? n - i : XB_COPIES_TEXTS, query, err);
	return status;
}

/* ---- What was fetched ---- */

/* Whether a text has enough elements of another's sketch that tell something. */
static bool
shares_enough(const struct xb_copies_finder *finder, const struct xb_likeness *text, const struct xb_likeness *likeness)
{
	size_t shared = 0;

	for (size_t i = 0; i < likeness->nsketch; i++)
		for (size_t k = 0; k < text->nsketch; k++)
			shared += likeness->sketch[i] == text->sketch[k] && !is_formula(finder, text->sketch[k]);
	return shared >= xb_sketch_wanted(likeness);
}

xabar_status
xb_copies_fetched(struct xb_copy **out, size_t *n, struct xb_copies_finder *finder, const struct xb_likeness *likeness,
                  xabar_error *err)
{
	*n = 0;
	*out = xb_arena_calloc(finder->arena, finder->nfetched, sizeof(**out));
	if (!*out)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < finder->nfetched; i++)
		if (shares_enough(finder, &finder->fetched[i].copy.likeness, likeness))
			(*out)[(*n)++] = finder->fetched[i].copy;
	return XABAR_OK;
}

/* ---- In order ---- */

static int
oldest_first(const void *a, const void *b)
{
	const struct xb_fetched *x = a, *y = b;

	return x->date != y->date ? (x->date > y->date) - (x->date < y->date) : by_docid(a, b);
}

xabar_status
xb_copies_order(struct xb_copy *copies, size_t n, enum xb_order order, const struct xb_copies_finder *finder, xabar_error *err)
{
	struct xb_fetched *sorted = xb_arena_calloc(finder->arena, n, sizeof(*sorted));

	if (!sorted)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n; i++) {
		const struct xb_fetched key = { .copy = copies[i] };

		sorted[i] = *(const struct xb_fetched *)bsearch(&key, finder->fetched, finder->nfetched, sizeof(key), by_docid);
	}
	qsort(sorted, n, sizeof(*sorted), order == XB_ORDER_OLDEST ? oldest_first : by_docid);
	for (size_t i = 0; i < n; i++)
		copies[i] = sorted[i].copy;
	return XABAR_OK;
}
