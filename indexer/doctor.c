/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "doctor.h"

#include <stdlib.h>

#include "findings.h"

/* A source is looked at for gaps if it has so many dispatches, on so many days. */
#define SOURCE_LEAST 30
#define DAYS_LEAST 10

/* Days without any are a gap if they are this many times as many as all its pauses but the longest, which are so few or such a
 * part, and so many dispatches would have been expected of them. What comes once a month is no gap. */
#define PAUSE_TIMES 3
#define LONGEST_LEAST 3
#define LONGEST_PART 40
#define MISSING_LEAST 10

/* A month has few if it has less than one in so many of the usual, which is at least so many. */
#define FEW_PART 5
#define USUAL_LEAST 20

/* A text that ends so was cut by whoever gave it; a source is told of if so many of its texts, and one in so many, are. */
#define CUT_LEAST 3
#define CUT_PART 10

struct examining {
	struct xb_survey *survey;
	struct xb_findings_list *list;
	struct xb_fetcher fetcher;
	struct xb_buf encoded;
	struct xb_arena scratch; /* of the dispatch at hand */
	xabar_error *err;
};

static xabar_status
add(struct examining *e, const struct xb_finding *finding)
{
	struct xb_findings_list *list = e->list;

	if (!finding->count)
		return XABAR_OK;
	list->items = xb_arena_grow(&e->survey->arena, list->items, &list->cap, list->n + 1, sizeof(*list->items));
	if (!list->items)
		return xb_fail_nomem(e->err);
	list->items[list->n++] = *finding;
	return XABAR_OK;
}

static xabar_status
read_dispatch(struct xb_dispatch *out, struct examining *e, uint32_t docid)
{
	xabar_status status = xb_fetch(&e->encoded, &e->fetcher, e->survey->reader, docid, e->err);

	xb_arena_clear(&e->scratch);
	return status == XABAR_OK ? xb_dispatch_decode(out, xb_buf_view(&e->encoded), &e->scratch, e->err) : status;
}

/* Count a document in a finding, which takes the ids of the first. */
static xabar_status
count_doc(struct examining *e, struct xb_finding *finding, const struct xb_survey_doc *doc)
{
	struct xb_dispatch dispatch;
	xabar_status status;

	finding->count++;
	if (finding->nids == XB_FINDING_IDS)
		return XABAR_OK;
	status = read_dispatch(&dispatch, e, doc->docid);
	if (status != XABAR_OK)
		return status;
	finding->ids[finding->nids] = xb_arena_str(&e->survey->arena, dispatch.text[XB_FIELD_ID]).ptr;
	return finding->ids[finding->nids++] ? XABAR_OK : xb_fail_nomem(e->err);
}

static struct xb_finding
begin(const char *kind, const char *subject)
{
	return (struct xb_finding){ .kind = kind, .subject = subject, .first = XB_UNDATED, .last = XB_UNDATED };
}

/* ---- Of one source ---- */

