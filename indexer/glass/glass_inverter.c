/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_inverter.h"

#include <stdlib.h>

#include "glass_positions.h"

/* Postings whose terms are looked up together, so that the fetching of their slots overlaps. */
#define BATCH 64

void
xb_glass_inverter_init(struct xb_glass_inverter *inverter)
{
	*inverter = (struct xb_glass_inverter){ 0 };
	xb_arena_init_huge(&inverter->arena, SIZE_MAX);
	xb_glass_terms_init(&inverter->terms, &inverter->arena);
}

void
xb_glass_inverter_clear(struct xb_glass_inverter *inverter)
{
	xb_glass_terms_release(&inverter->terms);
	xb_glass_values_clear(&inverter->values);
	inverter->lengths = (struct xb_glass_list){ 0 };
	inverter->lengths_docid = 0;
	xb_arena_recycle(&inverter->arena);
}

void
xb_glass_inverter_release(struct xb_glass_inverter *inverter)
{
	xb_glass_inverter_clear(inverter);
	xb_glass_values_release(&inverter->values);
	xb_arena_release(&inverter->arena);
	free(inverter->tag);
}

size_t
xb_glass_inverter_bytes(const struct xb_glass_inverter *inverter)
{
	return inverter->arena.used + xb_glass_terms_bytes(&inverter->terms);
}

/* ---- A document's terms ---- */

static xabar_status
check_long_term(struct xb_str term, xabar_error *err)
{
	unsigned char key[2 * XB_GLASS_TERM_MAX];

	if (!term.len)
		return xb_fail(err, XABAR_EINVAL, "a term is empty");
	if (term.len <= XB_GLASS_TERM_MAX && xb_glass_put_term(key, term) - key <= XB_GLASS_TERM_KEY_MAX)
		return XABAR_OK;
	xb_fail(err, XABAR_EINVAL, "the term '%.*s...' is too long (%zu bytes)", 32, term.ptr, term.len);
	return xb_hint(err, XABAR_EINVAL, "at most %d bytes, a NUL counts as two and %d in all", XB_GLASS_TERM_MAX,
	               XB_GLASS_TERM_KEY_MAX);
}

static inline xabar_status
check_term(struct xb_str term, xabar_error *err)
{
	/* Even of NULs alone it would fit. */
	return term.len - 1 < XB_GLASS_TERM_KEY_MAX / 2 ? XABAR_OK : check_long_term(term, err);
}

/* Have the memory fetched that the terms and their lists are in, while it is asked for that of the next. */
static xabar_status
look_up(uint32_t terms[BATCH], struct xb_glass_inverter *inverter, const struct xb_posting *postings, size_t n, xabar_error *err)
{
	struct xb_glass_word words[BATCH];
	xabar_status status;

	for (size_t i = 0; i < n; i++) {
		if ((status = check_term(postings[i].term, err)) != XABAR_OK)
			return status;
		xb_glass_word_init(&words[i], postings[i].term);
		xb_glass_terms_prefetch_slot(&inverter->terms, &words[i]);
	}
	for (size_t i = 0; i < n; i++)
		xb_glass_terms_prefetch_term(&inverter->terms, &words[i]);
	for (size_t i = 0; i < n; i++) {
		const struct xb_glass_list *list;

		terms[i] = xb_glass_terms_find(&inverter->terms, &words[i]);
		if (terms[i] == XB_GLASS_NO_TERM)
			return xb_fail_nomem(err);
		list = &inverter->terms.terms[terms[i]].list;
		__builtin_prefetch((const void *)((uintptr_t)list->last + list->used), 1); /* NULL at first */
	}
	return XABAR_OK;
}

/* Encode the positions of a posting at `inverter->tag`: the length. 0 when out of memory. */
static size_t
encode_positions(struct xb_glass_inverter *inverter, const struct xb_posting *posting)
{
	const size_t want = XB_GLASS_POSITIONS_MAX(posting->npositions);

	if (want > inverter->tag_cap) {
		unsigned char *grown = realloc(inverter->tag, want + want / 2);

		if (!grown)
			return 0;
		inverter->tag = grown;
		inverter->tag_cap = want + want / 2;
	}
	return (size_t)(xb_glass_put_positions(inverter->tag, posting->positions, posting->npositions) - inverter->tag);
}

static xabar_status
add_posting(struct xb_glass_inverter *inverter, struct xb_glass_term *term, const struct xb_posting *posting, uint32_t docid,
            xabar_error *err)
{
	struct xb_glass_list *list = &term->list;
	const bool many = posting->npositions > 1;
	const size_t tag_len = many ? encode_positions(inverter, posting) : 0;
	const uint64_t step = (uint64_t)(docid - term->docid) << 2;
	unsigned char *p;

	if (many && !tag_len)
		return xb_fail_nomem(err);
	p = xb_glass_list_begin(list, (uint32_t)tag_len + 3 * XB_GLASS_UINT_MAX, &inverter->arena);
	if (!p)
		return xb_fail_nomem(err);
	p = xb_glass_put_uint(p, step | (many ? XB_GLASS_MANY : posting->npositions ? XB_GLASS_ONE : XB_GLASS_BARE));
	p = xb_glass_put_uint(p, posting->wdf);
	if (many) {
		p = xb_glass_put_uint(p, tag_len);
		memcpy(p, inverter->tag, tag_len);
		p += tag_len;
	} else if (posting->npositions) {
		p = xb_glass_put_uint(p, posting->positions[0]);
	}
	xb_glass_list_end(list, p);
	term->docid = docid;
	list->occurrences += posting->wdf;
	return XABAR_OK;
}

