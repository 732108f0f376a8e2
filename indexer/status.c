/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "status.h"

#include <inttypes.h>
#include <stdlib.h>

#include "check.h"
#include "date.h"
#include "findings.h"
#include "ledger.h"

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
		        s->documents - s->tombstones, s->tombstones, (double)s->bytes / 1e6);
		if (s->first <= s->last)
			fprintf(out, "\t%s..%s", day(first, s->first), day(last, s->last));
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

xabar_status
xb_status_print(FILE *out, const char *dir, xabar_error *err)
{
	struct xb_generation *generation;
	struct xb_ledger ledger = { 0 };
	uint64_t live = 0, bytes = 0;
	xabar_status status = xb_generation_open(&generation, dir, err);

	if (status == XABAR_OK)
		status = xb_ledger_load(&ledger, generation, err);
	if (status == XABAR_OK) {
		const struct xb_manifest *manifest = &generation->manifest;

		for (size_t i = 0; i < manifest->nsegments; i++) {
			live += manifest->segments[i].documents - manifest->segments[i].tombstones;
			bytes += manifest->segments[i].bytes;
		}
		fprintf(out, "index\t%s\tgeneration %" PRIu64 "\t%" PRIu64 " dispatches\t%.1f MB\t%zu inputs\n", dir,
		        manifest->generation, live, (double)bytes / 1e6, ledger.n);
		print_weighting(out, manifest);
		print_segments(out, manifest);
		status = print_inputs(out, &ledger, err);
	}
	xb_ledger_release(&ledger);
	xb_generation_free(generation);
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