static int
compare_numbers(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Days from each day with dispatches to the next, sorted; *n of them. */
static int32_t *
list_pauses(size_t *n, const struct xb_survey_doc *docs, size_t ndocs)
{
	int32_t *pauses = calloc(ndocs + 1, sizeof(*pauses));

	*n = 0;
	for (size_t i = 1; pauses && i < ndocs; i++)
		if (docs[i].day > docs[i - 1].day)
			pauses[(*n)++] = docs[i].day - docs[i - 1].day;
	if (*n)
		qsort(pauses, *n, sizeof(*pauses), compare_numbers);
	return pauses;
}

static xabar_status
find_gaps(struct examining *e, const char *name, const struct xb_survey_doc *docs, size_t ndocs)
{
	size_t n;
	int64_t days = 0;
	int32_t *pauses = list_pauses(&n, docs, ndocs), longest;
	xabar_status status = XABAR_OK;

	if (!pauses)
		return xb_fail_nomem(e->err);
	if (n + 1 < DAYS_LEAST) {
		free(pauses);
		return XABAR_OK;
	}
	longest = PAUSE_TIMES * pauses[n - 1 - (n > LONGEST_LEAST * LONGEST_PART ? n / LONGEST_PART : LONGEST_LEAST)];
	for (size_t i = 0; i < n; i++)
		days += pauses[i] <= longest ? pauses[i] : 1;
	for (size_t i = 1; i < ndocs && status == XABAR_OK; i++) {
		struct xb_finding gap = begin("gap", name);

		gap.first = docs[i - 1].day + 1;
		gap.last = docs[i].day - 1;
		gap.count = gap.last < gap.first ? 0 : (uint64_t)(gap.last - gap.first + 1) * ndocs / (uint64_t)days;
		if (docs[i].day - docs[i - 1].day > longest && gap.count >= MISSING_LEAST)
			status = add(e, &gap);
	}
	free(pauses);
	return status;
}

/* A month of a source: how many it has, and its first and last day. */
struct month {
	int32_t n;
	int32_t first, last;
};

static void
month_of(struct month *out, int32_t day)
{
	char text[XB_DATE_TEXT_MAX];
	int year, month;

	xb_survey_day(text, day, true);
	year = atoi(text);
	month = atoi(text + 5);
	out->first = (int32_t)xb_days_from_civil(year, month, 1);
	out->last = (int32_t)xb_days_from_civil(year + month / 12, month % 12 + 1, 1) - 1;
}

static struct month *
list_months(size_t *n, const struct xb_survey_doc *docs, size_t ndocs)
{
	struct month *months = calloc(ndocs + 1, sizeof(*months));

	*n = 0;
	for (size_t i = 0; months && i < ndocs; i++) {
		if (!*n || docs[i].day > months[*n - 1].last)
			month_of(&months[(*n)++], docs[i].day);
		months[*n - 1].n++;
	}
	return months;
}

/* Whether a gap that was told already is in the month. */
static bool
has_gap(const struct xb_findings_list *list, size_t from, const struct month *month)
{
	for (size_t i = from; i < list->n; i++)
		if (list->items[i].first <= month->last && list->items[i].last >= month->first)
			return true;
	return false;
}

/* The first and the last month are not whole. */
static xabar_status
find_thin_months(struct examining *e, const char *name, const struct xb_survey_doc *docs, size_t ndocs, size_t gaps)
{
	size_t n;
	struct month *months = list_months(&n, docs, ndocs);
	int32_t *counts = calloc(n + 1, sizeof(*counts)), usual = 0;
	xabar_status status = months && counts ? XABAR_OK : xb_fail_nomem(e->err);

	for (size_t i = 0; counts && i < n; i++)
		counts[i] = months[i].n;
	if (counts && n >= 5) {
		qsort(counts, n, sizeof(*counts), compare_numbers);
		usual = counts[n / 2];
	}
	for (size_t i = 1; i + 1 < n && usual >= USUAL_LEAST && status == XABAR_OK; i++) {
		struct xb_finding few = begin("few", name);

		few.count = (uint64_t)months[i].n;
		few.usual = (uint64_t)usual;
		few.first = months[i].first;
		few.last = months[i].last;
		if (FEW_PART * months[i].n < usual && !has_gap(e->list, gaps, &months[i]))
			status = add(e, &few);
	}
	free(months);
	free(counts);
	return status;
}

static xabar_status
examine_source(struct examining *e, const struct xb_survey_doc *docs, size_t n)
{
	const char *name = e->survey->sources.names[docs->source].ptr;
	const size_t gaps = e->list->n;
	struct xb_finding undated = begin("undated", name), unnamed = begin("no-source", "");
	size_t dated = 0;
	xabar_status status = XABAR_OK;

	while (dated < n && docs[dated].day == XB_UNDATED && status == XABAR_OK)
		status = count_doc(e, &undated, &docs[dated++]);
	for (size_t i = 0; i < n && !docs->source && status == XABAR_OK; i++)
		status = count_doc(e, &unnamed, &docs[i]);
	if (status == XABAR_OK && n - dated >= SOURCE_LEAST)
		status = find_gaps(e, name, docs + dated, n - dated);
	if (status == XABAR_OK && n - dated >= SOURCE_LEAST)
		status = find_thin_months(e, name, docs + dated, n - dated, gaps);
	if (status == XABAR_OK)
		status = add(e, &undated);
	return status == XABAR_OK ? add(e, &unnamed) : status;
}

/* ---- Of all ---- */

static int
compare_content(const void *a, const void *b)
{
	const struct xb_survey_doc *const *x = a, *const *y = b;
	int order = memcmp((*x)->content, (*y)->content, sizeof((*x)->content));

	return order ? order : ((*x)->docid > (*y)->docid) - ((*x)->docid < (*y)->docid);
}

/* All documents, in an order. NULL when out of memory. */
static const struct xb_survey_doc **
list_docs(const struct xb_survey *survey, int (*compare)(const void *a, const void *b))
{
	const struct xb_survey_doc **docs = calloc(survey->ndocs + 1, sizeof(*docs));

	for (size_t i = 0; docs && i < survey->ndocs; i++)
		docs[i] = &survey->docs[i];
	if (docs && survey->ndocs)
		qsort(docs, survey->ndocs, sizeof(*docs), compare);
	return docs;
}

/* A finding of the kind for each source, of nothing yet. NULL likewise. */
static struct xb_finding *
begin_each(const char *kind, struct xb_survey *survey)
{
	struct xb_finding *found = xb_arena_calloc(&survey->arena, survey->sources.n, sizeof(*found));

	for (size_t i = 0; found && i < survey->sources.n; i++)
		found[i] = begin(kind, survey->sources.names[i].ptr);
	return found;
}

static xabar_status
add_each(struct examining *e, const struct xb_finding *found)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < e->survey->sources.n && status == XABAR_OK; i++)
		status = add(e, &found[i]);
	return status;
}

