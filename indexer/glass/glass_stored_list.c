/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_stored_list.h"

#include <stdlib.h>

/* A span is given when it has so many bytes. */
#define SPAN_ENOUGH ((size_t)32 * 1024)

/* Behind a NUL: that is one of the term, which does not end there. */
#define NUL_IN_TERM 0xff

static xabar_status
corrupt(const struct xb_glass_stored *stored, const char *what, xabar_error *err)
{
	return xb_glass_read_corrupt(&stored->postlist, what, err);
}

/* ---- Chunks of a list ---- */

/* Whether the entry of a table has the list's key, and a document behind it. */
static inline bool
of_list(const struct xb_glass_stored *stored, struct xb_str key)
{
	return key.len > stored->key_len && memcmp(key.ptr, stored->key, stored->key_len) == 0 &&
	       (unsigned char)key.ptr[stored->key_len] != NUL_IN_TERM;
}

static inline bool
document_of(uint32_t *docid, const struct xb_glass_stored *stored, struct xb_str key)
{
	return xb_glass_get_sortable((const unsigned char *)key.ptr + stored->key_len, key.len - stored->key_len, docid) &&
	       *docid && *docid <= stored->info.documents;
}

/* Open the chunk at which the postlist table is. */
static xabar_status
open_chunk(struct xb_glass_stored *stored, xabar_error *err)
{
	const bool values = stored->cursor.entry.kind == XB_GLASS_VALUES;
	const unsigned char *p = (const unsigned char *)stored->postlist.tag.ptr, *end = p + stored->postlist.tag.len;
	uint32_t first = 0, distance = 0;
	bool ok = true;

	if (stored->first && !values)
		ok = xb_glass_take_uint(&p, end, &stored->documents) && xb_glass_take_uint(&p, end, &stored->occurrences) &&
		     xb_glass_take_uint(&p, end, &first) && ++first;
	else
		ok = document_of(&first, stored, stored->postlist.key);
	stored->last = !values && p < end && *p == '1';
	if (ok && !values)
		ok = p < end && (*p == '0' || *p == '1') && (p++, xb_glass_take_uint(&p, end, &distance));
	if (!ok || p == end || first <= stored->docid || first > stored->info.documents ||
	    distance > stored->info.documents - first)
		return corrupt(stored, "a list does not begin as one", err);
	stored->p = p;
	stored->end = end;
	stored->docid = first - 1;
	stored->last_docid = values ? stored->info.documents : first + distance;
	stored->at_first = true;
	return XABAR_OK;
}

/* The next posting's document, and what stands behind it: its wdf, its length, or the length of its value. */
static inline bool
take_posting(struct xb_glass_stored *stored, uint32_t *number)
{
	uint32_t step = 0;

	if (!stored->at_first && !xb_glass_take_uint(&stored->p, stored->end, &step))
		return false;
	stored->at_first = false;
	if (step >= stored->last_docid - stored->docid || !xb_glass_take_uint(&stored->p, stored->end, number))
		return false;
	stored->docid += step + 1;
	return true;
}

/* Go on to the list's next chunk, or to the next list: *more tells. */
static xabar_status
close_chunk(bool *more, struct xb_glass_stored *stored, xabar_error *err)
{
	const bool values = stored->cursor.entry.kind == XB_GLASS_VALUES;
	xabar_status status;

	if (!values && stored->docid != stored->last_docid)
		return corrupt(stored, "a list ends elsewhere", err);
	status = xb_glass_read_next(&stored->postlist, err);
	if (status != XABAR_OK)
		return status;
	*more = of_list(stored, stored->postlist.key);
	stored->first = false;
	if (!values && *more == stored->last)
		return corrupt(stored, "a list is not whole", err);
	if (*more)
		return open_chunk(stored, err);
	if (stored->cursor.entry.kind == XB_GLASS_TERM && (stored->documents || stored->occurrences))
		return corrupt(stored, "a term's numbers are others", err);
	stored->p = stored->end = NULL;
	return XABAR_OK;
}

