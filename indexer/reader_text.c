/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain-text dispatches: a header of "key value" or "Key: value" lines, an empty line, paragraphs; the next dispatch
 * begins where such a header comes again after an empty line (text_header.h has the rule). A text that does not begin
 * with a header is one dispatch as a whole, a body and nothing else. */
#include <ctype.h>
#include <stdlib.h>

#include "reader.h"
#include "text/unicode.h"
#include "text_header.h"

#define HEADER_MAX ((size_t)16 << 10) /* a block over this is no header */

struct xb_reader_state {
	bool started;
	struct xb_header_style style; /* of the first header, if there was one */
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

/* Walk to where the next dispatch begins, or to the end. */
static xabar_status
walk_body(struct walk *walk, xabar_error *err)
{
	bool after_blank = false;

	for (;;) {
		struct xb_str line;
		xabar_status status = walk_line(&line, walk, err);
		size_t start = walk->pos;

		if (status != XABAR_OK || line.len == 0)
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

/* Go past empty lines. *more is false when nothing follows. */
static xabar_status
skip_blank(bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	for (;;) {
		struct walk walk = { .ctx = ctx };
		struct xb_str line;
		xabar_status status = walk_line(&line, &walk, err);

		*more = line.len > 0;
		if (status != XABAR_OK || !*more || !is_blank(line))
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

static xabar_status
make_record(struct xb_record *record, struct xb_str bytes, struct xb_reader_context *ctx, xabar_error *err)
{
	struct xb_str text;
	bool ok = true;
	xabar_status status = xb_charset_decode(&text, &record->charset, ctx->charset, bytes, (struct xb_str){ 0 }, ctx->arena, err);

	if (status != XABAR_OK)
		return status;
	if (ctx->state->style.key_len)
		ok = add_header(record, &text, ctx->arena);
	if (ok && !is_blank(text))
		ok = xb_record_add(record, ctx->arena, xb_str("body"), text);
	return ok ? XABAR_OK : xb_record_fail_full(ctx->arena, 0, err);
}

static xabar_status
text_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xabar_error *err)
{
	struct walk walk = { .ctx = ctx };
	bool header;
	xabar_status status = skip_blank(more, ctx, err);

	*record = (struct xb_record){ .offset = xb_input_offset(ctx->input) };
	record->end = record->offset;
	if (status != XABAR_OK || !*more)
		return status;
	if (!ctx->state->started) {
		ctx->state->started = true;
		status = walk_block(&header, &walk, err);
	}
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

/* Formats that are text, too, but not prose: to index their markup would be worse than to refuse them. */
static bool
is_other_format(struct xb_str head)
{
	static const char *const magics[] = { "%PDF-", "%!PS", "{\\rtf", "WARC/" };

	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (xb_str_starts(head, magics[i]))
			return true;
	/* An element, a declaration or a comment: XML or HTML. */
	return head.len >= 2 && head.ptr[0] == '<' &&
	       (head.ptr[1] == '?' || head.ptr[1] == '!' || isalpha((unsigned char)head.ptr[1]));
}

/* Text of some encoding that extends ASCII has few controls; of random bytes every ninth is one, and UTF-16 is half
 * NULs. */
static int
plain_score(struct xb_str head)
{
	size_t controls = 0, valid = xb_utf8_valid(head);

	for (size_t i = 0; i < head.len; i++) {
		unsigned char c = (unsigned char)head.ptr[i];

		controls += c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1b;
	}
	if (controls * 50 > head.len)
		return 0;
	return valid + 4 > head.len ? 10 : 5; /* the head may be cut within a character */
}

static int
text_detect(struct xb_str head)
{
	static const struct xb_header_style none;
	struct xb_str rest, line;

	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	head = xb_str_trim(head);
	if (head.len == 0)
		return 1;
	if (is_other_format(head))
		return 0;
	rest = head;
	while (xb_take_line(&rest, &line) && !is_blank(line))
		;
	line = (struct xb_str){ head.ptr, (size_t)(rest.ptr - head.ptr) };
	if (line.len <= HEADER_MAX && xb_header_block(xb_str_trim(line), &none))
		return 90;
	return plain_score(head);
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
