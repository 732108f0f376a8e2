/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_info.h"

#include <stdlib.h>

#include "buf.h"
#include "file.h"

/* libxapian's may have long lists of blocks that are free. */
#define FILE_MAX ((size_t)1 << 20)

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
	    !xb_take_counted(rest, &list) || !(root[1] & XB_GLASS_ROOT_SEQUENTIAL) || sizes[0] != XB_GLASS_BLOCK / 2048)
		return false;
	if (root[1] & XB_GLASS_ROOT_NONE)
		return !info->nentries && !list.len;
	if (!take_numbers(&list, unused, 2) || unused[0] != XB_GLASS_REVISION)
		return false;
	info->nblocks = unused[1];
	info->root = root[0];
	return info->nblocks && info->nentries;
}

bool
xb_glass_info_read(struct xb_glass_info *out, struct xb_str iamglass)
{
	struct xb_glass_table_info none[3];
	struct xb_glass_table_info *const tables[] = { &out->postlist, &out->docdata, &none[0], &out->position, &none[1],
	                                               &none[2] };
	struct xb_str rest, uuid;
	uint32_t revision, counts[2];

	*out = (struct xb_glass_info){ 0 };
	if (!xb_glass_info_known(iamglass))
		return false;
	rest = xb_str_from(iamglass, strlen(XB_GLASS_HEAD));
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
xb_glass_info_known(struct xb_str iamglass)
{
	return xb_str_starts(iamglass, XB_GLASS_HEAD);
}

xabar_status
xb_glass_info_open(bool *ours, struct xb_glass_info *out, const char *folder, xabar_error *err)
{
	char *path = xb_path("%s/iamglass", folder);
	struct xb_buf bytes;
	xabar_status status;

	xb_buf_init(&bytes, FILE_MAX);
	status = path ? xb_file_read(&bytes, path, err) : xb_fail_nomem(err);
	*ours = status == XABAR_OK && xb_glass_info_read(out, xb_buf_view(&bytes));
	xb_buf_release(&bytes);
	free(path);
	return status;
}
