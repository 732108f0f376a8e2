/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "writer_state.h"

#include <stdlib.h>

#include "ledger.h"

/* Of memory that is kept for the next dispatch. */
#define ENCODED_KEEP ((size_t)1 << 20)

/* ---- Opening ---- */

/* Of what was published, no more is dead. */
static void
release_dead(struct xb_writer *writer, size_t nsegments)
{
	for (size_t i = 0; writer->dead && i < nsegments; i++)
		xb_docset_release(&writer->dead[i]);
	for (size_t i = 0; writer->earlier && i < nsegments; i++)
		xb_docset_release(&writer->earlier[i]);
	free(writer->dead);
	free(writer->earlier);
	writer->dead = writer->earlier = NULL;
	writer->ndead = 0;
}

static void
close_reader(struct xb_writer *writer)
{
	xb_reader_free(writer->reader);
	writer->reader = NULL;
}

static xabar_status
open_reader(struct xb_writer *writer, xabar_error *err)
{
	const struct xb_generation *now = writer->index->now;

	writer->weighting = now->manifest.weighting;
	writer->dead = calloc(now->manifest.nsegments + 1, sizeof(*writer->dead));
	writer->earlier = calloc(now->manifest.nsegments + 1, sizeof(*writer->earlier));
	if (!writer->dead || !writer->earlier)
		return xb_fail_nomem(err);
	return xb_reader_open(&writer->reader, now->refs, now->manifest.nsegments, err);
}

xabar_status
xb_writer_new(struct xb_writer **out, struct xb_index *index, const struct xb_build_options *options, xabar_error *err)
{
	struct xb_writer *writer = calloc(1, sizeof(*writer));
	xabar_status status;

	*out = NULL;
	if (!writer)
		return xb_fail_nomem(err);
	writer->index = index;
	xb_arena_init(&writer->arena, XB_WRITER_ARENA_MAX);
	xb_buf_init(&writer->encoded, XB_WRITER_ARENA_MAX);
	xb_buf_init(&writer->scratch, XB_WRITER_ARENA_MAX);
	xb_buf_init(&writer->held, XB_WRITER_ARENA_MAX);
	writer->versions = options->versions;
	xb_fetcher_init(&writer->fetcher);
	xb_sample_init(&writer->sample);
	status = xb_builder_new(&writer->builder, index->dir, options, err);
	if (status == XABAR_OK)
		status = open_reader(writer, err);
	if (status == XABAR_OK)
		*out = writer;
	else
		xb_writer_free(writer);
	return status;
}

static void
forget_segment(struct xb_writer *writer)
{
	xb_idmap_release(&writer->ids);
	xb_docset_release(&writer->segment_dead);
	xb_docset_release(&writer->segment_earlier);
	xb_version_list_release(&writer->list);
}

void
xb_writer_free(struct xb_writer *writer)
{
	if (!writer)
		return;
	xb_builder_free(writer->builder);
	release_dead(writer, writer->index->now->manifest.nsegments);
	close_reader(writer);
	forget_segment(writer);
	xb_fetcher_release(&writer->fetcher);
	xb_sample_release(&writer->sample);
	xb_arena_release(&writer->arena);
	xb_buf_release(&writer->encoded);
	xb_buf_release(&writer->scratch);
	xb_buf_release(&writer->held);
	free(writer);
}

/* ---- The sample ---- */

xabar_status
xb_writer_add(uint32_t *docid, struct xb_writer *writer, const struct xb_dispatch *dispatch, struct xb_str encoded,
              const unsigned char hash[16], const struct xb_origin *origin, xabar_error *err)
{
	xb_builder_weight(writer->builder, &writer->weighting);
	return xb_builder_add(docid, writer->builder, dispatch, encoded, hash, origin, xb_idmap_bytes(&writer->ids), err);
}

/* What is pending is published with the next generation, for which the index is held. */
static uint64_t
next_generation(const struct xb_writer *writer)
{
	return writer->index->now->manifest.generation + 1;
}

