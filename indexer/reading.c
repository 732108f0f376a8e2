/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"

#include <stdio.h>

#include "input/archive_members.h"
#include "input/input_limits.h"
#include "input/label.h"

static xabar_status read_part(struct xb_part *part, xabar_error *err);

/* ---- Archives ---- */

/* A member, or, where `input` is NULL, why it cannot be read. */
static xabar_status
take_member(struct xb_part *archive, struct xb_str name, struct xb_input *input, const char *why, xabar_error *err)
{
	struct xb_reading *reading = archive->reading;
	struct xb_part part = { .reading = reading, .outer = archive, .depth = archive->depth + 1, .path = name,
	                        .input = input };
	struct xb_buf label;
	xabar_status status;

	xb_buf_init(&label, (size_t)1 << 20);
	xb_buf_printf(&label, "%s:%.*s", archive->name, XB_STR_ARG(name));
	part.name = label.ptr;
	status = xb_buf_status(&label, err);
	if (status == XABAR_OK && input)
		status = read_part(&part, err);
	else if (status == XABAR_OK)
		status = xb_part_reject(&part, 0, why, err);
	xb_findings_merge(&reading->found, &part.found);
	xb_buf_release(&label);
	return status;
}

/* Behind a member: its bytes, and one, are places that are done with. */
static void
advance(struct xb_reading *reading, const struct xb_input *input)
{
	reading->base += (input ? xb_input_offset(input) : 0) + 1;
	if (reading->done < reading->base)
		reading->done = reading->base;
}

/* What the archive says of a member, or of itself where there is none (name.len 0). Damage to the bytes of the archive was told
 * of by its input, or is about to be, and is not told twice. */
static xabar_status
take_next(struct xb_part *part, struct xb_input *input, struct xb_str name, const xabar_error *why, xabar_error *err)
{
	if (input)
		return take_member(part, name, input, NULL, err);
	part->reading->run->trouble = true;
	if (name.len)
		return take_member(part, name, NULL, why->message, err);
	return xb_input_damaged(part->input) ? XABAR_OK : xb_part_reject(part, 0, why->message, err);
}

/* Member by member, to the end, a stop, or damage behind which there is nothing. */
static xabar_status
take_members(struct xb_part *part, struct xb_archive *archive, xabar_error *err)
{
	struct xb_run_state *run = part->reading->run;
	xabar_status status = XABAR_OK;
	bool more = true;

	while (status == XABAR_OK && more && !xb_run_stopped(run)) {
		struct xb_input *input;
		struct xb_str name;
		xabar_error why;

		status = xb_archive_next(&input, &name, archive, &why);
		if (status == XABAR_OK && !input)
			return XABAR_OK;
		if (status == XABAR_ENOMEM || status == XABAR_ESTOPPED)
			return xb_fail(err, status, "%s", why.message);
		more = status != XABAR_EIO;
		status = take_next(part, input, name, &why, err);
		if (status == XABAR_OK && !xb_run_stopped(run))
			advance(part->reading, input);
	}
	return status;
}

static xabar_status
read_archive(struct xb_part *part, struct xb_str head, xabar_error *err)
{
	struct xb_archive *archive;
	xabar_error why;
	xabar_status status;
	bool any;

	if (part->depth == XB_ARCHIVE_DEPTH)
		return xb_part_reject(part, 0, "an archive in an archive in an archive: unpack it first", err);
	status = xb_archive_open(&archive, part->input, head, &why);
	if (status == XABAR_ENOMEM || status == XABAR_ESTOPPED)
		return xb_fail(err, status, "%s", why.message);
	status = archive ? take_members(part, archive, err) : take_next(part, NULL, (struct xb_str){ 0 }, &why, err);
	xb_archive_free(archive);
	return status == XABAR_OK ? xb_part_damage(&any, part, err) : status;
}

/* ---- Inputs ---- */

/* For -v. Parts that an earlier run has read are passed over in silence. */
static void
say_part(const struct xb_part *part)
{
	const struct xb_reading *reading = part->reading;
	struct xb_run_state *run = reading->run;
	struct xb_buf *line = &run->line;

	if (reading->from && reading->base + xb_input_offset(part->input) <= reading->from)
		return;
	xb_buf_clear(line);
	xb_label_add(line, xb_str(part->name));
	xb_buf_add_str(line, xb_str(": "));
	if (part->format || part->found.rejects)
		xb_findings_say(line, &part->found);
	else
		xb_buf_add_str(line, xb_str("empty"));
	xb_progress_clear(&run->progress);
	if (!line->failed)
		fprintf(stderr, "%s\n", line->ptr);
}

/* As many first bytes as tell what it is. With --format that is one, unless it may be an archive: what comes through a pipe may
 * come slowly. */
static xabar_status
look_at_head(struct xb_str *head, enum xb_magic *archive, struct xb_part *part, xabar_error *err)
{
	size_t want = part->reading->run->options->format ? 1 : XB_HEAD_BYTES;

	for (;;) {
		xabar_status status = xb_input_window(head, part->input, want, err);

		if (status != XABAR_OK)
			return status;
		*archive = xb_archive_look(*head);
		if (*archive != XB_MAGIC_UNDECIDED || head->len < want)
			return XABAR_OK;
		want = head->len + 1;
	}
}

static xabar_status
read_part(struct xb_part *part, xabar_error *err)
{
	enum xb_magic archive;
	struct xb_str head;
	xabar_status status = look_at_head(&head, &archive, part, err);

	if (status != XABAR_OK)
		return status;
	if (archive == XB_MAGIC_YES)
		return read_archive(part, head, err);
	status = xb_records_read(part, head, err);
	if (part->reading->run->options->verbose && status == XABAR_OK)
		say_part(part);
	return status;
}

xabar_status
xb_reading_file(struct xb_run_state *run, const char *name, const char *path, struct xb_ledger_input *entry, uint64_t from,
                xabar_error *err)
{
	struct xb_reading reading = { .run = run, .entry = entry, .from = from, .done = from };
	struct xb_part part = { .reading = &reading, .name = name,
	                        .path = xb_str(strcmp(path, "-") == 0 ? "" : path) };
	xabar_error why;
	xabar_status status = xb_input_open(&part.input, path, &why);

	if (status == XABAR_ESTOPPED && xb_run_stopped(run))
		return XABAR_OK;
	if (status != XABAR_OK) {
		run->trouble = true;
		return xb_run_reject(run, name, 0, why.message, err);
	}
	if (entry)
		xb_findings_unpack(&reading.found, entry->found);
	status = read_part(&part, err);
	xb_input_free(part.input);
	/* A signal that came while an input was waited for: what is whole is published, as by any other stop. */
	if (status == XABAR_ESTOPPED && xb_run_stopped(run))
		status = XABAR_OK;
	return status == XABAR_OK ? xb_reading_note(&reading, &part, !xb_run_stopped(run), err) : status;
}