static inline bool
take_term_posting(struct xb_glass_stored *stored, uint32_t *wdf)
{
	if (!take_posting(stored, wdf) || !stored->documents)
		return false;
	stored->documents--;
	stored->occurrences -= *wdf; /* modulo 2^32, as they were added up */
	return true;
}

xabar_status
xb_glass_stored_begin(struct xb_glass_stored *stored, xabar_error *err)
{
	stored->first = true;
	stored->docid = stored->given = stored->at_position = 0;
	return open_chunk(stored, err);
}

xabar_status
xb_glass_stored_count(uint32_t *documents, uint32_t *occurrences, struct xb_glass_stored *stored, xabar_error *err)
{
	xabar_status status = XABAR_OK;
	uint32_t wdf;

	*documents = *occurrences = 0;
	for (bool more = true; more && status == XABAR_OK;) {
		while (stored->p < stored->end) {
			if (!take_term_posting(stored, &wdf))
				return corrupt(stored, "a posting is not whole", err);
			if (!xb_glass_docs_new(&stored->docs, stored->docid))
				continue;
			++*documents;
			*occurrences += wdf;
		}
		status = close_chunk(&more, stored, err);
	}
	return status;
}

/* ---- Lists → spans ---- */

/* Room for `len` bytes at the end of the span. */
static unsigned char *
make_room(struct xb_glass_stored *stored, size_t len)
{
	const size_t need = stored->span_len + len + XB_GLASS_SLACK;

	if (need > stored->span_cap) {
		const size_t cap = need > SPAN_ENOUGH ? 2 * need : 2 * SPAN_ENOUGH;
		unsigned char *grown = realloc(stored->span, cap);

		if (!grown)
			return NULL;
		stored->span = grown;
		stored->span_cap = cap;
	}
	return stored->span + stored->span_len;
}

static xabar_status
give_values(struct xb_glass_stored *stored, xabar_error *err)
{
	while (stored->p < stored->end && stored->span_len < SPAN_ENOUGH) {
		uint32_t len, docid;
		unsigned char *p;

		if (!take_posting(stored, &len) || len > (size_t)(stored->end - stored->p))
			return corrupt(stored, "a value is not whole", err);
		docid = xb_glass_docs_new(&stored->docs, stored->docid);
		if (docid) {
			p = make_room(stored, len + 2 * XB_GLASS_UINT_MAX);
			if (!p)
				return xb_fail_nomem(err);
			p = xb_glass_put_uint(p, docid - stored->given);
			p = xb_glass_put_uint(p, len);
			memcpy(p, stored->p, len);
			stored->span_len = (size_t)(p - stored->span) + len;
			stored->given = docid;
		}
		stored->p += len;
	}
	return XABAR_OK;
}

static xabar_status
give_lengths(struct xb_glass_stored *stored, xabar_error *err)
{
	while (stored->p < stored->end && stored->span_len < SPAN_ENOUGH) {
		uint32_t length, docid;
		unsigned char *p;

		if (!take_posting(stored, &length))
			return corrupt(stored, "a length is not whole", err);
		docid = xb_glass_docs_new(&stored->docs, stored->docid);
		if (!docid)
			continue;
		p = make_room(stored, 2 * XB_GLASS_UINT_MAX);
		if (!p)
			return xb_fail_nomem(err);
		p = xb_glass_put_uint(p, docid - stored->given);
		stored->span_len = (size_t)(xb_glass_put_uint(p, length) - stored->span);
		stored->given = docid;
		stored->totals.documents++;
		xb_glass_totals_join(&stored->totals, &(struct xb_glass_totals){ 0, length, length, length, 0 });
	}
	return XABAR_OK;
}

