/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "chain.h"

#include <stdlib.h>

struct gathering {
	struct xb_chain chain;
	size_t cap;
	struct xabar_searcher *searcher;
	struct xb_arena *arena;
};

/* A value of a document, borrowed until the next one. */
static xabar_status
value_of(struct xb_str *out, struct xabar_searcher *searcher, uint32_t docid, enum xb_slot slot, xabar_error *err)
{
	xabar_status status;

	xb_buf_clear(&searcher->encoded);
	status = xb_reader_value(&searcher->encoded, searcher->reader, docid, slot, err);
	*out = xb_buf_view(&searcher->encoded);
	return status;
}

static xabar_status
read_revision(struct xb_version *version, struct xabar_searcher *searcher, xabar_error *err)
{
	struct xb_str value;
	xabar_status status = value_of(&value, searcher, version->docid, XB_SLOT_DATE, err);

	if (status == XABAR_OK && value.len == 8)
		version->made = xb_sortable_decode(value.ptr);
	if (status == XABAR_OK)
		status = value_of(&value, searcher, version->docid, XB_SLOT_REVISION, err);
	if (status != XABAR_OK)
		return status;
	xb_revision_decode(&version->revision, value);
	if (version->revision.updated != INT64_MIN)
		version->made = version->revision.updated;
	return XABAR_OK;
}

/* A shard has one of each, which is compared with none; a server would not tell its values. */
static xabar_status
gather(void *ctx, uint32_t docid, xabar_error *err)
{
	struct gathering *g = ctx;
	struct xabar_searcher *searcher = g->searcher;
	const uint32_t n = xb_reader_nsegments(searcher->reader), segment = xb_reader_segment(n, docid);
	const struct xb_published *published = &searcher->views.published[segment];
	struct xb_version version = { .docid = docid, .index = published->index, .made = INT64_MIN };
	xabar_status status = published->shard ? XABAR_OK : read_revision(&version, searcher, err);

	if (status != XABAR_OK)
		return status;
	version.newest = !xb_docset_has(published->dead, xb_reader_local(n, docid));
	g->chain.versions = xb_arena_grow(g->arena, g->chain.versions, &g->cap, g->chain.n + 1, sizeof(version));
	if (!g->chain.versions)
		return xb_fail_nomem(err);
	g->chain.versions[g->chain.n++] = version;
	return XABAR_OK;
}

/* Is `a` newer than `b`, which is before it in the order of the documents? */
static bool
is_newer(const struct xb_version *a, const struct xb_version *b)
{
	if (a->newest != b->newest)
		return a->newest;
	if (xb_revision_older(&b->revision, &a->revision) || xb_revision_older(&a->revision, &b->revision))
		return xb_revision_older(&b->revision, &a->revision);
	return a->made >= b->made;
}

/* Insertion, since a chain is short, and the comparison need not be transitive where only some versions have numbers. */
static void
sort(struct xb_chain *chain)
{
	for (size_t i = 1; i < chain->n; i++) {
		const struct xb_version version = chain->versions[i];
		size_t at = i;

		for (; at > 0; at--) {
			const struct xb_version *before = &chain->versions[at - 1];

			if (before->index < version.index || (before->index == version.index && !is_newer(&version, before)))
				break;
			chain->versions[at] = *before;
		}
		chain->versions[at] = version;
	}
}

/* A kill may be sent without a date: it is in force from the version on that it kills. */
static void
date_undated(struct xb_chain *chain)
{
	for (size_t i = chain->n; i-- > 1;)
		if (chain->versions[i - 1].made == INT64_MIN && chain->versions[i - 1].index == chain->versions[i].index)
			chain->versions[i - 1].made = chain->versions[i].made;
}

xabar_status
xb_chain_find(struct xb_chain *out, struct xabar_searcher *searcher, struct xb_str id, struct xb_arena *arena, xabar_error *err)
{
	struct gathering g = { .searcher = searcher, .arena = arena };
	char term[XB_TERM_MAX];
	xabar_status status = xb_reader_each_version(searcher->reader, xb_strn(term, xb_term_make(term, XB_ID_PREFIX, id)), gather,
	                                             &g, err);

	sort(&g.chain);
	date_undated(&g.chain);
	*out = g.chain;
	return status;
}
