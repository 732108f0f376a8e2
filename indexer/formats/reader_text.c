/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain-text dispatches: a header of "key value" or "Key: value" lines, an empty line, paragraphs; the next dispatch
 * begins where such a header comes again after an empty line (text_header.h has the rule). A text that does not begin
 * with a header is one dispatch as a whole, a body and nothing else. */
#include <stdlib.h>

#include "headline.h"
#include "reader.h"
#include "text/unicode.h"
#include "text_header.h"
#include "text_kind.h"

#define HEAD_BYTES ((size_t)64 << 10)
#define HEADER_MAX ((size_t)16 << 10) /* a block over this is no header */

struct xb_reader_state {
	bool started;
	struct xb_header_style style; /* of the first header, if there was one */
	char separator;               /* text_kind.h; then headers separate nothing */
};

static xabar_status
text_open(struct xb_reader_context *ctx, xabar_error *err)
{
	ctx->state = calloc(1, sizeof(struct xb_reader_state));
	return ctx->state ? XABAR_OK : xb_fail_nomem(err);
}

static void
text_close(struct xb_reader_context *ctx)
{
	free(ctx->state);
	ctx->state = NULL;
}

static bool
is_blank(struct xb_str line)
{
	return xb_str_trim(line).len == 0;
}

/* A walk over the lines of one dispatch, which begins where the window does. */
struct walk {
	struct xb_reader_context *ctx;
	struct xb_str window;
	size_t pos;
	bool dropped; /* it was too large: its beginning has been consumed */
};

/* The line at walk->pos, with its newline; of length 0 at the end of the input. It is borrowed until the next call.
 * When the window is full, what it holds is dropped, and the rest of the line is given. */
static xabar_status
walk_line(struct xb_str *line, struct walk *walk, xabar_error *err)
{
	size_t seen = walk->pos;

	for (;;) {
		const char *newline;
		xabar_status status;

		if (seen >= XB_INPUT_WINDOW_MAX) {
			xb_input_consume(walk->ctx->input, seen);
			seen = walk->pos = 0;
			walk->dropped = true;
		}
		status = xb_input_window(&walk->window, walk->ctx->input, seen + 1, err);
		if (status != XABAR_OK)
			return status;
		newline = seen < walk->window.len
		                  ? memchr(walk->window.ptr + seen, '\n', walk->window.len - seen) : NULL;
		*line = xb_str_from(walk->window, walk->pos);
		if (newline)
			line->len = (size_t)(newline + 1 - line->ptr);
		if (newline || walk->window.len == seen)
			return XABAR_OK;
		seen = walk->window.len;
	}
}

/* Does a header begin at walk->pos? walk->pos goes past the block that is there. */
static xabar_status
walk_block(bool *header, struct walk *walk, xabar_error *err)
{
	size_t start = walk->pos;
	bool dropped = walk->dropped;
	struct xb_str line, block, text;
	struct xb_charset_found found;
	xabar_status status;

	*header = false;
	while ((status = walk_line(&line, walk, err)) == XABAR_OK && !is_blank(line))
		walk->pos += line.len;
	if (status != XABAR_OK || walk->dropped != dropped || walk->pos - start > HEADER_MAX)
		return status;
	block = (struct xb_str){ walk->window.ptr + start, walk->pos - start };
	status = xb_charset_decode(&text, &found, walk->ctx->charset, block, (struct xb_str){ 0 }, walk->ctx->arena, err);
	if (status == XABAR_OK)
		*header = xb_header_block(text, &walk->ctx->state->style);
	if (*header && walk->ctx->state->style.key_len == 0)
		xb_header_style_set(&walk->ctx->state->style, text);
	return status;
}

/* Could a header begin with this line? Only then is its block decoded and judged. */
static bool
may_be_header(struct xb_str line)
{
	struct xb_header_line parts;

	return line.len <= HEADER_MAX && (memchr(line.ptr, ':', line.len) || xb_header_line(&parts, line));
}

/* Does the dispatch end before this line? */
static bool
is_separator(const struct walk *walk, struct xb_str line)
{
	char separator = walk->ctx->state->separator;

	return separator && ((separator == '\f' && walk->pos && *line.ptr == '\f') || xb_text_separates(line, separator));
}

/* Walk to where the next dispatch begins, or to the end. */
static xabar_status
walk_body(struct walk *walk, xabar_error *err)
{
	bool after_blank = false;

	for (;;) {
		struct xb_str line;
		xabar_status status = walk_line(&line, walk, err);
		size_t start = walk->pos;

		if (status != XABAR_OK || line.len == 0 || is_separator(walk, line))
			return status;
		if (after_blank && walk->ctx->state->style.key_len && may_be_header(line)) {
			bool header;

			status = walk_block(&header, walk, err);
			if (status != XABAR_OK)
				return status;
			if (header) {
				walk->pos = start;
				return XABAR_OK;
			}
			after_blank = false;
			continue;
		}
		after_blank = is_blank(line);
		walk->pos += line.len;
	}
}

