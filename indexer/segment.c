/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "segment.h"

#include <stdlib.h>
#include <sys/random.h>

#include "analysis.h"
#include "file.h"
#include "glass/glass_probe.h"
#include "glass/glass_writer.h"
#include "lexicon_writer.h"

/* The bulk writer is not faster with more than this (64 to 512 MB over 420 MB of text), and makes too many runs with less. */
#define BULK_USEFUL ((size_t)128 << 20)
#define BULK_LEAST ((size_t)4 << 20)

/* What libxapian's inverter takes of memory for a byte of postings handed to it, at most: with 16 MB a run over
 * reuters-1987 took 21 MB in all, with 64 MB 41. It is no faster with more than the latter: 12.5 to 14.8 s, 14.3 to 16.7 s
 * with 512 MB. */
#define INVERTER_FACTOR 4
#define INVERTER_USEFUL ((size_t)64 << 20)

/* What libxapian's writer needs beside the database. */
struct loose {
	char *path; /* where it writes before compacting */
	struct xb_database *db;
	size_t unwritten; /* bytes */
};

struct xb_segment {
	enum xb_segment_writer writer;
	char *path;
	size_t memory;
	struct xb_glass *glass; /* BULK */
	struct loose loose;     /* XAPIAN */
	struct xb_lexicon_writer *lexicon;
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

/* What is left of the memory, as far as the writer has use for it. */
static size_t
room_for(const struct xb_segment *segment, size_t beside)
{
	const size_t useful = segment->writer == XB_SEGMENT_BULK ? BULK_USEFUL : INVERTER_USEFUL;
	const size_t taken = beside + xb_segment_kept(segment) + BULK_LEAST;
	const size_t left = taken < segment->memory ? segment->memory - taken + BULK_LEAST : BULK_LEAST;

	return left < useful ? left : useful;
}

static xabar_status
new_bulk(struct xb_segment *segment, xabar_error *err)
{
	unsigned char uuid[XB_GLASS_UUID];

	/* At random: tombstones are told by it, also where indexes of the same dispatches are read together. */
	if (getrandom(uuid, sizeof(uuid), 0) != (ssize_t)sizeof(uuid))
		return xb_fail_errno(err, "no random bytes");
	return xb_glass_new(&segment->glass, segment->path, room_for(segment, 0), uuid, err);
}

static xabar_status
new_loose(struct xb_segment *segment, xabar_error *err)
{
	struct loose *loose = &segment->loose;

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
	segment->memory = memory;
	segment->path = strdup(path);
	if (!segment->path)
		status = xb_fail_nomem(err);
	else
		status = xb_lexicon_writer_new(&segment->lexicon, err);
	if (status == XABAR_OK)
		status = writer == XB_SEGMENT_BULK ? new_bulk(segment, err) : new_loose(segment, err);
	if (status == XABAR_OK)
		*out = segment;
	else
		xb_segment_free(segment);
	return status;
}

/* ---- Adding ---- */

static size_t
bytes_of(const struct xb_document *document)
{
	size_t bytes = document->npostings * sizeof(*document->postings);

	for (size_t i = 0; i < document->npostings; i++)
		bytes += document->postings[i].term.len + document->postings[i].npositions * sizeof(uint32_t);
	return bytes;
}

static xabar_status
add_loose(struct xb_segment *segment, const struct xb_document *document, size_t memory, xabar_error *err)
{
	struct loose *loose = &segment->loose;
	xabar_status status = xb_database_add(loose->db, document, err);

	loose->unwritten += bytes_of(document);
	if (status != XABAR_OK || loose->unwritten <= memory / INVERTER_FACTOR)
		return status;
	loose->unwritten = 0;
	return xb_database_commit(loose->db, err);
}

xabar_status
xb_segment_add(struct xb_segment *segment, const struct xb_document *document, size_t beside, xabar_error *err)
{
	const size_t memory = room_for(segment, beside);
	xabar_status status = xb_lexicon_writer_add(segment->lexicon, document, err);

	if (status != XABAR_OK || !segment->glass)
		return status == XABAR_OK ? add_loose(segment, document, memory, err) : status;
	xb_glass_bound(segment->glass, memory);
	return xb_glass_add(segment->glass, document, err);
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

size_t
xb_segment_kept(const struct xb_segment *segment)
{
	return xb_lexicon_writer_bytes(segment->lexicon);
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
xb_segment_finish(struct xb_segment *segment, unsigned jobs, xabar_error *err)
{
	xabar_status status = xb_lexicon_writer_write(segment->lexicon, put_metadata, segment, err);

	if (status == XABAR_OK)
		status = put_metadata(segment, xb_str(XB_ANALYSIS_METADATA), xb_str(XB_ANALYSIS_VERSION), err);
	if (status == XABAR_OK)
		status = put_metadata(segment, xb_str(XB_VALUES_METADATA), xb_str(XB_VALUES_VERSION), err);
	if (status == XABAR_OK)
		status = segment->glass ? xb_glass_finish(segment->glass, jobs, err) : finish_loose(segment, err);
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
	free(segment->loose.path);
	free(segment->path);
	free(segment);
}
