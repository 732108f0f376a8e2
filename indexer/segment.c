/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "segment.h"

#include <stdlib.h>

#include "file.h"
#include "lexicon_writer.h"
#include "store.h"

/* What libxapian's inverter takes of memory for a byte of postings handed to it, at most: with --memory 16M a run over
 * reuters-1987 took 21 MB in all, with 64M 41 MB. It is no faster with more than the latter: 12.5 to 14.8 s, 14.3 to 16.7 s
 * with 512M. */
#define INVERTER_FACTOR 4
#define MEMORY_USEFUL ((size_t)64 << 20)

/* Documents wait for their store block to be complete: its first one carries it. */
#define PENDING_BYTES_MAX ((size_t)4 << 30)

struct xb_segment {
	char *path;
	char *loose; /* where libxapian writes before compacting */
	struct xb_database *db;
	struct xb_lexicon_writer *lexicon;
	struct xb_arena arena; /* of the pending documents */
	struct xb_document pending[XB_STORE_BLOCK_DISPATCHES];
	size_t npending;
	struct xb_store_block block;
	struct xb_buf datum;
	size_t memory, unwritten; /* bytes */
	uint32_t documents;
	bool finished;
};

xabar_status
xb_segment_new(struct xb_segment **out, const char *path, size_t memory, xabar_error *err)
{
	struct xb_segment *segment = calloc(1, sizeof(*segment));
	xabar_status status = XABAR_OK;

	*out = NULL;
	if (!segment)
		return xb_fail_nomem(err);
	segment->path = strdup(path);
	segment->loose = xb_path("%.*s.loose.tmp", (int)(strlen(path) - strlen(".tmp")), path);
	segment->memory = memory < MEMORY_USEFUL ? memory : MEMORY_USEFUL;
	xb_arena_init(&segment->arena, PENDING_BYTES_MAX);
	xb_store_block_init(&segment->block);
	xb_buf_init(&segment->datum, PENDING_BYTES_MAX);
	if (!segment->path || !segment->loose)
		status = xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = xb_lexicon_writer_new(&segment->lexicon, err);
	if (status == XABAR_OK)
		status = xb_database_new(&segment->db, segment->loose, err);
	if (status == XABAR_OK)
		*out = segment;
	else
		xb_segment_free(segment);
	return status;
}

/* A copy of the document in the segment's arena. */
static bool
copy_document(struct xb_document *out, struct xb_arena *arena, const struct xb_document *document)
{
	struct xb_posting *postings = xb_arena_alloc(arena, document->npostings * sizeof(*postings));
	struct xb_value *values = xb_arena_alloc(arena, document->nvalues * sizeof(*values));
	bool ok = postings && values;

	for (size_t i = 0; i < document->npostings && ok; i++) {
		postings[i] = document->postings[i];
		postings[i].term = xb_arena_str(arena, postings[i].term);
		ok = postings[i].term.ptr;
	}
	for (size_t i = 0; i < document->nvalues && ok; i++) {
		values[i] = document->values[i];
		values[i].bytes = xb_arena_str(arena, values[i].bytes);
		ok = values[i].bytes.ptr;
	}
	*out = (struct xb_document){ postings, document->npostings, values, document->nvalues, { "", 0 } };
	return ok;
}

/* Give the pending documents to libxapian, the first with the block, the others with their way to it. */
static xabar_status
write_pending(struct xb_segment *segment, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < segment->npending && status == XABAR_OK; i++) {
		status = xb_store_datum(&segment->datum, &segment->block, i, err);
		segment->pending[i].datum = xb_buf_view(&segment->datum);
		if (status == XABAR_OK)
			status = xb_database_add(segment->db, &segment->pending[i], err);
	}
	segment->unwritten += segment->arena.used;
	if (status == XABAR_OK && segment->unwritten > segment->memory / INVERTER_FACTOR) {
		status = xb_database_commit(segment->db, err);
		segment->unwritten = 0;
	}
	segment->npending = 0;
	xb_store_block_clear(&segment->block);
	xb_arena_clear(&segment->arena);
	return status;
}

xabar_status
xb_segment_add(uint32_t *docid, struct xb_segment *segment, const struct xb_document *document, struct xb_str encoded,
               xabar_error *err)
{
	xabar_status status = XABAR_OK;
	size_t place;

	if (segment->npending && xb_store_block_full(&segment->block, encoded.len))
		status = write_pending(segment, err);
	if (status == XABAR_OK)
		status = xb_store_block_add(&segment->block, encoded, &place, err);
	if (status == XABAR_OK && !copy_document(&segment->pending[segment->npending], &segment->arena, document))
		status = xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = xb_lexicon_writer_add(segment->lexicon, document, err);
	if (status != XABAR_OK)
		return status;
	segment->npending++;
	*docid = ++segment->documents;
	return XABAR_OK;
}

uint32_t
xb_segment_documents(const struct xb_segment *segment)
{
	return segment->documents;
}

xabar_status
xb_segment_finish(struct xb_segment *segment, xabar_error *err)
{
	xabar_status status = write_pending(segment, err);

	if (status == XABAR_OK)
		status = xb_lexicon_writer_write(segment->lexicon, segment->db, err);
	if (status == XABAR_OK)
		status = xb_database_commit(segment->db, err);
	xb_database_free(segment->db);
	segment->db = NULL;
	/* B-trees grown by updates are half empty; compacting makes them 0.56 of the size, in a fortieth of the
	 * time (reuters-1987). */
	if (status == XABAR_OK)
		status = xb_database_compact(segment->loose, segment->path, err);
	(void)xb_remove(segment->loose, NULL);
	segment->finished = status == XABAR_OK;
	return status;
}

void
xb_segment_free(struct xb_segment *segment)
{
	if (!segment)
		return;
	xb_database_free(segment->db);
	xb_lexicon_writer_free(segment->lexicon);
	if (segment->loose)
		(void)xb_remove(segment->loose, NULL);
	if (segment->path && !segment->finished)
		(void)xb_remove(segment->path, NULL);
	xb_buf_release(&segment->datum);
	xb_store_block_release(&segment->block);
	xb_arena_release(&segment->arena);
	free(segment->loose);
	free(segment->path);
	free(segment);
}
