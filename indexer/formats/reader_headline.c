/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file a dispatch: its headline is the first line. */
#include "headline.h"
#include "reader.h"
#include "text_kind.h"

static xabar_status
make_record(struct xb_record *record, struct xb_str bytes, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str text, title, body;
	xabar_status status =
		xb_charset_decode(&text, &record->charset, ctx->charset, bytes, (struct xb_str){ 0 }, ctx->arena, err);

	if (status != XABAR_OK)
		return status;
	xb_headline_split(&title, &body, text);
	if (!xb_record_add_text(record, ctx->arena, "title", title) ||
	    !xb_record_add(record, ctx->arena, xb_str("body"), body))
		return xb_record_fail_full(ctx->arena, 0, err);
	return XABAR_OK;
}

static xabar_status
headline_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str bytes;
	xabar_status status;

	*record = (struct xb_record){ .offset = xb_input_offset(ctx->input) };
	status = xb_input_whole(&bytes, ctx->input, err);
	*more = status == XABAR_ERECORD || bytes.len > 0;
	if (status == XABAR_OK && *more) {
		xb_input_consume(ctx->input, bytes.len);
		status = make_record(record, bytes, ctx, err);
	}
	record->end = xb_input_offset(ctx->input);
	return status;
}

static int
headline_detect(struct xb_str head)
{
	struct xb_str title, body;
	enum xb_headline how;

	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	how = xb_headline_split(&title, &body, xb_str_trim(head));
	if (how == XB_HEADLINE_NONE || !xb_text_is_plain(head) || !xb_text_is_prose(xb_str_trim(head)))
		return 0;
	return how == XB_HEADLINE_SURE ? 25 : 15;
}

const struct xb_format xb_format_headline = {
	.name = "headline",
	.suffixes = ".txt",
	.help = "plain text, a file a dispatch, whose first line is the headline",
	.detect = headline_detect,
	.next = headline_next,
};
