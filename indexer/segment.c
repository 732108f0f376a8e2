/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "segment.h"

#include <stdlib.h>
#include <sys/random.h>

#include "analysis.h"
#include "file.h"
#include "glass/glass_probe.h"
#include "glass/glass_writer.h"
#include "lexicon_writer.h"
#include "store.h"

/* The bulk writer is not faster with more than this (64 to 512 MB over 420 MB of text). Half of --memory is left to all else. */
#define BULK_FACTOR 2
#define BULK_USEFUL ((size_t)128 << 20)

/* What libxapian's inverter takes of memory for a byte of postings handed to it, at most: with --memory 16M a run over
 * reuters-1987 took 21 MB in all, with 64M 41 MB. It is no faster with more than the latter: 12.5 to 14.8 s, 14.3 to 16.7 s
 * with 512M. */
#define INVERTER_FACTOR 4
#define INVERTER_USEFUL ((size_t)64 << 20)

/* For libxapian, documents wait for their store block to be complete: its first one carries it. */
#define PENDING_BYTES_MAX ((size_t)4 << 30)

/* What libxapian's writer needs beside the database. */
struct loose {
	char *path; /* where it writes before compacting */
	struct xb_database *db;
	struct xb_arena arena; /* of the pending documents */
	struct xb_document pending[XB_STORE_BLOCK_DISPATCHES];
	size_t memory, unwritten; /* bytes */
};

struct xb_segment {
	enum xb_segment_writer writer;
	char *path;
	struct xb_glass *glass; /* BULK */
	struct loose loose;     /* XAPIAN */
	struct xb_lexicon_writer *lexicon;
	struct xb_store_block block;
	struct xb_buf datum;
	uint32_t documents;
	bool finished;
};

/* ---- Which writer ---- */

bool
xb_segment_writer_find(enum xb_segment_writer *out, const char *name)
{
	static const char *const names[] = {
		[XB_SEGMENT_AUTO] = "auto", [XB_SEGMENT_BULK] = "bulk", [XB_SEGMENT_XAPIAN] = "xapian",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name, names[i]) == 0) {
			*out = (enum xb_segment_writer)i;
			return true;
		}
	return false;
}

xabar_status
xb_segment_writer_settle(enum xb_segment_writer *writer, const char *scratch, xabar_error *err)
{
	xabar_status status;
	bool known;

	if (*writer == XB_SEGMENT_XAPIAN)
		return XABAR_OK;
	status = xb_glass_probe(&known, scratch, err);
	if (status != XABAR_OK)
		return status;
	if (*writer == XB_SEGMENT_AUTO)
		*writer = known ? XB_SEGMENT_BULK : XB_SEGMENT_XAPIAN;
	if (known || *writer == XB_SEGMENT_XAPIAN)
		return XABAR_OK;
	xb_fail(err, XABAR_EVERSION, "libxapian %s has another format than the bulk writer", xb_xapian_version());
	return xb_hint(err, XABAR_EVERSION, "--writer=xapian has libxapian write");
}

/* ---- Beginning ---- */

static xabar_status
new_bulk(struct xb_segment *segment, size_t memory, xabar_error *err)
{
	unsigned char uuid[XB_GLASS_UUID];

	memory = memory / BULK_FACTOR < BULK_USEFUL ? memory / BULK_FACTOR : BULK_USEFUL;
	/* At random: tombstones are told by it, also where indexes of the same dispatches are read together. */
	if (getrandom(uuid, sizeof(uuid), 0) != (ssize_t)sizeof(uuid))
		return xb_fail_errno(err, "no random bytes");
	return xb_glass_new(&segment->glass, segment->path, memory, uuid, err);
}