/* An index that has nothing yet has no weighting. */
static bool
is_sampling(const struct xb_writer *writer)
{
	return !xb_builder_documents(writer->builder) && !writer->index->now->manifest.nsegments;
}

/* The dispatches of the sample into the segment, by the weighting that they tell. */
static xabar_status
end_sample(struct xb_writer *writer, xabar_error *err)
{
	struct xb_sample *sample = &writer->sample;
	xabar_status status = XABAR_OK;

	writer->weighting = xb_weighting_choose(sample->length, sample->n);
	for (size_t i = 0; i < sample->n && status == XABAR_OK; i++) {
		const struct xb_sampled *sampled = &sample->array[i];
		struct xb_dispatch dispatch;
		unsigned char hash[16];
		uint32_t docid;

		xb_arena_clear(&writer->arena);
		xb_dispatch_hash(hash, sampled->encoded);
		status = xb_dispatch_decode(&dispatch, sampled->encoded, &writer->arena, err);
		dispatch.birth.generation = next_generation(writer);
		if (status == XABAR_OK)
			status = xb_writer_add(&docid, writer, &dispatch, sampled->encoded, hash, sampled->local ? &sampled->origin : NULL, err);
	}
	xb_sample_clear(sample);
	return status;
}

/* Add a dispatch as xb_writer_add() does, now or with the sample. */
static xabar_status
add_or_sample(uint32_t *docid, struct xb_writer *writer, const struct xb_dispatch *dispatch, const unsigned char hash[16],
              const struct xb_origin *origin, xabar_error *err)
{
	const struct xb_str encoded = xb_buf_view(&writer->encoded);

	if (!is_sampling(writer))
		return xb_writer_add(docid, writer, dispatch, encoded, hash, origin, err);
	*docid = (uint32_t)writer->sample.n + 1; /* as the segment will have it */
	return xb_sample_add(&writer->sample, dispatch, encoded, origin, err);
}

/* ---- Taking ---- */

static uint64_t
low_half(const unsigned char hash[16])
{
	uint64_t half;

	memcpy(&half, hash, sizeof(half));
	return half;
}

xabar_status
xb_writer_kill(struct xb_writer *writer, uint32_t docid, xabar_error *err)
{
	uint32_t n = xb_reader_nsegments(writer->reader);

	writer->ndead++;
	return xb_docset_add(&writer->dead[xb_reader_segment(n, docid)], xb_reader_local(n, docid), err);
}

static xabar_status
find_published(uint32_t *docid, struct xb_writer *writer, struct xb_str id, xabar_error *err)
{
	char term[XB_TERM_MAX];

	return xb_reader_find(docid, writer->reader, xb_strn(term, xb_term_make(term, XB_ID_PREFIX, id)), err);
}

xabar_status
xb_writer_value(struct xb_str *out, struct xb_writer *writer, struct xb_reader *reader, uint32_t docid, enum xb_slot slot,
                xabar_error *err)
{
	xabar_status status;

	xb_buf_clear(&writer->scratch);
	status = xb_reader_value(&writer->scratch, reader, docid, slot, err);
	*out = xb_buf_view(&writer->scratch);
	return status;
}

/* What is held under an id: .docid 0 for nothing. *pending tells whether it is in the segment being built. When it says what
 * `content` does, nothing else of it is asked for. */
