/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Lines: an object a line (jsonlines.org; RFC 8259 says what an object is). */
#include "json_pairs.h"
#include "json_record.h"
#include "json_scan.h"
#include "reader.h"

/* A line as it lies in the window. */
struct line {
	struct xb_str bytes; /* without its newline */
	bool terminated;
	bool too_long;
};

static xabar_status
find_line(struct line *line, struct xb_input *input, xabar_error *err)
{
	size_t seen = 0;
	struct xb_str window;

	*line = (struct line){ 0 };
	for (;;) {
		const char *newline;
		xabar_status status = xb_input_window(&window, input, seen + 1, err);

		if (status != XABAR_OK)
			return status;
		line->bytes = window;
		if (window.len == seen)
			return XABAR_OK;
		newline = memchr(window.ptr + seen, '\n', window.len - seen);
		if (newline) {
			line->bytes.len = (size_t)(newline - window.ptr);
			line->terminated = true;
		}
		line->too_long = line->bytes.len >= XB_INPUT_WINDOW_MAX;
		if (line->terminated || line->too_long)
			return XABAR_OK;
		seen = window.len;
	}
}

/* Go past the next newline, holding no more than the window has. */
static xabar_status
skip_line(struct xb_input *input, xabar_error *err)
{
	for (;;) {
		const char *newline;
		struct xb_str window;
		xabar_status status = xb_input_window(&window, input, 1, err);

		if (status != XABAR_OK || window.len == 0)
			return status;
		newline = memchr(window.ptr, '\n', window.len);
		xb_input_consume(input, newline ? (size_t)(newline - window.ptr) + 1 : window.len);
		if (newline)
			return XABAR_OK;
	}
}

static xabar_status
reject_long(struct xb_record *record, struct xb_input *input, xabar_error *err)
{
	xabar_status status = skip_line(input, err);

	record->end = xb_input_offset(input);
	if (status != XABAR_OK)
		return status;
	return xb_fail(err, XABAR_ERECORD, "the line is over %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
}

/* A last line without its newline that is no whole object is taken to be still in writing: the record ends where it
 * begins, so that the next run reads it again from there. */
static xabar_status
parse_line(struct xb_record *record, const char **skip, const struct line *line, struct xb_reader_context *ctx,
           xabar_error *err)
{
	struct xb_str text;
	xabar_error why = { 0 };
	xabar_status status =
		xb_charset_decode(&text, &record->charset, ctx->charset, line->bytes, (struct xb_str){ 0 }, ctx->arena, err);

	if (status != XABAR_OK)
		return status;
	status = xb_json_record(record, skip, text, NULL, ctx->arena, &why);
	if (status == XABAR_OK)
		return status;
	if (status == XABAR_ERECORD && !line->terminated && xb_json_ended_early(&why, text)) {
		record->end = record->offset;
		xb_fail(&why, status, "the last line ends early, after column %zu", text.len);
		why.offset = text.len;
	}
	why.offset += (size_t)record->offset;
	if (err)
		*err = why;
	return status;
}

static xabar_status
jsonl_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	*more = true;
	for (;;) {
		struct line line;
		const char *skip = NULL;
		size_t whole;
		xabar_status status;

		*record = (struct xb_record){ 0 };
		record->offset = record->end = xb_input_offset(ctx->input);
		status = find_line(&line, ctx->input, err);
		if (status != XABAR_OK)
			return status;
		if (line.too_long)
			return reject_long(record, ctx->input, err);
		whole = line.bytes.len + line.terminated;
		if (whole == 0) {
			*more = false;
			return XABAR_OK;
		}
		xb_input_consume(ctx->input, whole); /* the window stays where it is until it is next asked for */
		record->end = record->offset + whole;
		if (xb_str_is(line.bytes, "\xef\xbb\xbf") || xb_str_trim(line.bytes).len == 0)
			continue;
		status = parse_line(record, &skip, &line, ctx, err);
		if (!skip)
			return status;
		xb_note(ctx->notes, skip);
		xb_arena_clear(ctx->arena);
	}
}

/* A line that may be a record: {" at its start, or {}. */
static bool
looks_like_object(struct xb_str line)
{
	size_t i = 1;

	if (line.len == 0 || line.ptr[0] != '{')
		return false;
	while (i < line.len && xb_json_space(line.ptr[i]))
		i++;
	return i < line.len && (line.ptr[i] == '"' || line.ptr[i] == '}');
}

static bool
is_whole(struct xb_str line)
{
	struct xb_json_scan scan = { 0 };

	return xb_json_scan(&scan, line) == line.len && scan.done;
}

static int
jsonl_detect(struct xb_str head)
{
	size_t lines = 0, objects = 0, pos, depth;
	bool first_whole = false, cut = true;

	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	while (head.len) {
		const char *newline = memchr(head.ptr, '\n', head.len);
		size_t whole = newline ? (size_t)(newline - head.ptr) + 1 : head.len;
		struct xb_str line = xb_str_trim((struct xb_str){ head.ptr, whole });
		/* What is indented is a part of something; so is what goes on after a comma. */
		bool object = *head.ptr == '{' && looks_like_object(line) && line.ptr[line.len - 1] != ',';

		head = xb_str_from(head, whole);
		if (line.len == 0)
			continue;
		if (lines++ == 0) {
			/* {"articles": [...]} on one line is one JSON text. */
			if (object && xb_json_find_list(&pos, &depth, line) == XB_JSON_LIST_FOUND)
				return 0;
			first_whole = object && is_whole(line);
			cut = !newline;
		}
		objects += object;
	}
	if (first_whole)
		return 90;
	if (lines == 1)
		return objects && cut ? 60 : 0;
	return objects > 1 && 2 * objects >= lines ? 60 : 0;
}

const struct xb_format xb_format_jsonl = {
	.name = "jsonl",
	.suffixes = ".jsonl .ndjson",
	.help = "JSON Lines: an object a line",
	.growable = true,
	.detect = jsonl_detect,
	.next = jsonl_next,
};
