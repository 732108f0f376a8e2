/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define CHUNK ((size_t)128 << 10)  /* at least this much room is offered to each read */
#define ROOM_FIRST (2 * CHUNK)
#define ROOM_LARGE (16 * CHUNK)    /* a window over this shrinks again after a large record */
#define GZIP_WINDOW (16 + MAX_WBITS) /* zlib.h: "add 16 to decode only the gzip format" */

struct xb_input {
	int fd;
	bool own_fd;
	bool regular;
	bool ended;          /* the window will not grow any more */
	uint64_t raw_offset; /* bytes read from the file */

	/* The window is room[start .. start + len). */
	char *room;
	size_t start, len, cap;
	uint64_t offset; /* of room[start] in the unpacked stream */

	/* Gzip only. */
	bool packed;
	bool raw_ended;
	bool between; /* members: one has ended, the next has not begun */
	unsigned char *raw;
	z_stream z; /* its next_in and avail_in are what is left of raw */

	bool damaged;
	xabar_error damage;
};

static void
note_damage(struct xb_input *input, const char *what, const char *detail)
{
	input->ended = true;
	input->damaged = true;
	xb_fail(&input->damage, XABAR_EIO, "%s at byte %" PRIu64 " of the file%s%s", what,
	        input->raw_offset - input->z.avail_in, detail ? ": " : "", detail ? detail : "");
	input->damage.offset = (size_t)(input->offset + input->len);
}

/* One read. *got is 0 at the end and after a read error, which is noted as damage. ESTOPPED when a signal whose handler
 * does not restart system calls arrives: that is how a reader that waits on a pipe is told to leave. */
static xabar_status
read_some(size_t *got, struct xb_input *input, void *to, size_t room, xabar_error *err)
{
	struct pollfd ready = { .fd = input->fd, .events = POLLIN };
	ssize_t n = read(input->fd, to, room);

	while (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && poll(&ready, 1, -1) > 0)
		n = read(input->fd, to, room);
	*got = n > 0 ? (size_t)n : 0;
	input->raw_offset += *got;
	if (n < 0 && errno == EINTR)
		return xb_fail(err, XABAR_ESTOPPED, "stopped while reading");
	if (n < 0)
		note_damage(input, "read error", strerror(errno));
	return XABAR_OK;
}

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

/* More packed bytes behind those not used yet (at most one of them is left when this is called). */
static xabar_status
refill(struct xb_input *input, xabar_error *err)
{
	size_t kept = input->z.avail_in, got;
	xabar_status status;

	if (kept)
		memmove(input->raw, input->z.next_in, kept);
	status = read_some(&got, input, input->raw + kept, CHUNK - kept, err);
	input->z.next_in = input->raw;
	input->z.avail_in = (uInt)(kept + got);
	if (status == XABAR_OK && got == 0)
		input->raw_ended = true;
	return status;
}

/* RFC 1952, 2.2: a file is a series of members, one after the other. Zeros after the last are padding to a tape's
 * block, as gzip(1) has it. */
static xabar_status
next_member(struct xb_input *input, xabar_error *err)
{
	z_stream *z = &input->z;

	while (z->avail_in && *z->next_in == 0) {
		z->next_in++;
		z->avail_in--;
	}
	if (z->avail_in < 2 && !input->raw_ended)
		return refill(input, err);
	if (z->avail_in == 0) {
		input->ended = true;
	} else if (z->avail_in >= 2 && z->next_in[0] == 0x1f && z->next_in[1] == 0x8b) {
		inflateReset(z);
		input->between = false;
	} else {
		note_damage(input, "garbage after the gzip data", NULL);
	}
	return XABAR_OK;
}

static xabar_status
inflate_some(struct xb_input *input, xabar_error *err)
{
	z_stream *z = &input->z;
	size_t room = input->cap - input->start - input->len, made;
	int rc;

	z->next_out = (unsigned char *)input->room + input->start + input->len;
	z->avail_out = (uInt)room;
	rc = inflate(z, Z_NO_FLUSH);
	made = room - z->avail_out;
	input->len += made;
	if (rc == Z_MEM_ERROR)
		return xb_fail_nomem(err);
	if (rc == Z_STREAM_END)
		input->between = true;
	else if (rc != Z_OK && rc != Z_BUF_ERROR)
		note_damage(input, "gzip data is damaged", z->msg);
	else if (made == 0 && z->avail_in == 0 && input->raw_ended)
		note_damage(input, "gzip data ends early", NULL);
	return XABAR_OK;
}

static xabar_status
fill_packed(struct xb_input *input, xabar_error *err)
{
	if (input->between)
		return next_member(input, err);
	if (input->z.avail_in == 0 && !input->raw_ended) {
		xabar_status status = refill(input, err);

		/* A read error has been noted; its offset stays right, since nothing is unpacked after it. */
		if (status != XABAR_OK || input->damaged)
			return status;
	}
	return inflate_some(input, err);
}

/* Read once: the window grows, or the input ends, or neither yet. */
static xabar_status
fill(struct xb_input *input, xabar_error *err)
{
	size_t got;
	xabar_status status;

	if (!make_room(input))
		return xb_fail_nomem(err);
	if (input->packed)
		return fill_packed(input, err);
	status = read_some(&got, input, input->room + input->start + input->len,
	                   input->cap - input->start - input->len, err);
	input->len += got;
	if (status == XABAR_OK && got == 0)
		input->ended = true;
	return status;
}

