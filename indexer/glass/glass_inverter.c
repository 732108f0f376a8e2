/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_inverter.h"

#include <stdlib.h>

#include "glass_positions.h"

/* Postings whose terms are looked up together, so that the fetching of their slots overlaps. */
#define BATCH 64

/* Postings of a document: its positions then take less than 2^32 bytes. */
#define POSTINGS_MAX ((size_t)1 << 29)

struct xb_glass_gathered {
	uint32_t term;
	uint32_t before;      /* the document before with the term; 0: none in this run */
	uint32_t wdf;
	uint32_t npositions;
	uint32_t first, last; /* links */
	uint32_t highest;     /* position so far */
	bool disordered;      /* positions do not ascend strictly */
};

struct xb_glass_link {
	uint32_t position;
	uint32_t next;
};

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
	free(inverter->gathered);
	free(inverter->links);
	free(inverter->positions);
	free(inverter->tag);
}

size_t
xb_glass_inverter_bytes(const struct xb_glass_inverter *inverter)
{
	return inverter->arena.used + xb_glass_terms_bytes(&inverter->terms);
}

/* ---- Gathering a document's occurrences by term ---- */

/* An array of at least `want` items; NULL, and it is left alone, when out of memory. */
static void *
enough(void *array, size_t *cap, size_t want, size_t size)
{
	void *grown;

	if (want <= *cap)
		return array;
	grown = realloc(array, (want + want / 2) * size);
	if (grown)
		*cap = want + want / 2;
	return grown;
}

static bool
make_room(struct xb_glass_inverter *inverter, size_t npostings)
{
	void *gathered = enough(inverter->gathered, &inverter->gathered_cap, npostings + 1, sizeof(*inverter->gathered)), *links;

	if (!gathered)
		return false;
	inverter->gathered = gathered;
	links = enough(inverter->links, &inverter->links_cap, npostings + 1, sizeof(*inverter->links));
	if (!links)
		return false;
	inverter->links = links;
	return true;
}

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

static inline struct xb_glass_gathered *
gather_term(struct xb_glass_inverter *inverter, uint32_t number, uint32_t docid)
{
	struct xb_glass_term *term = &inverter->terms.terms[number];
	struct xb_glass_gathered *gathered;

	if (term->docid == docid)
		return &inverter->gathered[term->place];
	__builtin_prefetch((const void *)((uintptr_t)term->list.last + term->list.used), 1); /* NULL at first */
	gathered = &inverter->gathered[inverter->ngathered];
	*gathered = (struct xb_glass_gathered){ .term = number, .before = term->docid };
	term->docid = docid;
	term->place = (uint32_t)inverter->ngathered++;
	return gathered;
}

static inline void
gather_position(struct xb_glass_inverter *inverter, struct xb_glass_gathered *gathered, uint32_t position, uint32_t link)
{
	inverter->links[link].position = position;
	if (gathered->npositions++)
		inverter->links[gathered->last].next = link;
	else
		gathered->first = link;
	gathered->last = link;
	gathered->disordered |= position <= gathered->highest;
	gathered->highest = position;
}

static xabar_status
gather_batch(struct xb_glass_inverter *inverter, const struct xb_posting *postings, size_t from, size_t n, uint32_t docid,
             xabar_error *err)
{
	struct xb_glass_word words[BATCH];
	xabar_status status;

	for (size_t i = 0; i < n; i++) {
		if ((status = check_term(postings[from + i].term, err)) != XABAR_OK)
			return status;
		xb_glass_word_init(&words[i], postings[from + i].term);
		xb_glass_terms_prefetch_slot(&inverter->terms, &words[i]);
	}
	for (size_t i = 0; i < n; i++)
		xb_glass_terms_prefetch_term(&inverter->terms, &words[i]);
	for (size_t i = 0; i < n; i++) {
		const struct xb_posting *posting = &postings[from + i];
		uint32_t term = xb_glass_terms_find(&inverter->terms, &words[i]);
		struct xb_glass_gathered *gathered;

		if (term == XB_GLASS_NO_TERM)
			return xb_fail_nomem(err);
		gathered = gather_term(inverter, term, docid);
		if (__builtin_add_overflow(gathered->wdf, posting->wdf, &gathered->wdf))
			return xb_fail(err, XABAR_ELIMIT, "a term weighs more in a document than 32 bits hold");
		if (posting->pos)
			gather_position(inverter, gathered, posting->pos, (uint32_t)(from + i));
	}
	return XABAR_OK;
}

