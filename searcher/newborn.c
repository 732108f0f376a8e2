/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "newborn.h"

#include <stdlib.h>

#include "birth.h"
#include "schema.h"
#include "source.h"

struct newborn_document {
	uint32_t local;
	uint64_t generation;
};

struct xb_newborn_segment {
	struct newborn_document *documents; /* in the order of their numbers */
	size_t n, cap;
};

/* ---- Reading ---- */

struct reading {
	struct xb_newborn_segment *segment;
	uint64_t since;
};

static xabar_status
note_birth(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	struct reading *reading = ctx;
	struct xb_newborn_segment *segment = reading->segment;
	struct xb_birth birth;

	xb_birth_decode(&birth, value);
	if (birth.generation <= reading->since)
		return XABAR_OK;
	if (segment->n == segment->cap) {
		const size_t cap = segment->cap ? 2 * segment->cap : 256;
		struct newborn_document *grown = reallocarray(segment->documents, cap, sizeof(*grown));

		if (!grown)
			return xb_fail_nomem(err);
		segment->documents = grown;
		segment->cap = cap;
	}
	segment->documents[segment->n++] = (struct newborn_document){ local, birth.generation };
	return XABAR_OK;
}

xabar_status
xb_newborn_read(struct xb_newborn *out, const struct xb_manifest *manifest, struct xb_reader *reader, uint64_t since,
                xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*out = (struct xb_newborn){ calloc(manifest->nsegments + 1, sizeof(*out->segments)), manifest->nsegments };
	if (!out->segments)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < manifest->nsegments && status == XABAR_OK; i++) {
		struct reading reading = { &out->segments[i], since };

		if (manifest->segments[i].newest > since)
			status = xb_reader_each_value(reader, (uint32_t)i, XB_SLOT_GENERATION, note_birth, &reading, err);
	}
	if (status != XABAR_OK)
		xb_newborn_release(out);
	return status;
}

void
xb_newborn_release(struct xb_newborn *newborn)
{
	for (size_t i = 0; newborn->segments && i < newborn->nsegments; i++)
		free(newborn->segments[i].documents);
	free(newborn->segments);
	*newborn = (struct xb_newborn){ NULL, 0 };
}

uint64_t
xb_newborn_count(const struct xb_newborn *newborn, uint64_t since)
{
	uint64_t count = 0;

	for (size_t i = 0; i < newborn->nsegments; i++)
		for (size_t k = 0; k < newborn->segments[i].n; k++)
			count += newborn->segments[i].documents[k].generation > since;
	return count;
}

/* ---- As a source ---- */

struct since {
	const struct xb_newborn *newborn;
	uint64_t generation;
};

struct walk {
	const struct xb_newborn_segment *segment;
	uint64_t since;
	size_t at; /* seeks go forward */
};

static xabar_status
open_walk(void **out, double *most, const void *of, uint32_t segment, xabar_error *err)
{
	const struct since *since = of;
	const struct walk walk = { &since->newborn->segments[segment], since->generation, 0 };

	return xb_source_walk(out, most, &walk, sizeof(walk), err);
}

static xabar_status
seek(uint32_t *docid, double *weight, void *ctx, uint32_t from, double at_least, xabar_error *err)
{
	struct walk *walk = ctx;
	const struct newborn_document *documents = walk->segment->documents;
	const size_t n = walk->segment->n;

	(void)at_least;
	(void)err;
	while (walk->at < n && (documents[walk->at].local < from || documents[walk->at].generation <= walk->since))
		walk->at++;
	*docid = walk->at < n ? documents[walk->at].local : 0;
	*weight = 0;
	return XABAR_OK;
}

static const struct xb_source_class since_class = { open_walk, seek, free, NULL };

xabar_status
xb_newborn_match(struct xb_matches *out, const struct xb_newborn *newborn, uint64_t since, struct xb_reader *reader,
                 const struct xb_node *query, struct xb_arena *arena, xabar_error *err)
{
	const struct since of = { newborn, since };
	const uint64_t count = xb_newborn_count(newborn, since);
	struct xb_source source = { .kind = &since_class, .of = &of };
	const struct xb_node born = { .op = XB_OP_SOURCE, .source = &source };
	/* Those of one date come in the order of their numbers, not of their weights. */
	const struct xb_node unweighed = { .op = XB_OP_SCALE, .factor = 0, .children = &query, .nchildren = 1 };
	const struct xb_node *const both[] = { &unweighed, &born };
	const struct xb_node within = { .op = XB_OP_FILTER, .children = both, .nchildren = 2 };
	const struct xb_match_request request = { .query = &within, .limit = (uint32_t)count, .order = XB_ORDER_OLDEST,
	                                          .date_slot = XB_SLOT_DATE };
	uint64_t documents;
	xabar_status status = xb_reader_documents(&documents, reader, xb_str(""), err);

	*out = (struct xb_matches){ .nhits = 0 };
	if (status != XABAR_OK || !count)
		return status;
	source.share = (double)count / (double)documents;
	return xb_match(out, reader, &request, arena, err);
}