/* What was read so far begins a gzip member: it becomes raw, and the window starts empty. */
static xabar_status
start_unpacking(struct xb_input *input, xabar_error *err)
{
	input->raw = malloc(CHUNK > input->len ? CHUNK : input->len);
	if (!input->raw || inflateInit2(&input->z, GZIP_WINDOW) != Z_OK)
		return xb_fail_nomem(err);
	memcpy(input->raw, input->room, input->len);
	input->z.next_in = input->raw;
	input->z.avail_in = (uInt)input->len;
	input->len = 0;
	input->packed = true;
	/* A file of fewer than the three bytes looked at cannot come here, so raw has not ended as far as we know. */
	input->ended = false;
	return XABAR_OK;
}

/* RFC 1952, 2.3.1: ID1, ID2, and CM 8 (deflate, the only method there is). */
static xabar_status
look_at_magic(struct xb_input *input, xabar_error *err)
{
	xabar_status status = XABAR_OK;

	while (status == XABAR_OK && input->len < 3 && !input->ended)
		status = fill(input, err);
	if (status == XABAR_OK && input->len >= 3 && memcmp(input->room, "\x1f\x8b\x08", 3) == 0)
		status = start_unpacking(input, err);
	return status;
}

static xabar_status
check_kind(struct xb_input *input, const char *path, xabar_error *err)
{
	struct stat st;

	if (fstat(input->fd, &st) != 0)
		return xb_fail_errno(err, "cannot open '%s'", path);
	input->regular = S_ISREG(st.st_mode);
	if (S_ISDIR(st.st_mode))
		return xb_fail(err, XABAR_EIO, "'%s' is a directory", path);
	if (input->own_fd && !input->regular)
		return xb_hint(err, xb_fail(err, XABAR_EIO, "'%s' is not a regular file", path),
		               "a pipe or device is read as standard input, whose name is -");
	return XABAR_OK;
}

xabar_status
xb_input_open(struct xb_input **out, const char *path, xabar_error *err)
{
	struct xb_input *input = calloc(1, sizeof(*input));
	xabar_status status;

	*out = NULL;
	if (!input)
		return xb_fail_nomem(err);
	input->own_fd = strcmp(path, "-") != 0;
	/* O_NONBLOCK: to open a pipe without a writer would wait for one, only to refuse it. */
	input->fd = input->own_fd ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) : STDIN_FILENO;
	if (input->fd < 0)
		status = xb_fail_errno(err, "cannot open '%s'", path);
	else
		status = check_kind(input, path, err);
	if (status == XABAR_OK && !move_room(input, ROOM_FIRST))
		status = xb_fail_nomem(err);
	if (status == XABAR_OK)
		status = look_at_magic(input, err);
	if (status != XABAR_OK) {
		xb_input_free(input);
		return status;
	}
	*out = input;
	return XABAR_OK;
}

void
xb_input_free(struct xb_input *input)
{
	if (!input)
		return;
	if (input->packed)
		inflateEnd(&input->z);
	if (input->own_fd && input->fd >= 0)
		close(input->fd);
	free(input->raw);
	free(input->room);
	free(input);
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

uint64_t
xb_input_offset(const struct xb_input *input)
{
	return input->offset;
}

/* Seek so that the window, now empty, begins at `offset`, or at the end of a file that has become shorter. */
static xabar_status
seek_to(struct xb_input *input, uint64_t offset, xabar_error *err)
{
	off_t here = lseek(input->fd, 0, SEEK_CUR), end = lseek(input->fd, 0, SEEK_END);
	uint64_t ahead = offset - input->offset;

	if (here < 0 || end < here)
		end = here;
	if (here >= 0 && ahead > (uint64_t)(end - here))
		ahead = (uint64_t)(end - here);
	if (here < 0 || lseek(input->fd, here + (off_t)ahead, SEEK_SET) < 0)
		return xb_fail_errno(err, "cannot seek to byte %" PRIu64, offset);
	input->offset += ahead;
	input->raw_offset += ahead;
	return XABAR_OK;
}

xabar_status
xb_input_skip_to(struct xb_input *input, uint64_t offset, xabar_error *err)
{
	if (offset < input->offset)
		return xb_fail(err, XABAR_EINVAL, "byte %" PRIu64 " has been read already", offset);
	for (;;) {
		uint64_t ahead = offset - input->offset;
		struct xb_str window;
		xabar_status status;

		if (ahead <= input->len) {
			xb_input_consume(input, (size_t)ahead);
			return XABAR_OK;
		}
		xb_input_consume(input, input->len);
		if (input->regular && !input->packed && !input->ended)
			return seek_to(input, offset, err);
		status = xb_input_window(&window, input, 1, err);
		if (status != XABAR_OK || window.len == 0)
			return status;
	}
}

uint64_t
xb_input_raw_offset(const struct xb_input *input)
{
	return input->raw_offset;
}

bool
xb_input_packed(const struct xb_input *input)
{
	return input->packed;
}

const xabar_error *
xb_input_damage(const struct xb_input *input)
{
	return input->damaged ? &input->damage : NULL;
}
