/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "merge.h"

/* Documents of the largest segment of tier 0 that a merge takes. */
#define TIER_BASE 1000

/* Those that a merge leaves out. */
static uint64_t
dead_documents(const struct xb_segment_info *info, enum xb_versions versions)
{
	return info->tombstones - (versions == XB_VERSIONS_NONE ? 0 : info->earlier);
}

/* Segments of which a merge takes up to 1000 documents are tier 0, each next tier is XB_MERGE_FACTOR times as large. */
static unsigned
tier_of(const struct xb_segment_info *info, enum xb_versions versions)
{
	unsigned tier = 0;

	for (uint64_t size = TIER_BASE; info->documents - dead_documents(info, versions) > size; size *= XB_MERGE_FACTOR)
		tier++;
	return tier;
}

static size_t
choose_tier(bool *chosen, const struct xb_manifest *manifest, unsigned tier, enum xb_versions versions)
{
	size_t n = 0;

	for (size_t i = 0; i < manifest->nsegments; i++)
		n += chosen[i] = tier_of(&manifest->segments[i], versions) == tier;
	return n;
}

static size_t
choose_half_dead(bool *chosen, const struct xb_manifest *manifest, enum xb_versions versions)
{
	size_t n = 0;

	for (size_t i = 0; i < manifest->nsegments; i++)
		n += chosen[i] = dead_documents(&manifest->segments[i], versions) * 2 > manifest->segments[i].documents;
	return n;
}

size_t
xb_merge_choose(bool *chosen, const struct xb_manifest *manifest, bool all, bool outdated, enum xb_versions versions)
{
	uint64_t dead = 0;
	size_t n;

	for (size_t i = 0; i < manifest->nsegments; i++)
		dead += dead_documents(&manifest->segments[i], versions);
	if (all) {
		for (size_t i = 0; i < manifest->nsegments; i++)
			chosen[i] = true;
		return manifest->nsegments > 1 || dead || outdated ? manifest->nsegments : 0;
	}
	for (unsigned tier = 0; tier < 16; tier++)
		if ((n = choose_tier(chosen, manifest, tier, versions)) >= XB_MERGE_FACTOR)
			return n;
	return choose_half_dead(chosen, manifest, versions);
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
