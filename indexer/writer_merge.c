/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "writer_state.h"

#include <stdlib.h>

#include "analysis.h"
#include "merge.h"
#include "merge_postings.h"

struct copying {
	struct xb_writer *writer;
	struct xb_reader *from;
	const struct xb_docset *earlier; /* of the segment */
	const volatile sig_atomic_t *stop;
};

/* A document of the new segment is an earlier version. */
static xabar_status
carry_earlier(struct xb_writer *writer, uint32_t docid, xabar_error *err)
{
	xabar_status status = xb_docset_add(&writer->segment_dead, docid, err);

	return status == XABAR_OK ? xb_docset_add(&writer->segment_earlier, docid, err) : status;
}

/* A dispatch that was decoded from writer->encoded into the new segment. */
static xabar_status
copy_dispatch(uint32_t *docid, struct xb_writer *writer, struct xb_dispatch *dispatch, const struct xb_origin *origin,
              xabar_error *err)
{
	struct xb_buf again;
	struct xb_str encoded;
	unsigned char hash[16];
	xabar_status status;

	xb_buf_init(&again, XB_WRITER_ARENA_MAX);
	status = xb_merge_complete(&again, dispatch, err);
	encoded = xb_buf_view(again.len ? &again : &writer->encoded);
	xb_dispatch_hash(hash, encoded);
	if (status == XABAR_OK)
		status = xb_writer_add(docid, writer, dispatch, encoded, hash, origin, err);
	xb_buf_release(&again);
	return status;
}

/* One document of an old segment, not buried, into the new one, from its stored dispatch. */
static xabar_status
copy_document(void *ctx, uint32_t docid, xabar_error *err)
{
	struct copying *copying = ctx;
	struct xb_writer *writer = copying->writer;
	struct xb_dispatch dispatch;
	struct xb_origin origin;
	struct xb_str value;
	uint32_t new;
	bool local;
	xabar_status status;

	if (copying->stop && *copying->stop)
		return xb_fail(err, XABAR_ESTOPPED, "stopped while segments were merged");
	status = xb_fetch(&writer->encoded, &writer->fetcher, copying->from, docid, err);
	xb_arena_clear(&writer->arena);
	if (status == XABAR_OK)
		status = xb_dispatch_decode(&dispatch, xb_buf_view(&writer->encoded), &writer->arena, err);
	if (status == XABAR_OK) /* these are not in the dispatch, since they tell of the input and of the index */
		status = xb_writer_value(&value, writer, copying->from, docid, XB_SLOT_ORIGIN, err);
	if (status != XABAR_OK)
		return status;
	xb_origin_decode(&origin, value);
	local = value.len;
	status = xb_writer_value(&value, writer, copying->from, docid, XB_SLOT_GENERATION, err);
	xb_birth_decode(&dispatch.birth, value);
	if (status == XABAR_OK)
		status = copy_dispatch(&new, writer, &dispatch, local ? &origin : NULL, err);
	if (status == XABAR_OK && xb_docset_has(copying->earlier, docid)) /* the reader has one segment */
		status = carry_earlier(writer, new, err);
	return status;
}

static xabar_status
copy_segment(struct xb_writer *writer, size_t i, const struct xb_docset *buried, const volatile sig_atomic_t *stop,
             xabar_error *err)
{
	const struct xb_generation *now = writer->index->now;
	const struct xb_segment_ref segment = { .path = now->refs[i].path, .dead = buried->docids, .ndead = buried->n };
	struct copying copying = { .writer = writer, .earlier = &now->earlier[i], .stop = stop };
	xabar_status status = xb_reader_open(&copying.from, &segment, 1, err);

	if (status == XABAR_OK)
		status = xb_reader_each(copying.from, xb_str(""), copy_document, &copying, err);
	xb_reader_free(copying.from);
	return status;
}

/* The earlier versions that were not buried have other numbers now. */
static xabar_status
renumber_earlier(struct xb_writer *writer, const struct xb_merge_postings *postings, const bool *chosen,
                 const struct xb_docset *buried, xabar_error *err)
{
	const struct xb_generation *now = writer->index->now;
	xabar_status status = XABAR_OK;
	size_t which = 0;

	for (size_t i = 0; i < now->manifest.nsegments; i++) {
		if (!chosen[i])
			continue;
		for (size_t k = 0; k < now->earlier[i].n && status == XABAR_OK; k++)
			if (!xb_docset_has(&buried[i], now->earlier[i].docids[k]))
				status = carry_earlier(writer, xb_merge_postings_new(postings, which, now->earlier[i].docids[k]), err);
		which++;
	}
	return status;
}