static xabar_status
find_held(struct xb_idmap_entry *held, bool *pending, struct xb_writer *writer, struct xb_str id, uint64_t content,
          xabar_error *err)
{
	const struct xb_idmap_entry *entry = xb_idmap_find(&writer->ids, xb_ledger_id_hash(id));
	struct xb_str value;
	xabar_status status;

	*pending = entry != NULL;
	*held = entry ? *entry : (struct xb_idmap_entry){ 0 };
	if (entry)
		return XABAR_OK;
	status = find_published(&held->docid, writer, id, err);
	if (status != XABAR_OK || !held->docid)
		return status;
	status = xb_writer_value(&value, writer, writer->reader, held->docid, XB_SLOT_CONTENT, err);
	if (status == XABAR_OK && value.len >= sizeof(held->content))
		memcpy(&held->content, value.ptr, sizeof(held->content));
	if (status != XABAR_OK || held->content == content)
		return status;
	status = xb_writer_value(&value, writer, writer->reader, held->docid, XB_SLOT_REVISION, err);
	xb_revision_decode(&held->revision, value);
	if (status == XABAR_OK)
		status = xb_writer_value(&value, writer, writer->reader, held->docid, XB_SLOT_ORIGIN, err);
	xb_origin_decode(&held->origin, value);
	return status;
}

/* Give a dispatch whose id is a row's number, held already for another one, an id that tells them apart. */
static xabar_status
settle_id(struct xb_idmap_entry *held, bool *pending, struct xb_writer *writer, struct xb_dispatch *dispatch,
          const struct xb_idmap_entry *taken, xabar_error *err)
{
	struct xb_str *id = &dispatch->text[XB_FIELD_ID];
	xabar_status status = find_held(held, pending, writer, *id, taken->content, err);

	if (status != XABAR_OK || !held->docid || !xb_identity_local(*id) || held->content == taken->content ||
	    !xb_origin_differs(&held->origin, &taken->origin))
		return status;
	*id = xb_identity_scoped(*id, &taken->origin, &writer->arena);
	if (!id->ptr)
		return xb_fail_nomem(err);
	return find_held(held, pending, writer, *id, taken->content, err);
}

static enum xb_outcome
outcome_of(const struct xb_idmap_entry *held, const struct xb_idmap_entry *taken)
{
	if (!held->docid)
		return XB_NEW;
	if (held->content == taken->content)
		return XB_UNCHANGED;
	return xb_revision_older(&taken->revision, &held->revision) ? XB_OUTDATED : XB_UPDATED;
}

static xabar_status
encode(unsigned char hash[16], struct xb_writer *writer, const struct xb_dispatch *dispatch, xabar_error *err)
{
	xb_arena_clear(&writer->arena);
	xb_buf_clear(&writer->encoded);
	xb_dispatch_encode(&writer->encoded, dispatch);
	xb_dispatch_hash(hash, xb_buf_view(&writer->encoded));
	return xb_buf_status(&writer->encoded, err);
}

xabar_status
xb_writer_put(enum xb_outcome *outcome, struct xb_writer *writer, struct xb_dispatch *dispatch, struct xb_str input,
              xabar_error *err)
{
	const struct xb_str id = dispatch->text[XB_FIELD_ID];
	struct xb_idmap_entry taken = { 0 }, held;
	unsigned char hash[16];
	bool pending, kept = writer->versions == XB_VERSIONS_NONE;
	xabar_status status = xb_sample_is_full(&writer->sample) ? end_sample(writer, err) : XABAR_OK;

	if (status == XABAR_OK)
		status = encode(hash, writer, dispatch, err);
	if (status != XABAR_OK)
		return status;
	taken.content = low_half(hash);
	xb_revision_of(&taken.revision, dispatch);
	if (xb_identity_local(id))
		xb_origin_of(&taken.origin, dispatch, input);
	status = settle_id(&held, &pending, writer, dispatch, &taken, err);
	if (status != XABAR_OK)
		return status;
	*outcome = outcome_of(&held, &taken);
	if (*outcome == XB_UPDATED)
		status = xb_writer_supersede(writer, &held, pending, dispatch, &taken.revision, err);
	else if (*outcome == XB_OUTDATED && !kept)
		status = xb_writer_has_version(&kept, writer, dispatch->text[XB_FIELD_ID], taken.content, 0, err);
	if (status != XABAR_OK || *outcome == XB_UNCHANGED || (*outcome == XB_OUTDATED && kept))
		return status;
	if (id.ptr != dispatch->text[XB_FIELD_ID].ptr) {
		xb_buf_clear(&writer->encoded);
		xb_dispatch_encode(&writer->encoded, dispatch);
	}
	taken.replaces = *outcome == XB_UPDATED && (!pending || held.replaces);
	dispatch->birth = (struct xb_birth){ next_generation(writer), taken.replaces };
	status = add_or_sample(&taken.docid, writer, dispatch, hash, xb_identity_local(id) ? &taken.origin : NULL, err);
	if (writer->encoded.cap > ENCODED_KEEP)
		xb_buf_release(&writer->encoded);
	taken.id = xb_ledger_id_hash(dispatch->text[XB_FIELD_ID]);
	if (status == XABAR_OK && *outcome == XB_OUTDATED)
		return xb_writer_keep_pending(writer, dispatch->text[XB_FIELD_ID], taken.content, taken.docid, err);
	return status == XABAR_OK ? xb_idmap_put(&writer->ids, &taken, err) : status;
}

