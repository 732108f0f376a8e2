/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cursor.c - the bytes of a cursor: its version, the date, how many were shown, the term, and a CRC-32 of these and of what was asked
 * for; written in base64url (RFC 4648, 5) without padding. */
#include "cursor.h"

#include "deflate.h"
#include "schema.h"

#define VERSION 1
#define CRC_BYTES 4
#define BYTES_MAX (1 + 8 + 10 + XB_TERM_MAX + CRC_BYTES)

/* ---- base64url ---- */

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void
add_letters(struct xb_buf *out, struct xb_str bytes)
{
	uint32_t bits = 0;
	unsigned n = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		bits = bits << 8 | (unsigned char)bytes.ptr[i];
		for (n += 8; n >= 6; n -= 6)
			xb_buf_add_char(out, alphabet[bits >> (n - 6) & 63]);
	}
	if (n)
		xb_buf_add_char(out, alphabet[bits << (6 - n) & 63]);
}

/* False where a letter is none of the alphabet. */
static bool
take_letters(struct xb_buf *out, const char *letters)
{
	uint32_t bits = 0;
	unsigned n = 0;

	for (; *letters; letters++) {
		const char *at = strchr(alphabet, *letters);

		if (!at)
			return false;
		bits = bits << 6 | (uint32_t)(at - alphabet);
		if ((n += 6) < 8)
			continue;
		n -= 8;
		xb_buf_add_char(out, (char)(bits >> n & 255));
	}
	return true;
}

/* ---- What a cursor belongs to ---- */

static void
add_text(struct xb_buf *out, const char *text)
{
	xb_buf_add_char(out, text != NULL);
	xb_buf_add_counted(out, xb_str(text ? text : ""));
}

static void
add_texts(struct xb_buf *out, const char *const *texts)
{
	for (; texts && *texts; texts++)
		add_text(out, *texts);
	add_text(out, NULL);
}

/* Which dispatches a request asks for, and in which order; how many and how they are shown may be another each time. */
static void
add_request(struct xb_buf *out, const xabar_request *request)
{
	add_text(out, request->query);
	add_text(out, request->from);
	add_text(out, request->to);
	add_text(out, request->as_of);
	add_texts(out, request->langs);
	add_texts(out, request->sources);
	add_texts(out, request->sections);
	add_texts(out, request->without);
	xb_buf_printf(out, "%d%d%d%d", request->order == XABAR_OLDEST, request->plain, request->no_names, request->all);
}

static xabar_status
check_sum(char out[CRC_BYTES], struct xb_str bytes, const xabar_request *request, xabar_error *err)
{
	struct xb_buf all;
	xabar_status status;
	uint32_t crc;

	xb_buf_init(&all, SIZE_MAX);
	xb_buf_add_str(&all, bytes);
	add_request(&all, request);
	status = xb_buf_status(&all, err);
	crc = xb_crc32(0, xb_buf_view(&all));
	xb_buf_release(&all);
	for (size_t i = 0; i < CRC_BYTES; i++)
		out[i] = (char)(crc >> 8 * i & 255);
	return status;
}

/* ---- Reading ---- */

static xabar_status
refuse(const char *text, xabar_error *err)
{
	xb_fail(err, XABAR_EINVAL, "'%s' is no cursor of this search", text);
	return xb_hint(err, XABAR_EINVAL, "cursor %s begins anew; each answer to it has the next one, for the same query, filters and order",
	               XB_CURSOR_BEGIN);
}

xabar_status
xb_cursor_check(const xabar_request *request, const char *similar_to, xabar_error *err)
{
	const struct {
		bool asked;
		const char *what, *hint;
	} others[] = {
		{ similar_to, "what is similar to a dispatch", "go on with an offset" },
		{ request->offset, "an offset", "leave it out: the cursor says where to go on" },
		{ request->collapse, "folding of near-copies", "leave them apart, or go on with an offset" },
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (others[i].asked) {
			xb_fail(err, XABAR_EINVAL, "a cursor does not go with %s", others[i].what);
			return xb_hint(err, XABAR_EINVAL, "%s", others[i].hint);
		}
	return XABAR_OK;
}

static bool
take_cursor(struct xb_cursor *out, struct xb_str bytes)
{
	struct xb_str version, date;
	uint64_t shown;

	if (!xb_take_bytes(&bytes, 1, &version) || *version.ptr != VERSION || !xb_take_bytes(&bytes, 8, &date) ||
	    !xb_take_varint(&bytes, &shown) || !shown || shown > UINT32_MAX || !bytes.len || bytes.len > XB_TERM_MAX)
		return false;
	*out = (struct xb_cursor){ { xb_sortable_decode(date.ptr), bytes }, (uint32_t)shown };
	return true;
}

/* Whether the request is the one that they were made for. */
static xabar_status
check_bytes(const struct xb_buf *bytes, const xabar_request *request, xabar_error *err)
{
	char sum[CRC_BYTES];
	xabar_status status;

	if (bytes->len <= CRC_BYTES)
		return refuse(request->cursor, err);
	status = check_sum(sum, xb_strn(bytes->ptr, bytes->len - CRC_BYTES), request, err);
	if (status == XABAR_OK && memcmp(sum, bytes->ptr + bytes->len - CRC_BYTES, CRC_BYTES) != 0)
		return refuse(request->cursor, err);
	return status;
}

xabar_status
xb_cursor_read(struct xb_cursor *out, const xabar_request *request, struct xb_arena *arena, xabar_error *err)
{
	struct xb_buf bytes;
	struct xb_str kept;
	xabar_status status;

	*out = (struct xb_cursor){ .shown = 0 };
	if (strcmp(request->cursor, XB_CURSOR_BEGIN) == 0)
		return XABAR_OK;
	xb_buf_init(&bytes, BYTES_MAX);
	status = take_letters(&bytes, request->cursor) && !bytes.failed ? check_bytes(&bytes, request, err) : refuse(request->cursor, err);
	bytes.len -= status == XABAR_OK ? CRC_BYTES : 0;
	kept = xb_buf_into_arena(&bytes, arena);
	if (status != XABAR_OK)
		return status;
	if (!kept.ptr)
		return xb_fail_nomem(err);
	return take_cursor(out, kept) ? XABAR_OK : refuse(request->cursor, err);
}

/* ---- Writing ---- */

xabar_status
xb_cursor_write(const char **out, const struct xb_cursor *cursor, const xabar_request *request, struct xb_arena *arena,
                xabar_error *err)
{
	char date[8], sum[CRC_BYTES] = { 0 };
	struct xb_buf bytes, letters;
	xabar_status status;

	xb_buf_init(&bytes, BYTES_MAX);
	xb_buf_init(&letters, 2 * BYTES_MAX);
	xb_sortable(date, cursor->place.date);
	xb_buf_add_char(&bytes, VERSION);
	xb_buf_add(&bytes, date, sizeof(date));
	xb_buf_add_varint(&bytes, cursor->shown);
	xb_buf_add_str(&bytes, cursor->place.term);
	status = check_sum(sum, xb_buf_view(&bytes), request, err);
	xb_buf_add(&bytes, sum, sizeof(sum));
	if (status == XABAR_OK)
		status = xb_buf_status(&bytes, err);
	add_letters(&letters, xb_buf_view(&bytes));
	xb_buf_release(&bytes);
	*out = xb_buf_into_arena(&letters, arena).ptr;
	return status == XABAR_OK && !*out ? xb_fail_nomem(err) : status;
}
