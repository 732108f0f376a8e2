/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_lists.h"

#include "glass_chunks.h"

/* What is being written. */
struct lists {
	struct xb_glass_merge *merge;
	struct xb_glass_targets to;
	struct xb_glass_chunks chunks;
	struct xb_glass_value_chunks values;
	unsigned char key[XB_GLASS_KEY_MAX + 2 * XB_GLASS_SLACK]; /* of positions */
	size_t key_len;                                           /* of the term in it, NUL included */
};

/* Bytes of a list; the number of the last document. */
typedef uint32_t (*take_fn)(struct lists *lists, struct xb_str span, uint32_t docid);

static uint32_t
take_values(struct lists *lists, struct xb_str span, uint32_t docid)
{
	const unsigned char *p = (const unsigned char *)span.ptr, *end = p + span.len;
	uint64_t step, len;

	for (; p < end; p += len) {
		p = xb_glass_get_uint(p, &step);
		p = xb_glass_get_uint(p, &len);
		docid += (uint32_t)step;
		xb_glass_value_chunks_add(&lists->values, docid, xb_strn((const char *)p, len));
	}
	return docid;
}

static uint32_t
take_lengths(struct lists *lists, struct xb_str span, uint32_t docid)
{
	const unsigned char *p = (const unsigned char *)span.ptr, *end = p + span.len;
	uint64_t step, length;

	while (p < end) {
		p = xb_glass_get_uint(p, &step);
		p = xb_glass_get_uint(p, &length);
		docid += (uint32_t)step;
		xb_glass_chunks_add(&lists->chunks, docid, (uint32_t)length);
	}
	return docid;
}

static inline void
add_posting(struct lists *lists, uint32_t docid, uint32_t wdf)
{
	if (!lists->to.postlist)
		return;
	xb_glass_chunks_add(&lists->chunks, docid, wdf);
	xb_glass_maxima_add(lists->to.maxima, docid, wdf);
}

static inline void
add_positions(struct lists *lists, uint32_t docid, const unsigned char *tag, size_t len)
{
	unsigned char *end;

	if (!lists->to.position)
		return;
	end = xb_glass_put_sortable(lists->key + lists->key_len, docid);
	xb_glass_table_add(lists->to.position, lists->key, (size_t)(end - lists->key), tag, len);
}

static uint32_t
take_postings(struct lists *lists, struct xb_str span, uint32_t docid)
{
	const unsigned char *p = (const unsigned char *)span.ptr, *end = p + span.len;

	while (p < end) {
		uint64_t step, wdf, value;
		const unsigned char *positions;

		p = xb_glass_get_uint(p, &step);
		p = xb_glass_get_uint(p, &wdf);
		docid += (uint32_t)(step >> 2);
		add_posting(lists, docid, (uint32_t)wdf);
		if ((step & 3) == XB_GLASS_BARE)
			continue;
		positions = p;
		p = xb_glass_get_uint(p, &value);
		if ((step & 3) == XB_GLASS_MANY) {
			positions = p;
			p += value;
		}
		add_positions(lists, docid, positions, (size_t)(p - positions));
	}
	return docid;
}

/* A list. */
typedef xabar_status (*write_fn)(struct lists *lists, xabar_error *err);

static xabar_status
take_spans(struct lists *lists, take_fn take, xabar_error *err)
{
	uint32_t docid = 0;
	struct xb_str span;
	xabar_status status;
	bool anew;

	while ((status = xb_glass_merge_span(lists->merge, &span, &anew, err)) == XABAR_OK && span.len)
		docid = take(lists, span, anew ? 0 : docid);
	return status;
}

static xabar_status
write_values(struct lists *lists, xabar_error *err)
{
	xabar_status status;

	lists->values.slot = lists->merge->entry.key;
	status = take_spans(lists, take_values, err);
	xb_glass_value_chunks_flush(&lists->values);
	return status == XABAR_OK ? xb_buf_status(&lists->values.bytes, err) : status;
}

static xabar_status
write_lengths(struct lists *lists, xabar_error *err)
{
	xabar_status status;

	xb_glass_chunks_begin_lengths(&lists->chunks, lists->to.postlist);
	status = take_spans(lists, take_lengths, err);
	if (lists->chunks.used)
		xb_glass_chunks_flush(&lists->chunks, true);
	return status;
}

static xabar_status
write_term(struct lists *lists, xabar_error *err)
{
	const struct xb_glass_entry *entry = &lists->merge->entry;
	xabar_status status;

	xb_glass_chunks_begin_term(&lists->chunks, lists->to.postlist, entry->key, entry->documents, entry->occurrences);
	lists->key_len = lists->chunks.later_len;
	memcpy(lists->key, lists->chunks.key, lists->key_len);
	if (lists->to.postlist)
		xb_glass_maxima_begin(lists->to.maxima, entry->key);
	status = take_spans(lists, take_postings, err);
	if (!lists->to.postlist)
		return status;
	xb_glass_chunks_flush(&lists->chunks, true);
	xb_glass_maxima_end(lists->to.maxima);
	return status;
}

/* Nothing of the list is in the position table. */
static uint32_t
take_nothing(struct lists *lists, struct xb_str span, uint32_t docid)
{
	(void)lists, (void)span;
	return docid;
}

static xabar_status
pass_over(struct lists *lists, xabar_error *err)
{
	return take_spans(lists, take_nothing, err);
}

xabar_status
xb_glass_lists_write(struct xb_glass_merge *merge, const struct xb_glass_targets *targets, xabar_error *err)
{
	static const write_fn all[] = {
		[XB_GLASS_VALUES] = write_values, [XB_GLASS_LENGTHS] = write_lengths, [XB_GLASS_TERM] = write_term,
	};
	static const write_fn terms[] = {
		[XB_GLASS_VALUES] = pass_over, [XB_GLASS_LENGTHS] = pass_over, [XB_GLASS_TERM] = write_term,
	};
	const write_fn *write = targets->postlist ? all : terms;
	struct lists lists = { .merge = merge, .to = *targets, .values.table = targets->postlist };
	xabar_status status;

	xb_buf_init(&lists.values.bytes, SIZE_MAX);
	while ((status = xb_glass_merge_next(merge, err)) == XABAR_OK && merge->entry.kind != XB_GLASS_END) {
		status = write[merge->entry.kind](&lists, err);
		if (status != XABAR_OK)
			break;
	}
	xb_buf_release(&lists.values.bytes);
	return status;
}
