/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pieces.h"

#include <strings.h>

size_t
xb_piece_find_tag(struct xb_str bytes, size_t from, const char *name)
{
	size_t len = strlen(name);

	while (from + len + 1 < bytes.len) {
		const char *p = memchr(bytes.ptr + from, '<', bytes.len - from - len - 1);

		if (!p)
			break;
		if (strncasecmp(p + 1, name, len) == 0 && p[len + 1] && strchr("> \t\r\n", p[len + 1]))
			return (size_t)(p - bytes.ptr);
		from = (size_t)(p - bytes.ptr) + 1;
	}
	return bytes.len;
}

size_t
xb_piece_find_line(struct xb_str bytes, size_t from, const char *mark)
{
	if (from == 0 && xb_str_starts(bytes, mark))
		return 0;
	from -= from > 0;
	while (from < bytes.len) {
		const char *p = memchr(bytes.ptr + from, '\n', bytes.len - from);

		if (!p)
			break;
		from = (size_t)(p - bytes.ptr) + 1;
		if (xb_str_starts(xb_str_from(bytes, from), mark))
			return from;
	}
	return bytes.len;
}

/* Where to look from on when nothing was found in so many bytes. */
static size_t
unseen(size_t len, size_t from)
{
	return len > from + XB_PIECE_MARK_MAX ? len - XB_PIECE_MARK_MAX : from;
}

/* Go to where a document begins: here, where the last one ended, or further on. *more is false at the end of the input. */
static xabar_status
go_to_mark(bool *more, struct xb_input *input, xb_piece_find find, const char *mark, xabar_error *err)
{
	size_t from = 0, want = XB_PIECE_MARK_MAX;

	for (;;) {
		struct xb_str window;
		size_t at, drop;
		xabar_status status = xb_input_window(&window, input, want, err);

		if (status != XABAR_OK)
			return status;
		at = from < window.len ? find(window, from, mark) : window.len;
		*more = at < window.len;
		if (*more || window.len < want) {
			xb_input_consume(input, at);
			return XABAR_OK;
		}
		drop = window.len > XB_PIECE_MARK_MAX ? window.len - XB_PIECE_MARK_MAX : 0;
		xb_input_consume(input, drop);
		from = drop > 0; /* the byte there begins no line as far as is known */
		want = window.len - drop + 1;
	}
}

xabar_status
xb_piece_next(struct xb_str *piece, bool *more, struct xb_record *record, struct xb_input *input, xb_piece_find find,
              const char *mark, xabar_error *err)
{
	size_t from = 1, want = 1;
	xabar_status status;
	struct xb_str window;

	*record = (struct xb_record){ 0 };
	status = go_to_mark(more, input, find, mark, err);
	record->offset = record->end = xb_input_offset(input);
	if (status != XABAR_OK || !*more)
		return status;
	for (;;) {
		size_t at;

		status = xb_input_window(&window, input, want, err);
		if (status != XABAR_OK)
			return status;
		at = from < window.len ? find(window, from, mark) : window.len;
		if (at < window.len || window.len < want || window.len >= XB_INPUT_WINDOW_MAX) {
			*piece = (struct xb_str){ window.ptr, at };
			break;
		}
		from = unseen(window.len, from);
		want = window.len + 1;
	}
	xb_input_consume(input, piece->len);
	record->end = record->offset + piece->len;
	if (piece->len < XB_INPUT_WINDOW_MAX)
		return XABAR_OK;
	return xb_fail(err, XABAR_ERECORD, "the document is over %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
}
