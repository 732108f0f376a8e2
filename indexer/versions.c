/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "versions.h"

#include <stdlib.h>

bool
xb_versions_find(enum xb_versions *out, const char *name)
{
	static const char *const names[] = {
		[XB_VERSIONS_ALL] = "all", [XB_VERSIONS_NUMBERED] = "numbered", [XB_VERSIONS_NONE] = "none",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name, names[i]) == 0) {
			*out = (enum xb_versions)i;
			return true;
		}
	return false;
}

bool
xb_versions_differ(const struct xb_dispatch *a, const struct xb_dispatch *b)
{
	static const enum xb_field told[] = { XB_FIELD_TITLE, XB_FIELD_DATE, XB_FIELD_BODY, XB_FIELD_STATUS, XB_FIELD_EMBARGO };

	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (!xb_str_equal(a->text[told[i]], b->text[told[i]]))
			return true;
	return false;
}

/* ---- The list ---- */

void
xb_version_list_release(struct xb_version_list *list)
{
	xb_idmap_release(&list->newest);
	free(list->array);
	*list = (struct xb_version_list){ .n = 0 };
}

static uint32_t
newest_of(const struct xb_version_list *list, uint64_t id)
{
	const struct xb_idmap_entry *entry = xb_idmap_find(&list->newest, id);

	return entry ? entry->docid : 0;
}

xabar_status
xb_version_list_add(struct xb_version_list *list, uint64_t id, uint64_t content, uint32_t docid, xabar_error *err)
{
	const struct xb_version_entry entry = { content, docid, newest_of(list, id) };

	if (list->n == list->cap) {
		const size_t cap = list->cap ? list->cap * 2 : 64;
		struct xb_version_entry *grown = reallocarray(list->array, cap, sizeof(*grown));

		if (!grown)
			return xb_fail_nomem(err);
		list->array = grown;
		list->cap = cap;
	}
	list->array[list->n++] = entry;
	return xb_idmap_put(&list->newest, &(struct xb_idmap_entry){ .id = id, .docid = (uint32_t)list->n }, err);
}

bool
xb_version_list_has(const struct xb_version_list *list, uint64_t id, uint64_t content)
{
	for (uint32_t at = newest_of(list, id); at; at = list->array[at - 1].next)
		if (list->array[at - 1].content == content && list->array[at - 1].docid)
			return true;
	return false;
}

void
xb_version_list_delete(struct xb_version_list *list, uint64_t id)
{
	for (uint32_t at = newest_of(list, id); at; at = list->array[at - 1].next)
		list->array[at - 1].docid = 0;
}
