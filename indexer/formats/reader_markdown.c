/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Markdown, as static sites keep their articles: front matter, then the text. A file a dispatch. */
#include "normalize/field_names.h"
#include "markdown_front.h"
#include "markdown_text.h"
#include "reader.h"
#include "text_header.h"
#include "text_kind.h"

static bool
has_title(const struct xb_record *record)
{
	for (size_t i = 0; i < record->npairs; i++)
		for (const struct xb_field_name *row = xb_field_name_find(record->pairs[i].name); row;
		     row = xb_field_name_next(row))
			if (row->field == XB_FIELD_TITLE)
				return true;
	return false;
}

static bool
fill_record(struct xb_record *record, struct xb_str text, struct xb_arena *arena)
{
	struct xb_front front = xb_front_find(text);
	struct xb_str title = { "", 0 }, body;

	if (!xb_front_pairs(record, &front, arena))
		return false;
	body = xb_markdown_text(has_title(record) ? NULL : &title, front.rest, arena);
	return body.ptr && xb_record_add_text(record, arena, "title", title) &&
	       xb_record_add_text(record, arena, "body", body);
}

static xabar_status
markdown_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str bytes, text;
	xabar_status status;

	*record = (struct xb_record){ .offset = xb_input_offset(ctx->input) };
	status = xb_input_whole(&bytes, ctx->input, err);
	*more = status == XABAR_ERECORD || bytes.len > 0;
	if (status == XABAR_OK && *more) {
		xb_input_consume(ctx->input, bytes.len);
		status = xb_charset_decode(&text, &record->charset, ctx->charset, bytes, (struct xb_str){ 0 }, ctx->arena, err);
		if (status == XABAR_OK && !fill_record(record, text, ctx->arena))
			status = xb_record_fail_full(ctx->arena, text.len, err);
	}
	record->end = xb_input_offset(ctx->input);
	return status;
}

/* A line that plain text has not. */
static bool
is_markdown(struct xb_str line)
{
	return xb_str_starts(line, "## ") || xb_str_starts(line, "### ") || xb_str_starts(line, "```") ||
	       xb_str_starts(line, "- ") || xb_str_starts(line, "* ") || xb_str_starts(line, "> ") ||
	       memmem(line.ptr, line.len, "](", 2) || memmem(line.ptr, line.len, "**", 2);
}

static int
markdown_detect(struct xb_str head)
{
	struct xb_str rest, line;
	struct xb_front front;
	int score = 30;

	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	head = xb_str_trim(head);
	front = xb_front_find(head);
	if (front.kind != XB_FRONT_NONE)
		return front.kind == XB_FRONT_YAML ? 85 : 92;
	rest = head;
	if (!xb_str_starts(head, "# ") || !xb_take_line(&rest, &line))
		return 0;
	if (xb_take_line(&rest, &line) && xb_str_trim(line).len)
		return 0;
	while (score < 50 && xb_take_line(&rest, &line))
		if (is_markdown(line))
			score = 50;
	return score == 50 || xb_text_is_prose(head) ? score : 0;
}

const struct xb_format xb_format_markdown = {
	.name = "markdown",
	.suffixes = ".md .markdown",
	.help = "Markdown, with front matter in YAML, TOML or JSON",
	.detect = markdown_detect,
	.next = markdown_next,
};
