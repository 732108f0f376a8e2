/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_chunks.h"

static void
begin(struct xb_glass_chunks *chunks, struct xb_glass_table *table, size_t key_len, uint32_t documents, uint32_t occurrences)
{
	chunks->table = table;
	chunks->key_len = chunks->later_len = key_len;
	chunks->documents = documents;
	chunks->occurrences = occurrences;
	chunks->later = false;
	chunks->used = 0;
}

void
xb_glass_chunks_begin_term(struct xb_glass_chunks *chunks, struct xb_glass_table *table, struct xb_str term, uint32_t documents,
                           uint32_t occurrences)
{
	unsigned char *end = xb_glass_put_term(chunks->key, term);

	begin(chunks, table, (size_t)(end - chunks->key), documents, occurrences);
	*end = '\0';
	chunks->later_len++;
}

void
xb_glass_chunks_begin_lengths(struct xb_glass_chunks *chunks, struct xb_glass_table *table)
{
	memcpy(chunks->key, "\x00\xe0", 2);
	begin(chunks, table, 2, 0, 0);
}

void
xb_glass_chunks_flush(struct xb_glass_chunks *chunks, bool last)
{
	unsigned char header[XB_GLASS_CHUNK_HEADER], *p = header, *tag;
	size_t key_len = chunks->key_len, header_len;

	if (chunks->later) {
		key_len = (size_t)(xb_glass_put_sortable(chunks->key + chunks->later_len, chunks->first) - chunks->key);
	} else {
		p = xb_glass_put_uint(p, chunks->documents);
		p = xb_glass_put_uint(p, chunks->occurrences);
		p = xb_glass_put_uint(p, chunks->first - 1);
	}
	*p++ = last ? '1' : '0';
	p = xb_glass_put_uint(p, chunks->last - chunks->first);
	header_len = (size_t)(p - header);
	tag = chunks->bytes + XB_GLASS_CHUNK_HEADER - header_len;
	memcpy(tag, header, header_len);
	xb_glass_table_add(chunks->table, chunks->key, key_len, tag, header_len + chunks->used);
	chunks->later = true;
	chunks->used = 0;
}

void
xb_glass_value_chunks_add(struct xb_glass_value_chunks *chunks, uint32_t docid, struct xb_str value)
{
	if (chunks->bytes.len >= XB_GLASS_CHUNK)
		xb_glass_value_chunks_flush(chunks);
	if (chunks->bytes.len)
		xb_buf_add_varint(&chunks->bytes, docid - chunks->last - 1);
	else
		chunks->first = docid;
	xb_buf_add_counted(&chunks->bytes, value);
	chunks->last = docid;
}

void
xb_glass_value_chunks_flush(struct xb_glass_value_chunks *chunks)
{
	unsigned char key[2 + 2 * XB_GLASS_UINT_MAX + XB_GLASS_SLACK] = { 0x00, 0xd8 }, *p = key + 2;

	if (!chunks->bytes.len)
		return;
	memcpy(p, chunks->slot.ptr, chunks->slot.len);
	p = xb_glass_put_sortable(p + chunks->slot.len, chunks->first);
	xb_glass_table_add_str(chunks->table, key, (size_t)(p - key), xb_buf_view(&chunks->bytes));
	xb_buf_clear(&chunks->bytes);
}