static xabar_status
add_postings(struct xb_glass_inverter *inverter, const struct xb_posting *postings, size_t n, uint32_t docid, uint64_t *length,
             xabar_error *err)
{
	uint32_t terms[BATCH];
	xabar_status status = look_up(terms, inverter, postings, n, err);

	for (size_t i = 0; i < n && status == XABAR_OK; i++) {
		const uint32_t wdf = postings[i].wdf;

		status = add_posting(inverter, &inverter->terms.terms[terms[i]], &postings[i], docid, err);
		*length += wdf;
		if (wdf > inverter->totals.wdf_max)
			inverter->totals.wdf_max = wdf;
	}
	return status;
}

static xabar_status
add_terms(struct xb_glass_inverter *inverter, const struct xb_document *document, uint32_t docid, uint64_t *length,
          xabar_error *err)
{
	const size_t n = document->npostings;
	xabar_status status = XABAR_OK;

	*length = 0;
	for (size_t from = 0; from < n && status == XABAR_OK; from += BATCH)
		status = add_postings(inverter, document->postings + from, n - from < BATCH ? n - from : BATCH, docid, length, err);
	return status;
}

static xabar_status
add_length(struct xb_glass_inverter *inverter, uint32_t docid, uint64_t length, xabar_error *err)
{
	struct xb_glass_totals *totals = &inverter->totals;
	unsigned char *p = xb_glass_list_begin(&inverter->lengths, 2 * XB_GLASS_UINT_MAX, &inverter->arena);

	if (length > UINT32_MAX)
		return xb_fail(err, XABAR_ELIMIT, "a document is longer than 32 bits tell (%llu)", (unsigned long long)length);
	if (!p)
		return xb_fail_nomem(err);
	p = xb_glass_put_uint(p, docid - inverter->lengths_docid);
	xb_glass_list_end(&inverter->lengths, xb_glass_put_uint(p, length));
	inverter->lengths_docid = docid;
	totals->length += length;
	if (length > totals->length_max)
		totals->length_max = (uint32_t)length;
	if (length && (!totals->length_min || length < totals->length_min))
		totals->length_min = (uint32_t)length;
	return XABAR_OK;
}

xabar_status
xb_glass_inverter_add(struct xb_glass_inverter *inverter, const struct xb_document *document, xabar_error *err)
{
	const uint32_t docid = inverter->totals.documents + 1;
	uint64_t length;
	xabar_status status = docid ? add_terms(inverter, document, docid, &length, err)
	                            : xb_fail(err, XABAR_ELIMIT, "more documents than 32 bits count");

	if (status == XABAR_OK)
		status = add_length(inverter, docid, length, err);
	for (size_t i = 0; i < document->nvalues && status == XABAR_OK; i++)
		if (document->values[i].bytes.len)
			status = xb_glass_values_add(&inverter->values, docid, &document->values[i], &inverter->arena, err);
	inverter->totals.documents = docid;
	return status;
}

/* ---- In order ---- */

static void
enter_list(struct xb_glass_inverter_cursor *cursor, enum xb_glass_kind kind, struct xb_str key, const struct xb_glass_list *list)
{
	cursor->cursor.entry = (struct xb_glass_entry){ kind, key, list->documents, list->occurrences };
	cursor->list = list;
	cursor->chunk = list->first;
}

static xabar_status
next(struct xb_glass_cursor *base, xabar_error *err)
{
	struct xb_glass_inverter_cursor *cursor = (struct xb_glass_inverter_cursor *)base;
	const struct xb_glass_inverter *inverter = cursor->inverter;
	const size_t nslots = inverter->values.nslots;
	size_t i = cursor->next++;

	(void)err;
	if (i < nslots) {
		unsigned char *text = (unsigned char *)cursor->text;
		size_t len = (size_t)(xb_glass_put_uint(text, inverter->values.slots[i].slot) - text);

		enter_list(cursor, XB_GLASS_VALUES, xb_strn(cursor->text, len), &inverter->values.slots[i].list);
	} else if (i == nslots) {
		enter_list(cursor, XB_GLASS_LENGTHS, xb_strn("", 0), &inverter->lengths);
	} else if (i - nslots <= inverter->terms.nterms) {
		const struct xb_glass_term *term = &inverter->terms.terms[cursor->order[i - nslots - 1]];

		enter_list(cursor, XB_GLASS_TERM, xb_glass_term_text(term, cursor->text), &term->list);
	} else {
		cursor->cursor.entry.kind = XB_GLASS_END;
	}
	return XABAR_OK;
}

static xabar_status
span(struct xb_glass_cursor *base, struct xb_str *out, xabar_error *err)
{
	struct xb_glass_inverter_cursor *cursor = (struct xb_glass_inverter_cursor *)base;

	(void)err;
	*out = xb_strn("", 0);
	if (cursor->chunk) {
		*out = xb_glass_list_bytes(cursor->list, cursor->chunk);
		cursor->chunk = cursor->chunk->next;
	}
	return XABAR_OK;
}

xabar_status
xb_glass_inverter_cursor_init(struct xb_glass_inverter_cursor *cursor, struct xb_glass_inverter *inverter, xabar_error *err)
{
	*cursor = (struct xb_glass_inverter_cursor){ .cursor = { .next = next, .span = span }, .inverter = inverter };
	xb_glass_values_sort(&inverter->values, XB_GLASS_BY_CHUNK_KEY);
	return xb_glass_terms_order(&cursor->order, &inverter->terms, err);
}

void
xb_glass_inverter_cursor_release(struct xb_glass_inverter_cursor *cursor)
{
	free(cursor->order);
	cursor->order = NULL;
}