static xabar_status
new_loose(struct xb_segment *segment, size_t memory, xabar_error *err)
{
	struct loose *loose = &segment->loose;

	loose->memory = memory < INVERTER_USEFUL ? memory : INVERTER_USEFUL;
	loose->path = xb_path("%.*s.loose.tmp", (int)(strlen(segment->path) - strlen(".tmp")), segment->path);
	return loose->path ? xb_database_new(&loose->db, loose->path, err) : xb_fail_nomem(err);
}

xabar_status
xb_segment_new(struct xb_segment **out, const char *path, size_t memory, enum xb_segment_writer writer, xabar_error *err)
{
	struct xb_segment *segment = calloc(1, sizeof(*segment));
	xabar_status status;

	*out = NULL;
	if (!segment)
		return xb_fail_nomem(err);
	segment->writer = writer;
	segment->path = strdup(path);
	xb_arena_init(&segment->loose.arena, PENDING_BYTES_MAX);
	xb_store_block_init(&segment->block);
	xb_buf_init(&segment->datum, PENDING_BYTES_MAX);
	if (!segment->path)
		status = xb_fail_nomem(err);
	else
		status = xb_lexicon_writer_new(&segment->lexicon, err);
	if (status == XABAR_OK)
		status = writer == XB_SEGMENT_BULK ? new_bulk(segment, memory, err) : new_loose(segment, memory, err);
	if (status == XABAR_OK)
		*out = segment;
	else
		xb_segment_free(segment);
	return status;
}

/* ---- Adding ---- */

static const uint32_t *
copy_positions(struct xb_arena *arena, const struct xb_posting *posting)
{
	const size_t size = posting->npositions * sizeof(*posting->positions);
	uint32_t *copy = xb_arena_alloc(arena, size);

	if (copy && size)
		memcpy(copy, posting->positions, size);
	return copy;
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
		postings[i].positions = copy_positions(arena, &postings[i]);
		ok = postings[i].term.ptr && postings[i].positions;
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
write_loose(struct xb_segment *segment, xabar_error *err)
{
	struct loose *loose = &segment->loose;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < segment->block.n && status == XABAR_OK; i++) {
		status = xb_store_datum(&segment->datum, &segment->block, i, err);
		loose->pending[i].datum = xb_buf_view(&segment->datum);
		if (status == XABAR_OK)
			status = xb_database_add(loose->db, &loose->pending[i], err);
	}
	loose->unwritten += loose->arena.used;
	if (status == XABAR_OK && loose->unwritten > loose->memory / INVERTER_FACTOR) {
		status = xb_database_commit(loose->db, err);
		loose->unwritten = 0;
	}
	xb_arena_clear(&loose->arena);
	return status;
}

/* The documents are in already: give their data. */
static xabar_status
write_data(struct xb_segment *segment, xabar_error *err)
{
	const uint32_t first = segment->documents - (uint32_t)segment->block.n + 1;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < segment->block.n && status == XABAR_OK; i++) {
		status = xb_store_datum(&segment->datum, &segment->block, i, err);
		if (status == XABAR_OK)
			status = xb_glass_add_datum(segment->glass, first + (uint32_t)i, xb_buf_view(&segment->datum), err);
	}
	return status;
}

/* Write what waited for the store block to be complete. */
static xabar_status
close_block(struct xb_segment *segment, xabar_error *err)
{
	xabar_status status = segment->glass ? write_data(segment, err) : write_loose(segment, err);

	xb_store_block_clear(&segment->block);
	return status;
}

/* Let the store keep a dispatch. */
static xabar_status
store(size_t *place, struct xb_segment *segment, struct xb_str encoded, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (segment->block.n && xb_store_block_full(&segment->block, encoded.len))
		status = close_block(segment, err);
	return status == XABAR_OK ? xb_store_block_add(&segment->block, encoded, place, err) : status;
}