static xabar_status
kill_version(void *ctx, uint32_t docid, xabar_error *err)
{
	return xb_writer_kill(ctx, docid, err);
}

xabar_status
xb_writer_delete(bool *found, struct xb_writer *writer, struct xb_str id, xabar_error *err)
{
	const uint64_t hash = xb_ledger_id_hash(id);
	const struct xb_idmap_entry *entry = xb_idmap_find(&writer->ids, hash);
	xabar_status status = XABAR_OK;
	uint32_t docid = 0;

	*found = false;
	if (entry) {
		*found = entry->docid;
		status = *found ? xb_docset_add(&writer->segment_dead, entry->docid, err) : XABAR_OK;
	} else {
		status = find_published(&docid, writer, id, err);
		*found = status == XABAR_OK && docid;
	}
	if (status == XABAR_OK && *found) {
		xb_version_list_delete(&writer->list, hash);
		status = xb_writer_each_version(writer, id, kill_version, writer, err);
	}
	/* docid 0: so that it is not looked for, and killed, a second time. */
	return status == XABAR_OK && *found
	               ? xb_idmap_put(&writer->ids, &(struct xb_idmap_entry){ .id = xb_ledger_id_hash(id) }, err) : status;
}

struct delete_where {
	struct xb_writer *writer;
	bool (*gone)(void *ctx, uint64_t id_hash);
	void *ctx;
	uint64_t n;
	bool earlier; /* it is earlier versions that are looked at */
};

static xabar_status
delete_if_gone(void *ctx, uint32_t docid, xabar_error *err)
{
	struct delete_where *where = ctx;
	struct xb_writer *writer = where->writer;
	struct xb_dispatch dispatch;
	xabar_status status = xb_fetch(&writer->encoded, &writer->fetcher, writer->reader, docid, err);

	xb_arena_clear(&writer->arena);
	if (status == XABAR_OK)
		status = xb_dispatch_decode(&dispatch, xb_buf_view(&writer->encoded), &writer->arena, err);
	if (status != XABAR_OK || !where->gone(where->ctx, xb_ledger_id_hash(dispatch.text[XB_FIELD_ID])))
		return status;
	where->n += !where->earlier;
	return xb_writer_kill(writer, docid, err);
}

/* The same of the earlier versions that are published. */
static xabar_status
delete_earlier(struct delete_where *where, xabar_error *err)
{
	const struct xb_generation *now = where->writer->index->now;
	const uint32_t n = xb_reader_nsegments(where->writer->reader);
	xabar_status status = XABAR_OK;

	where->earlier = true;
	for (uint32_t i = 0; i < n; i++)
		for (size_t k = 0; k < now->earlier[i].n && status == XABAR_OK; k++)
			status = delete_if_gone(where, xb_reader_docid(n, i, now->earlier[i].docids[k]), err);
	return status;
}

