/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The window over the uppermost layer, and the choice of layers. */
#include "input_layer.h"

#include <stdlib.h>

#define CHUNK ((size_t)128 << 10)  /* at least this much room is offered to each read */
#define ROOM_FIRST (2 * CHUNK)
#define ROOM_LARGE (16 * CHUNK)    /* a window over this shrinks again after a large record */

struct xb_input {
	struct xb_layer *top;    /* owns those below it */
	struct xb_meter *meter;  /* own_meter, or that of the file in which all this is */
	struct xb_meter own_meter;
	unsigned level;          /* of unpacking, for the meter */
	bool packed;
	bool ended;              /* the window will not grow any more */
	uint64_t replaced;
	struct xb_damages damages;

	/* The window is room[start .. start + len). */
	char *room;
	size_t start, len, cap;
	uint64_t offset; /* of room[start] in the unpacked stream */
};

/* ---- The window ---- */

/* Move the window to new room of `cap` bytes. */
static bool
move_room(struct xb_input *input, size_t cap)
{
	char *room = malloc(cap);

	if (!room)
		return false;
	if (input->len)
		memcpy(room, input->room + input->start, input->len);
	free(input->room);
	input->room = room;
	input->start = 0;
	input->cap = cap;
	return true;
}

/* See to CHUNK bytes of room behind the window: slide it, or grow by doubling, so that each byte moves a bounded
 * number of times. */
static bool
make_room(struct xb_input *input)
{
	size_t grown = 2 * input->cap;

	if (input->cap > ROOM_LARGE && input->len < CHUNK)
		return move_room(input, ROOM_FIRST);
	if (input->cap - input->start - input->len >= CHUNK)
		return true;
	if (input->cap - input->len >= CHUNK && input->len <= input->cap / 2) {
		memmove(input->room, input->room + input->start, input->len);
		input->start = 0;
		return true;
	}
	if (grown > XB_INPUT_WINDOW_MAX + CHUNK)
		grown = XB_INPUT_WINDOW_MAX + CHUNK;
	return move_room(input, grown > input->len + CHUNK ? grown : input->len + CHUNK);
}

/* Read once: the window grows, or the input ends. */
static xabar_status
fill(struct xb_input *input, xabar_error *err)
{
	size_t got;
	xabar_error why;
	xabar_status status;

	if (!make_room(input))
		return xb_fail_nomem(err);
	status = input->top->read(&got, input->top, input->room + input->start + input->len,
	                          input->cap - input->start - input->len, &why);
	input->len += got;
	if (status == XABAR_ENOMEM || status == XABAR_ESTOPPED)
		return xb_fail(err, status, "%s", why.message);
	if (status != XABAR_OK)
		xb_damages_add(&input->damages, input->offset + input->len, why.message);
	input->ended = status != XABAR_OK || got == 0;
	return XABAR_OK;
}