xabar_status
xb_segment_add(uint32_t *docid, struct xb_segment *segment, const struct xb_document *document, struct xb_str encoded,
               xabar_error *err)
{
	struct loose *loose = &segment->loose;
	size_t place;
	xabar_status status = store(&place, segment, encoded, err);

	if (status == XABAR_OK)
		status = xb_lexicon_writer_add(segment->lexicon, document, err);
	if (status != XABAR_OK)
		return status;
	if (segment->glass)
		status = xb_glass_add(segment->glass, document, err);
	else if (!copy_document(&loose->pending[place], &loose->arena, document))
		status = xb_fail_nomem(err);
	if (status == XABAR_OK)
		*docid = ++segment->documents;
	return status;
}

/* ---- Merging ---- */

struct xb_glass *
xb_segment_glass(struct xb_segment *segment)
{
	return segment->glass;
}

struct xb_lexicon_writer *
xb_segment_lexicon(struct xb_segment *segment)
{
	return segment->lexicon;
}

xabar_status
xb_segment_store(struct xb_segment *segment, struct xb_str encoded, xabar_error *err)
{
	size_t place;
	xabar_status status = store(&place, segment, encoded, err);

	segment->documents += status == XABAR_OK;
	return status;
}

xabar_status
xb_segment_store_block(struct xb_segment *segment, struct xb_str leader, size_t n, xabar_error *err)
{
	xabar_status status = close_block(segment, err);

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		struct xb_str datum = leader;

		if (i) {
			xb_buf_clear(&segment->datum);
			xb_buf_add_varint(&segment->datum, i);
			datum = xb_buf_view(&segment->datum);
			status = xb_buf_status(&segment->datum, err);
		}
		if (status == XABAR_OK)
			status = xb_glass_add_datum(segment->glass, ++segment->documents, datum, err);
	}
	return status;
}

uint32_t
xb_segment_documents(const struct xb_segment *segment)
{
	return segment->documents;
}

/* ---- Finishing ---- */

/* A piece of metadata, for whichever writer. */
static xabar_status
put_metadata(void *ctx, struct xb_str key, struct xb_str value, xabar_error *err)
{
	struct xb_segment *segment = ctx;

	return segment->glass ? xb_glass_set_metadata(segment->glass, key, value, err)
	                      : xb_database_set_metadata(segment->loose.db, key, value, err);
}

static xabar_status
finish_loose(struct xb_segment *segment, xabar_error *err)
{
	struct loose *loose = &segment->loose;
	xabar_status status = xb_database_commit(loose->db, err);

	xb_database_free(loose->db);
	loose->db = NULL;
	/* B-trees grown by updates are half empty; compacting makes them 0.56 of the size, in a fortieth of the
	 * time (reuters-1987). */
	if (status == XABAR_OK)
		status = xb_database_compact(loose->path, segment->path, err);
	(void)xb_remove(loose->path, NULL);
	return status;
}

xabar_status
xb_segment_finish(struct xb_segment *segment, xabar_error *err)
{
	xabar_status status = close_block(segment, err);

	if (status == XABAR_OK)
		status = xb_lexicon_writer_write(segment->lexicon, put_metadata, segment, err);
	if (status == XABAR_OK)
		status = put_metadata(segment, xb_str(XB_ANALYSIS_METADATA), xb_str(XB_ANALYSIS_VERSION), err);
	if (status == XABAR_OK)
		status = segment->glass ? xb_glass_finish(segment->glass, err) : finish_loose(segment, err);
	segment->finished = status == XABAR_OK;
	return status;
}

void
xb_segment_free(struct xb_segment *segment)
{
	if (!segment)
		return;
	xb_lexicon_writer_free(segment->lexicon);
	xb_glass_free(segment->glass);
	xb_database_free(segment->loose.db);
	if (segment->loose.path)
		(void)xb_remove(segment->loose.path, NULL);
	if (segment->path && !segment->finished)
		(void)xb_remove(segment->path, NULL);
	xb_buf_release(&segment->datum);
	xb_store_block_release(&segment->block);
	xb_arena_release(&segment->loose.arena);
	free(segment->loose.path);
	free(segment->path);
	free(segment);
}
