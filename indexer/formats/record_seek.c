/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record_seek.h"

#define STEP ((size_t)256 << 10)

xabar_status
xb_seek_look(struct xb_seek *seek, size_t want, xabar_error *err)
{
	xabar_status status;

	if (want > XB_INPUT_WINDOW_MAX)
		want = XB_INPUT_WINDOW_MAX;
	status = xb_input_window(&seek->window, seek->input, want, err);
	seek->ended = seek->window.len < want;
	return status;
}

/* Up to where beginnings can be told: after that, what tells them may not be in the window yet. */
static size_t
horizon(const struct xb_seek *seek)
{
	size_t len = seek->window.len;

	return seek->ended ? len : len < seek->kind->look ? 0 : len - seek->kind->look;
}

static size_t
find_in_window(const struct xb_seek *seek, size_t from)
{
	const struct xb_seek_kind *kind = seek->kind;
	size_t mark_len = strlen(kind->mark), end = horizon(seek);

	from = from > kind->before ? from - kind->before : 0;
	while (from < end) {
		const char *mark = memmem(seek->window.ptr + from, seek->window.len - from, kind->mark, mark_len);
		size_t at = mark ? (size_t)(mark - seek->window.ptr) : end;

		if (at >= end)
			break;
		if (kind->starts(seek->window, at + kind->before))
			return at + kind->before;
		from = at + 1;
	}
	return XB_SEEK_NONE;
}

xabar_status
xb_seek_find(size_t *at, struct xb_seek *seek, size_t from, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	while ((*at = find_in_window(seek, from)) == XB_SEEK_NONE && !seek->ended && status == XABAR_OK) {
		if (seek->window.len >= XB_INPUT_WINDOW_MAX)
			break;
		from = from > horizon(seek) ? from : horizon(seek);
		status = xb_seek_look(seek, seek->window.len + STEP, err);
	}
	return status;
}

xabar_status
xb_seek_drop(struct xb_seek *seek, size_t from, xabar_error *err)
{
	xabar_status status = xb_seek_look(seek, from + STEP, err);

	while (status == XABAR_OK) {
		size_t at = find_in_window(seek, from), done = horizon(seek);

		if (at == XB_SEEK_NONE && seek->ended)
			at = seek->window.len;
		if (at != XB_SEEK_NONE) {
			xb_input_consume(seek->input, at);
			break;
		}
		done -= done < seek->kind->behind ? done : seek->kind->behind;
		xb_input_consume(seek->input, done);
		from = from > done ? from - done : seek->kind->behind;
		status = xb_seek_look(seek, seek->kind->look + STEP, err);
	}
	return status;
}
