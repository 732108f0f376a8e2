/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wire.h"

#include <stdint.h>

enum { SOH = 0x01, STX = 0x02, ETX = 0x03, EOT = 0x04, SYN = 0x16, US = 0x1f };

#define PREAMBLE_MAX 512 /* bytes before the first message: fillers, a service line */

/* Go to the next SOH. *more is false when there is none. */
static xabar_status
find_start(bool *more, struct xb_input *input, xabar_error *err)
{
	for (;;) {
		struct xb_str window;
		const char *soh;
		xabar_status status = xb_input_window(&window, input, 1, err);

		*more = window.len > 0;
		if (status != XABAR_OK || window.len == 0)
			return status;
		soh = memchr(window.ptr, SOH, window.len);
		xb_input_consume(input, soh ? (size_t)(soh - window.ptr) : window.len);
		if (soh)
			return XABAR_OK;
	}
}

/* The message that the window begins with ends where the next one begins, or with the input. One that is too large is
 * consumed on the way. */
static xabar_status
find_end(struct xb_str *message, bool *too_large, struct xb_input *input, xabar_error *err)
{
	size_t seen = 1; /* the SOH */

	*too_large = false;
	for (;;) {
		struct xb_str window;
		const char *soh;
		xabar_status status = xb_input_window(&window, input, seen + 1, err);

		if (status != XABAR_OK)
			return status;
		soh = seen < window.len ? memchr(window.ptr + seen, SOH, window.len - seen) : NULL;
		*message = (struct xb_str){ window.ptr, soh ? (size_t)(soh - window.ptr) : window.len };
		if (soh || window.len <= seen)
			return XABAR_OK;
		seen = window.len;
		if (seen >= XB_INPUT_WINDOW_MAX) {
			*too_large = true;
			xb_input_consume(input, seen);
			seen = 0;
		}
	}
}

static void
split(struct xb_wire *wire, struct xb_str text)
{
	const char *end = text.ptr + text.len, *from, *stx, *etx, *eot;

	text = xb_str_from(text, text.len > 0); /* SOH, unless decoding has made nothing of it */
	stx = memchr(text.ptr, STX, text.len);
	from = stx ? stx : text.ptr;
	etx = memchr(from, ETX, (size_t)(end - from));
	from = etx ? etx : from;
	eot = memchr(from, EOT, (size_t)(end - from));
	if (eot)
		end = eot;
	if (!etx)
		etx = end;
	if (!stx)
		stx = etx;
	wire->header = (struct xb_str){ text.ptr, (size_t)(stx - text.ptr) };
	wire->text = (struct xb_str){ stx + (stx < etx), (size_t)(etx - stx) - (stx < etx) };
	wire->footer = (struct xb_str){ etx + (etx < end), (size_t)(end - etx) - (etx < end) };
}

xabar_status
xb_wire_next(struct xb_record *record, bool *more, struct xb_reader_context *ctx, xb_wire_parse parse, xabar_error *err)
{
	struct xb_wire wire;
	struct xb_str message, text;
	bool too_large;
	xabar_status status = find_start(more, ctx->input, err);

	*record = (struct xb_record){ .offset = xb_input_offset(ctx->input), .end = xb_input_offset(ctx->input) };
	if (status != XABAR_OK || !*more)
		return status;
	status = find_end(&message, &too_large, ctx->input, err);
	if (status != XABAR_OK)
		return status;
	xb_input_consume(ctx->input, message.len); /* the window stays where it is until it is next asked for */
	record->end = xb_input_offset(ctx->input);
	if (too_large)
		return xb_fail(err, XABAR_ERECORD, "the message is over %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
	status = xb_charset_decode(&text, &record->charset, ctx->charset, message, (struct xb_str){ 0 }, ctx->arena, err);
	if (status != XABAR_OK)
		return status;
	split(&wire, text);
	return parse(record, &wire, ctx->arena) ? XABAR_OK : xb_record_fail_full(ctx->arena, text.len, err);
}

/* Controls that a wire has: line ends, format effectors, shift and device controls; DEL and NUL are fillers. */
static bool
is_wire_control(unsigned char c)
{
	return c <= EOT || (c >= '\t' && c <= '\r') || (c >= 0x0e && c <= SYN) || c == 0x1b || c == US || c == 0x1c;
}

bool
xb_wire_head(struct xb_str *header, struct xb_str head)
{
	size_t controls = 0, odd = 0;
	const char *soh, *stx;

	if (xb_str_starts(head, "\xef\xbb\xbf"))
		head = xb_str_from(head, 3);
	soh = memchr(head.ptr, SOH, head.len < PREAMBLE_MAX ? head.len : PREAMBLE_MAX);
	if (!soh)
		return false;
	for (size_t i = 0; i < head.len; i++) {
		unsigned char c = (unsigned char)head.ptr[i];

		controls += c < ' ' && !(c >= '\t' && c <= '\r');
		odd += c < ' ' && !is_wire_control(c);
	}
	if (controls > 16 + head.len / 16 || odd * 200 > head.len)
		return false;
	*header = (struct xb_str){ soh + 1, (size_t)(head.ptr + head.len - (soh + 1)) };
	stx = memchr(header->ptr, STX, header->len);
	if (!stx)
		return false;
	header->len = (size_t)(stx - header->ptr);
	return true;
}

bool
xb_wire_line(struct xb_str *rest, struct xb_str *line)
{
	size_t len = 0, next;

	if (rest->len == 0)
		return false;
	while (len < rest->len && rest->ptr[len] != '\n' && rest->ptr[len] != '\r')
		len++;
	for (next = len; next < rest->len && rest->ptr[next] == '\r';)
		next++;
	next += next < rest->len && rest->ptr[next] == '\n';
	*line = (struct xb_str){ rest->ptr, len };
	*rest = xb_str_from(*rest, next);
	return true;
}

bool
xb_wire_word(struct xb_str *line, struct xb_str *word)
{
	size_t start = 0, end;

	while (start < line->len && (unsigned char)line->ptr[start] <= ' ')
		start++;
	for (end = start; end < line->len && (unsigned char)line->ptr[end] > ' ';)
		end++;
	*word = (struct xb_str){ line->ptr + start, end - start };
	*line = xb_str_from(*line, end);
	return word->len > 0;
}
