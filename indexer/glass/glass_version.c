/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_version.h"

enum root_flag { ROOT_NONE = 1, ROOT_SEQUENTIAL = 2 };

/* Magic, and 2016-03-14. */
static const char head[] = { 0x0f, 0x0d, 'X', 'a', 'p', 'i', 'a', 'n', ' ', 'G', 'l', 'a', 's', 's',
                             (2016 - 2014) << 1 | 3 >> 3, (3 & 7) << 5 | 14 };

static void
encode_table(struct xb_buf *out, const struct xb_glass_table *table, unsigned compress_min)
{
	const bool empty = !table || !table->nentries;
	struct xb_buf unused;

	xb_buf_init(&unused, 64);
	if (!empty) {
		xb_buf_add_varint(&unused, XB_GLASS_REVISION);
		xb_buf_add_varint(&unused, table->nblocks);
		xb_buf_add(&unused, "\0\0\0\0", 4);
	}
	xb_buf_add_varint(out, empty ? 0 : table->root);
	xb_buf_add_varint(out, (empty ? 0 : table->height << 2) | ROOT_SEQUENTIAL | (empty ? ROOT_NONE : 0));
	xb_buf_add_varint(out, empty ? 0 : table->nentries);
	xb_buf_add_varint(out, XB_GLASS_BLOCK / 2048);
	xb_buf_add_varint(out, compress_min);
	xb_buf_add_counted(out, xb_buf_view(&unused));
	out->failed |= unused.failed;
	xb_buf_release(&unused);
}

void
xb_glass_version_encode(struct xb_buf *out, const unsigned char uuid[XB_GLASS_UUID], const struct xb_glass_table *postlist,
                        const struct xb_glass_table *docdata, const struct xb_glass_table *position,
                        const struct xb_glass_totals *totals)
{
	/* compress_min is libxapian's own setting: it matters to who updates or compacts the database. */
	const struct {
		const struct xb_glass_table *table;
		unsigned compress_min;
	} tables[] = { { postlist, 0 }, { docdata, 18 }, { NULL, 18 }, { position, 0 }, { NULL, 18 }, { NULL, 18 } };

	xb_buf_add(out, head, sizeof(head));
	xb_buf_add(out, uuid, XB_GLASS_UUID);
	xb_buf_add_varint(out, XB_GLASS_REVISION);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		encode_table(out, tables[i].table, tables[i].compress_min);
	xb_buf_add_varint(out, totals->documents);
	xb_buf_add_varint(out, 0); /* numbers without a document */
	xb_buf_add_varint(out, totals->length_min);
	xb_buf_add_varint(out, totals->wdf_max);
	xb_buf_add_varint(out, totals->length_max - totals->wdf_max);
	xb_buf_add_varint(out, 0); /* oldest changeset */
	xb_buf_add_varint(out, totals->length);
	xb_buf_add_varint(out, 0); /* spellings */
}

/* Numbers of 32 bits. */
static bool
take_numbers(struct xb_str *rest, uint32_t *numbers, size_t n)
{
	uint64_t number;

	for (size_t i = 0; i < n; i++) {
		if (!xb_take_varint(rest, &number) || number > UINT32_MAX)
			return false;
		numbers[i] = (uint32_t)number;
	}
	return true;
}

static bool
take_table(struct xb_glass_table_info *info, struct xb_str *rest)
{
	uint32_t root[2], sizes[2], unused[2];
	struct xb_str list;

	*info = (struct xb_glass_table_info){ 0 };
	if (!take_numbers(rest, root, 2) || !xb_take_varint(rest, &info->nentries) || !take_numbers(rest, sizes, 2) ||
	    !xb_take_counted(rest, &list) || !(root[1] & ROOT_SEQUENTIAL) || sizes[0] != XB_GLASS_BLOCK / 2048)
		return false;
	if (root[1] & ROOT_NONE)
		return !info->nentries && !list.len;
	if (!take_numbers(&list, unused, 2) || unused[0] != XB_GLASS_REVISION)
		return false;
	info->nblocks = unused[1];
	return info->nblocks && info->nentries;
}

bool
xb_glass_version_decode(struct xb_glass_info *out, struct xb_str iamglass)
{
	struct xb_glass_table_info none[3];
	struct xb_glass_table_info *const tables[] = { &out->postlist, &out->docdata, &none[0], &out->position, &none[1],
	                                               &none[2] };
	struct xb_str rest, uuid;
	uint32_t revision, counts[2];

	*out = (struct xb_glass_info){ 0 };
	if (!xb_glass_version_known(iamglass))
		return false;
	rest = xb_str_from(iamglass, sizeof(head));
	if (!xb_take_bytes(&rest, XB_GLASS_UUID, &uuid) || !take_numbers(&rest, &revision, 1) || revision != XB_GLASS_REVISION)
		return false;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (!take_table(tables[i], &rest))
			return false;
	if (none[0].nentries || none[1].nentries || none[2].nentries || !take_numbers(&rest, counts, 2) || counts[1])
		return false;
	out->documents = counts[0];
	return true;
}

bool
xb_glass_version_known(struct xb_str iamglass)
{
	return iamglass.len > sizeof(head) && memcmp(iamglass.ptr, head, sizeof(head)) == 0;
}
