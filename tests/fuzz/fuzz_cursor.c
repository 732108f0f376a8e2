/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a cursor that a client sends, then as what one says, which is read as it was written. The first eight bytes are the
 * date. */
#include <stdlib.h>

#include "../../searcher/cursor.h"
#include "schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_as_text(xabar_request request, const char *text, struct xb_arena *arena)
{
	struct xb_cursor cursor;
	xabar_error err;

	request.cursor = text;
	if (xb_cursor_read(&cursor, &request, arena, &err) == XABAR_OK && cursor.shown && !cursor.place.term.len)
		abort();
}

static void
write_and_read(xabar_request request, struct xb_str bytes, struct xb_arena *arena)
{
	struct xb_str date, term = bytes;
	struct xb_cursor cursor, again;

	if (!xb_take_bytes(&term, 8, &date) || !term.len || term.len > XB_TERM_MAX)
		return;
	cursor = (struct xb_cursor){ { xb_sortable_decode(date.ptr), term }, 1 + (unsigned char)*term.ptr };
	if (xb_cursor_write(&request.cursor, &cursor, &request, arena, NULL) != XABAR_OK ||
	    xb_cursor_read(&again, &request, arena, NULL) != XABAR_OK || again.shown != cursor.shown ||
	    again.place.date != cursor.place.date || !xb_str_equal(again.place.term, term))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	xabar_request request = XABAR_REQUEST_INIT;
	struct xb_arena arena;
	char *text;

	xb_arena_init(&arena, 1 << 24);
	request.order = XABAR_NEWEST;
	text = xb_arena_strndup(&arena, (const char *)data, size);
	if (text)
		read_as_text(request, text, &arena);
	write_and_read(request, xb_strn((const char *)data, size), &arena);
	xb_arena_release(&arena);
	return 0;
}
