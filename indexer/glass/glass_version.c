/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_version.h"

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
	xb_buf_add_varint(out, (empty ? 0 : table->height << 2) | XB_GLASS_ROOT_SEQUENTIAL | (empty ? XB_GLASS_ROOT_NONE : 0));
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

	xb_buf_add_str(out, xb_str(XB_GLASS_HEAD));
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
