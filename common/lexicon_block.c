/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lexicon_block.h"

#include <xxhash.h>

#define VERSION 1
#define SUM_BYTES 4

/* Of the rows of one block. A row is at most half a KiB, and a key's are all in one block: room for half a million. */
#define ROWS_MAX ((size_t)256 << 20)

/* The first varint of a row. */
enum { NEW_KEY = 1, HAS_FIRST = 2, HAS_SHOUT = 4, NAME_SHIFT = 3 };

/* Half a byte: this, and what follows is above. */
#define NIBBLE_MAX 15

void
xb_lexicon_packer_init(struct xb_lexicon_packer *packer)
{
	xb_buf_init(&packer->rows, ROWS_MAX);
	xb_buf_init(&packer->key, XB_LEXICON_KEY_MAX);
	xb_buf_init(&packer->term, XB_TERM_MAX);
}

void
xb_lexicon_packer_release(struct xb_lexicon_packer *packer)
{
	xb_buf_release(&packer->rows);
	xb_buf_release(&packer->key);
	xb_buf_release(&packer->term);
}

bool
xb_lexicon_packer_full(const struct xb_lexicon_packer *packer, struct xb_str key)
{
	return packer->rows.len >= XB_LEXICON_BLOCK_BYTES && !xb_str_equal(xb_buf_view(&packer->key), key);
}

static void
sum_of(unsigned char sum[SUM_BYTES], struct xb_str rows)
{
	XXH64_hash_t hash = XXH3_64bits(rows.ptr, rows.len);

	for (int i = 0; i < SUM_BYTES; i++)
		sum[i] = (unsigned char)(hash >> 8 * i);
}

/* ---- Packing ---- */

static size_t
shared_bytes(struct xb_str a, struct xb_str b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
		n++;
	return n;
}

/* A string, which then is the last one. */
static void
pack_string(struct xb_buf *rows, struct xb_buf *last, struct xb_str s)
{
	size_t shared = shared_bytes(xb_buf_view(last), s), own = s.len - shared;

	xb_buf_add_char(rows, (char)((shared < NIBBLE_MAX ? shared : NIBBLE_MAX) << 4 | (own < NIBBLE_MAX ? own : NIBBLE_MAX)));
	if (shared >= NIBBLE_MAX)
		xb_buf_add_varint(rows, shared - NIBBLE_MAX);
	if (own >= NIBBLE_MAX)
		xb_buf_add_varint(rows, own - NIBBLE_MAX);
	xb_buf_add(rows, s.ptr + shared, own);
	xb_buf_clear(last);
	xb_buf_add_str(last, s);
}

void
xb_lexicon_pack(struct xb_lexicon_packer *packer, const struct xb_lexicon_row *row)
{
	const struct xb_spelling *spelling = &row->spelling;
	const bool new_key = !xb_str_equal(xb_buf_view(&packer->key), row->key);

	xb_buf_add_varint(&packer->rows, (uint64_t)spelling->name << NAME_SHIFT | (new_key ? NEW_KEY : 0) |
	                                 (spelling->first ? HAS_FIRST : 0) | (spelling->shout ? HAS_SHOUT : 0));
	if (new_key)
		pack_string(&packer->rows, &packer->key, row->key);
	pack_string(&packer->rows, &packer->term, spelling->term);
	if (spelling->first)
		xb_buf_add_varint(&packer->rows, spelling->first);
	if (spelling->shout)
		xb_buf_add_varint(&packer->rows, spelling->shout);
}

xabar_status
xb_lexicon_packer_close(struct xb_buf *key, struct xb_buf *value, struct xb_lexicon_packer *packer, xabar_error *err)
{
	unsigned char sum[SUM_BYTES];

	sum_of(sum, xb_buf_view(&packer->rows));
	xb_buf_add_str(key, xb_str(XB_LEXICON_METADATA));
	xb_buf_add_str(key, xb_buf_view(&packer->key));
	xb_buf_add_char(value, VERSION);
	xb_buf_add(value, sum, sizeof(sum));
	xb_buf_add_str(value, xb_buf_view(&packer->rows));
	if (packer->rows.failed || packer->key.failed || packer->term.failed || key->failed || value->failed)
		return xb_fail_nomem(err);
	xb_buf_clear(&packer->rows);
	xb_buf_clear(&packer->key);
	xb_buf_clear(&packer->term);
	return XABAR_OK;
}

