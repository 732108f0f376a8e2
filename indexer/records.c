/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of one input: by a reader, through normalisation, to the writer. */
#include <stdio.h>

#include "input/label.h"
#include "preview.h"
#include "reading.h"
#include "text/unicode.h"

#define UTF8_BOM "\xef\xbb\xbf"

/* ---- What is told of a part ---- */

xabar_status
xb_part_reject(struct xb_part *part, uint64_t offset, const char *reason, xabar_error *err)
{
	if (part->reading->base + offset < part->reading->from)
		return XABAR_OK;
	part->found.rejects++;
	return xb_run_reject(part->reading->run, part->name, offset, reason, err);
}

xabar_status
xb_part_damage(bool *any, struct xb_part *part, xabar_error *err)
{
	xabar_error damage;
	xabar_status status = XABAR_OK;

	*any = false;
	while (status == XABAR_OK && xb_input_take_damage(&damage, part->input)) {
		*any = part->reading->run->trouble = true;
		status = xb_part_reject(part, damage.offset, damage.message, err);
	}
	return status;
}

xabar_status
xb_reading_note(struct xb_reading *reading, const struct xb_part *part, bool complete, xabar_error *err)
{
	struct xb_ledger_input *entry = reading->entry;
	struct xb_buf *packed = &reading->run->line;
	struct xb_findings found = reading->found;

	if (!entry)
		return XABAR_OK;
	if (part)
		xb_findings_merge(&found, &part->found);
	xb_buf_clear(packed);
	xb_findings_pack(packed, &found);
	entry->done = reading->done;
	entry->complete = complete;
	snprintf(entry->format, sizeof(entry->format), "%.23s", found.formats.n == 1 ? found.formats.rows[0].name : "");
	reading->run->ledger.changed = true;
	return packed->failed ? xb_buf_status(packed, err) : xb_ledger_set_found(entry, xb_buf_view(packed), err);
}

/* ---- One record ---- */

static xabar_status
print_dispatch(struct xb_part *part, const struct xb_dispatch *dispatch, const struct xb_record *record, xabar_error *err)
{
	struct xb_run_state *run = part->reading->run;
	xabar_status status;

	xb_buf_clear(&run->line);
	xb_preview(&run->line, dispatch, record, part->name, part->format->name);
	status = xb_buf_status(&run->line, err);
	if (status == XABAR_OK && fwrite(run->line.ptr, 1, run->line.len, stdout) != run->line.len)
		status = xb_fail_errno(err, "cannot write to standard output");
	run->counts->created++;
	return status;
}

/* What tells a part from every other: its names from the inside out. Borrowed until the run's line is used again. */
static struct xb_str
origin_of(const struct xb_part *part)
{
	struct xb_buf *line = &part->reading->run->line;

	xb_buf_clear(line);
	for (const struct xb_part *p = part; p; p = p->outer) {
		xb_buf_add_str(line, p->path);
		xb_buf_add_char(line, '\n');
	}
	return xb_buf_view(line);
}

static xabar_status
write_dispatch(struct xb_part *part, struct xb_dispatch *dispatch, xabar_error *err)
{
	struct xb_reading *reading = part->reading;
	struct xb_run_counts *counts = reading->run->counts;
	enum xb_outcome outcome;
	xabar_status status = xb_writer_put(&outcome, reading->run->writer, dispatch, origin_of(part), err);

	if (status != XABAR_OK)
		return status;
	counts->created += outcome == XB_NEW;
	counts->updated += outcome == XB_UPDATED;
	counts->unchanged += outcome == XB_UNCHANGED || outcome == XB_OUTDATED;
	if (outcome == XB_OUTDATED)
		xb_note(&part->notes, "older versions");
	return reading->entry ? xb_ledger_add_id(reading->entry, dispatch->text[XB_FIELD_ID], err) : XABAR_OK;
}

