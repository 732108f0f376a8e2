/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_docs.h"

#include <stdlib.h>

static xabar_status
mark_dead(struct xb_glass_docs *docs, const uint32_t *dead, size_t n, xabar_error *err)
{
	for (size_t i = 0; i < n; i++) {
		if (!dead[i] || dead[i] > docs->documents || (i && dead[i] <= dead[i - 1]))
			return xb_fail(err, XABAR_EINVAL, "document %u cannot be deleted of %u", dead[i], docs->documents);
		docs->dead[(dead[i] - 1) / 64] |= UINT64_C(1) << (dead[i] - 1) % 64;
	}
	return XABAR_OK;
}

xabar_status
xb_glass_docs_init(struct xb_glass_docs *docs, uint32_t documents, const uint32_t *dead, size_t n, xabar_error *err)
{
	const size_t nwords = (size_t)documents / 64 + 1;
	xabar_status status;

	*docs = (struct xb_glass_docs){ .documents = documents, .living = documents };
	if (!n)
		return XABAR_OK;
	docs->dead = calloc(nwords, sizeof(*docs->dead));
	docs->before = calloc(nwords, sizeof(*docs->before));
	if (!docs->dead || !docs->before)
		return xb_fail_nomem(err);
	status = mark_dead(docs, dead, n, err);
	for (size_t i = 1; i < nwords; i++)
		docs->before[i] = docs->before[i - 1] + 64 - (uint32_t)__builtin_popcountll(docs->dead[i - 1]);
	docs->living = documents - (uint32_t)n;
	return status;
}

void
xb_glass_docs_release(struct xb_glass_docs *docs)
{
	free(docs->dead);
	free(docs->before);
	*docs = (struct xb_glass_docs){ 0 };
}