/* Go past empty lines and separators. *more is false when nothing follows. */
static xabar_status
skip_blank(bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	for (;;) {
		struct walk walk = { .ctx = ctx };
		struct xb_str line;
		xabar_status status = walk_line(&line, &walk, err);

		*more = line.len > 0;
		if (status != XABAR_OK || !*more || !(is_blank(line) || is_separator(&walk, line)))
			return status;
		xb_input_consume(ctx->input, line.len);
	}
}

static bool
add_header(struct xb_record *record, struct xb_str *text, struct xb_arena *arena)
{
	struct xb_header_line parts;
	struct xb_str line;
	bool ok = true;

	while (ok && xb_take_line(text, &line) && !is_blank(line))
		if (xb_header_line(&parts, line))
			ok = xb_record_add(record, arena, parts.key, parts.value);
	return ok;
}

static bool
add_headline(struct xb_record *record, struct xb_str *text, struct xb_arena *arena)
{
	struct xb_str title;

	xb_headline_split(&title, text, *text);
	return xb_record_add_text(record, arena, "title", title);
}

static bool
begins_with_header(struct xb_str text)
{
	static const struct xb_header_style none;
	struct xb_str rest = text, line;

	while (xb_take_line(&rest, &line) && !is_blank(line))
		;
	return xb_header_block(xb_str_trim((struct xb_str){ text.ptr, (size_t)(rest.ptr - text.ptr) }), &none);
}

static xabar_status
make_record(struct xb_record *record, struct xb_str bytes, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str text;
	bool ok = true;
	xabar_status status = xb_charset_decode(&text, &record->charset, ctx->charset, bytes, (struct xb_str){ 0 }, ctx->arena, err);

	if (status != XABAR_OK)
		return status;
	if (ctx->state->separator ? begins_with_header(text) : ctx->state->style.key_len > 0)
		ok = add_header(record, &text, ctx->arena);
	else if (ctx->state->separator)
		ok = add_headline(record, &text, ctx->arena);
	if (ok && !is_blank(text))
		ok = xb_record_add(record, ctx->arena, xb_str("body"), text);
	return ok ? XABAR_OK : xb_record_fail_full(ctx->arena, 0, err);
}

/* Look at the beginning of the input: is there a line between its dispatches? */
static xabar_status
find_separator(struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str head;
	xabar_status status = xb_input_window(&head, ctx->input, HEAD_BYTES, err);

	if (status != XABAR_OK)
		return status;
	head.len = head.len < HEAD_BYTES ? head.len : HEAD_BYTES;
	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	ctx->state->separator = xb_text_separator(head);
	return XABAR_OK;
}

static xabar_status
text_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct walk walk = { .ctx = ctx };
	bool first = !ctx->state->started, header;
	xabar_status status = first ? find_separator(ctx, err) : XABAR_OK;

	ctx->state->started = true;
	if (status == XABAR_OK)
		status = skip_blank(more, ctx, err);
	*record = (struct xb_record){ .offset = xb_input_offset(ctx->input) };
	record->end = record->offset;
	if (status != XABAR_OK || !*more)
		return status;
	if (first && !ctx->state->separator)
		status = walk_block(&header, &walk, err);
	if (status == XABAR_OK)
		status = walk_body(&walk, err);
	if (status != XABAR_OK)
		return status;
	if (!walk.dropped)
		status = make_record(record, (struct xb_str){ walk.window.ptr, walk.pos }, ctx, err);
	else
		status = xb_fail(err, XABAR_ERECORD, "the dispatch is over %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
	xb_input_consume(ctx->input, walk.pos);
	record->end = xb_input_offset(ctx->input);
	return status;
}

static int
text_detect(struct xb_str head)
{
	bool whole = xb_utf8_valid(head) + 4 > head.len; /* the head may be cut within a character */

	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	head = xb_str_trim(head);
	if (head.len == 0)
		return 1;
	if (head.ptr[0] == '<' || !xb_text_is_plain(head))
		return 0;
	if (begins_with_header(head))
		return 90;
	if (!xb_text_is_prose(head))
		return 0;
	if (xb_text_separator(head))
		return 40;
	return whole ? 10 : 5;
}

const struct xb_format xb_format_dispatch_text = {
	.name = "text",
	.suffixes = ".txt",
	.help = "plain text: a header of \"key value\" or \"Key: value\" lines, an empty line, paragraphs",
	.detect = text_detect,
	.open = text_open,
	.close = text_close,
	.next = text_next,
};