/* A name on disk need not be UTF-8. */
static xabar_status
add_name(struct xb_record *record, struct xb_run_state *run, const char *name, struct xb_str value, xabar_error *err)
{
	struct xb_charset_found found;
	xabar_status status = XABAR_OK;

	if (xb_utf8_valid(value) != value.len)
		status = xb_charset_decode(&value, &found, run->charset, value, (struct xb_str){ 0 }, &run->record_arena, err);
	if (status == XABAR_OK && !xb_record_add_text(record, &run->record_arena, name, value))
		status = xb_record_fail_full(&run->record_arena, sizeof(struct xb_pair), err);
	return status;
}

/* What is at the top of an archive is in the folder that it would be unpacked to: one of the archive's name. */
static struct xb_str
folder_of(const struct xb_part *part)
{
	struct xb_str folder = xb_label_folder(part->path);

	return folder.len == 0 && part->outer ? xb_label_file(part->outer->path) : folder;
}

/* Where --map asks for them, the names of file and folder are pairs of each record. */
static xabar_status
add_names(struct xb_record *record, const struct xb_part *part, xabar_error *err)
{
	struct xb_run_state *run = part->reading->run;
	const struct xb_normalize_options *options = &run->options->normalize;
	bool file = false, folder = false;
	xabar_status status = XABAR_OK;

	for (size_t i = 0; i < options->nmap; i++) {
		file |= xb_str_is_nocase(options->map[i].name, "@file");
		folder |= xb_str_is_nocase(options->map[i].name, "@folder");
	}
	if (file)
		status = add_name(record, run, "@file", xb_label_file(part->path), err);
	if (folder && status == XABAR_OK)
		status = add_name(record, run, "@folder", folder_of(part), err);
	return status;
}

static xabar_status
take_record(struct xb_part *part, struct xb_record *record, xabar_error *err)
{
	struct xb_run_state *run = part->reading->run;
	struct xb_dispatch dispatch;
	xabar_error why;
	xabar_status status;

	xb_arena_clear(&run->dispatch_arena);
	status = add_names(record, part, &why);
	if (status == XABAR_OK)
		status = xb_normalize(&dispatch, record, &run->options->normalize, &run->dispatch_arena, &why);
	if (status == XABAR_ERECORD)
		return xb_part_reject(part, record->offset, why.message, err);
	if (status != XABAR_OK)
		return xb_fail(err, status, "%s", why.message);
	xb_findings_record(&part->found, &record->charset);
	return run->index ? write_dispatch(part, &dispatch, err) : print_dispatch(part, &dispatch, record, err);
}

/* Read the next record and see to it; *more is false when there was none. */
static xabar_status
next_record(bool *more, struct xb_part *part, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_reading *reading = part->reading;
	struct xb_record record = { 0 };
	xabar_error why;
	xabar_status status;

	xb_arena_clear(&reading->run->record_arena);
	status = part->format->next(&record, more, ctx, &why);
	if (status != XABAR_OK && status != XABAR_ERECORD)
		return xb_fail(err, status, "%s", why.message);
	*more |= status == XABAR_ERECORD;
	if (!*more || reading->base + record.offset < reading->from)
		return XABAR_OK;
	if (status == XABAR_ERECORD)
		status = xb_part_reject(part, record.offset, why.message, err);
	else
		status = take_record(part, &record, err);
	reading->done = reading->base + record.end; /* of a last line that is still being written: its beginning */
	return status;
}

/* All records of an opened reader, to the end, the first failure, or a stop. */
static xabar_status
read_records(struct xb_part *part, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_run_state *run = part->reading->run;
	const struct xb_run_counts *counts = run->counts;
	xabar_status status = XABAR_OK;
	bool more = true, any;

	while (status == XABAR_OK && more && !xb_run_stopped(run)) {
		status = next_record(&more, part, ctx, err);
		if (status == XABAR_OK)
			status = xb_part_damage(&any, part, err);
		if (status == XABAR_OK && xb_run_publish_due(run)) {
			status = xb_reading_note(part->reading, part, false, err);
			if (status == XABAR_OK)
				status = xb_run_publish(run, err);
		}
		xb_progress_show(&run->progress, counts->created + counts->updated + counts->unchanged, counts->rejected,
		                 counts->bytes + xb_input_offset(part->input), part->name);
	}
	return status;
}