xabar_status
xb_glass_stored_match(struct xb_glass_stored *stored, xabar_error *err)
{
	stored->at_position = 0;
	if (of_list(stored, stored->position.key) &&
	    (!document_of(&stored->at_position, stored, stored->position.key) || !stored->position.tag.len))
		return xb_glass_read_corrupt(&stored->position, "positions are of no document", err);
	return XABAR_OK;
}

static inline bool
is_one_position(struct xb_str tag)
{
	const unsigned char *p = (const unsigned char *)tag.ptr, *end = p + tag.len;
	uint32_t position;

	return xb_glass_take_uint(&p, end, &position) && p == end;
}

static inline xabar_status
give_posting(struct xb_glass_stored *stored, uint32_t docid, uint32_t wdf, struct xb_str tag, xabar_error *err)
{
	const uint64_t step = (uint64_t)(docid - stored->given) << 2;
	unsigned char *p = make_room(stored, tag.len + 3 * XB_GLASS_UINT_MAX);

	if (!p)
		return xb_fail_nomem(err);
	if (!tag.len) {
		p = xb_glass_put_uint(p, step | XB_GLASS_BARE);
		p = xb_glass_put_uint(p, wdf);
	} else if (is_one_position(tag)) {
		p = xb_glass_put_uint(p, step | XB_GLASS_ONE);
		p = xb_glass_put_uint(p, wdf);
	} else {
		p = xb_glass_put_uint(p, step | XB_GLASS_MANY);
		p = xb_glass_put_uint(p, wdf);
		p = xb_glass_put_uint(p, tag.len);
	}
	xb_glass_copy(p, (const unsigned char *)tag.ptr, tag.len);
	stored->span_len = (size_t)(p - stored->span) + tag.len;
	stored->given = docid;
	if (wdf > stored->totals.wdf_max)
		stored->totals.wdf_max = wdf;
	return XABAR_OK;
}

static xabar_status
give_postings(struct xb_glass_stored *stored, xabar_error *err)
{
	static const char nothing[XB_GLASS_SLACK];
	xabar_status status = XABAR_OK;

	while (stored->p < stored->end && stored->span_len < SPAN_ENOUGH && status == XABAR_OK) {
		uint32_t wdf, docid;
		bool positions;

		if (!take_term_posting(stored, &wdf))
			return corrupt(stored, "a posting is not whole", err);
		if (stored->at_position && stored->at_position < stored->docid)
			return xb_glass_read_corrupt(&stored->position, "positions are of no posting", err);
		positions = stored->at_position == stored->docid;
		docid = xb_glass_docs_new(&stored->docs, stored->docid);
		if (docid)
			status = give_posting(stored, docid, wdf, positions ? stored->position.tag : xb_strn(nothing, 0), err);
		if (positions && status == XABAR_OK)
			status = xb_glass_read_next(&stored->position, err);
		if (positions && status == XABAR_OK)
			status = xb_glass_stored_match(stored, err);
	}
	return status;
}

xabar_status
xb_glass_stored_span(struct xb_glass_cursor *base, struct xb_str *out, xabar_error *err)
{
	static xabar_status (*const give[])(struct xb_glass_stored *stored, xabar_error *err) = {
		[XB_GLASS_VALUES] = give_values,
		[XB_GLASS_LENGTHS] = give_lengths,
		[XB_GLASS_TERM] = give_postings,
	};
	struct xb_glass_stored *stored = (struct xb_glass_stored *)base;
	xabar_status status = XABAR_OK;
	bool more = stored->p;

	stored->span_len = 0;
	while (more && stored->span_len < SPAN_ENOUGH && status == XABAR_OK) {
		status = give[base->entry.kind](stored, err);
		if (status == XABAR_OK && stored->p == stored->end)
			status = close_chunk(&more, stored, err);
	}
	if (status == XABAR_OK && !more && stored->at_position)
		status = xb_glass_read_corrupt(&stored->position, "positions are of no posting", err);
	*out = xb_strn((const char *)stored->span, stored->span_len);
	return status;
}
