/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_segment.h"

#include <stdlib.h>

#include "glass_postings.h"

struct xb_glass_segment {
	struct xb_glass_tree *postlist, *docdata, *position; /* NULL: it is empty */
};

xabar_status
xb_glass_segment_open(struct xb_glass_segment **out, const char *path, xabar_error *err)
{
	struct xb_glass_segment *segment;
	struct xb_glass_info info;
	bool ours;
	xabar_status status = xb_glass_info_open(&ours, &info, path, err);

	*out = NULL;
	if (status != XABAR_OK || !ours)
		return status;
	segment = calloc(1, sizeof(*segment));
	if (!segment)
		return xb_fail_nomem(err);
	status = xb_glass_tree_open(&segment->postlist, path, "postlist.glass", &info.postlist, err);
	if (status == XABAR_OK)
		status = xb_glass_tree_open(&segment->docdata, path, "docdata.glass", &info.docdata, err);
	if (status == XABAR_OK)
		status = xb_glass_tree_open(&segment->position, path, "position.glass", &info.position, err);
	if (status == XABAR_OK)
		*out = segment;
	else
		xb_glass_segment_free(segment);
	return status;
}

void
xb_glass_segment_free(struct xb_glass_segment *segment)
{
	if (!segment)
		return;
	xb_glass_tree_free(segment->postlist);
	xb_glass_tree_free(segment->docdata);
	xb_glass_tree_free(segment->position);
	free(segment);
}

xabar_status
xb_glass_segment_postings(struct xb_posting_list **out, const struct xb_glass_segment *segment, struct xb_str term,
                          xabar_error *err)
{
	return xb_glass_postings_open(out, segment->postlist, segment->position, term, err);
}

xabar_status
xb_glass_segment_datum(bool *found, struct xb_buf *out, const struct xb_glass_segment *segment, uint32_t docid, xabar_error *err)
{
	unsigned char key[XB_GLASS_UINT_MAX];
	const size_t len = (size_t)(xb_glass_put_sortable(key, docid) - key);

	return xb_glass_tree_get(found, out, segment->docdata, xb_strn((const char *)key, len), err);
}