static xabar_status
gather(struct xb_glass_inverter *inverter, const struct xb_document *document, uint32_t docid, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	if (document->npostings > POSTINGS_MAX)
		return xb_fail(err, XABAR_ELIMIT, "a document has too many words (%zu)", document->npostings);
	if (!make_room(inverter, document->npostings))
		return xb_fail_nomem(err);
	inverter->ngathered = 0;
	for (size_t from = 0; from < document->npostings && status == XABAR_OK; from += BATCH) {
		size_t left = document->npostings - from;

		status = gather_batch(inverter, document->postings, from, left < BATCH ? left : BATCH, docid, err);
	}
	return status;
}

/* ---- From there to the lists ---- */

static int
compare_positions(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Sort, and take out what repeats: the number left. */
static size_t
order_positions(uint32_t *positions, size_t n)
{
	size_t kept = 1;

	qsort(positions, n, sizeof(*positions), compare_positions);
	for (size_t i = 1; i < n; i++)
		if (positions[i] != positions[kept - 1])
			positions[kept++] = positions[i];
	return kept;
}

/* Encode the positions of a term at `inverter->tag`: the length. 0 when out of memory. */
static size_t
encode_positions(struct xb_glass_inverter *inverter, const struct xb_glass_gathered *gathered)
{
	size_t n = gathered->npositions;
	void *positions = enough(inverter->positions, &inverter->positions_cap, n, sizeof(*inverter->positions)), *tag;

	if (!positions)
		return 0;
	inverter->positions = positions;
	tag = enough(inverter->tag, &inverter->tag_cap, XB_GLASS_POSITIONS_MAX(n), 1);
	if (!tag)
		return 0;
	inverter->tag = tag;
	for (uint32_t i = 0, link = gathered->first; i < n; i++, link = inverter->links[link].next)
		inverter->positions[i] = inverter->links[link].position;
	if (gathered->disordered)
		n = order_positions(inverter->positions, n);
	return (size_t)(xb_glass_put_positions(inverter->tag, inverter->positions, n) - inverter->tag);
}

static xabar_status
add_posting(struct xb_glass_inverter *inverter, const struct xb_glass_gathered *gathered, uint32_t docid, xabar_error *err)
{
	struct xb_glass_list *list = &inverter->terms.terms[gathered->term].list;
	const bool many = gathered->npositions > 1 || (gathered->npositions && gathered->wdf != 1);
	const size_t tag_len = many ? encode_positions(inverter, gathered) : 0;
	const uint64_t step = (uint64_t)(docid - gathered->before) << 2;
	unsigned char *p;

	if (many && !tag_len)
		return xb_fail_nomem(err);
	p = xb_glass_list_begin(list, (uint32_t)tag_len + 3 * XB_GLASS_UINT_MAX, &inverter->arena);
	if (!p)
		return xb_fail_nomem(err);
	if (many) {
		p = xb_glass_put_uint(p, step | XB_GLASS_MANY);
		p = xb_glass_put_uint(p, gathered->wdf);
		p = xb_glass_put_uint(p, tag_len);
		memcpy(p, inverter->tag, tag_len);
		p += tag_len;
	} else {
		p = xb_glass_put_uint(p, step | (gathered->npositions ? XB_GLASS_ONE : XB_GLASS_BARE));
		p = xb_glass_put_uint(p, gathered->npositions ? gathered->highest : gathered->wdf);
	}
	xb_glass_list_end(list, p);
	if (__builtin_add_overflow(list->occurrences, gathered->wdf, &list->occurrences))
		return xb_fail(err, XABAR_ELIMIT, "a term occurs more often than 32 bits hold");
	return XABAR_OK;
}

static xabar_status
add_postings(struct xb_glass_inverter *inverter, uint32_t docid, uint64_t *length, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*length = 0;
	for (size_t i = 0; i < inverter->ngathered && status == XABAR_OK; i++) {
		const struct xb_glass_gathered *gathered = &inverter->gathered[i];

		status = add_posting(inverter, gathered, docid, err);
		*length += gathered->wdf;
		if (gathered->wdf > inverter->totals.wdf_max)
			inverter->totals.wdf_max = gathered->wdf;
	}
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
	xabar_status status = docid ? gather(inverter, document, docid, err)
	                            : xb_fail(err, XABAR_ELIMIT, "more documents than 32 bits count");
	uint64_t length;

	if (status == XABAR_OK)
		status = add_postings(inverter, docid, &length, err);
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