static xabar_status
read_with_format(struct xb_part *part, xabar_error *err)
{
	const struct xb_reading *reading = part->reading;
	struct xb_reader_context ctx = { .input = part->input, .charset = reading->run->charset,
	                                 .arena = &reading->run->record_arena, .notes = &part->notes,
	                                 .mapped = reading->run->options->normalize.nmap > 0 };
	uint64_t skipped = part->format->growable && reading->from > reading->base ? reading->from - reading->base : 0;
	xabar_status status;

	xb_tally_add(&part->found.formats, xb_str(part->format->name), 1);
	status = part->format->open ? part->format->open(&ctx, err) : XABAR_OK;
	if (status == XABAR_OK && skipped)
		status = xb_input_skip_to(part->input, skipped, err);
	skipped = xb_input_offset(part->input);
	if (status == XABAR_OK)
		status = read_records(part, &ctx, err);
	if (part->format->close)
		part->format->close(&ctx);
	xb_findings_notes(&part->found, &part->notes);
	part->found.replaced += xb_input_replaced(part->input);
	reading->run->counts->bytes += xb_input_offset(part->input) - skipped;
	return status;
}

/* ---- The format ---- */

/* Whether there is nothing in an input but white space, behind a byte-order mark. *head grows as far as that takes. */
static xabar_status
look_for_text(bool *blank, struct xb_str *head, struct xb_input *input, xabar_error *err)
{
	size_t i = xb_str_starts(*head, UTF8_BOM) ? strlen(UTF8_BOM) : 0;
	xabar_status status = XABAR_OK;

	for (;;) {
		while (i < head->len && strchr(" \t\n\v\f\r", head->ptr[i]) && head->ptr[i])
			i++;
		*blank = i == head->len;
		if (!*blank || i == XB_INPUT_WINDOW_MAX)
			return XABAR_OK;
		status = xb_input_window(head, input, i + 1, err);
		if (status != XABAR_OK || head->len == i)
			return status;
	}
}

/* Have the window show UTF-8, or what extends ASCII. */
static xabar_status
decode_as_whole(struct xb_str *head, struct xb_part *part, xabar_error *err)
{
	const size_t want = part->reading->run->options->format ? 1 : XB_HEAD_BYTES;
	struct xb_str first = { head->ptr, head->len < XB_HEAD_BYTES ? head->len : XB_HEAD_BYTES };
	const char *charset = xb_charset_begin(part->reading->run->charset, first);
	xabar_status status;

	if (!charset)
		return XABAR_OK;
	status = xb_input_transcode(part->input, charset, err);
	return status == XABAR_OK ? xb_input_window(head, part->input, want, err) : status;
}

xabar_status
xb_records_read(struct xb_part *part, struct xb_str head, xabar_error *err)
{
	const struct xb_format *forced = part->reading->run->options->format;
	bool blank, damaged = false;
	xabar_status status = decode_as_whole(&head, part, err);

	if (status == XABAR_OK)
		status = look_for_text(&blank, &head, part->input, err);
	if (status != XABAR_OK)
		return status;
	head.len = head.len < XB_HEAD_BYTES ? head.len : XB_HEAD_BYTES;
	if (!blank)
		part->format = forced ? forced : xb_format_detect(head);
	if (part->format)
		status = read_with_format(part, err);
	if (status == XABAR_OK)
		status = xb_part_damage(&damaged, part, err);
	if (status != XABAR_OK || blank || damaged || part->format)
		return status;
	return xb_part_reject(part, 0, "not a format that is read here: see --formats, or say which with --format", err);
}