/* Each but the first of those that say the same, by the source of the later. */
static xabar_status
find_duplicates(struct examining *e)
{
	const struct xb_survey *survey = e->survey;
	const struct xb_survey_doc **docs = list_docs(survey, compare_content);
	struct xb_finding *found = begin_each("duplicates", e->survey);
	xabar_status status = docs && found ? XABAR_OK : xb_fail_nomem(e->err);

	for (size_t i = 1; i < survey->ndocs && status == XABAR_OK; i++)
		if (memcmp(docs[i]->content, docs[i - 1]->content, sizeof(docs[i]->content)) == 0)
			status = count_doc(e, &found[docs[i]->source], docs[i]);
	if (status == XABAR_OK)
		status = add_each(e, found);
	free(docs);
	return status;
}

static xabar_status
find_unknown_languages(struct examining *e)
{
	struct xb_finding unknown = begin("no-language", "");
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < e->survey->ndocs && status == XABAR_OK; i++)
		if (!e->survey->docs[i].lang)
			status = count_doc(e, &unknown, &e->survey->docs[i]);
	return status == XABAR_OK ? add(e, &unknown) : status;
}

static xabar_status
examine_inputs(struct examining *e, const struct xb_ledger *ledger)
{
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < ledger->slots && status == XABAR_OK; i++) {
		const struct xb_ledger_input *input = ledger->inputs[i];
		struct xb_finding replaced, rejected, part;
		struct xb_findings found;

		if (!input)
			continue;
		xb_findings_unpack(&found, input->found);
		replaced = begin("replaced", input->path);
		rejected = begin("rejected", input->path);
		part = begin("in-part", input->path);
		replaced.count = found.replaced;
		rejected.count = found.rejects;
		part.count = !input->complete;
		status = add(e, &replaced);
		if (status == XABAR_OK)
			status = add(e, &rejected);
		if (status == XABAR_OK)
			status = add(e, &part);
	}
	return status;
}

