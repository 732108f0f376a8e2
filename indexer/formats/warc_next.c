/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "warc_next.h"

#include <stdlib.h>

struct xb_reader_state {
	struct xb_http_room room;
};

xabar_status
xb_warc_open(struct xb_reader_context *ctx, xabar_error *err)
{
	ctx->state = calloc(1, sizeof(*ctx->state));
	if (!ctx->state)
		return xb_fail_nomem(err);
	xb_http_room_init(&ctx->state->room);
	return XABAR_OK;
}

void
xb_warc_close(struct xb_reader_context *ctx)
{
	if (ctx->state)
		xb_http_room_release(&ctx->state->room);
	free(ctx->state);
	ctx->state = NULL;
}

/* One that is no page. Damage to it is told, since it may be the only sign that a file is not whole. */
static xabar_status
pass_over(const struct xb_warc_block *block, const char *note, struct xb_notes *notes, xabar_error *err)
{
	if (block->cut && !block->too_long)
		return xb_fail(err, XABAR_ERECORD, "a record that is not indexed (%s) is cut after %zu bytes", note,
		               block->bytes.len);
	xb_note(notes, note);
	return XABAR_OK;
}

/* *taken is false when it was passed over. */
static xabar_status
take(struct xb_record *record, bool *taken, const struct xb_warc_block *block, const struct xb_warc_syntax *syntax,
     struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_warc_page page = { .bytes = block->bytes, .cut = block->cut };
	const char *note = NULL;
	bool none;
	xabar_status status;

	*taken = false;
	if (!syntax->describe(&page, &note, block->head, ctx->arena) || !xb_warc_page_open(&page, ctx->arena))
		return xb_record_fail_full(ctx->arena, block->head.len + block->bytes.len, err);
	if (block->guessed && !block->bytes.len)
		return xb_fail(err, XABAR_ERECORD, "the record's length is wrong or missing, and nothing follows its head");
	if (block->guessed)
		xb_note(ctx->notes, "wrong lengths");
	note = note ? note : xb_warc_page_kind(&page);
	if (note)
		return pass_over(block, note, ctx->notes, err);
	if (block->too_long)
		return xb_fail(err, XABAR_ERECORD, "the page is over %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
	status = xb_warc_page_add(record, &none, &page, &ctx->state->room, ctx, err);
	*taken = status == XABAR_OK;
	if (status != XABAR_ERECORD || !none)
		return status;
	xb_note(ctx->notes, "pages without an article");
	return XABAR_OK;
}

xabar_status
xb_warc_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, const struct xb_warc_syntax *syntax,
             xabar_error *err)
{
	bool taken = false;
	xabar_status status = XABAR_OK, skipped;

	while (status == XABAR_OK && !taken) {
		struct xb_warc_block block;

		xb_arena_clear(ctx->arena); /* of what was passed over */
		*record = (struct xb_record){ 0 };
		status = xb_warc_block_next(&block, more, record, ctx->input, syntax, err);
		if (status != XABAR_OK || !*more)
			return status;
		status = take(record, &taken, &block, syntax, ctx, err);
		if (!block.too_long)
			continue;
		skipped = xb_warc_block_skip(record, ctx->input, syntax, err);
		status = skipped == XABAR_OK ? status : skipped;
	}
	return status;
}