/* The chosen segments into the new one by their postings; *postings is NULL when that cannot be. They are read until it is
 * finished. */
static xabar_status
take_postings(struct xb_merge_postings **postings, struct xb_writer *writer, const bool *chosen, const struct xb_docset *buried,
              const volatile sig_atomic_t *stop, xabar_error *err)
{
	const struct xb_generation *now = writer->index->now;
	const size_t n = now->manifest.nsegments;
	struct xb_segment *segment;
	struct xb_built *built;
	size_t memory;
	xabar_status status = xb_builder_fill(&segment, &built, &memory, writer->builder, err);
	bool can = segment && xb_weighting_equal(&writer->weighting, &now->manifest.weighting);

	*postings = NULL;
	for (size_t i = 0; i < n && can && status == XABAR_OK; i++)
		if (chosen[i])
			status = xb_segment_is_current(&can, writer->reader, (uint32_t)i, err);
	if (status == XABAR_OK && can)
		status = xb_merge_postings_open(postings, now->refs, buried, chosen, n, memory, stop, err);
	if (status != XABAR_OK || !*postings)
		return status;
	status = xb_merge_postings_into(segment, built, *postings, err);
	return status == XABAR_OK ? renumber_earlier(writer, *postings, chosen, buried, err) : status;
}

/* What is left out of a merge: all that is dead, but earlier versions where they are kept. */
static xabar_status
bury(struct xb_docset *buried, const struct xb_writer *writer, xabar_error *err)
{
	const struct xb_generation *now = writer->index->now;
	const struct xb_docset none = { 0 };
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < now->manifest.nsegments && status == XABAR_OK; i++)
		status = xb_docset_subtract(&buried[i], &now->dead[i],
		                            writer->versions == XB_VERSIONS_NONE ? &none : &now->earlier[i], err);
	return status;
}

/* Make the chosen segments one, and publish it in their place. */
static xabar_status
merge_chosen(struct xb_writer *writer, const bool *chosen, const volatile sig_atomic_t *stop, xabar_error *err)
{
	const size_t n = writer->index->now->manifest.nsegments;
	struct xb_docset *buried = calloc(n + 1, sizeof(*buried));
	struct xb_merge_postings *postings = NULL;
	xabar_status status = buried ? bury(buried, writer, err) : xb_fail_nomem(err);

	if (status == XABAR_OK)
		status = take_postings(&postings, writer, chosen, buried, stop, err);
	for (size_t i = 0; i < n && status == XABAR_OK && !postings; i++)
		if (chosen[i])
			status = copy_segment(writer, i, &buried[i], stop, err);
	if (status == XABAR_OK)
		status = xb_writer_publish_without(writer, chosen, (struct xb_str){ 0 }, err);
	xb_merge_postings_free(postings);
	for (size_t i = 0; buried && i < n; i++)
		xb_docset_release(&buried[i]);
	free(buried);
	return status;
}

/* Whether all may stay as it is: of this analysis, with these values, and by a weighting near that which the dispatches tell. If
 * not, the latter is that of the next generation. */
static xabar_status
look_at_all(bool *current, struct xb_writer *writer, xabar_error *err)
{
	struct xb_weighting told;
	bool valued;
	xabar_status status = xb_analysis_all_current(current, writer->reader, err);

	if (status == XABAR_OK)
		status = xb_values_all_current(&valued, writer->reader, err);
	if (status == XABAR_OK)
		status = xb_sample_stored(&told, writer->reader, err);
	if (status != XABAR_OK)
		return status;
	*current &= valued && xb_weighting_is_near(&writer->weighting, &told);
	if (!*current)
		writer->weighting = told;
	return XABAR_OK;
}

xabar_status
xb_writer_merge(struct xb_writer *writer, bool all, const volatile sig_atomic_t *stop, xabar_error *err)
{
	bool *chosen = calloc(writer->index->now->manifest.nsegments + 1, sizeof(*chosen));
	bool current = true;
	xabar_status status = chosen ? XABAR_OK : xb_fail_nomem(err);

	if (status == XABAR_OK && all)
		status = look_at_all(&current, writer, err);
	/* A merge leaves no more segments than there were, so that `chosen` is large enough for all of them. */
	while (status == XABAR_OK && xb_merge_choose(chosen, &writer->index->now->manifest, all, !current, writer->versions)) {
		status = merge_chosen(writer, chosen, stop, err);
		current = true;
	}
	free(chosen);
	return status;
}
