/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "http_body.h"

#include <brotli/decode.h>
#include <zlib.h>

#include "mime_text.h"

#define UNPACKED_MAX ((size_t)64 << 20)
#define UNPACKED_FREE ((size_t)1 << 20) /* so much may come out of however little */
#define RATIO_MAX 200
#define ROOM_KEPT ((size_t)4 << 20)
#define CODINGS_MAX 4
#define LOOK 512

enum outcome {
	DONE,
	OTHER,     /* it is not in this coding */
	DAMAGED,   /* it ends early or goes wrong: what came before is there */
	TOO_LARGE,
	NO_MEMORY,
};

void
xb_http_room_init(struct xb_http_room *room)
{
	xb_buf_init(&room->bufs[0], 0);
	xb_buf_init(&room->bufs[1], 0);
}

void
xb_http_room_release(struct xb_http_room *room)
{
	xb_buf_release(&room->bufs[0]);
	xb_buf_release(&room->bufs[1]);
}

/* Bytes that no compressor begins with: text in some encoding that extends ASCII. */
static bool
looks_like_text(struct xb_str bytes)
{
	size_t n = bytes.len < LOOK ? bytes.len : LOOK;

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes.ptr[i] < ' ' && !(bytes.ptr[i] >= '\t' && bytes.ptr[i] <= '\r'))
			return false;
	return true;
}

/* ---- chunked (RFC 9112, 7.1) ---- */

/* Take "1a2b;extension CR LF" off the front. */
static bool
take_chunk_size(struct xb_str *rest, size_t *size)
{
	size_t i = 0, digits, value = 0;
	const char *newline;

	for (; i < rest->len && i < 8; i++) {
		int digit = xb_mime_hex(rest->ptr[i]);

		if (digit < 0)
			break;
		value = value << 4 | (size_t)digit;
	}
	digits = i;
	while (i < rest->len && (rest->ptr[i] == ' ' || rest->ptr[i] == '\t'))
		i++;
	if (digits == 0 || i == rest->len || !memchr("\r\n;", rest->ptr[i], 3))
		return false;
	newline = memchr(rest->ptr + i, '\n', rest->len - i);
	if (!newline)
		return false;
	*rest = xb_str_from(*rest, (size_t)(newline - rest->ptr) + 1);
	*size = value;
	return true;
}

static void
take_line_end(struct xb_str *rest)
{
	if (rest->len && *rest->ptr == '\r')
		*rest = xb_str_from(*rest, 1);
	if (rest->len && *rest->ptr == '\n')
		*rest = xb_str_from(*rest, 1);
}

/* After a size that is not one all the rest is taken: it is more likely to be text than chunks. */
static enum outcome
undo_chunked(struct xb_buf *out, struct xb_str in)
{
	struct xb_str rest = in;
	size_t size;

	while (take_chunk_size(&rest, &size)) {
		if (size == 0)
			return out->failed ? NO_MEMORY : DONE;
		if (size > rest.len)
			break;
		xb_buf_add(out, rest.ptr, size);
		rest = xb_str_from(rest, size);
		take_line_end(&rest);
	}
	if (rest.ptr == in.ptr)
		return OTHER;
	xb_buf_add_str(out, rest);
	return out->failed ? NO_MEMORY : DAMAGED;
}

/* ---- gzip, deflate ---- */

/* Room for more output: as much again, within the limit. */
static unsigned char *
more_room(struct xb_buf *out, size_t *room, size_t packed)
{
	size_t want = out->len + 4 * packed + 1024, left = out->limit - out->len;

	*room = want < left ? want : left;
	return *room ? (unsigned char *)xb_buf_extend(out, *room) : NULL;
}

static enum outcome
inflate_all(struct xb_buf *out, z_stream *z, size_t packed)
{
	int rc = Z_OK;

	while (rc == Z_OK) {
		size_t room;

		z->next_out = more_room(out, &room, packed);
		if (!z->next_out)
			return room ? NO_MEMORY : TOO_LARGE;
		z->avail_out = (uInt)room;
		rc = inflate(z, Z_NO_FLUSH);
		out->len -= z->avail_out;
		if (rc == Z_OK && z->avail_out)
			return DAMAGED; /* all input is used, and it has not ended */
	}
	return rc == Z_STREAM_END ? DONE : rc == Z_MEM_ERROR ? NO_MEMORY : DAMAGED;
}

static enum outcome
undo_zlib(struct xb_buf *out, struct xb_str in, int window_bits)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)in.ptr, .avail_in = (uInt)in.len };
	enum outcome outcome;

	if (inflateInit2(&z, window_bits) != Z_OK)
		return NO_MEMORY;
	outcome = inflate_all(out, &z, in.len);
	inflateEnd(&z);
	return outcome;
}

static bool
is_gzip(struct xb_str in)
{
	return xb_str_starts(in, "\x1f\x8b\x08");
}

static enum outcome
undo_gzip(struct xb_buf *out, struct xb_str in)
{
	return is_gzip(in) ? undo_zlib(out, in, 16 + MAX_WBITS) : OTHER;
}