/* ---- Reading ---- */

static xabar_status
fail_corrupt(xabar_error *err, const char *what)
{
	return xb_fail(err, XABAR_ECORRUPT, "a block of the lexicon is damaged: %s", what);
}

xabar_status
xb_lexicon_rows_init(struct xb_lexicon_rows *rows, struct xb_str block, xabar_error *err)
{
	struct xb_str version, sum;
	unsigned char want[SUM_BYTES];

	*rows = (struct xb_lexicon_rows){ 0 };
	if (!xb_take_bytes(&block, 1, &version))
		return fail_corrupt(err, "it is empty");
	if (*version.ptr != VERSION)
		return xb_fail(err, XABAR_EVERSION, "the lexicon has version %d, not %d", *version.ptr, VERSION);
	if (!xb_take_bytes(&block, SUM_BYTES, &sum))
		return fail_corrupt(err, "it has no checksum");
	sum_of(want, block);
	if (memcmp(sum.ptr, want, SUM_BYTES) != 0)
		return fail_corrupt(err, "its checksum is another");
	rows->rest = block;
	return XABAR_OK;
}

/* A number of which half a byte was read. */
static bool
take_nibble(uint64_t *value, unsigned nibble, struct xb_str *rest)
{
	*value = 0;
	if (nibble == NIBBLE_MAX && (!xb_take_varint(rest, value) || *value > XB_LEXICON_KEY_MAX))
		return false;
	*value += nibble;
	return true;
}

/* A string into `last`, where that of the row before is. *order is more than 0 when it comes after that. */
static bool
take_string(char *last, size_t *len, size_t max, struct xb_str *rest, int *order)
{
	struct xb_str head, own;
	uint64_t shared, more;

	if (!xb_take_bytes(rest, 1, &head) || !take_nibble(&shared, (unsigned char)*head.ptr >> 4, rest) ||
	    !take_nibble(&more, *head.ptr & NIBBLE_MAX, rest) || shared > *len || more > max - shared ||
	    !xb_take_bytes(rest, more, &own))
		return false;
	*order = shared == *len ? own.len > 0 : own.len ? (unsigned char)*own.ptr - (unsigned char)last[shared] : -1;
	memcpy(last + shared, own.ptr, own.len);
	*len = shared + own.len;
	return true;
}

static bool
take_count(uint32_t *count, struct xb_str *rest)
{
	uint64_t value;

	if (!xb_take_varint(rest, &value) || value > UINT32_MAX)
		return false;
	*count = (uint32_t)value;
	return true;
}

xabar_status
xb_lexicon_next(struct xb_lexicon_row *row, struct xb_lexicon_rows *rows, xabar_error *err)
{
	struct xb_str *rest = &rows->rest;
	int key_order = 0, term_order = 0;
	uint64_t head;

	*row = (struct xb_lexicon_row){ 0 };
	if (!rest->len)
		return XABAR_OK;
	if (!xb_take_varint(rest, &head) || head >> NAME_SHIFT > UINT32_MAX ||
	    (head & NEW_KEY && !take_string(rows->key, &rows->key_len, sizeof(rows->key), rest, &key_order)) ||
	    !take_string(rows->term, &rows->term_len, sizeof(rows->term), rest, &term_order) ||
	    (head & HAS_FIRST && !take_count(&row->spelling.first, rest)) ||
	    (head & HAS_SHOUT && !take_count(&row->spelling.shout, rest)))
		return fail_corrupt(err, "a row is not whole");
	if (!rows->key_len || (head & NEW_KEY ? key_order : term_order) <= 0)
		return fail_corrupt(err, "its rows are not in order");
	row->key = xb_strn(rows->key, rows->key_len);
	row->spelling.term = xb_strn(rows->term, rows->term_len);
	row->spelling.name = (uint32_t)(head >> NAME_SHIFT);
	return XABAR_OK;
}
