/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "warc_block.h"

#include <inttypes.h>

#define HEAD_MAX ((size_t)1 << 20)

static bool
is_blank(char c)
{
	return c == '\r' || c == '\n' || c == ' ' || c == '\t';
}

/* Past the empty lines between records: two by the standard, one or none or many by what is out there. */
static xabar_status
skip_blank(struct xb_seek *seek, xabar_error *err)
{
	for (;;) {
		xabar_status status = xb_seek_look(seek, XB_WARC_LOOK, err);
		size_t n = 0;

		if (status != XABAR_OK)
			return status;
		while (n < seek->window.len && is_blank(seek->window.ptr[n]))
			n++;
		xb_input_consume(seek->input, n);
		seek->window = xb_str_from(seek->window, n);
		if (seek->window.len || seek->ended)
			return n ? xb_seek_look(seek, XB_WARC_LOOK, err) : XABAR_OK;
	}
}

/* Is the end of a block where its head says? Then the next head follows, or the end of the input, or garbage after what
 * ends a record. */
static bool
is_end(const struct xb_seek *seek, const struct xb_warc_syntax *syntax, size_t end)
{
	struct xb_str rest = xb_str_from(seek->window, end);
	size_t n = 0;

	if (syntax->end && xb_str_starts(rest, syntax->end))
		return true;
	while (n < rest.len && n < XB_WARC_LOOK / 2 && is_blank(rest.ptr[n]))
		n++;
	return n == rest.len || syntax->seek.starts(seek->window, end + n);
}

/* Without the empty line that ends a record (ISO 28500, 4). */
static size_t
without_blank(const struct xb_seek *seek, size_t from, size_t end)
{
	for (int lines = 0; lines < 2 && end > from && seek->window.ptr[end - 1] == '\n'; lines++)
		end -= end - 1 > from && seek->window.ptr[end - 2] == '\r' ? 2 : 1;
	return end;
}

static xabar_status
read_head(struct xb_warc_block *out, struct xb_seek *seek, const struct xb_warc_syntax *syntax, xabar_error *err)
{
	size_t len = syntax->head_len(seek->window);
	xabar_status status = XABAR_OK;

	while (len == 0 && !seek->ended && seek->window.len < HEAD_MAX && status == XABAR_OK) {
		status = xb_seek_look(seek, 2 * seek->window.len, err);
		len = syntax->head_len(seek->window);
	}
	if (status != XABAR_OK)
		return status;
	out->head = (struct xb_str){ seek->window.ptr, len };
	return len ? XABAR_OK : xb_fail(err, XABAR_ERECORD, "the record's head does not end");
}

/* The block from `from` on, where it is not as its head says. */
static xabar_status
read_to_next(struct xb_warc_block *out, size_t *used, struct xb_seek *seek, size_t from, bool known, uint64_t len,
             xabar_error *err)
{
	size_t at;
	xabar_status status = xb_seek_find(&at, seek, from, err);

	if (status != XABAR_OK)
		return status;
	out->too_long = at == XB_SEEK_NONE && !seek->ended;
	if (at == XB_SEEK_NONE && known && len <= seek->window.len - from)
		at = from + (size_t)len; /* what follows is no record */
	*used = at == XB_SEEK_NONE ? seek->window.len : at;
	out->cut = known && len > *used - from;
	out->guessed = !out->cut;
	out->bytes = (struct xb_str){ seek->window.ptr + from, without_blank(seek, from, *used) - from };
	return XABAR_OK;
}

static xabar_status
read_block(struct xb_warc_block *out, size_t *used, struct xb_seek *seek, const struct xb_warc_syntax *syntax,
           xabar_error *err)
{
	size_t from = out->head.len;
	uint64_t len = 0;
	bool known = syntax->block_len(&len, out->head), fits = known && len <= XB_INPUT_WINDOW_MAX - from - XB_WARC_LOOK;
	xabar_status status = fits ? xb_seek_look(seek, from + (size_t)len + XB_WARC_LOOK, err) : XABAR_OK;

	if (status != XABAR_OK)
		return status;
	if (!fits || seek->window.len < from + len || !is_end(seek, syntax, from + (size_t)len))
		return read_to_next(out, used, seek, from, known, len, err);
	*used = from + (size_t)len;
	out->bytes = (struct xb_str){ seek->window.ptr + from, (size_t)len };
	return XABAR_OK;
}

static xabar_status
read_record(struct xb_warc_block *out, struct xb_seek *seek, const struct xb_warc_syntax *syntax, xabar_error *err)
{
	size_t used = 0;
	xabar_status status = read_head(out, seek, syntax, err), dropped;

	if (status == XABAR_ERECORD) {
		dropped = xb_seek_drop(seek, 1, err);
		return dropped == XABAR_OK ? status : dropped;
	}
	if (status == XABAR_OK)
		status = read_block(out, &used, seek, syntax, err);
	out->head.ptr = seek->window.ptr; /* the window may have moved */
	if (status == XABAR_OK && !out->too_long)
		xb_input_consume(seek->input, used);
	return status;
}

xabar_status
xb_warc_block_next(struct xb_warc_block *out, bool *more, struct xb_record *record, struct xb_input *input,
                   const struct xb_warc_syntax *syntax, xabar_error *err)
{
	struct xb_seek seek = { .input = input, .kind = &syntax->seek };
	xabar_status status = skip_blank(&seek, err);

	*out = (struct xb_warc_block){ 0 };
	record->offset = record->end = xb_input_offset(input);
	*more = seek.window.len > 0;
	if (status != XABAR_OK || !*more)
		return status;
	if (syntax->seek.starts(seek.window, 0)) {
		status = read_record(out, &seek, syntax, err);
	} else {
		status = xb_seek_drop(&seek, 0, err);
		if (status == XABAR_OK)
			status = xb_fail(err, XABAR_ERECORD, "%" PRIu64 " bytes that are no record",
			                 xb_input_offset(input) - record->offset);
	}
	/* One that the input ends in may still be in writing: the next run reads it again. */
	record->end = out->cut && seek.ended ? record->offset : xb_input_offset(input);
	return status;
}

xabar_status
xb_warc_block_skip(struct xb_record *record, struct xb_input *input, const struct xb_warc_syntax *syntax, xabar_error *err)
{
	struct xb_seek seek = { .input = input, .kind = &syntax->seek };
	xabar_status status = xb_seek_drop(&seek, 1, err);

	record->end = xb_input_offset(input);
	return status;
}