/* "deflate" is zlib's format (RFC 9110, 8.4.1.2), and was long sent without its two bytes (RFC 1950, 2.2). */
static enum outcome
undo_deflate(struct xb_buf *out, struct xb_str in)
{
	const unsigned char *p = (const unsigned char *)in.ptr;

	if (in.len < 2)
		return OTHER;
	if ((p[0] & 0x0f) == Z_DEFLATED && (p[0] << 8 | p[1]) % 31 == 0)
		return undo_zlib(out, in, MAX_WBITS);
	return undo_zlib(out, in, -MAX_WBITS);
}

/* ---- br (RFC 7932) ---- */

static enum outcome
undo_brotli(struct xb_buf *out, struct xb_str in)
{
	BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	const uint8_t *from = (const uint8_t *)in.ptr;
	size_t from_left = in.len, room = 1;

	while (state && room && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
		uint8_t *to = more_room(out, &room, in.len);
		size_t to_left = room;

		if (!to)
			break;
		result = BrotliDecoderDecompressStream(state, &from_left, &from, &to_left, &to, NULL);
		out->len -= to_left;
	}
	BrotliDecoderDestroyInstance(state);
	if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT)
		return room ? NO_MEMORY : TOO_LARGE;
	return result == BROTLI_DECODER_RESULT_SUCCESS ? DONE : DAMAGED;
}

/* ---- All of them ---- */

struct coding {
	const char *name;
	enum outcome (*undo)(struct xb_buf *out, struct xb_str in);
};

static const struct coding codings[] = {
	{ "chunked", undo_chunked },
	{ "gzip", undo_gzip },
	{ "x-gzip", undo_gzip },
	{ "deflate", undo_deflate },
	{ "br", undo_brotli },
	{ "identity", NULL },
	{ "none", NULL },
	{ "utf-8", NULL }, /* some take the field for the charset's */
};

static xabar_status
add_codings(const struct coding **list, size_t *n, struct xb_str value, struct xb_str bytes, xabar_error *err)
{
	while (value.len) {
		const char *comma = memchr(value.ptr, ',', value.len);
		size_t len = comma ? (size_t)(comma - value.ptr) : value.len, i = 0;
		struct xb_str name = xb_str_trim((struct xb_str){ value.ptr, len });

		value = xb_str_from(value, len + (comma != NULL));
		while (i < sizeof(codings) / sizeof(*codings) && !xb_str_is_nocase(name, codings[i].name))
			i++;
		if (i < sizeof(codings) / sizeof(*codings) && !codings[i].undo)
			continue;
		if (*n == CODINGS_MAX || (i == sizeof(codings) / sizeof(*codings) && !looks_like_text(bytes)))
			return xb_fail(err, XABAR_ERECORD, "the body is in a coding that is not read: '%.*s'",
			               (int)(name.len < 40 ? name.len : 40), name.ptr);
		if (i < sizeof(codings) / sizeof(*codings))
			list[(*n)++] = &codings[i];
	}
	return XABAR_OK;
}

static size_t
limit_for(size_t packed)
{
	if (packed > UNPACKED_MAX / RATIO_MAX)
		return UNPACKED_MAX;
	return packed * RATIO_MAX < UNPACKED_FREE ? UNPACKED_FREE : packed * RATIO_MAX;
}

static xabar_status
undo(struct xb_str *body, bool *damaged, struct xb_buf *to, const struct coding *coding, xabar_error *err)
{
	enum outcome outcome;

	if (to->cap > ROOM_KEPT)
		xb_buf_release(to);
	xb_buf_clear(to);
	to->limit = limit_for(body->len);
	outcome = coding->undo(to, *body);
	if (outcome == NO_MEMORY)
		return xb_fail_nomem(err);
	if (outcome == TOO_LARGE)
		return xb_fail(err, XABAR_ERECORD, "the body of %zu bytes unpacks to over %zu MiB", body->len, to->limit >> 20);
	if (outcome == OTHER || (outcome == DAMAGED && coding->undo != undo_chunked && looks_like_text(*body)))
		return XABAR_OK;
	*damaged |= outcome == DAMAGED;
	if (outcome == DAMAGED && to->len == 0)
		return xb_fail(err, XABAR_ERECORD, "the body cannot be unpacked: its %s data is damaged", coding->name);
	*body = xb_buf_view(to);
	return XABAR_OK;
}

xabar_status
xb_http_body(struct xb_str *out, bool *damaged, struct xb_http_room *room, const struct xb_http_head *head,
             struct xb_str bytes, xabar_error *err)
{
	static const struct coding gzip = { "gzip", undo_gzip };
	const struct coding *list[CODINGS_MAX];
	size_t n = 0, turn = 0;
	xabar_status status;

	*out = bytes;
	*damaged = false;
	status = add_codings(list, &n, xb_mime_field(&head->fields, "Content-Encoding"), bytes, err);
	if (status == XABAR_OK)
		status = add_codings(list, &n, xb_mime_field(&head->fields, "Transfer-Encoding"), bytes, err);
	while (status == XABAR_OK && n && out->len)
		status = undo(out, damaged, &room->bufs[turn++ & 1], list[--n], err);
	if (status == XABAR_OK && is_gzip(*out)) /* packed twice, or not said to be */
		status = undo(out, damaged, &room->bufs[turn & 1], &gzip, err);
	return status;
}
