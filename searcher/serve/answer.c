/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <zlib.h>

#include "json.h"
#include "text/unicode.h"

/* A body that fits one packet gains nothing by being smaller. */
#define PACK_MIN 1200
#define PACK_LEVEL 1
#define ETAG_SECONDS 300
/* It has to fit, beside the request, into what libmicrohttpd has for a connection (CONNECTION_BYTES of http.c). */
#define LINK_MAX ((size_t)3 << 10)
#define MISSING_MAX 65536

void
xb_answer_init(struct xb_answer *answer, size_t limit)
{
	*answer = (struct xb_answer){ .code = 200, .type = XB_TYPE_JSON };
	xb_buf_init(&answer->body, limit);
	xb_buf_init(&answer->link, LINK_MAX);
	xb_buf_init(&answer->missing, MISSING_MAX);
}

void
xb_answer_release(struct xb_answer *answer)
{
	xb_buf_release(&answer->body);
	xb_buf_release(&answer->link);
	xb_buf_release(&answer->missing);
}

const char *
xb_code_phrase(unsigned code)
{
	static const struct {
		unsigned code;
		const char *phrase;
	} phrases[] = {
		{ 200, "OK" },
		{ 304, "Not Modified" },
		{ 400, "Bad Request" },
		{ 401, "Unauthorized" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 413, "Content Too Large" },
		{ 421, "Misdirected Request" },
		{ 422, "Unprocessable Content" },
		{ 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
		{ 504, "Gateway Timeout" },
	};

	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		if (phrases[i].code == code)
			return phrases[i].phrase;
	return "Unknown";
}

void
xb_answer_problem(struct xb_answer *answer, unsigned code, const xabar_error *err, const char *query)
{
	struct xb_buf *out = &answer->body;

	xb_buf_clear(out);
	answer->code = code;
	answer->type = XB_TYPE_PROBLEM;
	answer->etag[0] = '\0';
	answer->packed = false;
	xb_buf_add_char(out, '{');
	xb_json_member(out, "type", xb_str("about:blank"));
	xb_json_member(out, "title", xb_str(xb_code_phrase(code)));
	xb_buf_printf(out, ",\"status\":%u", code);
	xb_json_member(out, "code", xb_str(xabar_status_name(err->status)));
	xb_json_member(out, "detail", xb_str(err->message));
	xb_json_member(out, "hint", xb_str(err->hint));
	if (err->status == XABAR_EQUERY && query && err->offset <= strlen(query))
		xb_buf_printf(out, ",\"column\":%zu", xb_utf8_count(xb_strn(query, err->offset)) + 1);
	xb_buf_add_str(out, xb_str("}\n"));
}

/* ---- Entity tags ---- */

void
xb_etag_make(char out[64], uint64_t fingerprint, uint64_t now)
{
	snprintf(out, 64, "W/\"%s-%016" PRIx64 "-%" PRIx64 "\"", xabar_version(), fingerprint, now / ETAG_SECONDS);
}

/* The next of a list with commas between, trimmed; .ptr is NULL at the end. */
static struct xb_str
next_item(struct xb_str *rest)
{
	const char *comma = rest->len ? memchr(rest->ptr, ',', rest->len) : NULL;
	struct xb_str item = xb_strn(rest->len ? rest->ptr : NULL, comma ? (size_t)(comma - rest->ptr) : rest->len);

	*rest = comma ? xb_str_from(*rest, item.len + 1) : xb_strn("", 0);
	return item.ptr ? xb_str_trim(item) : item;
}

static struct xb_str
opaque_tag(struct xb_str tag)
{
	return xb_str_starts(tag, "W/") ? xb_str_from(tag, 2) : tag;
}

void
xb_etag_speak(char etag[64], const char *tongue)
{
	const size_t len = strlen(etag) - 1; /* the quote */

	snprintf(etag + len, 64 - len, "-%s\"", tongue);
}

bool
xb_etag_matches(const char *etag, const char *if_none_match)
{
	struct xb_str rest = xb_str(if_none_match ? if_none_match : ""), item;

	while ((item = next_item(&rest)).ptr)
		if (xb_str_is(item, "*") || xb_str_equal(opaque_tag(item), opaque_tag(xb_str(etag))))
			return true;
	return false;
}

/* ---- gzip ---- */

/* "q=0", with whatever number of noughts. */
static bool
is_refused(struct xb_str parameters)
{
	const char *q = memmem(parameters.ptr, parameters.len, "q=", 2);
	size_t i = q ? (size_t)(q - parameters.ptr) + 2 : parameters.len;

	if (i == parameters.len)
		return false;
	while (i < parameters.len && (parameters.ptr[i] == '0' || parameters.ptr[i] == '.'))
		i++;
	return i == parameters.len || !(parameters.ptr[i] >= '1' && parameters.ptr[i] <= '9');
}

bool
xb_accepts_gzip(const char *accept_encoding)
{
	struct xb_str rest = xb_str(accept_encoding ? accept_encoding : ""), item;
	bool any = false;

	while ((item = next_item(&rest)).ptr) {
		const char *semicolon = item.len ? memchr(item.ptr, ';', item.len) : NULL;
		const size_t len = semicolon ? (size_t)(semicolon - item.ptr) : item.len;
		const struct xb_str name = xb_str_trim(xb_strn(item.ptr, len));

		if (xb_str_is_nocase(name, "gzip") || xb_str_is_nocase(name, "x-gzip"))
			return !is_refused(xb_str_from(item, len));
		if (xb_str_is(name, "*"))
			any = !is_refused(xb_str_from(item, len));
	}
	return any;
}

xabar_status
xb_answer_pack(struct xb_answer *answer, xabar_error *err)
{
	z_stream z = { 0 };
	struct xb_buf packed;
	char *to;
	size_t bound;

	if (answer->body.len < PACK_MIN)
		return XABAR_OK;
	/* 15 + 16: the largest window, and the head and tail of gzip. */
	if (deflateInit2(&z, PACK_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return xb_fail_nomem(err);
	bound = deflateBound(&z, answer->body.len);
	xb_buf_init(&packed, bound);
	to = xb_buf_extend(&packed, bound);
	if (!to) {
		deflateEnd(&z);
		return xb_fail_nomem(err);
	}
	z.next_in = (unsigned char *)answer->body.ptr;
	z.avail_in = (unsigned)answer->body.len;
	z.next_out = (unsigned char *)to;
	z.avail_out = (unsigned)bound;
	deflate(&z, Z_FINISH);
	packed.len = z.total_out;
	deflateEnd(&z);
	xb_buf_release(&answer->body);
	answer->body = packed;
	answer->packed = true;
	return XABAR_OK;
}
