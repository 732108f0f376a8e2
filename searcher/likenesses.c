/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "likenesses.h"

#include <stdlib.h>

#include "schema.h"

/* All are read when so many times those that were looked up are more than all documents, of which there are not too many to keep
 * 72 bytes of each. */
#define LOOK_UP_COST 20
#define KEPT_MOST ((uint64_t)1 << 21)

#define ELEMENTS ((size_t)UINT16_MAX + 1)

#define VALUES_MAX ((size_t)1 << 30)

/* Of the documents of a segment, dead ones too. */
struct xb_likeness_column {
	struct xb_likeness *values; /* by number of the document, from 1 on */
	uint32_t n, cap;            /* those behind have none */
	uint32_t *ends;             /* of the documents that have an element, in `having` */
	uint32_t *having;
};

xabar_status
xb_likeness_read(struct xb_likeness *out, struct xb_str value, xabar_error *err)
{
	if (xb_likeness_decode(out, value) || !value.len)
		return XABAR_OK;
	return xb_fail(err, XABAR_ECORRUPT, "the fingerprint of a dispatch has %zu bytes", value.len);
}

/* ---- Of all documents ---- */

static xabar_status
keep(void *ctx, uint32_t local, struct xb_str value, xabar_error *err)
{
	struct xb_likeness_column *column = ctx;

	if (local > column->cap) {
		const uint32_t cap = local < UINT32_MAX / 2 ? local + local / 2 + 64 : UINT32_MAX;
		struct xb_likeness *grown = reallocarray(column->values, cap, sizeof(*grown));

		if (!grown)
			return xb_fail_nomem(err);
		column->values = grown;
		column->cap = cap;
	}
	while (column->n < local)
		column->values[column->n++] = (struct xb_likeness){ .nsketch = 0 };
	return xb_likeness_read(&column->values[local - 1], value, err);
}

/* Sort the documents by the elements that they have. */
static xabar_status
sort_elements(struct xb_likeness_column *column, xabar_error *err)
{
	uint32_t all = 0;

	column->ends = calloc(ELEMENTS, sizeof(*column->ends));
	column->having = calloc((size_t)column->n * XB_SKETCH_MAX + 1, sizeof(*column->having));
	if (!column->ends || !column->having)
		return xb_fail_nomem(err);
	for (uint32_t i = 0; i < column->n; i++)
		for (size_t k = 0; k < column->values[i].nsketch; k++)
			column->ends[column->values[i].sketch[k]]++;
	for (size_t i = 0; i < ELEMENTS; i++) {
		const uint32_t n = column->ends[i];

		column->ends[i] = all; /* where they begin, until all are there */
		all += n;
	}
	for (uint32_t i = 0; i < column->n; i++)
		for (size_t k = 0; k < column->values[i].nsketch; k++)
			column->having[column->ends[column->values[i].sketch[k]]++] = i + 1;
	return XABAR_OK;
}

static xabar_status
keep_all(struct xb_likenesses *likenesses, struct xb_reader *reader, xabar_error *err)
{
	const uint32_t n = xb_reader_nsegments(reader);
	xabar_status status = XABAR_OK;

	likenesses->segments = calloc((size_t)n + 1, sizeof(*likenesses->segments));
	if (!likenesses->segments)
		return xb_fail_nomem(err);
	likenesses->nsegments = n;
	for (uint32_t i = 0; i < n && status == XABAR_OK; i++) {
		status = xb_reader_each_value(reader, i, XB_SLOT_FINGERPRINT, keep, &likenesses->segments[i], err);
		if (status == XABAR_OK)
			status = sort_elements(&likenesses->segments[i], err);
	}
	if (status != XABAR_OK)
		xb_likenesses_release(likenesses);
	return status;
}

static xabar_status
keep_if_worth(struct xb_likenesses *likenesses, size_t n, struct xb_reader *reader, xabar_error *err)
{
	uint64_t documents;
	xabar_status status = xb_reader_documents(&documents, reader, xb_str(""), err);

	likenesses->looked_up += n;
	if (status != XABAR_OK || documents > KEPT_MOST || likenesses->looked_up * LOOK_UP_COST < documents)
		return status;
	return keep_all(likenesses, reader, err);
}

void
xb_likenesses_release(struct xb_likenesses *likenesses)
{
	for (uint32_t i = 0; i < likenesses->nsegments; i++) {
		free(likenesses->segments[i].values);
		free(likenesses->segments[i].ends);
		free(likenesses->segments[i].having);
	}
	free(likenesses->segments);
	*likenesses = (struct xb_likenesses){ .segments = NULL };
}

bool
xb_likenesses_having(const uint32_t **locals, size_t *n, const struct xb_likenesses *likenesses, uint32_t segment, uint16_t element)
{
	const struct xb_likeness_column *column = likenesses->segments ? &likenesses->segments[segment] : NULL;
	const uint32_t begin = column && element ? column->ends[element - 1] : 0;

	if (!column)
		return false;
	*locals = column->having + begin;
	*n = column->ends[element] - begin;
	return true;
}

/* ---- Of some ---- */

static void
take_kept(struct xb_copy *copies, size_t n, const struct xb_likenesses *likenesses)
{
	for (size_t i = 0; i < n; i++) {
		const struct xb_likeness_column *column =
			&likenesses->segments[xb_reader_segment(likenesses->nsegments, copies[i].docid)];
		const uint32_t local = xb_reader_local(likenesses->nsegments, copies[i].docid);

		copies[i].likeness = local <= column->n ? column->values[local - 1] : (struct xb_likeness){ .nsketch = 0 };
	}
}

/* Those of the documents that are in a segment; `locals` has room for all. */
static xabar_status
look_up(struct xb_copy *copies, size_t n, uint32_t *locals, struct xb_buf *values, struct xb_reader *reader, uint32_t segment,
        xabar_error *err)
{
	const uint32_t nsegments = xb_reader_nsegments(reader);
	struct xb_str cursor, value;
	size_t nlocals = 0;
	xabar_status status;

	for (size_t i = 0; i < n; i++)
		if (xb_reader_segment(nsegments, copies[i].docid) == segment)
			locals[nlocals++] = xb_reader_local(nsegments, copies[i].docid);
	xb_buf_clear(values);
	status = nlocals ? xb_reader_values(values, reader, segment, XB_SLOT_FINGERPRINT, locals, nlocals, err) : XABAR_OK;
	if (status == XABAR_OK)
		status = xb_buf_status(values, err);
	cursor = xb_buf_view(values);
	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		if (xb_reader_segment(nsegments, copies[i].docid) == segment && xb_take_counted(&cursor, &value))
			status = xb_likeness_read(&copies[i].likeness, value, err);
	return status;
}

xabar_status
xb_likenesses_get(struct xb_copy *copies, size_t n, struct xb_likenesses *likenesses, struct xb_reader *reader,
                  struct xb_arena *arena, xabar_error *err)
{
	uint32_t *locals;
	struct xb_buf values;
	xabar_status status = likenesses->segments ? XABAR_OK : keep_if_worth(likenesses, n, reader, err);

	if (status == XABAR_OK && likenesses->segments) {
		take_kept(copies, n, likenesses);
		return XABAR_OK;
	}
	locals = xb_arena_alloc(arena, n * sizeof(*locals));
	if (status == XABAR_OK && !locals)
		status = xb_fail_nomem(err);
	xb_buf_init(&values, VALUES_MAX);
	for (uint32_t i = 0; i < xb_reader_nsegments(reader) && status == XABAR_OK; i++)
		status = look_up(copies, n, locals, &values, reader, i, err);
	xb_buf_release(&values);
	return status;
}
