/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "merge.h"

/* Living documents of the largest segment of tier 0. */
#define TIER_BASE 1000

static uint64_t
live_documents(const struct xb_segment_info *info)
{
	return info->documents - info->tombstones;
}

/* Segments of up to 1000 living documents are tier 0, each next tier is XB_MERGE_FACTOR times as large. */
static unsigned
tier_of(const struct xb_segment_info *info)
{
	unsigned tier = 0;

	for (uint64_t size = TIER_BASE; live_documents(info) > size; size *= XB_MERGE_FACTOR)
		tier++;
	return tier;
}

static size_t
choose_tier(bool *chosen, const struct xb_manifest *manifest, unsigned tier)
{
	size_t n = 0;

	for (size_t i = 0; i < manifest->nsegments; i++)
		n += chosen[i] = tier_of(&manifest->segments[i]) == tier;
	return n;
}

static size_t
choose_half_dead(bool *chosen, const struct xb_manifest *manifest)
{
	size_t n = 0;

	for (size_t i = 0; i < manifest->nsegments; i++)
		n += chosen[i] = manifest->segments[i].tombstones * 2 > manifest->segments[i].documents;
	return n;
}

size_t
xb_merge_choose(bool *chosen, const struct xb_manifest *manifest, bool all, bool outdated)
{
	uint64_t dead = 0;
	size_t n;

	for (size_t i = 0; i < manifest->nsegments; i++)
		dead += manifest->segments[i].tombstones;
	if (all) {
		for (size_t i = 0; i < manifest->nsegments; i++)
			chosen[i] = true;
		return manifest->nsegments > 1 || dead || outdated ? manifest->nsegments : 0;
	}
	for (unsigned tier = 0; tier < 16; tier++)
		if ((n = choose_tier(chosen, manifest, tier)) >= XB_MERGE_FACTOR)
			return n;
	return choose_half_dead(chosen, manifest);
}

xabar_status
xb_merge_complete(struct xb_buf *again, struct xb_dispatch *dispatch, xabar_error *err)
{
	struct xb_language_found found;

	if (dispatch->text[XB_FIELD_LANG].len || dispatch->lang_declared.len)
		return XABAR_OK;
	xb_dispatch_identify(&found, dispatch, NULL);
	if (!found.language)
		return XABAR_OK;
	dispatch->text[XB_FIELD_LANG] = xb_str(found.language->code);
	dispatch->lang_margin = found.margin;
	xb_dispatch_encode(again, dispatch);
	return xb_buf_status(again, err);
}
