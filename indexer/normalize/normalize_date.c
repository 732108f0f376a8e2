/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <limits.h>

#include "claims.h"
#include "date_pattern.h"
#include "tidy.h"

/* Newspapers of the region begin after 1800 (Tiflisskie Vedomosti, 1828; Əkinçi, 1875). */
#define BELIEVED_FROM INT64_C(-5364662400) /* 1800-01-01 */
#define BELIEVED_AHEAD (2 * 24 * 60 * 60)  /* clocks that are wrong, papers dated to the next day */

/* A date as printed: up to the first control, after which wires put codes of their own (Reuters has "15:01:01.79",
 * three U+0005, "C T"). */
static struct xb_str
date_text(struct xb_work *work, const struct xb_pair *pair)
{
	struct xb_str value = xb_str_trim(xb_work_text(work, pair));
	size_t len = 0;

	while (len < value.len && (unsigned char)value.ptr[len] >= ' ')
		len++;
	return xb_work_checked(work, xb_tidy_line(len ? (struct xb_str){ value.ptr, len } : value, work->arena));
}

static bool
believe(struct xb_work *work, const struct xb_date *date)
{
	if (date->utc < BELIEVED_FROM)
		work->date_flag = "before 1800";
	else if (work->options->now && date->utc > work->options->now + BELIEVED_AHEAD)
		work->date_flag = "in the future";
	else
		return true;
	return false;
}

/* A date in the form that --map says its name has, or else in any. */
static bool
read_date(struct xb_date *out, struct xb_work *work, const struct xb_claim *claim, struct xb_str text)
{
	struct xb_date_defaults defaults = { work->out->text[XB_FIELD_LANG], work->options->have_zone };
	const size_t mapped = (size_t)(claim->rank - XB_RANK_MAPPED);
	struct xb_str pattern = { 0 };

	if (mapped < work->options->nmap)
		pattern = work->options->map[mapped].pattern;
	return pattern.len ? xb_date_pattern_parse(out, text, pattern, &defaults)
	                   : xb_date_parse(out, text, &defaults);
}

/* The first date, best names first, that can be read and believed. Those that cannot stay extras. */
void
xb_work_fill_date(struct xb_work *work)
{
	const struct xb_claim *claim = xb_claim_best(work, XB_FIELD_DATE);
	struct xb_date date;

	for (size_t n = 0; claim && n < XB_CLAIMS_TRIED;
	     n++, claim = xb_claim_next(work, XB_FIELD_DATE, INT_MIN, INT_MAX, claim)) {
		struct xb_str text = date_text(work, xb_claim_pair(work, claim));

		if (!text.len || !read_date(&date, work, claim, text) || !believe(work, &date))
			continue;
		work->out->date = date;
		work->out->text[XB_FIELD_DATE] = text;
		work->used[claim->pair] = true;
		return;
	}
}

/* A date beside the publication's, in ISO 8601, so that whoever reads it next needs no language or zone; one that cannot be read
 * stays as it was printed. */
void
xb_work_fill_other_date(struct xb_work *work, enum xb_field field)
{
	struct xb_date_defaults defaults = { work->out->text[XB_FIELD_LANG], work->options->have_zone };
	const struct xb_claim *claim = xb_claim_best(work, field);
	struct xb_date date;
	char iso[XB_DATE_TEXT_MAX];
	struct xb_str text;

	if (!claim)
		return;
	text = date_text(work, xb_claim_take(work, claim->pair));
	if (text.len && xb_date_parse(&date, text, &defaults))
		text = xb_work_checked(work, xb_arena_str(work->arena, xb_strn(iso, xb_date_format(iso, &date))));
	work->out->text[field] = text;
}
