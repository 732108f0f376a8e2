/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lexicon.h"

#include <stdlib.h>

#include "lexicon_block.h"

/* Metadata as it is read: more than libxapian's limit of a key, and what a block can have. */
#define METADATA_KEY_MAX 256
#define METADATA_VALUE_MAX ((size_t)256 << 20)

/* The block that is being read, and the metadata's key. */
struct opened {
	struct xb_buf key, value;
	struct xb_lexicon_rows rows;
};

static void
opened_init(struct opened *opened)
{
	xb_buf_init(&opened->key, METADATA_KEY_MAX);
	xb_buf_init(&opened->value, METADATA_VALUE_MAX);
}

static void
opened_release(struct opened *opened)
{
	xb_buf_release(&opened->key);
	xb_buf_release(&opened->value);
}

/* Read a segment's first block whose metadata key is not before `from`; .key is empty when there is none. */
static xabar_status
open_block(struct opened *opened, struct xb_reader *reader, uint32_t segment, struct xb_str from, xabar_error *err)
{
	xabar_status status;

	xb_buf_clear(&opened->key);
	xb_buf_clear(&opened->value);
	status = xb_reader_metadata_from(&opened->key, &opened->value, reader, segment, xb_str(XB_LEXICON_METADATA), from, err);
	if (status == XABAR_OK && opened->key.len)
		status = xb_lexicon_rows_init(&opened->rows, xb_buf_view(&opened->value), err);
	return status;
}

/* ---- Looking up ---- */

/* Spellings as they are found. */
struct found {
	struct xb_arena *arena;
	struct xb_spelling *array;
	size_t n, cap;
};

static bool
add_spelling(struct found *found, const struct xb_spelling *spelling)
{
	struct xb_str term = xb_arena_str(found->arena, spelling->term);
	struct xb_spelling *array = xb_arena_grow(found->arena, found->array, &found->cap, found->n + 1, sizeof(*array));

	if (!term.ptr || !array)
		return false;
	found->array = array;
	array[found->n] = *spelling;
	array[found->n++].term = term;
	return true;
}

static xabar_status
find_in_block(struct found *found, struct xb_lexicon_rows *rows, struct xb_str key, xabar_error *err)
{
	struct xb_lexicon_row row;
	xabar_status status;

	while ((status = xb_lexicon_next(&row, rows, err)) == XABAR_OK && row.key.len && xb_str_compare(row.key, key) <= 0)
		if (xb_str_equal(row.key, key) && !add_spelling(found, &row.spelling))
			return xb_fail_nomem(err);
	return status;
}

static int
compare_spellings(const void *a, const void *b)
{
	return xb_str_compare(((const struct xb_spelling *)a)->term, ((const struct xb_spelling *)b)->term);
}

/* Make those of several segments that are the same one. */
static void
join(struct found *found)
{
	struct xb_spelling *array = found->array;
	size_t n = 0;

	if (found->n > 1)
		qsort(array, found->n, sizeof(*array), compare_spellings);
	for (size_t i = 0; i < found->n; i++) {
		if (!n || !xb_str_equal(array[n - 1].term, array[i].term)) {
			array[n++] = array[i];
			continue;
		}
		array[n - 1].name += array[i].name;
		array[n - 1].first += array[i].first;
		array[n - 1].shout += array[i].shout;
	}
	found->n = n;
}

xabar_status
xb_lexicon_find(struct xb_spellings *out, struct xb_reader *reader, enum xb_lexicon_kind kind, struct xb_str key,
                struct xb_arena *arena, xabar_error *err)
{
	char from[sizeof(XB_LEXICON_METADATA) - 1 + XB_LEXICON_KEY_MAX];
	const size_t at = sizeof(XB_LEXICON_METADATA) - 1;
	struct found found = { .arena = arena };
	struct opened opened;
	xabar_status status = XABAR_OK;

	*out = (struct xb_spellings){ 0 };
	if (!key.len || key.len > XB_TERM_MAX)
		return XABAR_OK;
	memcpy(from, XB_LEXICON_METADATA, at);
	from[at] = (char)kind;
	memcpy(from + at + 1, key.ptr, key.len);
	opened_init(&opened);
	for (uint32_t i = 0; i < xb_reader_nsegments(reader) && status == XABAR_OK; i++) {
		status = open_block(&opened, reader, i, xb_strn(from, at + 1 + key.len), err);
		if (status == XABAR_OK && opened.key.len)
			status = find_in_block(&found, &opened.rows, xb_strn(from + at, 1 + key.len), err);
	}
	opened_release(&opened);
	if (status != XABAR_OK)
		return status;
	join(&found);
	*out = (struct xb_spellings){ found.array, found.n };
	return XABAR_OK;
}

/* ---- Checking ---- */

/* Read a block's rows to the end: the last one's key is what its metadata is called by. */
static xabar_status
check_block(struct opened *opened, xabar_error *err)
{
	struct xb_str name = xb_str_from(xb_buf_view(&opened->key), strlen(XB_LEXICON_METADATA));
	struct xb_lexicon_rows *rows = &opened->rows;
	struct xb_lexicon_row row;
	xabar_status status;

	do
		status = xb_lexicon_next(&row, rows, err);
	while (status == XABAR_OK && row.key.len);
	if (status == XABAR_OK && !xb_str_equal(xb_strn(rows->key, rows->key_len), name))
		status = xb_fail(err, XABAR_ECORRUPT, "a block of the lexicon is damaged: it ends before its last key");
	return status;
}

xabar_status
xb_lexicon_check(struct xb_reader *reader, uint32_t segment, xabar_error *err)
{
	struct opened opened;
	struct xb_buf from;
	xabar_status status;

	opened_init(&opened);
	xb_buf_init(&from, METADATA_KEY_MAX);
	do {
		status = open_block(&opened, reader, segment, xb_buf_view(&from), err);
		if (status == XABAR_OK && opened.key.len)
			status = check_block(&opened, err);
		/* the least key that is after this one */
		xb_buf_clear(&from);
		xb_buf_add_str(&from, xb_buf_view(&opened.key));
		xb_buf_add_char(&from, '\0');
	} while (status == XABAR_OK && opened.key.len);
	xb_buf_release(&from);
	opened_release(&opened);
	return status;
}
