/* SPDX-License-Identifier: GPL-2.0-or-later */
/* glass_docs.h - documents get new numbers when databases are merged: those that live, in their order, behind those of the
 * databases before. */
#ifndef XB_GLASS_DOCS_H
#define XB_GLASS_DOCS_H

#include "error.h"

#include <stddef.h>
#include <stdint.h>

struct xb_glass_docs {
	uint32_t documents; /* dead ones too */
	uint32_t living;
	uint32_t base;      /* the last number before the first of these */
	uint64_t *dead;     /* a bit a document; NULL: all live */
	uint32_t *before;   /* how many live before each 64 of them */
};

/* `dead` are n numbers of documents, ascending. EINVAL when they are not, or there is no such document; ENOMEM. */
xabar_status xb_glass_docs_init(struct xb_glass_docs *docs, uint32_t documents, const uint32_t *dead, size_t n, xabar_error *err);
void xb_glass_docs_release(struct xb_glass_docs *docs);

/* The new number of a document, 1 to .documents; 0: it is dead. */
static inline uint32_t
xb_glass_docs_new(const struct xb_glass_docs *docs, uint32_t docid)
{
	const uint32_t word = (docid - 1) / 64;
	const uint64_t bit = UINT64_C(1) << (docid - 1) % 64;

	if (!docs->dead)
		return docs->base + docid;
	if (docs->dead[word] & bit)
		return 0;
	return docs->base + docs->before[word] + (uint32_t)__builtin_popcountll(~docs->dead[word] & (bit - 1)) + 1;
}

#endif
