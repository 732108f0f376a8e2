/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_merge.h"

#include <stdlib.h>

static bool
before(const struct xb_glass_source *a, const struct xb_glass_source *b)
{
	int order = xb_glass_entry_compare(&a->cursor->entry, &b->cursor->entry);

	return order ? order < 0 : a->rank < b->rank;
}

static void
push(struct xb_glass_merge *merge, struct xb_glass_source source)
{
	size_t i = merge->nheap++;

	for (; i && before(&source, &merge->heap[(i - 1) / 2]); i = (i - 1) / 2)
		merge->heap[i] = merge->heap[(i - 1) / 2];
	merge->heap[i] = source;
}

static struct xb_glass_source
pop(struct xb_glass_merge *merge)
{
	struct xb_glass_source *heap = merge->heap, top = heap[0], moved = heap[--merge->nheap];
	const size_t n = merge->nheap;
	size_t i = 0;

	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		child += child + 1 < n && before(&heap[child + 1], &heap[child]);
		if (!before(&heap[child], &moved))
			break;
		heap[i] = heap[child];
	}
	heap[i] = moved;
	return top;
}

/* Move a source on, and back into the heap unless it is at its end. */
static xabar_status
move_on(struct xb_glass_merge *merge, struct xb_glass_source source, xabar_error *err)
{
	xabar_status status = source.cursor->next(source.cursor, err);

	if (status == XABAR_OK && source.cursor->entry.kind != XB_GLASS_END)
		push(merge, source);
	return status;
}

xabar_status
xb_glass_merge_init(struct xb_glass_merge *merge, struct xb_glass_cursor *const *cursors, size_t n, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*merge = (struct xb_glass_merge){ .heap = calloc(n + 1, sizeof(*merge->heap)),
	                                  .group = calloc(n + 1, sizeof(*merge->group)) };
	if (!merge->heap || !merge->group)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < n && status == XABAR_OK; i++)
		status = move_on(merge, (struct xb_glass_source){ cursors[i], i }, err);
	return status;
}

void
xb_glass_merge_release(struct xb_glass_merge *merge)
{
	free(merge->heap);
	free(merge->group);
	*merge = (struct xb_glass_merge){ 0 };
}

xabar_status
xb_glass_merge_next(struct xb_glass_merge *merge, xabar_error *err)
{
	struct xb_glass_entry *entry = &merge->entry;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < merge->ngroup && status == XABAR_OK; i++)
		status = move_on(merge, merge->group[i], err);
	merge->ngroup = merge->at = 0;
	merge->at_first = true;
	*entry = (struct xb_glass_entry){ .kind = XB_GLASS_END };
	while (status == XABAR_OK && merge->nheap &&
	       (!merge->ngroup || xb_glass_entry_compare(&merge->heap[0].cursor->entry, entry) == 0)) {
		const struct xb_glass_source source = pop(merge);
		const struct xb_glass_entry *part = &source.cursor->entry;

		entry->kind = part->kind;
		entry->key = part->key;
		entry->documents += part->documents;
		entry->occurrences += part->occurrences;
		merge->group[merge->ngroup++] = source;
	}
	return status;
}

xabar_status
xb_glass_merge_span(struct xb_glass_merge *merge, struct xb_str *span, bool *anew, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	*span = xb_strn("", 0);
	*anew = merge->at_first;
	while (status == XABAR_OK && merge->at < merge->ngroup) {
		struct xb_glass_cursor *cursor = merge->group[merge->at].cursor;

		status = cursor->span(cursor, span, err);
		merge->at_first = !span->len;
		if (span->len)
			break;
		merge->at++;
		*anew = true;
	}
	return status;
}
