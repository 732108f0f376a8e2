/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_chunks.h - postings and values, cut into the entries of the postlist table.
 *
 * A list of postings (facts from backends/glass/glass_postlist.cc):
 *
 *     first chunk   key: the list's
 *                   tag: documents · occurrences · first document - 1 · chunk
 *     later chunks  key: the list's · [NUL, behind a term] · first document, sortable
 *                   tag: chunk
 *     chunk         '1' for the last, '0' for others · last document less first · wdf · {step less 1 · wdf} ...
 *
 * The list of documents' lengths is such a list without documents and occurrences, with lengths for wdf.
 *
 * Values of a slot (backends/glass/glass_values.cc):
 *
 *     key: 00 d8 · slot · first document, sortable
 *     tag: length · value · {step less 1 · length · value} ...
 *
 * A chunk is closed when it has 2000 bytes and more comes. Numbers are seven bits a byte. */
#ifndef XB_GLASS_CHUNKS_H
#define XB_GLASS_CHUNKS_H

#include "buf.h"
#include "glass_table.h"

#define XB_GLASS_CHUNK 2000

/* Before the postings of a chunk. */
#define XB_GLASS_CHUNK_HEADER 32

/* A list of postings being written. */
struct xb_glass_chunks {
	struct xb_glass_table *table;
	unsigned char key[XB_GLASS_KEY_MAX + 2 * XB_GLASS_SLACK];
	size_t key_len;            /* of the first chunk */
	size_t later_len;          /* of the key of later ones, without the document */
	uint32_t documents, occurrences;
	uint32_t first, last;      /* documents of the chunk */
	bool later;                /* this is not the first chunk */
	uint32_t used;
	unsigned char bytes[XB_GLASS_CHUNK_HEADER + XB_GLASS_CHUNK + 2 * XB_GLASS_UINT_MAX + XB_GLASS_SLACK];
};

/* Begin a list: a term's. */
void xb_glass_chunks_begin_term(struct xb_glass_chunks *chunks, struct xb_glass_table *table, struct xb_str term,
                                uint32_t documents, uint32_t occurrences);

/* That of the documents' lengths. */
void xb_glass_chunks_begin_lengths(struct xb_glass_chunks *chunks, struct xb_glass_table *table);

/* Write the open chunk; `last` when it ends the list. */
void xb_glass_chunks_flush(struct xb_glass_chunks *chunks, bool last);

/* Add a posting; document numbers ascend. */
static inline void
xb_glass_chunks_add(struct xb_glass_chunks *chunks, uint32_t docid, uint32_t wdf)
{
	unsigned char *p;

	if (__builtin_expect(chunks->used >= XB_GLASS_CHUNK, 0))
		xb_glass_chunks_flush(chunks, false);
	p = chunks->bytes + XB_GLASS_CHUNK_HEADER + chunks->used;
	if (chunks->used)
		p = xb_glass_put_uint(p, docid - chunks->last - 1);
	else
		chunks->first = docid;
	p = xb_glass_put_uint(p, wdf);
	chunks->used = (uint32_t)(p - chunks->bytes) - XB_GLASS_CHUNK_HEADER;
	chunks->last = docid;
}

/* The values of a slot being written. */
struct xb_glass_value_chunks {
	struct xb_glass_table *table;
	struct xb_str slot;   /* as the key has it */
	uint32_t first, last; /* documents of the chunk */
	struct xb_buf bytes;  /* its failure is the caller's to look at */
};

void xb_glass_value_chunks_add(struct xb_glass_value_chunks *chunks, uint32_t docid, struct xb_str value);

/* Write the open chunk, if there is one. */
void xb_glass_value_chunks_flush(struct xb_glass_value_chunks *chunks);

#endif