xabar_status
xb_writer_delete_where(uint64_t *n, struct xb_writer *writer, bool (*gone)(void *ctx, uint64_t id_hash), void *ctx,
                       xabar_error *err)
{
	struct delete_where where = { writer, gone, ctx, 0, false };
	xabar_status status = xb_reader_each(writer->reader, xb_str(""), delete_if_gone, &where, err);

	*n = where.n;
	return status == XABAR_OK ? delete_earlier(&where, err) : status;
}

uint64_t
xb_writer_pending(const struct xb_writer *writer)
{
	return writer->ndead + writer->sample.n + xb_builder_documents(writer->builder);
}

uint64_t
xb_writer_pending_bytes(const struct xb_writer *writer)
{
	return xb_builder_bytes(writer->builder) + writer->sample.bytes;
}

bool
xb_writer_crowded(const struct xb_writer *writer)
{
	return xb_builder_crowded(writer->builder, xb_idmap_bytes_next(&writer->ids));
}

/* ---- Publishing ---- */

/* Which documents of the segment are earlier versions. */
static xabar_status
list_earlier(struct xb_writer *writer, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < writer->list.n && status == XABAR_OK; i++)
		if (writer->list.array[i].docid)
			status = xb_docset_add(&writer->segment_earlier, writer->list.array[i].docid, err);
	xb_docset_sort(&writer->segment_earlier);
	return status;
}

/* Of what is in the segment that is added: of the dropped ones, that are in it, or of what is new. */
static uint64_t
newest_added(const struct xb_writer *writer, const bool *dropped)
{
	const struct xb_manifest *now = &writer->index->now->manifest;
	uint64_t newest = 0;

	if (!dropped)
		return next_generation(writer);
	for (size_t i = 0; i < now->nsegments; i++)
		if (dropped[i] && now->segments[i].newest > newest)
			newest = now->segments[i].newest;
	return newest;
}

xabar_status
xb_writer_publish_without(struct xb_writer *writer, const bool *dropped, struct xb_str ledger, xabar_error *err)
{
	const size_t nsegments = writer->index->now->manifest.nsegments;
	struct xb_change change = { .dead = writer->dead, .earlier = writer->earlier, .dropped = dropped,
	                            .weighting = &writer->weighting, .ledger = ledger };
	__typeof__(*change.added) added = { 0 };
	struct xb_built built;
	xabar_status status = writer->sample.n ? end_sample(writer, err) : XABAR_OK;

	for (size_t i = 0; i < nsegments; i++) {
		xb_docset_sort(&writer->dead[i]);
		xb_docset_sort(&writer->earlier[i]);
	}
	if (status == XABAR_OK && xb_builder_documents(writer->builder))
		status = list_earlier(writer, err);
	if (status == XABAR_OK && xb_builder_documents(writer->builder)) {
		xb_docset_sort(&writer->segment_dead);
		status = xb_builder_finish(&built, writer->builder, err);
		added.path = built.path;
		added.documents = built.documents;
		added.newest = newest_added(writer, dropped);
		added.first = built.first;
		added.last = built.last;
		added.dead = writer->segment_dead;
		added.earlier = writer->segment_earlier;
		change.added = &added;
		change.nadded = added.documents > added.dead.n || added.earlier.n;
	}
	/* The index closes what the reader's tombstones are borrowed from. */
	xb_reader_free(writer->reader);
	writer->reader = NULL;
	if (status == XABAR_OK)
		status = xb_index_publish(writer->index, &change, err);
	release_dead(writer, nsegments);
	forget_segment(writer);
	if (status != XABAR_OK)
		return status;
	xb_builder_clear(writer->builder);
	return open_reader(writer, err);
}

xabar_status
xb_writer_publish(struct xb_writer *writer, struct xb_str ledger, xabar_error *err)
{
	if (!xb_writer_pending(writer) && !ledger.ptr)
		return XABAR_OK;
	return xb_writer_publish_without(writer, NULL, ledger, err);
}
