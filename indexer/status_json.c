/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "status_json.h"

#include <inttypes.h>

#include "findings.h"
#include "json.h"

static void
add_number(struct xb_buf *out, const char *name, uint64_t value)
{
	xb_json_key(out, name);
	xb_buf_printf(out, "%" PRIu64, value);
}

static void
add_day(struct xb_buf *out, const char *name, int32_t day)
{
	char text[XB_DATE_TEXT_MAX];

	if (day != XB_UNDATED)
		xb_json_member(out, name, xb_str(xb_survey_day(text, day, false)));
}

/* An array or object of what is added until its end. */
static void
begin(struct xb_buf *out, const char *name, char bracket)
{
	xb_json_key(out, name);
	xb_buf_add_char(out, bracket);
}

static void
begin_item(struct xb_buf *out)
{
	xb_json_comma(out);
	xb_buf_add_char(out, '{');
}

static void
add_months(struct xb_buf *out, const struct xb_overview_month *months, size_t n)
{
	char text[XB_DATE_TEXT_MAX];

	begin(out, "months", '{');
	for (size_t i = 0; i < n; i++)
		add_number(out, xb_survey_day(text, months[i].day, true), months[i].n);
	xb_buf_add_char(out, '}');
}

static void
add_segments(struct xb_buf *out, const struct xb_manifest *manifest)
{
	begin(out, "segments", '[');
	for (size_t i = 0; i < manifest->nsegments; i++) {
		const struct xb_segment_info *s = &manifest->segments[i];
		char name[16];

		snprintf(name, sizeof(name), "seg-%06" PRIu32, s->number);
		begin_item(out);
		xb_json_member(out, "name", xb_str(name));
		add_number(out, "dispatches", s->documents - s->tombstones);
		add_number(out, "deleted", s->tombstones);
		add_number(out, "bytes", s->bytes);
		xb_buf_add_char(out, '}');
	}
	xb_buf_add_char(out, ']');
}

static void
add_sources(struct xb_buf *out, const struct xb_overview *o)
{
	begin(out, "sources", '[');
	for (size_t i = 0; i < o->nsources; i++) {
		const struct xb_overview_source *s = &o->sources[i];

		begin_item(out);
		xb_json_member(out, "source", xb_str(s->name));
		add_number(out, "dispatches", s->n);
		add_number(out, "undated", s->undated);
		add_day(out, "first", s->first);
		add_day(out, "last", s->last);
		add_months(out, s->months, s->nmonths);
		xb_buf_add_char(out, '}');
	}
	xb_buf_add_char(out, ']');
}

/* What dispatches are counted by, and how many they are. */
static void
add_counted(struct xb_buf *out, const char *by, const char *name, uint64_t n)
{
	begin_item(out);
	xb_json_member(out, by, xb_str(name));
	add_number(out, "dispatches", n);
	xb_buf_add_char(out, '}');
}

static void
add_languages(struct xb_buf *out, const struct xb_overview *o)
{
	begin(out, "languages", '[');
	for (size_t i = 0; i < o->nlangs; i++)
		add_counted(out, "lang", o->langs[i].name, o->langs[i].n);
	xb_buf_add_char(out, ']');
}

static void
add_encodings(struct xb_buf *out, const struct xb_tally *charsets)
{
	begin(out, "encodings", '[');
	for (size_t i = 0; i < charsets->n; i++)
		add_counted(out, "encoding", charsets->rows[i].name, charsets->rows[i].n);
	xb_buf_add_char(out, ']');
}

static void
add_inputs(struct xb_buf *out, const struct xb_ledger *ledger)
{
	begin(out, "inputs", '[');
	for (size_t i = 0; i < ledger->slots; i++) {
		const struct xb_ledger_input *input = ledger->inputs[i];
		struct xb_findings found;

		if (!input)
			continue;
		xb_findings_unpack(&found, input->found);
		begin_item(out);
		xb_json_member(out, "path", xb_str(input->path));
		add_number(out, "dispatches", found.records);
		add_number(out, "rejected", found.rejects);
		add_number(out, "replaced", found.replaced);
		xb_json_key(out, "whole");
		xb_buf_add_str(out, xb_str(input->complete ? "true" : "false"));
		xb_buf_add_char(out, '}');
	}
	xb_buf_add_char(out, ']');
}

static void
add_findings(struct xb_buf *out, const struct xb_findings_list *list)
{
	begin(out, "findings", '[');
	for (size_t i = 0; i < list->n; i++) {
		const struct xb_finding *f = &list->items[i];

		begin_item(out);
		xb_json_member(out, "kind", xb_str(f->kind));
		xb_json_member(out, xb_doctor_is_of_input(f) ? "input" : "source", xb_str(f->subject));
		add_number(out, "count", f->count);
		if (f->usual)
			add_number(out, "usual", f->usual);
		add_day(out, "first", f->first);
		add_day(out, "last", f->last);
		xb_json_member(out, "advice", xb_str(xb_doctor_advice(f)));
		begin(out, "ids", '[');
		for (size_t k = 0; k < f->nids; k++) {
			xb_json_comma(out);
			xb_json_string(out, xb_str(f->ids[k]));
		}
		xb_buf_add_str(out, xb_str("]}"));
	}
	xb_buf_add_char(out, ']');
}

xabar_status
xb_status_json(FILE *out, const struct xb_overview *o, xabar_error *err)
{
	struct xb_buf line;
	xabar_status status;

	xb_buf_init(&line, (size_t)4 << 30);
	xb_buf_add_str(&line, xb_str("{\"xabar\":1"));
	add_number(&line, "generation", o->generation->manifest.generation);
	add_number(&line, "dispatches", o->survey.ndocs);
	add_number(&line, "bytes", xb_overview_bytes(o));
	add_segments(&line, &o->generation->manifest);
	add_sources(&line, o);
	add_months(&line, o->months, o->nmonths);
	add_languages(&line, o);
	add_encodings(&line, &o->charsets);
	add_inputs(&line, &o->ledger);
	add_findings(&line, &o->findings);
	xb_buf_add_str(&line, xb_str("}\n"));
	status = xb_buf_status(&line, err);
	if (status == XABAR_OK)
		fwrite(line.ptr, 1, line.len, out);
	xb_buf_release(&line);
	return status;
}