/* ---- Of the texts ---- */

static bool
is_cut(struct xb_str body)
{
	static const char *const ends[] = { "…", "...", "[…]", "[...]", "(...)", " chars]", "Read more", "Continue reading",
	                                    "Читать далее", "devamı için tıklayın" };

	body = xb_str_trim(body);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct xb_str end = xb_str(ends[i]);

		if (body.len > end.len && memcmp(body.ptr + body.len - end.len, end.ptr, end.len) == 0)
			return true;
	}
	return false;
}

static int
compare_numbers_of(const void *a, const void *b)
{
	const struct xb_survey_doc *const *x = a, *const *y = b;

	return ((*x)->docid > (*y)->docid) - ((*x)->docid < (*y)->docid);
}

static xabar_status
examine_text(struct examining *e, const struct xb_survey_doc *doc, struct xb_finding *empty, struct xb_finding *cut)
{
	struct xb_dispatch dispatch;
	xabar_status status = read_dispatch(&dispatch, e, doc->docid);

	if (status == XABAR_OK && !dispatch.text[XB_FIELD_BODY].len)
		return count_doc(e, &empty[doc->source], doc);
	if (status == XABAR_OK && is_cut(dispatch.text[XB_FIELD_BODY]))
		return count_doc(e, &cut[doc->source], doc);
	return status;
}

/* As they are stored: neighbours are unpacked together. */
static xabar_status
examine_texts(struct examining *e)
{
	const struct xb_survey *survey = e->survey;
	const struct xb_survey_doc **docs = list_docs(survey, compare_numbers_of);
	struct xb_finding *empty = begin_each("empty", e->survey), *cut = begin_each("cut", e->survey);
	size_t *all = xb_arena_calloc(&e->survey->arena, survey->sources.n, sizeof(*all));
	xabar_status status = docs && empty && cut && all ? XABAR_OK : xb_fail_nomem(e->err);

	for (size_t i = 0; i < survey->ndocs && status == XABAR_OK; i++) {
		all[docs[i]->source]++;
		status = examine_text(e, docs[i], empty, cut);
	}
	for (size_t i = 0; i < survey->sources.n && status == XABAR_OK; i++)
		if (cut[i].count < CUT_LEAST || cut[i].count * CUT_PART < all[i])
			cut[i].count = 0;
	if (status == XABAR_OK)
		status = add_each(e, empty);
	if (status == XABAR_OK)
		status = add_each(e, cut);
	free(docs);
	return status;
}

xabar_status
xb_doctor_examine(struct xb_findings_list *out, struct xb_survey *survey, const struct xb_ledger *ledger, bool texts,
                  xabar_error *err)
{
	struct examining e = { .survey = survey, .list = out, .err = err };
	const struct xb_survey_doc *docs;
	size_t n, from = 0;
	xabar_status status = XABAR_OK;

	*out = (struct xb_findings_list){ 0 };
	xb_fetcher_init(&e.fetcher);
	xb_buf_init(&e.encoded, (size_t)1 << 30);
	xb_arena_init(&e.scratch, (size_t)4 << 30);
	while (status == XABAR_OK && xb_survey_next_source(survey, &docs, &n, &from))
		status = examine_source(&e, docs, n);
	if (status == XABAR_OK && texts)
		status = examine_texts(&e);
	if (status == XABAR_OK)
		status = find_duplicates(&e);
	if (status == XABAR_OK)
		status = find_unknown_languages(&e);
	if (status == XABAR_OK)
		status = examine_inputs(&e, ledger);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), xb_doctor_compare);
	xb_arena_release(&e.scratch);
	xb_buf_release(&e.encoded);
	xb_fetcher_release(&e.fetcher);
	return status;
}