xabar_status
xb_input_window(struct xb_str *out, struct xb_input *input, size_t want, xabar_error *err)
{
	if (want > XB_INPUT_WINDOW_MAX)
		return xb_fail(err, XABAR_ELIMIT, "a record may be at most %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
	while (input->len < want && !input->ended) {
		xabar_status status = fill(input, err);

		if (status != XABAR_OK)
			return status;
	}
	*out = (struct xb_str){ input->room + input->start, input->len };
	return XABAR_OK;
}

xabar_status
xb_input_whole(struct xb_str *out, struct xb_input *input, xabar_error *err)
{
	xabar_status status = xb_input_window(out, input, 1, err);

	while (status == XABAR_OK && !input->ended && out->len < XB_INPUT_WINDOW_MAX)
		status = xb_input_window(out, input, out->len + 1, err);
	if (status != XABAR_OK || out->len < XB_INPUT_WINDOW_MAX)
		return status;
	for (; status == XABAR_OK && out->len; status = xb_input_window(out, input, 1, err))
		xb_input_consume(input, out->len);
	if (status != XABAR_OK)
		return status;
	return xb_fail(err, XABAR_ERECORD, "the document is over %zu MiB", XB_INPUT_WINDOW_MAX >> 20);
}

void
xb_input_consume(struct xb_input *input, size_t len)
{
	input->start += len;
	input->len -= len;
	input->offset += len;
}

/* ---- Layers ---- */

static struct xb_str
window(const struct xb_input *input)
{
	return (struct xb_str){ input->room + input->start, input->len };
}

/* The window's bytes have gone into a layer that was put on top: what that makes of them is read anew. */
static void
begin_again(struct xb_input *input)
{
	input->start = input->len = 0;
	input->ended = false;
}

static xabar_status
add_meter(struct xb_input *input, xabar_error *err)
{
	return xb_layer_meter(&input->top, input->meter, input->level++, err);
}

/* Unpack what is packed, and what that is packed of. */
static xabar_status
unpack(struct xb_input *input, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	for (int layers = 0; layers < XB_UNPACK_LAYERS; layers++) {
		enum xb_magic packed;

		/* As few bytes as will tell: what comes through a pipe may come slowly. */
		while ((packed = xb_packed(window(input))) == XB_MAGIC_UNDECIDED && !input->ended && status == XABAR_OK)
			status = fill(input, err);
		if (status != XABAR_OK || packed != XB_MAGIC_YES)
			return status;
		status = xb_layer_unpack(&input->top, window(input), &input->damages, err);
		if (status == XABAR_OK)
			status = add_meter(input, err);
		if (status != XABAR_OK)
			return status;
		begin_again(input);
		input->packed = true;
	}
	return XABAR_OK;
}

xabar_status
xb_input_transcode(struct xb_input *input, const char *charset, xabar_error *err)
{
	xabar_status status = xb_layer_transcode(&input->top, window(input), charset, &input->replaced, err);

	if (status == XABAR_OK)
		begin_again(input);
	return status;
}

static xabar_status
open_source(struct xb_input *input, const struct xb_input_source *source, xabar_error *err)
{
	xabar_status status = xb_layer_source(&input->top, source, source->within ? NULL : input->meter, err);

	if (status != XABAR_OK || !source->within)
		return status;
	input->meter = source->within->meter;
	input->level = source->within->level;
	return add_meter(input, err);
}

/* Of a file by its path, or of a source if that is not NULL. */
static xabar_status
open_input(struct xb_input **out, const char *path, const struct xb_input_source *source, xabar_error *err)
{
	struct xb_input *input = calloc(1, sizeof(*input));
	xabar_status status;

	*out = NULL;
	if (!input)
		return xb_fail_nomem(err);
	input->meter = &input->own_meter;
	status = source ? open_source(input, source, err) : xb_layer_file(&input->top, path, input->meter, err);
	if (status == XABAR_OK && !move_room(input, ROOM_FIRST))
		status = xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = unpack(input, err);
	if (status == XABAR_OK)
		*out = input;
	else
		xb_input_free(input);
	return status;
}

xabar_status
xb_input_open(struct xb_input **out, const char *path, xabar_error *err)
{
	return open_input(out, path, NULL, err);
}

xabar_status
xb_input_from(struct xb_input **out, const struct xb_input_source *source, xabar_error *err)
{
	return open_input(out, NULL, source, err);
}

void
xb_input_free(struct xb_input *input)
{
	if (!input)
		return;
	if (input->top)
		input->top->free(input->top);
	free(input->damages.rows);
	free(input->room);
	free(input);
}

/* ---- Going elsewhere ---- */

bool
xb_input_seekable(const struct xb_input *input)
{
	return xb_layer_file_seekable(input->top);
}

xabar_status
xb_input_seek(uint64_t *at, struct xb_input *input, uint64_t offset, xabar_error *err)
{
	uint64_t begin = input->offset - input->start; /* of what the room still holds */
	xabar_status status;

	if (offset >= begin && offset - begin <= input->start + input->len) {
		*at = input->offset = offset;
		input->len = input->start + input->len - (size_t)(offset - begin);
		input->start = (size_t)(offset - begin);
		return XABAR_OK;
	}
	status = xb_layer_file_seek(at, input->top, offset, err);
	if (status != XABAR_OK)
		return status;
	begin_again(input);
	input->offset = *at;
	return XABAR_OK;
}

xabar_status
xb_input_skip_to(struct xb_input *input, uint64_t offset, xabar_error *err)
{
	if (offset < input->offset)
		return xb_fail(err, XABAR_EINVAL, "byte %llu has been read already", (unsigned long long)offset);
	for (;;) {
		uint64_t ahead = offset - input->offset;
		struct xb_str shown;
		xabar_status status;

		if (ahead <= input->len) {
			xb_input_consume(input, (size_t)ahead);
			return XABAR_OK;
		}
		if (xb_input_seekable(input) && !input->ended)
			return xb_input_seek(&ahead, input, offset, err);
		xb_input_consume(input, input->len);
		status = xb_input_window(&shown, input, 1, err);
		if (status != XABAR_OK || shown.len == 0)
			return status;
	}
}

/* ---- What it says of itself ---- */

uint64_t
xb_input_offset(const struct xb_input *input)
{
	return input->offset;
}

uint64_t
xb_input_raw_offset(const struct xb_input *input)
{
	return input->meter->packed;
}

bool
xb_input_packed(const struct xb_input *input)
{
	return input->packed;
}

uint64_t
xb_input_replaced(const struct xb_input *input)
{
	return input->replaced;
}

bool
xb_input_take_damage(xabar_error *out, struct xb_input *input)
{
	return xb_damages_take(out, &input->damages, input->ended && input->len == 0);
}

bool
xb_input_damaged(const struct xb_input *input)
{
	return input->damages.n || input->damages.more || input->meter->bomb;
}

bool
xb_input_is_bomb(const struct xb_input *input)
{
	return input->meter->bomb;
}
