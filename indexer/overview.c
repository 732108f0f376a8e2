/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "overview.h"

#include <stdlib.h>

#include "findings.h"

/* Whether two days are of one month. */
static bool
same_month(int32_t day, int32_t other)
{
	char a[XB_DATE_TEXT_MAX], b[XB_DATE_TEXT_MAX];

	return strcmp(xb_survey_day(a, day, true), xb_survey_day(b, other, true)) == 0;
}

/* Days, ascending, as months with how many; `stride` is from one day to the next. Undated ones come first, and are passed over. */
static struct xb_overview_month *
count_months(size_t *n, const int32_t *day, size_t ndays, size_t stride, struct xb_arena *arena)
{
	struct xb_overview_month *months = NULL;
	int32_t before = XB_UNDATED;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < ndays; i++, day = (const int32_t *)((const char *)day + stride)) {
		if (*day == XB_UNDATED)
			continue;
		if (*day != before && (!*n || !same_month(*day, before))) {
			months = xb_arena_grow(arena, months, &cap, *n + 1, sizeof(*months));
			if (!months)
				return NULL;
			months[(*n)++] = (struct xb_overview_month){ .day = *day };
		}
		before = *day;
		months[*n - 1].n++;
	}
	return months ? months : xb_arena_calloc(arena, 1, sizeof(*months));
}

/* The larger first. */
static int
compare_sizes(size_t n, const char *name, size_t other, const char *other_name)
{
	return n != other ? (n < other) - (n > other) : strcmp(name, other_name);
}

static int
compare_sources(const void *a, const void *b)
{
	const struct xb_overview_source *x = a, *y = b;

	return compare_sizes(x->n, x->name, y->n, y->name);
}

static xabar_status
count_sources(struct xb_overview *o, xabar_error *err)
{
	const struct xb_survey_doc *docs;
	size_t n, from = 0;

	o->sources = xb_arena_calloc(&o->survey.arena, o->survey.sources.n, sizeof(*o->sources));
	if (!o->sources)
		return xb_fail_nomem(err);
	while (xb_survey_next_source(&o->survey, &docs, &n, &from)) {
		struct xb_overview_source *s = &o->sources[o->nsources++];

		s->name = o->survey.sources.names[docs->source].ptr;
		s->n = n;
		while (s->undated < n && docs[s->undated].day == XB_UNDATED)
			s->undated++;
		s->first = s->undated < n ? docs[s->undated].day : XB_UNDATED;
		s->last = docs[n - 1].day;
		s->months = count_months(&s->nmonths, &docs->day, n, sizeof(*docs), &o->survey.arena);
		if (!s->months)
			return xb_fail_nomem(err);
	}
	if (o->nsources)
		qsort(o->sources, o->nsources, sizeof(*o->sources), compare_sources);
	return XABAR_OK;
}

static int
compare_days(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static xabar_status
count_all_months(struct xb_overview *o, xabar_error *err)
{
	int32_t *days = calloc(o->survey.ndocs + 1, sizeof(*days));

	for (size_t i = 0; days && i < o->survey.ndocs; i++)
		days[i] = o->survey.docs[i].day;
	if (days && o->survey.ndocs)
		qsort(days, o->survey.ndocs, sizeof(*days), compare_days);
	if (days)
		o->months = count_months(&o->nmonths, days, o->survey.ndocs, sizeof(*days), &o->survey.arena);
	free(days);
	return o->months ? XABAR_OK : xb_fail_nomem(err);
}

static int
compare_langs(const void *a, const void *b)
{
	const struct xb_overview_lang *x = a, *y = b;

	return compare_sizes(x->n, x->name, y->n, y->name);
}

static xabar_status
count_langs(struct xb_overview *o, xabar_error *err)
{
	const struct xb_names *names = &o->survey.langs;

	o->langs = xb_arena_calloc(&o->survey.arena, names->n, sizeof(*o->langs));
	if (!o->langs)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < names->n; i++)
		o->langs[i].name = names->names[i].ptr;
	for (size_t i = 0; i < o->survey.ndocs; i++)
		o->langs[o->survey.docs[i].lang].n++;
	qsort(o->langs, names->n, sizeof(*o->langs), compare_langs);
	while (o->nlangs < names->n && o->langs[o->nlangs].n)
		o->nlangs++;
	return XABAR_OK;
}

static void
count_charsets(struct xb_overview *o)
{
	for (size_t i = 0; i < o->ledger.slots; i++) {
		struct xb_findings found;

		if (!o->ledger.inputs[i])
			continue;
		xb_findings_unpack(&found, o->ledger.inputs[i]->found);
		xb_tally_merge(&o->charsets, &found.charsets);
	}
	xb_tally_sort(&o->charsets);
}

xabar_status
xb_overview_init(struct xb_overview *o, const char *dir, bool texts, xabar_error *err)
{
	xabar_status status;

	*o = (struct xb_overview){ 0 };
	status = xb_generation_open(&o->generation, dir, err);
	if (status == XABAR_OK)
		status = xb_ledger_load(&o->ledger, o->generation, err);
	if (status == XABAR_OK)
		status = xb_survey_init(&o->survey, o->generation, err);
	if (status == XABAR_OK)
		status = count_sources(o, err);
	if (status == XABAR_OK)
		status = count_all_months(o, err);
	if (status == XABAR_OK)
		status = count_langs(o, err);
	if (status == XABAR_OK)
		status = xb_doctor_examine(&o->findings, &o->survey, &o->ledger, texts, err);
	if (status == XABAR_OK)
		count_charsets(o);
	return status;
}

void
xb_overview_release(struct xb_overview *o)
{
	xb_survey_release(&o->survey);
	xb_ledger_release(&o->ledger);
	xb_generation_free(o->generation);
}

uint64_t
xb_overview_bytes(const struct xb_overview *o)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < o->generation->manifest.nsegments; i++)
		bytes += o->generation->manifest.segments[i].bytes;
	return bytes;
}
