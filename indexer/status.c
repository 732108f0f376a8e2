/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "status.h"

#include <inttypes.h>
#include <stdlib.h>

#include "check.h"
#include "date.h"
#include "findings.h"
#include "overview.h"
#include "status_json.h"

static const char *
day(char out[XB_DATE_TEXT_MAX], int64_t utc)
{
	const struct xb_date date = { .utc = utc, .precision = XB_DATE_DAY };

	xb_date_format(out, &date);
	return out;
}

static void
print_segments(FILE *out, const struct xb_manifest *manifest)
{
	char first[XB_DATE_TEXT_MAX], last[XB_DATE_TEXT_MAX];

	for (size_t i = 0; i < manifest->nsegments; i++) {
		const struct xb_segment_info *s = &manifest->segments[i];

		fprintf(out, "segment\tseg-%06" PRIu32 "\t%" PRIu64 " dispatches\t%" PRIu64 " deleted\t%.1f MB", s->number,
		        s->documents - s->tombstones, s->tombstones - s->earlier, (double)s->bytes / 1e6);
		if (s->first <= s->last)
			fprintf(out, "\t%s..%s", day(first, s->first), day(last, s->last));
		if (s->earlier)
			fprintf(out, "\t%" PRIu64 " earlier versions", s->earlier);
		fputc('\n', out);
	}
}

/* How postings are weighted, where there are any. */
static void
print_weighting(FILE *out, const struct xb_manifest *manifest)
{
	struct xb_buf text;

	xb_buf_init(&text, 256);
	if (manifest->weighting.scale)
		xb_weighting_write(&text, &manifest->weighting);
	else
		xb_buf_add_str(&text, xb_str("plain"));
	if (manifest->nsegments)
		fprintf(out, "weighting\t%.*s\n", (int)text.len, text.ptr);
	xb_buf_release(&text);
}

