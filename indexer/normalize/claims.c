/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "claims.h"

#include <limits.h>
#include <strings.h>

#include "field_names.h"
#include "markup.h"
#include "tidy.h"

struct xb_str
xb_work_checked(struct xb_work *work, struct xb_str made)
{
	if (made.ptr)
		return made;
	work->full = true;
	return (struct xb_str){ "", 0 };
}

struct xb_str
xb_work_text(struct xb_work *work, const struct xb_pair *pair)
{
	return !pair->text && xb_markup_looks_like(pair->value) ? xb_markup_text(pair->value, work->arena) : pair->value;
}

struct xb_str
xb_work_line(struct xb_work *work, const struct xb_pair *pair)
{
	return xb_work_checked(work, xb_tidy_line(xb_work_text(work, pair), work->arena));
}

struct xb_str
xb_work_paragraphs(struct xb_work *work, const struct xb_pair *pair)
{
	return xb_work_checked(work, xb_tidy_paragraphs(xb_work_text(work, pair), work->arena));
}

static void
add_claim(struct xb_work *work, size_t pair, enum xb_field field, int rank)
{
	struct xb_claim *claims = xb_arena_grow(work->arena, work->claims, &work->claims_cap, work->nclaims + 1,
	                                     sizeof(*claims));

	if (!claims) {
		work->full = true;
		return;
	}
	work->claims = claims;
	claims[work->nclaims++] = (struct xb_claim){ pair, field, rank };
}

void
xb_work_claim(struct xb_work *work, size_t i)
{
	const struct xb_pair *pair = &work->record->pairs[i];
	const struct xb_normalize_options *options = work->options;
	bool mapped = false;

	if (xb_str_trim(pair->value).len == 0)
		return;
	for (size_t m = 0; m < options->nmap; m++) {
		struct xb_str name = options->map[m].name;

		if (name.len != pair->name.len || strncasecmp(name.ptr, pair->name.ptr, name.len) != 0)
			continue;
		add_claim(work, i, options->map[m].field, XB_RANK_MAPPED + (int)m);
		mapped = true;
	}
	if (mapped)
		return;
	for (const struct xb_field_name *row = xb_field_name_find(pair->name); row; row = xb_field_name_next(row))
		add_claim(work, i, row->field, row->rank);
}

const struct xb_claim *
xb_claim_next(const struct xb_work *work, enum xb_field field, int from, int below, const struct xb_claim *after)
{
	const struct xb_claim *best = NULL;

	for (size_t i = 0; i < work->nclaims; i++) {
		const struct xb_claim *claim = &work->claims[i];

		if (claim->field != field || claim->rank < from || claim->rank >= below)
			continue;
		if (after && (claim->rank < after->rank || (claim->rank == after->rank && claim <= after)))
			continue;
		if (!best || claim->rank < best->rank)
			best = claim;
	}
	return best;
}

const struct xb_claim *
xb_claim_best(const struct xb_work *work, enum xb_field field)
{
	return xb_claim_next(work, field, INT_MIN, INT_MAX, NULL);
}

const struct xb_pair *
xb_claim_pair(const struct xb_work *work, const struct xb_claim *claim)
{
	return &work->record->pairs[claim->pair];
}

const struct xb_pair *
xb_claim_take(struct xb_work *work, size_t pair)
{
	work->used[pair] = true;
	return &work->record->pairs[pair];
}
