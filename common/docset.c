/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "docset.h"

#include <stdlib.h>
#include <zlib.h>

#define MAGIC "XBDEL1"
#define CRC_BYTES 4

void
xb_docset_release(struct xb_docset *set)
{
	free(set->docids);
	*set = (struct xb_docset){ 0 };
}

xabar_status
xb_docset_add(struct xb_docset *set, uint32_t docid, xabar_error *err)
{
	if (set->n == set->cap) {
		size_t cap = set->cap ? set->cap * 2 : 64;
		uint32_t *grown = realloc(set->docids, cap * sizeof(*grown));

		if (!grown)
			return xb_fail_nomem(err);
		set->docids = grown;
		set->cap = cap;
	}
	set->docids[set->n++] = docid;
	return XABAR_OK;
}

xabar_status
xb_docset_add_all(struct xb_docset *set, const struct xb_docset *other, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < other->n && status == XABAR_OK; i++)
		status = xb_docset_add(set, other->docids[i], err);
	return status;
}

xabar_status
xb_docset_subtract(struct xb_docset *out, const struct xb_docset *all, const struct xb_docset *without, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < all->n && status == XABAR_OK; i++)
		if (!xb_docset_has(without, all->docids[i]))
			status = xb_docset_add(out, all->docids[i], err);
	return status;
}

static int
compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool
is_sorted(const struct xb_docset *set)
{
	size_t i = 1;

	while (i < set->n && set->docids[i] > set->docids[i - 1])
		i++;
	return i >= set->n;
}

void
xb_docset_sort(struct xb_docset *set)
{
	size_t kept = 0;

	if (is_sorted(set))
		return;
	qsort(set->docids, set->n, sizeof(*set->docids), compare);
	for (size_t i = 0; i < set->n; i++)
		if (!kept || set->docids[i] != set->docids[kept - 1])
			set->docids[kept++] = set->docids[i];
	set->n = kept;
}

bool
xb_docset_has(const struct xb_docset *set, uint32_t docid)
{
	return set->n && bsearch(&docid, set->docids, set->n, sizeof(docid), compare);
}

static void
write_crc(char out[CRC_BYTES], struct xb_str bytes)
{
	uLong crc = crc32(0, (const Bytef *)bytes.ptr, (uInt)bytes.len);

	for (int i = 0; i < CRC_BYTES; i++, crc >>= 8)
		out[i] = (char)(crc & 0xff);
}

void
xb_docset_write(struct xb_buf *out, const struct xb_docset *set)
{
	uint32_t previous = 0;
	char crc[CRC_BYTES];

	xb_buf_add_str(out, xb_str(MAGIC));
	xb_buf_add_varint(out, set->n);
	for (size_t i = 0; i < set->n; i++) {
		xb_buf_add_varint(out, set->docids[i] - previous);
		previous = set->docids[i];
	}
	write_crc(crc, xb_buf_view(out));
	xb_buf_add(out, crc, CRC_BYTES);
}

xabar_status
xb_docset_read(struct xb_docset *out, struct xb_str bytes, uint64_t n, uint64_t max, xabar_error *err)
{
	struct xb_str rest = bytes, magic;
	uint64_t count, step, docid = 0;
	xabar_status status = XABAR_OK;
	char crc[CRC_BYTES];

	*out = (struct xb_docset){ 0 };
	if (bytes.len < CRC_BYTES)
		goto damaged;
	rest.len -= CRC_BYTES;
	write_crc(crc, rest);
	if (memcmp(crc, bytes.ptr + rest.len, CRC_BYTES) != 0 || !xb_take_bytes(&rest, strlen(MAGIC), &magic) ||
	    !xb_str_is(magic, MAGIC) || !xb_take_varint(&rest, &count) || count != n)
		goto damaged;
	for (uint64_t i = 0; i < n && status == XABAR_OK; i++) {
		if (!xb_take_varint(&rest, &step) || !step || step > max - docid)
			goto damaged;
		docid += step;
		status = xb_docset_add(out, (uint32_t)docid, err);
	}
	if (status != XABAR_OK)
		xb_docset_release(out);
	return status;
damaged:
	xb_docset_release(out);
	return xb_fail(err, XABAR_ECORRUPT, "the list of deletions is damaged");
}