static int
by_path(const void *a, const void *b)
{
	const struct xb_ledger_input *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

/* What was found stands behind the path, where what reads the columns before it is not disturbed. */
static void
print_input(FILE *out, const struct xb_ledger_input *input, struct xb_buf *line)
{
	struct xb_findings found;

	xb_findings_unpack(&found, input->found);
	xb_buf_clear(line);
	xb_findings_say_formats(line, &found);
	xb_buf_printf(line, "\t%" PRIu64 " dispatches\t%" PRIu64 " rejected\t%" PRIu64 " bytes replaced\t%s\t%s\t",
	              found.records, found.rejects, found.replaced, input->complete ? "whole" : "in part", input->path);
	xb_findings_say_charsets(line, &found);
	xb_buf_add_char(line, '\t');
	xb_findings_say_notes(line, &found);
	while (line->len && line->ptr[line->len - 1] == '\t')
		line->ptr[--line->len] = '\0';
	fprintf(out, "input\t%s\n", line->failed ? "" : line->ptr);
}

static xabar_status
print_inputs(FILE *out, const struct xb_ledger *ledger, xabar_error *err)
{
	const struct xb_ledger_input **inputs = calloc(ledger->n + 1, sizeof(*inputs));
	struct xb_buf line;
	size_t n = 0;

	xb_buf_init(&line, (size_t)1 << 20);
	if (!inputs)
		return xb_fail_nomem(err);
	for (size_t i = 0; i < ledger->slots; i++)
		if (ledger->inputs[i])
			inputs[n++] = ledger->inputs[i];
	qsort(inputs, n, sizeof(*inputs), by_path);
	for (size_t i = 0; i < n; i++)
		print_input(out, inputs[i], &line);
	xb_buf_release(&line);
	free(inputs);
	return XABAR_OK;
}

/* Sources, months and languages, the largest first but for months; the encodings of inputs. */
static void
print_counts(FILE *out, const struct xb_overview *overview, bool verbose)
{
	char first[XB_DATE_TEXT_MAX], last[XB_DATE_TEXT_MAX];

	for (size_t i = 0; i < overview->nsources; i++) {
		const struct xb_overview_source *s = &overview->sources[i];

		fprintf(out, "source\t%s\t%zu dispatches\t%s%s%s\t%zu undated\n", s->name, s->n,
		        s->undated < s->n ? xb_survey_day(first, s->first, false) : "", s->undated < s->n ? ".." : "",
		        s->undated < s->n ? xb_survey_day(last, s->last, false) : "", s->undated);
		for (size_t k = 0; verbose && k < s->nmonths; k++)
			fprintf(out, "month\t%s\t%zu dispatches\t%s\n", xb_survey_day(first, s->months[k].day, true), s->months[k].n, s->name);
	}
	for (size_t i = 0; i < overview->nmonths && !verbose; i++)
		fprintf(out, "month\t%s\t%zu dispatches\n", xb_survey_day(first, overview->months[i].day, true), overview->months[i].n);
	for (size_t i = 0; i < overview->nlangs; i++)
		fprintf(out, "language\t%s\t%zu dispatches\n", overview->langs[i].name, overview->langs[i].n);
	for (size_t i = 0; i < overview->charsets.n; i++)
		fprintf(out, "encoding\t%s\t%" PRIu64 " dispatches\n", overview->charsets.rows[i].name, overview->charsets.rows[i].n);
}

/* So many of a kind are told; the rest are counted. */
#define FINDINGS_SHOWN 20

static xabar_status
print_findings(FILE *out, const struct xb_findings_list *list, xabar_error *err)
{
	struct xb_buf what;
	xabar_status status;

	xb_buf_init(&what, (size_t)1 << 20);
	for (size_t i = 0, shown = 0; i < list->n; i++) {
		const struct xb_finding *f = &list->items[i];
		bool last = i + 1 == list->n || strcmp(f->kind, list->items[i + 1].kind) != 0;

		if (++shown <= FINDINGS_SHOWN) {
			xb_buf_clear(&what);
			xb_doctor_say(&what, f);
			fprintf(out, "finding\t%s\t%s\t%s\t%s", f->kind, f->subject, what.ptr ? what.ptr : "", xb_doctor_advice(f));
			for (size_t k = 0; k < f->nids; k++)
				fprintf(out, "%s%s", k ? " " : "\tfor instance ", f->ids[k]);
			fputc('\n', out);
		} else if (last) {
			fprintf(out, "finding\t%s\t\t%zu more of these\t--format json has all of them\n", f->kind, shown - FINDINGS_SHOWN);
		}
		shown = last ? 0 : shown;
	}
	status = xb_buf_status(&what, err);
	xb_buf_release(&what);
	return status;
}

xabar_status
xb_status_print(FILE *out, const char *dir, const struct xb_status_options *options, xabar_error *err)
{
	struct xb_overview overview;
	xabar_status status = xb_overview_init(&overview, dir, options->verbose, err);

	if (status == XABAR_OK && options->json) {
		status = xb_status_json(out, &overview, err);
	} else if (status == XABAR_OK) {
		fprintf(out, "index\t%s\tgeneration %" PRIu64 "\t%zu dispatches\t%.1f MB\t%zu inputs\n", dir,
		        overview.generation->manifest.generation, overview.survey.ndocs, (double)xb_overview_bytes(&overview) / 1e6,
		        overview.ledger.n);
		print_weighting(out, &overview.generation->manifest);
		print_segments(out, &overview.generation->manifest);
		print_counts(out, &overview, options->verbose);
		status = print_inputs(out, &overview.ledger, err);
		if (status == XABAR_OK)
			status = print_findings(out, &overview.findings, err);
	}
	xb_overview_release(&overview);
	return status;
}

static void
print_problem(void *ctx, const char *line)
{
	fprintf(ctx, "%s\n", line);
}

xabar_status
xb_check_print(FILE *out, const char *dir, xabar_error *err)
{
	struct xb_generation *generation;
	struct xb_ledger ledger = { 0 };
	xabar_status status = xb_generation_open(&generation, dir, err);
	xabar_error why;
	size_t problems;

	if (status != XABAR_OK)
		return status;
	problems = xb_generation_check(generation, print_problem, out);
	if (xb_ledger_load(&ledger, generation, &why) != XABAR_OK) {
		fprintf(out, "ledger: %s\n", why.message);
		problems++;
	}
	xb_ledger_release(&ledger);
	if (problems) {
		status = xb_fail(err, XABAR_ECORRUPT, "'%s' has %zu problem%s", dir, problems, problems == 1 ? "" : "s");
		xb_hint(err, status, "restore it from its backup, or index its inputs again into a new one");
	} else {
		fprintf(out, "%s: generation %" PRIu64 " is whole\n", dir, generation->manifest.generation);
	}
	xb_generation_free(generation);
	return status;
}
